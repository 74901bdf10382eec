//! Answers that are kept as long as their view: what costs milliseconds and is asked for again and
//! again is worked out once for each revision.
//!
//! A view never changes, so what was answered from it stays true; the next view begins with
//! nothing. What is asked and answered is the matter of `query`.

use std::{
    any::Any,
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// What is kept of one view.
#[derive(Default)]
pub struct Kept(Mutex<Entries>);

/// The most weight that is kept together. A cell of a comparison weighs 1 and takes about 300
/// bytes, so that this is about 40 MB: thirty comparisons of 42 partnerships by 78 themes, or one
/// of a thousand partnerships.
const HEAVIEST: usize = 130_000;

/// The entry that was asked for longest ago comes first.
#[derive(Default)]
struct Entries {
    entries: VecDeque<Entry>,
    weight: usize,
}

struct Entry {
    question: Box<dyn Any + Send>,
    answer: Arc<dyn Any + Send + Sync>,
    weight: usize,
}

impl Kept {
    /// The answer that is kept for this question, if there is one.
    pub fn find<Q, A>(&self, question: &Q) -> Option<Arc<A>>
    where
        Q: PartialEq + 'static,
        A: Send + Sync + 'static,
    {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept
            .entries
            .iter()
            .position(|it| it.answer.is::<A>() && it.question.downcast_ref() == Some(question))?;
        let entry = kept.entries.remove(place)?;
        let answer = entry.answer.clone().downcast().ok();
        kept.entries.push_back(entry);
        answer
    }

    /// Whether an answer of this weight is kept at all.
    pub fn takes(weight: usize) -> bool {
        weight <= HEAVIEST
    }

    /// Keeps an answer; those that were asked for longest ago go where that becomes too much. An
    /// answer that is heavier than all that may be kept is not kept.
    pub fn keep<Q, A>(&self, question: Q, answer: Arc<A>, weight: usize)
    where
        Q: PartialEq + Send + 'static,
        A: Send + Sync + 'static,
    {
        if !Self::takes(weight) || self.find::<Q, A>(&question).is_some() {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.weight + weight > HEAVIEST {
            let Some(oldest) = kept.entries.pop_front() else { break };
            kept.weight -= oldest.weight;
        }
        kept.weight += weight;
        kept.entries.push_back(Entry { question: Box::new(question), answer, weight });
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(formatter, "Kept({} answers)", kept.entries.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_by_its_question_and_its_kind() {
        let kept = Kept::default();
        kept.keep("who", Arc::new(1u8), 1);
        kept.keep("where", Arc::new("here"), 1);
        assert_eq!(kept.find::<_, u8>(&"who").as_deref(), Some(&1));
        assert_eq!(kept.find::<_, u8>(&"where"), None, "another kind");
        assert_eq!(kept.find::<_, u8>(&"when"), None);
    }

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let kept = Kept::default();
        kept.keep(1, Arc::new("one"), HEAVIEST / 2);
        kept.keep(2, Arc::new("two"), HEAVIEST / 2);
        kept.find::<_, &str>(&1);
        kept.keep(3, Arc::new("three"), HEAVIEST / 2);
        let there = |question| kept.find::<i32, &str>(&question).is_some();
        assert_eq!([1, 2, 3].map(there), [true, false, true]);
        kept.keep(4, Arc::new("four"), HEAVIEST + 1);
        assert!(there(1) && !there(4), "what is too heavy displaces nothing");
    }
}
