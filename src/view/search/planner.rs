//! From a query as it was read to a plan: words to terms, open words to the words of the
//! collection, expressions to what else is said for them.

use std::collections::BTreeMap;

use super::{
    language::{Atom, Clause, Query, RunWord},
    plan::{Node, Phrase, Plan, Word},
    request::Expansion,
    synonyms::{Alternative, LONGEST_EXPRESSION, Synonyms},
    text::{Stemmer, acronym_term},
    vocabulary::Vocabulary,
    weights::SPELLING_FACTORS,
};
use crate::error::{Error, Result};

/// So many pairs of neighbours are looked at; a longer query says enough by its words.
const MOST_NEIGHBOURS: usize = 6;

/// Most words of the collection for which a word with an open end may stand: each is looked up in
/// every class of text of every part of the index.
pub(super) const MOST_FORMS: usize = 3_000;

/// Fails with `BAD_USER_INPUT` where a word with an open end stands for too many words.
pub(super) fn check_open_words(query: &Query, vocabulary: &Vocabulary) -> Result<()> {
    let clauses = query.required.iter().chain(&query.excluded);
    for atom in clauses.flatten() {
        let Atom::Prefix(start) = atom else { continue };
        let count = vocabulary.count_starting_with(start);
        if count > MOST_FORMS {
            return Err(Error::bad_user_input(format!(
                "“{start}*” stands for {count} words of this collection; at most {MOST_FORMS} are possible. Write more of the word."
            )));
        }
    }
    Ok(())
}

/// Makes plans.
pub(super) struct Planner<'a> {
    /// The words of the collection, for words that are not whole.
    pub vocabulary: &'a Vocabulary,
    /// What else is said; `None` where that is not wanted.
    pub synonyms: Option<&'a Synonyms>,
    pub stemmer: &'a mut Stemmer,
    /// The query of which a plan is made.
    pub query: &'a Query,
    /// What was added so far.
    pub expansions: Vec<Expansion>,
}

