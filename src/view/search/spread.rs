//! How the documents of a segment are spread over the dimensions that are counted.
//!
//! The passages of a document have the same kind, partnership, region, edition, year and publisher:
//! a segment has as many different profiles as documents were read, not as it has passages. So a
//! match of a common word is counted once, by its profile, and not once for each dimension.

use std::{collections::HashMap, ops::Range};

use tantivy::{DocId, columnar::Column};

use super::{
    request::Dimension,
    searcher::Columns,
    sweep::{Mask, STRETCH},
};

/// The dimensions of a profile; themes differ from passage to passage and stand beside it.
const OF_PROFILE: [Dimension; 7] = [
    Dimension::Kinds,
    Dimension::Partnerships,
    Dimension::Regions,
    Dimension::Editions,
    Dimension::StrategyKinds,
    Dimension::Years,
    Dimension::Publishers,
];

/// The values of a document in each of these dimensions.
type Profile = [Vec<u64>; OF_PROFILE.len()];

/// The profile and the themes of each document of a segment.
pub(super) struct Spread {
    profile_of: Box<[u32]>,
    profiles: Vec<Profile>,
    /// Where documents of another profile than the one before begin.
    runs: Box<[DocId]>,
    /// Where the themes of each document begin; one more at the end.
    begins: Box<[u32]>,
    themes: Box<[u32]>,
    /// One more than the largest theme.
    most_themes: usize,
}

impl Spread {
    /// Reads the columns of a segment with so many documents.
    pub(super) fn read(documents: u32, columns: &Columns) -> Self {
        let of_dimension = OF_PROFILE.map(|dimension| column_of(dimension, columns));
        let mut known: HashMap<Profile, u32, foldhash::fast::FixedState> = HashMap::default();
        let mut profiles = Vec::new();
        let profile_of = (0..documents).map(|doc| {
            let mut values = of_dimension
                .map(|column| column.map_or_else(Vec::new, |it| it.values_for_doc(doc).collect()));
            // Years are counted by their number, which stands before month and day.
            values[5].iter_mut().for_each(|day: &mut u64| *day /= 10_000);
            *known.entry(values).or_insert_with_key(|values| {
                profiles.push(values.clone());
                u32::try_from(profiles.len() - 1).unwrap_or(u32::MAX)
            })
        });
        let profile_of: Box<[u32]> = profile_of.collect();
        let other = |at: &DocId| {
            let at = *at as usize;
            at == 0 || profile_of[at] != profile_of[at - 1]
        };
        let runs = (0..documents).filter(other).collect();
        let (mut begins, mut themes) = (vec![0], Vec::new());
        for doc in 0..documents {
            if let Some(column) = &columns.theme {
                let values = column.ords().values_for_doc(doc);
                themes.extend(values.map(|value| u32::try_from(value).unwrap_or(u32::MAX)));
            }
            begins.push(u32::try_from(themes.len()).unwrap_or(u32::MAX));
        }
        let most_themes = columns.theme.as_ref().map_or(0, |column| column.num_terms());
        Self {
            profile_of,
            profiles,
            runs,
            begins: begins.into(),
            themes: themes.into(),
            most_themes,
        }
    }

    /// How many profiles there are.
    pub(super) fn profiles(&self) -> usize {
        self.profiles.len()
    }

    /// How many themes there are.
    pub(super) fn themes(&self) -> usize {
        self.most_themes
    }

    /// Keeps in the mask of the stretch that begins at a document those of the allowed profiles.
    pub(super) fn keep(&self, allowed: &[bool], begin: DocId, wanted: &mut Mask) {
        let end = begin + STRETCH;
        let first = self.runs.partition_point(|run| *run <= begin).saturating_sub(1);
        for (at, run) in self.runs.iter().enumerate().skip(first) {
            if *run >= end {
                return;
            }
            if !allowed[self.profile_of(*run)] {
                let next = self.runs.get(at + 1).map_or(end, |next| end.min(*next));
                remove(begin.max(*run) - begin..next - begin, wanted);
            }
        }
    }

    /// The profile of a document.
    #[inline]
    pub(super) fn profile_of(&self, doc: DocId) -> usize {
        self.profile_of[doc as usize] as usize
    }

    /// The themes of a document, as ordinals of their column.
    pub(super) fn themes_of(&self, doc: DocId) -> &[u32] {
        let (begin, end) = (self.begins[doc as usize], self.begins[doc as usize + 1]);
        &self.themes[begin as usize..end as usize]
    }

    /// The values of a profile in a dimension.
    pub(super) fn values(&self, profile: usize, dimension: Dimension) -> &[u64] {
        let place = OF_PROFILE.iter().position(|it| *it == dimension);
        place.map_or(&[], |place| &self.profiles[profile][place])
    }
}

/// Takes a range of places from a mask.
fn remove(mut places: Range<u32>, mask: &mut Mask) {
    while !places.is_empty() {
        let (word, bit) = (places.start / 64, places.start % 64);
        let count = (64 - bit).min(places.end - places.start);
        mask[word as usize] &= !((u64::MAX >> (64 - count)) << bit);
        places.start += count;
    }
}

fn column_of(dimension: Dimension, columns: &Columns) -> Option<&Column<u64>> {
    match dimension {
        Dimension::Kinds => Some(&columns.kind),
        Dimension::Partnerships => columns.partnership.as_ref().map(|it| it.ords()),
        Dimension::Regions => columns.region.as_ref(),
        Dimension::Themes => None,
        Dimension::Editions => columns.edition.as_ref(),
        Dimension::StrategyKinds => columns.strategy_kind.as_ref(),
        Dimension::Years => columns.first_day.as_ref(),
        Dimension::Publishers => columns.publisher.as_ref().map(|it| it.ords()),
    }
}
