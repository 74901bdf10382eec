//! Passages and their themes, and the document of each strategy whose text they are.
//!
//! Most of a corpus is here, so nothing is copied that can be shared: a million passages share the
//! slugs of their documents and themes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    thread,
};

use foldhash::fast::RandomState;
use sha2::{Digest as _, Sha256};

use super::{
    BROUGHT_ALONG, Desk,
    building::{Made, said},
    files::hexadecimal,
    lines::Line,
    tables::{ById, PassageLine, PassageThemeLine},
};
use crate::model::{
    AssertionMethod, Document, DocumentOrigin, Passage, PassageKind, PassageTheme, Slug, Strategy,
};

const FILE: &str = "passages.jsonl";

/// With fewer lines than this, one thread is faster than several.
const WORTH_A_THREAD: usize = 10_000;

/// Between two passages of a document's text.
const BETWEEN: &str = "\n\n";

/// By numbers of the corpus; the hash is seeded by chance.
type ByNumber<T> = HashMap<u64, T, RandomState>;

pub(super) fn add_passages(
    made: &mut Made,
    mut lines: Vec<Line<PassageLine>>,
    themes: Vec<Line<PassageThemeLine>>,
    first_seen: &str,
    desk: &mut Desk,
) {
    lines.sort_by_key(|(_, row)| (row.strategy_id, row.seq));
    let known = &*made;
    let parts = in_parts(
        lines,
        |one, other| one.strategy_id == other.strategy_id,
        |lines| read_part(known, lines, first_seen),
    );
    let count = parts.iter().map(|part| part.rows.len()).sum();
    let mut slugs = ByNumber::with_capacity_and_hasher(count, RandomState::default());
    let mut rows = Vec::with_capacity(count);
    for part in parts {
        desk.take(part.desk);
        for (line, id, slug) in part.ids {
            if slugs.insert(id, slug).is_some() {
                desk.add(FILE, line, 1, format!("a second passage has the id {id}"));
            }
        }
        part.documents.into_iter().for_each(|document| drop(made.record.put(document)));
        rows.extend(part.rows);
    }
    made.record.passages = BTreeMap::from_iter(rows);
    add_themes(made, themes, &slugs, desk);
}

/// Hands lines that stand in order to as many threads as there are cores, such that lines that are
/// `together` go to the same one; what each made of them, in the order of the lines.
fn in_parts<T: Send, P: Send>(
    mut lines: Vec<Line<T>>,
    together: impl Fn(&T, &T) -> bool,
    read: impl Fn(Vec<Line<T>>) -> P + Sync,
) -> Vec<P> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = (lines.len() / cores).max(WORTH_A_THREAD);
    let mut parts = Vec::new();
    while lines.len() > size {
        let mut from = lines.len() - size;
        while from > 0 && together(&lines[from - 1].1, &lines[from].1) {
            from -= 1;
        }
        parts.push(lines.split_off(from));
    }
    parts.push(lines);
    thread::scope(|scope| {
        let threads: Vec<_> =
            parts.into_iter().rev().map(|part| scope.spawn(|| read(part))).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, P>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    })
}

/// What was made of some passages.
#[derive(Default)]
struct Part {
    documents: Vec<Document>,
    /// In the order of the slugs.
    rows: Vec<(Slug, Arc<Passage>)>,
    /// Line, number in the corpus and slug of each.
    ids: Vec<(usize, u64, Slug)>,
    desk: Desk,
}

fn read_part(made: &Made, lines: Vec<Line<PassageLine>>, first_seen: &str) -> Part {
    let mut part = Part::default();
    let mut open: Option<Open> = None;
    for (line, row) in lines {
        let desk = &mut part.desk;
        if open.as_ref().is_none_or(|open| open.id != row.strategy_id) {
            let Some(strategy) = made.strategies.get((FILE, line), row.strategy_id, desk) else {
                continue;
            };
            let next = Open::new(row.strategy_id, strategy);
            part.documents.extend(open.replace(next).map(|done| done.close(first_seen)));
        }
        let Some(open) = &mut open else { continue };
        let heading = row.priority_id.and_then(|id| made.priorities.get((FILE, line), id, desk));
        let heading = heading.map(|(_, name)| name.as_str());
        let id = row.id;
        let passage = open.take(line, row, heading, desk);
        part.ids.push((line, id, passage.slug.clone()));
        part.rows.push((passage.slug.clone(), passage.into()));
    }
    part.documents.extend(open.map(|done| done.close(first_seen)));
    part.rows.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    part
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
    mut lines: Vec<Line<PassageThemeLine>>,
    slugs: &ByNumber<Slug>,
    desk: &mut Desk,
) {
    lines.sort_by_key(|(_, row)| row.passage_id);
    let themes = &made.themes;
    let parts = in_parts(
        lines,
        |one, other| one.passage_id == other.passage_id,
        |lines| read_themes(themes, &lines, slugs),
    );
    let mut rows = Vec::with_capacity(parts.iter().map(|(rows, _)| rows.len()).sum());
    for (part, problems) in parts {
        desk.take(problems);
        rows.extend(part);
    }
    made.record.passage_themes = BTreeMap::from_iter(rows);
}

/// The themes of some passages, in the order of their slugs; all lines of a passage are among these.
fn read_themes(
    themes: &ById<Slug>,
    lines: &[Line<PassageThemeLine>],
    slugs: &ByNumber<Slug>,
) -> (Vec<(Slug, Arc<PassageTheme>)>, Desk) {
    let mut desk = Desk::default();
    let mut rows = Vec::with_capacity(lines.len());
    for of_passage in lines.chunk_by(|one, other| one.1.passage_id == other.1.passage_id) {
        let mut position = 0;
        for (at, (line, row)) in of_passage.iter().enumerate() {
            let place = ("passage_theme.jsonl", *line);
            if of_passage[..at].iter().any(|(_, before)| before.theme_id == row.theme_id) {
                desk.add(place.0, *line, 1, "the same passage and theme stand on a line before");
            }
            let Some(passage) = slugs.get(&row.passage_id) else {
                let what = format!("there is no passage with the id {}", row.passage_id);
                desk.add(place.0, *line, 1, what);
                continue;
            };
            let Some(theme) = themes.get(place, row.theme_id, &mut desk) else { continue };
            let id: Slug = format!("{passage}.{theme}").into();
            let assertion = PassageTheme {
                id: id.clone(),
                passage: passage.clone(),
                theme: theme.clone(),
                position,
                method: AssertionMethod::Accepted,
                confidence: None,
                spans: Vec::new(),
            };
            position += 1;
            rows.push((id, Arc::new(assertion)));
        }
    }
    rows.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    (rows, desk)
}