impl Planner<'_> {
    /// The plan of a query; terms are not looked up yet.
    pub(super) fn plan(&mut self) -> Plan {
        let query = self.query;
        let mut clauses: Vec<Option<Node>> =
            query.required.iter().map(|clause| Some(self.clause(clause))).collect();
        self.expand_run(query, &mut clauses);
        let welcome = self.neighbours(query);
        let excluded = query.excluded.iter().map(|clause| self.plain(clause)).collect();
        Plan { required: clauses.into_iter().flatten().collect(), excluded, welcome, documents: 0 }
    }

    /// A clause with what else is said for its phrases; single words are expanded with their
    /// neighbours (`expand_run`), unless they are alternatives to others.
    fn clause(&mut self, clause: &Clause) -> Node {
        let several = clause.len() > 1;
        let atoms = clause.iter().map(|atom| match atom {
            Atom::Phrase { words, slop } => self.expanded_phrase(words, *slop),
            Atom::Word(word) if several => self.expanded_word(word),
            atom => self.atom(atom),
        });
        any(atoms.collect())
    }

    /// A clause as it was typed.
    fn plain(&mut self, clause: &Clause) -> Node {
        any(clause.iter().map(|atom| self.atom(atom)).collect())
    }

    fn atom(&mut self, atom: &Atom) -> Node {
        match atom {
            Atom::Word(word) => self.word(word),
            Atom::Compound { parts, joined } => {
                let phrase = self.phrase(parts, 0);
                any(std::iter::once(phrase).chain(joined.iter().map(|it| self.word(it))).collect())
            }
            Atom::Phrase { words, slop } => self.phrase(words, *slop),
            Atom::Prefix(start) => {
                let forms: Vec<_> = self.vocabulary.starting_with(start).collect();
                self.forms(forms.into_iter().map(|form| (form, 1.0)))
            }
            Atom::Spelling(word) => {
                let forms = self.vocabulary.spelt_like(word).into_iter();
                self.forms(forms.map(|(form, edits)| (form, SPELLING_FACTORS[edits.min(2)])))
            }
        }
    }

    fn word(&mut self, word: &str) -> Node {
        Node::Word(Word { terms: vec![(self.stem(word), 1.0)], ..Word::default() })
    }

    fn phrase(&mut self, words: &[String], slop: u32) -> Node {
        let terms: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
        phrase_of(terms, slop)
    }

    fn stem(&mut self, word: &str) -> String {
        self.stemmer.stem(word).to_owned()
    }

    /// Words of the vocabulary, in all their forms.
    fn forms<'form>(&mut self, forms: impl Iterator<Item = (&'form str, f64)>) -> Node {
        let mut terms: BTreeMap<String, f64> = BTreeMap::new();
        for (form, weight) in forms {
            let best = terms.entry(self.stem(form)).or_insert(weight);
            *best = best.max(weight);
        }
        Node::Word(Word { terms: terms.into_iter().collect(), ..Word::default() })
    }

    /// Neighbouring words as phrases; small words between them stay where they are.
    fn neighbours(&mut self, query: &Query) -> Vec<Node> {
        let mut nodes = Vec::new();
        for run in query.run.split(Option::is_none) {
            let words: Vec<&RunWord> = run.iter().flatten().collect();
            let heavy: Vec<usize> =
                (0..words.len()).filter(|at| words[*at].clause.is_some()).collect();
            for pair in heavy.windows(2) {
                let (first, last) = (pair[0], pair[1]);
                // The parts of a compound stand side by side anyway.
                if words[first].clause != words[last].clause {
                    let terms: Vec<String> =
                        words[first..=last].iter().map(|it| self.stem(&it.word)).collect();
                    nodes.push(phrase_of(terms, 0));
                }
            }
        }
        nodes.truncate(MOST_NEIGHBOURS);
        nodes
    }

    /// Finds expressions among neighbouring words, the longest first, and puts what else is said
    /// beside the clauses that they are.
    fn expand_run(&mut self, query: &Query, clauses: &mut [Option<Node>]) {
        for run in query.run.split(Option::is_none) {
            let words: Vec<&RunWord> = run.iter().flatten().collect();
            let mut at = 0;
            while at < words.len() {
                let longest = LONGEST_EXPRESSION.min(words.len() - at);
                let length = (1..=longest)
                    .rev()
                    .find(|length| self.expand_words(&words[at..at + length], query, clauses));
                at += length.unwrap_or(1);
            }
        }
    }

    /// Expands exactly these words, if they are an expression. What was typed stays what it is: words
    /// that are all required, wherever they stand. Whatever else is said stands side by side: “end of
    /// life” finds all that “EOL” finds, and what has the words apart.
    fn expand_words(
        &mut self,
        words: &[&RunWord],
        query: &Query,
        clauses: &mut [Option<Node>],
    ) -> bool {
        let Some(synonyms) = self.synonyms else { return false };
        let stems: Vec<String> = words.iter().map(|it| self.stem(&it.word)).collect();
        let capitals = words.iter().all(|it| it.capitals);
        let alternatives = synonyms.find(&stems, capitals);
        let mut places: Vec<usize> = words.iter().filter_map(|it| it.clause).collect();
        places.dedup();
        // Alternatives joined by OR, and words of a compound that goes on, stay as they are.
        let whole = |place: &usize| {
            let parts = words.iter().filter(|it| it.clause == Some(*place)).count();
            let clause = &query.required[*place];
            clause.len() == 1 && clause[0].words() == parts
        };
        let Some(first) = places.first().copied() else { return false };
        if alternatives.is_empty() || !places.iter().all(whole) {
            return false;
        }
        let mut parts: Vec<Node> =
            places.iter().filter_map(|place| clauses[*place].take()).collect();
        let Some(mut typed) = parts.pop() else { return false };
        if !parts.is_empty() {
            // Side by side they are marked and counted as what they are.
            parts.push(typed);
            typed = Node::Any(vec![phrase_of(stems, 0), Node::All(parts)]);
        }
        if words.len() == 1 && capitals {
            // An abbreviation whose last letter looks like a plural has a term of its own.
            typed = any(vec![typed, word_of(acronym_term(&words[0].word), 1.0)]);
        }
        let from: Vec<String> = words.iter().map(|it| it.word.clone()).collect();
        clauses[first] = Some(self.beside(typed, &from, &alternatives));
        true
    }

    fn expanded_word(&mut self, word: &str) -> Node {
        let typed = self.word(word);
        let Some(synonyms) = self.synonyms else { return typed };
        let alternatives = synonyms.find(&[self.stem(word)], false);
        self.beside(typed, &[word.to_owned()], &alternatives)
    }

    /// A phrase, and the phrases in which one expression of it is said otherwise.
    fn expanded_phrase(&mut self, words: &[String], slop: u32) -> Node {
        let typed = self.phrase(words, slop);
        let Some(synonyms) = self.synonyms else { return typed };
        let stems: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
        let mut nodes = vec![typed];
        let mut at = 0;
        while at < stems.len() {
            let longest = LONGEST_EXPRESSION.min(stems.len() - at);
            let found = (1..=longest).rev().find_map(|length| {
                let alternatives = synonyms.find(&stems[at..at + length], false);
                (!alternatives.is_empty()).then_some((length, alternatives))
            });
            let Some((length, alternatives)) = found else {
                at += 1;
                continue;
            };
            for alternative in &alternatives {
                let (before, after) = (&stems[..at], &stems[at + length..]);
                let terms = before.iter().chain(&alternative.expression.terms).chain(after);
                let other = phrase_of(terms.cloned().collect(), slop);
                nodes.push(Node::Other(alternative.factor, Box::new(other)));
            }
            self.report(&words[at..at + length], &alternatives);
            at += length;
        }
        any(nodes)
    }

    fn beside(&mut self, typed: Node, from: &[String], alternatives: &[Alternative<'_>]) -> Node {
        self.report(from, alternatives);
        let others = alternatives
            .iter()
            .map(|it| Node::Other(it.factor, Box::new(phrase_of(it.expression.terms.clone(), 0))));
        any(std::iter::once(typed).chain(others).collect())
    }

    fn report(&mut self, from: &[String], alternatives: &[Alternative<'_>]) {
        if !alternatives.is_empty() {
            let to = alternatives.iter().map(|it| it.expression.shown.clone()).collect();
            self.expansions.push(Expansion { from: self.query.as_typed(from), to });
        }
    }
}

fn any(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { Node::Any(nodes) }
}

fn word_of(term: String, weight: f64) -> Node {
    Node::Word(Word { terms: vec![(term, weight)], ..Word::default() })
}

fn phrase_of(mut terms: Vec<String>, slop: u32) -> Node {
    if terms.len() == 1 {
        return word_of(terms.remove(0), 1.0);
    }
    let slots = terms.into_iter().map(|term| vec![term]).collect();
    Node::Phrase(Phrase { slots, slop, ..Phrase::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::search::language::parse;

    /// How many terms a plan looks up.
    fn count_terms(nodes: &[Node]) -> usize {
        let count = |node: &Node| match node {
            Node::Word(word) => word.terms.len(),
            Node::Phrase(phrase) => phrase.slots.iter().map(Vec::len).sum(),
            Node::Other(_, node) => count_terms(std::slice::from_ref(node)),
            Node::All(nodes) | Node::Any(nodes) => count_terms(nodes),
        };
        nodes.iter().map(count).sum()
    }

    fn plan(text: &str, vocabulary: &Vocabulary) -> Result<Plan> {
        let query = parse(text)?;
        check_open_words(&query, vocabulary)?;
        let mut stemmer = Stemmer::new();
        let mut planner = Planner {
            vocabulary,
            synonyms: None,
            stemmer: &mut stemmer,
            query: &query,
            expansions: Vec::new(),
        };
        Ok(planner.plan())
    }

    /// A vocabulary with so many words that begin with “co”.
    fn vocabulary(size: usize) -> Vocabulary {
        Vocabulary::of_forms((0..size).map(|number| format!("co{number:06}")))
    }

    #[test]
    fn the_most_open_query_that_is_allowed_looks_up_a_bounded_number_of_terms() {
        let plan = plan(&"co* ".repeat(8), &vocabulary(MOST_FORMS)).unwrap();
        assert_eq!(count_terms(&plan.required), 8 * MOST_FORMS);
    }

    #[test]
    fn a_word_that_stands_for_more_is_refused_with_the_number() {
        let refused = plan("co*", &vocabulary(MOST_FORMS + 1)).unwrap_err();
        assert!(refused.public().contains("3001 words"), "{refused}");
        assert!(plan("co0000*", &vocabulary(MOST_FORMS + 1)).is_ok());
    }

    #[test]
    fn the_longest_query_of_words_looks_up_no_more_terms_than_it_has() {
        let words: Vec<String> = (0..128).map(|number| format!("w{number}x")).collect();
        let plan = plan(&words.join(" "), &Vocabulary::default()).unwrap();
        assert_eq!(count_terms(&plan.required), 128);
        assert_eq!(plan.welcome.len(), MOST_NEIGHBOURS);
    }
}
