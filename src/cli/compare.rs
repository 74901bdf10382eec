//! `strategraph compare`: partnerships side by side, by themes or by the topics of a framework.

mod wording;

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::output::{columns, print_json, print_text};
use crate::{
    error::Result,
    export::{comparison_lines, to_csv},
    model::{CoverageState, EditionPolicy, ListRole, PartialDate, Region, RowOrder, Word as _},
    query::{
        Comparison, ComparisonCell, ComparisonQuestion, ComparisonRow, CoverageOptions,
        DEFAULT_ROLES, compare,
    },
    view::View,
};

const EXAMPLES: &str = "\
Examples:
  strategraph compare kent-and-medway sussex surrey-heartlands
  strategraph compare --theme end-of-life-and-dying-well
  strategraph compare --framework marmot --region north-west --format csv
  strategraph compare QYG QOQ --order disagreement --format json
  strategraph compare --theme best-start-in-life --wording

Partnerships are named by slug, name, alias, system, board or ODS code; all when none is named.
Each cell is one of: priority, mentioned, not_found, not_assessed. Counts are of those assessed.";

/// Arguments of `compare`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct CompareArguments {
    /// Which partnerships; all when none is named
    #[arg(value_name = "PARTNERSHIP")]
    pub partnerships: Vec<String>,
    /// By the topics of this framework instead of by themes
    #[arg(long, value_name = "SLUG")]
    pub framework: Option<String>,
    /// Only this theme (may be given more than once)
    #[arg(long, value_name = "SLUG")]
    pub theme: Vec<String>,
    /// Only partnerships in this region (may be given more than once)
    #[arg(long, value_name = "REGION")]
    pub region: Vec<Region>,
    /// Strategies of which editions: current, all or `drafts_only`
    #[arg(long, value_name = "POLICY", default_value = "current")]
    pub editions: EditionPolicy,
    /// Order of rows: scheme, agreement or disagreement
    #[arg(long, value_name = "ORDER", default_value = "scheme")]
    pub order: RowOrder,
    /// The partnerships that there were on this date (2026, 2026-04 or 2026-04-01)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<PartialDate>,
    /// Let theme assignments of priorities count that nobody has confirmed
    #[arg(long)]
    pub proposed: bool,
    /// Items of lists of this role count as priorities (may be given more than once); priorities,
    /// aims, outcomes and groups when none is given
    #[arg(long, value_name = "ROLE")]
    pub role: Vec<ListRole>,
    /// The items under each theme side by side, in the words of their sources, instead of states
    #[arg(long)]
    pub wording: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    pub format: ComparisonFormat,
}

/// The form of what `compare` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ComparisonFormat {
    /// For people.
    #[default]
    Table,
    /// One line for each theme and partnership; cells that look like formulas are escaped.
    Csv,
    /// One JSON value.
    Json,
}

impl CompareArguments {
    /// What is asked.
    pub fn question(&self) -> ComparisonQuestion {
        fn given<T: Clone>(some: &[T]) -> Option<Vec<T>> {
            (!some.is_empty()).then(|| some.to_vec())
        }
        ComparisonQuestion {
            partnerships: given(&self.partnerships),
            regions: given(&self.region),
            framework: self.framework.clone(),
            themes: given(&self.theme),
            order: Some(self.order),
            as_of: self.as_of,
            coverage: CoverageOptions {
                editions: self.editions,
                proposed: self.proposed,
                roles: given(&self.role).unwrap_or_else(|| DEFAULT_ROLES.to_vec()),
                ..CoverageOptions::default()
            },
        }
    }
}

/// Compares and prints.
///
/// # Errors
/// `BAD_USER_INPUT` for a name that does not exist; `UNAVAILABLE` if the output cannot be written.
pub fn run(arguments: &CompareArguments, view: &View, out: &mut dyn Write) -> Result<()> {
    let comparison = compare(view, &arguments.question())?;
    match arguments.format {
        ComparisonFormat::Table if arguments.wording => {
            print_text(out, &wording::table(view, &comparison))
        }
        ComparisonFormat::Csv if arguments.wording => {
            print_text(out, &wording::csv(view, &comparison)?)
        }
        ComparisonFormat::Table => print_text(out, &table(view, &comparison)),
        ComparisonFormat::Csv => print_text(out, &to_csv(&comparison_lines(&comparison))?),
        ComparisonFormat::Json => print_json(out, &value(view, &comparison)),
    }
}

/// So many columns fit beside each other on a screen; more are counted.
const WIDEST: usize = 6;
/// So many pairs and reasons are told below a table.
const PAIRS: usize = 5;

