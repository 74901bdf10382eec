//! The type `Source`.

use async_graphql::Object;

use super::{
    date::Date,
    url::{Url, some_url},
};
use crate::query;

/// A source, shown.
#[derive(Debug, Clone)]
pub(super) struct Source(pub(super) query::SourceInfo);

/// A page, paper or document that states something. Sources may disagree; each fact names its own.
#[Object]
impl Source {
    /// Its key, unique in the dataset, such as `kent-and-medway.S1`.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Its address; null where none is known.
    async fn url(&self) -> Option<Url> {
        some_url(self.0.url.as_ref())
    }

    /// Its title as published.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Who published it; null where that is not known.
    async fn publisher(&self) -> Option<&str> {
        self.0.publisher.as_deref()
    }

    /// What form it has: `web_page`, `news`, `board_paper`, `pdf`, `guidance` or `document`.
    async fn kind(&self) -> &'static str {
        self.0.kind
    }

    /// Who speaks in it: `own` (the partnership, its system or board), `partner`, `press`, `machine`
    /// (a machine-made summary) or `unknown`.
    async fn speaker(&self) -> &'static str {
        self.0.speaker
    }

    /// When it was published; null where that is not known.
    async fn published_on(&self) -> Option<Date> {
        self.0.published.map(Date)
    }
}
