//! The id of a request: taken from `x-request-id` where it is sane, else made; sent back with
//! every answer and printed in every log line.

use std::{
    fmt,
    hash::{BuildHasher as _, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    response::Response,
};

/// The header in both directions.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken from outside, in bytes.
const LONGEST: usize = 64;

/// The id of a request; handlers find it in the request's extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// Takes an id from outside: 1 to 64 ASCII letters, digits, full stops, hyphens and
    /// underscores. Anything else could forge log lines or pages.
    pub fn read(text: &str) -> Option<Self> {
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        (!text.is_empty() && text.len() <= LONGEST && text.bytes().all(sane))
            .then(|| Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Makes ids for requests that bring none.
#[derive(Clone)]
pub struct RequestIds(Arc<dyn Fn() -> String + Send + Sync>);

impl RequestIds {
    /// Ids of 16 hexadecimal digits: a counter hashed with keys that are random in each process,
    /// so that ids of several processes do not meet and none can be guessed from another.
    pub fn random() -> Self {
        let (keys, counter) = (RandomState::new(), AtomicU64::new(0));
        Self(Arc::new(move || {
            format!("{:016x}", keys.hash_one(counter.fetch_add(1, Ordering::Relaxed)))
        }))
    }

    /// Always this id.
    pub fn fixed(id: impl Into<String>) -> Self {
        let id = id.into();
        Self(Arc::new(move || id.clone()))
    }

    fn make(&self) -> RequestId {
        RequestId((self.0)().into())
    }
}

/// Gives the request its id and sends it back with the answer.
pub(super) async fn assign(
    ids: &RequestIds,
    mut request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let given = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
    let id = given.and_then(RequestId::read).unwrap_or_else(|| ids.make());
    request.extensions_mut().insert(id.clone());
    let mut response = next(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_from_outside_must_be_harmless() {
        assert_eq!(RequestId::read("a-1_b.C").unwrap().as_str(), "a-1_b.C");
        for text in ["", "a b", "a\nb", "<script>", "é", &"a".repeat(65)] {
            assert_eq!(RequestId::read(text), None, "{text:?}");
        }
    }

    #[test]
    fn two_requests_never_share_a_made_id() {
        let ids = RequestIds::random();
        let made: std::collections::BTreeSet<_> = (0..1000).map(|_| ids.make().0).collect();
        assert_eq!(made.len(), 1000);
        assert!(made.iter().all(|id| id.len() == 16));
    }
}
