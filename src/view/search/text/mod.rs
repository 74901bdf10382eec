//! Text to terms: one analyser for indexing, for queries and for highlights.
//!
//! `tokenise.rs` cuts text into words, `stem.rs` brings the forms of a word together,
//! `indexing.rs` hands both to the index. Here do not belong what a query means
//! (`search::language`) and weights (`search::weights`).

mod fold;
pub(super) mod indexing;
mod stem;
mod tokenise;

pub(super) use fold::{fold, is_hyphen};
pub(super) use stem::Stemmer;
pub(super) use tokenise::{VALUE_SEPARATOR, visit_tokens};

/// Raised whenever a change here gives any text other terms or positions: an index made by an
/// earlier analyser is then rebuilt.
pub(super) const ANALYSER_VERSION: u32 = 3;

/// The term under which an abbreviation in capitals stands beside its word, so that `SEND` can be
/// told from “send”.
pub(super) fn acronym_term(letters: &str) -> String {
    format!("^{}", letters.to_ascii_lowercase())
}

/// The stems of a text, in order, without the joined forms of hyphenated words.
pub(super) fn stems(text: &str, stemmer: &mut Stemmer) -> Vec<String> {
    let mut stems = Vec::new();
    visit_tokens(text, |token| {
        if !token.joined {
            stems.push(stemmer.stem(token.surface).to_owned());
        }
    });
    stems
}

/// The folded words of a text as they are written, in order, without joined forms.
pub(super) fn surfaces(text: &str) -> Vec<String> {
    let mut surfaces = Vec::new();
    visit_tokens(text, |token| {
        if !token.joined {
            surfaces.push(token.surface.to_owned());
        }
    });
    surfaces
}
