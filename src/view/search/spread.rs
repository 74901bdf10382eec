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
    /// The values of each profile, by dimension.
    profiles: [Lists; OF_PROFILE.len()],
    /// Where documents of another profile than the one before begin, and that profile.
    runs: Box<[(DocId, u32)]>,
    /// The themes of each document.
    themes: Lists,
    /// The documents with each theme.
    with_theme: Lists,
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
        let mut runs: Vec<(DocId, u32)> = (0..).zip(profile_of.iter().copied()).collect();
        runs.dedup_by_key(|(_, profile)| *profile);
        let profiles = std::array::from_fn(|dimension| {
            Lists::new(profiles.iter().map(|profile| profile[dimension].iter().copied()))
        });
        let theme = |doc| columns.theme.iter().flat_map(move |it| it.ords().values_for_doc(doc));
        let themes = Lists::new((0..documents).map(theme));
        let with_theme =
            themes.turned(columns.theme.as_ref().map_or(0, |column| column.num_terms()));
        Self { profile_of, profiles, runs: runs.into(), themes, with_theme }
    }

    /// How many profiles there are.
    pub(super) fn profiles(&self) -> usize {
        self.profiles[0].len()
    }

    /// How many themes there are.
    pub(super) fn themes(&self) -> usize {
        self.with_theme.len()
    }

    /// Keeps in the mask of the stretch that begins at a document those of the allowed profiles.
    pub(super) fn keep(&self, allowed: &[bool], begin: DocId, wanted: &mut Mask) {
        let end = begin + STRETCH;
        let first = self.runs.partition_point(|(from, _)| *from <= begin).saturating_sub(1);
        let runs = &self.runs[first..];
        for (at, (from, profile)) in runs.iter().enumerate().take_while(|it| it.1.0 < end) {
            if !allowed[*profile as usize] {
                let next = runs.get(at + 1).map_or(end, |(next, _)| end.min(*next));
                remove(begin.max(*from) - begin..next - begin, wanted);
            }
        }
    }

    /// Adds to the mask of the stretch that begins at a document those with a theme.
    pub(super) fn add_with_theme(&self, theme: usize, begin: DocId, found: &mut Mask) {
        let docs = self.with_theme.get(theme);
        let docs = &docs[docs.partition_point(|doc| *doc < begin)..];
        for place in docs.iter().map(|doc| doc - begin).take_while(|place| *place < STRETCH) {
            found[place as usize / 64] |= 1 << (place % 64);
        }
    }

    /// The profile of a document.
    #[inline]
    pub(super) fn profile_of(&self, doc: DocId) -> usize {
        self.profile_of[doc as usize] as usize
    }

    /// The themes of a document, as ordinals of their column.
    pub(super) fn themes_of(&self, doc: DocId) -> &[u32] {
        self.themes.get(doc as usize)
    }

    /// The values of each profile in a dimension.
    pub(super) fn values(&self, dimension: Dimension) -> impl Iterator<Item = &[u32]> {
        let place = OF_PROFILE.iter().position(|it| *it == dimension);
        place.into_iter().flat_map(|place| self.profiles[place].iter())
    }
}

/// Lists of small numbers, one after the other.
struct Lists {
    /// Where each begins; one more at the end.
    begins: Box<[u32]>,
    values: Box<[u32]>,
}

impl Lists {
    fn new(lists: impl Iterator<Item = impl Iterator<Item = u64>>) -> Self {
        let (mut begins, mut values) = (vec![0], Vec::new());
        for list in lists {
            values.extend(list.map(|value| u32::try_from(value).unwrap_or(u32::MAX)));
            begins.push(u32::try_from(values.len()).unwrap_or(u32::MAX));
        }
        Self { begins: begins.into(), values: values.into() }
    }

    fn len(&self) -> usize {
        self.begins.len() - 1
    }

    #[inline]
    fn get(&self, place: usize) -> &[u32] {
        &self.values[self.begins[place] as usize..self.begins[place + 1] as usize]
    }

    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.begins.windows(2).map(|ends| &self.values[ends[0] as usize..ends[1] as usize])
    }

    /// For each value below a bound the places whose lists have it, in their order.
    fn turned(&self, bound: usize) -> Self {
        let mut begins = vec![0_u32; bound + 1];
        self.values.iter().for_each(|value| begins[*value as usize + 1] += 1);
        (0..bound).for_each(|at| begins[at + 1] += begins[at]);
        let (mut next, mut values) = (begins.clone(), vec![0; self.values.len()]);
        for (place, list) in (0..).zip(self.iter()) {
            for value in list {
                let at = &mut next[*value as usize];
                values[*at as usize] = place;
                *at += 1;
            }
        }
        Self { begins: begins.into(), values: values.into() }
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
