//! What changed between revisions, who changed it, and which revisions have names.
//!
//! History is not part of a view: it is read where the record is kept, through [`ReadHistory`],
//! which the service gives to the faces. Here is what faces make of it: pages with cursors, and
//! changes in words. Every answer ends at the revision of the view, so it stays the same at a
//! release.

use std::{collections::BTreeMap, pin::Pin, sync::Arc};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value as Json;
use tokio::sync::watch;

use super::{
    names::{find_node, known_slugs},
    page::{DEFAULT_PAGE, Item, Page, PageArguments, page_size},
};
use crate::{
    error::{Error, Result},
    model::{
        Change, ChangeSubject, ChangeWindow, ChangesPart, NodeKey, NodeKind, Release, Revision,
        SubjectKind,
    },
    view::View,
};

/// How many revisions are read at once, because the next changes are of the next revisions.
const REVISIONS_AT_ONCE: i64 = 50;

/// An answer that has to be waited for.
pub type Reading<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

/// Where history is read.
pub trait ReadHistory: Send + Sync {
    /// A part of the change log.
    fn find_changes(&self, window: ChangeWindow) -> Reading<ChangesPart>;
    /// The last revisions up to one that changed something about all the subjects, newest first.
    fn list_last_revisions(
        &self,
        until: i64,
        subjects: Vec<ChangeSubject>,
        limit: i64,
    ) -> Reading<Vec<Revision>>;
    /// Revisions after one, oldest first, at most so many.
    fn list_revisions(&self, since: i64, limit: i64) -> Reading<Vec<Revision>>;
    /// All releases, oldest revision first.
    fn list_releases(&self) -> Reading<Vec<Release>>;
    /// Tells of each view as it is published.
    fn published(&self) -> watch::Receiver<Arc<View>>;
}

/// The history that the service reads; cheap to clone.
#[derive(Clone)]
pub struct History(pub Arc<dyn ReadHistory>);

/// Which changes are asked for.
#[derive(Debug, Clone, Default)]
pub struct ChangesAsked {
    /// Only changes after this revision.
    pub since: i64,
    /// Only changes up to and with this one; up to the view's where none is given.
    pub until: Option<i64>,
    /// Only what is about this partnership.
    pub partnership: Option<String>,
    /// Only what is about this theme.
    pub theme: Option<String>,
    /// Which part of them.
    pub page: PageArguments,
}

impl ChangesAsked {
    /// What the changes must be about.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a slug that the view does not have, naming the nearest.
    pub fn subjects(&self, view: &View) -> Result<Vec<ChangeSubject>> {
        let asked = [
            (SubjectKind::Partnership, NodeKind::Partnership, &self.partnership),
            (SubjectKind::Theme, NodeKind::Theme, &self.theme),
        ];
        let mut subjects = Vec::new();
        for (kind, node, slug) in asked {
            for slug in known_slugs(view, node, slug.as_slice())? {
                subjects.push(ChangeSubject { kind, slug });
            }
        }
        Ok(subjects)
    }
}

/// A page of the change log, oldest first. Cursors hold for good: the log only grows.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments, revisions or slugs.
pub async fn list_changes(
    history: &History,
    view: &View,
    asked: &ChangesAsked,
) -> Result<Page<Change>> {
    let window = window(view, asked)?;
    let (after, before, from_end) = (window.after, window.before, window.from_end);
    let part = history.0.find_changes(window).await?;
    let item = |change: Change| Item { cursor: encode(&change), node: change };
    Ok(Page {
        total_count: usize::try_from(part.total_count).unwrap_or_default(),
        has_next_page: if from_end { before.is_some() } else { part.cut },
        has_previous_page: if from_end { part.cut } else { after.is_some() },
        items: part.changes.into_iter().map(item).collect(),
    })
}

fn window(view: &View, asked: &ChangesAsked) -> Result<ChangeWindow> {
    let first = page_size("first", asked.page.first)?;
    let last = page_size("last", asked.page.last)?;
    if first.is_some() && last.is_some() {
        return Err(Error::bad_user_input(
            "“first” and “last” cannot be asked for together: use one of them",
        ));
    }
    if asked.since < 0 || asked.until.is_some_and(|until| until < 0) {
        return Err(Error::bad_user_input("Revisions are numbered from 1; 0 is the empty record"));
    }
    let limit = last.or(first).unwrap_or(DEFAULT_PAGE);
    Ok(ChangeWindow {
        since: asked.since,
        until: asked.until.unwrap_or(i64::MAX).min(view.revision()),
        subjects: asked.subjects(view)?,
        after: asked.page.after.as_deref().map(decode).transpose()?,
        before: asked.page.before.as_deref().map(decode).transpose()?,
        limit: i64::try_from(limit).unwrap_or(i64::MAX),
        from_end: last.is_some(),
    })
}

fn encode(change: &Change) -> String {
    URL_SAFE_NO_PAD.encode(format!("change.{}.{}", change.revision, change.position))
}

fn decode(cursor: &str) -> Result<(i64, i64)> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (revision, position) = text.strip_prefix("change.")?.split_once('.')?;
        Some((revision.parse().ok()?, position.parse().ok()?))
    };
    read().ok_or_else(|| {
        Error::bad_user_input(format!(
            "“{cursor}” is no cursor of a list of changes: use a cursor or endCursor from an earlier page of the same list"
        ))
    })
}

