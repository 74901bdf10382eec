//! The types `ComparisonCell`, `ThemeCoverageEdge`, `CoverageCounts` and `Absence`: what
//! partnerships say of a theme or topic.
//!
//! The states are made in `query`; side by side they stand in `comparison`.

use std::sync::Arc;

use async_graphql::{MergedObject, Object, SimpleObject};

use super::{
    cost,
    int::{int, short},
    missing::get,
    reading::{Reading, Shown},
    vocabulary::{CoverageState, EditionPolicy, ListRole, words},
    written::Written,
};
use crate::{
    error::Result,
    model,
    query::{self, ComparisonQuestion, CoverageOptions},
};

const FEW: i32 = 3;

/// How many partnerships are in each state. The four add up to all that were asked about; the first
/// three add up to `assessed`, the denominator of any share: “17 of 31 assessed”, never “17 of 42”.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub(super) struct CoverageCounts {
    /// State it as a priority.
    priority: i32,
    /// Do not state it as a priority, but something else that is held of them is about it.
    mentioned: i32,
    /// Were looked through without finding it.
    not_found: i32,
    /// Of which nothing can be said: the list may be incomplete, and the full text was not read.
    not_assessed: i32,
    /// The denominator: `priority`, `mentioned` and `notFound` together.
    assessed: i32,
}

/// What was looked through without finding something. A finding of absence is only as good as this.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct Absence {
    /// Lists that could have stated it as a priority.
    lists: i32,
    /// How many of them are known to be complete.
    complete_lists: i32,
    /// Items in those lists.
    items: i32,
    /// Items among them that are coded with no theme at all.
    uncoded_items: i32,
    /// Documents that are held, our own digests included.
    documents: i32,
    /// Documents among them that are the full text of the strategy itself.
    full_texts: i32,
    /// Passages of those documents, contents pages and reference lists left out.
    passages: i32,
    /// The labels and phrases that were looked for.
    phrases: Vec<String>,
    /// On what the finding stands, in words: a complete list, the full text, or both.
    basis: String,
}

/// What one partnership says of one theme or topic, shown.
#[derive(Debug, Clone)]
pub(super) struct ComparisonCell {
    reading: Reading,
    partnership: Arc<model::Partnership>,
    row: Arc<query::ComparisonRow>,
    place: usize,
}

impl ComparisonCell {
    /// The cells of a row, one for each column.
    pub(super) fn of_row(
        reading: &Reading,
        comparison: &query::Comparison,
        row: &Arc<query::ComparisonRow>,
    ) -> Vec<Self> {
        let cell = |(place, column): (usize, &query::Column)| Self {
            reading: reading.clone(),
            partnership: column.partnership.clone(),
            row: row.clone(),
            place,
        };
        // As many columns as the row has cells, so that `cell` always finds its own.
        comparison.columns.iter().enumerate().take(row.cells.len()).map(cell).collect()
    }

    /// The state.
    pub(super) fn is(&self, state: model::CoverageState) -> bool {
        self.cell().state == state
    }

    /// What identifies it in its row.
    pub(super) fn identity(&self) -> String {
        self.partnership.slug.to_string()
    }

    fn cell(&self) -> &query::ComparisonCell {
        &self.row.cells[self.place]
    }
}

/// What one partnership says of one theme or topic: exactly one of four states, and what it stands
/// on. `absence` is given exactly when the state is `NOT_FOUND`, `notAssessedReason` exactly when it
/// is `NOT_ASSESSED`.
#[Object]
impl ComparisonCell {
    /// Which partnership.
    async fn partnership(&self) -> Shown<model::Partnership> {
        self.reading.show(self.partnership.clone())
    }

    /// Which of the four states.
    async fn state(&self) -> CoverageState {
        self.cell().state.into()
    }

