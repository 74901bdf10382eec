//! The type `Framework`.

use async_graphql::{ID, Object, Result};

use super::{
    cost,
    date::Date,
    reading::Shown,
    url::{Url, some_url},
    vocabulary::CitationFormat,
};
use crate::{model, query};

/// An outside way of cutting strategies, such as the topics of the statutory guidance. Its topics
/// are mapped to themes, so that the same coding can be read through any framework.
#[Object(name = "Framework")]
impl Shown<model::Framework> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among frameworks; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its name.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// Who published it.
    async fn publisher(&self) -> &str {
        &self.row.publisher
    }

    /// From which edition its topics come; null where there is only one.
    async fn edition(&self) -> Option<&str> {
        self.row.edition.as_deref()
    }

    /// Where it was published; null where that is not known.
    async fn url(&self) -> Option<Url> {
        some_url(self.row.url.as_ref())
    }

    /// Whether its wording was read on a page of the publisher; otherwise it is widely known and yet
    /// to be confirmed.
    async fn wording_checked(&self) -> bool {
        self.row.wording_checked
    }

    /// Its topics in its own order.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn topics(&self) -> Vec<Shown<model::Topic>> {
        self.reading.show_all(query::topics_of(self.view(), &self.row.slug))
    }

    /// How to cite it: it in the present state of this record, with the day of retrieval and the
    /// first source of what is claimed.
    async fn citation(
        &self,
        #[graphql(
            desc = "In which form; a sentence when it is not given.",
            default_with = "Some(CitationFormat::Text)"
        )]
        format: Option<CitationFormat>,
        #[graphql(desc = "The day of retrieval that it names; today when it is not given.")]
        retrieved_on: Option<Date>,
    ) -> Result<String> {
        self.cite(format, retrieved_on)
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}
