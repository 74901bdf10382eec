//! The scalar `Url`: an absolute address.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// An address of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Url(pub String);

/// An absolute web address, as text. Addresses of sources are kept as they were found and may be
/// dead by now; `webUrl` is always an address of this service.
#[Scalar(name = "Url")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if text.starts_with("https://") || text.starts_with("http://") => {
                Ok(Self(text))
            }
            other => Err(InputValueError::custom(format!(
                "an address is a text that begins with https:// or http://, not {other}"
            ))),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// An address that a source or document may have.
pub(super) fn some_url(url: Option<&String>) -> Option<Url> {
    url.cloned().map(Url)
}
