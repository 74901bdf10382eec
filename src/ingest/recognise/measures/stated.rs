//! What the words of a measure in the record say of its figure: the same reading of numbers, units,
//! roles and dates as in documents, and nothing where the words do not certainly say it (several
//! figures in one measure, a date that is not the figure's).

use std::ops::Range;

use super::{
    Number, TARGETED, UNITS,
    meaning::{change, is_deadline, period, words_of},
    number_at, qualified,
};
use crate::{
    ingest::{
        extracted::ExtractedDate,
        recognise::{
            dates,
            spot::Spot,
            words::{Word, words},
        },
        segment::Node,
    },
    model::{MeasureRole, Stated},
};

/// Reads what is counted and the figure with its unit.
pub(in crate::ingest) fn read_stated(what: &str, value: &str) -> Stated {
    let figure = ranges_spelt(&without_brackets(value));
    let (figure, whole, about) = (spot(&figure), spot(value), spot(what));
    let (in_figure, in_value) = (dates_of(&figure), dates_of(&whole));
    let in_what = dates_of(&about);
    let number = single(&figure, &in_figure);
    let deadline = |spot: &Spot<'_>, dates: &[(Range<usize>, ExtractedDate)]| {
        dates.iter().any(|(span, _)| is_deadline(spot, span))
    };
    let is_date = figure.words.iter().enumerate().all(|(place, word)| {
        in_figure.iter().any(|(span, _)| span.contains(&place)) || word.is("by")
    });
    let by = deadline(&figure, &in_figure)
        || deadline(&about, &in_what)
        || (is_date && about.words.last().is_some_and(|word| word.is("by")));
    let date = date(&whole, &in_value, is_date)
        .or_else(|| date(&about, &in_what, false).filter(|_| in_value.is_empty()));
    let (date_from, date) = date.map_or((None, None), |date| period(&date));
    let read = number.map(|found| found.read(&figure, &about)).unwrap_or_default();
    Stated { role: role(&about, by), date_from, date, ..read }
}

/// A number or a range that stands alone in a figure.
struct Single {
    first: usize,
    number: Number,
    upper: Option<f64>,
    last: usize,
}

impl Single {
    fn read(&self, figure: &Spot<'_>, about: &Spot<'_>) -> Stated {
        let first = qualified(figure, self.first);
        Stated {
            number: self.number.value,
            number_to: self.upper,
            unit: self.unit(figure).or_else(|| counted(about)),
            change: change(figure, first, self.number.last, self.last),
            ..Stated::default()
        }
    }

    /// The unit that stands with the number.
    fn unit(&self, figure: &Spot<'_>) -> Option<String> {
        if let Some(sign) = self.number.sign {
            return Some(sign.to_owned());
        }
        let after = figure.words.get(self.last + 1..)?;
        if after.first().is_some_and(|word| word.is("pounds")) {
            return Some("£".to_owned());
        }
        let (place, word) =
            after.iter().take(3).enumerate().find(|(_, word)| word.is_any(UNITS))?;
        Some(super::unit_named(after.get(place.wrapping_sub(1)), word))
    }
}

/// The one number of a figure that is no date, or the range of two that “to” joins; “from 70% to
/// 75%” is no range, and says two things.
fn single(figure: &Spot<'_>, dates: &[(Range<usize>, ExtractedDate)]) -> Option<Single> {
    let mut numbers = Vec::new();
    let mut place = 0;
    while place < figure.words.len() {
        let date = dates.iter().find(|(span, _)| span.contains(&place));
        if let Some((span, _)) = date {
            place = span.end;
        } else if let Some(number) = number_at(figure, place) {
            let last = number.last;
            numbers.push((place, number));
            place = last + 1;
        } else if figure.words[place].is_number() {
            // “13th”, “360 km2”: a number that is not understood is a second thing that is said.
            return None;
        } else {
            place += 1;
        }
    }
    let mut numbers = numbers.into_iter();
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some((first, number)), None, _) => {
            let last = number.last;
            Some(Single { first, number, upper: None, last })
        }
        (Some((first, low)), Some((second, high)), None) => {
            let joined = second == low.last + 2 && figure.words[second - 1].is("to");
            let moves = first > 0 && figure.words[first - 1].is("from");
            let rises = low.value < high.value && (low.sign.is_none() || low.sign == high.sign);
            let number = Number { sign: high.sign, ..low };
            (joined && rises && !moves).then_some(Single {
                first,
                number,
                upper: high.value,
                last: high.last,
            })
        }
        _ => None,
    }
}

