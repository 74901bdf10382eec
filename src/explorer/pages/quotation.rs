//! Quotation check: does a sentence stand in the documents that are held, exactly, nearly, or not.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        parts::{EditionTag, Link, Linked as _, count, of_all},
        visit::Visit,
    },
    model::{NodeKey, NodeKind, Partnership, Priority, Strategy},
    query::{
        LONGEST_QUOTATION, QuotationCheck, QuotationMatch, QuotationVerdict, WordDifference,
        WordDifferenceKind, check_quotation, document_of, find_row, partnership_of_priority,
        strategy_of_priority,
    },
    view::View,
};

/// The check.
#[derive(Template)]
#[template(path = "quotation.html")]
pub(crate) struct QuotationPage {
    frame: Frame,
    text: String,
    longest: usize,
    checked: Option<Checked>,
}

/// What is to be checked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    text: String,
}

/// What became of it.
struct Checked {
    verdict: &'static str,
    told: String,
    class: &'static str,
    matches: Vec<MatchEntry>,
    items: Vec<ItemEntry>,
    searched: String,
}

/// A place where it stands.
struct MatchEntry {
    link: Link,
    headings: String,
    page: Option<i64>,
    runs_over: bool,
    edition: Option<EditionTag>,
    partnership: Option<Link>,
    paraphrase: bool,
    words: Vec<WordDifference>,
    likeness: String,
    exact: bool,
    cite: String,
}

/// An item whose name has the words.
struct ItemEntry {
    link: Link,
    edition: Option<EditionTag>,
    partnership: Option<Link>,
    cite: String,
}

impl QuotationPage {
    /// The form, and what became of the text.
    pub(crate) fn build(visit: &Visit, Query(asked): Query<Asked>) -> Result<Self> {
        let text = asked.text.trim().to_owned();
        let checked = if text.is_empty() {
            None
        } else {
            Some(Checked::of(&visit.view, &check_quotation(&visit.view, &text)?))
        };
        let mut frame = visit
            .frame(
                Section::Elsewhere,
                address::QUOTATION,
                if checked.is_some() { "Quotation checked" } else { "Check a quotation" },
                "Paste a sentence: is it in a strategy exactly, nearly with the differences marked, or not at all, with edition and page.",
            )
            .under([]);
        if checked.is_some() {
            frame.canonical = None;
            frame.offer.query = Some(format!(
                "{{\n  checkQuotation(text: {}) {{\n    verdict\n    matches {{ passage {{ text page document {{ title }} }} start end words {{ kind text }} }}\n  }}\n}}",
                serde_json::Value::from(text.as_str())
            ));
        }
        Ok(Self { frame, text, longest: LONGEST_QUOTATION, checked })
    }
}

impl Checked {
    fn of(view: &View, check: &QuotationCheck) -> Self {
        let only_ours = check.items.is_empty() && check.matches.iter().all(|it| it.paraphrase);
        let (verdict, class, told) = match (check.verdict, only_ours) {
            (QuotationVerdict::Exact, false) => {
                ("Exact", "p", "These words stand there in this order.")
            }
            (QuotationVerdict::Exact, true) => (
                "Only in our paraphrase",
                "u",
                "These words stand only in digests, which are ours. They are not a source’s words: do not quote them as such.",
            ),
            (QuotationVerdict::Near, false) => {
                ("Near", "m", "Not in these words; the differences are marked.")
            }
            (QuotationVerdict::Near, true) => (
                "Near, only in our paraphrase",
                "u",
                "Nearly these words stand only in digests, which are ours and not a source’s.",
            ),
            (QuotationVerdict::Absent, _) => (
                "Not found",
                "n",
                "No text that is held has these words. That does not mean that nobody said so: most strategies are not held as full texts.",
            ),
        };
        let it = check.searched;
        Self {
            verdict,
            class,
            told: told.to_owned(),
            matches: check.matches.iter().map(|it| MatchEntry::of(view, it)).collect(),
            items: check.items.iter().map(|it| ItemEntry::of(view, it)).collect(),
            searched: format!(
                "Looked through {} of {}, and the names of {} of lists in a source’s own words",
                count(it.passages, "passage", "passages"),
                documents(it.full_texts, it.digests),
                count(it.items, "item", "items"),
            ),
        }
    }
}

/// Of which documents the passages are.
fn documents(full_texts: usize, digests: usize) -> String {
    let digests_told = count(digests, "digest", "digests");
    match (full_texts, digests) {
        (0, _) => format!("{digests_told} (no full text is held)"),
        (_, 0) => count(full_texts, "full text", "full texts"),
        _ => format!("{} and {digests_told}", count(full_texts, "full text", "full texts")),
    }
}

impl MatchEntry {
    fn of(view: &View, found: &QuotationMatch) -> Self {
        let first = found.parts.first().map(|part| part.passage.clone());
        let document = first.as_ref().and_then(|row| document_of(view, row));
        let whose = document.as_ref().and_then(|row| row.partnership.clone());
        let strategy = document.as_ref().and_then(|row| row.strategy.clone());
        let key = NodeKey::new(
            NodeKind::Passage,
            first.as_ref().map(|row| row.slug.clone()).unwrap_or_default(),
        );
        let title = document.map_or_else(|| "Document".to_owned(), |row| row.title.clone());
        let same = found.words.iter().filter(|run| run.kind == WordDifferenceKind::Same);
        let same: usize = same.map(|run| run.text.split(' ').count()).sum();
        let quoted = found.words.iter().filter(|run| run.kind != WordDifferenceKind::Added);
        let quoted: usize = quoted.map(|run| run.text.split(' ').count()).sum();
        Self {
            link: Link::to(title, address::page_path(&key)),
            headings: first.as_ref().map(|row| row.headings.join(" › ")).unwrap_or_default(),
            page: first.and_then(|row| row.page),
            runs_over: found.parts.len() > 1,
            edition: strategy
                .and_then(|slug| find_row::<Strategy>(view, &slug))
                .map(|row| row.edition.into()),
            partnership: whose
                .and_then(|slug| find_row::<Partnership>(view, &slug))
                .map(|row| row.link()),
            paraphrase: found.paraphrase,
            words: found.words.clone(),
            exact: found.likeness >= 1.0,
            likeness: of_all(same, quoted, "words"),
            cite: address::cite(&key),
        }
    }
}

impl ItemEntry {
    fn of(view: &View, item: &Priority) -> Self {
        Self {
            link: item.link(),
            edition: strategy_of_priority(view, item).map(|row| row.edition.into()),
            partnership: partnership_of_priority(view, item).map(|row| row.link()),
            cite: address::cite(&NodeKey::new(NodeKind::Priority, item.slug.clone())),
        }
    }
}
