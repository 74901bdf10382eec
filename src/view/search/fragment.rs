//! Which part of a longer text is shown: whole sentences, those in which most of the query is.

use super::highlight::Mark;

/// Longest fragment in bytes, unless a single sentence is cut.
const LONGEST: usize = 320;

/// What stands where a sentence was cut.
const CUT: char = '…';

/// The best fragment of a text with its marks as `[start, end)` in characters, and what it is
/// worth: what was typed before what was added to it, then more different words of the query before
/// more occurrences.
pub(super) fn choose_fragment(text: &str, marks: &[Mark]) -> (usize, String, Vec<(usize, usize)>) {
    let (start, end) =
        if text.len() <= LONGEST { (0, text.len()) } else { best_stretch(text, marks) };
    let stretch = text[start..end].trim_end();
    let start = start + (stretch.len() - stretch.trim_start().len());
    let stretch = stretch.trim_start();
    let inside: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= start + stretch.len())
        .collect();
    let (cut_before, cut_after) = cuts(text, start, start + stretch.len());
    let mut fragment = String::with_capacity(stretch.len() + 8);
    fragment.extend(cut_before.then_some(CUT));
    fragment.push_str(stretch);
    fragment.extend(cut_after.then_some(CUT));
    let shift = usize::from(cut_before);
    let ranges = to_characters(stretch, start, shift, &inside);
    (worth(inside.into_iter()), fragment, ranges)
}

/// Whether the stretch begins or ends inside a sentence.
fn cuts(text: &str, start: usize, end: usize) -> (bool, bool) {
    let ends_sentence = |text: &str| text.trim_end().ends_with(['.', '!', '?', ':', ';', '”', '"']);
    let before = &text[..start];
    let new_line = |text: &str| text.trim_end_matches([' ', '\t']).ends_with('\n');
    let cut_before = !before.trim().is_empty() && !ends_sentence(before) && !new_line(before);
    let after = &text[end..];
    let line_ends = after.trim_start_matches([' ', '\t']).starts_with('\n');
    let cut_after = !after.trim().is_empty() && !ends_sentence(&text[..end]) && !line_ends;
    (cut_before, cut_after)
}

/// Byte ranges as ranges of characters in the fragment.
fn to_characters(
    stretch: &str,
    start: usize,
    shift: usize,
    marks: &[&Mark],
) -> Vec<(usize, usize)> {
    let (mut byte, mut character) = (0, shift);
    let mut count_to = |to: usize| {
        character += stretch[byte..to].chars().count();
        byte = to;
        character
    };
    marks.iter().map(|mark| (count_to(mark.start - start), count_to(mark.end - start))).collect()
}

fn worth<'mark>(marks: impl Iterator<Item = &'mark Mark>) -> usize {
    let mut leaves = Vec::new();
    let (mut count, mut typed) = (0, 0);
    for mark in marks {
        count += 1;
        if !leaves.contains(&mark.leaf) {
            leaves.push(mark.leaf);
            typed += usize::from(mark.typed);
        }
    }
    typed * 1_000_000 + leaves.len() * 1_000 + count.min(999)
}

/// The run of whole sentences that is worth most, the first of equals; part of a sentence where
/// one is too long.
fn best_stretch(text: &str, marks: &[Mark]) -> (usize, usize) {
    let sentences = split_sentences(text);
    let mut best = (0, (0, text.len().min(LONGEST)));
    for from in 0..sentences.len() {
        let start = sentences[from].0;
        if marks_between(marks, start, sentences[from].1).is_empty() {
            continue;
        }
        for (_, end) in sentences[from..].iter().take_while(|(_, end)| *end - start <= LONGEST) {
            let value = worth(marks_between(marks, start, *end).iter());
            if value > best.0 {
                best = (value, (start, *end));
            }
        }
    }
    if best.0 == 0 { cut_around(text, marks) } else { best.1 }
}

/// The marks inside a part of the text; marks are in order and apart.
fn marks_between(marks: &[Mark], start: usize, end: usize) -> &[Mark] {
    let from = marks.partition_point(|mark| mark.start < start);
    let to = from + marks[from..].partition_point(|mark| mark.end <= end);
    &marks[from..to]
}

/// A part of a long sentence, from the first mark, cut between words.
fn cut_around(text: &str, marks: &[Mark]) -> (usize, usize) {
    let first = marks.first().map_or((0, 0), |mark| (mark.start, mark.end));
    let earliest = first.0.saturating_sub(LONGEST / 4);
    let start = text[..first.0]
        .char_indices()
        .rev()
        .take_while(|(at, _)| *at >= earliest)
        .filter(|(_, character)| character.is_whitespace())
        .last()
        .map_or(first.0, |(at, character)| at + character.len_utf8());
    let start = if earliest == 0 { 0 } else { start };
    let latest = (start + LONGEST).max(first.1);
    let end = text[first.1..]
        .char_indices()
        .map(|(at, character)| (first.1 + at, character))
        .take_while(|(at, _)| *at <= latest)
        .filter(|(_, character)| character.is_whitespace())
        .last()
        .map_or(first.1, |(at, _)| at);
    (start, if latest >= text.len() { text.len() } else { end })
}

