//! `partnerships/*.yaml`, the middle: strategies, their lists and the items of those lists.

use std::collections::BTreeSet;

use crate::model::{
    AssertionMethod, Priority, PriorityList, PriorityTheme, Record, Slug, Strategy, StrategyKind,
    Word as _, slugify,
};

use super::{
    fields::{Fields, Text, check_slug},
    names::{advise, fold_name},
    partnership::Own,
    shapes::{ITEM, LIST, PERIOD, STRATEGY, VISION},
};

/// Most themes that one item can be about; a fifth would be no coding any more.
const MOST_THEMES: usize = 4;

/// An item that other parts of the record may name.
pub(super) struct Item {
    name: String,
    slug: Slug,
    /// The list's place among the strategy's.
    list: usize,
    /// The strategy's place among the partnership's.
    strategy: i64,
}

/// All items of a partnership's record.
#[derive(Default)]
pub(super) struct Items {
    all: Vec<Item>,
    current: Option<i64>,
}

impl Items {
    /// The item with a name, of whatever list. Where several strategies have one, that of the
    /// current strategy (the last integrated care strategy that is no draft, else the last draft)
    /// counts, then that of the last one; inside a strategy the first. Reported where there is
    /// none.
    pub(super) fn resolve(&self, name: &Text, own: &Own<'_>) -> Option<Slug> {
        let folded = fold_name(&name.value);
        let rank = |item: &&Item| (Some(item.strategy) == self.current, item.strategy);
        let found =
            self.all.iter().rev().filter(|item| fold_name(&item.name) == folded).max_by_key(rank);
        if found.is_none() && !name.value.is_empty() {
            let what = format!("no list of this record has an item “{}”", name.value);
            let known = self.all.iter().map(|item| item.name.as_str());
            own.report.add(
                name.at,
                what,
                advise(&name.value, known, "Names must be as in the list"),
            );
        }
        found.map(|item| item.slug.clone())
    }
}

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
    items: Vec<(Fields<'a>, Text, Slug)>,
}

fn read_lists(
    own: &Own<'_>,
    strategy: &Fields<'_>,
    slug: &Slug,
    place: i64,
    items: &mut Items,
    record: &mut Record,
) {
    let first = items.all.len();
    let mut lists = Vec::new();
    for (position, fields) in (0..).zip(strategy.maps("lists", &LIST)) {
        let list = read_list(own, &fields, slug, position, record);
        let id = list.id.clone();
        check_count(&fields, &list);
        record.put(list);
        let mut reading = Reading { fields, id, items: Vec::new() };
        for item in fields.maps("items", &ITEM) {
            let name = item.text("name");
            let taken = |slug: &str| {
                record.priorities.contains_key(slug)
                    || items.all.iter().any(|item| &*item.slug == slug)
            };
            let priority = number_slug(&format!("{slug}-{}", slug_of(own, &name)), "-", taken);
            items.all.push(Item {
                name: name.value.clone(),
                slug: priority.clone(),
                list: lists.len(),
                strategy: place,
            });
            reading.items.push((item, name, priority));
        }
        lists.push(reading);
    }
    for (number, list) in lists.iter().enumerate() {
        check_twice(list);
        for (position, item) in (0..).zip(&list.items) {
            read_item(own, item, position, list, (slug, number), &items.all[first..], record);
        }
    }
    for list in &lists {
        check_circles(own, list, record);
    }
}

fn slug_of(own: &Own<'_>, name: &Text) -> String {
    let slug = slugify(&name.value);
    if slug.is_empty() && !name.value.is_empty() {
        let what = format!("the name “{}” has no letter or digit", name.value);
        own.report.add(name.at, what, "name it in words");
    }
    slug
}

/// The slug itself, or the first of `slug{joint}2`, `slug{joint}3` … that is not taken.
pub(super) fn number_slug(slug: &str, joint: &str, taken: impl Fn(&str) -> bool) -> Slug {
    if !taken(slug) {
        return slug.into();
    }
    let mut number = 2;
    loop {
        let numbered = format!("{slug}{joint}{number}");
        if !taken(&numbered) {
            return numbered.into();
        }
        number += 1;
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
        id: number_slug(&id, ".", |id| record.priority_lists.contains_key(id)),
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
    (strategy, number): (&Slug, usize),
    siblings: &[Item],
    record: &mut Record,
) {
    let parent = fields
        .find_text("parent")
        .and_then(|parent| find_parent(own, &parent, slug, number, siblings));
    record.put(Priority {
        slug: slug.clone(),
        list: list.id.clone(),
        strategy: strategy.clone(),
        position,
        name: name.value.clone(),
        exact: fields.truth("exact"),
        gist: fields.find_text("gist").map(|text| text.value),
        parent,
        sources: own.sources(fields),
    });
    read_themes(own, fields, slug, record);
}

/// The item above: of the same list where it has one of that name, else of another list of the
/// same strategy.
fn find_parent(
    own: &Own<'_>,
    parent: &Text,
    child: &Slug,
    list: usize,
    siblings: &[Item],
) -> Option<Slug> {
    let folded = fold_name(&parent.value);
    let named = || siblings.iter().filter(|item| fold_name(&item.name) == folded);
    let above = || named().filter(|item| item.slug != *child);
    let found = above().find(|item| item.list == list).or_else(|| above().next());
    if found.is_none() && named().next().is_some() {
        report_circle(own, parent);
    } else if found.is_none() {
        let what = format!("no list of this strategy has an item “{}”", parent.value);
        let others = siblings.iter().filter(|item| item.slug != *child);
        let known = others.map(|item| item.name.as_str());
        let remedy = advise(&parent.value, known, "Write null for an item at the top");
        own.report.add(parent.at, what, remedy);
    }
    found.map(|item| item.slug.clone())
}

fn report_circle(own: &Own<'_>, parent: &Text) {
    let what = format!("by way of “{}” the item stands under itself", parent.value);
    own.report.add(parent.at, what, "write null for an item at the top");
}

/// Reports items that stand under each other.
fn check_circles(own: &Own<'_>, list: &Reading<'_>, record: &Record) {
    for (fields, _, slug) in &list.items {
        let Some(parent) = fields.find_text("parent") else { continue };
        let above = |slug: &Slug| record.priorities.get(slug).and_then(|row| row.parent.clone());
        let mut seen = BTreeSet::new();
        let mut next = above(slug);
        while let Some(step) = next.filter(|step| seen.insert(step.clone())) {
            next = above(&step);
        }
        if seen.contains(slug) {
            report_circle(own, &parent);
        }
    }
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
