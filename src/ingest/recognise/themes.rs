//! Themes of a passage: which of the phrases found count, how sure they make us, and which four
//! are kept.
//!
//! **Which count.** A phrase inside a longer phrase of any theme does not count, nor one inside
//! the name of an organisation (a kind of organisation is no name), nor one of which a look-alike of its theme
//! covers a third or more, nor one that names a partner where three or more partners are listed
//! (“councils, the NHS, Healthwatch and the voluntary sector” is not about volunteering), nor one
//! that names a kind of organisation in an enumeration with named bodies (“Vale Council, Vale Hospital
//! Trust and housing associations” is not about housing), nor one that says what an office is for.
//!
//! **Those who act together.** A passage that enumerates three named bodies or more is, besides
//! what its words show, about working in partnership with a strength of [`PARTIES`]: that is what
//! such sentences say in ever other words (“was written by”, “our members are”); so does one that
//! enumerates kinds of organisation and says that they act together. A heading that
//! tells who spoke (“What residents told us”) says nothing of what was spoken about.
//!
//! **Strength**, 0 to 1, of a theme in a passage: `1 − Π (1 − weight)` over its phrases; a phrase
//! said again weighs half. `weight = base × (0.6 + 0.4 × rarity)`: the base is 0.6 for one word, 0.8
//! for two and 0.9 for more, and 0.1 more (at most 0.95) for a label of the theme; rarity is
//! `1 − ln n ÷ ln N`, where N is the number of themes and n the number of themes whose phrases have
//! the phrase's rarest word.
//!
//! **Confidence**, 0 to 1: see `confidence`.
//!
//! **Which are kept.** Confidence of at least [`LEAST`]; a broader theme only with a place of its
//! own; of more than four the four with most confidence. A passage that shows none has
//! those of its heading, with strength × (half, and half of the heading's density) ×
//! [`HEADING_LOAN`].

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    MOST_SPANS,
    association::Associations,
    characters,
    confidence::{Signs, is_everyday, leaning},
    folded::{Case, Folded},
    kinds::Acting,
    lexicon::{Finds, Found, LexiconBuilder, Meaning},
    passage_role::Role,
};
use crate::model::{AssertionMethod, Passage, PassageTheme, Slug, Span, Table, Theme};

/// Themes with less confidence are passing mentions: where F1 was best over our own gold and pages
/// of real partnerships together.
const LEAST: f64 = 0.36;
/// The largest number of themes of a passage.
const MOST: usize = 4;
/// So many different partners in one passage are a list of those who take part.
const ENUMERATION: usize = 3;
/// What remains of the confidence in a passage that announces a list or records a meeting.
const LEAD_IN_SHARE: f64 = 0.4;
/// What remains of the heading's confidence where the passage itself shows no theme.
const HEADING_LOAN: f64 = 0.7;

/// How strongly an enumeration of bodies shows that a passage is about their partnership.
const PARTIES: f64 = 0.4;
/// The theme that an enumeration of bodies shows, where the scheme has it.
const PARTNERSHIP: &str = "partnership-working";
/// What headings say that tell who spoke, not what about.
const SPEAKERS: &[&str] = &[" told us", " heard", " said", " say", " tell us"];

/// The scheme as the recogniser needs it.
#[derive(Debug)]
pub(super) struct ThemeRules {
    slugs: Vec<Slug>,
    /// The place of [`PARTNERSHIP`].
    partnership: Option<usize>,
    /// The wider theme of each, by place.
    broader: Vec<Option<usize>>,
    /// How much more often each is what a passage is about than its phrases show, by place.
    leanings: Vec<f64>,
    associations: Associations,
}

/// A theme that a text shows.
#[derive(Debug, Clone)]
pub(super) struct Shown<'words> {
    theme: usize,
    strength: f64,
    confidence: f64,
    places: Vec<Place<'words>>,
}

/// Where a theme is shown, by characters, and by which words.
#[derive(Debug, Clone, Copy)]
struct Place<'words> {
    start: usize,
    end: usize,
    matched: &'words str,
}

