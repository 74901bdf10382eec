//! Relay's connections (<https://relay.dev/graphql/connections.htm>), written once for all types.
//!
//! Which items a page has is decided in `query::page`; here it gets its shape.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, SimpleObject, TypeName};

use super::{
    int::int,
    written::{Written, WrittenList},
};
use crate::query::Page;

/// Where a page lies in its list.
#[derive(Debug, Clone, SimpleObject)]
pub(super) struct PageInfo {
    /// Whether there are items after this page: go on with `after: endCursor`.
    has_next_page: bool,
    /// Whether there are items before this page: go back with `last` and `before: startCursor`.
    has_previous_page: bool,
    /// Cursor of the first item of this page; null when the page is empty.
    start_cursor: Option<String>,
    /// Cursor of the last item of this page; null when the page is empty.
    end_cursor: Option<String>,
}

impl PageInfo {
    /// Of a page.
    pub(super) fn of<T>(page: &Page<T>) -> Self {
        Self {
            has_next_page: page.has_next_page,
            has_previous_page: page.has_previous_page,
            start_cursor: page.items.first().map(|item| item.cursor.clone()),
            end_cursor: page.items.last().map(|item| item.cursor.clone()),
        }
    }
}

/// An item of a page, with its place in the list.
#[derive(Debug, Clone)]
pub(super) struct Edge<T> {
    node: T,
    cursor: String,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub(super) struct Connection<T> {
    edges: Vec<Edge<T>>,
    page_info: PageInfo,
    total_count: i32,
}

impl<T> Connection<T> {
    /// A page, in the shape of the API.
    pub(super) fn new(page: Page<T>) -> Self {
        Self {
            page_info: PageInfo::of(&page),
            total_count: int(page.total_count),
            edges: page
                .items
                .into_iter()
                .map(|item| Edge { node: item.node, cursor: item.cursor })
                .collect(),
        }
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// An item of a page, with its place in the list.
#[Object(name_type)]
impl<T: OutputType> Edge<T> {
    /// The item.
    async fn node(&self) -> &T {
        &self.node
    }

    /// Its place in the list: give it as `after` or `before` to go on from here. Opaque; it stays
    /// usable when the data changes.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// One page of a list, and how long the whole list is.
#[Object(name_type)]
impl<T: OutputType> Connection<T> {
    /// The items of this page, each with its cursor. Ask for `nodes` if you do not need cursors.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The items of this page.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where this page lies in the list.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// How many items the whole list has under the given filter, whatever page is asked for: the
    /// denominator of any share that you compute.
    async fn total_count(&self) -> i32 {
        self.total_count
    }
}

/// One page of a list of relations: its edges carry facts of their own.
#[derive(Debug, Clone)]
pub(super) struct RelationConnection<E> {
    edges: Vec<E>,
    page_info: PageInfo,
    total_count: i32,
}

impl<E> RelationConnection<E> {
    /// A page of relations; `edge` makes an edge of a relation and its cursor.
    pub(super) fn new<T>(page: Page<T>, edge: impl Fn(T, String) -> E) -> Self {
        Self {
            page_info: PageInfo::of(&page),
            total_count: int(page.total_count),
            edges: page.items.into_iter().map(|item| edge(item.node, item.cursor)).collect(),
        }
    }
}

impl<E: OutputType> TypeName for RelationConnection<E> {
    fn type_name() -> Cow<'static, str> {
        let edge = E::type_name();
        format!("{}Connection", edge.strip_suffix("Edge").unwrap_or(&edge)).into()
    }
}

/// One page of a list of relations. What the relation is (role, evidence) stands on the edges, so
/// there is no `nodes` here.
#[Object(name_type)]
impl<E: OutputType + Written> RelationConnection<E> {
    /// The relations of this page.
    async fn edges(&self) -> WrittenList<&E> {
        WrittenList(self.edges.iter().collect())
    }

    /// Where this page lies in the list.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// How many relations the whole list has, whatever page is asked for.
    async fn total_count(&self) -> i32 {
        self.total_count
    }
}
