//! Names: when two that people typed are the same, which known one is nearest, and how rows whose
//! names are taken are numbered.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::Slug;

/// The form in which two spellings of a name are equal: case and accents folded, `&` read as
/// “and”, apostrophes dropped, everything else that is no letter or digit a single space.
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.replace('&', " and ").nfkd() {
        match character {
            '\'' | '’' | '‘' | '\u{300}'..='\u{36f}' => {}
            _ if character.is_alphanumeric() => folded.extend(character.to_lowercase()),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Below this similarity a known name is not offered: “South Yorkshire” is no help to somebody
/// who typed “Northumbria”.
const NEAR_ENOUGH: f64 = 0.8;
/// Bounds of the search, for hostile files: names that are compared (the register has 800), and
/// bytes of one.
const MOST_COMPARED: usize = 3000;
const LONGEST_COMPARED: usize = 200;

/// The known name that is most like the typed one, where any is near.
pub(super) fn find_nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if typed.len() > LONGEST_COMPARED {
        return None;
    }
    let typed = fold_name(typed);
    known
        .into_iter()
        .filter(|name| name.len() <= LONGEST_COMPARED)
        .take(MOST_COMPARED)
        .map(|name| (strsim::jaro_winkler(&typed, &fold_name(name)), name))
        .filter(|(likeness, _)| *likeness >= NEAR_ENOUGH)
        .max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(left.1)))
        .map(|(_, name)| name)
}

/// Advice for a name that is not known: the nearest one, or all where they are few, or `otherwise`.
pub(super) fn advise<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> String {
    const FEW: usize = 12;
    if let Some(name) = find_nearest(typed, known.clone()) {
        return join(&format!("did you mean “{name}”?"), otherwise);
    }
    let all: Vec<&str> = known.into_iter().take(FEW + 1).collect();
    match all.len() {
        1..=FEW if otherwise.is_empty() => format!("use one of {}", all.join(", ")),
        1..=FEW => join(&format!("use one of {}.", all.join(", ")), otherwise),
        _ if otherwise.is_empty() => "remove it".to_owned(),
        _ => otherwise.to_owned(),
    }
}

fn join(first: &str, second: &str) -> String {
    format!("{first} {second}").trim_end().to_owned()
}

/// Numbers rows whose names are taken.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The number to try next, so that a thousand equal names are not each tried a thousand times.
    next: BTreeMap<String, usize>,
}

impl Numbering {
    /// The slug itself, or the first of `slug{joint}2`, `slug{joint}3` … that is not taken.
    pub(super) fn number(&mut self, slug: &str, joint: &str, taken: impl Fn(&str) -> bool) -> Slug {
        if !taken(slug) {
            return slug.into();
        }
        let next = self.next.entry(slug.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{slug}{joint}{next}");
            *next += 1;
            if !taken(&numbered) {
                return numbered.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        assert_eq!(
            fold_name("Ashford & St Peter’s  Hospitals"),
            fold_name("ashford and st peters hospitals")
        );
        assert_ne!(fold_name("Essex"), fold_name("Sussex"));
    }

    #[test]
    fn a_slip_is_answered_with_the_name_that_was_meant() {
        let known = ["prevention", "mental-health", "dementia"];
        assert_eq!(find_nearest("prevntion", known), Some("prevention"));
        assert_eq!(find_nearest("zoology", known), None);
    }
}
