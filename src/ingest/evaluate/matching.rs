//! When something found is what the gold tells. Spelling does not count (case, typographic marks,
//! punctuation, a leading article or “to”); the words do.

use std::collections::BTreeSet;

/// The share of words that titles of items and names must have in common (Dice’s coefficient).
const SAME_TITLE: f64 = 0.8;
/// The same for kinds of organisation, whose wording varies within one document.
const SAME_KIND: f64 = 0.6;
/// The same for the annotator's description of an engagement.
const SAME_EVENT: f64 = 0.25;

/// The words of a text as they are compared.
pub(super) fn folded(text: &str) -> Vec<String> {
    let lower =
        text.to_lowercase().replace(['’', '‘', '\''], "").replace('&', " and ").replace(',', "");
    lower
        .split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '%' | '£'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether two titles of items, or two names of programmes, are the same.
pub(super) fn same_title(one: &str, other: &str) -> bool {
    dice(&bare(folded(one)), &bare(folded(other))) >= SAME_TITLE
}

/// Whether two names of persons are the same.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// Whether two offices are the same: all words but two at most.
pub(super) fn same_office(one: &str, other: &str) -> bool {
    dice(&folded(one), &folded(other)) >= SAME_TITLE
}

/// Whether two organisations, or two kinds of organisation, are the same. A kind is never an
/// organisation.
pub(super) fn same_partner(one: (&str, bool), other: (&str, bool)) -> bool {
    if one.1 != other.1 {
        return false;
    }
    if !one.1 {
        return same_title(one.0, other.0);
    }
    dice(&kind_words(one.0), &kind_words(other.0)) >= SAME_KIND
}

/// Whether two measures are the same: the same numbers, and half of the words.
pub(super) fn same_measure(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let numbers = |words: &[String]| -> Vec<String> {
        words
            .iter()
            .filter(|word| word.chars().any(|sign| sign.is_ascii_digit()))
            .cloned()
            .collect()
    };
    numbers(&one) == numbers(&other) && dice(&one, &other) >= 0.5
}

/// Whether a sentence tells of the engagement that the annotator describes.
pub(super) fn same_event(described: &str, sentence: &str) -> bool {
    let content = |text: &str| -> Vec<String> {
        folded(text).into_iter().filter(|word| word.len() > 3).collect()
    };
    let (described, sentence) = (content(described), content(sentence));
    let told: BTreeSet<&String> = sentence.iter().collect();
    let shared = described.iter().filter(|word| told.contains(word)).count();
    shared as f64 / described.len().max(1) as f64 >= SAME_EVENT && shared >= 1
}

/// Whether a passage begins with these words.
pub(super) fn begins(passage: &str, starts: &str) -> bool {
    let short: String = passage.chars().take(starts.chars().count() + 40).collect();
    folded(&short).starts_with(&folded(starts))
        || folded(starts).iter().zip(folded(&short)).filter(|(one, other)| **one != *other).count()
            == 0
            && folded(passage).len() >= folded(starts).len()
}

/// Without a leading article or “to”.
fn bare(mut words: Vec<String>) -> Vec<String> {
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an" | "to") {
        words.remove(0);
    }
    words
}

/// Without words that say nothing about which kind it is; “VCSE” is spelt out.
fn kind_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in folded(name) {
        match word.as_str() {
            "the" | "and" | "local" | "other" | "our" | "of" | "organisations" | "organisation"
            | "sector" | "partners" | "colleagues" | "services" | "service" | "groups"
            | "providers" | "bodies" => {}
            "vcse" | "vcs" | "vcfse" => words.extend(["voluntary", "community"].map(str::to_owned)),
            "councils" | "authorities" | "government" | "authority" => {
                words.push("council".to_owned());
            }
            "faith" | "social" | "enterprise" | "enterprises"
                if words.contains(&"voluntary".to_owned()) => {}
            _ => words.push(word.trim_end_matches('s').to_owned()),
        }
    }
    if words.is_empty() { folded(name) } else { words }
}

/// Dice's coefficient over words: twice the shared ones by all (L. R. Dice, 1945).
fn dice(one: &[String], other: &[String]) -> f64 {
    let ones: BTreeSet<&String> = one.iter().collect();
    let others: BTreeSet<&String> = other.iter().collect();
    2.0 * ones.intersection(&others).count() as f64 / (ones.len() + others.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_decide_and_the_spelling_does_not() {
        assert!(same_title("The best start in life", "Best start in life."));
        assert!(same_title("Children & young people", "children and young people"));
        assert!(!same_title("Start well", "Live well"));
        assert!(!same_title(
            "Tackling health inequalities",
            "Tackling inequalities in access to care"
        ));
    }

    #[test]
    fn a_kind_is_no_organisation_and_wordings_of_one_kind_meet() {
        assert!(!same_partner(("Healthwatch", true), ("Healthwatch", false)));
        assert!(same_partner(
            ("VCSE organisations", true),
            ("voluntary and community organisations", true)
        ));
        assert!(same_partner(("local councils", true), ("local authorities", true)));
        assert!(!same_partner(("schools", true), ("universities", true)));
    }

    #[test]
    fn a_measure_needs_the_same_number() {
        assert!(same_measure("about 100,000 kids", "100,000 kids"));
        assert!(!same_measure("10% fewer suicides", "20% fewer suicides"));
    }
}