/// The sentences of a text as byte ranges, each with the white space after it. A sentence ends at
/// a line end, and at a full stop, exclamation or question mark (and closing signs) before white
/// space, unless a small letter follows or it is the full stop of a title or abbreviation.
///
/// The sentences of Unicode (UAX #29) are the same in such texts but for rare cases, and finding
/// them took a third of the time of a search.
fn split_sentences(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut sentences, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if !matches!(byte, b'.' | b'!' | b'?' | b'\n') {
            continue;
        }
        let stop = at;
        let closing =
            |next: char| matches!(next, '.' | '!' | '?' | '"' | '\'' | ')' | ']' | '”' | '’');
        let after = text[at..].trim_start_matches(closing);
        let next = after.trim_start();
        let ends = byte == b'\n'
            || next.is_empty()
            || (next.len() < after.len()
                && !next.starts_with(char::is_lowercase)
                && !is_abbreviation(&text[start..stop]));
        if ends {
            at = text.len() - next.len();
            sentences.push((start, at));
            start = at;
        }
    }
    if start < text.len() {
        sentences.push((start, text.len()));
    }
    sentences
}

/// Whether what ends here in a full stop is a title or an abbreviation.
fn is_abbreviation(sentence: &str) -> bool {
    const OPEN: &[&str] = &[
        "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Rev.", "Cllr.", "No.", "Fig.", "para.",
        "e.g.", "i.e.",
    ];
    OPEN.iter().any(|it| sentence.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, word: &str, leaf: usize) -> Mark {
        let start = text.find(word).unwrap();
        Mark { start, end: start + word.len(), leaf, typed: leaf < 10 }
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        let text = "Café hubs for families.";
        let (_, fragment, ranges) = choose_fragment(text, &[mark(text, "hubs", 0)]);
        assert_eq!((fragment.as_str(), ranges), (text, vec![(5, 9)]));
    }

    #[test]
    fn of_a_long_text_the_sentences_with_most_of_the_query_are_shown() {
        let filler =
            "Nothing of note is said in this sentence at all, which goes on for quite a while. "
                .repeat(4);
        let text = format!("{filler}Dr. Patel opened hubs. Hubs serve carers. {filler}");
        let marks = [mark(&text, "hubs", 0), mark(&text, "carers", 1)];
        let (_, fragment, ranges) = choose_fragment(&text, &marks);
        assert!(fragment.starts_with("Dr. Patel opened hubs. Hubs serve carers."), "{fragment}");
        let shown: Vec<String> = ranges
            .iter()
            .map(|(start, end)| fragment.chars().skip(*start).take(end - start).collect())
            .collect();
        assert_eq!(shown, ["hubs", "carers"]);
    }

    #[test]
    fn what_was_typed_is_shown_before_more_of_what_was_added() {
        let filler =
            "Nothing of note is said in this sentence at all, which goes on for quite a while. "
                .repeat(4);
        let text = format!("Hospices and palliative nurses. {filler}Care for the dying.");
        let marks =
            [mark(&text, "Hospices", 10), mark(&text, "palliative", 11), mark(&text, "dying", 0)];
        let (_, fragment, _) = choose_fragment(&text, &marks);
        assert!(fragment.ends_with("Care for the dying."), "{fragment}");
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let text = "Is it? “Yes.” Dr. Patel paid £1.5m, e.g. for hubs etc. and more.\nCafé!  Ünder 5s… go on";
        let sentences: Vec<&str> = split_sentences(text)
            .into_iter()
            .map(|(start, end)| text[start..end].trim_end())
            .collect();
        assert_eq!(
            sentences,
            [
                "Is it?",
                "“Yes.”",
                "Dr. Patel paid £1.5m, e.g. for hubs etc. and more.",
                "Café!",
                "Ünder 5s… go on"
            ]
        );
        assert!(split_sentences("").is_empty());
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = format!("{}carers{}", "word ".repeat(200), " word".repeat(200));
        let (_, fragment, ranges) = choose_fragment(&text, &[mark(&text, "carers", 0)]);
        assert!(fragment.starts_with("…word") && fragment.ends_with("word…"), "{fragment}");
        let (start, end) = ranges[0];
        assert_eq!(fragment.chars().skip(start).take(end - start).collect::<String>(), "carers");
        assert!(fragment.len() < 400);
    }
}
