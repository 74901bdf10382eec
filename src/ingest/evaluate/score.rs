//! Counting: what was found and right, what was found and wrong, what was missed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    gold::Gold,
    matching::{
        begins, same_event, same_measure, same_name, same_office, same_partner, same_title,
    },
};
use crate::{
    ingest::extracted::{Extracted, ExtractedDate, ExtractedList},
    model::{ListRole, Passage, PassageTheme, Word as _},
};

/// Counts of one kind of thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// How many were found.
    pub found: usize,
    /// How many the gold has.
    pub expected: usize,
    /// How many of those found are in the gold.
    pub right: usize,
}

impl Score {
    /// The share of those found that are right; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the gold that was found; 1 where there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.expected)
    }

    /// The harmonic mean of precision and recall: `2 · right ÷ (found + expected)`.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.expected)
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.expected += other.expected;
        self.right += other.right;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Scores by kind of thing.
pub type Scores = BTreeMap<&'static str, Score>;

/// Something missed or found wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The kind of thing.
    pub kind: &'static str,
    /// `missed` or `wrong`.
    pub what: &'static str,
    /// Its text.
    pub text: String,
}

/// Counts one document.
#[derive(Debug, Default)]
struct Counting {
    scores: Scores,
    misses: Vec<Miss>,
}

impl Counting {
    /// Pairs what was found with what the gold has, each at most once.
    fn pair<Found, Told>(
        &mut self,
        kind: &'static str,
        found: &[Found],
        told: &[Told],
        same: impl Fn(&Found, &Told) -> bool,
        texts: &(impl Fn(&Found) -> String, impl Fn(&Told) -> String),
    ) -> Vec<Option<usize>> {
        let mut taken = vec![false; told.len()];
        let mut pairs = Vec::with_capacity(found.len());
        for one in found {
            let place = told
                .iter()
                .enumerate()
                .position(|(place, other)| !taken[place] && same(one, other));
            if let Some(place) = place {
                taken[place] = true;
            } else {
                self.miss(kind, "wrong", texts.0(one));
            }
            pairs.push(place);
        }
        for (_, other) in told.iter().enumerate().filter(|(place, _)| !taken[*place]) {
            self.miss(kind, "missed", texts.1(other));
        }
        let right = pairs.iter().flatten().count();
        self.count(kind, Score { found: found.len(), expected: told.len(), right });
        pairs
    }

    fn count(&mut self, kind: &'static str, score: Score) {
        self.scores.entry(kind).or_default().add(score);
    }

    fn miss(&mut self, kind: &'static str, what: &'static str, text: String) {
        self.misses.push(Miss { kind, what, text });
    }

    /// One answer that is right or wrong.
    fn answer(&mut self, kind: &'static str, found: &str, told: &str) {
        let right = usize::from(found == told);
        self.count(kind, Score { found: 1, expected: 1, right });
        if right == 0 {
            self.miss(kind, "wrong", format!("{found}, not {told}"));
        }
    }
}

/// Compares everything.
pub(super) fn compare(
    gold: &Gold,
    extracted: &Extracted,
    passages: &[(&Passage, Vec<PassageTheme>)],
) -> (Scores, Vec<Miss>) {
    let mut counting = Counting::default();
    let identity = &extracted.identity;
    counting.answer(
        "partnership",
        identity.partnership.as_deref().unwrap_or("none"),
        gold.partnership.as_deref().unwrap_or("none"),
    );
    counting.answer("kind", identity.kind.word(), &gold.kind);
    counting.answer("edition", identity.edition.word(), &gold.edition);
    lists(&mut counting, gold, &extracted.lists);
    counting.pair(
        "partners",
        &extracted.partners,
        &gold.partners,
        |found, told| same_partner((&found.name, found.generic), (&told.name, told.generic)),
        &(|found| found.name.clone(), |told| told.name.clone()),
    );
    counting.pair(
        "programmes",
        &extracted.programmes,
        &gold.programmes,
        |found, told| same_title(&found.name, told),
        &(|found| found.name.clone(), Clone::clone),
    );
    measures(&mut counting, gold, extracted);
    people(&mut counting, gold, extracted);
    counting.pair(
        "engagements",
        &extracted.engagements,
        &gold.engagements,
        |found, told| {
            same_event(&told.what, &found.what) || (told.when.is_some() && found.when == told.when)
        },
        &(|found| found.what.clone(), |told| told.what.clone()),
    );
    counting.pair(
        "dates",
        &extracted.dates,
        &gold.dates,
        |found, told| {
            told.iso
                .as_ref()
                .map_or_else(|| same_name(&found.text, &told.text), |iso| iso_of(found) == *iso)
        },
        &(|found| format!("{} ({})", found.text, iso_of(found)), |told| told.text.clone()),
    );
    themes(&mut counting, gold, passages);
    let Counting { mut scores, mut misses } = counting;
    for kind in &gold.not_told {
        scores.retain(|known, _| known != kind);
        misses.retain(|miss| miss.kind != kind);
    }
    (scores, misses)
}

