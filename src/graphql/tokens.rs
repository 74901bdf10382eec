//! How many tokens a question has: counted before it is parsed, because the parser's time grows with
//! them.

use crate::error::{Code, Error, Result};

/// The longest name, in bytes: the library looks for the nearest to each that it does not know.
const LONGEST_NAME: usize = 200;

/// The deepest nesting of brackets of all kinds: the parser's time grows faster than it. Questions
/// and inputs that may be asked are far below.
const DEEPEST: usize = 1000;

/// Refuses a question that is too long or too deeply nested to be parsed.
///
/// # Errors
/// `TOO_COSTLY`, `BAD_USER_INPUT` for the nesting.
pub(super) fn check(question: &str, most: usize) -> Result<()> {
    let refuse = |message| Err(Error::new(Code::TooCostly, message));
    let Counted { tokens, longest, deepest } = count(question, most);
    if tokens > most {
        return refuse(format!(
            "The question has more than {most} words and signs (tokens). Ask it in parts"
        ));
    }
    if longest > LONGEST_NAME {
        return refuse(format!("A name in the question is longer than {LONGEST_NAME} letters"));
    }
    if deepest > DEEPEST {
        return Err(Error::bad_user_input(format!(
            "The query cannot be read: its brackets are nested more than {DEEPEST} deep"
        )));
    }
    Ok(())
}

/// What a question is made of.
#[derive(Default)]
struct Counted {
    tokens: usize,
    /// Length of the longest name, in bytes.
    longest: usize,
    /// Most brackets that are open at once.
    deepest: usize,
}

/// The tokens of a question (GraphQL specification, 2.1.6): punctuators, names, numbers and texts.
/// White space, commas and comments are none. Counting stops above `most`.
fn count(question: &str, most: usize) -> Counted {
    let (mut rest, mut counted, mut open) = (question.as_bytes(), Counted::default(), 0_usize);
    while let Some(length) = next(rest) {
        let (token, after) = rest.split_at(length.min(rest.len()));
        counted.tokens += usize::from(!is_ignored(token));
        match token.first() {
            Some(b'{' | b'[' | b'(') => {
                open += 1;
                counted.deepest = counted.deepest.max(open);
            }
            Some(b'}' | b']' | b')') => open = open.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' => {
                counted.longest = counted.longest.max(token.len());
            }
            _ => {}
        }
        rest = after;
        if counted.tokens > most {
            break;
        }
    }
    counted
}

/// The length of what comes next, token or not, in bytes; 0 at the end.
pub(super) fn next_length(rest: &str) -> usize {
    let length = next(rest.as_bytes()).unwrap_or_default();
    (length..rest.len()).find(|place| rest.is_char_boundary(*place)).unwrap_or(rest.len())
}

/// The length of what comes next, in bytes; `None` at the end.
fn next(rest: &[u8]) -> Option<usize> {
    let run = |of: fn(&u8) -> bool| rest.iter().take_while(|byte| of(byte)).count();
    Some(match rest.first()? {
        b'#' => run(|byte| !b"\r\n".contains(byte)),
        b'"' if rest.starts_with(b"\"\"\"") => block_text(rest),
        b'"' => text(rest),
        b'.' if rest.starts_with(b"...") => 3,
        b'-' | b'0'..=b'9' => run(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(byte)),
        byte if is_of_a_name(*byte) => run(|byte| is_of_a_name(*byte)),
        byte if is_space(*byte) => run(|byte| is_space(*byte)),
        _ => 1,
    })
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// White space and commas; the bytes of a byte order mark too.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xEF | 0xBB | 0xBF)
}

fn is_ignored(token: &[u8]) -> bool {
    token.first().is_none_or(|byte| *byte == b'#' || is_space(*byte))
}

/// A text that ends at the next quotation mark without a backslash, or at the end of the line.
fn text(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (place, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place + 1,
            b'\r' | b'\n' => return place,
            _ => {}
        }
    }
    rest.len()
}

/// A text between three quotation marks.
fn block_text(rest: &[u8]) -> usize {
    let mut place = 3;
    while place < rest.len() {
        let here = &rest[place..];
        if here.starts_with(b"\\\"\"\"") {
            place += 4;
        } else if here.starts_with(b"\"\"\"") {
            return place + 3;
        } else {
            place += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_texts_and_signs_count_and_white_space_does_not() {
        for (question, tokens) in [
            ("", 0),
            (" ,,\n # nothing { here }\n", 0),
            ("{ a }", 3),
            ("query A($n: Int = -1.5e3) { b(x: [1, 2], y: \"a \\\" } b\") ...C }", 26),
            ("{ a(x: \"\"\"one \" two \\\"\"\" three\"\"\") }", 8),
            ("{ a(x: \"no end", 6),
            ("{...A...B}", 6),
        ] {
            assert_eq!(count(question, 100).tokens, tokens, "{question}");
        }
        assert_eq!(count(&"{a".repeat(1000), 10).tokens, 11, "counting stops");
        assert!(check(&"{a".repeat(1000), 10).is_err() && check(&"a".repeat(201), 10).is_err());
        assert!(check("{ a }", 3).is_ok());
        let nested = |deep: usize| format!("{}a{}", "{".repeat(deep), "}".repeat(deep));
        assert!(check(&nested(DEEPEST), 5000).is_ok());
        assert_eq!(check(&nested(DEEPEST + 1), 5000).unwrap_err().code(), Code::BadUserInput);
        assert!(check(&"{a}".repeat(DEEPEST + 1), 5000).is_ok(), "side by side is not deep");
    }
}
