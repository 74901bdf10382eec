//! Dates of reduced precision, as sources give them: a year, a month or a day.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An ISO 8601 calendar date of reduced precision: `2022`, `2022-12` or `2022-12-15`.
///
/// Dates order by their first possible day; of two that begin on the same day the less precise
/// one comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    /// 1 to 12; 0 where only the year is known.
    month: u8,
    /// 1 to 31; 0 where no day is known.
    day: u8,
}

/// The text is not a date of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date: write a year (2022), a month (2022-12) or a day (2022-12-15)")]
pub struct ParsePartialDateError(pub String);

impl PartialDate {
    /// The calendar year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day that this date can mean, as `YYYY-MM-DD`.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that this date can mean, as `YYYY-MM-DD`.
    pub fn last_day(self) -> String {
        let month = self.month().unwrap_or(12);
        let day = self.day().unwrap_or_else(|| days_in(self.year, month));
        format!("{:04}-{month:02}-{day:02}", self.year)
    }

    /// Whether some day that this date can mean lies in the (inclusive) range of two others.
    ///
    /// A bound of `None` is open. `2022` overlaps `2022-12` to `2023-01`, because it may mean a
    /// day in December.
    pub fn overlaps(self, from: Option<PartialDate>, to: Option<PartialDate>) -> bool {
        from.is_none_or(|from| self.last_day() >= from.first_day())
            && to.is_none_or(|to| self.first_day() <= to.last_day())
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for PartialDate {
    type Err = ParsePartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParsePartialDateError(text.to_owned());
        let number = |part: &str, digits: usize| -> Option<u16> {
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| number(part, 4)).ok_or_else(error)?;
        let month = match parts.next() {
            None => 0,
            Some(part) => {
                number(part, 2).filter(|month| (1..=12).contains(month)).ok_or_else(error)?
            }
        };
        let month = u8::try_from(month).map_err(|_| error())?;
        let day = match parts.next() {
            None => 0,
            Some(part) => number(part, 2)
                .and_then(|day| u8::try_from(day).ok())
                .filter(|day| (1..=days_in(i32::from(year), month)).contains(day))
                .ok_or_else(error)?,
        };
        if parts.next().is_some() {
            return Err(error());
        }
        Ok(Self { year: i32::from(year), month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if self.month > 0 {
            write!(formatter, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(formatter, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = ParsePartialDateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_keeps_its_precision() {
        for text in ["2022", "2022-12", "2022-12-15", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "",
            "22",
            "2022-13",
            "2022-00",
            "2023-02-29",
            "2022-1",
            "2022-12-15T00:00",
            "2022-",
            "abcd",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_order_by_their_first_day() {
        assert!(date("2022") < date("2022-01"));
        assert!(date("2022-12-15") < date("2023"));
    }

    #[test]
    fn a_year_overlaps_each_of_its_months() {
        assert!(date("2022").overlaps(Some(date("2022-12")), None));
        assert!(date("2022").overlaps(None, Some(date("2022-01-01"))));
        assert!(!date("2022").overlaps(Some(date("2023")), None));
    }
}
