//! Documents: the list of all, and the reader with what was found in each passage beside it.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        frame::{Frame, Section},
        parts::{
            Fragment, Link, Linked as _, Pager, ProposalEntry, Provenance, When, count, everything,
            is_web_address, marked,
        },
        visit::Visit,
    },
    model::{
        Document, DocumentOrigin, NodeKey, NodeKind, PartialDate, Partnership, Passage,
        PassageKind, Span, Strategy, Theme, Word as _,
    },
    query::{
        DocumentFilter, PageArguments, ProposalFilter, find_newer_edition, find_row, get_row,
        list_documents, list_proposals, partners_in, passages_of, themes_in,
    },
    view::View,
};

use super::strategy::crumbs;

/// Documents on one page of the list.
const SHOWN: i32 = 100;

/// A document in a list.
pub(crate) struct DocumentEntry {
    /// The document.
    pub(crate) link: Link,
    /// Whose it is.
    pub(crate) partnership: Option<Link>,
    /// Whether it is our paraphrase.
    pub(crate) paraphrase: bool,
    /// When its source was published.
    pub(crate) published: Option<When>,
    /// How many passages it has.
    pub(crate) passages: String,
}

impl DocumentEntry {
    /// The entry of a document.
    pub(crate) fn of(view: &View, document: &Arc<Document>) -> Self {
        let passages = passages_of(view, &document.slug, &PageArguments::first(0));
        Self {
            link: document.link(),
            partnership: partnership_of(view, document).map(|row| row.link()),
            paraphrase: document.origin == DocumentOrigin::Digest,
            published: document.published.map(When::from),
            passages: count(passages.map_or(0, |page| page.total_count), "passage", "passages"),
        }
    }
}

fn partnership_of(view: &View, document: &Document) -> Option<Arc<Partnership>> {
    find_row(view, document.partnership.as_ref()?)
}

/// All documents, or those that a filter lets through.
#[derive(Template)]
#[template(path = "documents.html")]
pub(crate) struct IndexPage {
    frame: Frame,
    asked: IndexAsked,
    documents: Vec<DocumentEntry>,
    pager: Pager,
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct IndexAsked {
    text: String,
    after: Option<String>,
}

impl IndexPage {
    /// The documents that a filter lets through.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<IndexAsked>) -> Result<Self> {
        let view = &visit.view;
        let filter = DocumentFilter {
            text: Some(asked.text.clone()).filter(|text| !text.trim().is_empty()),
            ..DocumentFilter::default()
        };
        let arguments = PageArguments::forward(Some(SHOWN), asked.after.clone());
        let page = list_documents(view, &filter, &arguments)?;
        let address = || Address::of(address::DOCUMENTS).with("text", &asked.text);
        Ok(Self {
            frame: visit
                .frame(
                    Section::Documents,
                    address::DOCUMENTS,
                    "Documents",
                    "The documents that are held, passage by passage: our paraphrases of sources, and what has been ingested.",
                )
                .under([]),
            pager: Pager::of(&page, address, "document", "documents"),
            documents: page.nodes().map(|row| DocumentEntry::of(view, row)).collect(),
            asked,
        })
    }
}

/// The reader.
#[derive(Template)]
#[template(path = "document.html")]
pub(crate) struct DocumentPage {
    frame: Frame,
    document: Arc<Document>,
    paraphrase: bool,
    origin: &'static str,
    url: Option<String>,
    published: Option<When>,
    first_seen: Option<When>,
    last_seen: Option<When>,
    older: Option<Link>,
    newer: Option<Link>,
    partnership: Option<Link>,
    strategy: Option<Link>,
    told: String,
    /// The theme whose evidence alone is marked.
    only: Option<Link>,
    /// Where it is mentioned first, and how often.
    first_mention: Option<(i64, String)>,
    /// The themes of several passages, most mentioned first.
    followed: Vec<Followed>,
    passages: Vec<PassageRow>,
    /// What was extracted from it.
    proposals: Vec<ProposalEntry>,
    outline: Vec<Heading>,
}

/// What is asked of the reader.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    theme: Option<String>,
}

/// A heading of the document as it stands before a passage.
#[derive(Clone)]
struct Heading {
    text: String,
    /// Level in the page, 2 to 6.
    level: usize,
    anchor: String,
}

