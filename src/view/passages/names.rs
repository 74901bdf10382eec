//! Names that come in many passages, each kept once and written as its number.

use std::{collections::HashMap, sync::Arc};

use crate::model::Slug;

/// Slugs by number. A number once given is never given to another slug, so that what was packed
/// before goes on being right.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Arc<Inner>);

#[derive(Debug, Clone, Default)]
struct Inner {
    slugs: Vec<Slug>,
    numbers: HashMap<Slug, u32>,
}

impl Names {
    /// The number of a slug, which it gets if it has none.
    pub(super) fn number(&mut self, slug: &Slug) -> u32 {
        if let Some(number) = self.find(slug) {
            return number;
        }
        let inner = Arc::make_mut(&mut self.0);
        let number = u32::try_from(inner.slugs.len()).unwrap_or(u32::MAX);
        inner.slugs.push(slug.clone());
        inner.numbers.insert(slug.clone(), number);
        number
    }

    /// The number of a slug, if it has one.
    pub(super) fn find(&self, slug: &str) -> Option<u32> {
        self.0.numbers.get(slug).copied()
    }

    /// The slug of a number that was given.
    pub(super) fn slug(&self, number: u32) -> Option<&Slug> {
        self.0.slugs.get(number as usize)
    }

    /// All slugs, by number.
    pub(super) fn slugs(&self) -> &[Slug] {
        &self.0.slugs
    }
}

impl FromIterator<Slug> for Names {
    fn from_iter<T: IntoIterator<Item = Slug>>(slugs: T) -> Self {
        let mut names = Self::default();
        for slug in slugs {
            names.number(&slug);
        }
        names
    }
}
