//! Which pages of browsers may subscribe: those of this service. Programs name no origin.
//!
//! Reading by request is open to every origin, but a stream takes a place for long: a page elsewhere
//! must not take all of them with its readers' browsers.

use axum::http::{HeaderMap, header};

use crate::{
    error::{Code, Error, Result},
    http::addresses::BaseUrl,
};

/// Fails with `FORBIDDEN` where a page of another origin asks.
pub(super) fn check(headers: &HeaderMap, base: &BaseUrl) -> Result<()> {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    let own = base.join("");
    let host = origin.split_once("://").map(|(_, host)| host);
    if origin == own || (host.is_some() && host == text(header::HOST)) {
        return Ok(());
    }
    Err(Error::new(
        Code::Forbidden,
        "Pages of other origins cannot subscribe. Ask for changes(since:) from time to time, or subscribe from a program.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_and_programs_subscribe() {
        let base = BaseUrl::new("https://strategies.example");
        for (origin, allowed) in [
            (None, true),
            (Some("https://strategies.example"), true),
            (Some("http://127.0.0.1:8080"), true),
            (Some("https://elsewhere.example"), false),
            (Some("null"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "127.0.0.1:8080".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(check(&headers, &base).is_ok(), allowed, "{origin:?}");
        }
    }
}
