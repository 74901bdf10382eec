//! Subscriptions by server-sent events: the protocol graphql-sse, mode of distinct connections
//! (<https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>). Each connection carries one
//! subscription: `next` events, then `complete`.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::to_bytes,
    extract::{Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{
    StreamExt as _,
    stream::{Stream, unfold},
};
use serde_json::{Value as Json, json};
use tokio::time::{Instant, sleep_until};

use super::{
    Given, Live, client_of,
    operation::{Events, LONGEST, Sent, payload, told},
    origin,
};
use crate::{
    error::{Error, Result},
    http::{Failure, OpenStream, RequestId},
};

/// How often a comment is sent where nothing happens, so that proxies keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// A subscription in the address.
pub(super) async fn by_get(
    State(live): State<Live>,
    sent: Result<Query<Sent>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> Result<Response, Failure> {
    let Query(sent) = sent.map_err(|_| {
        Error::bad_user_input("The address is not a subscription: it takes ?query=…, and where needed &variables={…} (JSON) and &operationName=…, each percent-encoded")
    })?;
    Ok(live.answer(&request, sent)?)
}

/// A subscription in the body.
pub(super) async fn by_post(
    State(live): State<Live>,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST).await.map_err(|_| {
        Error::bad_user_input(format!("The subscription is longer than {} KB", LONGEST / 1024))
    })?;
    let sent = Sent::read(&body)?;
    Ok(live.answer(&Request::from_parts(parts, axum::body::Body::empty()), sent)?)
}

impl Live {
    fn answer(&self, request: &Request, sent: Sent) -> Result<Response> {
        origin::check(request.headers(), &self.base)?;
        let events = match self.begin(sent.question()?, Given::of(request)?) {
            Ok(events) => events,
            Err(errors) => return Ok(refused(&errors, request)),
        };
        let open = self.streams.open(client_of(request))?;
        let mut response = Sse::new(stream(events, open))
            .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
            .into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Proxies that gather answers would hold the events back.
        headers
            .insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
        Ok(response)
    }
}

/// A subscription that cannot be begun, before the stream.
fn refused(errors: &Json, request: &Request) -> Response {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let body = json!({ "errors": errors, "extensions": { "requestId": id } });
    (StatusCode::BAD_REQUEST, axum::Json(body)).into_response()
}

/// Where a stream stands.
enum Stage {
    Running(Events, Box<OpenStream>, Instant),
    /// The last event is to be sent.
    Completing,
    Over,
}

fn stream(
    events: Events,
    open: OpenStream,
) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    let end = Instant::now() + open.longest();
    unfold(Stage::Running(events, Box::new(open), end), async |stage| match stage {
        Stage::Running(events, open, end) => Some(step(events, open, end).await),
        Stage::Completing => Some((complete(), Stage::Over)),
        Stage::Over => None,
    })
    .map(Ok)
}

/// The next event, or the reason for which there are no more.
async fn step(mut events: Events, mut open: Box<OpenStream>, end: Instant) -> (Event, Stage) {
    let over = tokio::select! {
        event = events.next() => match event {
            Some(response) => {
                return (next(&payload(&response)), Stage::Running(events, open, end));
            }
            None => return (complete(), Stage::Over),
        },
        () = open.stopping() => Error::unavailable("The service is stopping. Connect again in a moment."),
        () = sleep_until(end) => Error::unavailable("The connection was open for as long as one may be. Connect again."),
    };
    (next(&json!({ "errors": [told(&over)] })), Stage::Completing)
}

fn next(payload: &Json) -> Event {
    Event::default().event("next").data(payload.to_string())
}

fn complete() -> Event {
    Event::default().event("complete").data("")
}