/// The revisions of a page of changes, by number.
///
/// # Errors
/// `UNAVAILABLE` where the record cannot be read.
pub async fn revisions_of(
    history: &History,
    page: &Page<Change>,
) -> Result<BTreeMap<i64, Revision>> {
    let mut revisions = BTreeMap::new();
    for change in page.nodes() {
        if !revisions.contains_key(&change.revision) {
            // Those of one revision stand together, and mostly one after the other.
            let found = history.0.list_revisions(change.revision - 1, REVISIONS_AT_ONCE).await?;
            revisions.extend(found.into_iter().map(|revision| (revision.number, revision)));
        }
    }
    revisions.retain(|number, _| page.nodes().any(|change| change.revision == *number));
    Ok(revisions)
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeDescription {
    /// What kind of row it is, such as “priority”.
    pub what: String,
    /// What the row is called.
    pub name: String,
    /// Its node, where the row is one and is still in the view.
    pub node: Option<NodeKey>,
}

/// One field of a row before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The field, in words.
    pub field: String,
    /// What stood there; `None` where nothing did.
    pub before: Option<String>,
    /// What stands there now; `None` where nothing does.
    pub after: Option<String>,
}

/// A change in words; names that the view knows are given in place of slugs.
pub fn describe_change(view: &View, change: &Change) -> ChangeDescription {
    let row = change.after.as_ref().or(change.before.as_ref());
    let kind = node_kind(&change.row_table);
    let key = kind.map(|kind| NodeKey::new(kind, change.row_id.as_str()));
    ChangeDescription {
        what: change.row_table.replace('_', " "),
        name: row.and_then(|row| name_of(view, row)).unwrap_or_else(|| change.row_id.clone()),
        node: key.filter(|key| find_node(view, key).is_some()),
    }
}

/// The fields that a change made differ, in the order of the row, with the names that the view
/// knows in place of slugs.
pub fn list_differences(view: &View, change: &Change) -> Vec<FieldDifference> {
    differences(view, change.before.as_ref(), change.after.as_ref())
}

/// The tables whose rows are nodes of the graph.
fn node_kind(table: &str) -> Option<NodeKind> {
    Some(match table {
        "partnership" => NodeKind::Partnership,
        "strategy" => NodeKind::Strategy,
        "priority" => NodeKind::Priority,
        "theme" => NodeKind::Theme,
        "partner" => NodeKind::Partner,
        "programme" => NodeKind::Programme,
        "measure" => NodeKind::Measure,
        "document" => NodeKind::Document,
        "passage" => NodeKind::Passage,
        "framework" => NodeKind::Framework,
        "topic" => NodeKind::Topic,
        _ => return None,
    })
}

/// What people call a row: its own name, or for a relation the names of its ends.
fn name_of(view: &View, row: &Json) -> Option<String> {
    if let Some(proposal) = row.get("row_table").and(row.get("proposal")).and_then(Json::as_str) {
        return fact_name(view, row, proposal);
    }
    let own = ["name", "label", "title", "what", "text", "called", "note"]
        .iter()
        .find_map(|field| row.get(field)?.as_str().filter(|text| !text.is_empty()));
    if let Some(own) = own {
        return Some(shortened(own));
    }
    let ends: Vec<String> = row
        .as_object()?
        .iter()
        .filter_map(|(field, value)| Some(named(view, node_kind(field)?, value.as_str()?)))
        .collect();
    (!ends.is_empty()).then(|| ends.join(" – "))
}

/// What a row that a proposal made or supports is called: “programme “Warm homes”, made by accepting
/// a proposal”. One that is no node, such as a membership, is called as the proposal is.
fn fact_name(view: &View, row: &Json, proposal: &str) -> Option<String> {
    let table = row.get("row_table")?.as_str()?;
    let id = row.get("row_id")?.as_str()?;
    let key = node_kind(table).map(|kind| NodeKey::new(kind, id));
    let node = key.and_then(|key| find_node(view, &key)).map(|node| shortened(node.name()));
    let proposed = || view.record.proposals.get(proposal).map(|row| shortened(&row.name));
    let source = view.record.sources.get(id).filter(|_| table == "source");
    let source = source.map(|row| shortened(&row.title));
    let name = node.or(source).or_else(proposed)?;
    let makes = row.get("makes").and_then(Json::as_bool) == Some(true);
    let how = if makes { "made by accepting a proposal" } else { "supported by a proposal" };
    Some(format!("{} “{name}”, {how}", table.replace('_', " ")))
}

fn differences(view: &View, before: Option<&Json>, after: Option<&Json>) -> Vec<FieldDifference> {
    let empty = serde_json::Map::new();
    let old = before.and_then(Json::as_object).unwrap_or(&empty);
    let new = after.and_then(Json::as_object).unwrap_or(&empty);
    let gone = old.keys().filter(|field| !new.contains_key(*field));
    new.keys()
        .chain(gone)
        .map(|field| FieldDifference {
            field: field.replace('_', " "),
            before: old.get(field).and_then(|value| in_words(view, field, value)),
            after: new.get(field).and_then(|value| in_words(view, field, value)),
        })
        .filter(|difference| difference.before != difference.after)
        .collect()
}

/// A value as people read it; `None` where there is none.
fn in_words(view: &View, field: &str, value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(match node_kind(field) {
            Some(kind) => named(view, kind, text),
            None => text.clone(),
        }),
        Json::Array(values) => {
            let words: Vec<_> =
                values.iter().filter_map(|value| in_words(view, field, value)).collect();
            (!words.is_empty()).then(|| words.join("; "))
        }
        Json::Object(fields) => {
            let words: Vec<_> = fields
                .iter()
                .filter_map(|(name, value)| Some(format!("{name} {}", in_words(view, "", value)?)))
                .collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
    }
}

/// The name of a node, or its slug where the view has no such node.
fn named(view: &View, kind: NodeKind, slug: &str) -> String {
    let node = find_node(view, &NodeKey::new(kind, slug));
    node.map_or_else(|| slug.to_owned(), |node| shortened(node.name()))
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
