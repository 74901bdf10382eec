//! Coverage: which partnerships make a theme or topic a priority, which only mention it, which
//! were looked through without finding it, and of which nothing can be said.
//!
//! The rules (`docs/measures-of-comparison.md` tells them with worked examples):
//!
//! * `PRIORITY`: an item of a list of a chosen role, in a strategy of the edition policy, is
//!   assigned the theme or a narrower one, by a curator or confirmed by one. A proposed assignment
//!   counts only when asked for.
//! * `MENTIONED`: no such item, but something else that is held is about it: an item of a list of
//!   another role, a passage, a vision, a programme. **A passage tag found by phrase counts as a
//!   mention, confirmed or not**: it shows its words, and a mention claims no more than that they
//!   are there. Visions and programmes carry no tags; the scheme's phrases are looked for in them.
//! * `NOT_FOUND`: none of these, and a strategy of the policy was looked through: its leading
//!   list is complete, or the full text of the strategy itself was read.
//! * `NOT_ASSESSED`: none of these, and no strategy was looked through.
//!
//! The *leading list* is the list of the first chosen role that the strategy has (priorities before
//! aims before outcomes …). A digest is our own paraphrase: it shows that something is mentioned,
//! never that it is absent.
//!
//! `facts` gathers in one pass what each partnership says of each theme, `best` counts passages and
//! finds the best of them; `looked` says what was looked through; `untagged` and `phrases` find themes in visions and programmes; `matrix` makes
//! the states.
//! Not here: which columns and rows are asked for (`comparison`).

mod best;
mod facts;
mod looked;
mod matrix;
mod phrases;
mod subject;
mod untagged;

use std::sync::Arc;

use crate::{
    model::{
        CoverageState, EditionPolicy, ListRole, MappingRelation, Partnership, Passage, Priority,
        Programme, Strategy,
    },
    view::{View, passages::PassageRef},
};

pub use matrix::coverage;
pub use subject::{Subject, theme_subjects, topic_subjects};

/// How many passages a cell carries at most; faces may show fewer.
pub const MOST_PASSAGES: usize = 20;

/// What counts as a priority when nothing else is asked for.
pub const DEFAULT_ROLES: [ListRole; 4] =
    [ListRole::Priorities, ListRole::Aims, ListRole::Outcomes, ListRole::Groups];

/// The mappings through which a topic has the state of a theme: the theme is the topic, or lies
/// inside it. A theme that is wider than the topic (`narrow`) or merely related tells nothing of
/// the topic itself.
pub const CARRYING: [MappingRelation; 3] =
    [MappingRelation::Exact, MappingRelation::Close, MappingRelation::Broad];

/// What counts, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageOptions {
    /// Strategies of which editions.
    pub editions: EditionPolicy,
    /// Lists of which roles state a priority.
    pub roles: Vec<ListRole>,
    /// Whether theme assignments of priorities that nobody has confirmed count.
    pub proposed: bool,
    /// Through which mappings a topic has the state of a theme.
    pub carrying: Vec<MappingRelation>,
}

impl Default for CoverageOptions {
    fn default() -> Self {
        Self {
            editions: EditionPolicy::Current,
            roles: DEFAULT_ROLES.to_vec(),
            proposed: false,
            carrying: CARRYING.to_vec(),
        }
    }
}

/// A column: a partnership, or what stands in its place at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it is called.
    pub partnership: Arc<Partnership>,
    /// Of whose strategies it speaks: the partnership itself, or those that it replaced.
    pub made_of: Vec<Arc<Partnership>>,
}

impl From<Arc<Partnership>> for Column {
    fn from(partnership: Arc<Partnership>) -> Self {
        Self { made_of: vec![partnership.clone()], partnership }
    }
}

/// How many columns are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverageCounts {
    /// State it as a priority.
    pub priority: usize,
    /// Only mention it.
    pub mentioned: usize,
    /// Were looked through without finding it.
    pub not_found: usize,
    /// Of which nothing can be said.
    pub not_assessed: usize,
}

