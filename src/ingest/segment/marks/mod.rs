//! Which passages say nothing of their own: contents pages, references, questionnaires,
//! boilerplate. They keep their text and can be found, but are not counted as mentions
//! ([`PassageKind::is_counted`]).
//!
//! Contents and references are told of blocks (all passages under one heading), because a single
//! line “Starting well … 12” shows little; questionnaires and boilerplate are told of single
//! passages. How a block looks is told in `contents`, `references`, `notices`.

mod contents;
mod notices;
mod references;

use crate::model::{Passage, PassageKind};

/// What a block of text is, where it is no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockMark {
    /// A contents page, or part of one.
    Contents,
    /// A list of references, or part of one.
    References,
}

/// What a block of lines is, where it is a contents page or a list of references.
pub fn find_mark(block: &str) -> Option<BlockMark> {
    if references::is_references(block) {
        Some(BlockMark::References)
    } else if contents::is_contents(block) {
        Some(BlockMark::Contents)
    } else {
        None
    }
}

/// Gives the passages that say nothing of their own their kind.
pub(super) fn mark(passages: &mut [Passage]) {
    let mut from = 0;
    while from < passages.len() {
        let to = end_of_block(passages, from);
        mark_block(&mut passages[from..to]);
        from = to;
    }
    for passage in passages.iter_mut().filter(|passage| passage.kind.is_counted()) {
        if let Some(kind) = notices::find_notice(&passage.text, &passage.headings) {
            passage.kind = kind;
        }
    }
}

/// So many passages a document without pages may have to be looked at as one page.
const LONGEST_PAGE: usize = 120;

/// Pages that are contents pages as a whole. Readers take “1. Foreword” for a heading as often as
/// for a line, so that the lines of such a page lie in blocks of their own; only the page's text
/// shows what they are. `text` gives the document's text between two characters.
pub(super) fn mark_pages<'text>(
    passages: &mut [Passage],
    text: &dyn Fn(usize, usize) -> &'text str,
) {
    let whole = passages.iter().all(|passage| passage.page.is_none());
    if whole && passages.len() > LONGEST_PAGE {
        return;
    }
    let mut from = 0;
    let mut start = 0;
    while from < passages.len() {
        let page = passages[from].page;
        let to = from + passages[from..].iter().take_while(|one| one.page == page).count();
        let next = passages.get(to).map_or(usize::MAX, |one| place(one.start));
        // Headings below the last passage belong to this page, unless another one follows.
        let end = if to == passages.len() { next } else { place(passages[to - 1].end) };
        if !is_told_by_heading(&passages[from..to]) && contents::is_contents(text(start, end)) {
            set_kind(&mut passages[from..to], PassageKind::Contents);
        }
        start = place(passages[to - 1].end);
        from = to;
    }
}

/// Whether a heading “Contents” already told which passages of a page are the contents: the others
/// are what they look like.
fn is_told_by_heading(page: &[Passage]) -> bool {
    let told = |passage: &Passage| {
        passage.kind == PassageKind::Contents
            && passage.headings.last().is_some_and(|last| contents::is_contents_heading(last))
    };
    page.iter().any(told) && page.iter().any(|passage| !told(passage))
}

fn place(character: i64) -> usize {
    usize::try_from(character).unwrap_or(usize::MAX)
}

/// Passages under the same headings, on the same page or the next.
fn end_of_block(passages: &[Passage], from: usize) -> usize {
    let same = |passage: &Passage| passage.headings == passages[from].headings;
    from + passages[from..].iter().take_while(|passage| same(passage)).count()
}

fn mark_block(passages: &mut [Passage]) {
    let heading = passages.first().and_then(|passage| passage.headings.last()).cloned();
    let heading = heading.unwrap_or_default();
    if references::is_references_heading(&heading) {
        return set_kind(passages, PassageKind::Reference);
    }
    let is_called = heading.to_lowercase().contains("contents");
    if is_called && contents::is_contents_heading(&heading) && passages.iter().all(is_entry) {
        return set_kind(passages, PassageKind::Contents);
    }
    // A single statement among references is still a statement: each is looked at by itself.
    let mut prose = false;
    for passage in passages.iter_mut() {
        if !can_be_marked(&passage.text) {
            prose = true;
        } else if references::is_references(&passage.text) {
            passage.kind = PassageKind::Reference;
        } else if contents::is_contents(&passage.text) {
            passage.kind = PassageKind::Contents;
        }
    }
    if !prose && passages.len() >= 4 && contents::is_contents(&joined(passages)) {
        set_kind(passages, PassageKind::Contents);
    }
}

