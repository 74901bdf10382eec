//! Questions for the log: their shape without what people put into them. Variables are not logged at
//! all.

/// The longest question that is logged, in characters.
const LONGEST: usize = 2000;

/// The question with every text and every number in it replaced by a mark, comments left out and
/// white space made single.
pub(super) fn redact(question: &str) -> String {
    let mut redacted = String::new();
    let mut rest = question;
    while let Some(first) = rest.chars().next() {
        let length = super::tokens::next_length(rest);
        let (token, after) = rest.split_at(length);
        match first {
            '"' => redacted.push_str("\"…\""),
            '-' | '0'..='9' => redacted.push('0'),
            '#' => {}
            ',' | '\u{feff}' => push_space(&mut redacted),
            _ if token.trim().is_empty() => push_space(&mut redacted),
            _ => redacted.push_str(token),
        }
        rest = after;
    }
    match redacted.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &redacted[..end]),
        None => redacted,
    }
}

fn push_space(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_stays_and_what_was_put_into_it_goes() {
        let question = "query A($s: String!) {\n  # my secret\n  search(query: \"my \\\"illness\", first: 12) { é hits(x: \"\"\"se\ncret\"\"\") }\n}";
        assert_eq!(
            redact(question),
            "query A($s: String!) { search(query: \"…\" first: 0) { é hits(x: \"…\") } }"
        );
        assert_eq!(redact(&"a ".repeat(9000)).chars().count(), LONGEST + 1);
    }
}
