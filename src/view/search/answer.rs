//! The course of a search: read, look up, walk, choose, show.

use std::{cell::RefCell, sync::LazyLock};

use tantivy::{DocId, TERMINATED};

use super::{
    cursor::{AllCursor, Cursor, is_own},
    document::{Field, Texts},
    facets::{self, SegmentFacets},
    filter::{Outcome, SegmentFilter},
    highlight::Marker,
    language::{self, Query},
    plan::{Node, Plan},
    planner::{Planner, check_open_words},
    ranking::{self, Candidate, Ranked, SegmentWindow},
    request::{Expansion, SearchHit, SearchRequest, SearchResults, SearchSort, Window},
    schema::{decode_key, value_at},
    score::{Contribution, count_below, saturate},
    searcher::{Searcher, Segment},
    sweep::{Mask, Sweep},
    text::Stemmer,
    vocabulary::Vocabulary,
    weights::{NEIGHBOUR_FACTOR, kind_factor},
};
use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind, Word as _},
};

thread_local! {
    /// Texts repeat their words, so the stems found for one hit serve the next.
    static STEMMER: RefCell<Stemmer> = RefCell::new(Stemmer::new());
}

impl Searcher {
    /// Answers a question. `texts` gives the texts of hits for highlights: the record of the same
    /// view.
    ///
    /// Errors: `BAD_USER_INPUT` for a query that is far longer than a person would type; nothing
    /// else that is typed is an error.
    pub fn search(&self, request: &SearchRequest, texts: &dyn Texts) -> Result<SearchResults> {
        STEMMER.with_borrow_mut(|stemmer| {
            let query = self.read(request, stemmer)?;
            self.answer(request, &query, texts, stemmer)
        })
    }

    /// Reads what was typed, with what its filters name, and parts of a word that is also written as
    /// one as that word.
    pub(super) fn read(&self, request: &SearchRequest, stemmer: &mut Stemmer) -> Result<Query> {
        let mut query = language::parse(&request.query)?;
        self.name_values(&mut query, stemmer)?;
        if request.expand {
            let synonyms = self.synonyms()?;
            query.join_parts(|words| synonyms.joins(words, stemmer));
        }
        Ok(query)
    }

    fn answer(
        &self,
        request: &SearchRequest,
        query: &Query,
        texts: &dyn Texts,
        stemmer: &mut Stemmer,
    ) -> Result<SearchResults> {
        let (plan, expansions) = self.plan(request, query, stemmer)?;
        let found = self.find(request, query, &plan).map_err(Error::internal)?;
        let (relaxed, did_you_mean) = if found.total == 0 {
            (self.relax(request, query, stemmer)?, self.correct(request, query, stemmer)?)
        } else {
            (None, None)
        };
        let statistics = plan.statistics();
        let marker = if request.highlight { Marker::new(&plan) } else { Marker::nothing() };
        let hit = |ranked: &Ranked| {
            let key = decode_key(&ranked.key).unwrap_or_else(|| NodeKey::new(NodeKind::Place, ""));
            let highlights = if request.highlight && !plan.required.is_empty() {
                marker.highlight(&texts.list_texts(&key), stemmer)
            } else {
                Vec::new()
            };
            SearchHit {
                sort_key: ranked.sort_key(&statistics),
                score: ranked.candidate.score,
                fields: list_fields(ranked.candidate.fields),
                key,
                highlights,
            }
        };
        Ok(SearchResults {
            hits: found.hits.iter().map(hit).collect(),
            total: found.total,
            before: found.before,
            after: found.after,
            facets: found.facets,
            interpreted_as: query.show(),
            expansions,
            relaxed,
            did_you_mean,
            revision: self.revision(),
        })
    }

    pub(super) fn plan(
        &self,
        request: &SearchRequest,
        query: &Query,
        stemmer: &mut Stemmer,
    ) -> Result<(Plan, Vec<Expansion>)> {
        let none = Vocabulary::default();
        let vocabulary = if query.needs_vocabulary() { self.vocabulary()? } else { &none };
        check_open_words(query, vocabulary)?;
        let synonyms = if request.expand { Some(self.synonyms()?) } else { None };
        let mut planner = Planner { vocabulary, synonyms, stemmer, query, expansions: Vec::new() };
        let mut plan = planner.plan();
        let expansions = planner.expansions;
        plan.resolve(self.segments()).map_err(Error::internal)?;
        if let (SearchSort::Relevance, Some(bound)) = (request.sort, request.window.bound()) {
            plan.set_statistics(&bound.statistics);
        }
        Ok((plan, expansions))
    }

