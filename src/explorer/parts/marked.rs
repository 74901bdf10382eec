//! Text with marked ranges, cut into fragments that a template can print one after the other.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    /// The piece, exactly as it stands in the text.
    pub(crate) text: String,
    /// Whether it is marked.
    pub(crate) marked: bool,
}

/// Cuts a text at ranges `[start, end)` of Unicode scalar values. Ranges may come in any order,
/// overlap and reach beyond the text; the fragments joined are always the whole text.
pub(crate) fn marked(text: &str, ranges: &[(usize, usize)]) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (index, character) in text.chars().enumerate() {
        let inside = ranges.iter().any(|(start, end)| (*start..*end).contains(&index));
        match fragments.last_mut() {
            Some(last) if last.marked == inside => last.text.push(character),
            _ => fragments.push(Fragment { text: character.to_string(), marked: inside }),
        }
    }
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, ranges: &[(usize, usize)]) -> String {
        marked(text, ranges)
            .into_iter()
            .map(|part| if part.marked { format!("[{}]", part.text) } else { part.text })
            .collect()
    }

    #[test]
    fn marks_count_characters_and_not_bytes() {
        assert_eq!(shown("één début", &[(4, 9)]), "één [début]");
    }

    #[test]
    fn overlapping_and_unordered_marks_become_one() {
        assert_eq!(shown("abcdef", &[(3, 5), (1, 4)]), "a[bcde]f");
    }

    #[test]
    fn marks_beyond_the_text_do_no_harm() {
        assert_eq!(shown("abc", &[(2, 99), (50, 60), (2, 1)]), "ab[c]");
        assert_eq!(shown("", &[(0, 1)]), "");
    }
}
