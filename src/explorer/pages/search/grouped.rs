//! Hits kind by kind: the best few of each, with the way to all of them.

use crate::{
    error::Result,
    explorer::parts::{count, of_all},
    model::{NodeKind, Word as _},
    query::{Dimension, SearchAnswer, search},
    view::View,
};

use super::{Asked, HitEntry};

/// Hits of each kind on the page.
const OF_EACH: i32 = 5;

/// The hits of one kind.
pub(super) struct KindGroup {
    pub(super) label: &'static str,
    /// Of how many these are.
    pub(super) told: String,
    /// Where all of them are, if these are not all.
    pub(super) all: Option<String>,
    pub(super) hits: Vec<HitEntry>,
}

/// The kinds that the answer has, most frequent first; none where they are not asked for.
///
/// # Errors
/// As `query::search`.
pub(super) fn kinds(view: &View, asked: &Asked, answer: &SearchAnswer) -> Result<Vec<KindGroup>> {
    if !asked.is_grouped() {
        return Ok(Vec::new());
    }
    let counted = answer.facets.iter().filter(|facet| facet.dimension == Dimension::Kinds);
    let words = counted.flat_map(|facet| &facet.values).map(|value| &value.value);
    let mut kinds: Vec<_> = words.filter_map(|word| NodeKind::from_word(word).ok()).collect();
    // What strategies state comes before texts that tell of it.
    kinds.sort_by_key(|kind| matches!(kind, NodeKind::Document | NodeKind::Passage));
    kinds.into_iter().map(|kind| KindGroup::of(view, asked, kind)).collect()
}

impl KindGroup {
    fn of(view: &View, asked: &Asked, kind: NodeKind) -> Result<Self> {
        let narrowed = asked.with("kind", kind.word());
        let mut question = narrowed.question()?;
        question.first = Some(OF_EACH);
        question.facets = Vec::new();
        let answer = search(view, &question)?;
        let (shown, total) = (answer.hits.items.len(), answer.hits.total_count);
        Ok(Self {
            label: kind.label(),
            told: if shown < total {
                of_all(shown, total, "hits")
            } else {
                count(total, "hit", "hits")
            },
            all: (shown < total).then(|| narrowed.address().finish()),
            hits: answer.hits.nodes().map(|hit| HitEntry::of(view, hit)).collect(),
        })
    }
}
