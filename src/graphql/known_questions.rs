//! Questions that were parsed before: clients ask the same question again and again, with other
//! variables, and parsing and measuring it takes longer than running many of them.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_graphql::{Request as Question, parser::types::ExecutableDocument};

use super::supervision::Measured;

/// The most questions that are kept parsed, and the longest, in bytes. A parsed question takes some
/// ten times its length in memory, so that all together take at most 10 MB.
const MOST: usize = 256;
const LONGEST: usize = 4096;

/// Parsed questions by their text; the oldest is forgotten.
#[derive(Debug, Default)]
pub(super) struct KnownQuestions(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    by_text: HashMap<Arc<str>, Arc<KnownQuestion>>,
    order: VecDeque<Arc<str>>,
}

/// A question that was asked before.
#[derive(Debug)]
pub(super) struct KnownQuestion {
    document: ExecutableDocument,
    past: Mutex<Past>,
    /// What it cost with variables of each shape; the oldest is forgotten.
    measured: Mutex<VecDeque<(Vec<u8>, Measured)>>,
}

/// How it was with a question at one revision of the data: after a change, what is worked out once
/// for each revision is slow again.
#[derive(Debug, Default)]
struct Past {
    revision: i64,
    /// The most that it cost, by `cost`'s measure; more depends on its variables.
    cost: usize,
    /// How long it took, later times counting more.
    took: Duration,
    times: u32,
}

/// Of how many shapes of variables the cost is kept.
const MOST_SHAPES: usize = 8;

/// So many times and the time of a question is known; each later one counts an eighth.
const ENOUGH: u32 = 8;
/// A question that takes no longer is swift.
const SWIFT: Duration = Duration::from_millis(1);

impl KnownQuestion {
    /// What it costs with variables of this shape, where it was measured before and not refused.
    pub(super) fn find_measured(&self, shape: &[u8]) -> Option<Measured> {
        let measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        measured.iter().find(|(of, _)| of == shape).map(|(_, measured)| *measured)
    }

    /// Keeps what it costs with variables of this shape.
    pub(super) fn measured(&self, shape: Vec<u8>, found: Measured) {
        let mut measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        if measured.len() == MOST_SHAPES {
            measured.pop_front();
        }
        measured.push_back((shape, found));
    }

    /// Whether it was answered within a millisecond when it was asked before, of the same data and
    /// with variables that made it cost as much.
    pub(super) fn is_swift(&self, revision: i64, cost: usize) -> bool {
        let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        past.revision == revision && past.times >= ENOUGH && cost <= past.cost && past.took <= SWIFT
    }

    /// Keeps in mind how long it took.
    pub(super) fn took(&self, revision: i64, cost: usize, took: Duration) {
        let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
        if past.revision != revision {
            *past = Past { revision, ..Past::default() };
        }
        past.times = (past.times + 1).min(ENOUGH);
        past.took = (past.took * (past.times - 1) + took) / past.times;
        past.cost = past.cost.max(cost);
    }
}

impl KnownQuestions {
    /// Gives a question its parsed form, kept from before or made now. A question that cannot be
    /// parsed stays as it is: the schema refuses it and says where.
    pub(super) fn parse(&self, question: &mut Question) -> Option<Arc<KnownQuestion>> {
        if let Some(known) = self.find(&question.query) {
            question.set_parsed_query(known.document.clone());
            return Some(known);
        }
        let document = question.parsed_query().ok()?.clone();
        self.keep(&question.query, document)
    }

    fn find(&self, text: &str) -> Option<Arc<KnownQuestion>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_text.get(text).cloned()
    }

    fn keep(&self, text: &str, document: ExecutableDocument) -> Option<Arc<KnownQuestion>> {
        if text.len() > LONGEST {
            return None;
        }
        let question = Arc::new(KnownQuestion {
            document,
            past: Mutex::default(),
            measured: Mutex::default(),
        });
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text: Arc<str> = text.into();
        if known.by_text.insert(text.clone(), question.clone()).is_none() {
            known.order.push_back(text);
        }
        while known.order.len() > MOST {
            if let Some(oldest) = known.order.pop_front() {
                known.by_text.remove(&oldest);
            }
        }
        Some(question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_the_same_form_when_it_is_asked_again() {
        let known = KnownQuestions::default();
        let parsed = |query: &str| {
            let mut question = Question::new(query);
            known.parse(&mut question);
            question.parsed_query().map(|document| format!("{document:?}")).ok()
        };
        let first = parsed("{ themes { totalCount } }");
        assert!(first.is_some());
        assert_eq!(parsed("{ themes { totalCount } }"), first);
        assert_ne!(parsed("{ themes { nodes { slug } } }"), first);
        assert_eq!(parsed("{ themes {"), None);
        assert_eq!(known.0.lock().unwrap().by_text.len(), 2);
    }

    #[test]
    fn long_questions_are_not_kept_and_the_oldest_are_forgotten() {
        let known = KnownQuestions::default();
        for number in 0..MOST + 5 {
            known.parse(&mut Question::new(format!("{{ a{number} }}")));
        }
        known.parse(&mut Question::new(format!("{{ a{} }}", " ".repeat(LONGEST))));
        let known = known.0.lock().unwrap();
        assert_eq!((known.by_text.len(), known.order.len()), (MOST, MOST));
        assert!(!known.by_text.contains_key("{ a4 }") && known.by_text.contains_key("{ a5 }"));
    }

    #[test]
    fn a_question_is_swift_after_enough_short_answers_of_the_same_data_and_cost() {
        let known = KnownQuestions::default();
        let question = known.parse(&mut Question::new("{ themes { totalCount } }")).unwrap();
        let ask = |times, milliseconds| {
            for _ in 0..times {
                question.took(7, 100, Duration::from_millis(milliseconds));
            }
        };
        ask(ENOUGH - 1, 0);
        assert!(!question.is_swift(7, 100), "too few");
        ask(1, 0);
        assert!(question.is_swift(7, 100));
        assert!(!question.is_swift(7, 101), "it may take longer");
        assert!(!question.is_swift(8, 100), "of other data");
        ask(1, 80);
        assert!(!question.is_swift(7, 100), "it took long");
        ask(20, 0);
        assert!(question.is_swift(7, 100));
        question.took(8, 100, Duration::ZERO);
        assert!(!question.is_swift(8, 100) && !question.is_swift(7, 100), "it begins anew");
    }
}
