//! What one request reads: one view, taken at its start, and the address of the service.
//!
//! Every object of the API carries it, so that resolvers need nothing else. How a request comes by
//! its view stands in `routes`.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, OutputType, QueryPathNode, Value, value};

use super::{
    connection::{Connection, RelationConnection},
    global_id,
    supervision::Supervised,
    url::Url,
    written::Written,
};
use crate::{
    error::Result,
    http::addresses::BaseUrl,
    model::{NodeKey, Row, Slug},
    query::{self, Comparison, ComparisonQuestion, NodeRow, Page},
    view::View,
};

/// What one request reads; cheap to copy.
#[derive(Debug, Clone)]
pub struct Reading(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    view: Arc<View>,
    base: Arc<BaseUrl>,
    hints: Mutex<Vec<Value>>,
}

/// The most hints that one answer carries.
const MOST_HINTS: usize = 20;

/// A thing of the graph as the API shows it: its row, and the view in which its relations are
/// looked up.
#[derive(Debug, Clone)]
pub(super) struct Shown<T> {
    /// What the request reads.
    pub(super) reading: Reading,
    /// The row.
    pub(super) row: Arc<T>,
}

impl Reading {
    /// Reads from this view; links lead to this address.
    pub fn new(view: Arc<View>, base: Arc<BaseUrl>) -> Self {
        Self(Arc::new(Parts { view, base, hints: Mutex::default() }))
    }

    /// What was found by a slug, shown. Where it is nothing, the answer's extensions say which is
    /// the nearest: null alone does not tell a slip of the pen from a thing that is gone.
    pub(super) fn found<T: NodeRow + Row>(
        &self,
        context: &Context<'_>,
        row: Option<Arc<T>>,
        slug: &str,
    ) -> Option<Shown<T>> {
        if row.is_none() {
            self.hint(context, &query::nearest(&self.0.view, T::KIND, slug));
        }
        row.map(|row| self.show(row))
    }

    fn hint(&self, context: &Context<'_>, nearest: &[Slug]) {
        let mut hints = self.0.hints.lock().unwrap_or_else(PoisonError::into_inner);
        if hints.len() < MOST_HINTS {
            let path = context.path_node.map(QueryPathNode::to_string_vec).unwrap_or_default();
            let nearest: Vec<_> = nearest.iter().map(ToString::to_string).collect();
            hints.push(value!({"path": path, "message": "There is none of this name.", "nearest": nearest}));
        }
    }

    /// What was learned about names that are not there.
    pub(super) fn hints(&self) -> Vec<Value> {
        self.0.hints.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same of another view: what a request reads after it has written.
    pub(super) fn at(&self, view: Arc<View>) -> Self {
        Self::new(view, self.0.base.clone())
    }

    /// The reading of the request that is being answered. Whatever begins with it is worth a look
    /// at the clock.
    ///
    /// # Errors
    /// `TOO_COSTLY` where the request's time is over.
    pub(super) fn of(context: &Context<'_>) -> async_graphql::Result<Self> {
        if let Some(supervised) = context.data_opt::<Arc<Supervised>>() {
            supervised.in_time()?;
        }
        context.data::<Self>().cloned()
    }

    /// The view.
    pub(super) fn view(&self) -> &View {
        &self.0.view
    }

    /// Partnerships side by side; the same question of one view is answered once.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for names that do not exist.
    pub(super) fn compare(&self, question: &ComparisonQuestion) -> Result<Arc<Comparison>> {
        query::compare(&self.0.view, question)
    }

    /// The full address of a thing's page.
    pub(super) fn page_of(&self, key: &NodeKey) -> Url {
        Url(match &self.0.view.release {
            Some(release) => self.0.base.page_at(key, &release.name),
            None => self.0.base.page(key),
        })
    }

    /// The full address of the service.
    pub(super) fn home(&self) -> String {
        self.0.base.join("")
    }

    /// A row, shown.
    pub(super) fn show<T>(&self, row: Arc<T>) -> Shown<T> {
        Shown { reading: self.clone(), row }
    }

    /// Rows, shown.
    pub(super) fn show_all<T>(&self, rows: Vec<Arc<T>>) -> Vec<Shown<T>> {
        rows.into_iter().map(|row| self.show(row)).collect()
    }

    /// A page of rows, shown.
    pub(super) fn show_page<T>(&self, page: Page<Arc<T>>) -> Connection<Shown<T>>
    where
        Shown<T>: OutputType,
    {
        Connection::new(page.map(|row| self.show(row)))
    }

    /// A page of relations, each shown as the edge that it is.
    pub(super) fn show_relations<T, E: OutputType + Written>(
        &self,
        page: Page<T>,
        edge: impl Fn(Reading, T, String) -> E,
    ) -> RelationConnection<E> {
        RelationConnection::new(page, |relation, cursor| edge(self.clone(), relation, cursor))
    }
}

impl<T: NodeRow + Row> Shown<T> {
    /// The view.
    pub(super) fn view(&self) -> &View {
        self.reading.view()
    }

    /// The identity of the thing.
    pub(super) fn key(&self) -> NodeKey {
        NodeKey::new(T::KIND, self.row.id().clone())
    }

    /// Its identity for clients.
    pub(super) fn global_id(&self) -> async_graphql::ID {
        global_id::encode(&self.key())
    }

    /// Writes its identity for clients.
    #[allow(clippy::unnecessary_wraps)] // as all fields are written
    pub(super) fn write_id(&self, into: &mut Vec<u8>) -> Option<()> {
        global_id::write(T::KIND, self.row.id(), into);
        Some(())
    }

    /// The address of its page.
    pub(super) fn page_address(&self) -> Url {
        self.reading.page_of(&self.key())
    }
}
