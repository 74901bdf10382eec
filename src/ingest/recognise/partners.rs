//! Partners named in a passage: names and aliases of the register, longest first. Unknown
//! organisations are not guessed here.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    folded::{Case, Folded},
    lexicon::{Found, LexiconBuilder, Meaning},
    span,
};
use crate::model::{AssertionMethod, Partner, PartnerKind, Passage, PassagePartner, Slug, Table};

/// Puts the register's names into the lexicon; returns the partners in the order in which the
/// lexicon's phrases count them.
///
/// - A name that two partners share names neither.
/// - Words that the register writes with a capital must begin with one in the text, and acronyms
///   must be all capitals: “Action Together” is not “taking action together”.
/// - A kind of organisation is found in any case, but only by two words or more, or by a word
///   that means nothing else (“police”, “universities”): “business” and “education” never match.
pub(super) fn add_names(register: &Table<Partner>, lexicon: &mut LexiconBuilder) -> Vec<Slug> {
    let shared = shared_names(register);
    for (place, partner) in register.values().enumerate() {
        for name in names(partner) {
            let folded = Folded::of(name);
            if shared.contains(&folded.text) || !is_telling(partner, name, &folded) {
                continue;
            }
            let asked = |case: Case| if partner.generic { case.of_acronyms() } else { case };
            lexicon.add(name, Meaning::Partner { partner: place }, asked);
        }
    }
    register.keys().cloned().collect()
}

/// The partners that a passage names, in the order of their first mention.
pub(super) fn mentions(
    partners: &[Slug],
    passage: &Passage,
    folded: &Folded,
    found: &[Found<'_>],
) -> Vec<PassagePartner> {
    let named: Vec<&Found<'_>> = found
        .iter()
        .filter(|found| matches!(found.phrase.meaning, Meaning::Partner { .. }))
        .collect();
    let mut mentions: Vec<PassagePartner> = Vec::new();
    for hit in &named {
        let Meaning::Partner { partner } = hit.phrase.meaning else { continue };
        if named.iter().any(|other| other.exceeds(hit)) {
            continue;
        }
        let Some(slug) = partners.get(partner) else { continue };
        let evidence = span(folded, hit);
        match mentions.iter_mut().find(|mention| mention.partner == *slug) {
            Some(mention) if mention.spans.iter().any(|span| span.start == evidence.start) => {}
            Some(mention) => mention.spans.push(evidence),
            None => mentions.push(PassagePartner {
                id: Arc::from(format!("{}.{slug}", passage.slug)),
                passage: passage.slug.clone(),
                partner: slug.clone(),
                method: AssertionMethod::Proposed,
                spans: vec![evidence],
            }),
        }
    }
    for mention in &mut mentions {
        mention.spans.sort_by_key(|span| span.start);
    }
    mentions.sort_by_key(|mention| mention.spans.first().map_or(0, |span| span.start));
    mentions
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
            word.case == Case::Capitals || UNMISTAKABLE.contains(&partner.kind)
        }
        // One capitalised word of three letters or less is an initial or begins a sentence.
        [word] => {
            word.case == Case::Capitals || (word.case == Case::Capital && name.chars().count() > 3)
        }
        _ => true,
    }
}
