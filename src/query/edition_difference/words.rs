//! The difference of two texts, word by word.

/// Whether words stand in both texts, only in the first or only in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordDifferenceKind {
    /// In both.
    Same,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Added,
}

/// A run of words of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordDifference {
    /// The words, with single spaces between them.
    pub text: String,
    /// Where they stand.
    pub kind: WordDifferenceKind,
}

/// The longest text in words that is compared word by word; longer ones are shown as replaced.
const LONGEST: usize = 2000;

/// The difference of two texts, from a longest common subsequence of their words. Words are the
/// same when they are written the same. What was removed comes before what was added in its place.
pub fn word_difference(before: &str, after: &str) -> Vec<WordDifference> {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), after.split_whitespace().collect());
    let mut runs: Vec<WordDifference> = Vec::new();
    let mut push = |kind, word: &str| match runs.last_mut() {
        Some(run) if run.kind == kind => {
            run.text.push(' ');
            run.text.push_str(word);
        }
        _ => runs.push(WordDifference { text: word.to_owned(), kind }),
    };
    let common = if a.len().max(b.len()) > LONGEST { Vec::new() } else { common_words(&a, &b) };
    let (mut at_a, mut at_b) = (0, 0);
    for (next_a, next_b) in common.into_iter().chain([(a.len(), b.len())]) {
        a[at_a..next_a].iter().for_each(|word| push(WordDifferenceKind::Removed, word));
        b[at_b..next_b].iter().for_each(|word| push(WordDifferenceKind::Added, word));
        if let Some(word) = a.get(next_a) {
            push(WordDifferenceKind::Same, word);
        }
        (at_a, at_b) = (next_a + 1, next_b + 1);
    }
    runs
}

/// The places of a longest common subsequence.
fn common_words(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // lengths[i * width + j]: the longest common subsequence of a[i..] and b[j..]
    let mut lengths = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            common.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn removed_words_come_before_those_in_their_place() {
        use WordDifferenceKind::{Added, Removed, Same};
        let runs =
            word_difference("Targeting mental health", "Positive focus on mental well-being");
        let runs: Vec<_> = runs.iter().map(|run| (run.kind, run.text.as_str())).collect();
        assert_eq!(
            runs,
            [
                (Removed, "Targeting"),
                (Added, "Positive focus on"),
                (Same, "mental"),
                (Removed, "health"),
                (Added, "well-being")
            ]
        );
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_difference(a in "[abc ]{0,20}", b in "[abc ]{0,20}") {
            let runs = word_difference(&a, &b);
            let read = |without| {
                let kept = runs.iter().filter(|run| run.kind != without);
                kept.map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ")
            };
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(read(WordDifferenceKind::Added), plain(&a));
            prop_assert_eq!(read(WordDifferenceKind::Removed), plain(&b));
        }
    }
}
