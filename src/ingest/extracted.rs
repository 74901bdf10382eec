//! What is extracted from one document, as plain values: who and what it is, its lists, partners,
//! programmes, measures, dates, engagements, people and statutory references.
//!
//! All of it is *proposed*: nothing here is a fact of the record until a curator accepts it. How
//! each is recognised stands in [`super::recognise`]; how it is stored and reconciled with known
//! facts stands elsewhere (`ingest::propose`, `write`). Themes and partners of single passages are
//! rows of their own (`PassageTheme`, `PassagePartner`).

use serde::Serialize;

use super::recognise::{RECOGNISER_VERSION, Recogniser, Tags};
use crate::model::{
    Edition, ListRole, MeasureChange, MeasureRole, PartialDate, PartnerKind, Passage, Slug,
    StrategyKind, Word,
};

/// Everything that is extracted from one document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extracted {
    /// The version of the rules that found it; the same for everything in it.
    pub recogniser: &'static str,
    /// Whose document it is, of what kind, in which edition and version, from when and for when.
    pub identity: Identity,
    /// Its enumerations in the order of the text, look-alikes among them.
    pub lists: Vec<ExtractedList>,
    /// The organisations and kinds of organisation that take part, in the order of first mention.
    pub partners: Vec<ExtractedPartner>,
    /// Named programmes, projects and topic plans, in the order of first mention.
    pub programmes: Vec<ExtractedProgramme>,
    /// Numbers with their unit.
    pub measures: Vec<ExtractedMeasure>,
    /// Dates and periods, each once.
    pub dates: Vec<ExtractedDate>,
    /// Consultations, surveys, events.
    pub engagements: Vec<ExtractedEngagement>,
    /// Named persons with their offices and what they said.
    pub people: Vec<ExtractedPerson>,
    /// Acts, sections of acts, regulations and statutory guidance.
    pub statutes: Vec<ExtractedStatute>,
}

/// Where in the document something stands, and how surely it does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The passage, by its position from 1; `None` where it stands in a heading or the title.
    pub passage: Option<i64>,
    /// First character in the document's text (Unicode scalar values, from 0).
    pub start: usize,
    /// One past its last character in the document's text.
    pub end: usize,
    /// The rule that found it, such as `numbered headings`; docs/extraction.md explains each.
    pub method: &'static str,
    /// Confidence, 0 to 1: how often the rule is right, not how important the thing is.
    pub confidence: f64,
}

