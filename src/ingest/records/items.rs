//! The items of a partnership's lists, and how other parts of its record name them.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{Record, Slug, slugify};

use super::{
    fields::{Fields, Text},
    names::{advise, fold_name},
    partnership::Own,
};

/// How many items of one name are looked at; real records have two or three, a hostile one may
/// have a hundred thousand.
const MOST_ALIKE: usize = 1000;
/// How many levels of items are followed upwards; real lists have two.
const MOST_LEVELS: usize = 16;

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
    /// Folded name to places in `all`.
    by_name: HashMap<String, Vec<usize>>,
    slugs: HashSet<Slug>,
    /// The place of the current strategy.
    pub(super) current: Option<i64>,
}

impl Items {
    /// Adds an item of a list of a strategy (its place and slug), and gives its slug.
    pub(super) fn add(
        &mut self,
        own: &Own<'_>,
        name: &Text,
        list: usize,
        strategy: (i64, &Slug),
        record: &Record,
    ) -> Slug {
        let own_part = slugify(&name.value);
        if own_part.is_empty() && !name.value.is_empty() {
            let what = format!("the name “{}” has no letter or digit", name.value);
            own.report.add(name.at, what, "name it in words");
        }
        let taken = |slug: &str| record.priorities.contains_key(slug) || self.slugs.contains(slug);
        let slug = own.number(&format!("{}-{own_part}", strategy.1), "-", taken);
        self.slugs.insert(slug.clone());
        self.by_name.entry(fold_name(&name.value)).or_default().push(self.all.len());
        let (name, strategy) = (name.value.clone(), strategy.0);
        self.all.push(Item { name, slug: slug.clone(), list, strategy });
        slug
    }

    fn named(&self, name: &str) -> impl DoubleEndedIterator<Item = &Item> {
        let places = self.by_name.get(&fold_name(name)).map_or(&[][..], Vec::as_slice);
        places[..places.len().min(MOST_ALIKE)].iter().map(|place| &self.all[*place])
    }

    /// The item with a name, of whatever list. Where several strategies have one, that of the
    /// current strategy (the last integrated care strategy that is no draft, else the last draft)
    /// counts, then that of the last one; inside a strategy the first. Reported where there is
    /// none.
    pub(super) fn resolve(&self, name: &Text, own: &Own<'_>) -> Option<Slug> {
        let rank = |item: &&Item| (Some(item.strategy) == self.current, item.strategy);
        let found = self.named(&name.value).rev().max_by_key(rank);
        if found.is_none() && !own.report.is_full() && !name.value.is_empty() {
            let what = format!("no list of this record has an item “{}”", name.value);
            let known = self.all.iter().map(|item| item.name.as_str());
            let remedy = advise(&name.value, known, "Names must be as in the list");
            own.report.add(name.at, what, remedy);
        }
        found.map(|item| item.slug.clone())
    }

    /// The item above one: of the same list where it has one of that name, else of another list
    /// of the same strategy.
    pub(super) fn find_parent(
        &self,
        own: &Own<'_>,
        parent: &Text,
        child: &Slug,
        list: usize,
        strategy: i64,
    ) -> Option<Slug> {
        let named = || self.named(&parent.value).filter(|item| item.strategy == strategy);
        let above = || named().filter(|item| item.slug != *child);
        let found = above().find(|item| item.list == list).or_else(|| above().next());
        if found.is_none() && named().next().is_some() {
            report_circle(own, parent);
        } else if found.is_none() && !own.report.is_full() {
            let what = format!("no list of this strategy has an item “{}”", parent.value);
            let others =
                self.all.iter().filter(|item| item.strategy == strategy && item.slug != *child);
            let known = others.map(|item| item.name.as_str());
            let remedy = advise(&parent.value, known, "Write null for an item at the top");
            own.report.add(parent.at, what, remedy);
        }
        found.map(|item| item.slug.clone())
    }
}

/// Reports an item that stands under itself by way of others, or too deep for that to be seen.
pub(super) fn check_circle(own: &Own<'_>, item: &Fields<'_>, slug: &Slug, record: &Record) {
    let Some(parent) = item.find_text("parent") else { return };
    let above = |slug: &Slug| record.priorities.get(slug).and_then(|row| row.parent.clone());
    let mut seen = BTreeSet::new();
    let mut next = above(slug);
    while let Some(step) = next.filter(|step| seen.len() < MOST_LEVELS && seen.insert(step.clone()))
    {
        next = above(&step);
    }
    if seen.contains(slug) || seen.len() == MOST_LEVELS {
        report_circle(own, &parent);
    }
}

fn report_circle(own: &Own<'_>, parent: &Text) {
    let what = format!("by way of “{}” the item stands under itself", parent.value);
    own.report.add(parent.at, what, "write null for an item at the top");
}