impl ThemeRules {
    /// Puts the scheme's phrases into the lexicon.
    pub(super) fn build(themes: &Table<Theme>, lexicon: &mut LexiconBuilder) -> Self {
        let slugs: Vec<Slug> = themes.keys().cloned().collect();
        let rarity = Rarity::of(themes);
        for (place, theme) in themes.values().enumerate() {
            let labels =
                std::iter::once(&theme.label).chain(&theme.alt_labels).map(|label| (label, true));
            let phrases = theme.phrases.iter().map(|phrase| (phrase, false));
            // A theme at the top has a label that sums up its narrower ones and shows nothing.
            let mut known = BTreeSet::new();
            for (written, is_label) in
                labels.chain(phrases).skip(usize::from(theme.broader.is_none()))
            {
                let folded = Folded::of(written);
                if known.insert(folded.text.clone()) {
                    let weight = weight(&folded, is_label, &rarity);
                    lexicon.add(
                        written,
                        Meaning::Theme { theme: place, weight },
                        Case::of_acronyms,
                    );
                }
            }
            for written in &theme.lookalikes {
                lexicon.add(written, Meaning::Lookalike { theme: place }, Case::of_acronyms);
            }
        }
        let place = |slug: &Slug| slugs.binary_search(slug).ok();
        let broader = themes.values().map(|theme| theme.broader.as_ref().and_then(place)).collect();
        let partnership = slugs.iter().position(|slug| &**slug == PARTNERSHIP);
        let leanings = slugs.iter().map(|slug| leaning(slug)).collect();
        let associations = Associations::of(themes);
        Self { slugs, partnership, broader, leanings, associations }
    }

    /// What a heading shows of the passages below it: nothing where it only tells who spoke.
    pub(super) fn shown_by_heading<'lexicon>(
        folded: &Folded,
        found: &Finds<'lexicon>,
    ) -> Vec<Shown<'lexicon>> {
        if SPEAKERS.iter().any(|words| folded.text.contains(words)) {
            return Vec::new();
        }
        shown(folded, found, &[])
    }

    /// The themes of a passage, most prominent first; `above` is what its heading shows.
    pub(super) fn tag(
        &self,
        passage: &Passage,
        folded: &Folded,
        found: &Finds<'_>,
        above: &[Shown<'_>],
        acting: &Acting,
    ) -> Vec<PassageTheme> {
        let role = Role::of(&passage.text, folded.tokens.len());
        if role == Role::Pointer {
            return Vec::new();
        }
        let mut here = shown(folded, found, &acting.kinds);
        self.add_partnership(&mut here, acting, &passage.text);
        self.weigh(&mut here, above, passage, folded);
        if role == Role::LeadIn {
            for theme in &mut here {
                theme.confidence *= LEAD_IN_SHARE;
            }
        }
        let mut kept = self.keep(here);
        if kept.is_empty() && role == Role::Statement {
            kept = self.keep(above.iter().map(lend).collect());
        }
        kept.into_iter()
            .enumerate()
            .map(|(position, theme)| self.row(passage, position, &theme))
            .collect()
    }

    /// Adds the partnership of the bodies that a passage enumerates.
    fn add_partnership<'text>(
        &self,
        shown: &mut Vec<Shown<'text>>,
        acting: &Acting,
        text: &'text str,
    ) {
        let bodies = &acting.bodies;
        let joined = bodies.len() + acting.kinds.len() >= ENUMERATION && acts_together(text);
        let Some(theme) = self.partnership.filter(|_| bodies.len() >= ENUMERATION || joined) else {
            return;
        };
        if let Some(said) = shown.iter_mut().find(|one| one.theme == theme) {
            said.strength = said.strength.max(PARTIES);
        } else {
            let acting = if bodies.is_empty() { &acting.kinds } else { bodies };
            let places = acting.iter().take(MOST_SPANS).map(|place| cut(text, *place)).collect();
            shown.push(Shown { theme, strength: PARTIES, confidence: PARTIES, places });
        }
    }

    /// How sure the words of a passage and the place of its phrases make us of each theme.
    fn weigh(
        &self,
        here: &mut [Shown<'_>],
        above: &[Shown<'_>],
        passage: &Passage,
        folded: &Folded,
    ) {
        if here.is_empty() {
            return;
        }
        let associations = self.associations.with(folded);
        let best = associations.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let length = passage.text.chars().count().max(1) as f64;
        let words = folded.tokens.len().max(1) as f64;
        let parents: Vec<usize> =
            here.iter().filter_map(|theme| self.broader[theme.theme]).collect();
        let several = here.len() > 1;
        for theme in here {
            let signs = Signs {
                strength: theme.strength,
                words,
                place: theme.first() as f64 / length,
                in_heading: above.iter().any(|other| other.theme == theme.theme),
                has_narrower: parents.contains(&theme.theme),
                in_passing: several && theme.places.iter().all(|place| is_everyday(place.matched)),
                association: associations[theme.theme],
                share_of_best: associations[theme.theme] / best,
                leaning: self.leanings[theme.theme],
            };
            theme.confidence = signs.confidence();
        }
    }

    fn keep<'words>(&self, mut shown: Vec<Shown<'words>>) -> Vec<Shown<'words>> {
        shown.retain(|theme| theme.confidence >= LEAST);
        let is_kept = |theme: &Shown<'_>| {
            !shown.iter().any(|other| {
                self.broader[other.theme] == Some(theme.theme) && theme.stands_within(other)
            })
        };
        let mut kept: Vec<Shown<'words>> =
            shown.iter().filter(|theme| is_kept(theme)).cloned().collect();
        kept.sort_by(|one, other| {
            other.confidence.total_cmp(&one.confidence).then(one.first().cmp(&other.first()))
        });
        kept.truncate(MOST);
        kept
    }

    fn row(&self, passage: &Passage, position: usize, shown: &Shown<'_>) -> PassageTheme {
        let theme = self.slugs[shown.theme].clone();
        PassageTheme {
            id: Arc::from(format!("{}.{theme}", passage.slug)),
            passage: passage.slug.clone(),
            theme,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            method: AssertionMethod::Proposed,
            // Two decimals: more would promise a precision that the formula does not have.
            confidence: Some((shown.confidence * 100.0).round() / 100.0),
            spans: shown.places.iter().map(Place::span).collect(),
        }
    }
}

