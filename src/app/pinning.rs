//! Pinning a request to a release: by the parameter `release` of its address, or by the header
//! `Graph-Release`. Whoever then takes “the current view” in the course of the request is given the
//! view of the release, so that no face needs to know; answers, cursors, links and exports follow.
//!
//! Not here: making the views (`releases`).

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};

use super::releases::ReleaseViews;
use crate::{
    error::{Error, Result},
    http::{Failure, addresses::RELEASE},
    query::History,
    view::View,
};

/// The header that names a release, in both directions.
const HEADER: HeaderName = HeaderName::from_static("graph-release");

tokio::task_local! {
    /// The view of the release to which the request of this task is pinned.
    static PINNED: Arc<View>;
}

/// The view to which the request of this task is pinned; `None` where it is not, and in tasks and
/// threads that it has started.
pub(super) fn pinned() -> Option<Arc<View>> {
    PINNED.try_with(Arc::clone).ok()
}

/// What requests are given beside their view.
#[derive(Clone)]
pub(super) struct Pinning {
    pub(super) releases: Arc<ReleaseViews>,
    pub(super) history: History,
}

impl Pinning {
    /// Pins the requests to these routes that ask for it, and gives all of them the history.
    pub(super) fn around(self, faces: Router) -> Router {
        faces.layer(middleware::from_fn_with_state(self, pin))
    }
}

async fn pin(State(pinning): State<Pinning>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(pinning.history);
    let mut response = match asked(&request) {
        Ok(None) => next.run(request).await,
        Ok(Some(name)) => match pinning.releases.get(&name).await {
            Ok(view) => {
                let mut response = PINNED.scope(view, next.run(request)).await;
                if let Ok(name) = HeaderValue::from_str(&name) {
                    response.headers_mut().insert(HEADER, name);
                }
                response
            }
            Err(error) => Failure::from(error).into_response(),
        },
        Err(error) => Failure::from(error).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("graph-release"));
    response
}

/// The release that a request asks for.
///
/// # Errors
/// `BAD_USER_INPUT` where its address and its header name two.
fn asked(request: &Request) -> Result<Option<String>> {
    let query = request.uri().query().unwrap_or_default();
    let in_address = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, value)| name == RELEASE && !value.is_empty())
        .map(|(_, value)| value.into_owned());
    let header = request.headers().get(HEADER);
    let in_header = header.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned());
    match (in_address, in_header.filter(|name| !name.is_empty())) {
        (Some(address), Some(header)) if address != header => Err(Error::bad_user_input(format!(
            "The address asks for the release “{address}” and the header Graph-Release for “{header}”: name one of them."
        ))),
        (address, header) => Ok(address.or(header)),
    }
}
