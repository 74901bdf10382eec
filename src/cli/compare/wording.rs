//! The items under each theme side by side, in the words of their sources, printed.

use serde_json::{Value, json};

use super::harmless;
use crate::{
    cli::output::columns,
    error::{Error, Result},
    model::Word as _,
    query::{Comparison, WordedItem},
    view::View,
};

/// For people: for each theme that anybody states or mentions a block with one line for each item.
pub(super) fn table(view: &View, comparison: &Comparison) -> String {
    let mut blocks = Vec::new();
    for row in &comparison.rows {
        let items = comparison.wording(view, row);
        if !items.is_empty() {
            let lines: Vec<Vec<String>> = items.iter().map(line).collect();
            blocks.push(format!("{}\n{}", row.label(), columns(&lines)));
        }
    }
    blocks.join("\n\n")
}

fn line(item: &WordedItem) -> Vec<String> {
    let quoted = if item.item.exact {
        format!("“{}”", item.item.name)
    } else {
        format!("{} (our wording)", item.item.name)
    };
    vec![
        format!("  {}", item.partnership.slug),
        quoted,
        format!("{}{}", called(item), if item.stated { "" } else { " (mentions)" }),
        place(item),
        format!("{}, {}", item.strategy.key, item.strategy.edition.label().to_lowercase()),
    ]
}

/// The source's own word for such an item; our role where it has none.
fn called(item: &WordedItem) -> &str {
    item.list.called.as_deref().unwrap_or_else(|| item.list.role.label())
}

fn place(item: &WordedItem) -> String {
    match item.rank {
        Some(rank) => format!("{rank} of {}", item.of),
        None => format!("one of {}", item.of),
    }
}

/// For programs: one line for each item.
///
/// # Errors
/// `INTERNAL` where a line cannot be written.
pub(super) fn csv(view: &View, comparison: &Comparison) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "topic",
        "partnership",
        "item",
        "words",
        "exact",
        "called",
        "role",
        "rank",
        "of",
        "list_complete",
        "strategy",
        "edition",
        "stated",
    ];
    writer.write_record(head).map_err(Error::internal)?;
    for row in &comparison.rows {
        for item in comparison.wording(view, row) {
            let line = [
                row.subject.slug().to_string(),
                item.partnership.slug.to_string(),
                item.item.slug.to_string(),
                item.item.name.clone(),
                item.item.exact.to_string(),
                item.list.called.clone().unwrap_or_default(),
                item.list.role.word().to_owned(),
                item.rank.map_or_else(String::new, |rank| rank.to_string()),
                item.of.to_string(),
                item.list.complete.to_string(),
                item.strategy.slug.to_string(),
                item.strategy.edition.word().to_owned(),
                item.stated.to_string(),
            ];
            writer.write_record(line.map(harmless)).map_err(Error::internal)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}

/// An item as JSON.
pub(super) fn value(item: &WordedItem) -> Value {
    json!({
        "partnership": &*item.partnership.slug,
        "item": &*item.item.slug,
        "words": item.item.name,
        "exact": item.item.exact,
        "called": item.list.called,
        "role": item.list.role.word(),
        "rank": item.rank,
        "of": item.of,
        "list_complete": item.list.complete,
        "strategy": &*item.strategy.slug,
        "edition": item.strategy.edition.word(),
        "stated": item.stated,
    })
}