    pub(super) fn find(
        &self,
        request: &SearchRequest,
        query: &Query,
        plan: &Plan,
    ) -> tantivy::Result<Found> {
        let mut candidates = Vec::new();
        let mut counted = Vec::new();
        let (mut total, mut outside) = (0, 0);
        for (ordinal, segment) in self.segments().iter().enumerate() {
            let mut scan = Scan::new(request, query, segment)?;
            scan.run(plan, ordinal)?;
            total += scan.window.total;
            outside += scan.window.outside;
            candidates.push(scan.window.finish());
            counted.push((segment, scan.facets));
        }
        let hits = ranking::merge(self.segments(), candidates, &request.window, request.sort)?;
        let facets = facets::merge(&request.facets, &request.filter, &counted)?;
        let rest = total - outside - hits.len() as u64;
        let (before, after) = match request.window {
            Window::First { .. } => (outside, rest),
            Window::Last { .. } => (rest, outside),
        };
        Ok(Found { hits, total, before, after, facets })
    }
}

pub(super) struct Found {
    hits: Vec<Ranked>,
    pub total: u64,
    before: u64,
    after: u64,
    facets: Vec<super::request::Facet>,
}

/// The walk through one segment.
struct Scan<'a> {
    segment: &'a Segment,
    filter: SegmentFilter<'a>,
    window: SegmentWindow<'a>,
    facets: SegmentFacets<'a>,
    /// The largest factor of a kind that is asked for.
    most_factor: f64,
}

impl<'a> Scan<'a> {
    fn new(request: &SearchRequest, query: &Query, segment: &'a Segment) -> tantivy::Result<Self> {
        let kinds = Some(&request.filter.kinds[..]).filter(|kinds| !kinds.is_empty());
        let factors = kinds.unwrap_or(NodeKind::ALL).iter().map(|kind| kind_factor(*kind));
        Ok(Self {
            segment,
            most_factor: factors.fold(0.0, f64::max),
            filter: SegmentFilter::new(
                &request.filter,
                &query.filters,
                segment,
                request.facets.iter().any(|facet| facet.lifted),
            )?,
            window: SegmentWindow::new(&request.window, request.sort, segment)?,
            facets: SegmentFacets::new(&request.facets, segment),
        })
    }

    fn run(&mut self, plan: &Plan, ordinal: usize) -> tantivy::Result<()> {
        let open = |node: &Node| Cursor::new(node, self.segment, ordinal, plan.documents);
        let mut excluded = plan.excluded.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        if plan.required.is_empty() {
            for doc in 0..self.segment.reader.max_doc() {
                self.visit(doc, &mut excluded, || Some((0.0, 0)));
            }
            return Ok(());
        }
        let mut welcome = plan.welcome.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        let words = plan.required.iter().map(Node::words).sum();
        let mut worth = Worth { segment: self.segment, welcome: &mut welcome, words };
        if let [Node::Word(word)] = plan.required.as_slice() {
            let matches = Sweep::new(word, self.segment, ordinal, plan.documents)?;
            self.run_word(matches, &mut excluded, &mut worth);
            return Ok(());
        }
        let required = plan.required.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        let mut cursor = all_of(required);
        let mut doc = cursor.doc();
        while doc != TERMINATED {
            self.visit(doc, &mut excluded, || worth.score(doc, cursor.contribution()));
            doc = cursor.seek(doc + 1);
        }
        Ok(())
    }

