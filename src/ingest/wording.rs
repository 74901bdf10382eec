//! Whether two names say the same in other words: for matching what was extracted with what is
//! known. Coarse on purpose; what is not surely the same is proposed, and a person decides.

use std::collections::BTreeSet;

/// Words that say nothing of the subject.
const SMALL: &[&str] = &[
    "a", "all", "an", "and", "are", "as", "at", "be", "by", "every", "for", "from", "in", "is",
    "it", "of", "on", "or", "our", "that", "the", "their", "this", "to", "we", "will", "with",
];

/// How much of the words of both must be shared to be nearly the same: with five words one may
/// differ ("Giving every child the best start in life"), with three none ("Reduce health
/// inequalities" is not "Reduce education inequalities").
const NEAR: f64 = 0.75;

/// The words of a name, folded: lower case, without small words and endings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

/// The words of a text.
pub(super) fn words(text: &str) -> Words {
    let lower = text.to_lowercase().replace('&', " and ").replace(['’', '\'', ','], "");
    let all: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let content: Vec<String> =
        all.iter().filter(|word| !SMALL.contains(*word)).map(|word| stem(word)).collect();
    // A name of small words only is still a name.
    if content.is_empty() {
        Words(all.into_iter().map(str::to_owned).collect())
    } else {
        Words(content)
    }
}

impl Words {
    /// All words, with spaces between them.
    pub(super) fn in_order(&self) -> String {
        self.0.join(" ")
    }

    /// Whether both say nearly the same. Numbers must be the same: a date makes another target.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let (a, b) = (self.set(), other.set());
        if a.is_empty() || b.is_empty() || numbers(&a) != numbers(&b) {
            return false;
        }
        let shared = a.intersection(&b).count();
        share(shared, a.union(&b).count()) >= NEAR
    }

    /// Whether this is a shortened form of the other: two words or more, all of them in it, and at
    /// least half of what it says.
    pub(super) fn shortens(&self, other: &Self) -> bool {
        let (a, b) = (self.set(), other.set());
        a.len() >= 2 && a.is_subset(&b) && share(a.len(), b.len()) >= 0.5
    }

    /// Whether most words of the shorter one stand in the other.
    pub(super) fn shares_most(&self, other: &Self) -> bool {
        let (a, b) = (self.set(), other.set());
        let shorter = a.len().min(b.len());
        shorter > 0 && share(a.intersection(&b).count(), shorter) >= 0.6
    }

    fn set(&self) -> BTreeSet<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

fn numbers<'a>(words: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let is_number = |word: &&&str| word.chars().any(|character| character.is_ascii_digit());
    words.iter().filter(is_number).copied().collect()
}

#[allow(clippy::cast_precision_loss, reason = "names have few words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// A word without its ending, so that "giving" meets "give" and "families" "family". No dictionary:
/// a wrong stem only keeps two words apart or, rarely, brings two together.
fn stem(word: &str) -> String {
    match word {
        "children" => return "child".to_owned(),
        "lives" => return "life".to_owned(),
        "women" => return "woman".to_owned(),
        "men" => return "man".to_owned(),
        _ => {}
    }
    if word.chars().any(|character| character.is_ascii_digit()) || word.len() < 4 {
        return word.to_owned();
    }
    let singular = match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => match word.strip_suffix('s') {
            Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
            _ => word.to_owned(),
        },
    };
    let bare = ["ing", "ed"].iter().find_map(|ending| {
        singular.strip_suffix(ending).filter(|stem| stem.len() > 2 && has_vowel(stem))
    });
    let bare = bare.unwrap_or(&singular);
    bare.strip_suffix('e').filter(|stem| stem.len() > 2).unwrap_or(bare).to_owned()
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> bool {
        words(a).is_near(&words(b))
    }

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in
            [("giving", "give"), ("families", "family"), ("homes", "home"), ("reduced", "reduce")]
        {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("thing"), stem("th"));
        assert_eq!(stem("2025"), "2025");
    }

    #[test]
    fn near_is_near_and_not_more() {
        assert!(near(
            "Giving every child the best start in life",
            "Give children the best start in life"
        ));
        assert!(!near("Reduce health inequalities", "Reduce education inequalities"));
        assert!(!near("12 hubs open in each town", "13 hubs open in each town"));
        assert!(!near("", ""));
    }

    #[test]
    fn a_label_shortens_a_title_only_with_two_words_or_more() {
        assert!(words("Healthy homes").shortens(&words("Healthy homes for everybody")));
        assert!(!words("Prevention").shortens(&words("Prevention and early help")));
        assert!(
            !words("Healthy homes")
                .shortens(&words("Healthy homes, safe streets, clean air and good work"))
        );
    }
}
