//! Caching by revision: as long as neither the view nor the program changes, no page does.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// The entity tag of everything that is answered from this revision by this build of the program.
///
/// Weak, because compression changes the bytes but not the meaning. `build` is made of letters,
/// digits, full stops and hyphens; anything else in it becomes a hyphen.
pub fn etag(revision: i64, build: &str) -> HeaderValue {
    let sane = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let build: String = build.chars().map(sane).collect();
    HeaderValue::from_str(&format!("W/\"{revision}-{build}\""))
        .unwrap_or(HeaderValue::from_static("W/\"0\""))
}

/// The answer 304 if the reader already has what carries this tag (`If-None-Match`).
///
/// To be asked before the work is done; the caller puts the same tag on its full answer.
pub fn not_modified(request: &HeaderMap, tag: &HeaderValue) -> Option<Response> {
    let known = request.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|list| {
            list.trim() == "*" || list.split(',').any(|one| opaque(one) == opaque_of(tag))
        })
    });
    known.then(|| (StatusCode::NOT_MODIFIED, [(header::ETAG, tag.clone())]).into_response())
}

/// The part of a tag that is compared: without the mark of weakness (RFC 9110, 13.1.2).
fn opaque(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

fn opaque_of(tag: &HeaderValue) -> &str {
    tag.to_str().map(opaque).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, value.parse().unwrap());
        not_modified(&headers, &etag(12, "0.1.0-abc")).is_some()
    }

    #[test]
    fn a_reader_who_has_this_revision_gets_no_body() {
        for value in ["W/\"12-0.1.0-abc\"", "\"12-0.1.0-abc\"", "\"x\", W/\"12-0.1.0-abc\"", "*"] {
            assert!(asks(value), "{value}");
        }
    }

    #[test]
    fn another_revision_or_another_build_is_sent_in_full() {
        for value in ["W/\"11-0.1.0-abc\"", "W/\"12-0.1.0-abd\"", "12-0.1.0-abc", ""] {
            assert!(!asks(value), "{value}");
        }
        assert!(not_modified(&HeaderMap::new(), &etag(12, "a")).is_none());
    }

    #[test]
    fn a_build_id_cannot_break_the_header() {
        assert_eq!(etag(1, "a\"b\nc"), "W/\"1-a-b-c\"");
    }
}
