//! How sure the signs in a passage make us that it is about a theme that its phrases show.
//!
//! **Confidence**, 0 to 1: how often a theme so shown is what a careful reader says the passage is
//! about. A logistic regression over 1,450 themes shown in the passages of our own gold and in the
//! names and gists of the curated priorities, its weights rounded to one decimal: more where the
//! phrases are strong, the heading shows the theme too, and the passage's words are those of the
//! theme (see `association`), the more so where of no other theme more; less in a long passage, for
//! what is first named towards its end, for a theme of which a narrower one is shown, and for one
//! that beside others only everyday words show ([`EVERYDAY`]). Judged in
//! eight folds of documents, it is worth .03 of F1 on passages for which no phrase was written
//! (docs/extraction.md tells how that was chosen). A theme for a passage without any phrase was tried by
//! association alone: of 28 it was right in 2, so there is none.

/// Passages of so many words and more are as long as each other: longer ones were not learned from.
const LONGEST: f64 = 120.0;
/// Phrases of the scheme that name persons, places and means which sentences about anything name:
/// beside another theme they count less (“a Family Hub for parents”, “money for warm homes”).
const EVERYDAY: &[&str] = &[
    "children",
    "child",
    "young people",
    "young person",
    "family",
    "families",
    "parent",
    "parents",
    "staff",
    "colleagues",
    "nurses",
    "care workers",
    "volunteer",
    "residents",
    "communities",
    "community",
    "school",
    "library",
    "hospital",
    "care home",
    "care homes",
    "pharmacy",
    "gp",
    "gps",
    "money",
    "budget",
    "income",
    "investment",
    "appointment",
    "appointments",
    "conversations",
    "partner organisations",
    "winter",
];

/// Whether a phrase is an everyday word.
pub(super) fn is_everyday(phrase: &str) -> bool {
    EVERYDAY.iter().any(|word| word.eq_ignore_ascii_case(phrase))
}

/// What speaks for and against a theme in a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    /// The strength of its phrases, 0 to 1.
    pub(super) strength: f64,
    /// The length of the passage.
    pub(super) words: f64,
    /// Where its first phrase stands, as a share of the passage.
    pub(super) place: f64,
    /// Whether the heading shows it too.
    pub(super) in_heading: bool,
    /// Whether the passage shows a narrower theme of it.
    pub(super) has_narrower: bool,
    /// Whether only [`EVERYDAY`] words show it, beside another theme.
    pub(super) in_passing: bool,
    /// How much the passage's words are those of the theme, 0 to 1.
    pub(super) association: f64,
    /// The same as a share of that of the theme with the most.
    pub(super) share_of_best: f64,
}

impl Signs {
    /// The logistic regression told at the head of this file.
    pub(super) fn confidence(self) -> f64 {
        let strength = self.strength.clamp(0.01, 0.99);
        let sum = 2.2 + 0.7 * (strength / (1.0 - strength)).ln()
            - self.words.min(LONGEST).ln()
            - 1.2 * self.place
            + 0.7 * f64::from(u8::from(self.in_heading))
            - 2.2 * f64::from(u8::from(self.has_narrower))
            - 1.4 * f64::from(u8::from(self.in_passing))
            + 1.6 * self.association
            + 1.6 * self.share_of_best;
        1.0 / (1.0 + (-sum).exp())
    }
}
