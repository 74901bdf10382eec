//! What is offered where a query finds nothing: fewer words, or other spelling. Nothing is changed
//! silently; whoever asked decides.

use super::{
    language::{Atom, Query, TypedFilter, is_small},
    plan::Word,
    request::{RelaxedQuery, SearchRequest, Window},
    searcher::Searcher,
    text::Stemmer,
};
use crate::error::{Error, Result};

/// With more clauses than this, leaving out single ones is not tried.
const MOST_CLAUSES: usize = 8;

/// With more words than this that are nowhere in the collection, no other spelling is sought: each
/// is compared with the whole vocabulary, and what has so many was not mistyped.
const MOST_MISSPELT: usize = 8;

/// Shorter words, and numbers, are not mistyped ones: nearly every other is spelt nearly so.
const SHORTEST: usize = 4;

impl Searcher {
    /// The reading that leaves out least and finds something: filters before words, since a word
    /// says what is sought and a filter only where; among those that leave out as much, the one
    /// that finds most.
    pub(super) fn relax(
        &self,
        request: &SearchRequest,
        query: &Query,
        stemmer: &mut Stemmer,
    ) -> Result<Option<RelaxedQuery>> {
        let bare = Query { filters: Vec::new(), ..query.clone() };
        let mut steps = Vec::new();
        if !query.filters.is_empty() {
            steps.extend([vec![read_as_words(query)], one_filter_less(query), vec![bare.clone()]]);
        }
        steps.extend([one_word_less(query), either_word(query)]);
        if !query.filters.is_empty() {
            steps.extend([one_word_less(&bare), either_word(&bare)]);
        }
        for step in steps {
            let mut best: Option<RelaxedQuery> = None;
            for fewer in step {
                if fewer == *query || (fewer.required.is_empty() && fewer.filters.is_empty()) {
                    continue;
                }
                let offer = self.try_query(request, &fewer, stemmer)?;
                if offer.total > best.as_ref().map_or(0, |best| best.total) {
                    best = Some(offer);
                }
            }
            if best.is_some() {
                return Ok(best);
            }
        }
        Ok(None)
    }

    /// The query with every word that is nowhere in the collection replaced by the word of the
    /// collection that is spelt most nearly so, if that finds something.
    pub(super) fn correct(
        &self,
        request: &SearchRequest,
        query: &Query,
        stemmer: &mut Stemmer,
    ) -> Result<Option<String>> {
        let mut misspelt = 0;
        for word in query.required.iter().flatten().flat_map(Atom::list_words) {
            misspelt += usize::from(self.frequency(word, stemmer)? == 0);
        }
        if misspelt > MOST_MISSPELT {
            return Ok(None);
        }
        let mut corrected = query.clone();
        for atom in corrected.required.iter_mut().flatten() {
            self.correct_atom(atom, stemmer)?;
        }
        if corrected.required == query.required {
            return Ok(None);
        }
        let offer = self.try_query(request, &corrected, stemmer)?;
        Ok((offer.total > 0).then_some(offer.query))
    }

    fn correct_atom(&self, atom: &mut Atom, stemmer: &mut Stemmer) -> Result<()> {
        match atom {
            Atom::Word(word) => {
                if let Some(better) = self.find_spelling(word, stemmer)? {
                    *word = better;
                }
            }
            Atom::Compound { parts: words, joined } => {
                *joined = None;
                for word in words {
                    if let Some(better) = self.find_spelling(word, stemmer)? {
                        *word = better;
                    }
                }
            }
            Atom::Phrase { words, .. } => {
                for word in words {
                    if let Some(better) = self.find_spelling(word, stemmer)? {
                        *word = better;
                    }
                }
            }
            Atom::Prefix(_) | Atom::Spelling(_) => {}
        }
        Ok(())
    }

