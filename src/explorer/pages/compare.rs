//! Partnerships side by side: a matrix of states, what they share, who is alike, and the wording.

mod asked;
mod choice;
mod matrix;
mod shares;

use askama::Template;
use axum::extract::Query;

use crate::{
    error::{Error, Result},
    explorer::{
        address,
        frame::{Frame, Section},
        offer::Offer,
        parts::{Link, Linked as _, count, told_reasons},
        visit::Visit,
    },
    export::{Table, comparison_lines, comparison_matrix},
    model::{Partnership, RowOrder, Word as _},
    query::{Comparison, all_rows, compare},
    view::View,
};
use asked::Asked;
use choice::{FrameworkChoice, RegionChoice, framework_choices, region_choices};
use matrix::{RowEntry, WordingRow, link_to, row_entries, wording};
use shares::{Shares, shares};

/// Columns up to which states stand in words and the wording is shown side by side.
const FEW: usize = 5;
/// Columns up to which the heading names each.
const NAMED: usize = 4;
const TITLE: &str = "Compare partnerships";
/// The name of files with the matrix.
pub(crate) const FILE: &str = "matrix";
/// The most pairs whose likeness is told.
const PAIRS_SHOWN: usize = 20;

/// Partnerships side by side.
#[derive(Template)]
#[template(path = "compare.html")]
pub(crate) struct ComparePage {
    frame: Frame,
    regions: Vec<RegionChoice>,
    frameworks: Vec<FrameworkChoice>,
    orders: Vec<(&'static str, &'static str, bool)>,
    all: String,
    as_of: String,
    heading: String,
    result: Option<Matrix>,
}

/// What is shown when partnerships are chosen.
struct Matrix {
    told: String,
    permalink: String,
    subject: &'static str,
    few: bool,
    columns: Vec<Link>,
    rows: Vec<RowEntry>,
    /// Only told for two or more.
    together: Option<Together>,
    wording: Vec<WordingRow>,
    /// Whether the wording of one row was asked for.
    opened: bool,
    shares: Option<Shares>,
}

/// What two or more have in common and what not.
struct Together {
    shared: Vec<Link>,
    only: Vec<(Link, Vec<Link>)>,
    pairs: Vec<PairEntry>,
    more_pairs: usize,
}

struct PairEntry {
    a: Link,
    b: Link,
    score: String,
    reasons: String,
}

impl ComparePage {
    /// What the parameters ask for; without a partnership only the form.
    pub(crate) fn build(
        visit: &Visit,
        Query(parameters): Query<Vec<(String, String)>>,
    ) -> Result<Self> {
        let view = &visit.view;
        let asked = Asked::read(view, parameters)?;
        let comparison = match &asked.question.partnerships {
            Some(_) => Some(compare(view, &asked.question)?),
            None => None,
        };
        let chosen: Vec<_> = comparison
            .iter()
            .flat_map(|it| it.columns.iter().map(|column| column.partnership.slug.clone()))
            .collect();
        let framework = asked.question.framework.as_deref();
        let heading = comparison.as_ref().map_or_else(|| TITLE.to_owned(), |it| heading(it));
        let mut frame = frame(visit, heading.clone());
        if comparison.is_some() {
            frame.offer = Offer::of_table(&asked.address(), FILE, Some(asked.query()));
        }
        Ok(Self {
            frame,
            regions: region_choices(view, &chosen),
            frameworks: framework_choices(view, framework),
            orders: RowOrder::ALL
                .iter()
                .map(|order| {
                    (order.word(), told_order(*order), asked.question.order == Some(*order))
                })
                .collect(),
            all: count(all_rows::<Partnership>(view).len(), "partnership", "partnerships"),
            as_of: asked.as_of(),
            heading,
            result: comparison.map(|it| Matrix::of(view, &it, &asked)).transpose()?,
        })
    }
}

/// The comparison that the parameters ask for as tables: the matrix as the page shows it, and one
/// line for each cell. With the address of the page.
///
/// # Errors
/// `BAD_USER_INPUT` for what cannot be compared or where nothing is named.
pub(crate) fn tables(
    view: &View,
    parameters: Vec<(String, String)>,
) -> Result<(Vec<Table>, String)> {
    let asked = Asked::read(view, parameters)?;
    if asked.question.partnerships.is_none() {
        return Err(Error::bad_user_input("No partnership is chosen; name some, or all"));
    }
    let comparison = compare(view, &asked.question)?;
    Ok((vec![comparison_matrix(&comparison), comparison_lines(&comparison)], asked.address()))
}

/// Who is compared, so that a link and a printed page say so: names as long as they are few.
fn heading(comparison: &Comparison) -> String {
    let columns = &comparison.columns;
    let names: Vec<&str> =
        columns.iter().map(|column| choice::short(&column.partnership.name)).collect();
    match names.len() {
        1..=NAMED => format!("Compared: {}", names.join("; ")),
        many => format!("Compared: {}", count(many, "partnership", "partnerships")),
    }
}

fn frame(visit: &Visit, title: String) -> Frame {
    visit
        .frame(
            Section::Compare,
            address::COMPARE,
            title,
            "Any number of integrated care partnerships side by side, by theme or by framework: \
             what each makes a priority, only mentions or does not have, and what is not known.",
        )
        .under([])
}

fn told_order(order: RowOrder) -> &'static str {
    match order {
        RowOrder::Scheme => "in the order of the scheme",
        RowOrder::Agreement => "most shared first",
        RowOrder::Disagreement => "most divided first",
    }
}

impl Matrix {
    fn of(view: &View, comparison: &Comparison, asked: &Asked) -> Result<Self> {
        let columns = &comparison.columns;
        let few = columns.len() <= FEW;
        let by_topic = asked.question.framework.is_some();
        let what = if by_topic { ("topic", "topics") } else { ("theme", "themes") };
        Ok(Self {
            told: format!(
                "{} by {}",
                count(columns.len(), "partnership", "partnerships"),
                count(comparison.rows.len(), what.0, what.1)
            ),
            permalink: asked.address(),
            subject: if by_topic { "Topic" } else { "Theme" },
            few,
            columns: columns.iter().map(|column| column.partnership.link()).collect(),
            rows: row_entries(view, comparison, asked, few),
            together: (columns.len() > 1).then(|| Together::of(view, comparison)),
            wording: match asked.open.as_deref() {
                None if !few => Vec::new(),
                open => wording(view, comparison, open),
            },
            opened: asked.open.is_some(),
            shares: shares(view, comparison)?,
        })
    }
}

impl Together {
    fn of(view: &View, comparison: &Comparison) -> Self {
        let pairs = comparison.similarity(view);
        let only = comparison.only().into_iter().map(|only| {
            (only.partnership.link(), only.rows.iter().map(|row| link_to(&row.subject)).collect())
        });
        Self {
            shared: comparison.shared().iter().map(|row| link_to(&row.subject)).collect(),
            only: only.collect(),
            more_pairs: pairs.len().saturating_sub(PAIRS_SHOWN),
            pairs: pairs
                .iter()
                .take(PAIRS_SHOWN)
                .map(|pair| PairEntry {
                    a: pair.a.link(),
                    b: pair.b.link(),
                    score: format!("{:.2}", pair.score),
                    reasons: told_reasons(&pair.reasons),
                })
                .collect(),
        }
    }
}