/// A passage with what stands before and beside it.
struct PassageRow {
    headings: Vec<Heading>,
    position: i64,
    /// How to cite it.
    cite: String,
    /// Where the mentions before and after it are, while one theme is followed.
    mentions: Option<MentionWays>,
    class: &'static str,
    page: Option<i64>,
    fragments: Vec<Fragment>,
    themes: Vec<Found>,
    partners: Vec<Found>,
}

/// The ways from one mention of a theme to the next.
#[derive(Clone, Copy)]
struct MentionWays {
    before: Option<i64>,
    after: Option<i64>,
}

/// A theme that can be followed through the document.
struct Followed {
    link: Link,
    told: String,
}

/// Something that was found in a passage.
struct Found {
    link: Link,
    provenance: Option<Provenance>,
}

impl DocumentPage {
    /// The document with this slug.
    pub(crate) fn build(
        visit: &Visit,
        (Path(slug), Query(asked)): (Path<String>, Query<Asked>),
    ) -> Result<Self> {
        let view = &visit.view;
        let document: Arc<Document> = get_row(view, &slug)?;
        let only = asked.theme.map(|slug| get_row::<Theme>(view, &slug)).transpose()?;
        let passages = all_passages(view, &slug)?;
        let mut rows = rows_of(view, &document, &passages, only.as_deref());
        let first_mention = only.as_deref().and_then(|theme| join_mentions(theme, &mut rows));
        let partnership = partnership_of(view, &document);
        Ok(Self {
            frame: frame(visit, &document, partnership.as_deref()),
            paraphrase: document.origin == DocumentOrigin::Digest,
            origin: document.origin.label(),
            url: document.url.clone().filter(|url| is_web_address(url)),
            published: document.published.map(When::from),
            first_seen: day_of(&document.first_seen),
            last_seen: day_of(&document.last_seen),
            older: document
                .supersedes
                .as_ref()
                .and_then(|slug| find_row::<Document>(view, slug))
                .map(|row| row.link()),
            newer: find_newer_edition(view, &document).map(|row| row.link()),
            partnership: partnership.map(|row| row.link()),
            strategy: document
                .strategy
                .as_ref()
                .and_then(|slug| find_row::<Strategy>(view, slug))
                .map(|row| row.link()),
            told: count(rows.len(), "passage", "passages"),
            only: only.map(|theme| theme.link()),
            first_mention,
            followed: followed(&document, &rows),
            outline: rows.iter().flat_map(|row| row.headings.clone()).collect(),
            passages: rows,
            proposals: proposals_of(view, &slug)?,
            document,
        })
    }
}

/// The day of an RFC 3339 time.
fn day_of(time: &str) -> Option<When> {
    time.get(..10)?.parse::<PartialDate>().ok().map(When::from)
}

fn proposals_of(view: &View, slug: &str) -> Result<Vec<ProposalEntry>> {
    let filter =
        ProposalFilter { documents: Some(vec![slug.to_owned()]), ..ProposalFilter::default() };
    let found = list_proposals(view, &filter, &everything())?;
    Ok(found.nodes().map(|row| ProposalEntry::of(view, row)).collect())
}

fn frame(visit: &Visit, document: &Document, partnership: Option<&Partnership>) -> Frame {
    let kind = match document.origin {
        DocumentOrigin::Digest => "our paraphrase",
        DocumentOrigin::Ingested => "document",
    };
    let whose = partnership.map(|row| format!(" – {}", row.name)).unwrap_or_default();
    let title = format!("{} ({kind}, {}){whose}", document.title, document.slug);
    let description = format!(
        "{} ({kind}), passage by passage with the themes and partners found in it.",
        document.title
    );
    let mut way = crumbs(partnership);
    if partnership.is_none() {
        way = vec![Link::to("Documents", address::DOCUMENTS)];
    }
    visit.frame(Section::Documents, &document.path(), title, description).under(way)
}

/// Every passage: a link to any of them must find it on this page.
fn all_passages(view: &View, document: &str) -> Result<Vec<Arc<Passage>>> {
    let mut passages = Vec::new();
    let mut arguments = crate::explorer::parts::everything();
    loop {
        let page = passages_of(view, document, &arguments)?;
        passages.extend(page.nodes().cloned());
        match page.items.last().filter(|_| page.has_next_page) {
            Some(last) => arguments.after = Some(last.cursor.clone()),
            None => return Ok(passages),
        }
    }
}

