//! Comparison: any number of partnerships by themes, or by the topics of a framework.
//!
//! `names` finds the columns that somebody means; `as_of` says which partnerships there were at a
//! date; `profile` and `similarity` say how alike partnerships are; `wording` puts the words of
//! sources side by side. The states in the cells are made in `coverage`.

mod as_of;
mod names;
mod profile;
mod similarity;
mod wording;

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    model::{CoverageState, PartialDate, Partnership, Region, RowOrder, Slug},
    view::{View, kept::Kept},
};

use super::{
    coverage::{
        Column, ComparisonCell, ComparisonRow, CoverageOptions, coverage, theme_subjects,
        topic_subjects,
    },
    names::all_rows,
};

pub use as_of::{
    Standing, StandingPart, Successor, find_standing, later_partnerships, partnerships_as_of,
    replaced_by,
};
pub use names::find_partnerships;
pub use profile::{Profile, Profiles, build_profiles};
pub use similarity::{Alike, SimilarityReason, alike};
pub use wording::WordedItem;

pub(super) use as_of::get_standing;
pub(super) use similarity::{add_up, highest};

/// What is to be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComparisonQuestion {
    /// These partnerships, by slug, name, alias, system, board or ODS code; all when not given.
    pub partnerships: Option<Vec<String>>,
    /// Only partnerships in one of these regions.
    pub regions: Option<Vec<Region>>,
    /// By the topics of this framework instead of by themes.
    pub framework: Option<String>,
    /// Only these themes (with a framework: only topics that have to do with them).
    pub themes: Option<Vec<String>>,
    /// The order of the rows.
    pub order: Option<RowOrder>,
    /// The partnerships that there were on this date; as the records have them when not given.
    pub as_of: Option<PartialDate>,
    /// What counts, and from which editions.
    pub coverage: CoverageOptions,
}

/// Partnerships side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The columns, in the order in which they were named, else by name.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Arc<ComparisonRow>>,
    /// What counted.
    pub options: CoverageOptions,
}

/// The rows that are a priority in one column only.
#[derive(Debug, Clone, PartialEq)]
pub struct OnlyIn {
    /// Whose.
    pub partnership: Arc<Partnership>,
    /// What.
    pub rows: Vec<Arc<ComparisonRow>>,
}

/// How alike two columns are.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarityPair {
    /// The one that comes first among the columns.
    pub a: Arc<Partnership>,
    /// The other.
    pub b: Arc<Partnership>,
    /// 0 (nothing shared) to 1 (the same themes).
    pub score: f64,
    /// The shared themes; what they contribute adds up to the score.
    pub reasons: Vec<SimilarityReason>,
}

/// The most pairs that are told; they are the most alike.
pub const MOST_PAIRS: usize = 1000;

/// How many cells that are shared with another comparison weigh as much as one of its own.
const PICKED: usize = 20;

/// Compares partnerships. The same question on the same view is answered once and kept.
///
/// # Errors
/// `BAD_USER_INPUT` for a partnership, theme or framework that does not exist, naming the nearest,
/// and for a name that several partnerships bear.
pub fn compare(view: &View, question: &ComparisonQuestion) -> Result<Arc<Comparison>> {
    if let Some(known) = view.kept.find(question) {
        return Ok(known);
    }
    let (made, of_cell) = match whole_for(view, question)? {
        Some(whole) => (pick(view, &whole, question)?, PICKED),
        None => (build_comparison(view, question)?, 1),
    };
    let made = Arc::new(made);
    let cells = made.rows.len() * made.columns.len().max(1);
    view.kept.keep(question.clone(), made.clone(), cells.div_ceil(of_cell));
    Ok(made)
}

/// The comparison of all partnerships by all themes of which a question asks for a part: what is said
/// of a theme by a partnership does not depend on what stands beside it. `None` where the question
/// is that whole itself, or by topics, or of another date, or the whole too large to be kept.
fn whole_for(view: &View, question: &ComparisonQuestion) -> Result<Option<Arc<Comparison>>> {
    let coverage = question.coverage.clone();
    let whole = ComparisonQuestion { coverage, ..ComparisonQuestion::default() };
    let cells = view.record.partnerships.len() * view.record.themes.len();
    let is_part = question.framework.is_none() && question.as_of.is_none() && *question != whole;
    if !is_part || !Kept::takes(cells) {
        return Ok(None);
    }
    compare(view, &whole).map(Some)
}

/// The part of a comparison of everything that answers a question.
fn pick(view: &View, whole: &Comparison, question: &ComparisonQuestion) -> Result<Comparison> {
    let columns = columns(view, question)?;
    let subjects = theme_subjects(view, question.themes.as_deref())?;
    let place_of = |column: &Column| {
        whole.columns.iter().position(|it| it.partnership.slug == column.partnership.slug)
    };
    // Everything stands in the whole: both are of this view.
    let places: Vec<usize> = columns.iter().filter_map(place_of).collect();
    let of_subject: HashMap<&Slug, &Arc<ComparisonRow>> =
        whole.rows.iter().map(|row| (row.subject.slug(), row)).collect();
    let mut rows: Vec<Arc<ComparisonRow>> = subjects
        .iter()
        .filter_map(|subject| of_subject.get(subject.slug()))
        .map(|row| Arc::new(row.pick(&places)))
        .collect();
    put_in_order(&mut rows, question.order.unwrap_or(RowOrder::Scheme));
    Ok(Comparison { columns, rows, options: question.coverage.clone() })
}