impl Shown<'_> {
    fn first(&self) -> usize {
        self.places.first().map_or(0, |place| place.start)
    }

    /// Whether every place of this theme is also a place of the other.
    fn stands_within(&self, other: &Self) -> bool {
        self.places.iter().all(|place| {
            other.places.iter().any(|wider| wider.start <= place.start && place.end <= wider.end)
        })
    }
}

impl Place<'_> {
    fn span(&self) -> Span {
        Span { start: self.start, end: self.end, matched: self.matched.to_owned() }
    }
}

/// Every theme that a text shows, however weakly; phrases that overlap those who act do not count.
fn shown<'lexicon>(
    folded: &Folded,
    found: &Finds<'lexicon>,
    actors: &[(usize, usize)],
) -> Vec<Shown<'lexicon>> {
    let lists_partners = lists_partners(found);
    let mut hits: Vec<Hit<'_, 'lexicon>> = Vec::new();
    for hit in found.iter() {
        if let Meaning::Theme { theme, weight } = hit.phrase.meaning
            && counts(hit, theme, found, lists_partners)
            && !is_actor(characters(folded, hit), actors)
            && !is_office(folded, hit)
        {
            hits.push((theme, hit, weight));
        }
    }
    hits.sort_by_key(|(theme, ..)| *theme);
    let themes = hits.chunk_by(|one, other| one.0 == other.0);
    themes.map(|hits| measure(hits, folded)).collect()
}

/// A phrase that shows a theme, by the theme's place, with its weight.
type Hit<'found, 'lexicon> = (usize, &'found Found<'lexicon>, f64);

/// A theme of the heading, lent to a passage below it: the place is empty, for no words of the
/// passage show it.
fn lend<'words>(shown: &Shown<'words>) -> Shown<'words> {
    let matched = shown.places.first().map_or("", |place| place.matched);
    Shown {
        theme: shown.theme,
        strength: shown.strength,
        confidence: shown.confidence * HEADING_LOAN,
        places: vec![Place { start: 0, end: 0, matched }],
    }
}

fn counts(hit: &Found<'_>, theme: usize, found: &Finds<'_>, lists_partners: bool) -> bool {
    !found.near(hit).iter().any(|other| match other.phrase.meaning {
        Meaning::Theme { .. } => other.exceeds(hit),
        Meaning::Partner { generic, .. } => {
            (!generic && other.exceeds(hit)) || (lists_partners && other.overlaps(hit))
        }
        Meaning::Lookalike { theme: looks_like } => {
            looks_like == theme && other.covers_third_of(hit) && !hit.exceeds(other)
        }
    })
}

/// Whether a phrase names one of those who act, by characters.
fn is_actor(phrase: (usize, usize), actors: &[(usize, usize)]) -> bool {
    actors.iter().any(|(start, end)| *start < phrase.1 && phrase.0 < *end)
}