/// Priorities count as right only in the right order: of those matched, the longest run of items
/// whose places in the gold rise. Other lists are compared as sets of items with their role.
fn lists(counting: &mut Counting, gold: &Gold, found: &[ExtractedList]) {
    let told = |wanted: &dyn Fn(&str) -> bool| -> Vec<(String, String)> {
        let lists = gold.lists.iter().filter(|list| wanted(&list.role));
        lists
            .flat_map(|list| list.items.iter().map(|item| (list.role.clone(), item.clone())))
            .collect()
    };
    let items = |wanted: &dyn Fn(&ExtractedList) -> bool| -> Vec<(String, String)> {
        let lists = found.iter().filter(|list| wanted(list));
        lists
            .flat_map(|list| {
                let tops = list.items.iter().filter(|item| item.parent.is_none());
                tops.map(|item| (list.role.word().to_owned(), item.title.clone()))
            })
            .collect()
    };
    let is_main =
        |list: &ExtractedList| list.lookalike.is_none() && list.role == ListRole::Priorities;
    let text = |item: &(String, String)| item.1.clone();
    let texts = (text, text);
    let pairs = counting.pair(
        "priorities",
        &items(&is_main),
        &told(&|role| role == "priorities"),
        |one, other| same_title(&one.1, &other.1),
        &texts,
    );
    let places: Vec<usize> = pairs.into_iter().flatten().collect();
    let ordered = longest_rising(&places);
    if ordered < places.len()
        && let Some(score) = counting.scores.get_mut("priorities")
    {
        score.right -= places.len() - ordered;
        counting.miss("priorities", "wrong", format!("order: {places:?}"));
    }
    counting.pair(
        "other lists",
        &items(&|list| list.lookalike.is_none() && list.role != ListRole::Priorities),
        &told(&|role| role != "priorities" && role != "lookalike"),
        |one, other| one.0 == other.0 && same_title(&one.1, &other.1),
        &texts,
    );
    counting.pair(
        "look-alike lists",
        &items(&|list| list.lookalike.is_some()),
        &told(&|role| role == "lookalike"),
        |one, other| same_title(&one.1, &other.1),
        &texts,
    );
    words_and_counts(counting, gold, found, &is_main);
}

/// For lists of priorities: the source's word and the number that it states.
fn words_and_counts(
    counting: &mut Counting,
    gold: &Gold,
    found: &[ExtractedList],
    is_main: &dyn Fn(&ExtractedList) -> bool,
) {
    for told in gold.lists.iter().filter(|list| list.role == "priorities" && !list.items.is_empty())
    {
        let same = found.iter().filter(|list| is_main(list)).find(|list| {
            list.items
                .iter()
                .any(|item| told.items.iter().any(|title| same_title(&item.title, title)))
        });
        let Some(same) = same else { continue };
        counting.answer(
            "word for an item",
            same.called.as_deref().unwrap_or("none"),
            told.called.as_deref().map(str::to_lowercase).as_deref().unwrap_or("none"),
        );
        let number =
            |count: Option<usize>| count.map_or("none".to_owned(), |count| count.to_string());
        counting.answer("stated number", &number(same.stated_count), &number(told.stated_count));
    }
}

