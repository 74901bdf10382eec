//! The stylesheet, the script and the icon, embedded in the program. Their addresses contain a hash of their
//! bytes, so that browsers may keep them for ever and still never show an old one.

use std::fmt::Write as _;

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
    routing::get,
};
use rust_embed::RustEmbed;

use crate::http::Failure;

#[derive(RustEmbed)]
#[folder = "src/explorer/assets/"]
struct Embedded;

/// The address of the stylesheet.
pub(crate) fn stylesheet() -> String {
    address("site.css")
}

/// The address of the script, which only enhances.
pub(crate) fn script() -> String {
    address("site.js")
}

/// The address of the icon.
pub(crate) fn icon() -> String {
    address("icon.svg")
}

/// The route of the assets.
pub(crate) fn routes() -> Router {
    Router::new().route("/assets/{hash}/{name}", get(serve))
}

async fn serve(Path((hash, name)): Path<(String, String)>) -> Result<Response, Failure> {
    let file = Embedded::get(&name).ok_or_else(Failure::no_such_page)?;
    if hash != short_hash(&file) {
        return Err(Failure::no_such_page());
    }
    let headers = [
        (header::CONTENT_TYPE, media_type(&name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, file.data.into_owned()).into_response())
}

/// Made anew each time: in builds for development files are read from disk and can change.
fn address(name: &str) -> String {
    let hash = Embedded::get(name).map(|file| short_hash(&file)).unwrap_or_default();
    format!("/assets/{hash}/{name}")
}

/// The first 64 bits: enough to tell the few versions of one file apart.
fn short_hash(file: &rust_embed::EmbeddedFile) -> String {
    file.metadata.sha256_hash().iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
