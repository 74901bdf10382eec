//! The field `citation` of things.

use async_graphql::Result;

use super::{date::Date, reading::Shown, vocabulary::CitationFormat};
use crate::{
    export::{self, Citing},
    model::{NodeKey, PartialDate, Row},
    query::NodeRow,
};

impl<T: NodeRow + Row> Shown<T> {
    /// How to cite it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` where the day of retrieval is not a whole day.
    pub(super) fn cite(
        &self,
        format: Option<CitationFormat>,
        retrieved_on: Option<Date>,
    ) -> Result<String> {
        let retrieved = match retrieved_on.map(PartialDate::from) {
            None => today(),
            Some(date) if date.day().is_some() => date.to_string(),
            Some(date) => {
                return Err(crate::error::Error::bad_user_input(format!(
                    "“{date}” is not a day: write it as 2026-11-23"
                ))
                .into());
            }
        };
        let page = |key: &NodeKey| self.reading.page_of(key).0;
        let citing = Citing {
            page: &page,
            home: &self.reading.home(),
            state: &export::state_of(self.view()),
            retrieved: &retrieved,
        };
        let citation = export::cite(self.view(), &self.key(), &citing)?;
        Ok(citation.write(format.unwrap_or(CitationFormat::Text).into()))
    }
}

/// The day on which what is cited was retrieved, `YYYY-MM-DD`.
pub(super) fn today() -> String {
    chrono::Utc::now().format("%Y-%m-%d").to_string()
}
