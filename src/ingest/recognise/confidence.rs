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

/// Some themes are more often named in passing than others, and some less: sentences about anything
/// name the voluntary sector, hospitals or money as those who act or the means, while whoever names
/// prevention or mental health mostly speaks of it. By how much the log-odds differ from what the
/// other signs make them, over all gold and 45 pages of real partnerships (themes seen too seldom
/// tend to 0: a normal prior with variance 0.4; differences under 0.25 left out).
const LEANINGS: &[(&str, f64)] = &[
    ("vcse-sector", -1.2),
    ("enablers", -0.9),
    ("care-closer-to-home", -0.7),
    ("disability-and-complex-needs", -0.7),
    ("adults-living-well", -0.6),
    ("education-and-skills", -0.6),
    ("emotional-wellbeing-and-happiness", -0.6),
    ("healthy-places", -0.6),
    ("transport-and-connectivity", -0.6),
    ("finance-and-productivity", -0.5),
    ("primary-and-community-care", -0.4),
    ("quality-and-safety", -0.4),
    ("adult-social-care", -0.3),
    ("community-safety", -0.3),
    ("maternity-and-neonatal", -0.3),
    ("planned-care-and-waiting-lists", -0.3),
    ("research-and-innovation", -0.3),
    ("system-resilience", -0.3),
    ("community-empowerment", 0.3),
    ("employment-and-good-work", 0.3),
    ("end-of-life-and-dying-well", 0.3),
    ("engagement-and-coproduction", 0.3),
    ("life-course", 0.3),
    ("tobacco", 0.3),
    ("urgent-and-emergency-care", 0.3),
    ("climate-and-environment", 0.4),
    ("long-term-conditions", 0.4),
    ("oral-health", 0.4),
    ("partnership-working", 0.4),
    ("unpaid-carers", 0.4),
    ("families-and-parenting", 0.5),
    ("children-and-young-people", 0.6),
    ("learning-disability-and-autism", 0.6),
    ("health-inequalities", 0.7),
    ("healthy-weight-and-activity", 0.7),
    ("poverty-and-cost-of-living", 0.7),
    ("best-start-in-life", 0.8),
    ("digital", 0.8),
    ("mental-health", 0.9),
    ("respiratory-disease", 0.9),
    ("healthy-ageing-and-frailty", 1.1),
    ("prevention-and-early-intervention", 1.1),
];

/// How much more often a theme is what a passage is about than its phrases show, as log-odds; 0 for
/// themes of other schemes.
pub(super) fn leaning(theme: &str) -> f64 {
    LEANINGS.iter().find(|(slug, _)| *slug == theme).map_or(0.0, |(_, odds)| *odds)
}

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
    /// The theme's [`leaning`].
    pub(super) leaning: f64,
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
            + 1.6 * self.share_of_best
            + self.leaning;
        1.0 / (1.0 + (-sum).exp())
    }
}
