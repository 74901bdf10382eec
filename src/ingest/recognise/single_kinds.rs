//! When a kind of organisation that stands alone takes part: “with schools”, “the NHS in Vale”, “Vale
//! Council and 35 community groups”. Enumerations of kinds are judged in `participants`.

use super::{kinds::KindFound, words::small_number};

/// Prepositions after which a single kind is said to take part.
const WITH: &[&str] = &["with", "alongside", "by"];
/// Words that may stand between “together” and a kind.
const BETWEEN: &[&str] = &["the", "our", "local", "public", "private", "statutory", "and", "other"];
/// What whoever acts together does.
const ACTING: &[&str] = &[" work together", " will work with ", " are working together"];

/// Whether a kind that only words mean takes part, in a sentence that names so many bodies and says
/// or does not say that they act together.
pub(super) fn takes_part(sentence: &str, kind: &KindFound, bodies: usize, together: bool) -> bool {
    let beside_bodies = bodies >= 2 || (bodies >= 1 && together);
    follows_with(sentence, kind)
        || (bodies >= 1 && follows_joint(sentence, kind))
        || (beside_bodies && comes_first(sentence, kind))
        || is_nhs_of_place(sentence, kind)
        || acts(sentence, kind)
}

/// “Our hospitals will work together”, “Community groups will work with you”.
fn acts(sentence: &str, kind: &KindFound) -> bool {
    let before = sentence[..kind.from].trim().to_lowercase();
    let leads = matches!(before.as_str(), "" | "our" | "the" | "local");
    leads && ACTING.iter().any(|words| sentence[kind.to..].contains(words))
}

/// “with schools”, “with the police”, “with our local councils”.
fn follows_with(sentence: &str, kind: &KindFound) -> bool {
    let before = sentence[..kind.from].to_lowercase();
    let mut words = before.split_whitespace().rev();
    let near: Vec<&str> = words.by_ref().take(6).collect();
    let with =
        near.iter().take(3).take_while(|word| !word.ends_with(',')).any(|word| WITH.contains(word));
    // “Brings together public, private and third sector organisations”.
    let joined = near.iter().find(|word| !BETWEEN.contains(&word.trim_end_matches(',')));
    with || joined.is_some_and(|word| ["together", "between"].contains(word))
}

/// “The NHS in Vale has published”, “the local NHS”: the health service of a place, which acts there;
/// “the NHS in England” does not.
fn is_nhs_of_place(sentence: &str, kind: &KindFound) -> bool {
    if &sentence[kind.from..kind.to] != "NHS" {
        return false;
    }
    let rest = sentence[kind.to..].strip_prefix(" in ").unwrap_or_default();
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let placed = rest.starts_with(char::is_uppercase) && !rest.starts_with("England");
    placed || sentence[..kind.from].to_lowercase().ends_with("the local ")
}

/// “Vale Council, Vale Hospice and 35 community groups”: the last of those named.
fn follows_joint(sentence: &str, kind: &KindFound) -> bool {
    let before = sentence[..kind.from].to_lowercase();
    let skipped = ["the", "local", "our", "other", "all", "its", "their", "to", "by", "with"];
    let mut words = before.split_whitespace().rev().skip_while(|word| {
        skipped.contains(word) || small_number(word).is_some_and(|number| number > 1)
    });
    words.next().is_some_and(|word| word == "and" || word == "with" || word.ends_with(','))
}

/// “The NHS, Vale Council and Vale Hospice”: the first of those named.
fn comes_first(sentence: &str, kind: &KindFound) -> bool {
    let rest = &sentence[kind.to..];
    let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" and "));
    let mut words = rest.unwrap_or_default().split_whitespace();
    let next = words.find(|word| !["to", "the", "by", "with", "and"].contains(word));
    next.is_some_and(|word| word.starts_with(char::is_uppercase))
}