/// Measures by their figures; of those that are right, role and date where the gold tells them.
fn measures(counting: &mut Counting, gold: &Gold, extracted: &Extracted) {
    let pairs = counting.pair(
        "measures",
        &extracted.measures,
        &gold.measures,
        |found, told| same_measure(&found.text, &told.text),
        &(|found| found.text.clone(), |told| told.text.clone()),
    );
    for (found, place) in extracted.measures.iter().zip(pairs) {
        let Some(told) = place.map(|place| &gold.measures[place]) else { continue };
        let mut answer = |kind, found: &str, told: Option<&String>| {
            let Some(told) = told else { return };
            let right = usize::from(found == told);
            counting.count(kind, Score { found: 1, expected: 1, right });
            if right == 0 {
                counting.miss(kind, "wrong", format!("{found}, not {told}"));
            }
        };
        let date = match (found.date_from, found.date) {
            (Some(from), Some(to)) => format!("{from}/{to}"),
            (_, Some(date)) => date.to_string(),
            (_, None) => "none".to_owned(),
        };
        let of = |told: &str| format!("{told} ({})", found.text);
        let (role, date) = (of(found.role.word()), of(&date));
        answer("roles of measures", &role, told.role.as_deref().map(of).as_ref());
        answer("dates of measures", &date, told.date.as_deref().map(of).as_ref());
    }
}

fn people(counting: &mut Counting, gold: &Gold, extracted: &Extracted) {
    let pairs = counting.pair(
        "people",
        &extracted.people,
        &gold.people,
        |found, told| same_name(&found.name, &told.name),
        &(|found| found.name.clone(), |told| told.name.clone()),
    );
    for (found, place) in extracted.people.iter().zip(pairs) {
        let Some(told) = place.and_then(|place| gold.people[place].office.as_deref()) else {
            continue;
        };
        let office = found.office.as_deref().unwrap_or("none");
        let right = usize::from(same_office(office, told));
        counting.count("offices", Score { found: 1, expected: 1, right });
        if right == 0 {
            counting.miss("offices", "wrong", format!("{office}, not {told}"));
        }
    }
}

/// Themes of passages, set against set. A passage that was not cut out misses all its themes.
fn themes(counting: &mut Counting, gold: &Gold, passages: &[(&Passage, Vec<PassageTheme>)]) {
    let mut from = 0;
    for told in &gold.passages {
        let place =
            (from..passages.len()).find(|place| begins(&passages[*place].0.text, &told.starts));
        let Some(place) = place else {
            counting.count("passages", Score { found: 0, expected: 1, right: 0 });
            counting.miss("passages", "missed", told.starts.clone());
            counting.count("themes", Score { found: 0, expected: told.themes.len(), right: 0 });
            continue;
        };
        from = place + 1;
        counting.count("passages", Score { found: 1, expected: 1, right: 1 });
        let found: Vec<&str> = passages[place].1.iter().map(|theme| &*theme.theme).collect();
        let right =
            found.iter().filter(|theme| told.themes.iter().any(|other| other == *theme)).count();
        counting.count("themes", Score { found: found.len(), expected: told.themes.len(), right });
        for theme in found.iter().filter(|theme| !told.themes.iter().any(|other| other == *theme)) {
            counting.miss("themes", "wrong", format!("{theme}: {}", told.starts));
        }
        for theme in told.themes.iter().filter(|theme| !found.contains(&theme.as_str())) {
            counting.miss("themes", "missed", format!("{theme}: {}", told.starts));
        }
    }
}

fn iso_of(date: &ExtractedDate) -> String {
    match (date.from, date.to) {
        (Some(from), Some(to)) => format!("{from}/{to}"),
        (Some(from), None) => from.to_string(),
        _ => "none".to_owned(),
    }
}

/// The length of the longest subsequence that rises.
fn longest_rising(places: &[usize]) -> usize {
    let mut best: Vec<usize> = Vec::new();
    for place in places {
        let at = best.partition_point(|least| least < place);
        if at == best.len() {
            best.push(*place);
        } else {
            best[at] = *place;
        }
    }
    best.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_out_of_order_is_not_right() {
        assert_eq!(longest_rising(&[0, 1, 2, 3]), 4);
        assert_eq!(longest_rising(&[1, 0, 2]), 2);
        assert_eq!(longest_rising(&[2, 1, 0]), 1);
    }

    #[test]
    fn scores_are_shares_of_what_was_found_and_expected() {
        let score = Score { found: 4, expected: 8, right: 3 };
        assert!((score.precision() - 0.75).abs() < 1e-9);
        assert!((score.recall() - 0.375).abs() < 1e-9);
        assert!((score.f1() - 0.5).abs() < 1e-9);
        assert!((Score::default().f1() - 1.0).abs() < 1e-9);
    }
}
