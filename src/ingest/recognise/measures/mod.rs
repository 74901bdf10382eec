//! Numbers with their unit: people, money, shares, targets. Not dates, ages, the number of a list's
//! items, vague amounts, or numbers that belong to a name.

mod meaning;
mod stated;
mod tables;
mod units;

pub(in crate::ingest) use self::stated::read_stated;
pub(super) use self::tables::is_of_measures;

use self::units::{
    COMPARED, FRACTIONS, LARGE, LONGEST_BETWEEN, PERSONS, QUALIFIER_PAIRS, QUALIFIERS, TARGETED,
    TIMES, UNITS, WAITING,
};
use super::{
    spot::{Spot, shortened},
    word_list::WordList,
    words::{NUMBER_NAMES, Word, small_number},
};
use crate::{
    ingest::extracted::{ExtractedDate, ExtractedMeasure},
    model::MeasureRole,
};

/// The measures of passages: rows of a table of measures by its columns, anything else by its
/// sentences. `dates` are those of each passage.
pub(super) fn measures(spots: &[Spot<'_>], dates: &[Vec<ExtractedDate>]) -> Vec<ExtractedMeasure> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(spot) = spots.get(place) {
        let rows = tables::rows(&spots[place..]);
        let these = place..place + rows.max(1);
        if let Some(measured) = tables::measures(&spots[place..place + rows], &dates[place..]) {
            found.extend(measured);
        } else if !spot.node.is_heading() {
            let passages = spots[these.clone()].iter().zip(&dates[these]);
            found.extend(passages.flat_map(|(spot, dates)| in_sentences(spot, dates)));
        }
        place += rows.max(1);
    }
    found
}

static NUMBERS: WordList = WordList::of(NUMBER_NAMES);

/// A measure with the words that it covers, and the last one of its number.
struct Placed {
    measure: ExtractedMeasure,
    first: usize,
    number: usize,
    last: usize,
}

/// The measures of a passage.
fn in_sentences(spot: &Spot<'_>, dates: &[ExtractedDate]) -> Vec<ExtractedMeasure> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < spot.words.len() {
        match measure_at(spot, place) {
            Some(placed) => {
                place = placed.last + 1;
                found.push(placed);
            }
            None => place += 1,
        }
    }
    meaning::settle(spot, &mut found, dates);
    found.into_iter().map(|placed| placed.measure).collect()
}

/// A number: the words that it covers, its value, the sign that goes with it.
struct Number {
    last: usize,
    value: Option<f64>,
    sign: Option<&'static str>,
}

fn measure_at(spot: &Spot<'_>, place: usize) -> Option<Placed> {
    let number = number_at(spot, place)?;
    let (last, unit) = match number.sign {
        Some("£") => (number.last, "£".to_owned()),
        Some(sign) => (of_whom(spot, number.last), sign.to_owned()),
        None => {
            let last = unit_after(spot, number.last).map(|last| with_points(spot, last))?;
            let spelt = small_number(spot.words[place].text).is_some_and(|count| count < 10)
                && !spot.words[place].is_number();
            if spelt
                && !spot.words[last].is_any(&UNITS[..PERSONS])
                && !spot.words[last].is_any(TIMES)
            {
                return None;
            }
            (
                last,
                unit_named(
                    last.checked_sub(1).map(|before| &spot.words[before]),
                    &spot.words[last],
                ),
            )
        }
    };
    if is_period(spot, place, last) || is_age(spot, place, last) || is_year(spot, place) {
        return None;
    }
    let first = qualified(spot, place);
    let from = spot.words[first].from
        - if number.sign == Some("£") && first == place { "£".len() } else { 0 };
    let end = spot.words[last].from + spot.words[last].text.len();
    // “7%”, but not the sign behind “7 per cent”.
    let sign = last == number.last && spot.text()[end..].starts_with('%');
    let text = spot.text().get(from..end + usize::from(sign))?;
    // Up to a bracket that was opened before: “(20.4%) households”.
    let inside = text.split_once(')').map(|(inside, _)| inside).filter(|it| !it.contains('('));
    let text = inside.unwrap_or(text).trim_end();
    let sentence = spot.sentence_at(from);
    let measure = ExtractedMeasure {
        text: text.to_owned(),
        value: number.value,
        upper: upper(spot, &number, last),
        unit,
        about: shortened(sentence),
        role: MeasureRole::Reported,
        change: None,
        date_from: None,
        date: None,
        evidence: spot.evidence(text, "number with unit", 0.8),
    };
    Some(Placed { measure, first, number: number.last, last })
}

