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
    confidence::{Signs, is_everyday, leaning},
    folded::{Case, Folded},
    kinds::Acting,
    lexicon::{Finds, Found, LexiconBuilder, Meaning},
    span,
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
/// A longer passage says something besides announcing the list below it.
const MOST_OPENING: usize = 45;
/// A longer passage says something besides pointing elsewhere.
const MOST_POINTING: usize = 15;
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
    /// The wider theme of each, by place.
    broader: Vec<Option<usize>>,
    /// How much more often each is what a passage is about than its phrases show, by place.
    leanings: Vec<f64>,
    associations: Associations,
}

/// A theme that a text shows.
#[derive(Debug, Clone)]
struct Shown {
    theme: usize,
    strength: f64,
    confidence: f64,
    spans: Vec<Span>,
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
        let leanings = slugs.iter().map(|slug| leaning(slug)).collect();
        Self { slugs, broader, leanings, associations: Associations::of(themes) }
    }

    /// The themes of a passage, most prominent first.
    pub(super) fn tag(
        &self,
        passage: &Passage,
        folded: &Folded,
        found: &Finds<'_>,
        heading: Option<(&Folded, &Finds<'_>)>,
        acting: &Acting,
    ) -> Vec<PassageTheme> {
        let role = Role::of(&passage.text, folded.tokens.len());
        if role == Role::Pointer {
            return Vec::new();
        }
        let above = heading
            .filter(|(folded, _)| !SPEAKERS.iter().any(|words| folded.text.contains(words)))
            .map(|(folded, found)| shown(folded, found, &[]))
            .unwrap_or_default();
        let mut here = shown(folded, found, &acting.kinds);
        self.add_partnership(&mut here, acting, &passage.text);
        self.weigh(&mut here, &above, passage, folded);
        if role == Role::LeadIn {
            for theme in &mut here {
                theme.confidence *= LEAD_IN_SHARE;
            }
        }
        let mut kept = self.keep(here);
        if kept.is_empty() && role == Role::Statement {
            kept = self.keep(above.into_iter().map(lend).collect());
        }
        kept.into_iter()
            .enumerate()
            .map(|(position, theme)| self.row(passage, position, theme))
            .collect()
    }

    /// Adds the partnership of the bodies that a passage enumerates.
    fn add_partnership(&self, shown: &mut Vec<Shown>, acting: &Acting, text: &str) {
        let bodies = &acting.bodies;
        let joined = bodies.len() + acting.kinds.len() >= ENUMERATION && acts_together(text);
        let place = self.slugs.iter().position(|slug| &**slug == PARTNERSHIP);
        let Some(theme) = place.filter(|_| bodies.len() >= ENUMERATION || joined) else { return };
        if let Some(said) = shown.iter_mut().find(|one| one.theme == theme) {
            said.strength = said.strength.max(PARTIES);
        } else {
            let mut spans: Vec<Span> = bodies.iter().take(MOST_SPANS).cloned().collect();
            if spans.is_empty() {
                spans.extend(acting.kinds.iter().take(MOST_SPANS).map(|kind| cut(text, *kind)));
            }
            shown.push(Shown { theme, strength: PARTIES, confidence: PARTIES, spans });
        }
    }

    /// How sure the words of a passage and the place of its phrases make us of each theme.
    fn weigh(&self, here: &mut [Shown], above: &[Shown], passage: &Passage, folded: &Folded) {
        if here.is_empty() {
            return;
        }
        let associations = self.associations.with(folded);
        let best = associations.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let length = passage.text.chars().count().max(1) as f64;
        let words = folded.tokens.len().max(1) as f64;
        let parents: BTreeSet<usize> =
            here.iter().filter_map(|theme| self.broader[theme.theme]).collect();
        let several = here.len() > 1;
        for theme in here {
            let signs = Signs {
                strength: theme.strength,
                words,
                place: theme.first() as f64 / length,
                in_heading: above.iter().any(|other| other.theme == theme.theme),
                has_narrower: parents.contains(&theme.theme),
                in_passing: several && is_everyday(&theme.spans),
                association: associations[theme.theme],
                share_of_best: associations[theme.theme] / best,
                leaning: self.leanings[theme.theme],
            };
            theme.confidence = signs.confidence();
        }
    }

    fn keep(&self, mut shown: Vec<Shown>) -> Vec<Shown> {
        shown.retain(|theme| theme.confidence >= LEAST);
        let narrower: Vec<Shown> = shown.clone();
        shown.retain(|theme| {
            !narrower.iter().any(|other| {
                self.broader[other.theme] == Some(theme.theme) && theme.stands_within(other)
            })
        });
        shown.sort_by(|one, other| {
            other.confidence.total_cmp(&one.confidence).then(one.first().cmp(&other.first()))
        });
        shown.truncate(MOST);
        shown
    }

    fn row(&self, passage: &Passage, position: usize, shown: Shown) -> PassageTheme {
        let theme = self.slugs[shown.theme].clone();
        PassageTheme {
            id: Arc::from(format!("{}.{theme}", passage.slug)),
            passage: passage.slug.clone(),
            theme,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            method: AssertionMethod::Proposed,
            // Two decimals: more would promise a precision that the formula does not have.
            confidence: Some((shown.confidence * 100.0).round() / 100.0),
            spans: shown.spans,
        }
    }
}

