//! Dates and periods: months with or without day and year, years, seasons, financial years, and
//! the ranges made of them. A year that is not said is inferred from a weekday, else from the year
//! that the document speaks of most, and is marked as inferred. Dates inside names of acts are
//! names (`statutes`).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    spot::{Spot, shortened},
    word_list::WordList,
};
use crate::{ingest::extracted::ExtractedDate, model::PartialDate};

/// The months by their names.
pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS: &[&str] =
    &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
static MONTH_NAMES: [WordList; 2] = [WordList::of(MONTHS), WordList::of(SHORT_MONTHS)];
const WEEKDAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter"];
/// Words before a date that belong to it: “by the end of December”, “early 2023”.
const PARTS: &[&str] = &["early", "late", "mid", "mid-", "end", "start", "beginning"];

/// A date as written, before years are inferred.
#[derive(Debug, Clone, Copy)]
struct Written {
    first: usize,
    last: usize,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<usize>,
}

/// The dates and periods of each passage.
pub(super) fn mentions(
    spots: &[Spot<'_>],
    published: Option<PartialDate>,
) -> Vec<Vec<ExtractedDate>> {
    let written: Vec<Vec<Written>> = spots.iter().map(find).collect();
    let default = default_year(&written, published);
    let passages = spots.iter().zip(&written);
    passages.map(|(spot, found)| of_passage(spot, found, default)).collect()
}

/// Each date and period once.
pub(super) fn once(mentions: &[Vec<ExtractedDate>]) -> Vec<ExtractedDate> {
    let mut seen = BTreeSet::new();
    let dates = mentions.iter().flatten();
    dates
        .filter(|date| seen.insert((date.text.to_lowercase(), date.from, date.to)))
        .cloned()
        .collect()
}

fn of_passage(spot: &Spot<'_>, found: &[Written], default: Option<i32>) -> Vec<ExtractedDate> {
    let mut dates = Vec::new();
    let mut place = 0;
    while place < found.len() {
        let range = range(spot, found, place);
        dates.push(extracted(spot, found, place, range, default));
        place += if range { 2 } else { 1 };
    }
    dates
}

fn extracted(
    spot: &Spot<'_>,
    found: &[Written],
    place: usize,
    range: bool,
    default: Option<i32>,
) -> ExtractedDate {
    let (one, last) = (found[place], found[place + usize::from(range)]);
    let mut inferred = false;
    let mut year_of = |date: &Written, other: &Written| {
        date.year.or(other.year.filter(|_| range)).or_else(|| {
            inferred = true;
            by_weekday(date, default).or(default)
        })
    };
    let first_year = year_of(&one, &last);
    let last_year = year_of(&last, &one);
    let from = first_year.and_then(|year| partial(year, one.month, one.day.or(None)));
    let to = last_year.and_then(|year| partial(year, last.month, last.day)).filter(|_| range);
    let (from, to) = match spot.words[one.first].text.get(..9).map(|text| text.split_once('-')) {
        // “2023-2028” is one word.
        Some(Some((begin, end))) if end.len() == 4 => (begin.parse().ok(), end.parse().ok()),
        _ => (from, to),
    };
    let (from, to) = match (short_end(spot, &one, from), range) {
        (Some(end), false) => (from, Some(end)),
        (_, true) => (from, short_end(spot, &last, to).or(to)),
        _ => (from, to),
    };
    let first = preceding(spot, one.first, range);
    let text = spot.slice(first, last.last);
    ExtractedDate {
        text: text.to_owned(),
        inferred: inferred && from.is_some(),
        from,
        to,
        about: shortened(spot.sentence_at(spot.words[one.first].from)),
        evidence: spot.evidence(text, "dates", 0.9),
    }
}

/// The last year of `2023/24`, `2023-28`, `2023–28`, `2028/2030`: two digits of the same century, or
/// four, of a later year.
fn short_end(spot: &Spot<'_>, date: &Written, from: Option<PartialDate>) -> Option<PartialDate> {
    let from = from.filter(|_| date.month.is_none())?.year();
    let last = spot.words.get(date.last)?.text;
    let last = last.split_once(['-', '‑']).map_or(last, |(_, end)| end);
    let two = last.len() == 2 && (date.last > date.first || spot.words[date.first].text.len() > 4);
    let four = date.last > date.first && spot.gap(date.first) == "/" && is_year(last);
    let number = last.parse::<i32>().ok().filter(|_| two || four)?;
    let year = if two { number + from / 100 * 100 } else { number };
    (year > from).then(|| partial(year, None, None)).flatten()
}

/// Every date of a passage, in order.
fn find(spot: &Spot<'_>) -> Vec<Written> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < spot.words.len() {
        let date = match spot.words[place] {
            word if word.is_number() => year_at(spot, place),
            word if word.is_capital() => month_at(spot, place),
            _ => None,
        };
        place = date.map_or(place, |date| date.last) + 1;
        found.extend(date);
    }
    found
}