/// The upper number of a range: “30,000 to 50,000 people”.
fn upper(spot: &Spot<'_>, low: &Number, last: usize) -> Option<f64> {
    let to = low.last + 1;
    let inside = low.sign.is_none() && to + 1 < last && spot.words[to].is("to");
    let high = if inside { number_at(spot, to + 1)? } else { return None };
    high.value.filter(|high| low.value.is_some_and(|low| low < *high))
}

/// “11 percentage points” is one unit.
fn with_points(spot: &Spot<'_>, last: usize) -> usize {
    let points =
        spot.words[last].is("percentage") && spot.joined(last) && spot.words[last + 1].is("points");
    last + usize::from(points)
}

/// A unit by its word: “square miles” are no miles, percentage points no points.
fn unit_named(before: Option<&Word<'_>>, unit: &Word<'_>) -> String {
    match before.filter(|before| before.is_any(&["square", "percentage"])) {
        Some(before) => format!("{} {}", before.text.to_lowercase(), unit.text),
        None => unit.text.to_owned(),
    }
}

fn number_at(spot: &Spot<'_>, place: usize) -> Option<Number> {
    let word = spot.words[place];
    // “A third” is a number too.
    if !word.is_number() && !word.is("a") && !word.is_in(&NUMBERS) {
        return None;
    }
    let before = &spot.text()[..word.from];
    let after = &spot.text()[word.to..];
    let glued = before.ends_with(|sign: char| {
        sign == '/' || sign == '-' || sign == '#' || sign.is_alphanumeric()
    });
    if glued {
        return None;
    }
    if let Some(number) = fraction(spot, place) {
        return Some(number);
    }
    let money = before.ends_with('£');
    let digits = if word.is_number() { word.text.replace(',', "") } else { String::new() };
    let (digits, suffix) = split_suffix(&digits);
    let mut value: f64 = if word.is_number() {
        digits.parse().ok()?
    } else {
        // “one” is mostly no number; “fifteen young people” is.
        small_number(word.text).filter(|number| *number >= 2)? as f64
    };
    let mut last = place;
    if let Some((_, factor)) = LARGE.iter().find(|(name, _)| suffix == *name) {
        value *= factor;
    } else if !suffix.is_empty() {
        return None;
    }
    if let Some(next) = spot.words.get(place + 1).filter(|_| spot.joined(place))
        && let Some((_, factor)) = LARGE.iter().find(|(name, _)| name.len() > 2 && next.is(name))
    {
        value *= factor;
        last += 1;
    }
    let per_cent = after.starts_with('%')
        || spot.words.get(last + 1).is_some_and(|next| next.is("percent"))
        || (spot.words.get(last + 1).is_some_and(|next| next.is("per"))
            && spot.words.get(last + 2).is_some_and(|next| next.is("cent")));
    if per_cent {
        last += if after.starts_with('%') {
            0
        } else if spot.words[last + 1].is("per") {
            2
        } else {
            1
        };
        return Some(Number { last, value: Some(value), sign: Some("%") });
    }
    let sign = money.then_some("£");
    Some(Number { last, value: Some(value), sign })
}

/// `17.2bn`, `50k`: digits and what follows them.
fn split_suffix(word: &str) -> (&str, &str) {
    let end = word.find(|sign: char| sign.is_alphabetic()).unwrap_or(word.len());
    word.split_at(end)
}

