//! Where a fact comes from: its source, and for extracted facts the passage and the words in it.

use std::sync::Arc;

use crate::{
    model::{
        AssertionMethod, Document, Measure, Membership, PartialDate, Passage, Priority, Programme,
        Row as _, Slug, Source, Span, Word as _,
    },
    view::{
        View,
        graph::{Edge, Fact, Node},
    },
};

use super::proposal::fact_evidence;

/// What supports a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where it is said.
    pub source: SourceInfo,
    /// The passage in which it was found, where it was extracted.
    pub passage: Option<Arc<Passage>>,
    /// The words that show it, as they stand in the passage.
    pub quote: Option<String>,
    /// The characters of those words in the passage, `[start, end)` in Unicode scalar values.
    pub range: Option<(usize, usize)>,
    /// How far it is trusted.
    pub method: AssertionMethod,
    /// Confidence of an extraction, 0 to 1.
    pub confidence: Option<f64>,
}

/// A source, or a document that was ingested without an entry among the sources.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceInfo {
    /// Its key: unique in the dataset.
    pub key: Slug,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// What form it has.
    pub kind: &'static str,
    /// Who speaks in it.
    pub speaker: &'static str,
    /// When it was published.
    pub published: Option<PartialDate>,
}

impl From<&Source> for SourceInfo {
    fn from(source: &Source) -> Self {
        Self {
            key: source.id.clone(),
            url: source.url.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            kind: source.kind.word(),
            speaker: source.speaker.word(),
            published: source.published,
        }
    }
}

impl From<&Document> for SourceInfo {
    fn from(document: &Document) -> Self {
        Self {
            key: document.slug.clone(),
            url: document.url.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            kind: "document",
            speaker: "unknown",
            published: document.published,
        }
    }
}

/// The source with this identity.
pub fn source_info(view: &View, id: &str) -> Option<SourceInfo> {
    view.record.sources.get(id).map(|source| SourceInfo::from(&**source))
}

/// Evidence of a curated fact: one entry for each source that states it.
pub fn sources_evidence<'id>(
    view: &View,
    sources: impl IntoIterator<Item = &'id Slug>,
) -> Vec<Evidence> {
    sources
        .into_iter()
        .filter_map(|id| source_info(view, id))
        .map(|source| Evidence {
            source,
            passage: None,
            quote: None,
            range: None,
            method: AssertionMethod::Curated,
            confidence: None,
        })
        .collect()
}

/// Evidence of a fact found in a passage: one entry for each place in it.
pub fn passage_evidence(
    view: &View,
    passage: &Arc<Passage>,
    spans: &[Span],
    method: AssertionMethod,
    confidence: Option<f64>,
) -> Vec<Evidence> {
    let Some(source) = source_of_document(view, &passage.document) else { return Vec::new() };
    spans
        .iter()
        .map(|span| Evidence {
            source: source.clone(),
            passage: Some(passage.clone()),
            quote: Some(
                passage.text.chars().skip(span.start).take(span.end - span.start).collect(),
            ),
            range: Some((span.start, span.end)),
            method,
            confidence,
        })
        .collect()
}

/// The source that a document retells or is.
pub(super) fn source_of_document(view: &View, document: &str) -> Option<SourceInfo> {
    let document = view.record.documents.get(document)?;
    let listed = document.source.as_deref().and_then(|id| source_info(view, id));
    Some(listed.unwrap_or_else(|| SourceInfo::from(&**document)))
}

/// Evidence of an edge of the graph; `from` is the node at which the edge starts.
pub fn edge_evidence(view: &View, edge: &Edge, from: &Node, to: &Node) -> Vec<Evidence> {
    match (&edge.fact, from) {
        (Fact::Membership(row), _) => fact_evidence(view, Membership::TABLE, &row.id, &row.sources),
        (Fact::PriorityTheme(row), Node::Priority(priority)) => {
            let mut evidence =
                fact_evidence(view, Priority::TABLE, &priority.slug, &priority.sources);
            for entry in &mut evidence {
                (entry.method, entry.confidence) = (row.method, row.confidence);
            }
            evidence
        }
        (Fact::PassageTheme(tag), Node::Passage(passage)) => {
            view.graph.passage_theme(*tag).map_or_else(Vec::new, |row| {
                passage_evidence(view, passage, &row.spans, row.method, row.confidence)
            })
        }
        (Fact::PassagePartner(tag), Node::Passage(passage)) => {
            view.graph.passage_partner(*tag).map_or_else(Vec::new, |row| {
                passage_evidence(view, passage, &row.spans, row.method, None)
            })
        }
        (Fact::BoardChanges(rows), _) => {
            let mut sources: Vec<&Slug> = rows.iter().map(|row| &row.source).collect();
            sources.dedup();
            sources_evidence(view, sources)
        }
        (Fact::Reference, _) => match to {
            Node::Strategy(strategy) => sources_evidence(view, [&strategy.source]),
            Node::Priority(priority) => {
                fact_evidence(view, Priority::TABLE, &priority.slug, &priority.sources)
            }
            Node::Programme(programme) => {
                fact_evidence(view, Programme::TABLE, &programme.slug, &programme.sources)
            }
            Node::Measure(measure) => {
                fact_evidence(view, Measure::TABLE, &measure.slug, [&measure.source])
            }
            Node::Partner(_) => match from {
                Node::Programme(programme) => sources_evidence(view, &programme.sources),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
