//! Which partnership a document speaks for or whose area it is about: names and aliases of
//! partnerships, systems and boards, then the names of their areas, then the places of their
//! councils.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::{spot::Spot, words::offset_in};
use crate::{
    ingest::extracted::Evidence,
    model::{Record, Slug},
};

/// What a name in the title weighs more than one elsewhere.
const TITLE: f64 = 5.0;
const BY_NAME: f64 = 3.0;
const BY_AREA: f64 = 1.0;
const BY_COUNCIL: f64 = 0.05;
/// Less than one mention of a council shows nothing.
const LEAST: f64 = 0.05;

/// The names of partnerships and their areas.
#[derive(Debug, Default)]
pub(super) struct Areas {
    automaton: Option<AhoCorasick>,
    /// By byte, whether a name begins with it.
    begins: Vec<bool>,
    /// For each name: whom it shows, and how much.
    shows: Vec<Vec<(Slug, f64)>>,
    /// For each partnership the names of itself and its system, in small letters.
    own: BTreeMap<Slug, Vec<String>>,
}

impl Areas {
    /// Gathers the names in a record.
    pub(super) fn of(record: &Record) -> Self {
        let mut names: BTreeMap<String, Vec<(Slug, f64)>> = BTreeMap::new();
        let mut own = BTreeMap::new();
        for (slug, partnership) in &record.partnerships {
            let mut add = |name: &str, weight: f64| {
                for name in
                    [name.to_owned(), name.replace(" and ", " & "), name.replace(" & ", " and ")]
                {
                    let shown = names.entry(name).or_default();
                    match shown.iter_mut().find(|(known, _)| known == slug) {
                        Some((_, known)) => *known = known.max(weight),
                        None => shown.push((slug.clone(), weight)),
                    }
                }
            };
            let selves = std::iter::once(&partnership.name)
                .chain(&partnership.aliases)
                .chain(partnership.system.as_ref());
            for name in selves.clone() {
                add(name, BY_NAME);
                add(area_of(name), BY_AREA);
            }
            add(&partnership.board_name, BY_NAME);
            add(area_of(&partnership.board_name), BY_AREA);
            for council in
                record.council_memberships.values().filter(|row| row.partnership == *slug)
            {
                if let Some(partner) = record.partners.get(&council.partner) {
                    add(place_of(&partner.name), BY_COUNCIL);
                }
            }
            own.insert(slug.clone(), selves.map(|name| name.to_lowercase()).collect());
        }
        names.retain(|name, _| name.chars().count() > 3 || name.chars().all(char::is_uppercase));
        let (texts, shows): (Vec<String>, Vec<_>) = names.into_iter().unzip();
        let mut begins = vec![false; 256];
        for first in texts.iter().filter_map(|text| text.as_bytes().first()) {
            begins[usize::from(*first)] = true;
        }
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored);
        Self { automaton: builder.build(texts).ok(), begins, shows, own }
    }

    /// The partnership that the names show most, and where it is named first.
    pub(super) fn find(
        &self,
        title: Option<&str>,
        spots: &[Spot<'_>],
    ) -> Option<(Slug, Option<Evidence>)> {
        let mut scores: BTreeMap<&Slug, f64> = BTreeMap::new();
        let mut first: BTreeMap<&Slug, Evidence> = BTreeMap::new();
        for name in title.into_iter().flat_map(|title| self.names(title)) {
            for (slug, weight) in name.1 {
                *scores.entry(slug).or_default() += weight * TITLE;
            }
        }
        for spot in spots {
            for (text, shown) in self.names(spot.text()) {
                for (slug, weight) in shown {
                    if *weight <= BY_COUNCIL && is_inside_name(spot.text(), text) {
                        continue;
                    }
                    *scores.entry(slug).or_default() += weight;
                    first.entry(slug).or_insert_with(|| spot.evidence(text, "names of areas", 0.9));
                }
            }
        }
        let (slug, score) = scores.into_iter().max_by(|one, other| one.1.total_cmp(&other.1))?;
        (score >= LEAST).then(|| (slug.clone(), first.remove(slug)))
    }

    /// The names by which a partnership and its system are known, in small letters.
    pub(super) fn own_names(&self, partnership: Option<&Slug>) -> Vec<String> {
        partnership.and_then(|slug| self.own.get(slug)).cloned().unwrap_or_default()
    }

    /// The names in a text, the longest at each place, with whom they show.
    fn names<'text>(&self, text: &'text str) -> Vec<(&'text str, &[(Slug, f64)])> {
        let mut found = Vec::new();
        let Some(automaton) = &self.automaton else { return found };
        let mut from = 0;
        while let Some(at) = self.next_beginning(text, from) {
            let hit = automaton.find(Input::new(text).range(at..).anchored(Anchored::Yes));
            let whole = |end: usize| !text[end..].starts_with(char::is_alphanumeric);
            if let Some(hit) = hit.filter(|hit| whole(hit.end())) {
                let shown = self.shows[hit.pattern().as_usize()].as_slice();
                found.push((&text[hit.range()], shown));
            }
            from = hit.map_or(at + 1, |hit| hit.end());
        }
        found
    }

    /// The next byte from a place on at which a word begins as a name does.
    fn next_beginning(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        let may_begin = |(_, byte): &(usize, &u8)| self.begins[usize::from(**byte)];
        let mut places = rest.iter().enumerate().filter(may_begin).map(|(step, _)| from + step);
        places.find(|at| !text[..*at].ends_with(char::is_alphanumeric))
    }
}

