//! Atom feeds (RFC 4287) of what changed: of everything, of a partnership, of a theme. An entry is a
//! revision, told with its first changes; its id stays the same under every address of the service.

use std::fmt::Write as _;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use sha2::{Digest as _, Sha256};

use crate::{
    error::{Error, Result},
    explorer::{
        Explorer, address,
        answer::{CACHE_CONTROL, tag},
        visit::Visit,
    },
    http::{Failure, not_modified},
    model::{NodeKey, NodeKind, Partnership, Revision, Theme},
    query::{ChangesAsked, History, PageArguments, get_row, list_changes},
};

use super::history::{ChangeEntry, reachable};

/// How many revisions a feed tells.
const REVISIONS: i64 = 20;
/// How many changes of a revision it tells; the rest is a page away.
const CHANGES: usize = 30;
/// What stands for the time of a feed in which nothing has happened yet.
pub(super) const NEVER: &str = "1970-01-01T00:00:00Z";

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: String,
    title: String,
    updated: String,
    own_address: String,
    page: String,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    revision: Revision,
    page: String,
    changes: Vec<ChangeEntry>,
    left_out: usize,
}

/// What a feed is about.
struct Scope {
    title: String,
    /// The address of the feed.
    path: String,
    partnership: Option<String>,
    theme: Option<String>,
}

/// The feed of everything.
pub(crate) async fn of_all(
    State(explorer): State<Explorer>,
    history: Option<Extension<History>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let (title, path) = ("Strategraph: what changed".to_owned(), address::feed());
    let scope = Scope { title, path, partnership: None, theme: None };
    answer(&explorer, &visit, history, &headers, scope).await
}

/// The feed of a partnership.
pub(crate) async fn of_partnership(
    State(explorer): State<Explorer>,
    Path(slug): Path<String>,
    history: Option<Extension<History>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let row = get_row::<Partnership>(&visit.view, &slug)?;
    let title = format!("Strategraph: what changed about {}", row.name);
    let path = address::feed_of(NodeKind::Partnership, &slug);
    let scope = Scope { title, path, partnership: Some(slug), theme: None };
    answer(&explorer, &visit, history, &headers, scope).await
}

/// The feed of a theme.
pub(crate) async fn of_theme(
    State(explorer): State<Explorer>,
    Path(slug): Path<String>,
    history: Option<Extension<History>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let row = get_row::<Theme>(&visit.view, &slug)?;
    let title = format!("Strategraph: what changed about the theme “{}”", row.label);
    let path = address::feed_of(NodeKind::Theme, &slug);
    let scope = Scope { title, path, partnership: None, theme: Some(slug) };
    answer(&explorer, &visit, history, &headers, scope).await
}

async fn answer(
    explorer: &Explorer,
    visit: &Visit,
    history: Option<Extension<History>>,
    headers: &HeaderMap,
    scope: Scope,
) -> Result<Response, Failure> {
    let tag = tag(visit, explorer);
    if let Some(response) = not_modified(headers, &tag) {
        return Ok(response);
    }
    let feed = scope.feed(visit, &reachable(history)?).await?;
    let xml = feed.render().map_err(Error::internal)?;
    Ok(sent(tag, &xml))
}

/// A feed as an answer.
pub(super) fn sent(tag: HeaderValue, xml: &str) -> Response {
    let headers = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8")),
    ];
    (headers, sayable(xml)).into_response()
}

impl Scope {
    fn asked(&self) -> ChangesAsked {
        ChangesAsked {
            partnership: self.partnership.clone(),
            theme: self.theme.clone(),
            ..ChangesAsked::default()
        }
    }

    async fn feed(self, visit: &Visit, history: &History) -> Result<Feed> {
        let subjects = self.asked().subjects(&visit.view)?;
        let last = visit.view.revision();
        let revisions = history.0.list_last_revisions(last, subjects, REVISIONS).await?;
        let updated = revisions.first().map_or(NEVER, |revision| &revision.at).to_owned();
        let mut entries = Vec::with_capacity(revisions.len());
        for revision in revisions {
            entries.push(self.entry(visit, history, revision).await?);
        }
        Ok(Feed {
            id: lasting_id(&self.name()),
            own_address: visit.join(&self.path),
            page: visit.join(&self.page(None)),
            title: self.title,
            updated,
            entries,
        })
    }

    async fn entry(&self, visit: &Visit, history: &History, revision: Revision) -> Result<Entry> {
        let asked = ChangesAsked {
            since: revision.number - 1,
            until: Some(revision.number),
            page: PageArguments::first(CHANGES),
            ..self.asked()
        };
        let page = list_changes(history, &visit.view, &asked).await?;
        Ok(Entry {
            id: lasting_id(&format!("{} {} {}", self.name(), revision.number, revision.at)),
            title: format!("Revision {}: {}", revision.number, revision.summary),
            page: visit.join(&self.page(Some(revision.number))),
            left_out: page.total_count.saturating_sub(page.items.len()),
            changes: page.nodes().map(|change| ChangeEntry::of(visit, change)).collect(),
            revision,
        })
    }

    /// What the feed is about, the same under every address.
    fn name(&self) -> String {
        let key = |kind, slug: &Option<String>| {
            slug.as_ref().map(|slug| NodeKey::new(kind, slug.as_str()).to_string())
        };
        key(NodeKind::Partnership, &self.partnership)
            .or_else(|| key(NodeKind::Theme, &self.theme))
            .unwrap_or_else(|| "all".to_owned())
    }

    /// The page that tells the same.
    fn page(&self, revision: Option<i64>) -> String {
        let revision = revision.map(|revision| revision.to_string()).unwrap_or_default();
        address::Address::of(address::CHANGES)
            .with("partnership", self.partnership.as_deref().unwrap_or_default())
            .with("theme", self.theme.as_deref().unwrap_or_default())
            .with("revision", &revision)
            .finish()
    }
}

/// An id made of a name: a UUID of version 8 (RFC 9562, 5.8) from its hash.
pub(super) fn lasting_id(name: &str) -> String {
    let hash = Sha256::digest(format!("strategraph changes {name}"));
    let mut digits = String::with_capacity(32);
    for (place, byte) in hash[..16].iter().enumerate() {
        let byte = match place {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    for place in [20, 16, 12, 8] {
        digits.insert(place, '-');
    }
    format!("urn:uuid:{digits}")
}

/// The same text without the characters that XML 1.0 cannot hold.
fn sayable(text: &str) -> String {
    let can = |character: &char| matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(can).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_and_always_the_same() {
        let id = lasting_id("theme:x 3");
        assert_eq!(id, lasting_id("theme:x 3"));
        assert_ne!(id, lasting_id("theme:x 4"));
        assert_eq!((id.len(), &id[..9], &id[23..24]), (45, "urn:uuid:", "8"), "{id}");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(sayable("a\u{c}b\u{fffe}\u{1f9e1}\n"), "ab\u{1f9e1}\n");
    }
}