    /// A word of the collection for one that it does not have: fewest letters changed, then the
    /// same first letter, then the most frequent; or two words that were written as one.
    fn find_spelling(&self, word: &str, stemmer: &mut Stemmer) -> Result<Option<String>> {
        let is_spelt = word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic);
        if !is_spelt || self.frequency(word, stemmer)? > 0 {
            return Ok(None);
        }
        let mut candidates = Vec::new();
        let near = self.vocabulary()?.spelt_like(word).into_iter();
        for (form, edits) in near.filter(|(form, _)| !is_small(form)) {
            let other_start = form.chars().next() != word.chars().next();
            let rarity = u64::MAX - self.frequency(form, stemmer)?;
            candidates.push((edits, other_start, rarity, form));
        }
        if let Some((.., form)) = candidates.into_iter().min() {
            return Ok(Some(form.to_owned()));
        }
        let vocabulary = self.vocabulary()?;
        let splits = word.char_indices().skip(3).map(|(at, _)| word.split_at(at));
        let known = splits.filter(|(one, other)| {
            other.len() >= 3 && vocabulary.has(one) && vocabulary.has(other)
        });
        let mut found = Vec::new();
        for (one, other) in known {
            let rarest = self.frequency(one, stemmer)?.min(self.frequency(other, stemmer)?);
            found.push((rarest, format!("{one} {other}")));
        }
        Ok(found.into_iter().max().map(|(_, words)| words))
    }

    fn frequency(&self, word: &str, stemmer: &mut Stemmer) -> Result<u64> {
        let terms = vec![(stemmer.stem(word).to_owned(), 1.0)];
        let mut word = Word { terms, ..Word::default() };
        word.resolve(self.segments()).map_err(Error::internal)?;
        Ok(word.frequency)
    }

    /// How many hits a changed query has, as it will be read when it is typed.
    fn try_query(
        &self,
        request: &SearchRequest,
        query: &Query,
        stemmer: &mut Stemmer,
    ) -> Result<RelaxedQuery> {
        let text = query.retype();
        let request = SearchRequest {
            query: text.clone(),
            facets: Vec::new(),
            window: Window::first(0),
            ..request.clone()
        };
        let query = self.read(&request, stemmer)?;
        let (plan, _) = self.plan(&request, &query, stemmer)?;
        let total = self.find(&request, &query, &plan).map_err(Error::internal)?.total;
        Ok(RelaxedQuery { query: text, total })
    }
}

/// The query with the words of filters that name nothing looked for as words.
fn read_as_words(query: &Query) -> Query {
    let mut changed = query.clone();
    changed.filters.retain(|it| !it.values.is_empty() || it.negated);
    for filter in query.filters.iter().filter(|it| it.values.is_empty() && !it.negated) {
        changed.required.extend(filter.words.iter().map(|word| vec![Atom::Word(word.clone())]));
    }
    changed
}

/// The query without each of its filters; without those that name nothing, if there are any.
fn one_filter_less(query: &Query) -> Vec<Query> {
    let known = |it: &TypedFilter| !it.values.is_empty() || it.negated;
    if !query.filters.iter().all(known) {
        let mut fewer = query.clone();
        fewer.filters.retain(known);
        return vec![fewer];
    }
    let without = |left_out: usize| {
        let mut fewer = query.clone();
        fewer.filters.remove(left_out);
        fewer
    };
    (0..query.filters.len()).take(MOST_CLAUSES).map(without).collect()
}

/// The query without each of its words, where it has several but not too many.
fn one_word_less(query: &Query) -> Vec<Query> {
    let clauses = query.required.len();
    let without = |left_out: usize| {
        let mut fewer = query.clone();
        fewer.required.remove(left_out);
        fewer
    };
    let some = (2..=MOST_CLAUSES).contains(&clauses);
    (0..clauses).rev().filter(|_| some).map(without).collect()
}

/// The query with one of its words instead of all.
fn either_word(query: &Query) -> Vec<Query> {
    let mut either = query.clone();
    either.required = vec![query.required.iter().flatten().cloned().collect()];
    if query.required.len() < 2 { Vec::new() } else { vec![either] }
}