impl Shown {
    fn first(&self) -> usize {
        self.spans.first().map_or(0, |span| span.start)
    }

    /// Whether every place of this theme is also a place of the other.
    fn stands_within(&self, other: &Self) -> bool {
        self.spans.iter().all(|span| {
            other.spans.iter().any(|wider| wider.start <= span.start && span.end <= wider.end)
        })
    }
}

/// What a passage does besides being about something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It says something.
    Statement,
    /// It only announces the list below it, or records what a meeting did: themes count two fifths,
    /// so that only the strongest stays (“Our priorities have come from engagement with residents,
    /// which told us:”).
    LeadIn,
    /// It only points elsewhere (a link, a picture): it has no themes.
    Pointer,
}

impl Role {
    fn of(text: &str, words: usize) -> Self {
        const POINTERS: &[&str] = &[
            "read ",
            "find out more",
            "download",
            "click ",
            "view ",
            "visit ",
            "complete the survey",
            "fill in ",
            "write to ",
            "come to ",
            "call ",
            "see ",
            "watch ",
            "to read ",
            "to download",
            "to find out more",
            "for more information",
            "you can read",
            "you can find",
        ];
        let text = text.trim();
        let points = POINTERS.iter().any(|call| begins_with(text, call))
            && (words <= MOST_POINTING || text.contains("://"));
        // “This survey has now closed.”: a notice, about nothing but itself.
        let notice = words <= MOST_POINTING && ends_with(text, " now closed.");
        let opens_list = text.ends_with([':', '–']) && !holds_sentences(text);
        if points || notice || words == 0 {
            Self::Pointer
        } else if (opens_list && words <= MOST_OPENING) || is_business(text) {
            Self::LeadIn
        } else {
            Self::Statement
        }
    }
}

/// Whether a text holds more than one sentence.
fn holds_sentences(text: &str) -> bool {
    [". ", "? ", "! "].iter().any(|end| text.contains(end))
}

/// Whether a text records the business of a meeting: “To receive a report on …”, “In response to
/// questions, members heard …”.
fn is_business(text: &str) -> bool {
    const BUSINESS: &[&str] = &[
        "to receive ",
        "to note ",
        "to delegate ",
        "to approve ",
        "to endorse ",
        "resolved",
        "in response to questions",
        "in response to a question",
    ];
    BUSINESS.iter().any(|beginning| begins_with(text, beginning))
}

/// Whether a text begins so, in any case.
fn begins_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// Whether a text ends so, in any case.
fn ends_with(text: &str, words: &str) -> bool {
    let from = text.len().checked_sub(words.len());
    from.and_then(|from| text.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(words))
}

/// Every theme that a text shows, however weakly; phrases that overlap those who act do not count.
fn shown(folded: &Folded, found: &Finds<'_>, actors: &[(usize, usize)]) -> Vec<Shown> {
    let mut by_theme: BTreeMap<usize, Vec<(&Found<'_>, f64)>> = BTreeMap::new();
    let lists_partners = lists_partners(found);
    for hit in found.iter() {
        if let Meaning::Theme { theme, weight } = hit.phrase.meaning
            && counts(hit, theme, found, lists_partners)
            && !is_actor(&span(folded, hit), actors)
            && !is_office(folded, hit)
        {
            by_theme.entry(theme).or_default().push((hit, weight));
        }
    }
    by_theme.into_iter().map(|(theme, hits)| measure(theme, &hits, folded)).collect()
}

/// A theme of the heading, lent to a passage below it: the span is empty, for no words of the
/// passage show it.
fn lend(shown: Shown) -> Shown {
    let matched = shown.spans.into_iter().next().map(|span| span.matched).unwrap_or_default();
    Shown {
        confidence: shown.confidence * HEADING_LOAN,
        spans: vec![Span { start: 0, end: 0, matched }],
        ..shown
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
fn is_actor(phrase: &Span, actors: &[(usize, usize)]) -> bool {
    actors.iter().any(|(start, end)| *start < phrase.end && phrase.start < *end)
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

/// A part of a text, by characters, as a span that shows itself.
fn cut(text: &str, (start, end): (usize, usize)) -> Span {
    let matched = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    Span { start, end, matched }
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
    let partners = found.iter().filter_map(|hit| match hit.phrase.meaning {
        Meaning::Partner { partner, .. } => Some(partner),
        _ => None,
    });
    partners.collect::<BTreeSet<usize>>().len() >= ENUMERATION
}

fn measure(theme: usize, hits: &[(&Found<'_>, f64)], folded: &Folded) -> Shown {
    let mut said = BTreeSet::new();
    let mut doubt = 1.0;
    let mut words = BTreeSet::new();
    for (hit, weight) in hits {
        let first_time = said.insert(hit.phrase.written.as_str());
        doubt *= 1.0 - if first_time { *weight } else { weight / 2.0 };
        words.extend(hit.words.clone());
    }
    let strength = 1.0 - doubt;
    let density = (10.0 * words.len() as f64 / folded.tokens.len().max(1) as f64).min(1.0);
    let mut spans: Vec<Span> = hits.iter().map(|(hit, _)| span(folded, hit)).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by_key(|span| (span.start, span.end));
    spans.truncate(MOST_SPANS);
    Shown { theme, strength, confidence: strength * (0.5 + 0.5 * density), spans }
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
