//! Plain text to blocks: wrapped lines are joined (`wrap`), headings, lists and tables found by
//! form and neighbours (`layout`). Every rule says why; its counter-example stands in the tests
//! here. What one line looks like by itself is `lines`.

mod layout;
mod wrap;

use self::{
    layout::Layout,
    wrap::{cells, meant_lines, with_plain_breaks},
};
use super::{
    BlockKind, Manuscript,
    lines::{self, Marked},
};

/// Reads plain text into blocks.
pub(super) fn read(text: &str, manuscript: &mut Manuscript) {
    let text = with_plain_breaks(text);
    let layout = Layout::of(meant_lines(&text));
    let mut at = 0;
    while at < layout.lines.len() {
        if layout.lines[at].is_blank() {
            at += 1;
        } else if let Some(rows) = layout.table_at(at) {
            for row in &layout.lines[at..at + rows] {
                let cells: Vec<&str> = cells(&row.text).collect();
                manuscript.push(BlockKind::TableRow, &cells.join(" | "));
            }
            at += rows;
        } else {
            push_line(&layout, at, manuscript);
            at += 1;
        }
    }
    manuscript.title = title_of(manuscript);
}

fn push_line(layout: &Layout<'_>, at: usize, manuscript: &mut Manuscript) {
    let line = &layout.lines[at];
    if let Some(level) = layout.heading_level(at) {
        manuscript.push(BlockKind::Heading(level), &line.text);
    } else if let Some(quoted) = line.text.strip_prefix("> ") {
        manuscript.push(BlockKind::Quotation, quoted);
    } else if let Some(marked) = line.marked().filter(|marked| !is_attribution(marked)) {
        manuscript.push_item(marked.marker, marked.text);
    } else if layout.is_bare_item(at) {
        manuscript.push_item("•", &line.text);
    } else {
        manuscript.push(BlockKind::Paragraph, &line.text);
    }
}

/// A dash before a name and an office signs a quotation; it begins no list.
fn is_attribution(marked: &Marked<'_>) -> bool {
    matches!(marked.marker, "-" | "–" | "—") && lines::is_byline(marked.text)
}

fn title_of(manuscript: &Manuscript) -> Option<String> {
    let first = manuscript.blocks.first().filter(|block| block.kind == BlockKind::Heading(1))?;
    Some(manuscript.text.chars().skip(first.start).take(first.end - first.start).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Quotation, TableRow};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let mut manuscript = Manuscript::with_most_blocks(1000);
        read(text, &mut manuscript);
        let chars: Vec<char> = manuscript.text.chars().collect();
        manuscript
            .blocks
            .iter()
            .map(|block| (block.kind, chars[block.start..block.end].iter().collect()))
            .collect()
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_heading_stands_above_text_and_a_last_line_is_none() {
        assert_eq!(
            kinds(
                "Our plan\n\nWe will act early.\n\nNext steps\nWe will report in May.\n\nMore about the plan"
            ),
            [Heading(1), Paragraph, Heading(2), Paragraph, Paragraph]
        );
    }

    #[test]
    fn captions_piled_up_are_no_headings_but_title_and_single_headings_are() {
        assert_eq!(
            kinds(
                "The title\n\nA sentence stands here.\n\nNews\nThe bridge at dawn\n\nThe strategy says more.\n\nAims\n\nThey are three."
            ),
            [Heading(1), Paragraph, Paragraph, Paragraph, Paragraph, Heading(2), Paragraph]
        );
    }

    #[test]
    fn numbered_lines_are_items_in_a_row_and_headings_apart() {
        assert_eq!(
            kinds("Aims\n\n1. Prevention\n2. Workforce\n\nBoth matter."),
            [Heading(1), ListItem, ListItem, Paragraph]
        );
        assert_eq!(
            kinds("1. Prevention\n\nWe will act early.\n\n2. Workforce\n\nWe will train."),
            [Heading(2), Paragraph, Heading(2), Paragraph]
        );
    }

    #[test]
    fn bullets_lost_in_copying_are_items_only_under_a_colon() {
        assert_eq!(
            kinds("Our aims are:\n\nBetter homes\nGood work\n\nThat is all."),
            [Paragraph, ListItem, ListItem, Paragraph]
        );
        assert_eq!(
            kinds("A title.\n\nBetter homes\nGood work\n\nThat is all."),
            [Paragraph, Paragraph, Paragraph, Paragraph]
        );
    }

    #[test]
    fn a_box_of_short_lines_has_a_head_where_it_says_what_they_are_and_a_pile_of_links_has_none() {
        assert_eq!(
            kinds(
                "Our plan\n\nOUR AMBITIONS\nFair start\nGood work\nStrong minds\n\nWe will act early.\n"
            ),
            [Heading(1), Heading(2), ListItem, ListItem, ListItem, Paragraph]
        );
        assert_eq!(
            kinds(
                "Our plan\n\nWe will act.\n\nMore news\nFair start\nGood work\nStrong minds\n\nThe end.\n"
            ),
            [Heading(1), Paragraph, Paragraph, Paragraph, Paragraph, Paragraph, Paragraph]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_meant_lines_are_several() {
        let wrapped = "Our partnership brings together councils, the health service and\n\
            voluntary groups so that everybody in the area can live well for\n\
            longer, in good homes and in work that suits them, and with help\n\
            near at hand.\nShort line by intention.\n";
        let found = blocks(wrapped);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].1.ends_with("near at hand."));
        assert_eq!(blocks("One line stands here.\nAnother stands here.\n").len(), 2);
    }

    #[test]
    fn a_hanging_indent_belongs_to_its_item() {
        let found = blocks("  • support families\n    Early and well\n  • act together\n");
        assert_eq!(
            found,
            [
                (ListItem, "support families Early and well".into()),
                (ListItem, "act together".into())
            ]
        );
    }

    #[test]
    fn tables_and_quotations_are_rows_and_quotations() {
        assert_eq!(
            kinds("Aim\tLead\nPrevention\tCouncil\n\n> We said so.\n"),
            [TableRow, TableRow, Quotation]
        );
        assert_eq!(kinds("Either | or is one line.\n"), [Paragraph]);
    }

    #[test]
    fn a_signature_is_no_item() {
        assert_eq!(
            kinds("“We will act.”\n\n— Jane Smith, Chair of the Board\n\n— act early\n"),
            [Paragraph, Paragraph, ListItem]
        );
    }
}