/// The comparison that answers a question, worked out anew.
///
/// # Errors
/// As [`compare`].
pub fn build_comparison(view: &View, question: &ComparisonQuestion) -> Result<Comparison> {
    let columns = columns(view, question)?;
    let themes = question.themes.as_deref();
    let subjects = match &question.framework {
        Some(framework) => topic_subjects(view, framework, themes)?,
        None => theme_subjects(view, themes)?,
    };
    let mut rows: Vec<_> =
        coverage(view, &columns, &subjects, &question.coverage).into_iter().map(Arc::new).collect();
    put_in_order(&mut rows, question.order.unwrap_or(RowOrder::Scheme));
    Ok(Comparison { columns, rows, options: question.coverage.clone() })
}

/// The columns that a question is about.
fn columns(view: &View, question: &ComparisonQuestion) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = match (question.as_of, &question.partnerships) {
        (None, None) => all_rows::<Partnership>(view).into_iter().map(Column::from).collect(),
        (None, Some(names)) => {
            find_partnerships(view, names)?.into_iter().map(Column::from).collect()
        }
        (Some(date), None) => {
            partnerships_as_of(view, date).into_iter().map(Column::from).collect()
        }
        (Some(date), Some(names)) => {
            as_of::find_standings(view, date, names)?.into_iter().map(Column::from).collect()
        }
    };
    if let Some(regions) = &question.regions {
        columns.retain(|column| regions.contains(&column.partnership.region));
    }
    Ok(columns)
}

/// By agreement: the share of assessed columns that make it a priority, largest first. By
/// disagreement: how near that share is to one half. Ties stay in the order of the scheme, rows
/// with nothing assessed come last.
fn put_in_order(rows: &mut [Arc<ComparisonRow>], order: RowOrder) {
    // Shares are compared as fractions, so that equal ones are ties.
    let share = |row: &ComparisonRow| (row.counts.priority, row.counts.assessed());
    let off_half = |(some, all): (usize, usize)| ((2 * some).abs_diff(all), all);
    let compare = |(a, all_a): (usize, usize), (b, all_b): (usize, usize)| {
        (all_b == 0).cmp(&(all_a == 0)).then((a * all_b).cmp(&(b * all_a)))
    };
    match order {
        RowOrder::Scheme => {}
        RowOrder::Agreement => rows.sort_by(|a, b| compare(share(b), share(a))),
        RowOrder::Disagreement => rows.sort_by(|a, b| {
            let nothing = |row: &ComparisonRow| row.counts.assessed() == 0;
            nothing(a)
                .cmp(&nothing(b))
                .then_with(|| compare(off_half(share(a)), off_half(share(b))))
        }),
    }
}

impl Comparison {
    /// The row of a theme or topic.
    pub fn row(&self, subject: &str) -> Option<&Arc<ComparisonRow>> {
        self.rows.iter().find(|row| **row.subject.slug() == *subject)
    }

    /// The rows that are a priority in every assessed column, of which there are at least two.
    pub fn shared(&self) -> Vec<Arc<ComparisonRow>> {
        let shared = |row: &&Arc<ComparisonRow>| {
            row.counts.assessed() >= 2 && row.counts.priority == row.counts.assessed()
        };
        self.rows.iter().filter(shared).cloned().collect()
    }

    /// For each column the rows that are a priority in no other assessed column; of those, there
    /// is at least one. Columns without such rows are left out.
    pub fn only(&self) -> Vec<OnlyIn> {
        let lone =
            |row: &&Arc<ComparisonRow>| row.counts.assessed() >= 2 && row.counts.priority == 1;
        let of_column = |(place, column): (usize, &Column)| {
            let own = |row: &&Arc<ComparisonRow>| {
                row.cells.get(place).is_some_and(|cell| cell.state == CoverageState::Priority)
            };
            let rows: Vec<_> = self.rows.iter().filter(lone).filter(own).cloned().collect();
            (!rows.is_empty()).then(|| OnlyIn { partnership: column.partnership.clone(), rows })
        };
        self.columns.iter().enumerate().filter_map(of_column).collect()
    }

    /// How alike the columns are by all coded themes of their priorities, the most alike first;
    /// at most [`MOST_PAIRS`]. Pairs that share nothing are left out.
    pub fn similarity(&self, view: &View) -> Vec<SimilarityPair> {
        let profiles = build_profiles(view, &self.options);
        let own: Vec<Profile> = self
            .columns
            .iter()
            .map(|column| profiles.of_all(column.made_of.iter().map(|row| &row.slug)))
            .collect();
        let mut pairs = Vec::new();
        for (place, a) in own.iter().enumerate() {
            for (other, b) in own.iter().enumerate().skip(place + 1) {
                let score = profiles.score(a, b);
                if score > 0.0 {
                    pairs.push((score, place, other));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        pairs.truncate(MOST_PAIRS);
        let tell = |(_, a, b): (f64, usize, usize)| {
            let Alike { score, reasons } = profiles.alike(view, &own[a], &own[b]);
            let (a, b) = (&self.columns[a].partnership, &self.columns[b].partnership);
            SimilarityPair { a: a.clone(), b: b.clone(), score, reasons }
        };
        pairs.into_iter().map(tell).collect()
    }
}