    /// The items that make it a priority, in the order of their lists; empty in all other states.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn priorities(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.cell().priorities.clone())
    }

    /// How many items make it a priority.
    async fn priority_count(&self) -> i32 {
        int(self.cell().priorities.len())
    }

    /// Items of other lists (enablers, principles, cross-cutting themes …) that are about it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn other_items(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(self.cell().mentions.items.clone())
    }

    /// Strategies whose vision speaks of it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn visions(&self) -> Vec<Shown<model::Strategy>> {
        self.reading.show_all(self.cell().mentions.visions.clone())
    }

    /// Programmes that speak of it, or serve an item that is about it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn programmes(&self) -> Vec<Shown<model::Programme>> {
        self.reading.show_all(self.cell().mentions.programmes.clone())
    }

    /// Passages about it, the best first: the source's own text before our digests, confirmed before
    /// proposed, the main theme of a passage before the others.
    #[graphql(complexity = "cost::some(first.unwrap_or(FEW), child_complexity)")]
    async fn passages(
        &self,
        #[graphql(
            desc = "At most this many passages, 0 to 100; a cell shows 20 at most.",
            default_with = "Some(FEW)"
        )]
        first: Option<i32>,
    ) -> async_graphql::Result<Vec<Shown<model::Passage>>> {
        let numbers = self.cell().mentions.passages.iter().take(short(first.unwrap_or(FEW))?);
        let rows = numbers.filter_map(|number| number.row(self.reading.view()));
        Ok(self.reading.show_all(rows.collect()))
    }

    /// How many passages are about it in all.
    async fn passage_count(&self) -> i32 {
        int(self.cell().mentions.passage_count)
    }

    /// What was looked through; given exactly when the state is `NOT_FOUND`.
    async fn absence(&self) -> Option<Absence> {
        self.cell().absence.as_ref().map(Absence::from)
    }

    /// Why nothing can be said; given exactly when the state is `NOT_ASSESSED`.
    async fn not_assessed_reason(&self) -> Option<&str> {
        self.cell().not_assessed_reason.as_deref()
    }
}

/// The place of an edge.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct CoveragePlace {
    /// Its place in the list: give it as `after` to go on from here.
    cursor: String,
    /// What is at the other end: the partnership.
    node: Shown<model::Partnership>,
}

/// What one partnership says of a theme: exactly one of four states, and what it stands on.
#[derive(Debug, Clone, MergedObject)]
pub(super) struct ThemeCoverageEdge(CoveragePlace, ComparisonCell);

impl ThemeCoverageEdge {
    /// A cell at its place in a list.
    pub(super) fn new(_: Reading, cell: ComparisonCell, cursor: String) -> Self {
        let node = cell.reading.show(cell.partnership.clone());
        Self(CoveragePlace { cursor, node }, cell)
    }
}

/// A question that compares by all themes: the same for every theme of a list, so that it is
/// answered once.
pub(super) fn by_all_themes(coverage: CoverageOptions) -> ComparisonQuestion {
    ComparisonQuestion { coverage, ..ComparisonQuestion::default() }
}

/// The row of a theme in a comparison by all themes.
///
/// # Errors
/// `INTERNAL` where it is not there.
pub(super) fn row_of<'made>(
    comparison: &'made query::Comparison,
    theme: &str,
) -> Result<&'made Arc<query::ComparisonRow>> {
    get(comparison.row(theme), theme)
}

/// What counts: what is not said is as by default, and an empty list of roles is no condition.
pub(super) fn options(
    editions: Option<EditionPolicy>,
    roles: Option<Vec<ListRole>>,
    proposed: Option<bool>,
) -> CoverageOptions {
    let usual = CoverageOptions::default();
    CoverageOptions {
        editions: editions.map_or(usual.editions, Into::into),
        roles: words(roles).filter(|roles| !roles.is_empty()).unwrap_or(usual.roles),
        proposed: proposed.unwrap_or(usual.proposed),
        carrying: usual.carrying,
    }
}

impl From<query::CoverageCounts> for CoverageCounts {
    fn from(counts: query::CoverageCounts) -> Self {
        Self {
            priority: int(counts.priority),
            mentioned: int(counts.mentioned),
            not_found: int(counts.not_found),
            not_assessed: int(counts.not_assessed),
            assessed: int(counts.assessed()),
        }
    }
}

impl From<&query::Absence> for Absence {
    fn from(absence: &query::Absence) -> Self {
        Self {
            lists: int(absence.lists),
            complete_lists: int(absence.complete_lists),
            items: int(absence.items),
            uncoded_items: int(absence.uncoded_items),
            documents: int(absence.documents),
            full_texts: int(absence.full_texts),
            passages: int(absence.passages),
            phrases: absence.phrases.to_vec(),
            basis: absence.basis().to_owned(),
        }
    }
}

impl Written for ThemeCoverageEdge {
    fn typename(&self) -> &'static str {
        "ThemeCoverageEdge"
    }
}
