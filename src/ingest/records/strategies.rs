//! `partnerships/*.yaml`, the middle: strategies, their lists and the items of those lists.

use std::collections::BTreeSet;

use crate::model::{
    AssertionMethod, Priority, PriorityList, PriorityTheme, Record, Slug, Strategy, StrategyKind,
    Word as _,
};

use super::{
    fields::{Fields, Text, check_slug},
    items::{Items, check_circle},
    names::fold_name,
    partnership::Own,
    shapes::{ITEM, LIST, PERIOD, STRATEGY, VISION},
};

/// Most themes that one item can be about; a fifth would be no coding any more.
const MOST_THEMES: usize = 4;

/// Reads the strategies into the record and gives the items of their lists.
pub(super) fn read(own: &Own<'_>, partnership: &Fields<'_>, record: &mut Record) -> Items {
    let mut items = Items::default();
    let mut keys = BTreeSet::new();
    let mut current = None;
    for (position, fields) in (0..).zip(partnership.maps("strategies", &STRATEGY)) {
        let key = fields.text("key");
        check_slug(&key, own.report);
        if !key.value.is_empty() && !keys.insert(key.value.clone()) {
            let what = format!("two strategies have the key “{}”", key.value);
            own.report.add(key.at, what, "give one another key");
            continue;
        }
        let strategy = read_strategy(own, &fields, key.value, position);
        if strategy.kind == StrategyKind::IntegratedCareStrategy {
            current = current.max(Some((!strategy.edition.is_draft(), position)));
        }
        let slug = strategy.slug.clone();
        record.put(strategy);
        read_lists(own, &fields, &slug, position, &mut items, record);
    }
    items.current = current.map(|(_, position)| position);
    items
}

fn read_strategy(own: &Own<'_>, fields: &Fields<'_>, key: String, position: i64) -> Strategy {
    let (period_from, period_to) = read_period(fields);
    let vision = fields.find_map("vision", &VISION);
    Strategy {
        slug: format!("{}-{key}", own.slug).into(),
        partnership: own.slug.clone(),
        key,
        position,
        kind: fields.word("kind"),
        edition: fields.word("edition"),
        title: fields.text("title").value,
        title_exact: fields.truth("title_exact"),
        published: fields.find_date("published"),
        period_from,
        period_to,
        vision: vision.map(|vision| vision.text("text").value),
        vision_source: vision.map(|vision| own.source(&vision.text("source"))),
        also_serves_as: fields.words("also_serves_as"),
        source: own.source(&fields.text("source")),
    }
}

fn read_period(fields: &Fields<'_>) -> (Option<i64>, Option<i64>) {
    const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;
    let Some(period) = fields.find_map("period", &PERIOD) else { return (None, None) };
    let (from, to) = (period.find_number("from", YEARS), period.find_number("to", YEARS));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        let what = format!("the period begins in {from}, after its end in {to}");
        fields.report.add(period.at, what, "swap or correct the years");
    }
    (from, to)
}

/// A list while its strategy is being read.
struct Reading<'a> {
    fields: Fields<'a>,
    id: Slug,
    strategy: Slug,
    /// The strategy's place among the partnership's.
    place: i64,
    /// The list's place among the strategy's.
    number: usize,
    items: Vec<(Fields<'a>, Text, Slug)>,
}

fn read_lists<'a>(
    own: &Own<'_>,
    strategy: &Fields<'a>,
    slug: &Slug,
    place: i64,
    items: &mut Items,
    record: &mut Record,
) {
    let mut lists: Vec<Reading<'a>> = Vec::new();
    for (position, fields) in (0..).zip(strategy.maps("lists", &LIST)) {
        let list = read_list(own, &fields, slug, position, record);
        let id = list.id.clone();
        check_count(&fields, &list);
        record.put(list);
        let list = lists.len();
        let add = |item: Fields<'a>| {
            let name = item.text("name");
            let priority = items.add(own, &name, list, (place, slug), record);
            (item, name, priority)
        };
        let items = fields.maps("items", &ITEM).into_iter().map(add).collect();
        lists.push(Reading { fields, id, strategy: slug.clone(), place, number: list, items });
    }
    for list in &lists {
        check_twice(list);
        for (position, item) in (0..).zip(&list.items) {
            read_item(own, item, position, list, items, record);
        }
    }
    for (fields, _, slug) in lists.iter().flat_map(|list| &list.items) {
        check_circle(own, fields, slug, record);
    }
}

