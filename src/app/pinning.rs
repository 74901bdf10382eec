//! Pinning a request to a release: by the parameter `release` of its address, or by the header
//! `Graph-Release`. Whoever then takes “the current view” in the course of the request is given the
//! view of the release, so that no face needs to know; answers, cursors, links and exports follow.
//!
//! A request that names no release is pinned to the view that is current when it begins, so that
//! all of its answer is of one revision, which the header `Graph-Revision` tells. Sent with a
//! request, that header is the revision that the answer must have reached: whoever wrote through
//! one replica reads the write from every other, or is told `STALE_VIEW`. The header
//! `Graph-Lineage` tells which history the revision belongs to; sent along, it has an answer from a
//! record that was put back since refused with `CONFLICT`.
//!
//! Not here: making the views (`releases`, `view::refresh`).

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};

use super::releases::ReleaseViews;
use crate::{
    error::{Code, Error, Result},
    http::{Failure, addresses::RELEASE},
    model::Point,
    query::History,
    view::{View, refresh::Views},
};

/// The header that names a release, in both directions.
const HEADER: HeaderName = HeaderName::from_static("graph-release");
/// The header that names a revision, in both directions.
const REVISION: HeaderName = HeaderName::from_static("graph-revision");
/// The header that tells the lineage of the revision, in both directions.
const LINEAGE: HeaderName = HeaderName::from_static("graph-lineage");
/// The header with which GraphQL tells the revision of its answer: after a mutation a later one
/// than that with which the request began.
const ANSWERED: HeaderName = HeaderName::from_static("graphql-revision");
/// How long a request waits for the revision that it must have reached. A refresh takes some
/// hundredths of a second; a replica that is further behind had better be asked again.
const PATIENCE: Duration = Duration::from_secs(2);

tokio::task_local! {
    /// The view to which the request of this task is pinned.
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
    pub(super) views: Arc<Views>,
    pub(super) history: History,
}

impl Pinning {
    /// Pins the requests to these routes that ask for it, and gives all of them the history.
    pub(super) fn around(self, faces: Router) -> Router {
        faces.layer(middleware::from_fn_with_state(self, pin))
    }
}

async fn pin(State(pinning): State<Pinning>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(pinning.history.clone());
    let lineage = lineage(&request);
    let found = find_view(&pinning, asked(&request), reached(&request), lineage).await;
    let mut response = match found {
        Ok(view) => {
            let response = PINNED.scope(view.clone(), next.run(request)).await;
            telling(response, &view, &pinning.views)
        }
        Err(error) => Failure::from(error).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("graph-release"));
    response
}

/// The view from which a request is answered.
async fn find_view(
    pinning: &Pinning,
    release: Result<Option<String>>,
    revision: Result<Option<i64>>,
    lineage: Option<String>,
) -> Result<Arc<View>> {
    match (release?, revision?) {
        (Some(name), _) => pinning.releases.get(&name).await,
        (None, Some(revision)) => {
            let view = pinning.views.reach(revision, PATIENCE).await?;
            match lineage {
                Some(lineage) => check_lineage(pinning, view, Point { revision, lineage }).await,
                None => Ok(view),
            }
        }
        (None, None) => Ok(pinning.views.current()),
    }
}

/// The view, where the revision that the client knows is one of its own history.
///
/// # Errors
/// `CONFLICT` where it is not.
async fn check_lineage(pinning: &Pinning, view: Arc<View>, known: Point) -> Result<Arc<View>> {
    let now = view.record.point();
    let found = if now.revision == known.revision {
        Some(now)
    } else {
        pinning.views.store().find_point(known.revision).await?
    };
    if found.as_ref() == Some(&known) {
        return Ok(view);
    }
    Err(Error::new(
        Code::Conflict,
        format!(
            "Revision {} of this record is another one than you know: the record was put back from a backup, or replaced, since. What you wrote may not be in it. Ask without Graph-Lineage for what there is now.",
            known.revision
        ),
    ))
}

/// The response with what it is of.
fn telling(mut response: Response, view: &View, views: &Views) -> Response {
    let headers = response.headers_mut();
    let name = view.release.as_ref().and_then(|release| HeaderValue::from_str(&release.name).ok());
    if let Some(name) = name {
        headers.insert(HEADER, name);
    }
    let own = HeaderValue::from(view.revision());
    let answered = headers.get(ANSWERED).cloned().unwrap_or_else(|| own.clone());
    let lineage = if answered == own {
        view.record.lineage.clone()
    } else {
        // After a mutation; where others have written since, the lineage is left to the next answer.
        let now = views.current().record.point();
        if answered == HeaderValue::from(now.revision) { now.lineage } else { String::new() }
    };
    if let (Ok(value), false) = (HeaderValue::from_str(&lineage), lineage.is_empty()) {
        headers.insert(LINEAGE, value);
    }
    headers.insert(REVISION, answered);
    response
}

/// The lineage that a client knows of the revision that it names.
fn lineage(request: &Request) -> Option<String> {
    let value = request.headers().get(LINEAGE)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_ascii_lowercase())
}

/// The revision that the answer to a request must have reached.
///
/// # Errors
/// `BAD_USER_INPUT` where the header is no whole number.
fn reached(request: &Request) -> Result<Option<i64>> {
    let Some(value) = request.headers().get(REVISION) else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse::<i64>().ok());
    match number.filter(|number| *number >= 0) {
        Some(number) => Ok(Some(number)),
        None => Err(Error::bad_user_input(
            "The header Graph-Revision must be the whole number of a revision, as an earlier answer told it.",
        )),
    }
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
