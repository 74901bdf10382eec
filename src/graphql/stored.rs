//! Questions that need not be sent in full: the example queries by name, and questions that a client
//! has sent before, by their hash (automatic persisted queries, as Apollo's clients speak it:
//! <https://www.apollographql.com/docs/apollo-server/performance/apq>).

use std::{
    collections::{HashMap, VecDeque},
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

use async_graphql::{Request, Value};
use axum::http::StatusCode;
use sha2::{Digest as _, Sha256};

use super::{examples::list_examples, question::Refusal};

/// The most questions that are remembered, and the most bytes of them; the oldest is forgotten.
const MOST_KNOWN: usize = 1000;
const MOST_BYTES: usize = 4 << 20;

/// The code that clients wait for to send the question in full.
const NOT_FOUND: &str = "PERSISTED_QUERY_NOT_FOUND";

/// Questions by name and by hash.
#[derive(Debug)]
pub(super) struct StoredQuestions {
    examples: HashMap<String, String>,
    known: Mutex<Known>,
}

/// What clients have sent.
#[derive(Debug, Default)]
struct Known {
    by_hash: HashMap<String, String>,
    order: VecDeque<String>,
    bytes: usize,
}

impl StoredQuestions {
    /// The examples, each by its file's name and by that name without its number.
    pub(super) fn new() -> Self {
        let mut examples = HashMap::new();
        for example in list_examples() {
            if let Some((_, name)) = example.name.split_once('-') {
                examples.insert(name.to_owned(), example.query.clone());
            }
            examples.insert(example.name, example.query);
        }
        Self { examples, known: Mutex::default() }
    }

    /// Completes a question that names a stored one, and remembers one that comes with its hash.
    ///
    /// # Errors
    /// A refusal that says what there is, or the one after which clients send the question in full.
    pub(super) fn complete(
        &self,
        request: &mut Request,
        document: Option<&str>,
    ) -> Result<(), Refusal> {
        if let Some(name) = document {
            request.query = self.of_document(name)?;
            return Ok(());
        }
        let Some(hash) = hash_of(request)? else { return Ok(()) };
        if request.query.is_empty() {
            request.query = self.of_hash(&hash)?;
            return Ok(());
        }
        if hash != sha256(&request.query) {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "“sha256Hash” is not the hash of “query”. Send the SHA-256 of the text in hexadecimal digits",
            ));
        }
        // Nonsense is not worth remembering.
        if request.parsed_query().is_ok() {
            self.locked().remember(hash, &request.query);
        }
        Ok(())
    }

    /// A document by the name of an example, or as `sha256:` and the hash of a question sent before.
    fn of_document(&self, name: &str) -> Result<String, Refusal> {
        if let Some(hash) = name.strip_prefix("sha256:") {
            return self.of_hash(&hash.to_ascii_lowercase());
        }
        self.examples.get(name).cloned().ok_or_else(|| {
            let mut names: Vec<_> = self.examples.keys().map(String::as_str).collect();
            names.retain(|name| !name.starts_with(|first: char| first.is_ascii_digit()));
            names.sort_unstable();
            let written: String = name.chars().take(100).collect();
            let likeness = |other: &str| strsim::jaro_winkler(other, &written);
            let nearest = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
            Refusal::new(
                StatusCode::NOT_FOUND,
                format!(
                    "There is no stored question of this name{}. There are: {}",
                    nearest.map(|near| format!("; the nearest is “{near}”")).unwrap_or_default(),
                    names.join(", ")
                ),
            )
            .with_code("NOT_FOUND")
        })
    }

    fn of_hash(&self, hash: &str) -> Result<String, Refusal> {
        self.locked().by_hash.get(hash).cloned().ok_or_else(|| {
            // The message, too, is what clients look for. It is no failure of the request.
            Refusal::new(StatusCode::OK, "PersistedQueryNotFound").with_code(NOT_FOUND)
        })
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn remember(&mut self, hash: String, query: &str) {
        if query.len() > MOST_BYTES || self.by_hash.contains_key(&hash) {
            return;
        }
        self.bytes += query.len();
        self.by_hash.insert(hash.clone(), query.to_owned());
        self.order.push_back(hash);
        while self.order.len() > MOST_KNOWN || self.bytes > MOST_BYTES {
            let Some(oldest) = self.order.pop_front() else { return };
            self.bytes -= self.by_hash.remove(&oldest).map_or(0, |query| query.len());
        }
    }
}

/// The hash in the extensions of a request, in small letters.
fn hash_of(request: &Request) -> Result<Option<String>, Refusal> {
    let Some(Value::Object(persisted)) = request.extensions.get("persistedQuery") else {
        return Ok(None);
    };
    match (persisted.get("version"), persisted.get("sha256Hash")) {
        (Some(Value::Number(version)), Some(Value::String(hash)))
            if version.as_u64() == Some(1) && hash.len() == 64 =>
        {
            Ok(Some(hash.to_ascii_lowercase()))
        }
        _ => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "“persistedQuery” must be {\"version\": 1, \"sha256Hash\": \"64 hexadecimal digits\"}",
        )),
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hexadecimal, byte| {
        // Writing to a text cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_questions_are_forgotten() {
        let mut known = Known::default();
        for number in 0..MOST_KNOWN + 10 {
            known.remember(number.to_string(), "{ __typename }");
        }
        assert_eq!(known.by_hash.len(), MOST_KNOWN);
        assert!(!known.by_hash.contains_key("9") && known.by_hash.contains_key("10"));
        known.remember("large".to_owned(), &"x".repeat(MOST_BYTES));
        assert_eq!((known.by_hash.len(), known.bytes), (1, MOST_BYTES));
        known.remember("larger".to_owned(), &"x".repeat(MOST_BYTES + 1));
        assert_eq!(known.by_hash.len(), 1);
    }

    #[test]
    fn an_example_is_found_with_and_without_its_number() {
        let stored = StoredQuestions::new();
        for name in ["05-search", "search"] {
            assert!(stored.of_document(name).unwrap().contains("search("), "{name}");
        }
        let refusal = stored.of_document("serch").unwrap_err();
        assert!(refusal.message.contains("“search”"), "{}", refusal.message);
    }
}
