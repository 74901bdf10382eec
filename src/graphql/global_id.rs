//! Global identities after Relay (<https://relay.dev/graphql/objectidentification.htm>): opaque to
//! clients, the same at every revision.

use async_graphql::ID;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    error::{Error, Result},
    model::{NodeKey, NodeKind, Word as _},
};

/// The identity of a thing for clients.
pub(super) fn encode(key: &NodeKey) -> ID {
    ID(URL_SAFE_NO_PAD.encode(plain(key.kind, &key.slug)))
}

/// Writes the identity of a thing as JSON. Its letters are none that JSON escapes.
pub(super) fn write(kind: NodeKind, slug: &str, into: &mut Vec<u8>) {
    let key = plain(kind, slug);
    into.push(b'"');
    let begin = into.len();
    into.resize(begin + base64::encoded_len(key.len(), false).unwrap_or_default(), 0);
    // There is room for it, so that it cannot fail.
    let written = URL_SAFE_NO_PAD.encode_slice(&key, &mut into[begin..]).unwrap_or_default();
    into.truncate(begin + written);
    into.push(b'"');
}

/// As [`NodeKey`] is written.
fn plain(kind: NodeKind, slug: &str) -> String {
    [kind.word(), ":", slug].concat()
}

/// The thing that an identity names; whether it exists is not known here.
///
/// # Errors
/// `BAD_USER_INPUT` that says what was expected.
pub(super) fn decode(id: &ID) -> Result<NodeKey> {
    let read = || {
        String::from_utf8(URL_SAFE_NO_PAD.decode(id.as_str()).ok()?).ok()?.parse::<NodeKey>().ok()
    };
    read().ok_or_else(|| {
        Error::bad_user_input(format!(
            "“{}” is no id of this service. Use the value of the field “id” of a node from an earlier answer{}",
            id.as_str(),
            hint(id.as_str()),
        ))
    })
}

/// Slugs and `kind:slug` are what people write by mistake.
fn hint(written: &str) -> String {
    match written.parse::<NodeKey>() {
        Ok(key) => format!("; the id of {key} is “{}”", encode(&key).as_str()),
        Err(_) => "; a slug is not an id: ask for the thing by its slug first".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_anything_else_is_told_what_was_expected() {
        let key = NodeKey::new(NodeKind::Theme, "best-start-in-life");
        assert_eq!(decode(&encode(&key)).unwrap(), key);
        for wrong in ["", "best-start-in-life", "dGhlbWE6eA", "%%%"] {
            let error = decode(&ID::from(wrong)).unwrap_err();
            assert!(error.public().contains("field “id”"), "{}", error.public());
        }
        let mut written = Vec::new();
        write(key.kind, &key.slug, &mut written);
        assert_eq!(written, serde_json::to_vec(encode(&key).as_str()).unwrap());
        let error = decode(&ID::from("theme:best-start-in-life")).unwrap_err();
        assert!(error.public().contains(encode(&key).as_str()), "{}", error.public());
    }
}
