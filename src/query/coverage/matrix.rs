//! From facts to cells: one of four states for each column and row.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{CoverageState, Partnership, Priority, Slug, Topic, Word as _},
    query::framework::themes_of_topic,
    view::View,
};

use super::{
    Absence, Column, ComparisonCell, ComparisonRow, CoverageCounts, CoverageOptions, Mentions,
    Subject,
    best::Counted,
    facts::{Facts, Said},
    looked::Looked,
    phrases::phrases_of,
};

/// The rows for some subjects over some columns: all states, what they stand on, and counts. The
/// whole matrix costs one pass over the graph, however many rows there are.
pub fn coverage(
    view: &View,
    columns: &[Column],
    subjects: &[Subject],
    options: &CoverageOptions,
) -> Vec<ComparisonRow> {
    let mut partnerships: Vec<Arc<Partnership>> = Vec::new();
    let mut places: HashMap<Slug, usize> = HashMap::new();
    for partnership in columns.iter().flat_map(|column| &column.made_of) {
        places.entry(partnership.slug.clone()).or_insert_with(|| {
            partnerships.push(partnership.clone());
            partnerships.len() - 1
        });
    }
    let facts = Facts::gather(view, &partnerships, options);
    let columns: Vec<Holders> =
        columns.iter().map(|column| Holders::of(column, &facts, options)).collect();
    let about: Vec<About> =
        subjects.iter().map(|subject| About::of(&facts, subject, options)).collect();
    let themes: Vec<Vec<usize>> = about.iter().map(|about| about.themes.clone()).collect();
    let mut cells: Vec<Vec<Arc<ComparisonCell>>> = Vec::new();
    cells.resize_with(subjects.len(), || Vec::with_capacity(columns.len()));
    for column in &columns {
        let passages = facts.passages(&column.places, &themes);
        for ((cells, about), passages) in cells.iter_mut().zip(&about).zip(passages) {
            cells.push(Arc::new(about.cell(&facts, column, passages)));
        }
    }
    let row = |(subject, cells): (&Subject, Vec<Arc<ComparisonCell>>)| {
        let mut counts = CoverageCounts::default();
        for cell in &cells {
            counts.add(cell.state);
        }
        ComparisonRow { subject: subject.clone(), cells, counts }
    };
    subjects.iter().zip(cells).map(row).collect()
}

/// The partnerships of a column, and what was looked through of all of them.
struct Holders {
    places: Vec<usize>,
    looked: Looked,
    /// Why nothing can be said of what is not found; `None` where it can.
    reason: Option<Arc<str>>,
}

impl Holders {
    fn of(column: &Column, facts: &Facts<'_>, options: &CoverageOptions) -> Self {
        let named: Vec<(&Partnership, usize)> = column
            .made_of
            .iter()
            .filter_map(|row| Some((&**row, facts.partnership(&row.slug)?)))
            .collect();
        let places: Vec<usize> = named.iter().map(|(_, place)| *place).collect();
        let unsearched = named.iter().find(|(_, place)| !facts.looked[*place].was_searched());
        let reason = match unsearched {
            None if places.is_empty() => Some("Nothing is held of it.".into()),
            None => None,
            Some((row, place)) => {
                let reason = facts.looked[*place].reason(options.editions);
                let one = row.slug == column.partnership.slug;
                Some(if one { reason } else { format!("{}: {reason}", row.name) }.into())
            }
        };
        Self {
            looked: Looked::sum(places.iter().map(|place| &facts.looked[*place])),
            places,
            reason,
        }
    }
}

/// What a row is about.
struct About {
    themes: Vec<usize>,
    /// The words that stand for it.
    phrases: Arc<[String]>,
    /// Why nothing can be said of it, whatever is held.
    uncarried: Option<Arc<str>>,
}

impl About {
    fn of(facts: &Facts<'_>, subject: &Subject, options: &CoverageOptions) -> Self {
        let slugs = subject.themes(facts.view, &options.carrying);
        let themes: Vec<usize> = slugs.iter().filter_map(|slug| facts.theme(slug)).collect();
        let uncarried = match subject {
            Subject::Topic(topic) if themes.is_empty() => Some(no_theme_carries(facts.view, topic)),
            _ => None,
        };
        Self { phrases: phrases(facts.view, &slugs), themes, uncarried }
    }