/// Whether a sentence says that those whom it enumerates act together.
fn acts_together(text: &str) -> bool {
    const TOGETHER: &[&str] = &[
        "together",
        "joint",
        "partner",
        "authors",
        "make up",
        "made up",
        "brings",
        "consist",
        "members",
        "wrote",
        "written by",
        "developed",
        "equal",
        "joined",
        "collaborat",
        "alliance",
        "group of organisations",
    ];
    let lower = text.to_lowercase();
    TOGETHER.iter().any(|word| lower.contains(word))
}

/// A part of a text, by characters, as a place that shows itself.
fn cut(text: &str, (start, end): (usize, usize)) -> Place<'_> {
    let byte = |character| text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte);
    Place { start, end, matched: &text[byte(start)..byte(end)] }
}

/// Whether a phrase is what somebody's office is for: “Cabinet Member for Adult Social Care” is about
/// nobody's care.
fn is_office(folded: &Folded, hit: &Found<'_>) -> bool {
    const OFFICES: &[&str] = &[
        " member for ",
        " director of ",
        " director for ",
        " minister for ",
        " head of ",
        " officer for ",
        " secretar of state for ",
        " portfolio holder for ",
        " commissioner for ",
    ];
    let before = folded.tokens.get(hit.words.start).map_or(0, |token| token.at);
    OFFICES.iter().any(|office| folded.text[..before].ends_with(office))
}

/// Whether a passage names so many partners that they are those who act, not what it is about.
fn lists_partners(found: &Finds<'_>) -> bool {
    let mut partners: Vec<usize> = Vec::new();
    for hit in found.iter() {
        if let Meaning::Partner { partner, .. } = hit.phrase.meaning
            && !partners.contains(&partner)
        {
            partners.push(partner);
            if partners.len() >= ENUMERATION {
                return true;
            }
        }
    }
    false
}

/// What the phrases of one theme show together.
fn measure<'lexicon>(hits: &[Hit<'_, 'lexicon>], folded: &Folded) -> Shown<'lexicon> {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut doubt = 1.0;
    let mut words = BTreeSet::new();
    for (_, hit, weight) in hits {
        let first_time = said.insert(hit.phrase.written.as_str());
        doubt *= 1.0 - if first_time { *weight } else { weight / 2.0 };
        words.extend(hit.words.clone());
    }
    let strength = 1.0 - doubt;
    let density = (10.0 * words.len() as f64 / folded.tokens.len().max(1) as f64).min(1.0);
    let mut places: Vec<Place<'lexicon>> =
        hits.iter().map(|(_, hit, _)| place(folded, hit)).collect();
    places.sort_by_key(|place| (place.start, place.end));
    places.dedup_by_key(|place| (place.start, place.end));
    places.truncate(MOST_SPANS);
    let theme = hits.first().map_or(0, |hit| hit.0);
    Shown { theme, strength, confidence: strength * (0.5 + 0.5 * density), places }
}

fn place<'lexicon>(folded: &Folded, hit: &Found<'lexicon>) -> Place<'lexicon> {
    let (start, end) = characters(folded, hit);
    Place { start, end, matched: &hit.phrase.written }
}

fn weight(folded: &Folded, is_label: bool, rarity: &Rarity) -> f64 {
    let base: f64 = match folded.tokens.len() {
        0 | 1 => 0.6,
        2 => 0.8,
        _ => 0.9,
    };
    let base = if is_label { (base + 0.1).min(0.95) } else { base };
    base * (0.6 + 0.4 * rarity.of_phrase(folded))
}

/// How many themes have a word in their phrases.
struct Rarity {
    themes: BTreeMap<String, usize>,
    all: usize,
}

impl Rarity {
    fn of(themes: &Table<Theme>) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for theme in themes.values() {
            let written =
                std::iter::once(&theme.label).chain(&theme.alt_labels).chain(&theme.phrases);
            let words: BTreeSet<String> =
                written.flat_map(|phrase| words(&Folded::of(phrase))).collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        Self { themes: counts, all: themes.len().max(2) }
    }

    /// 1 where one theme alone has one of the phrase's words, 0 where all have all of them.
    fn of_phrase(&self, folded: &Folded) -> f64 {
        let fewest = words(folded)
            .iter()
            .filter_map(|word| self.themes.get(word))
            .min()
            .copied()
            .unwrap_or(1);
        1.0 - (fewest as f64).ln() / (self.all as f64).ln()
    }
}

fn words(folded: &Folded) -> Vec<String> {
    folded
        .text
        .split(' ')
        .filter(|word| !word.is_empty() && *word != "|")
        .map(str::to_owned)
        .collect()
}
