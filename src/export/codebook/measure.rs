//! What the columns of measures mean.

use super::{
    ColumnKind::{Number, Text},
    ColumnMeaning, POSITION, SLUG, SOURCE, points, says,
};

/// The columns of the table `measure` in the order in which they are written.
pub(super) const COLUMNS: &[ColumnMeaning] = &[
    SLUG,
    points("partnership", "partnership", Text, "About whose area or strategy it is"),
    POSITION,
    points("programme", "programme", Text, "The programme that it is about"),
    says("what", Text, "What is counted or aimed at"),
    says("value", Text, "The figure with its unit, as the source states it"),
    SOURCE,
    says(
        "number",
        Number,
        "The figure as a number (10 for 10%, 0.2 for one in five); the lower one of a range; empty where the value is words or holds several figures",
    ),
    says("number_to", Number, "The upper number of a range"),
    says(
        "unit",
        Text,
        "What the number counts: %, £, share (a part of 1) or a noun, such as people",
    ),
    says("role", Text, "baseline, target or reported; empty where the words do not say which"),
    says(
        "change",
        Text,
        "decrease or increase where the number is by how much something changes; empty where it is a level, or not certain",
    ),
    says("date_from", Text, "The first date of a period for which the figure holds"),
    says(
        "date",
        Text,
        "Of a target by when, of any other figure when it was so: a year, a month or a day (ISO 8601); the last date of a period",
    ),
    says(
        "method",
        Text,
        "How number, unit, role, change and dates came about: proposed (read by a program, not confirmed) or accepted (confirmed by a person); never curated; empty where none is known",
    ),
];