fn table(view: &View, comparison: &Comparison) -> String {
    let names: Vec<String> =
        comparison.columns.iter().map(|column| column.partnership.slug.to_string()).collect();
    let side_by_side = names.len() <= WIDEST;
    let mut head = vec![String::new()];
    if side_by_side {
        head.extend(names.clone());
    } else {
        head.extend(CoverageState::ALL.iter().map(|state| state.label().to_lowercase()));
        head.push("assessed".to_owned());
    }
    let mut lines = vec![head];
    for row in &comparison.rows {
        let mut line = vec![row.label().to_owned()];
        if side_by_side {
            line.extend(row.cells.iter().map(|cell| cell.state.label().to_lowercase()));
        } else {
            let it = row.counts;
            let counts = [it.priority, it.mentioned, it.not_found, it.not_assessed, it.assessed()];
            line.extend(counts.map(|count| count.to_string()));
        }
        lines.push(line);
    }
    format!("{}\n\n{}", columns(&lines), summary(view, comparison))
}

/// What is shared, what only one has, who is most alike.
fn summary(view: &View, comparison: &Comparison) -> String {
    let labels = |rows: &[std::sync::Arc<ComparisonRow>]| {
        rows.iter().map(|row| row.label().to_owned()).collect::<Vec<_>>().join(", ")
    };
    let mut lines = Vec::new();
    let shared = comparison.shared();
    if !shared.is_empty() {
        lines.push(format!("A priority of all that are assessed: {}", labels(&shared)));
    }
    for only in comparison.only() {
        lines.push(format!("Only in {}: {}", only.partnership.slug, labels(&only.rows)));
    }
    for pair in comparison.similarity(view).into_iter().take(PAIRS) {
        let reasons: Vec<String> = pair
            .reasons
            .iter()
            .take(PAIRS)
            .map(|it| format!("{} {:.2}", it.label, it.contribution))
            .collect();
        lines.push(format!(
            "Alike {:.2}: {} and {} ({})",
            pair.score,
            pair.a.slug,
            pair.b.slug,
            reasons.join(", ")
        ));
    }
    lines.join("\n")
}

fn mentions(cell: &ComparisonCell) -> Vec<String> {
    let it = &cell.mentions;
    let items = it.items.iter().map(|row| row.name.clone());
    let visions = it.visions.iter().map(|row| format!("vision of {}", row.slug));
    let programmes = it.programmes.iter().map(|row| row.name.clone());
    items.chain(visions).chain(programmes).collect()
}

fn value(view: &View, comparison: &Comparison) -> Value {
    let slugs = |rows: &[std::sync::Arc<ComparisonRow>]| -> Vec<String> {
        rows.iter().map(|row| row.subject.slug().to_string()).collect()
    };
    json!({
        "revision": view.revision(),
        "partnerships": comparison.columns.iter().map(|column| json!({
            "slug": &*column.partnership.slug,
            "name": column.partnership.name,
            "made_of": column.made_of.iter().map(|row| row.slug.to_string()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "rows": comparison.rows.iter().map(|row| row_value(view, row, comparison)).collect::<Vec<_>>(),
        "shared": slugs(&comparison.shared()),
        "only": comparison.only().iter().map(|only| json!({
            "partnership": &*only.partnership.slug,
            "rows": slugs(&only.rows),
        })).collect::<Vec<_>>(),
        "similarity": comparison.similarity(view).iter().map(|pair| json!({
            "a": &*pair.a.slug,
            "b": &*pair.b.slug,
            "score": pair.score,
            "reasons": pair.reasons.iter().map(|it| json!({
                "label": it.label, "contribution": it.contribution,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn row_value(view: &View, row: &ComparisonRow, comparison: &Comparison) -> Value {
    let cell = |(cell, column): (&std::sync::Arc<ComparisonCell>, &crate::query::Column)| {
        json!({
            "partnership": &*column.partnership.slug,
            "state": cell.state.word(),
            "priorities": cell.priorities.iter().map(|it| json!({
                "slug": &*it.slug, "name": it.name,
            })).collect::<Vec<_>>(),
            "mentions": mentions(cell),
            "passages": cell.mentions.passages.iter().filter_map(|it| Some(it.row(view)?.slug.to_string())).collect::<Vec<_>>(),
            "passage_count": cell.mentions.passage_count,
            "absence": cell.absence.as_ref().map(|it| json!({
                "basis": it.basis(),
                "lists": it.lists,
                "complete_lists": it.complete_lists,
                "items": it.items,
                "uncoded_items": it.uncoded_items,
                "documents": it.documents,
                "full_texts": it.full_texts,
                "passages": it.passages,
                "phrases": &*it.phrases,
            })),
            "not_assessed_because": cell.not_assessed_reason.as_deref(),
        })
    };
    json!({
        "topic": &**row.subject.slug(),
        "label": row.label(),
        "counts": {
            "priority": row.counts.priority,
            "mentioned": row.counts.mentioned,
            "not_found": row.counts.not_found,
            "not_assessed": row.counts.not_assessed,
            "assessed": row.counts.assessed(),
        },
        "cells": row.cells.iter().zip(&comparison.columns).map(cell).collect::<Vec<_>>(),
        "wording": comparison.wording(view, row).iter().map(wording::value).collect::<Vec<_>>(),
    })
}
