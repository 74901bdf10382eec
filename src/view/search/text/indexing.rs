//! The analyser in the form in which the index wants it: one tokeniser that gives stems, one that
//! gives the words as they are written.

use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use super::{Stemmer, acronym_term, visit_tokens};

/// Gives the stems of a text, with places, for the fields that are searched.
#[derive(Clone)]
pub(in crate::view::search) struct StemTokenizer {
    stemmer: Stemmer,
    tokens: Vec<IndexToken>,
}

/// Gives the folded words of a text, for the vocabulary of completions and corrections.
#[derive(Clone, Default)]
pub(in crate::view::search) struct FormTokenizer {
    tokens: Vec<IndexToken>,
}

/// Names under which an index knows the two tokenisers.
pub(in crate::view::search) const STEMS: &str = "strategraph_stems";
/// See [`STEMS`].
pub(in crate::view::search) const FORMS: &str = "strategraph_forms";

impl Default for StemTokenizer {
    fn default() -> Self {
        Self { stemmer: Stemmer::new(), tokens: Vec::new() }
    }
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        let Self { stemmer, tokens } = self;
        let mut count = 0;
        visit_tokens(text, |token| {
            let slot = slot(tokens, &mut count);
            slot.text.push_str(stemmer.stem(token.surface));
            slot.offset_from = token.start;
            slot.offset_to = token.end;
            slot.position = token.position as usize;
            slot.position_length = 1;
            if let Some(acronym) = token.acronym(text) {
                let slot = self::slot(tokens, &mut count);
                slot.text.push_str(&acronym_term(acronym));
                slot.offset_from = token.start;
                slot.offset_to = token.end;
                slot.position = token.position as usize;
                slot.position_length = 1;
            }
        });
        Tokens { tokens: &mut tokens[..count], next: 0 }
    }
}

impl Tokenizer for FormTokenizer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        let mut count = 0;
        visit_tokens(text, |token| {
            if !token.joined && token.surface.len() > 1 {
                let slot = slot(&mut self.tokens, &mut count);
                slot.text.push_str(token.surface);
                // Where it stands is not kept, but must be a number that can be added to.
                slot.position = 0;
            }
        });
        Tokens { tokens: &mut self.tokens[..count], next: 0 }
    }
}

/// The next token to fill, empty; its memory is used again for every text.
fn slot<'a>(tokens: &'a mut Vec<IndexToken>, count: &mut usize) -> &'a mut IndexToken {
    if *count == tokens.len() {
        tokens.push(IndexToken::default());
    }
    *count += 1;
    let slot = &mut tokens[*count - 1];
    slot.text.clear();
    slot
}

/// The tokens of one text.
pub(in crate::view::search) struct Tokens<'a> {
    tokens: &'a mut [IndexToken],
    next: usize,
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &IndexToken {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.tokens[self.next - 1]
    }
}
