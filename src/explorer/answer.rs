//! From a page to a response: entity tag, caching, and failures with a way back.

use askama::Template;
use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
    routing::{MethodRouter, get},
};

use crate::{
    error::{Error, Result},
    http::{Failure, etag, not_modified},
};

use super::{Explorer, pinned::pin_links, visit::Visit};

/// Shared caches may keep a page but must ask each time whether it still holds; the answer to
/// that is a 304 without work as long as the revision stays.
pub(crate) const CACHE_CONTROL: HeaderValue = HeaderValue::from_static("public, no-cache");

/// The handler of a page. `build` makes the page from what the request asks: a slug of the path,
/// parameters, or both.
pub(crate) fn show<A, P>(build: fn(&Visit, A) -> Result<P>) -> MethodRouter<Explorer>
where
    A: FromRequestParts<Explorer> + Send + 'static,
    P: Template + 'static,
{
    get(async move |State(explorer): State<Explorer>, headers: HeaderMap, asked: Asked<A>| {
        let visit = Visit::begin(&explorer);
        let tag = tag(&visit, &explorer);
        if let Some(response) = not_modified(&headers, &tag) {
            return Ok(response);
        }
        let page = build(&visit, asked.0)?;
        respond(&visit, &page, tag)
    })
}

/// The entity tag of every page of this visit: of its revision, its release and this build.
pub(crate) fn tag(visit: &Visit, explorer: &Explorer) -> HeaderValue {
    match &visit.view.release {
        Some(release) => {
            etag(visit.view.revision(), &format!("{}-{}", explorer.build, release.name))
        }
        None => etag(visit.view.revision(), &explorer.build),
    }
}

/// A page as a response with the tag of its revision.
pub(crate) fn respond(
    visit: &Visit,
    page: &impl Template,
    tag: HeaderValue,
) -> Result<Response, Failure> {
    let mut html = page.render().map_err(Error::internal)?;
    if let Some(release) = &visit.view.release {
        html = pin_links(&html, &visit.join(""), &release.name);
    }
    let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, CACHE_CONTROL)];
    Ok((headers, Html(html)).into_response())
}

/// A page that was rendered already, for addresses under which one of several pages stands.
#[derive(Template)]
#[template(source = "{{ html|safe }}", ext = "html")]
pub(crate) struct Rendered {
    html: String,
}

impl Rendered {
    /// A page, rendered.
    ///
    /// # Errors
    /// `INTERNAL` where the template cannot be written.
    pub(crate) fn of(page: &impl Template) -> Result<Self> {
        Ok(Self { html: page.render().map_err(Error::internal)? })
    }
}

/// What the request asks, read from its address; what cannot be read is a failure with a page.
struct Asked<A>(A);

impl<A: FromRequestParts<Explorer>> FromRequestParts<Explorer> for Asked<A> {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        explorer: &Explorer,
    ) -> Result<Self, Failure> {
        A::from_request_parts(parts, explorer).await.map(Self).map_err(|_| {
            Error::bad_user_input(
                "This address asks for something that the page cannot give. Go back and choose again, or search.",
            )
            .into()
        })
    }
}