/// Whose document it is, and what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The partnership that it speaks for or whose area it is about.
    pub partnership: Option<Slug>,
    /// Where the partnership is named.
    pub partnership_evidence: Option<Evidence>,
    /// What the document is.
    pub kind: DocumentKind,
    /// What kind of plan it is, presents or reports, where that is told.
    pub plan: Option<StrategyKind>,
    /// The edition of the strategy or plan that it is, presents or reports.
    pub edition: Edition,
    /// The words that show the edition.
    pub edition_evidence: Option<Evidence>,
    /// How much of the strategy it is.
    pub extent: Extent,
    /// When it was published, by its own words.
    pub published: Option<PartialDate>,
    /// First and last year of the period that it is for.
    pub period: Option<(i64, i64)>,
    /// Confidence of kind and edition, 0 to 1.
    pub confidence: f64,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident ($called:literal) { $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl Word for $name {
            const CALLED: &'static str = $called;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

words! {
    /// What a document is (not what kind of plan it is about: that is [`Identity::plan`]).
    DocumentKind ("kind of document") {
        /// The integrated care strategy, or its owner's page that presents it.
        IntegratedCareStrategy = "integrated_care_strategy", "Integrated care strategy";
        /// News about a strategy.
        NewsAboutStrategy = "news_about_strategy", "News about a strategy";
        /// Asks for, or announces, views on a draft.
        Consultation = "consultation", "Consultation";
        /// A vision without statutory role.
        Vision = "vision", "Vision";
        /// The page of a programme.
        ProgrammePage = "programme_page", "Programme page";
        /// A plan for delivering a strategy.
        DeliveryPlan = "delivery_plan", "Delivery plan";
        /// Minutes of a meeting.
        Minutes = "minutes", "Minutes";
        /// Anything else, also other plans.
        Other = "other", "Other document";
    }
}

words! {
    /// How much of the strategy a document is.
    Extent ("version of a document") {
        /// The whole document.
        Full = "full", "Full document";
        /// A summary, also one in easy read.
        Summary = "summary", "Summary";
        /// One page.
        PlanOnAPage = "plan_on_a_page", "Plan on a page";
        /// It does not say.
        Unknown = "unknown", "Version not stated";
    }
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedList {
    /// What it enumerates. A look-alike's role is what it would be in its own document.
    pub role: ListRole,
    /// Whose list it is where it is not the strategy's own: a delivery plan, a health and
    /// wellbeing strategy, national aims, factors of a needs assessment, one programme. A list
    /// with a name here must not be proposed as the strategy's.
    pub lookalike: Option<String>,
    /// The source's own word for one item, in the singular.
    pub called: Option<String>,
    /// How many items the source says there are.
    pub stated_count: Option<usize>,
    /// Whether all items are in the text, as far as that can be told.
    pub complete: bool,
    /// Whether the source numbers the items.
    pub ordered: bool,
    /// The items in the order of the text; their number is the number found.
    pub items: Vec<ExtractedItem>,
    /// The words that introduce the list (a heading, a lead-in, the sentence itself).
    pub evidence: Evidence,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedItem {
    /// Its title, without marker, number, leading article or “to”, closing stop, or gloss.
    pub title: String,
    /// Place in the list, from 0.
    pub position: usize,
    /// The item of the same list under which it stands, by place.
    pub parent: Option<usize>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// An organisation or a kind of organisation that takes part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedPartner {
    /// The entry of the register, where it is known.
    pub partner: Option<Slug>,
    /// Its name as written, in its fullest wording in the document.
    pub name: String,
    /// What kind of organisation it is.
    pub kind: PartnerKind,
    /// Whether it is a kind of organisation.
    pub generic: bool,
    /// Every place where it is named.
    pub evidence: Vec<Evidence>,
}

/// A named programme, project or topic plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedProgramme {
    /// Its name as written.
    pub name: String,
    /// Every place where it is named.
    pub evidence: Vec<Evidence>,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedMeasure {
    /// As written, such as `about a third of children`.
    pub text: String,
    /// The number where it is one, such as 55000 or 0.33; the lower one of a range.
    pub value: Option<f64>,
    /// The upper number of a range, such as 50000 in `30,000 to 50,000 people`.
    pub upper: Option<f64>,
    /// Its unit, such as `children`, `%` or `£`.
    pub unit: String,
    /// What it is about: the clause in which it stands.
    pub about: String,
    /// What it states.
    pub role: MeasureRole,
    /// Whether the number is by how much something changes, and in which direction.
    pub change: Option<MeasureChange>,
    /// First date of a period that the same clause gives.
    pub date_from: Option<PartialDate>,
    /// The date that the same clause gives, or the last one of a period.
    pub date: Option<PartialDate>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A date or a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedDate {
    /// As written.
    pub text: String,
    /// First or only date, at its own precision; `None` where the year is nowhere told.
    pub from: Option<PartialDate>,
    /// Last date of a period.
    pub to: Option<PartialDate>,
    /// Whether the year was inferred from elsewhere in the document.
    pub inferred: bool,
    /// What it is about: the clause in which it stands.
    pub about: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A consultation, survey or event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedEngagement {
    /// The sentence that tells of it, shortened.
    pub what: String,
    /// Its word in the text, such as `survey`.
    pub form: String,
    /// When, as written.
    pub when: Option<String>,
    /// The question that was asked, where it is quoted.
    pub question: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A named person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedPerson {
    /// Name without titles of address.
    pub name: String,
    /// Office as written.
    pub office: Option<String>,
    /// What is reported as said by this person: places of the quoted or reported words.
    pub said: Vec<Evidence>,
    /// Where the person is named.
    pub evidence: Evidence,
}

/// A reference to an act, a section of one, regulations or statutory guidance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtractedStatute {
    /// As written, such as `section 26 of the Health and Care Act 2022`.
    pub text: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// Extracts what a document says. `title` is its own title, `text` the stored text, `passages`
/// all its passages in their order: headings are what stands between them, so that a stored
/// document can be read anew without its file.
pub fn build_extracted(
    title: Option<&str>,
    text: &str,
    passages: &[&Passage],
    recogniser: &Recogniser,
) -> Extracted {
    build_extracted_watched(title, text, passages, &[], recogniser, &mut |_| ())
}

/// The same as [`build_extracted`] of a document that was just tagged: `tags` are those of its
/// passages, in whose words names need not be looked for again, or none. `done` is told the name of
/// each stage when it is done, so that benchmarks can say which share each takes.
pub fn build_extracted_watched(
    title: Option<&str>,
    text: &str,
    passages: &[&Passage],
    tags: &[Tags],
    recogniser: &Recogniser,
    done: &mut dyn FnMut(&'static str),
) -> Extracted {
    let extracted = recogniser.extract(title, text, passages, tags, done);
    Extracted { recogniser: RECOGNISER_VERSION, ..extracted }
}