/// Text without a digit and without an address is neither; most passages end here.
fn can_be_marked(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() < 160
}

fn is_entry(passage: &Passage) -> bool {
    words(&passage.text) <= 20
}

fn joined(passages: &[Passage]) -> String {
    passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn set_kind(passages: &mut [Passage], kind: PassageKind) {
    for passage in passages {
        passage.kind = kind;
    }
}

/// How many words a text has: numbers and signs are none.
fn words(text: &str) -> usize {
    text.split(|sign: char| !sign.is_alphabetic() && sign != '\'' && sign != '’')
        .filter(|word| !word.is_empty())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{read, segment::segment};

    fn kinds(text: &str) -> Vec<PassageKind> {
        let read = read::read(text.as_bytes(), None).unwrap();
        segment(&read, &"plan".into()).into_iter().map(|passage| passage.kind).collect()
    }

    #[test]
    fn a_contents_page_is_marked_and_a_list_of_priorities_is_not() {
        let page = "Contents\n1. Foreword 3\n2. Starting well 5\n3. Living well 9\n4. Ageing well 14\n5. Next steps 20";
        assert_eq!(find_mark(page), Some(BlockMark::Contents));
        let priorities = "Our priorities\n1. Starting well\n2. Living well\n3. Ageing well\n4. Dying well\n5. Fair access\n6. Good work\n7. Warm homes\n8. Clean air";
        assert_eq!(find_mark(priorities), None);
    }

    #[test]
    fn rising_section_numbers_are_contents_and_a_budget_is_not() {
        let page = "1.1 Our area 4\n1.2 Our people 6\n2.1 Needs 9\n2.2 Assets 11\n3.1 Aims 15\n3.2 Delivery 18";
        assert_eq!(find_mark(page), Some(BlockMark::Contents));
        let budget = "2023/24\n2024/25\n1.1 Beds 400\n1.2 Wards 500\n1.3 Lifts 40\n1.4 Roofs 60\n1.5 Vans 70\n1.6 Cars 80";
        assert_eq!(find_mark(budget), None);
    }

    #[test]
    fn references_are_marked_and_prose_that_cites_is_not() {
        let list = "Marmot, M. (2010). Fair Society, Healthy Lives. Available at: https://example.org/m\nSmith, J. (2019). Ageing. Journal of Care 12(3): 45-52.";
        assert_eq!(find_mark(list), Some(BlockMark::References));
        let prose = "Life expectancy differs by nine years between our wards (Smith et al. 2019), and we want to halve this gap by 2030 (see p. 12).";
        assert_eq!(find_mark(prose), None);
        let page =
            "Read the strategy at https://example.org/strategy and tell us what you think of it.";
        assert_eq!(find_mark(page), None);
    }

    #[test]
    fn only_the_passages_below_such_a_heading_are_marked() {
        let text = "# Plan\n\n## Contents\n\n- Foreword\n- Our aims\n\n## Our aims\n\n- Warm homes\n- Good work\n\n## References\n\n- NHS England, Guidance on strategies\n";
        assert_eq!(
            kinds(text),
            [
                PassageKind::Contents,
                PassageKind::Contents,
                PassageKind::ListItem,
                PassageKind::ListItem,
                PassageKind::Reference
            ]
        );
    }

    #[test]
    fn questions_are_marked_and_a_rhetorical_one_is_not() {
        let text =
            "# Survey\n\n## Questionnaire\n\nHow old are you?\n\n- Under 18\n- Prefer not to say\n";
        assert!(kinds(text).iter().all(|kind| *kind == PassageKind::Questionnaire));
        assert_eq!(
            kinds("# Plan\n\nWhat matters to you? We asked everyone, and listened.\n"),
            [PassageKind::Paragraph]
        );
    }

    #[test]
    fn notices_are_boilerplate_and_promises_about_data_are_not() {
        assert_eq!(
            kinds("# Page\n\nWe use cookies to make this site work.\n"),
            [PassageKind::Boilerplate]
        );
        assert_eq!(
            kinds("# Page\n\n© 2023 Vale Council. All rights reserved.\n"),
            [PassageKind::Boilerplate]
        );
        for button in ["X (Twitter)", "Yes", "Was this page helpful?"] {
            assert_eq!(kinds(&format!("# Page\n\n{button}\n")), [PassageKind::Boilerplate]);
        }
        assert_eq!(kinds("# Page\n\nYes, we will.\n"), [PassageKind::Paragraph]);
        assert_eq!(
            kinds("# Page\n\nWe will share data so that nobody tells their story twice.\n"),
            [PassageKind::Paragraph]
        );
    }
}