fn read_list(
    own: &Own<'_>,
    fields: &Fields<'_>,
    strategy: &Slug,
    position: i64,
    record: &Record,
) -> PriorityList {
    let role: crate::model::ListRole = fields.word("role");
    let id = format!("{strategy}.{}", role.word());
    PriorityList {
        id: own.number(&id, ".", |id| record.priority_lists.contains_key(id)),
        strategy: strategy.clone(),
        position,
        role,
        called: fields.find_text("called").map(|text| text.value),
        stated_count: fields.find_number("stated_count", 1..=1000),
        complete: fields.truth("complete"),
        ordered: fields.truth("ordered"),
        source: own.source(&fields.text("source")),
    }
}

/// Reports counts that contradict each other.
fn check_count(fields: &Fields<'_>, list: &PriorityList) {
    let items = fields.list("items").len();
    let stated = list.stated_count.and_then(|count| usize::try_from(count).ok());
    let at = fields
        .find(if stated.is_some() { "stated_count" } else { "complete" })
        .map_or(fields.at, |node| node.at);
    match stated {
        Some(stated) if items > stated => {
            let what = format!(
                "the list has {items} items, more than the {stated} that its source states"
            );
            fields.report.add(at, what, "correct the count, or move what belongs to another list");
        }
        Some(stated) if list.complete && items < stated => {
            let what =
                format!("the list is said to be complete, but has {items} of {stated} items");
            fields.report.add(at, what, "add what is missing, or write complete: false");
        }
        None if list.complete && items == 0 => {
            fields.report.add(
                at,
                "the list is said to be complete, but is empty",
                "add its items, or write complete: false",
            );
        }
        _ => {}
    }
}

fn check_twice(list: &Reading<'_>) {
    let mut names = BTreeSet::new();
    for (_, name, _) in list.items.iter().filter(|(_, name, _)| !name.value.is_empty()) {
        if !names.insert(fold_name(&name.value)) {
            let what = format!("the item “{}” stands twice in this list", name.value);
            list.fields.report.add(name.at, what, "keep one of the two, or tell them apart");
        }
    }
}

fn read_item(
    own: &Own<'_>,
    (fields, name, slug): &(Fields<'_>, Text, Slug),
    position: i64,
    list: &Reading<'_>,
    items: &Items,
    record: &mut Record,
) {
    let parent = fields
        .find_text("parent")
        .and_then(|parent| items.find_parent(own, &parent, slug, list.number, list.place));
    record.put(Priority {
        slug: slug.clone(),
        list: list.id.clone(),
        strategy: list.strategy.clone(),
        position,
        name: name.value.clone(),
        exact: fields.truth("exact"),
        gist: fields.find_text("gist").map(|text| text.value),
        parent,
        sources: own.sources(fields),
    });
    read_themes(own, fields, slug, record);
}

fn read_themes(own: &Own<'_>, item: &Fields<'_>, priority: &Slug, record: &mut Record) {
    let themes = item.texts("themes");
    if let Some(fifth) = themes.get(MOST_THEMES) {
        let what = format!("the item has {} themes, more than {MOST_THEMES}", themes.len());
        own.report.add(
            fifth.at,
            what,
            "keep those that name and gist speak of, the main one first",
        );
    }
    for (position, id) in (0..).zip(&themes) {
        let Some(theme) = own.known.scheme.resolve(id, own.report) else { continue };
        record.put(PriorityTheme {
            id: format!("{priority}.{theme}").into(),
            priority: priority.clone(),
            theme,
            position,
            method: AssertionMethod::Curated,
            confidence: None,
        });
    }
}
