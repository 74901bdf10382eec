//! The files of the console page, under an address that changes when any of them does.

use std::fmt::Write as _;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::http::Failure;

#[derive(RustEmbed)]
#[folder = "src/graphql/assets"]
struct Files;

/// The folder under which browsers find the files. It ends in a hash of all of them, because
/// scripts name each other by relative addresses.
pub(super) fn folder() -> String {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in &names {
        hash.update(name.as_bytes());
        hash.update(Files::get(name).map(|file| file.metadata.sha256_hash()).unwrap_or_default());
    }
    let mut folder = String::from("/console/files/");
    for byte in &hash.finalize()[..8] {
        // Writing to a text cannot fail.
        let _ = write!(folder, "{byte:02x}");
    }
    folder
}

/// A file, to be kept for ever: its address names its content.
pub(super) fn serve(name: &str) -> Response {
    let (Some(file), Some(media_type)) = (Files::get(name), media_type(name)) else {
        return Failure::no_such_page().into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    (headers, file.data).into_response()
}

/// The text of a page's template.
pub(super) fn template(name: &str) -> String {
    let file = Files::get(name).map(|file| file.data).unwrap_or_default();
    String::from_utf8_lossy(&file).into_owned()
}

/// The media type of a file; `None` for templates, which are not served as they stand.
pub(super) fn media_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        _ => None,
    }
}
