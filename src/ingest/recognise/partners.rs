//! Partners named in a passage: names and aliases of the register, longest first. Unknown
//! organisations are not guessed here.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::participants::Named;
use super::{
    MOST_SPANS, characters,
    folded::{Case, Folded},
    lexicon::{Finds, Found, LexiconBuilder, Meaning},
};
use crate::model::{
    AssertionMethod, Partner, PartnerKind, Passage, PassagePartner, Slug, Span, Table,
};

/// The partners of the register with their kinds, in the order in which the lexicon's phrases count
/// them.
#[derive(Debug)]
pub(super) struct Register(Vec<(Slug, PartnerKind)>);

impl Register {
    /// Puts the register's names into the lexicon.
    ///
    /// - A name that two partners share names neither.
    /// - Words that the register writes with a capital must begin with one in the text, and
    ///   acronyms must be all capitals: “Action Together” is not “taking action together”.
    /// - A kind of organisation is found in any case, but by one word only where that word means
    ///   nothing else (“police”) or is plural (“businesses”, which “business” is not).
    pub(super) fn build(partners: &Table<Partner>, lexicon: &mut LexiconBuilder) -> Self {
        let shared = shared_names(partners);
        for (place, partner) in partners.values().enumerate() {
            for name in names(partner) {
                let folded = Folded::of(name);
                if shared.contains(&folded.text) || !is_telling(partner, name, &folded) {
                    continue;
                }
                let asked = |case: Case| if partner.generic { case.of_acronyms() } else { case };
                lexicon.add(
                    name,
                    Meaning::Partner { partner: place, generic: partner.generic },
                    asked,
                );
            }
        }
        Self(partners.iter().map(|(slug, partner)| (slug.clone(), partner.kind)).collect())
    }

    /// The names of the register in a text, in the order of their first words.
    pub(super) fn named(&self, text: &str, folded: &Folded, found: &Finds<'_>) -> Vec<Named> {
        let bytes = LazyCell::new(|| Bytes::of(text));
        let named = |hit: &Found<'_>| {
            let Meaning::Partner { partner, generic } = hit.phrase.meaning else { return None };
            let (slug, kind) = self.0.get(partner)?;
            let kept = !is_inside_longer_name(hit, found) && (!generic || is_kind(hit, folded));
            let (start, end) = characters(folded, hit);
            kept.then(|| Named {
                from: bytes.at(start),
                to: bytes.at(end),
                span: Span { start, end, matched: hit.phrase.written.clone() },
                partner: slug.clone(),
                kind: *kind,
                generic,
            })
        };
        found.iter().filter_map(named).collect()
    }

    /// The partners that a passage names, in the order of their first mention.
    pub(super) fn mentions(passage: &Passage, names: &[Named]) -> Vec<PassagePartner> {
        let mut mentions: Vec<PassagePartner> = Vec::new();
        for Named { partner, span, .. } in names {
            match mentions.iter_mut().find(|mention| mention.partner == *partner) {
                Some(mention) => add_place(&mut mention.spans, span.clone()),
                None => mentions.push(row(passage, partner, span.clone())),
            }
        }
        mentions.sort_by_key(|mention| mention.spans.first().map_or(0, |span| span.start));
        mentions
    }
}

/// Characters of a text as bytes: the same where it is ASCII.
struct Bytes(Option<Vec<usize>>, usize);

impl Bytes {
    fn of(text: &str) -> Self {
        let starts = || text.char_indices().map(|(byte, _)| byte).collect();
        Self((!text.is_ascii()).then(starts), text.len())
    }

    fn at(&self, character: usize) -> usize {
        let place = |starts: &Vec<usize>| starts.get(character).copied().unwrap_or(self.1);
        self.0.as_ref().map_or(character.min(self.1), place)
    }
}

/// Adds a place where a partner is named, once (name and alias may be spelt alike). Places come in
/// the order of the text.
fn add_place(spans: &mut Vec<Span>, place: Span) {
    let is_new = spans.last().is_none_or(|last| last.start != place.start);
    if is_new && spans.len() < MOST_SPANS {
        spans.push(place);
    }
}

fn row(passage: &Passage, partner: &Slug, evidence: Span) -> PassagePartner {
    PassagePartner {
        id: Arc::from(format!("{}.{partner}", passage.slug)),
        passage: passage.slug.clone(),
        partner: partner.clone(),
        method: AssertionMethod::Proposed,
        spans: vec![evidence],
    }
}

fn is_inside_longer_name(hit: &Found<'_>, found: &Finds<'_>) -> bool {
    let is_name = |other: &&Found<'_>| matches!(other.phrase.meaning, Meaning::Partner { .. });
    found.near(hit).iter().filter(is_name).any(|other| other.exceeds(hit))
}

/// Whether words that may name a kind of organisation do so. They do not at the end of a longer
/// name in capitals (“Vale Health and Care Partnership” is one body), and a single word must have
/// the register's number.
fn is_kind(hit: &Found<'_>, folded: &Folded) -> bool {
    const NO_PART_OF_A_NAME: &[&str] = &[
        "the", "our", "all", "and", "with", "of", "by", "for", "from", "other", "local", "both",
        "as", "to", "in",
    ];
    let Some(first) = folded.tokens.get(hit.words.start) else { return false };
    if hit.words.len() == 1 && first.end - first.start != hit.phrase.written.chars().count() {
        return false;
    }
    let Some(before) = hit.words.start.checked_sub(1).and_then(|place| folded.tokens.get(place))
    else {
        return true;
    };
    let between = folded.text.get(before.at..first.at).unwrap_or_default().trim_end();
    let is_one_name = before.case > Case::Any && first.case > Case::Any;
    !is_one_name || NO_PART_OF_A_NAME.contains(&between) || between.ends_with('|')
}

/// Name and aliases, without a leading article: sentences use them with and without it.
fn names(partner: &Partner) -> impl Iterator<Item = &str> {
    std::iter::once(&partner.name)
        .chain(&partner.aliases)
        .map(|name| name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name))
}

/// Folded names that more than one partner bears.
fn shared_names(register: &Table<Partner>) -> BTreeSet<String> {
    let mut bearers: BTreeMap<String, BTreeSet<&Slug>> = BTreeMap::new();
    for (slug, partner) in register {
        for name in names(partner) {
            bearers.entry(Folded::of(name).text).or_default().insert(slug);
        }
    }
    bearers.into_iter().filter(|(_, slugs)| slugs.len() > 1).map(|(name, _)| name).collect()
}

fn is_telling(partner: &Partner, name: &str, folded: &Folded) -> bool {
    const UNMISTAKABLE: &[PartnerKind] =
        &[PartnerKind::Police, PartnerKind::University, PartnerKind::Healthwatch];
    match folded.tokens.as_slice() {
        [] => false,
        [word] if partner.generic => {
            word.case == Case::Capitals
                || UNMISTAKABLE.contains(&partner.kind)
                || is_plural(name, folded)
        }
        // One capitalised word of three letters or less is an initial or begins a sentence.
        [word] => {
            word.case == Case::Capitals || (word.case == Case::Capital && name.chars().count() > 3)
        }
        _ => true,
    }
}

/// Whether a single word is written in the plural: folding makes it shorter.
fn is_plural(name: &str, folded: &Folded) -> bool {
    folded.text.trim().chars().count() < name.chars().count()
}
