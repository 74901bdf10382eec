//! The types `Board`, `DatedCode` and `BoardChange`.

use std::sync::Arc;

use async_graphql::Object;

use super::{
    cost,
    date::Date,
    evidence::{self, Evidence},
    reading::Reading,
    vocabulary::{ChangeKind, ChangeStatus},
};
use crate::model;

/// The board of a partnership's area.
#[derive(Debug, Clone)]
pub(super) struct Board(pub(super) Arc<model::Partnership>);

/// An Integrated Care Board: the NHS body that plans and pays for services in the same area as the
/// partnership.
#[Object]
impl Board {
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.board_name
    }

    /// Its code in the NHS Organisation Data Service (three characters); null where unknown.
    async fn ods_code(&self) -> Option<&str> {
        self.0.board_ods.as_deref()
    }

    /// The ONS codes of its area, with the dates between which each held. Boundaries change: choose
    /// the code of the date of your other data.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn gss_codes(&self) -> Vec<DatedCode> {
        self.0.board_codes.iter().cloned().map(DatedCode).collect()
    }
}

/// A code with its dates.
#[derive(Debug, Clone)]
pub(super) struct DatedCode(model::DatedCode);

/// A code and the dates between which it held.
#[Object]
impl DatedCode {
    /// The code, such as `E54000032`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The first day on which it held; null where it is not known.
    async fn from(&self) -> Option<Date> {
        self.0.from.map(Date)
    }

    /// The last day on which it held; null where it still holds.
    async fn to(&self) -> Option<Date> {
        self.0.to.map(Date)
    }
}

/// A change of a board, shown.
#[derive(Debug, Clone)]
pub(super) struct BoardChange {
    reading: Reading,
    row: Arc<model::BoardChange>,
}

impl BoardChange {
    /// A change, shown.
    pub(super) fn new(reading: &Reading, row: Arc<model::BoardChange>) -> Self {
        Self { reading: reading.clone(), row }
    }
}

/// What happened, or is to happen, to the board of a partnership's area.
#[Object]
impl BoardChange {
    /// What kind of change it is.
    async fn kind(&self) -> ChangeKind {
        self.row.kind.into()
    }

    /// The other boards that take part, by name.
    async fn with(&self) -> &[String] {
        &self.row.with
    }

    /// The boards that result, by name; empty where that is not said.
    async fn to(&self) -> &[String] {
        &self.row.to
    }

    /// When it takes effect.
    async fn on(&self) -> Option<Date> {
        Some(Date(self.row.on))
    }

    /// How firm it was when the source was written.
    async fn status(&self) -> ChangeStatus {
        self.row.status.into()
    }

    /// What else is known; null where there is nothing to add.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }

    /// Where it is said.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        evidence::of_sources(&self.reading, [&self.row.source])
    }
}