    /// The walk through the matches of one word. Those that occur too seldom to come among the hits
    /// are counted and no more.
    fn run_word(
        &mut self,
        matches: Sweep<'_>,
        excluded: &mut [Cursor<'_>],
        worth: &mut Worth<'_, '_>,
    ) {
        let Self { segment, filter, window, facets, most_factor } = self;
        let (idf, most) = (matches.idf, *most_factor);
        let only_counted = excluded.is_empty()
            && segment.is_whole()
            && filter.narrows_all()
            && facets.counts_nothing();
        let (mut too_seldom, mut passed) = (0.0, 0);
        let narrow = |begin, wanted: &mut Mask| filter.narrow(begin, wanted);
        matches.run(narrow, |doc, count, fields| {
            let hopeless = count < too_seldom && fields & NAMES == 0;
            if hopeless && only_counted {
                passed += u64::from(is_own(fields));
                return;
            }
            if !is_own(fields)
                || !segment.is_live(doc)
                || excluded.iter_mut().any(|cursor| cursor.seek(doc) == doc)
            {
                return;
            }
            match filter.test_narrowed(doc) {
                Outcome::Fails => return,
                Outcome::FailsOne(dimension) => return facets.count_lifted(doc, dimension),
                Outcome::Passes => facets.count(doc),
            }
            if hopeless {
                passed += 1;
                return;
            }
            let score = idf * saturate(count);
            let contribution = Contribution { score, fields, everywhere: fields };
            if let Some((score, fields)) = worth.score(doc, contribution) {
                window.offer(doc, score, fields);
            }
            let least = window.least().map(|score| count_below(score / (idf * most)));
            too_seldom = least.map_or(0.0, |count| count.unwrap_or(f64::INFINITY));
        });
        window.total += passed;
    }

    /// Takes a document into account whose words match.
    fn visit(
        &mut self,
        doc: u32,
        excluded: &mut [Cursor<'_>],
        score: impl FnOnce() -> Option<(f64, u8)>,
    ) {
        if !self.segment.is_live(doc) || excluded.iter_mut().any(|cursor| cursor.seek(doc) == doc) {
            return;
        }
        let outcome = self.filter.test(doc);
        if outcome == Outcome::Fails {
            return;
        }
        let Some((score, fields)) = score() else { return };
        if let Outcome::FailsOne(dimension) = outcome {
            self.facets.count_lifted(doc, dimension);
        } else {
            self.facets.count(doc);
            self.window.offer(doc, score, fields);
        }
    }
}

/// What makes up the score of a match besides the match itself.
struct Worth<'scan, 'segment> {
    segment: &'segment Segment,
    welcome: &'scan mut [Cursor<'segment>],
    /// How many words the query has.
    words: usize,
}

impl Worth<'_, '_> {
    /// The score of a match and the classes of text in which it is; `None` if nothing of the query is
    /// in the thing itself.
    fn score(&mut self, doc: DocId, mut contribution: Contribution) -> Option<(f64, u8)> {
        if !is_own(contribution.fields) {
            return None;
        }
        for cursor in &mut *self.welcome {
            if cursor.seek(doc) == doc {
                contribution.score += cursor.contribution().score * NEIGHBOUR_FACTOR;
            }
        }
        let factor = KIND_FACTORS[usize::from(self.segment.kinds().of(doc))];
        let score =
            contribution.with_name_bonus(self.words, |field| self.segment.length(field, doc));
        Some((score * factor, contribution.fields))
    }
}

/// Classes of text in which a match counts more than its occurrences.
const NAMES: u8 = Field::Name.bit() | Field::Alias.bit();

/// The factor of each kind by its place in the vocabulary.
static KIND_FACTORS: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|place| kind_factor(value_at(place as u64).unwrap_or(NodeKind::Passage)))
});

/// A cursor on what all of some cursors match; one alone needs no company.
fn all_of(mut cursors: Vec<Cursor<'_>>) -> Cursor<'_> {
    match cursors.len() {
        1 => cursors.remove(0),
        _ => Cursor::All(AllCursor::new(cursors)),
    }
}

fn list_fields(bits: u8) -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| bits & field.bit() != 0).collect()
}

impl Node {
    /// How many words of the query it stands for.
    fn words(&self) -> usize {
        match self {
            Self::Word(_) => 1,
            Self::Phrase(phrase) => phrase.slots.len(),
            Self::All(nodes) => nodes.iter().map(Self::words).sum(),
            Self::Other(_, node) => node.words(),
            Self::Any(nodes) => nodes.iter().map(Self::words).max().unwrap_or(0),
        }
    }
}

impl Window {
    fn bound(&self) -> Option<&super::request::SortKey> {
        match self {
            Self::First { after: bound, .. } | Self::Last { before: bound, .. } => bound.as_ref(),
        }
    }
}

// A candidate is small on purpose: it is copied through a heap for every match of a common word.
const _: () = assert!(std::mem::size_of::<Candidate>() <= 40);
