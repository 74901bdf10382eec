//! Passages and their themes, and the document of each strategy whose text they are.
//!
//! Most of a corpus is here, so nothing is copied that can be shared: a million passages share the
//! slugs of their documents and themes.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::{
    BROUGHT_ALONG, Desk,
    building::{Made, said},
    files::hexadecimal,
    lines::Line,
    tables::{PassageLine, PassageThemeLine},
};
use crate::model::{
    AssertionMethod, Document, DocumentOrigin, Passage, PassageKind, PassageTheme, Slug, Strategy,
};

const FILE: &str = "passages.jsonl";

/// Between two passages of a document's text.
const BETWEEN: &str = "\n\n";

pub(super) fn add_passages(
    made: &mut Made,
    mut lines: Vec<Line<PassageLine>>,
    themes: &[Line<PassageThemeLine>],
    first_seen: &str,
    desk: &mut Desk,
) {
    lines.sort_by_key(|(_, row)| (row.strategy_id, row.seq));
    let mut slugs: HashMap<u64, Slug> = HashMap::with_capacity(lines.len());
    let mut rows = Vec::with_capacity(lines.len());
    let mut open: Option<Open> = None;
    for (line, row) in lines {
        if open.as_ref().is_none_or(|open| open.id != row.strategy_id) {
            let Some(strategy) = made.strategies.get((FILE, line), row.strategy_id, desk) else {
                continue;
            };
            let next = Open::new(row.strategy_id, strategy);
            if let Some(done) = open.replace(next) {
                made.record.put(done.close(first_seen));
            }
        }
        let Some(open) = &mut open else { continue };
        let heading = row.priority_id.and_then(|id| made.priorities.get((FILE, line), id, desk));
        let heading = heading.map(|(_, name)| name.as_str());
        let id = row.id;
        let passage = open.take(line, row, heading, desk);
        if slugs.insert(id, passage.slug.clone()).is_some() {
            desk.add(FILE, line, 1, format!("a second passage has the id {id}"));
        }
        rows.push((passage.slug.clone(), passage.into()));
    }
    if let Some(done) = open {
        made.record.put(done.close(first_seen));
    }
    made.record.passages = BTreeMap::from_iter(rows);
    add_themes(made, themes, &slugs, desk);
}

/// The document whose passages are being read.
struct Open {
    id: u64,
    document: Document,
    hash: Sha256,
    characters: i64,
    bytes: i64,
    last: i64,
}

impl Open {
    fn new(id: u64, strategy: &Strategy) -> Self {
        let document = Document {
            slug: strategy.slug.clone(),
            partnership: Some(strategy.partnership.clone()),
            strategy: Some(strategy.slug.clone()),
            title: strategy.title.clone(),
            origin: DocumentOrigin::Ingested,
            url: None,
            publisher: None,
            media_type: "text/plain".to_owned(),
            sha256: String::new(),
            size_bytes: 0,
            pages: None,
            published: strategy.published,
            complete: true,
            source: Some(strategy.source.clone()),
            first_seen: String::new(),
            last_seen: String::new(),
            supersedes: None,
            recogniser: BROUGHT_ALONG.to_owned(),
        };
        Self { id, document, hash: Sha256::new(), characters: 0, bytes: 0, last: 0 }
    }

    /// The next passage.
    fn take(
        &mut self,
        line: usize,
        row: PassageLine,
        heading: Option<&str>,
        desk: &mut Desk,
    ) -> Passage {
        let at = (FILE, line);
        if row.seq <= self.last {
            let what = match row.seq {
                ..=0 => format!("“seq” is {}; passages are counted from 1", row.seq),
                seq => format!("a second passage of its strategy has the seq {seq}"),
            };
            desk.add(FILE, line, 1, what);
        }
        if self.last > 0 {
            self.hash.update(BETWEEN);
            self.characters += 2;
            self.bytes += 2;
        }
        self.last = row.seq;
        let text = said(at, "text", row.text, desk);
        self.hash.update(&text);
        let start = self.characters;
        self.characters += number(text.chars().count());
        self.bytes += number(text.len());
        self.document.pages = self.document.pages.max(row.page);
        let slug = &self.document.slug;
        let headings = match heading {
            Some(heading) if row.headings.is_empty() => vec![heading.to_owned()],
            _ => row.headings,
        };
        Passage {
            slug: format!("{slug}.{}", row.seq).into(),
            document: slug.clone(),
            position: row.seq,
            kind: PassageKind::Paragraph,
            headings,
            page: row.page,
            start,
            end: self.characters,
            text,
        }
    }

    fn close(self, first_seen: &str) -> Document {
        Document {
            sha256: hexadecimal(&self.hash.finalize()),
            size_bytes: self.bytes,
            first_seen: first_seen.to_owned(),
            last_seen: first_seen.to_owned(),
            ..self.document
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The themes of a passage came with the corpus: somebody who loads it stands for them, so they
/// are accepted; where in the passage they show is not known.
fn add_themes(
    made: &mut Made,
    lines: &[Line<PassageThemeLine>],
    slugs: &HashMap<u64, Slug>,
    desk: &mut Desk,
) {
    let mut positions: HashMap<u64, i64> = HashMap::with_capacity(slugs.len());
    let mut pairs: HashSet<(u64, u64)> = HashSet::with_capacity(lines.len());
    let mut rows: Vec<(Slug, std::sync::Arc<PassageTheme>)> = Vec::with_capacity(lines.len());
    for (line, row) in lines {
        let at = ("passage_theme.jsonl", *line);
        if !pairs.insert((row.passage_id, row.theme_id)) {
            desk.add(at.0, *line, 1, "the same passage and theme stand on a line before");
        }
        let Some(passage) = slugs.get(&row.passage_id) else {
            desk.add(at.0, *line, 1, format!("there is no passage with the id {}", row.passage_id));
            continue;
        };
        let Some(theme) = made.themes.get(at, row.theme_id, desk) else { continue };
        let position = positions.entry(row.passage_id).or_default();
        let id: Slug = format!("{passage}.{theme}").into();
        let assertion = PassageTheme {
            id: id.clone(),
            passage: passage.clone(),
            theme: theme.clone(),
            position: *position,
            method: AssertionMethod::Accepted,
            confidence: None,
            spans: Vec::new(),
        };
        *position += 1;
        rows.push((id, assertion.into()));
    }
    made.record.passage_themes = BTreeMap::from_iter(rows);
}
