//! The type `Measure`.

use async_graphql::{ID, Object, Result};

use super::{
    cost,
    evidence::{self, Evidence},
    missing::get,
    reading::Shown,
    url::Url,
};
use crate::{model, query};

/// A number or target that a source states about a partnership. Where sources conflict, each figure
/// is a measure of its own.
#[Object(name = "Measure")]
impl Shown<model::Measure> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among measures; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// What is counted or aimed at.
    async fn what(&self) -> &str {
        &self.row.what
    }

    /// The figure with its unit, as the source states it. It is text: “about 1.2 million”.
    async fn value(&self) -> &str {
        &self.row.value
    }

    /// About whose area or strategy it is.
    async fn partnership(&self) -> Result<Shown<model::Partnership>> {
        let row = get(query::find_row(self.view(), &self.row.partnership), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// The programme that it is about; null where it is about the partnership as a whole.
    async fn programme(&self) -> Option<Shown<model::Programme>> {
        let row = query::find_row(self.view(), self.row.programme.as_deref()?)?;
        Some(self.reading.show(row))
    }

    /// Which source states it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_row(&self.reading, &*self.row, [&self.row.source])
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}
