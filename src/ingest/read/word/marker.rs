//! What stands before an item of a Word list: a glyph, or its number in the form that the list
//! asks for.

use office_oxide::ir::{List, ListStyle};

/// The marker of the item with this number.
pub(super) fn marker(list: &List, number: u32) -> String {
    if !list.ordered {
        let glyph = match list.style {
            Some(ListStyle::Dash) => "–",
            Some(ListStyle::Square) => "▪",
            Some(ListStyle::Circle) => "◦",
            _ => "•",
        };
        return glyph.to_owned();
    }
    let counter = counter(list.style.as_ref(), number);
    match list.marker_pattern.as_deref().and_then(|pattern| filled(pattern, &counter)) {
        Some(marker) => marker,
        None => format!("{counter}."),
    }
}

/// A pattern such as `(%1)` with the counter in it; none where it has two counters (`%1.%2.`),
/// of which only the last is known here.
fn filled(pattern: &str, counter: &str) -> Option<String> {
    let (before, rest) = pattern.split_once('%')?;
    let after = rest.strip_prefix(|digit: char| digit.is_ascii_digit())?;
    (!after.contains('%')).then(|| format!("{before}{counter}{after}").trim().to_owned())
}

fn counter(style: Option<&ListStyle>, number: u32) -> String {
    match style {
        Some(ListStyle::LowerAlpha) => letters(number),
        Some(ListStyle::UpperAlpha) => letters(number).to_uppercase(),
        Some(ListStyle::LowerRoman) => roman(number),
        Some(ListStyle::UpperRoman) => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// a, b, … z, aa, bb, … as Word counts.
fn letters(number: u32) -> String {
    let place = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    let times = usize::try_from(place / 26 + 1).unwrap_or(1).min(9);
    letter.to_string().repeat(times)
}

fn roman(number: u32) -> String {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.min(3999);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= *value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(style: ListStyle, pattern: Option<&str>) -> List {
        let marker_pattern = pattern.map(str::to_owned);
        List { ordered: true, style: Some(style), marker_pattern, ..List::default() }
    }

    #[test]
    fn items_are_numbered_in_the_form_of_their_list() {
        assert_eq!(marker(&list(ListStyle::Decimal, None), 3), "3.");
        assert_eq!(marker(&list(ListStyle::LowerAlpha, Some("(%2)")), 2), "(b)");
        assert_eq!(marker(&list(ListStyle::LowerRoman, Some("%1)")), 14), "xiv)");
        assert_eq!(marker(&list(ListStyle::Decimal, Some("Priority %1:")), 2), "Priority 2:");
        assert_eq!(marker(&list(ListStyle::Decimal, Some("%1.%2.")), 4), "4.");
        assert_eq!(marker(&list(ListStyle::UpperAlpha, None), 27), "AA.");
    }
}