fn month_at(spot: &Spot<'_>, place: usize) -> Option<Written> {
    let month = MONTH_NAMES.iter().find_map(|names| names.place_of(&spot.words[place]))?;
    let word = spot.words[place].text;
    let (mut first, mut last) = (place, place);
    let before = place.checked_sub(1).filter(|before| spot.joined(*before));
    let mut day = before.and_then(|before| day_of(spot.words[before].text));
    if day.is_some() {
        first -= 1;
    }
    let of = before.filter(|before| spot.words[*before].is("of")).and_then(|of| of.checked_sub(1));
    if let Some(number) = of.and_then(|number| day_of(spot.words[number].text)) {
        (day, first) = (Some(number), place - 2);
    }
    if day.is_none() && spot.joined(place) {
        // “December 15, 2022”.
        day = day_of(spot.words[place + 1].text).filter(|_| !is_year(spot.words[place + 1].text));
        last += usize::from(day.is_some());
    }
    let next = last + 1;
    let near = next < spot.words.len() && matches!(spot.gap(last).trim(), "" | ",");
    let year = near.then(|| year(spot.words[next].text)).flatten();
    last += usize::from(year.is_some());
    let weekday = first
        .checked_sub(1)
        .and_then(|before| WEEKDAYS.iter().position(|name| spot.words[before].is(name)));
    first -= usize::from(weekday.is_some());
    let month = u8::try_from(month + 1).ok()?;
    // “May” and “March” are words as well: alone, they need a number or a preposition.
    let told = day.is_some() || year.is_some() || !matches!(word, "May" | "March" | "Mar") || {
        place.checked_sub(1).is_some_and(|before| {
            spot.words[before].is_any(&[
                "in", "by", "of", "since", "until", "during", "last", "between", "from", "and",
                "to", "this", "next",
            ])
        }) && spot.words[place].is_capital()
    };
    told.then_some(Written { first, last, year, month: Some(month), day, weekday })
}

fn year_at(spot: &Spot<'_>, place: usize) -> Option<Written> {
    let word = spot.words[place].text;
    let span = word.split_once(['-', '‑']).filter(|(one, other)| {
        is_year(one)
            && (is_year(other)
                || (other.len() == 2 && other.bytes().all(|byte| byte.is_ascii_digit())))
    });
    let year = year(span.map_or(word, |(one, _)| one))?;
    // “Health and Care Act 2022”, “the 2014 Act”, “£2022”: no date.
    let before = place.checked_sub(1).map(|before| spot.words[before]);
    let named = before.is_some_and(|before| before.is_any(&["Act", "Order", "Regulations"]))
        || spot.words.get(place + 1).is_some_and(|next| next.is("Act") && next.is_capital());
    let money = spot.text()[..spot.words[place].from].ends_with(['£', '$', '€', '#']);
    if named || money {
        return None;
    }
    let mut last = place;
    let mut first = place;
    let next = spot.words.get(place + 1).filter(|next| next.is_number());
    // “2023/24”, “2023–28”; two years with a dash are two dates, which `range` joins.
    if (spot.gap(place) == "/" && next.is_some_and(|next| next.text.len() <= 4))
        || (matches!(spot.gap(place), "–" | "—") && next.is_some_and(|next| next.text.len() == 2))
    {
        last += 1;
    }
    if before.is_some_and(|before| before.is_any(SEASONS)) {
        first -= 1;
    }
    let measured = spot.words.get(last + 1).is_some_and(|next| {
        span.is_none()
            && spot.joined(last)
            && next.is_any(&[
                "people",
                "children",
                "homes",
                "patients",
                "residents",
                "staff",
                "responses",
                "jobs",
                "adults",
                "families",
            ])
    });
    (!measured).then_some(Written {
        first,
        last,
        year: Some(year),
        month: None,
        day: None,
        weekday: None,
    })
}

