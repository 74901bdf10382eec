//! The type `Measure`.

use async_graphql::{ID, Object, Result};

use super::{
    cost,
    date::Date,
    evidence::{self, Evidence},
    missing::get,
    reading::Shown,
    url::Url,
    vocabulary::{AssertionMethod, CitationFormat, MeasureChange, MeasureRole},
};
use crate::{model, query};

/// A number or target that a source states about a partnership. Where sources conflict, each figure
/// is a measure of its own, and so are a baseline and its target.
///
/// `what` and `value` are the words of the record. `number`, `numberTo`, `unit`, `role`, `change`,
/// `dateFrom` and `date` are what a program reads in those words, or in those of the document; each is
/// null where they do not certainly say it. `fieldsMethod` says whether a person has confirmed them.
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
        model::bare_figure(&self.row.value)
    }

    /// The figure as a number: 55000 for “55,000”, 10 for “10%”, 0.2 for “one in five”, 2800000000 for
    /// “£2.8 billion”; the lower one of a range. Null where the value is words or holds several
    /// figures. Where `change` is set it is by how much something changes, and no level.
    async fn number(&self) -> Option<f64> {
        self.row.number
    }

    /// The upper number of a range, such as 15 of “10-15 years”; null where there is no range.
    async fn number_to(&self) -> Option<f64> {
        self.row.number_to
    }

    /// What the number counts: `%`, `£`, `share` (a part of 1) or the noun that is counted, such as
    /// `people`; null where that is not certain.
    async fn unit(&self) -> Option<&str> {
        self.row.unit.as_deref()
    }

    /// Whether the figure is a baseline, a target or only reported; null where the words do not say.
    async fn role(&self) -> Option<MeasureRole> {
        self.row.role.map(Into::into)
    }

    /// Set where the figure is by how much something goes up or down; null where it is a level, or
    /// where that is not certain.
    async fn change(&self) -> Option<MeasureChange> {
        self.row.change.map(Into::into)
    }

    /// The first date of a period for which the figure holds, such as 2023 of “in 2023-24”; null where
    /// there is one date or none.
    async fn date_from(&self) -> Option<Date> {
        self.row.date_from.map(Date)
    }

    /// Of a target: by when. Of any other figure: when it was so. The last date of a period; null where
    /// the words give none, or none that is certainly that of the figure.
    async fn date(&self) -> Option<Date> {
        self.row.date.map(Date)
    }

    /// How `number`, `unit`, `role`, `change` and the dates came about: `PROPOSED` where a program read
    /// them and nobody confirmed it, `ACCEPTED` where a curator did; null where none of them is known.
    async fn fields_method(&self) -> Option<AssertionMethod> {
        self.row.method.map(Into::into)
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