    fn cell(&self, facts: &Facts<'_>, column: &Holders, passages: Counted) -> ComparisonCell {
        match &self.uncarried {
            Some(reason) => ComparisonCell::not_assessed(reason.clone()),
            None => cell(facts, column, &self.themes, &self.phrases, passages),
        }
    }
}

fn cell(
    facts: &Facts<'_>,
    column: &Holders,
    themes: &[usize],
    phrases: &Arc<[String]>,
    passages: Counted,
) -> ComparisonCell {
    let mut stated = Vec::new();
    let mut other = Vec::new();
    let mut mentions = Mentions::default();
    for place in &column.places {
        for theme in themes {
            let said = facts.said(*place, *theme);
            if said.is_empty() {
                continue;
            }
            let Said { items, visions, programmes } = said;
            for (item, is_stated) in items {
                if *is_stated { stated.push(*item) } else { other.push(*item) }
            }
            mentions.visions.extend(visions.iter().cloned());
            mentions.programmes.extend(programmes.iter().cloned());
        }
    }
    let rows = |mut places: Vec<u32>| -> Vec<_> {
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| facts.items[place as usize].clone()).collect()
    };
    let priorities = rows(stated);
    mentions.items = rows(other);
    mentions.visions.sort_by(|a, b| a.slug.cmp(&b.slug));
    mentions.visions.dedup_by(|a, b| a.slug == b.slug);
    mentions.programmes.sort_by(|a, b| a.slug.cmp(&b.slug));
    mentions.programmes.dedup_by(|a, b| a.slug == b.slug);
    (mentions.passages, mentions.passage_count) = (passages.best, passages.count);
    ComparisonCell::of(column, priorities, mentions, phrases)
}

impl ComparisonCell {
    fn of(
        column: &Holders,
        priorities: Vec<Arc<Priority>>,
        mentions: Mentions,
        phrases: &Arc<[String]>,
    ) -> Self {
        let state = if !priorities.is_empty() {
            CoverageState::Priority
        } else if !mentions.is_empty() {
            CoverageState::Mentioned
        } else if column.reason.is_none() {
            CoverageState::NotFound
        } else {
            CoverageState::NotAssessed
        };
        Self {
            absence: (state == CoverageState::NotFound)
                .then(|| column.looked.absence(phrases.clone())),
            not_assessed_reason: column
                .reason
                .clone()
                .filter(|_| state == CoverageState::NotAssessed),
            state,
            priorities,
            mentions,
        }
    }

    fn not_assessed(reason: Arc<str>) -> Self {
        Self {
            state: CoverageState::NotAssessed,
            priorities: Vec::new(),
            mentions: Mentions::default(),
            absence: None,
            not_assessed_reason: Some(reason),
        }
    }
}

impl Mentions {
    /// Whether nothing is about it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
            && self.visions.is_empty()
            && self.programmes.is_empty()
            && self.passage_count == 0
    }
}

impl Looked {
    fn absence(&self, phrases: Arc<[String]>) -> Absence {
        Absence {
            lists: self.lists,
            complete_lists: self.complete_lists,
            items: self.items,
            uncoded_items: self.uncoded_items,
            documents: self.documents,
            full_texts: self.full_texts,
            passages: self.passages,
            phrases,
        }
    }
}

/// The words that stand for some themes.
fn phrases(view: &View, themes: &[Slug]) -> Arc<[String]> {
    let rows = themes.iter().filter_map(|slug| view.record.themes.get(slug));
    rows.flat_map(|theme| phrases_of(theme)).cloned().collect()
}

fn no_theme_carries(view: &View, topic: &Topic) -> Arc<str> {
    let mapped: Vec<String> = themes_of_topic(view, &topic.slug)
        .iter()
        .map(|it| format!("{} ({})", it.theme.label, it.mapping.relation.label().to_lowercase()))
        .collect();
    match mapped.as_slice() {
        [] => "No theme of the scheme is mapped to this topic.".into(),
        some => format!(
            "No theme of the scheme is as narrow as this topic: it is mapped to {} only.",
            some.join(", ")
        )
        .into(),
    }
}
