//! Subscriptions: the type `Subscription`, and the two ways by which its events travel.
//!
//! | file | what |
//! |---|---|
//! | `revisions`, `ingestion` | its fields |
//! | `operation` | one subscription, from what was sent to its events |
//! | `websocket` | `/graphql/ws`: the protocol graphql-transport-ws |
//! | `sse` | `/graphql/stream`: the protocol graphql-sse, mode of distinct connections |
//! | `origin` | which pages of browsers may subscribe |
//!
//! Only subscriptions are answered here; queries have `/graphql`, with its limits and caching.

mod ingestion;
mod operation;
mod origin;
mod revisions;
mod sse;
mod websocket;

use std::sync::Arc;

use async_graphql::MergedSubscription;
use axum::{Router, extract::Request, routing::get};

use super::{
    desk::AtDesk,
    reading::Reading,
    routes::CurrentView,
    schema::{Schema, build_schema},
};
use crate::{
    error::{Error, Result},
    http::{ClientAddress, Streams, addresses::BaseUrl},
    query::History,
};

/// What can be subscribed to: over WebSocket at `/graphql/ws` (protocol graphql-transport-ws) or
/// server-sent events at `/graphql/stream` (protocol graphql-sse). One subscription has one field.
#[derive(Debug, Default, MergedSubscription)]
pub struct Subscription(revisions::RevisionSubscriptions, ingestion::IngestionSubscriptions);

/// What both ways need.
#[derive(Clone)]
struct Live {
    schema: Schema,
    view: CurrentView,
    base: Arc<BaseUrl>,
    streams: Streams,
}

/// The routes by which events travel. `streams` bounds them, and ends them with the service.
pub fn live_routes(view: CurrentView, base: BaseUrl, streams: Streams) -> Router {
    let live = Live { schema: build_schema(), view, base: Arc::new(base), streams };
    Router::new()
        .route("/graphql/ws", get(websocket::open))
        .route("/graphql/stream", get(sse::by_get).post(sse::by_post))
        .with_state(live)
}

impl Live {
    fn reading(&self) -> Reading {
        Reading::new((self.view)(), self.base.clone())
    }
}

/// Who subscribes; `None` where the request came over no connection.
fn client_of(request: &Request) -> Option<ClientAddress> {
    request.extensions().get().copied()
}

/// What the service gives to the fields.
#[derive(Clone)]
struct Given {
    history: History,
    desk: Option<AtDesk>,
}

impl Given {
    /// What came with a request.
    ///
    /// # Errors
    /// `UNAVAILABLE` where the routes stand alone.
    fn of(request: &Request) -> Result<Self> {
        let history = request.extensions().get::<History>().cloned();
        let history =
            history.ok_or_else(|| Error::unavailable("There is nothing to subscribe to here."))?;
        Ok(Self { history, desk: request.extensions().get::<AtDesk>().cloned() })
    }
}