/// “a third”, “two thirds”, “one in five”.
fn fraction(spot: &Spot<'_>, place: usize) -> Option<Number> {
    let word = spot.words[place];
    let next = spot.words.get(place + 1).filter(|_| spot.joined(place))?;
    let leads = word.is_any(&["a", "one", "two", "three"]);
    let part = FRACTIONS.iter().find(|(name, _)| next.is(name)).map(|(_, part)| *part);
    let of = spot.words.get(place + 2).is_some_and(|third| third.is("of"));
    if let Some(part) = part.filter(|_| leads && of) {
        let times = small_number(word.text).unwrap_or(1) as f64;
        return Some(Number { last: place + 1, value: Some(part * times), sign: Some("share") });
    }
    // “cut by a tenth”, “fewer than half”.
    let by = place.checked_sub(1).map(|before| spot.words[before]);
    if let Some(part) = part.filter(|_| leads && by.is_some_and(|word| word.is("by"))) {
        let times = small_number(word.text).unwrap_or(1) as f64;
        return Some(Number { last: place + 1, value: Some(part * times), sign: Some("share") });
    }
    if let Some(number) = share_of_a_kind(spot, place) {
        return Some(number);
    }
    // “one in five”, “4 out of 10”, “one in every three”.
    let second = spot.words.get(place + 2)?;
    let last = match () {
        () if next.is("in") && second.is("every") => place + 3,
        () if next.is("in") => place + 2,
        () if next.is("out") && second.is("of") => place + 3,
        () => return None,
    };
    let whole = spot.words.get(last).and_then(|word| small_number(word.text));
    let some = small_number(word.text).filter(|number| (1..=99).contains(number))?;
    let whole = whole.filter(|whole| *whole >= 2 && some < *whole)?;
    let value = Some(some as f64 / whole as f64);
    Some(Number { last, value, sign: Some("share") })
}

/// “One parish in six”, “nine cases out of ten”: the noun stands between. “Two clinics in five
/// towns” tells no share: what is counted follows the second number.
fn share_of_a_kind(spot: &Spot<'_>, place: usize) -> Option<Number> {
    let some = small_number(spot.words[place].text).filter(|some| (1..=9).contains(some))?;
    let noun = place + 1;
    let joint = spot.words.get(noun + 1)?;
    let last = match spot.words.get(noun + 2) {
        Some(_) if joint.is("in") => noun + 2,
        Some(next) if joint.is("out") && next.is("of") => noun + 3,
        _ => return None,
    };
    let whole = spot.words.get(last).and_then(|word| small_number(word.text))?;
    let joined = (place..last).all(|at| spot.joined(at));
    let counted = spot.joined(last) && spot.words[last + 1].is_any(UNITS);
    (joined && some < whole && !counted).then(|| Number {
        last,
        value: Some(some as f64 / whole as f64),
        sign: Some("share"),
    })
}

/// “a third of children”: the noun belongs to the share.
fn of_whom(spot: &Spot<'_>, last: usize) -> usize {
    // “under 10%, that 1,000 fewer people”: what follows a comma is another measure.
    if !spot.gap(last).chars().all(|sign| sign.is_whitespace() || sign == '%') {
        return last;
    }
    let of = spot.words.get(last + 1).is_some_and(|word| word.is("of"));
    let from = last + 1 + usize::from(of);
    (from..(from + 4).min(spot.words.len()))
        .take_while(|place| {
            place.checked_sub(1).is_none_or(|before| before == last || spot.joined(before))
        })
        .find(|place| spot.words[*place].is_any(UNITS))
        .unwrap_or(last)
}

