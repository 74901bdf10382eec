//! Reading from other origins: an analyst's notebook or a newspaper's graphic may ask the GraphQL
//! endpoint from the browser. Nothing else is open, and no credentials ever are.

use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use tower_http::cors::{Any, CorsLayer};

use super::request_id;

/// The layer for the GraphQL route, and only for it.
///
/// `authorization` is not among the allowed headers, so a page of another origin can ask, but
/// cannot write with a reader's token.
pub fn cors_for_reads() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::CONTENT_TYPE,
            header::ACCEPT,
            request_id::HEADER,
            HeaderName::from_static("graph-release"),
            HeaderName::from_static("graph-revision"),
            HeaderName::from_static("graph-lineage"),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            request_id::HEADER,
            HeaderName::from_static("graphql-revision"),
            HeaderName::from_static("graph-release"),
            HeaderName::from_static("graph-revision"),
            HeaderName::from_static("graph-lineage"),
        ])
        .max_age(Duration::from_hours(24))
}