impl CoverageCounts {
    /// The denominator: all but those of which nothing can be said.
    pub fn assessed(&self) -> usize {
        self.priority + self.mentioned + self.not_found
    }

    /// Counts one more.
    pub fn add(&mut self, state: CoverageState) {
        match state {
            CoverageState::Priority => self.priority += 1,
            CoverageState::Mentioned => self.mentioned += 1,
            CoverageState::NotFound => self.not_found += 1,
            CoverageState::NotAssessed => self.not_assessed += 1,
        }
    }
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRow {
    /// The theme or topic.
    pub subject: Subject,
    /// One cell for each column, in the order of the columns. Cells are shared: what is said of a
    /// partnership does not depend on those beside it.
    pub cells: Vec<Arc<ComparisonCell>>,
    /// How many of them are in each state.
    pub counts: CoverageCounts,
}

impl ComparisonRow {
    /// What the row is called.
    pub fn label(&self) -> &str {
        self.subject.label()
    }

    /// The same row with only the columns at some places.
    pub(super) fn pick(&self, places: &[usize]) -> Self {
        let cells: Vec<_> =
            places.iter().filter_map(|place| self.cells.get(*place)).cloned().collect();
        let mut counts = CoverageCounts::default();
        for cell in &cells {
            counts.add(cell.state);
        }
        Self { subject: self.subject.clone(), cells, counts }
    }
}

/// What one column says of one theme or topic.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonCell {
    /// Exactly one of four.
    pub state: CoverageState,
    /// The items that make it a priority, in the order of their lists.
    pub priorities: Vec<Arc<Priority>>,
    /// What else is about it.
    pub mentions: Mentions,
    /// What was looked through; given exactly when the state is `NOT_FOUND`.
    pub absence: Option<Absence>,
    /// Why nothing can be said; given exactly when the state is `NOT_ASSESSED`.
    pub not_assessed_reason: Option<Arc<str>>,
}

/// What is about a theme without making it a priority.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mentions {
    /// Items of lists of other roles: enablers, principles, cross-cutting themes …
    pub items: Vec<Arc<Priority>>,
    /// Strategies whose vision speaks of it.
    pub visions: Vec<Arc<Strategy>>,
    /// Programmes that speak of it, or serve an item that is about it.
    pub programmes: Vec<Arc<Programme>>,
    /// The best passages, best first: of the source's own text before digests, confirmed before
    /// proposed, the more prominent the theme the better.
    pub passages: Vec<PassageNumber>,
    /// How many passages there are in all.
    pub passage_count: usize,
}

/// A passage of the view from which an answer was made, to be unpacked when it is shown: of a whole
/// matrix there are thousands, of which few are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageNumber(pub(super) u32);

impl PassageNumber {
    /// The passage; `None` in another view, where there is no such number.
    pub fn row(self, view: &View) -> Option<Arc<Passage>> {
        view.passages.get(self.0).map(PassageRef::row)
    }
}

/// What was looked through without finding something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Lists of the chosen roles.
    pub lists: usize,
    /// How many of them are complete.
    pub complete_lists: usize,
    /// Items in those lists.
    pub items: usize,
    /// Items among them that are coded with no theme at all.
    pub uncoded_items: usize,
    /// Documents that are held of it, digests included.
    pub documents: usize,
    /// Documents among them that are the full text of the strategy itself.
    pub full_texts: usize,
    /// Passages of those documents, contents pages and reference lists left out.
    pub passages: usize,
    /// The labels and phrases that were looked for.
    pub phrases: Arc<[String]>,
}

impl Absence {
    /// On what the finding stands: a complete list, the full text, or both.
    pub fn basis(&self) -> &'static str {
        match (self.complete_lists > 0, self.full_texts > 0) {
            (true, true) => "a complete list and the full text of the strategy",
            (_, true) => "the full text of the strategy",
            _ => "a complete list of the strategy",
        }
    }
}
