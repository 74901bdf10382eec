//! Whether a block of text is (a part of) a contents page: a table of contents, a list of figures
//! or tables. Each rule has its reason beside it; general form only, no names of documents.

use super::words;

/// Whether the lines are a contents page.
///
/// - A heading “Contents” (or “Pages”, “List of figures” …) within the first four lines, and
///   short entries below it.
/// - Section numbers of two levels and more that rise (`3.2`, `3.2.1`), on or before nearly every
///   line, six at least: a results table has other numbers as well.
/// - Page numbers at the ends of half the lines, rising by steps of their own (steps of one are
///   the line numbers of a transcript).
/// - Three kinds of counter at once (`II.`, `A.`, `1.`) on short lines: the outline of a paper.
///
/// No contents page has columns of numbers, money, financial years in cells, or speech.
pub(super) fn is_contents(text: &str) -> bool {
    if is_list_of_labels(text) {
        return true;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [] => false,
        [line] => is_contents_in_one_line(line),
        lines => {
            let entries: Vec<Entry> = lines.iter().map(|line| Entry::of(line)).collect();
            !has_cells(lines, &entries) && is_listing(lines, &entries)
        }
    }
}

/// “… supply 13 Figure 2.7 Power generation 13 Figure 2.8 …”: five labels and more, before nearly
/// all of which a bare page number stands, and the page numbers rise. Prose that speaks of figures
/// ends its sentences before them.
fn is_list_of_labels(text: &str) -> bool {
    const LABELS: &[&str] = &["Figure", "Table", "Box", "Chart", "Map", "Annex", "Appendix"];
    if !LABELS.iter().any(|label| text.contains(label)) {
        return false;
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_label = |at: &usize| {
        LABELS.contains(&tokens[*at])
            && tokens.get(at + 1).is_some_and(|next| {
                next.starts_with(|sign: char| sign.is_ascii_digit() || sign.is_ascii_uppercase())
            })
    };
    let labels: Vec<usize> = (1..tokens.len()).filter(is_label).collect();
    let folios: Vec<u32> = labels
        .iter()
        .filter_map(|at| tokens[at - 1].trim_start_matches('.').parse().ok())
        .filter(|folio| (1..1000).contains(folio))
        .collect();
    labels.len() >= 5 && folios.len() * 10 >= labels.len() * 7 && rising_or_same(&folios) >= 0.8
}

/// What one line looks like.
#[derive(Debug, Default)]
struct Entry {
    words: usize,
    counter: Option<Counter>,
    /// The line is nothing but a counter.
    only_counter: bool,
    folio: Option<u32>,
    is_sentence: bool,
    is_numbers: bool,
    /// How many signs of speech it has.
    speech: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counter {
    Section,
    Digits,
    Roman,
    Letter,
    Word,
}

impl Entry {
    fn of(line: &str) -> Self {
        let words = words(line);
        let first = line.split_whitespace().next().unwrap_or_default();
        let counter = counter(line, first);
        let folio = folio(line);
        let stops = line.ends_with('.') && !line.ends_with("..") && !line.ends_with(" .");
        Self {
            words,
            counter,
            only_counter: counter == Some(Counter::Section) && first.len() == line.len(),
            folio,
            is_sentence: words >= 22
                || (words >= 9 && stops && folio.is_none())
                || line.ends_with(';'),
            is_numbers: words == 0 && !(counter.is_some() && first.len() == line.len()),
            speech: [" I ", " I'm ", " you ", " you're "]
                .iter()
                .filter(|said| format!(" {line} ").contains(**said))
                .count(),
        }
    }
}

/// Columns of numbers, money, years in cells, or speech.
fn has_cells(lines: &[&str], entries: &[Entry]) -> bool {
    let share = |test: &dyn Fn(&Entry) -> bool| {
        entries.iter().filter(|entry| test(entry)).count() as f64 / entries.len() as f64
    };
    let money: usize = lines.iter().map(|line| line.matches(['$', '€', '£', '%']).count()).sum();
    let years = lines.iter().filter(|line| is_year_cell(line)).count();
    let speech = entries.iter().filter(|entry| entry.speech > 0).count();
    share(&|entry| entry.is_numbers && entry.folio.is_none()) > 0.2
        || money >= 3
        || years >= 2
        || speech >= 2
}

fn is_listing(lines: &[&str], entries: &[Entry]) -> bool {
    let count = entries.len() as f64;
    let share = |test: &dyn Fn(&Entry) -> bool| {
        entries.iter().filter(|entry| test(entry)).count() as f64 / count
    };
    let sentences = share(&|entry| entry.is_sentence);
    let short = share(&|entry| entry.words <= 14);
    let counted = share(&|entry| entry.counter.is_some());

    let top = lines.iter().take(4).any(|line| is_contents_heading(line));
    let called = lines.iter().take(2).any(|line| line.to_lowercase().contains("contents"));
    if top && entries.len() >= 5 && sentences <= if called { 0.5 } else { 0.25 } && short > 0.6 {
        return true;
    }
    if sentences <= 0.2 && are_sections(lines, entries) {
        return true;
    }
    let folios: Vec<u32> = entries.iter().filter_map(|entry| entry.folio).collect();
    if entries.len() >= 4
        && folios.len() >= 4
        && folios.len() as f64 / count >= 0.5
        && rising(&folios) >= 0.7
        && steps_of_one(&folios) < 0.8
        && sentences <= 0.45
        && counted >= 0.3
    {
        return true;
    }
    let kinds = [Counter::Digits, Counter::Roman, Counter::Letter]
        .iter()
        .filter(|kind| entries.iter().any(|entry| entry.counter == Some(**kind)))
        .count();
    entries.len() >= 8 && counted >= 0.4 && kinds == 3 && sentences <= 0.5 && short > 0.6
}

fn are_sections(lines: &[&str], entries: &[Entry]) -> bool {
    let numbers: Vec<Vec<u32>> =
        lines.iter().flat_map(|line| line.split_whitespace()).filter_map(section).collect();
    let covered = entries
        .iter()
        .enumerate()
        .filter(|(place, entry)| {
            entry.counter.is_some()
                || (entry.folio.is_some() && entry.words > 0)
                || place.checked_sub(1).is_some_and(|before| entries[before].only_counter)
        })
        .count();
    let words: usize = entries.iter().map(|entry| entry.words).sum();
    let digits: usize = lines.iter().map(|line| numerals(line)).sum();
    numbers.len() >= 6
        && covered as f64 / entries.len() as f64 >= 0.75
        && rising(&numbers) >= 0.85
        && words <= 16 * numbers.len()
        && digits <= 3 * numbers.len()
}

/// The contents that a reader has run together into one line: it says so first, and has the
/// counters or rising page numbers of entries.
fn is_contents_in_one_line(line: &str) -> bool {
    let begins_with = |heading: &&str| {
        line.get(..heading.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(heading))
    };
    if !["table of contents", "list of figures", "list of tables"].iter().any(begins_with) {
        return false;
    }
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let counters = tokens
        .windows(2)
        .filter(|pair| {
            matches!(pair[0], "Item" | "Figure" | "Table" | "Chapter" | "Annex" | "Section")
                && pair[1].starts_with(|sign: char| sign.is_ascii_digit())
        })
        .count();
    let pages: Vec<u32> = tokens
        .iter()
        .filter(|token| token.len() <= 3)
        .filter_map(|token| token.parse().ok())
        .collect();
    let folios = tokens.iter().filter(|token| is_roman(token, false)).count();
    counters >= 2 || (pages.len() >= 3 && rising(&pages) > 0.8) || folios >= 2
}

/// Whether a line is the heading of a contents page.
pub(super) fn is_contents_heading(line: &str) -> bool {
    let lower = line.trim_end_matches(':').to_lowercase();
    matches!(
        lower.as_str(),
        "contents"
            | "table of contents"
            | "tables of contents"
            | "contents page"
            | "page"
            | "pages"
            | "in this document"
            | "what's in this document"
    ) || ["list of figures", "list of tables", "list of acronyms"]
        .iter()
        .any(|heading| lower.starts_with(heading))
}

fn counter(line: &str, first: &str) -> Option<Counter> {
    const NAMED: &[&str] =
        &["Chapter", "Section", "Annex", "Appendix", "Part", "Item", "Figure", "Table"];
    if NAMED.contains(&first) {
        let second = line.split_whitespace().nth(1)?;
        let begins = |sign: char| sign.is_ascii_digit() || sign.is_ascii_uppercase();
        return (second.len() <= 5 && second.starts_with(begins)).then_some(Counter::Word);
    }
    let bare = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let stopped = first.ends_with(['.', ')']);
    if section(first).is_some() {
        Some(Counter::Section)
    } else if (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(Counter::Digits)
    } else if stopped && is_roman(bare, true) {
        Some(Counter::Roman)
    } else if stopped && bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Some(Counter::Letter)
    } else {
        None
    }
}

/// A section number of two levels or more, such as `3.2.1`.
fn section(token: &str) -> Option<Vec<u32>> {
    let parts: Vec<&str> = token.trim_end_matches('.').split('.').collect();
    let numeric = (2..=4).contains(&parts.len())
        && parts.iter().all(|part| {
            (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    numeric.then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
}

/// The page number at the end of a line.
fn folio(line: &str) -> Option<u32> {
    let line = line.trim_end_matches(['.', '\'', '-']);
    let digits = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = line[..line.len() - digits].chars().next_back();
    let stands =
        before.is_none_or(|sign| sign.is_whitespace() || matches!(sign, '.' | '-' | '–' | '…'));
    ((1..=3).contains(&digits) && stands).then(|| line[line.len() - digits..].parse().ok())?
}

fn is_roman(token: &str, capital: bool) -> bool {
    let signs: &[u8] = if capital { b"IVX" } else { b"ivxl" };
    (1..=6).contains(&token.len()) && token.bytes().all(|byte| signs.contains(&byte))
}

/// `2023` or `2023/24` alone in a line: the head of a column.
fn is_year_cell(line: &str) -> bool {
    let mut parts = line.split(['/', '-', '–']);
    let year = parts.next().is_some_and(|part| {
        part.len() == 4
            && (part.starts_with("19") || part.starts_with("20"))
            && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    year && parts.all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// How many numerals a line has.
fn numerals(line: &str) -> usize {
    let mut inside = false;
    let mut count = 0;
    for sign in line.chars() {
        let digit = sign.is_ascii_digit() || (inside && matches!(sign, '.' | ','));
        count += usize::from(digit && !inside);
        inside = digit;
    }
    count
}

/// The share of neighbours that rise.
fn rising<Value: PartialOrd>(values: &[Value]) -> f64 {
    share_of_pairs(values, |one, next| one < next)
}

/// The share of neighbours that do not fall: several figures may stand on one page.
fn rising_or_same(values: &[u32]) -> f64 {
    share_of_pairs(values, |one, next| one <= next)
}

fn steps_of_one(values: &[u32]) -> f64 {
    share_of_pairs(values, |one, next| one + 1 == *next)
}

fn share_of_pairs<Value>(values: &[Value], test: impl Fn(&Value, &Value) -> bool) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let pairs = values.windows(2).filter(|pair| test(&pair[0], &pair[1])).count();
    pairs as f64 / (values.len() - 1) as f64
}