/// The words of what is counted before any that says more of it: “adult smokers”, not “people with
/// some form of …”.
fn head<'spot>(about: &'spot Spot<'_>) -> &'spot [Word<'spot>] {
    const ENDS: &[&str] = &[
        "of",
        "in",
        "to",
        "at",
        "per",
        "between",
        "within",
        "from",
        "for",
        "with",
        "who",
        "on",
        "by",
        "gap",
        "rate",
        "share",
        "expectancy",
        "prevalence",
        "cost",
        "budget",
    ];
    let end = about.words.iter().position(|word| word.is_any(ENDS));
    &about.words[..end.unwrap_or(about.words.len())]
}

/// The noun with which what is counted begins; not in a name (“Partners Assembly”), not in a rate.
fn counted(about: &Spot<'_>) -> Option<String> {
    let head = head(about);
    let rate = about.words.iter().any(|word| word.is("per"));
    let named = |place: usize| head.get(place + 1).is_some_and(Word::is_capital);
    let place = head.iter().rposition(|word| word.is_any(UNITS)).filter(|_| !rate)?;
    (!named(place)).then(|| head[place].text.to_lowercase())
}

fn role(about: &Spot<'_>, by: bool) -> Option<MeasureRole> {
    let says = |words: &[&str]| about.words.iter().any(|word| word.is_any(words));
    let target = by || head(about).iter().any(|word| word.is_any(TARGETED));
    match (says(&["baseline"]), target, says(&["now", "current", "currently"])) {
        (true, false, _) => Some(MeasureRole::Baseline),
        (false, true, false) => Some(MeasureRole::Target),
        _ => None,
    }
}

/// The date of the figure: the only one, behind a word that says so, or alone in a bracket.
fn date(
    spot: &Spot<'_>,
    dates: &[(Range<usize>, ExtractedDate)],
    is_date: bool,
) -> Option<ExtractedDate> {
    const LEADS: &[&str] = &["in", "by", "before", "until", "to", "during", "at", "the"];
    let [(span, date)] = dates else { return None };
    let before = span.start.checked_sub(1).map(|before| spot.words[before]);
    let led = before.is_some_and(|word| word.is_any(LEADS)) || is_deadline(spot, span);
    let last = spot.words.get(span.end.checked_sub(1)?)?;
    let bracket = spot.text()[..spot.words[span.start].from].ends_with('(')
        && spot.text()[last.to..].starts_with(')');
    (led || bracket || is_date).then(|| date.clone())
}

fn dates_of(spot: &Spot<'_>) -> Vec<(Range<usize>, ExtractedDate)> {
    let found = dates::mentions(std::slice::from_ref(spot), None);
    found.into_iter().flatten().map(|date| (words_of(spot, &date), date)).collect()
}

fn spot(text: &str) -> Spot<'_> {
    let end = text.chars().count();
    Spot::of(Node { text, passage: None, marker: None, depth: 0, above: None, start: 0, end })
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|sign| {
            depth += usize::from(*sign == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(usize::from(*sign == ')'));
            outside
        })
        .collect()
}

/// “10-15 years” as “10 to 15 years”; “2023-24” stays.
fn ranges_spelt(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len() + 8);
    let mut from = 0;
    for Word { text: word, from: begins, to, .. } in words(text) {
        let parts = word.split_once(['-', '–']);
        let range = parts.filter(|(one, other)| {
            let whole = |part: &str| {
                !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit() || sign == ',')
            };
            let year = one.len() == 4 && (one.starts_with("19") || one.starts_with("20"));
            whole(one) && whole(other) && !year
        });
        if let Some((one, other)) = range {
            spelt.push_str(&text[from..begins]);
            spelt.extend([one, " to ", other]);
            from = to;
        }
    }
    spelt.push_str(&text[from..]);
    spelt
}
