//! Numbers, dates and quantities in words.

use crate::model::PartialDate;

const MONTHS: [&str; 12] = [
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

/// A date for machines and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// For the attribute `datetime`.
    pub(crate) iso: String,
    /// For people, such as “15 December 2022”.
    pub(crate) words: String,
}

impl From<PartialDate> for When {
    fn from(date: PartialDate) -> Self {
        let month = date.month().and_then(|month| MONTHS.get(usize::from(month) - 1));
        let words = match (date.day(), month) {
            (Some(day), Some(month)) => format!("{day} {month} {}", date.year()),
            (None, Some(month)) => format!("{month} {}", date.year()),
            _ => date.year().to_string(),
        };
        Self { iso: date.to_string(), words }
    }
}

/// A point in time for people: `23 November 2026, 22:13 UTC`; what is none as it stands.
pub(crate) fn moment(at: &str) -> String {
    let day = at.get(..10).and_then(|day| day.parse::<PartialDate>().ok());
    match (day, at.get(11..16)) {
        (Some(day), Some(time)) if at.ends_with('Z') => {
            format!("{}, {time} UTC", When::from(day).words)
        }
        _ => at.to_owned(),
    }
}

/// A number with a comma between thousands.
pub(crate) fn number(value: impl TryInto<i64>) -> String {
    let value = value.try_into().unwrap_or(i64::MAX);
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many of something: `1 priority`, `1,200 passages`, `no programmes`.
pub(crate) fn count(value: usize, one: &str, many: &str) -> String {
    match value {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", number(value)),
    }
}

/// A part with its denominator: `3 of 42 partnerships`, `all 42 partnerships`.
pub(crate) fn of_all(part: usize, whole: usize, many: &str) -> String {
    if part == whole && whole > 1 {
        format!("all {} {many}", number(whole))
    } else {
        format!("{} of {} {many}", number(part), number(whole))
    }
}

/// The years for which something holds, as far as they are known.
pub(crate) fn period(from: Option<i64>, to: Option<i64>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

/// The same text with a capital at its beginning and a full stop at its end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{first}{}{end}", characters.as_str())
}

/// The beginning of a text, cut between words, of at most so many characters.
pub(crate) fn excerpt(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let cut: String = text.chars().take(longest).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_time_is_told_by_day_and_minute() {
        assert_eq!(moment("2026-11-23T22:13:59Z"), "23 November 2026, 22:13 UTC");
        assert_eq!(moment("yesterday"), "yesterday");
    }

    #[test]
    fn a_date_is_told_as_precisely_as_it_is_known() {
        for (iso, words) in
            [("2022", "2022"), ("2022-12", "December 2022"), ("2022-12-05", "5 December 2022")]
        {
            let when = When::from(iso.parse::<PartialDate>().unwrap());
            assert_eq!((when.iso.as_str(), when.words.as_str()), (iso, words));
        }
    }

    #[test]
    fn numbers_have_thousands_and_their_noun() {
        assert_eq!(number(1_800_000_i64), "1,800,000");
        assert_eq!((number(999_usize), number(-1000_i64)), ("999".into(), "−1,000".into()));
        assert_eq!(count(0, "priority", "priorities"), "no priorities");
        assert_eq!(count(1, "priority", "priorities"), "1 priority");
        assert_eq!(of_all(42, 42, "partnerships"), "all 42 partnerships");
        assert_eq!(of_all(0, 42, "partnerships"), "0 of 42 partnerships");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(excerpt("every child, everywhere", 15), "every child…");
        assert_eq!(excerpt("short", 15), "short");
        assert_eq!(excerpt("één", 2), "éé…");
    }

    #[test]
    fn a_clause_becomes_a_sentence() {
        assert_eq!(sentence("every child gets it"), "Every child gets it.");
        assert_eq!(sentence("Done?"), "Done?");
        assert_eq!(sentence(""), "");
    }
}
