//! Questions that were parsed before: clients ask the same question again and again, with other
//! variables, and parsing takes longer than running many of them.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::{Request as Question, parser::types::ExecutableDocument};

/// The most questions that are kept parsed, and the longest, in bytes. A parsed question takes some
/// ten times its length in memory, so that all together take at most 10 MB.
const MOST: usize = 256;
const LONGEST: usize = 4096;

/// Parsed questions by their text; the oldest is forgotten.
#[derive(Debug, Default)]
pub(super) struct KnownQuestions(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    by_text: HashMap<Arc<str>, Arc<ExecutableDocument>>,
    order: VecDeque<Arc<str>>,
}

impl KnownQuestions {
    /// Gives a question its parsed form, kept from before or made now. A question that cannot be
    /// parsed stays as it is: the schema refuses it and says where.
    pub(super) fn parse(&self, question: &mut Question) {
        if let Some(document) = self.find(&question.query) {
            question.set_parsed_query((*document).clone());
        } else if let Ok(document) = question.parsed_query() {
            let document = document.clone();
            self.keep(&question.query, document);
        }
    }

    fn find(&self, text: &str) -> Option<Arc<ExecutableDocument>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_text.get(text).cloned()
    }

    fn keep(&self, text: &str, document: ExecutableDocument) {
        if text.len() > LONGEST {
            return;
        }
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text: Arc<str> = text.into();
        if known.by_text.insert(text.clone(), Arc::new(document)).is_none() {
            known.order.push_back(text);
        }
        while known.order.len() > MOST {
            if let Some(oldest) = known.order.pop_front() {
                known.by_text.remove(&oldest);
            }
        }
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
}
