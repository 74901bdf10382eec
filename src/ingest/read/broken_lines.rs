//! Text whose lines somebody broke by hand inside one block of a page or a Word file: lists typed
//! with bullets, paragraphs divided by an empty line. Lines of plain text files are `plain`.

use super::{lines::find_marker, manuscript::clean};

/// A paragraph, or an item with its marker.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The marker of an item, as written.
    pub(super) marker: Option<String>,
    /// Its text, without the marker.
    pub(super) text: String,
}

/// The parts of a text with `\n` where its lines are broken: items where a line begins with a
/// bullet, paragraphs where an empty line divides them, else one paragraph.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    // One line that begins with a number may be a sentence; two are a list.
    let counted = lines.iter().filter(|line| find_marker(line).is_some_and(|marked| marked.counts));
    let takes_counters = counted.count() >= 2;
    let mut parts = Vec::new();
    let mut paragraph = String::new();
    for line in lines {
        let item = find_marker(&line).filter(|marked| !marked.counts || takes_counters);
        if let Some(item) = item {
            end(&mut paragraph, &mut parts);
            let marker = Some(item.marker.to_owned());
            parts.push(Part { marker, text: item.text.to_owned() });
        } else if line.is_empty() {
            end(&mut paragraph, &mut parts);
        } else {
            paragraph.push(' ');
            paragraph.push_str(&line);
        }
    }
    end(&mut paragraph, &mut parts);
    parts
}

fn end(paragraph: &mut String, parts: &mut Vec<Part>) {
    let text = std::mem::take(paragraph).trim().to_owned();
    if !text.is_empty() {
        parts.push(Part { marker: None, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(Option<String>, String)> {
        parts(text).into_iter().map(|part| (part.marker, part.text)).collect()
    }

    #[test]
    fn typed_bullets_are_items_and_a_single_number_begins_a_sentence() {
        let item = |text: &str| (Some("•".to_owned()), text.to_owned());
        assert_eq!(
            texts("• act early\n• work together"),
            [item("act early"), item("work together")]
        );
        assert_eq!(texts("1. This year\nwe acted"), [(None, "1. This year we acted".to_owned())]);
    }

    #[test]
    fn an_empty_line_divides_paragraphs() {
        assert_eq!(texts("One\ntwo\n\nthree").len(), 2);
    }
}