/// “Cumberland Fells”: a place that is part of a longer name is another place; “Cumberland Council”
/// and “Cumberland Hospital” are of it.
fn is_inside_name(text: &str, place: &str) -> bool {
    const OF_IT: &[&str] = &[
        "Council",
        "County",
        "City",
        "Borough",
        "District",
        "Metropolitan",
        "Unitary",
        "Hospital",
        "Hospitals",
        "University",
        "NHS",
        "Police",
        "Health",
        "Healthcare",
        "Mental",
        "Community",
        "Integrated",
        "Place",
        "Teaching",
        "Fire",
        "College",
        "Partnership",
        "Care",
        "Voluntary",
    ];
    let after = offset_in(text, place) + place.len();
    let next = text[after..].strip_prefix(' ').and_then(|rest| rest.split_whitespace().next());
    next.is_some_and(|next| {
        let bare = next.trim_end_matches([',', '.', ';', ':']);
        bare.starts_with(char::is_uppercase) && !OF_IT.contains(&bare)
    })
}

/// “South Yorkshire” of “South Yorkshire Integrated Care Partnership”.
fn area_of(name: &str) -> &str {
    const ENDINGS: &[&str] = &[
        " Integrated Care Partnership",
        " Integrated Care System",
        " Integrated Care Board",
        " Integrated Health and Care Partnership",
        " Integrated Health and Wellbeing Partnership",
        " Health and Care Partnership",
        " Health and Wellbeing Partnership",
        " Health & Wellbeing Partnership",
        " Health and Care System",
        " Health and Care",
        " ICP",
        " ICS",
        " ICB",
        " Partnership",
    ];
    let name = name.strip_prefix("NHS ").unwrap_or(name);
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// “Hampshire” of “Hampshire County Council”.
fn place_of(council: &str) -> &str {
    const BEGINNINGS: &[&str] =
        &["London Borough of ", "Royal Borough of ", "City of ", "Council of the ", "Borough of "];
    const ENDINGS: &[&str] = &[
        " County Council",
        " City Council",
        " Borough Council",
        " District Council",
        " Metropolitan Borough Council",
        " Council",
    ];
    let place = ENDINGS.iter().find_map(|ending| council.strip_suffix(ending)).unwrap_or(council);
    BEGINNINGS.iter().find_map(|begin| place.strip_prefix(begin)).unwrap_or(place)
}
