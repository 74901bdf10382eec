//! The type `Theme`.

use async_graphql::{ID, Object, Result};

use super::{
    connection::Connection, cost, framework_topic::FrameworkTopicMapping, reading::Shown, url::Url,
};
use crate::{model, query};

/// A concept of the theme scheme: what priorities and passages are coded to, so that partnerships
/// with different words can be compared. The scheme has two levels.
#[Object(name = "Theme")]
impl Shown<model::Theme> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among themes; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its preferred label.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// What it covers, and what it does not.
    async fn definition(&self) -> &str {
        &self.row.definition
    }

    /// Other labels for the same concept.
    async fn alt_labels(&self) -> &[String] {
        &self.row.alt_labels
    }

    /// Phrases that show that a passage is about it: what the machine looks for.
    async fn phrases(&self) -> &[String] {
        &self.row.phrases
    }

    /// The wider theme; null at the top level.
    async fn broader(&self) -> Option<Shown<model::Theme>> {
        query::broader_of(self.view(), &self.row).map(|row| self.reading.show(row))
    }

    /// The narrower themes in the order of the scheme.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn narrower(&self) -> Vec<Shown<model::Theme>> {
        self.reading.show_all(query::narrower_of(self.view(), &self.row.slug))
    }

    /// The priorities of all editions that are about it or about a narrower theme, by partnership,
    /// strategy and place. Drafts and superseded editions count; for current ones only, ask
    /// `priorities` of the query with `editions: CURRENT`.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Shown<model::Priority>>> {
        let arguments = query::PageArguments::forward(first, after);
        Ok(self.reading.show_page(query::priorities_about(
            self.view(),
            &self.row.slug,
            &arguments,
        )?))
    }

    /// The passages in which it or a narrower theme was found, by document and place. Each comes
    /// once.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn passages(
        &self,
        #[graphql(desc = "At most this many items, 0 to 1000; 50 when it is not given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
    ) -> Result<Connection<Shown<model::Passage>>> {
        let arguments = query::PageArguments::forward(first, after);
        let page = query::passages_about(self.view(), &self.row.slug, &arguments)?;
        Ok(self.reading.show_page(page.map(|mention| mention.passage)))
    }

    /// The topics of outside frameworks that map to it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn topics(&self) -> Vec<FrameworkTopicMapping> {
        query::topics_of_theme(self.view(), &self.row.slug)
            .into_iter()
            .map(|(topic, mapping)| {
                FrameworkTopicMapping::new(&self.reading, topic, self.row.clone(), &mapping)
            })
            .collect()
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}
