//! What each column of the record's tables means: the codebook of the data package, and the order
//! in which columns are written.
//!
//! Tables without an entry here are not given away: `document_text` holds whole texts that belong
//! to their publishers.

mod measure;

use super::table::ColumnKind::{self, Array, Boolean, Integer, Number, Text};

/// What one column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// Its name, that of the row's field.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// What it says.
    pub meaning: &'static str,
    /// The table to whose rows it points.
    pub refers_to: Option<&'static str>,
}

const fn says(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnMeaning {
    ColumnMeaning { name, kind, meaning, refers_to: None }
}

const fn points(
    name: &'static str,
    table: &'static str,
    kind: ColumnKind,
    meaning: &'static str,
) -> ColumnMeaning {
    ColumnMeaning { name, kind, meaning, refers_to: Some(table) }
}

const SLUG: ColumnMeaning = says("slug", Text, "Stable readable name; the identity of the row");
const ID: ColumnMeaning = says("id", Text, "The identity of the row");
const POSITION: ColumnMeaning = says("position", Integer, "Place among its like, from 0");
const PARTNERSHIP: ColumnMeaning = points("partnership", "partnership", Text, "Whose it is");
const SOURCE: ColumnMeaning = points("source", "source", Text, "Which source says so");
const SOURCES: ColumnMeaning =
    points("sources", "source", Array, "Which sources say so, first the best");
const METHOD: ColumnMeaning = says(
    "method",
    Text,
    "curated (a person wrote it), accepted (found by a program, confirmed by a person) or proposed (found by a program)",
);
const CONFIDENCE: ColumnMeaning = says(
    "confidence",
    Number,
    "Confidence of an extraction, 0 to 1; empty where a person wrote it",
);
const SPANS: ColumnMeaning = says(
    "spans",
    Array,
    "Where in the passage it was found: start and end in Unicode characters, and the phrase or name that matched",
);
const PARTNER: ColumnMeaning = points("partner", "partner", Text, "The partner");
const PASSAGE: ColumnMeaning = points("passage", "passage", Text, "The passage");
const STRATEGY: ColumnMeaning = points("strategy", "strategy", Text, "The strategy");
const PUBLISHED: ColumnMeaning =
    says("published", Text, "When it was published: a year, a month or a day (ISO 8601)");

/// The columns of a table of the record in the order in which they are written; none for a table
/// that is not given away.
pub fn columns_of(table: &str) -> &'static [ColumnMeaning] {
    TABLES.iter().find(|(name, _, _)| *name == table).map_or(&[], |(_, _, columns)| columns)
}

/// All tables that are given away: name, what it holds, columns.
pub fn codebook() -> impl Iterator<Item = (&'static str, &'static str, &'static [ColumnMeaning])> {
    TABLES.iter().copied()
}

/// What a table of the record holds.
pub(super) fn title_of(table: &str) -> &'static str {
    TABLES.iter().find(|(name, _, _)| *name == table).map_or("", |(_, title, _)| title)
}

