//! Which form an answer has, after the GraphQL-over-HTTP specification
//! (<https://graphql.github.io/graphql-over-http/draft/>).

use axum::http::{HeaderMap, header};

/// The media types in which answers come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `application/graphql-response+json`: the HTTP status says how it went.
    GraphqlResponse,
    /// `application/json`: every well-formed question is answered with 200, for old clients.
    Json,
}

impl Form {
    /// As it stands in `Content-Type`.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The form that the reader likes best; `None` if none of ours will do. Without a wish it is
    /// JSON, which every client reads.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        if !headers.contains_key(header::ACCEPT) {
            return Some(Self::Json);
        }
        let modern = quality(headers, "application", "graphql-response+json");
        let old = quality(headers, "application", "json");
        match (modern, old) {
            (0, 0) => None,
            // Named without rank (`*/*` too) JSON is the safe answer; if it is named as good as
            // the new form by a client that knows both, the new one says more.
            (modern, old) if modern > old => Some(Self::GraphqlResponse),
            (modern, old)
                if modern == old && names(headers, "application/graphql-response+json") =>
            {
                Some(Self::GraphqlResponse)
            }
            _ => Some(Self::Json),
        }
    }
}

/// Whether the reader is a browser that shows pages.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    names(headers, "text/html")
}

fn names(headers: &HeaderMap, wanted: &str) -> bool {
    ranges(headers).any(|(kind, quality)| quality > 0 && kind == wanted)
}

/// How much the reader wants this media type, in thousandths; the most specific range decides.
fn quality(headers: &HeaderMap, family: &str, member: &str) -> u16 {
    let exact = format!("{family}/{member}");
    let any_of_family = format!("{family}/*");
    [exact.as_str(), any_of_family.as_str(), "*/*"]
        .into_iter()
        .find_map(|wanted| {
            ranges(headers).find(|(kind, _)| kind == wanted).map(|(_, quality)| quality)
        })
        .unwrap_or(0)
}

/// The media ranges of `Accept` with their qualities in thousandths.
fn ranges(headers: &HeaderMap) -> impl Iterator<Item = (String, u16)> {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality = parts
                .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
                .map_or(1000, thousandths);
            (kind, quality)
        })
}

/// `0.8` as 800; what is no number counts as wanted.
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if whole != "0" {
        return 1000;
    }
    let digits = format!("{fraction:0<3}");
    digits.get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        Form::of(&headers)
    }

    #[test]
    fn the_reader_gets_the_form_that_it_likes_best() {
        assert_eq!(Form::of(&HeaderMap::new()), Some(Form::Json));
        for accept in ["*/*", "application/json", "application/*", "text/html, */*;q=0.8"] {
            assert_eq!(form(accept), Some(Form::Json), "{accept}");
        }
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "application/json;q=0.5, */*;q=0.8",
        ] {
            assert_eq!(form(accept), Some(Form::GraphqlResponse), "{accept}");
        }
        assert_eq!(form("text/csv"), None);
        assert_eq!(form("application/json;q=0, text/html"), None);
    }
}