/// Whether a date and the next make one period: “between March and July 2024”, “2023 to 2028”,
/// “November and December 2022”.
fn range(spot: &Spot<'_>, found: &[Written], place: usize) -> bool {
    let Some(next) = found.get(place + 1) else { return false };
    let one = found[place];
    let words = next.first.saturating_sub(one.last + 1);
    let gap = &spot.text()[spot.words[one.last].to..spot.words[next.first].from];
    let before = one.first.checked_sub(1).map(|before| spot.words[before]);
    match (words, gap.trim()) {
        (0, "-" | "–" | "—") | (1, "to" | "until" | "till" | "through") => true,
        // Two months of one year are a period; two years are two dates.
        (1, "and") => {
            before.is_some_and(|before| before.is("between"))
                || (one.month.is_some()
                    && next.month.is_some()
                    && one.year.is_none()
                    && one.day.is_none())
        }
        _ => false,
    }
}

/// The first word of what is written: “between”, “by the end of”, “early” belong to a date.
fn preceding(spot: &Spot<'_>, first: usize, range: bool) -> usize {
    let word = |back: usize| first.checked_sub(back).map(|place| spot.words[place]);
    let is = |back: usize, words: &[&str]| word(back).is_some_and(|word| word.is_any(words));
    if range && is(1, &["between", "from"]) {
        return first - 1;
    }
    if is(1, &["of"]) && is(2, PARTS) && is(3, &["the"]) {
        return first - 3 - usize::from(is(4, &["by", "at"]));
    }
    first - usize::from(is(1, PARTS) || is(1, SEASONS))
}

/// The year in which a day of the month falls on the weekday that is said, near the default.
fn by_weekday(date: &Written, default: Option<i32>) -> Option<i32> {
    let (weekday, month, day, near) = (date.weekday?, date.month?, date.day?, default?);
    [0, -1, 1, -2, 2]
        .into_iter()
        .map(|step| near + step)
        .find(|year| weekday_of(*year, month, day) == weekday)
}

/// Monday is 0 (Sakamoto's method for the Gregorian calendar).
fn weekday_of(year: i32, month: u8, day: u8) -> usize {
    const STEPS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let step = STEPS[usize::from(month.clamp(1, 12)) - 1];
    let sunday = (year + year / 4 - year / 100 + year / 400 + step + i32::from(day)).rem_euclid(7);
    usize::try_from((sunday + 6) % 7).unwrap_or(0)
}

/// The year that dates without one are of: that of a weekday, else the earliest year that the
/// document speaks of most, else that of publication.
fn default_year(written: &[Vec<Written>], published: Option<PartialDate>) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in written.iter().flatten().filter_map(|date| date.year) {
        *counts.entry(year).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    let common = counts.iter().find(|(_, count)| **count == most).map(|(year, _)| *year);
    let near = published.map(PartialDate::year).or(common);
    let told = written.iter().flatten().find_map(|date| by_weekday(date, near));
    told.or(near)
}

fn partial(year: i32, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
    let text = match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    };
    text.parse().ok()
}

fn is_year(word: &str) -> bool {
    year(word).is_some()
}

/// A year of our times.
fn year(word: &str) -> Option<i32> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1990..=2060).contains(year))
}

/// `3`, `21st`.
fn day_of(word: &str) -> Option<u8> {
    let bare =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    (bare.len() <= 2).then(|| bare.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}
