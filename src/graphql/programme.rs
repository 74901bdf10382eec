//! The type `Programme`.

use async_graphql::{ID, Object, Result};

use super::{
    cost,
    date::Date,
    evidence::{self, Evidence},
    missing::get,
    reading::Shown,
    url::Url,
};
use crate::{model, query};

/// A named programme, project or initiative of a partnership.
#[Object(name = "Programme")]
impl Shown<model::Programme> {
    /// Its identity, unique over all kinds of node: opaque, and the same at every revision.
    pub(super) async fn id(&self) -> ID {
        self.global_id()
    }

    /// Its stable readable name, unique among programmes; it stands in the address of its page.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// What it is, in one clause of our own; null where the name says it all.
    async fn gist(&self) -> Option<&str> {
        self.row.gist.as_deref()
    }

    /// Whose it is.
    async fn partnership(&self) -> Result<Shown<model::Partnership>> {
        let row = get(query::find_row(self.view(), &self.row.partnership), &self.row.slug)?;
        Ok(self.reading.show(row))
    }

    /// When it began; null where the sources do not say.
    async fn from(&self) -> Option<Date> {
        self.row.from.map(Date)
    }

    /// When it ended or is to end; null where the sources do not say, which does not mean that it
    /// still runs.
    async fn to(&self) -> Option<Date> {
        self.row.to.map(Date)
    }

    /// The partners with which it is delivered.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn partners(&self) -> Vec<Shown<model::Partner>> {
        self.reading.show_all(query::partners_of_programme(self.view(), &self.row.slug))
    }

    /// The priorities that it serves, as far as sources say.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn serves(&self) -> Vec<Shown<model::Priority>> {
        self.reading.show_all(query::served_by(self.view(), &self.row.slug))
    }

    /// The numbers and targets that sources state about it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn measures(&self) -> Vec<Shown<model::Measure>> {
        self.reading.show_all(query::measures_of_programme(self.view(), &self.row.slug))
    }

    /// Which sources name it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_row(&self.reading, &*self.row, &self.row.sources)
    }

    /// The address of its page on this site.
    async fn web_url(&self) -> Url {
        self.page_address()
    }
}