/// The unit within a few words of the number, in the same phrase.
fn unit_after(spot: &Spot<'_>, last: usize) -> Option<usize> {
    for place in last + 1..=(last + 1 + LONGEST_BETWEEN).min(spot.words.len().saturating_sub(1)) {
        if !spot.joined(place - 1) {
            return None;
        }
        let word = spot.words[place];
        if word.is_any(UNITS) {
            // “100 Conversations”, “1.2 Staff”: a name or a numbered title.
            return (!is_name(word.text)).then_some(place);
        }
        // “15,400 of 62,000 eligible people”, “30,000 to 50,000 people”: one measure.
        if word.is_any(&["of", "to"]) && place == last + 1 && spot.joined(place) {
            let next = number_at(spot, place + 1).filter(|next| next.sign.is_none());
            if let Some(next) = next.filter(|_| spot.words[place + 1].is_number()) {
                return unit_after(spot, next.last);
            }
        }
        // “31,000 of our residents”, “2,000 of you”.
        if word.is("of") && spot.joined(place) && place == last + 1 {
            let whose = spot.words[place + 1];
            if whose.is_any(&["you", "us", "them"]) {
                return Some(place + 1);
            }
            let theirs = spot.words.get(place + 2).filter(|unit| unit.is_any(UNITS));
            if whose.is_any(&["our", "their", "the", "its"]) && theirs.is_some() {
                return Some(place + 2);
            }
        }
        if word.is_any(&[
            "of",
            "and",
            "to",
            "in",
            "the",
            "for",
            "or",
            "is",
            "are",
            "on",
            "at",
            "priorities",
            "aims",
            "year",
            "month",
        ]) {
            return None;
        }
    }
    None
}

/// Whether a word is written like a part of a name: a capital, then small letters.
fn is_name(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(char::is_uppercase) && signs.all(|sign| !sign.is_uppercase())
}

/// “By 2028 falls are halved”, “obesity in year 6 falls”: a year of the calendar or of school.
fn is_year(spot: &Spot<'_>, place: usize) -> bool {
    let word = spot.words[place].text;
    let before = place.checked_sub(1).map(|before| spot.words[before]);
    let after = |words: &[&str]| before.is_some_and(|before| before.is_any(words));
    let calendar = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    (calendar && after(&["by", "in", "since", "until", "before", "during"]))
        || (word.len() <= 2 && after(&["year"]))
}

/// “aged 16 to 18 years”, “under 18 years”, “years of age”, “the next five years”.
fn is_age(spot: &Spot<'_>, place: usize, last: usize) -> bool {
    let before = (1..=3).filter_map(|back| place.checked_sub(back)).map(|place| spot.words[place]);
    let aged = before.clone().any(|word| {
        word.is_any(&[
            "aged",
            "age",
            "ages",
            "next",
            "last",
            "past",
            "coming",
            "following",
            "first",
            "under",
            "over",
            "every",
        ])
    });
    spot.words[last].is_any(&["places", "events", "points"]) && aged
}

/// Whether a span of time is no measure: it is one behind “within”, where people wait, and where
/// lives are compared (“nine years sooner”, “2 more years”); “for ten weeks” is a period.
fn is_period(spot: &Spot<'_>, place: usize, last: usize) -> bool {
    if !spot.words[last].is_any(TIMES) {
        return false;
    }
    if spot.words[last].is("years") || spot.words[last].is("months") {
        let compared = spot.joined(last) && spot.words[last + 1].is_any(COMPARED);
        let more = (place + 1..last).any(|at| spot.words[at].is_any(COMPARED));
        return !(compared || more);
    }
    let before = place.checked_sub(1).map(|before| spot.words[before]);
    if before.is_some_and(|word| word.is_any(&["within", "below"])) {
        return false;
    }
    if spot.words[last].is_any(&["hours", "minutes"]) {
        // Hours of work, minutes of travel: counted, unless they are the next or the last ones.
        let period = ["next", "last", "past", "first", "every", "under", "over"];
        return before.is_some_and(|word| word.is_any(&period));
    }
    let sentence = spot.sentence_at(spot.words[place].from);
    let begins = crate::ingest::recognise::words::offset_in(spot.text(), sentence);
    let waits = spot.words.iter().any(|word| {
        word.from >= begins && word.from < begins + sentence.len() && word.is_any(WAITING)
    });
    !waits || before.is_some_and(|word| word.is("for"))
}

fn qualified(spot: &Spot<'_>, place: usize) -> usize {
    let Some(before) = place.checked_sub(1) else { return place };
    let pair = before.checked_sub(1).is_some_and(|first| {
        QUALIFIER_PAIRS
            .iter()
            .any(|(one, other)| spot.words[first].is(one) && spot.words[before].is(other))
    });
    if pair {
        before - 1
    } else if spot.words[before].is_any(QUALIFIERS) {
        before
    } else {
        place
    }
}