fn rows_of(
    view: &View,
    document: &Document,
    passages: &[Arc<Passage>],
    only: Option<&Theme>,
) -> Vec<PassageRow> {
    let mut above: &[String] = &[];
    passages
        .iter()
        .map(|passage| {
            let path = without_title(&passage.headings, &document.title);
            let headings = new_headings(above, path, passage.position);
            above = path;
            PassageRow { headings, ..PassageRow::of(view, passage, only) }
        })
        .collect()
}

/// Leads from each passage that mentions a theme to the one before and after it; gives the first,
/// and how many there are.
fn join_mentions(theme: &Theme, rows: &mut [PassageRow]) -> Option<(i64, String)> {
    let path = theme.path();
    let mentions: Vec<usize> = (0..rows.len())
        .filter(|place| rows[*place].themes.iter().any(|found| found.link.href == path))
        .collect();
    let positions: Vec<i64> = mentions.iter().map(|place| rows[*place].position).collect();
    for (nth, place) in mentions.iter().enumerate() {
        rows[*place].mentions = Some(MentionWays {
            before: nth.checked_sub(1).map(|nth| positions[nth]),
            after: positions.get(nth + 1).copied(),
        });
    }
    let told = count(positions.len(), "passage mentions", "passages mention");
    positions.first().map(|first| (*first, told))
}

/// The themes that more than one passage shows, each with the address at which only it is marked.
fn followed(document: &Document, rows: &[PassageRow]) -> Vec<Followed> {
    let mut counts: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for found in rows.iter().flat_map(|row| &row.themes) {
        counts.entry(&found.link.href).or_insert((&found.link.text, 0)).1 += 1;
    }
    let mut themes: Vec<_> = counts.into_iter().filter(|(_, (_, many))| *many > 1).collect();
    themes.sort_by_key(|(_, (_, many))| std::cmp::Reverse(*many));
    themes
        .into_iter()
        .map(|(href, (label, many))| {
            let slug = href.rsplit('/').next().unwrap_or_default();
            let address = Address::of(&document.path()).with("theme", slug).finish();
            Followed { link: Link::to(label, address), told: count(many, "passage", "passages") }
        })
        .collect()
}

/// The outermost heading of most documents is their title, which the page has already.
fn without_title<'path>(headings: &'path [String], title: &str) -> &'path [String] {
    match headings.split_first() {
        Some((first, rest)) if first.trim().eq_ignore_ascii_case(title.trim()) => rest,
        _ => headings,
    }
}

/// The headings that begin between two passages.
fn new_headings(above: &[String], path: &[String], position: i64) -> Vec<Heading> {
    let shared = above.iter().zip(path).take_while(|(a, b)| a == b).count();
    path.iter()
        .enumerate()
        .skip(shared)
        .map(|(depth, text)| Heading {
            text: text.clone(),
            level: (depth + 2).min(6),
            anchor: format!("section-{position}-{depth}"),
        })
        .collect()
}

impl PassageRow {
    fn of(view: &View, passage: &Passage, only: Option<&Theme>) -> Self {
        let themes = themes_in(view, &passage.slug);
        let partners = partners_in(view, &passage.slug);
        let marked_themes = themes
            .iter()
            .filter(|(theme, _)| only.is_none_or(|only| only.slug == theme.slug))
            .flat_map(|(_, assertion)| &assertion.spans);
        let marked_partners =
            partners.iter().filter(|_| only.is_none()).flat_map(|(_, assertion)| &assertion.spans);
        let ranges: Vec<_> = marked_themes.chain(marked_partners).map(range).collect();
        Self {
            headings: Vec::new(),
            position: passage.position,
            cite: address::cite(&NodeKey::new(NodeKind::Passage, passage.slug.clone())),
            mentions: None,
            class: match passage.kind {
                PassageKind::Paragraph => "paragraph",
                PassageKind::ListItem => "item",
                PassageKind::TableRow => "row",
                PassageKind::Quotation => "quotation",
                PassageKind::Contents
                | PassageKind::Reference
                | PassageKind::Questionnaire
                | PassageKind::Boilerplate => "uncounted",
            },
            page: passage.page,
            fragments: marked(&passage.text, &ranges),
            themes: themes
                .iter()
                .map(|(row, assertion)| Found {
                    link: row.link(),
                    provenance: Provenance::of(assertion.method),
                })
                .collect(),
            partners: partners
                .iter()
                .map(|(row, assertion)| Found {
                    link: row.link(),
                    provenance: Provenance::of(assertion.method),
                })
                .collect(),
        }
    }
}

fn range(span: &Span) -> (usize, usize) {
    (span.start, span.end)
}
