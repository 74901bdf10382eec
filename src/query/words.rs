//! The words of a text that carry its meaning, for comparing names and passages.
//!
//! Not here: the words of the search index (`view::search`), which are stemmed in its own way.

use super::names::fold;

/// Words that say nothing of a subject.
const EMPTY: [&str; 64] = [
    "a", "about", "across", "all", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by",
    "can", "do", "each", "every", "for", "from", "had", "has", "have", "how", "if", "in", "into",
    "is", "it", "its", "more", "most", "much", "no", "not", "of", "on", "or", "other", "our",
    "out", "over", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "to", "we", "what", "which", "who", "will",
    "with",
];

/// The words of a text in their order: letter case and accents folded, hyphens and apostrophes
/// dropped (“well-being” is “wellbeing”), without words that say nothing of a subject, and without
/// the ending of a plain plural.
pub(super) fn content_words(text: &str) -> Vec<String> {
    let joined: String =
        fold(text).chars().filter(|it| !matches!(it, '-' | '\'' | '’' | '‑')).collect();
    joined
        .split(|it: char| !it.is_alphanumeric())
        .filter(|word| !word.is_empty() && !EMPTY.contains(word))
        .map(singular)
        .collect()
}

fn singular(word: &str) -> String {
    let plain = word.len() > 3 && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(stem) if plain => match stem.strip_suffix("ie") {
            Some(stem) if stem.len() > 2 => format!("{stem}y"),
            _ => stem.to_owned(),
        },
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_what_they_mean() {
        assert_eq!(
            content_words("Reduce the inequalities in Well-being of families; GPs’ service"),
            ["reduce", "inequality", "wellbeing", "family", "gps", "service"]
        );
        assert_eq!(content_words("the and of"), [""; 0]);
    }
}
