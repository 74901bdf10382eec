//! Slugs that come again and again while rows are read: of a hundred thousand passages most name a
//! document that the row before named, and all their themes are a few dozen. Each is kept once.

use std::hash::{BuildHasher as _, RandomState};

use crate::model::Slug;

/// How many slugs are remembered; a later one takes the place of an earlier.
const PLACES: usize = 2048;

/// The slugs that were read lately.
pub(crate) struct SharedSlugs {
    hasher: RandomState,
    places: Vec<Option<Slug>>,
}

impl SharedSlugs {
    /// Nothing read yet.
    pub(crate) fn new() -> Self {
        Self { hasher: RandomState::new(), places: vec![None; PLACES] }
    }

    /// The slug with this text: one that was read lately, else a new one.
    pub(crate) fn share(&mut self, text: &str) -> Slug {
        let hash = usize::try_from(self.hasher.hash_one(text)).unwrap_or(0);
        let place = &mut self.places[hash % PLACES];
        match place {
            Some(known) if **known == *text => known.clone(),
            _ => place.insert(text.into()).clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_kept_once_and_every_text_is_its_own() {
        let mut shared = SharedSlugs::new();
        let (one, again) = (shared.share("one"), shared.share("one"));
        assert!(Slug::ptr_eq(&one, &again));
        for number in 0..3 * PLACES {
            let text = number.to_string();
            assert_eq!(*shared.share(&text), *text, "also where places are taken");
        }
    }
}