type TableMeaning = (&'static str, &'static str, &'static [ColumnMeaning]);

const TABLES: &[TableMeaning] = &[
    (
        "theme",
        "The theme scheme: concepts of two levels",
        &[
            SLUG,
            points("broader", "theme", Text, "The wider theme; empty at the top level"),
            POSITION,
            says("label", Text, "Preferred label"),
            says("definition", Text, "What it covers, in our own words"),
            says("alt_labels", Array, "Other labels for the same concept"),
            says("phrases", Array, "Phrases that show that a passage is about it"),
            says("lookalikes", Array, "Phrases that look alike and must not match"),
            points("not_themes", "theme", Array, "Themes that a coder must not confuse it with"),
        ],
    ),
    (
        "framework",
        "Frameworks: outside ways of cutting strategies",
        &[
            SLUG,
            POSITION,
            says("label", Text, "Its name"),
            says("publisher", Text, "Who published it"),
            says("edition", Text, "Which edition the topics come from"),
            says("url", Text, "Its address"),
            says("wording_checked", Boolean, "Whether the wording was read on a page"),
        ],
    ),
    (
        "topic",
        "Topics of frameworks",
        &[
            SLUG,
            points("framework", "framework", Text, "The framework"),
            says("key", Text, "Its key inside the framework"),
            POSITION,
            says("label", Text, "Its name"),
        ],
    ),
    (
        "topic_mapping",
        "How topics of frameworks map to themes",
        &[
            ID,
            points("topic", "topic", Text, "The topic"),
            points("theme", "theme", Text, "The theme"),
            POSITION,
            says(
                "relation",
                Text,
                "exact, close, broad, narrow or related (SKOS mapping relations)",
            ),
        ],
    ),
    (
        "partner",
        "Organisations, and kinds of organisation where sources name only the kind",
        &[
            SLUG,
            says("name", Text, "Its name"),
            says("kind", Text, "What kind of organisation it is"),
            says("aliases", Array, "Other names, former names, abbreviations"),
            says("ods_code", Text, "Code of the NHS Organisation Data Service"),
            says("gss_code", Text, "GSS code of the Office for National Statistics"),
            says("generic", Boolean, "Whether it is a kind of organisation rather than one"),
        ],
    ),
    (
        "partnership",
        "Integrated Care Partnerships",
        &[
            SLUG,
            says("name", Text, "Full name"),
            says("aliases", Array, "Other names in use"),
            says("system", Text, "Name of the integrated care system"),
            says("region", Text, "NHS England region"),
            says("board_name", Text, "Name of the Integrated Care Board of the area"),
            says("board_ods", Text, "ODS code of the board"),
            says("board_codes", Array, "GSS codes of the board’s area with their dates"),
            says("population", Integer, "Residents, as a source states them"),
            points("population_source", "source", Text, "Which source states the population"),
            says("population_note", Text, "What is to be known about the figure"),
            says(
                "coverage",
                Text,
                "How sure it is that the lists of the current strategy were seen: high, medium or low",
            ),
            says("notes", Text, "What is inferred, doubtful or contradictory in the record"),
        ],
    ),
    (
        "source",
        "Sources: where facts come from, and who speaks in them",
        &[
            ID,
            points(
                "partnership",
                "partnership",
                Text,
                "The partnership in whose record it is listed",
            ),
            says("key", Text, "Its key inside that record, such as S1"),
            says("url", Text, "Its address"),
            says("title", Text, "Its title as published"),
            says("publisher", Text, "Who published it"),
            says("kind", Text, "What form it has"),
            says("speaker", Text, "Who speaks in it"),
            PUBLISHED,
        ],
    ),
    (
        "council_membership",
        "Councils whose areas lie in partnerships’ areas",
        &[
            ID,
            PARTNERSHIP,
            points("partner", "partner", Text, "The council"),
            POSITION,
            says("part", Boolean, "Whether only a part of the council’s area is inside"),
        ],
    ),
    (
        "board_change",
        "What happened, or is to happen, to boards",
        &[
            ID,
            PARTNERSHIP,
            POSITION,
            says("kind", Text, "cluster, merger, split, transfer or rename"),
            says("with", Array, "The other boards that take part"),
            says("to", Array, "The boards that result"),
            says("on", Text, "When it takes effect"),
            says("status", Text, "proposed, approved or done, when the source was written"),
            SOURCE,
            says("note", Text, "What else is known"),
        ],
    ),
    (
        "listed_document",
        "Documents that are known to exist and are not held",
        &[
            ID,
            PARTNERSHIP,
            POSITION,
            says("title", Text, "Its title"),
            says("kind", Text, "What it is"),
            says("scope", Text, "What part of the area it is about"),
            SOURCE,
        ],
    ),
    (
        "membership",
        "Partners of partnerships",
        &[
            ID,
            PARTNERSHIP,
            PARTNER,
            POSITION,
            says("role", Text, "What the partner does there, after the source"),
            says("named_as", Text, "The name by which the source calls it"),
            SOURCES,
        ],
    ),
    (
        "strategy",
        "Strategies and plans; every edition is a row",
        &[
            SLUG,
            PARTNERSHIP,
            says("key", Text, "Its key inside the partnership’s record"),
            says("position", Integer, "Place in the record, oldest first, from 0"),
            says("kind", Text, "What kind of plan it is; look-alikes are never mixed up"),
            says("edition", Text, "draft, consultation, interim, final, refreshed or unknown"),
            says("title", Text, "Its title"),
            says("title_exact", Boolean, "Whether the title is the source’s own"),
            PUBLISHED,
            says("period_from", Integer, "First year of the period that it is for"),
            says("period_to", Integer, "Last year of the period that it is for"),
            says("vision", Text, "Its vision, in our words"),
            points("vision_source", "source", Text, "Which source the vision comes from"),
            says("also_serves_as", Array, "Other statutory roles of the same document"),
            points("source", "source", Text, "Which source the strategy is known from"),
        ],
    ),
    (
        "priority_list",
        "Lists of strategies",
        &[
            ID,
            STRATEGY,
            POSITION,
            says("role", Text, "What it enumerates"),
            says("called", Text, "The source’s own word for one item"),
            says("stated_count", Integer, "How many items the source says there are"),
            says("complete", Boolean, "Whether all items were seen"),
            says("ordered", Boolean, "Whether the order is certain and means something"),
            points("source", "source", Text, "Which source it was read from"),
        ],
    ),
    (
        "priority",
        "Items of lists of strategies, of every role",
        &[
            SLUG,
            points("list", "priority_list", Text, "The list in which it stands"),
            points("strategy", "strategy", Text, "The strategy of that list"),
            says("position", Integer, "Place in the list, from 0"),
            says("name", Text, "Its name"),
            says("exact", Boolean, "Whether the name is the source’s own; otherwise it is ours"),
            says("gist", Text, "What it is about in one clause of our own"),
            points("parent", "priority", Text, "The item under which it stands"),
            SOURCES,
        ],
    ),
    (
        "priority_theme",
        "What priorities are about",
        &[
            ID,
            points("priority", "priority", Text, "The priority"),
            points("theme", "theme", Text, "The theme"),
            says("position", Integer, "Place among the priority’s themes; 0 is the primary one"),
            METHOD,
            CONFIDENCE,
        ],
    ),
    (
        "programme",
        "Named programmes, projects and initiatives",
        &[
            SLUG,
            PARTNERSHIP,
            POSITION,
            says("name", Text, "Its name"),
            says("gist", Text, "What it is in one clause of our own"),
            says("from", Text, "When it began"),
            says("to", Text, "When it ended or is to end"),
            SOURCES,
        ],
    ),
    (
        "programme_partner",
        "Partners that take part in programmes",
        &[ID, points("programme", "programme", Text, "The programme"), PARTNER, POSITION],
    ),
    (
        "programme_service",
        "Priorities that programmes serve",
        &[
            ID,
            points("programme", "programme", Text, "The programme"),
            points("priority", "priority", Text, "The priority"),
            POSITION,
        ],
    ),
    (
        "measure",
        "Numbers and targets that sources state; conflicting ones are all kept",
        measure::COLUMNS,
    ),
    (
        "document",
        "Documents that were read",
        &[
            SLUG,
            PARTNERSHIP,
            points("strategy", "strategy", Text, "The strategy whose text it is or reports"),
            says("title", Text, "Its title"),
            says("origin", Text, "digest (our paraphrase) or ingested (the source’s own text)"),
            says("url", Text, "Its address"),
            says("publisher", Text, "Who published it"),
            says("media_type", Text, "Media type by content"),
            says("sha256", Text, "SHA-256 of the bytes"),
            says("size_bytes", Integer, "Size of the bytes"),
            says("pages", Integer, "Number of pages, where the format has pages"),
            PUBLISHED,
            says("complete", Boolean, "Whether the document was read (or retold) as a whole"),
            points("source", "source", Text, "The source that it retells or is"),
            says("first_seen", Text, "When these bytes were first read"),
            says(
                "last_seen",
                Text,
                "When these bytes were last seen at their address, or given again",
            ),
            points(
                "supersedes",
                "document",
                Text,
                "The edition that stood at the same address before",
            ),
            says("recogniser", Text, "Which program found themes and partners in it"),
        ],
    ),
    (
        "passage",
        "Passages of documents. Text is given only where it is ours; what belongs to others is read at the document’s address",
        &[
            SLUG,
            points("document", "document", Text, "The document"),
            says("position", Integer, "Place in the document, from 1"),
            says("kind", Text, "paragraph, list item, table row or quotation"),
            says("headings", Array, "The headings above it, outermost first"),
            says("page", Integer, "The page on which it begins, from 1"),
            says("start", Integer, "First character in the document’s text, from 0"),
            says("end", Integer, "One past its last character"),
            says("text", Text, "Its text; empty where it belongs to others"),
        ],
    ),
    (
        "passage_theme",
        "Themes found in passages",
        &[
            ID,
            PASSAGE,
            points("theme", "theme", Text, "The theme"),
            says("position", Integer, "Place among the passage’s themes, most prominent first"),
            METHOD,
            CONFIDENCE,
            SPANS,
        ],
    ),
    ("passage_partner", "Partners named in passages", &[ID, PASSAGE, PARTNER, METHOD, SPANS]),
    (
        "proposal",
        "What a program extracted from documents. Only what a person accepted counts in any answer; the rest is no fact",
        &[
            ID,
            says("kind", Text, "What it proposes: priority, partner, programme or measure"),
            points("partnership", "partnership", Text, "Whose it would be"),
            points("strategy", "strategy", Text, "The strategy whose text shows it"),
            says("name", Text, "Its name; of a measure what it is about"),
            says("list_role", Text, "Of a priority: what its list enumerates"),
            says("list_called", Text, "Of a priority: the source’s own word for an item"),
            says(
                "list_count",
                Integer,
                "Of a priority: how many items the source says the list has",
            ),
            says("list_ordered", Boolean, "Of a priority: whether the source numbers the list"),
            says("list_place", Integer, "Of a priority: place of its list in the document, from 0"),
            says("position", Integer, "Place in its list, or in the document, from 0"),
            says("parent", Text, "Of a priority: the name of the item under which it stands"),
            says("value", Text, "Of a measure: the figure with its unit, as written"),
            says(
                "number",
                Number,
                "Of a measure: the figure as a number, the lower one of a range",
            ),
            says("number_to", Number, "Of a measure: the upper number of a range"),
            says("unit", Text, "Of a measure: what the number counts"),
            says("measure_role", Text, "Of a measure: baseline, target or reported"),
            says("change", Text, "Of a measure: decrease or increase, where it is a change"),
            says("date_from", Text, "Of a measure: the first date of a period"),
            says("date", Text, "Of a measure: by when, or when it was so"),
            points("partner", "partner", Text, "Of a partner: its entry in the register"),
            says("partner_kind", Text, "Of a partner: what kind of organisation it is"),
            says("generic", Boolean, "Of a partner: whether it is a kind of organisation"),
            says("themes", Array, "Of a priority: the themes of its words, with confidence"),
            says("confidence", Number, "Confidence of the extraction, 0 to 1"),
            says("status", Text, "What became of it: proposed, accepted, rejected …"),
            says("fact_table", Text, "The table of the fact that it became or supports"),
            says("fact", Text, "The identity of that fact in its table"),
            says("decided_by", Text, "Who decided: the name of a token, or the command"),
            says("decided_at", Text, "When it was decided"),
            says("reason", Text, "Why, in the words of whoever decided"),
        ],
    ),
    (
        "proposal_evidence",
        "Where proposals are seen. The words are given only where they are ours",
        &[
            ID,
            points("proposal", "proposal", Text, "The proposal"),
            points("document", "document", Text, "The document"),
            points("passage", "passage", Text, "The passage; empty for a heading or the title"),
            says("start", Integer, "First character in the passage (or document), from 0"),
            says("end", Integer, "One past the last character"),
            says("quote", Text, "Those characters; empty where they belong to others"),
            says("method", Text, "The rule that found it"),
            CONFIDENCE,
            says("recogniser", Text, "Which program found it"),
        ],
    ),
    (
        "proposal_fact",
        "Which rows of the other tables come from extraction, or are supported by it",
        &[
            ID,
            says("row_table", Text, "The table of the row"),
            says(
                "row_id",
                Text,
                "The identity of the row in its table; it need not exist any more",
            ),
            points("proposal", "proposal", Text, "The proposal"),
            says(
                "makes",
                Boolean,
                "Whether the row is there only because the proposal was accepted: then it is extracted, not curated",
            ),
        ],
    ),
];
