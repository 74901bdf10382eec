//! How well a document matches: the arithmetic. The numbers stand in `weights.rs`.

use std::sync::LazyLock;

use tantivy::fieldnorm::FieldNormReader;

use super::{
    document::Field,
    weights::{ALIAS_BONUS, K1, NAME_BONUS, field_weight},
};

/// What a match of a part of a query is worth in one document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Contribution {
    /// Its share of the score.
    pub score: f64,
    /// Classes of text in which some of it was found.
    pub fields: u8,
    /// Classes of text in which all of it was found.
    pub everywhere: u8,
}

impl Contribution {
    /// All parts together.
    pub(super) fn all(parts: impl Iterator<Item = Self>) -> Self {
        let nothing = Self { score: 0.0, fields: 0, everywhere: u8::MAX };
        parts.fold(nothing, |sum, part| Self {
            score: sum.score + part.score,
            fields: sum.fields | part.fields,
            everywhere: sum.everywhere & part.everywhere,
        })
    }

    /// The best of some alternatives.
    pub(super) fn best(parts: impl Iterator<Item = Self>) -> Self {
        let nothing = Self { score: 0.0, fields: 0, everywhere: 0 };
        parts.fold(nothing, |best, part| Self {
            score: best.score.max(part.score),
            fields: best.fields | part.fields,
            everywhere: best.everywhere | part.everywhere,
        })
    }

    /// The same for another way of saying what was asked for.
    pub(super) fn of_other(self, factor: f64) -> Self {
        Self { score: self.score * factor, fields: self.fields, everywhere: 0 }
    }

    /// The score with what is added when all of the query stands in a name of the thing.
    #[inline]
    pub(super) fn with_name_bonus(self, words: usize, length_of: impl Fn(Field) -> u32) -> f64 {
        if self.everywhere & (Field::Name.bit() | Field::Alias.bit()) == 0 {
            return self.score;
        }
        let bonus = |field: Field, most: f64| {
            if self.everywhere & field.bit() == 0 {
                return 0.0;
            }
            most * (words as f64 / f64::from(length_of(field).max(1))).min(1.0)
        };
        self.score * (1.0 + bonus(Field::Name, NAME_BONUS).max(bonus(Field::Alias, ALIAS_BONUS)))
    }
}

/// How much the rarity of a word makes it count: the usual BM25 form, never negative.
pub(super) fn idf(frequency: u64, documents: u64) -> f64 {
    let (frequency, documents) = (frequency as f64, documents as f64);
    (1.0 + (documents - frequency).max(0.0) / (frequency + 0.5) + 0.5 / (frequency + 0.5)).ln()
}

/// What a weighted count of occurrences amounts to: the first counts most.
#[inline]
pub(super) fn saturate(count: f64) -> f64 {
    count * (K1 + 1.0) / (count + K1)
}

/// A weighted count that amounts to less than this; none where every count does.
pub(super) fn count_below(saturated: f64) -> Option<f64> {
    // A little less than the inverse gives, so that rounding never makes it too much.
    const SURELY: f64 = 1.0 - 1e-9;
    let rest = K1 + 1.0 - saturated;
    (rest > 0.0).then(|| SURELY * K1 * saturated / rest)
}

/// Occurrences in a class of text, weighted and discounted for the length of the text.
pub(super) fn weigh(occurrences: f64, field: usize, norm: u8) -> f64 {
    occurrences * FACTORS[field][usize::from(norm)]
}

/// Weight over length normalisation of a class of text, by coded length.
pub(super) fn factors(field: usize) -> &'static [f64; 256] {
    &FACTORS[field]
}

/// Weight over length normalisation, by class of text and coded length.
static FACTORS: LazyLock<[[f64; 256]; Field::ALL.len()]> = LazyLock::new(|| {
    Field::ALL.map(|field| {
        let weight = field_weight(field);
        std::array::from_fn(|norm| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(norm).unwrap_or(u8::MAX));
            weight.weight / (1.0 - weight.b + weight.b * f64::from(length) / weight.pivot)
        })
    })
});
