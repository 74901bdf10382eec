//! Shares of a whole with their intervals, and whether two of them can be told apart.
//!
//! Not here: of what shares are told (`attention`), and how an interval is computed (`statistics`).

use super::statistics::bootstrap_interval;

/// A share of a whole with its interval (95%), or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// 0 to 1.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// How many are about it; counted even where a share is refused.
    pub count: usize,
    /// The size of the whole.
    pub of: usize,
    /// Why there is no share.
    pub refused_because: Option<String>,
}

/// The whole of which shares are told.
pub(super) struct Whole {
    pub(super) size: usize,
    pub(super) refused_because: Option<String>,
}

/// Two shares beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareComparison {
    /// The one.
    pub own: Share,
    /// The other.
    pub other: Share,
    /// Whether their intervals overlap: then they cannot be told apart. `None` where one was
    /// refused.
    pub overlap: Option<bool>,
}

impl Share {
    /// The share of `count` in a whole.
    pub(super) fn new(count: usize, whole: &Whole) -> Self {
        let of = whole.size;
        if whole.refused_because.is_some() {
            let refused_because = whole.refused_because.clone();
            return Self { value: None, low: None, high: None, count, of, refused_because };
        }
        let (low, high) = bootstrap_interval(count, of);
        let value = Some(count as f64 / of as f64);
        Self { value, low: Some(low), high: Some(high), count, of, refused_because: None }
    }

    /// Whether the intervals of two shares overlap: then the shares cannot be told apart. `None`
    /// where one was refused.
    pub fn overlaps(&self, other: &Self) -> Option<bool> {
        Some(self.low? <= other.high? && other.low? <= self.high?)
    }

    /// This share beside another.
    pub fn beside(&self, other: &Self) -> ShareComparison {
        ShareComparison { own: self.clone(), other: other.clone(), overlap: self.overlaps(other) }
    }

    /// The share in words, such as “2 of 6 (33%, interval 0% to 67%)”; a refused one with its reason.
    pub fn told(&self) -> String {
        let counted = format!("{} of {}", self.count, self.of);
        match (self.value, self.low, self.high, &self.refused_because) {
            (Some(value), Some(low), Some(high), _) => format!(
                "{counted} ({:.0}%, interval {:.0}% to {:.0}%)",
                100.0 * value,
                100.0 * low,
                100.0 * high
            ),
            (.., Some(reason)) => format!("no share: {reason}"),
            _ => counted,
        }
    }
}

impl ShareComparison {
    /// What can be said of the two.
    pub fn told(&self) -> String {
        let verdict = match self.overlap {
            Some(true) => "the intervals overlap: the two shares cannot be told apart",
            Some(false) => "the intervals do not overlap: the two shares differ",
            None => "they cannot be compared",
        };
        format!("{}; {}; {verdict}", self.own.told(), self.other.told())
    }
}
