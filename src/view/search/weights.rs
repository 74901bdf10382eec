//! All numbers of the ranking, in one place, each with its reason. `score.rs` says how they work
//! together.
//!
//! A hit's score is the sum over the query's words of their rarity times a saturated, weighted
//! count of their occurrences (BM25F). It depends only on the hit's own text and on how many live
//! documents hold each word, so an index that was updated and one that was made anew agree to the
//! last bit.

use super::document::Field;
use crate::model::NodeKind;

/// How fast further occurrences of a word stop to matter. 1.2 is the usual value; passages are
/// short, so repetition says little either way.
pub(super) const K1: f64 = 1.2;

/// Weight and length normalisation of a class of text.
pub(super) struct FieldWeight {
    /// How much one occurrence counts.
    pub weight: f64,
    /// How strongly longer texts are discounted, 0 to 1.
    pub b: f64,
    /// The length in words that is neither favoured nor discounted. Fixed, not the mean of the
    /// collection: names, gists and passages of nine kinds of node have no meaningful common mean,
    /// and a fixed length keeps scores the same when unrelated documents come and go.
    pub pivot: f64,
}

/// The weights of a class of text.
pub(super) const fn field_weight(field: Field) -> FieldWeight {
    match field {
        // A name says what a thing is: five words there weigh more than a page about it.
        Field::Name => FieldWeight { weight: 6.0, b: 0.7, pivot: 6.0 },
        // An alias is a name too, but many aliases must not add up; so no length at all.
        Field::Alias => FieldWeight { weight: 4.0, b: 0.0, pivot: 8.0 },
        // Our own one-sentence summary: dense, every word chosen.
        Field::Summary => FieldWeight { weight: 2.0, b: 0.4, pivot: 18.0 },
        // Headings stand over many passages, so they must not outrank the passage that says it.
        Field::Heading => FieldWeight { weight: 0.8, b: 0.3, pivot: 8.0 },
        Field::Text => FieldWeight { weight: 1.0, b: 0.75, pivot: 60.0 },
        // The title of a source says where something stands, seldom what it is.
        Field::Origin => FieldWeight { weight: 0.4, b: 0.3, pivot: 20.0 },
        // Context only narrows (“kent end of life”); what it belongs to is not what it is.
        Field::Context => FieldWeight { weight: 0.15, b: 0.0, pivot: 12.0 },
    }
}

/// How much is added, as a share of the score, when every word of the query stands in the name and
/// the name says nothing else; less in proportion when the name is longer than the query.
pub(super) const NAME_BONUS: f64 = 1.0;

/// The same when every word stands among the other names; less in proportion to how many those
/// are.
pub(super) const ALIAS_BONUS: f64 = 0.8;

/// Factor of a kind of node: of two things that match alike, the one with a page of its own that
/// gathers the rest comes first.
pub(super) const fn kind_factor(kind: NodeKind) -> f64 {
    match kind {
        NodeKind::Partnership => 1.3,
        NodeKind::Theme | NodeKind::Programme => 1.2,
        NodeKind::Strategy | NodeKind::Priority | NodeKind::Partner => 1.1,
        // A measure is named by what it counts, often in a whole clause.
        NodeKind::Measure => 0.9,
        _ => 1.0,
    }
}

/// What an occurrence of a word counts that differs by 1 or 2 letters from the one asked for.
pub(super) const SPELLING_FACTORS: [f64; 3] = [1.0, 0.6, 0.35];

/// What two neighbouring words of the query count in addition where they stand side by side,
/// beside what a phrase of them would: “care board” is more than “care” here and “board” there.
pub(super) const NEIGHBOUR_FACTOR: f64 = 0.3;

/// What an occurrence of a synonym counts beside what was asked for. Abbreviations and spellings
/// are the same words and count fully.
pub(super) const SYNONYM_FACTOR: f64 = 0.7;

/// What an occurrence of another label of the same theme counts: the concept is the same, but the
/// words were not asked for.
pub(super) const LABEL_FACTOR: f64 = 0.4;
