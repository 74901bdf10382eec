//! The Atom feed (RFC 4287) of a search: its hits, so that a reader is told of new ones. The id of an
//! entry is that of the thing, the same under every address of the service.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};

use crate::{
    error::{Error, Result},
    explorer::{
        Explorer,
        answer::tag,
        pages::{
            feed::{NEVER, lasting_id, sent},
            history::reachable,
        },
        visit::Visit,
    },
    http::{Failure, not_modified},
    model::{ChangeSubject, SubjectKind, Word as _},
    query::{History, Hit, Node, SearchQuestion, document_of, search},
};

use super::{Asked, asking::quoted};

/// Hits in a feed.
const SHOWN: i32 = 50;

#[derive(Template)]
#[template(path = "hits.xml")]
struct HitsFeed {
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
    updated: String,
    page: String,
    kind: &'static str,
    summary: String,
}

/// The feed of a search.
pub(crate) async fn feed(
    State(explorer): State<Explorer>,
    Query(asked): Query<Asked>,
    history: Option<Extension<History>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let tag = tag(&visit, &explorer);
    if let Some(response) = not_modified(&headers, &tag) {
        return Ok(response);
    }
    let feed = HitsFeed::of(&visit, &reachable(history)?, &asked).await?;
    Ok(sent(tag, &feed.render().map_err(Error::internal)?))
}

impl HitsFeed {
    async fn of(visit: &Visit, history: &History, asked: &Asked) -> Result<Self> {
        if asked.is_empty() {
            return Err(Error::bad_user_input("A feed needs a search: give words or a condition"));
        }
        let question = SearchQuestion {
            first: Some(SHOWN),
            after: None,
            facets: Vec::new(),
            ..asked.question()?
        };
        let answer = search(&visit.view, &question)?;
        let mut times = Times { visit, history, known: BTreeMap::new() };
        let mut entries = Vec::with_capacity(answer.hits.items.len());
        for hit in answer.hits.nodes() {
            entries.push(Entry::of(visit, hit, times.of(hit).await?));
        }
        let updated = entries.iter().map(|entry| entry.updated.as_str()).max().unwrap_or(NEVER);
        Ok(Self {
            id: lasting_id(&format!("search {}", asked.feed())),
            title: format!("Strategraph: search for {}", quoted(&asked.q)),
            updated: updated.to_owned(),
            own_address: visit.join(&asked.feed()),
            page: visit.join(&asked.address().finish()),
            entries,
        })
    }
}

impl Entry {
    fn of(visit: &Visit, hit: &Hit, updated: String) -> Self {
        let key = hit.node.key();
        let whose = hit.partnership.as_ref().map(|row| row.name.as_str());
        let matched = hit.highlights.iter().map(|found| found.text.as_str());
        let said: Vec<&str> = whose.into_iter().chain(matched).collect();
        Self {
            id: lasting_id(&key.to_string()),
            title: hit.title.clone(),
            updated,
            page: visit.join(&crate::explorer::address::page_path(&key)),
            kind: hit.node.kind().label(),
            summary: said.join(" · "),
        }
    }
}

/// When hits changed last, as far as the record tells.
struct Times<'visit> {
    visit: &'visit Visit,
    history: &'visit History,
    known: BTreeMap<Option<String>, String>,
}

impl Times<'_> {
    /// When a document was first seen; of all else, when something about its partnership (or, where
    /// it has none, anything) changed last.
    async fn of(&mut self, hit: &Hit) -> Result<String> {
        let document = match &hit.node {
            Node::Document(row) => Some(row.clone()),
            Node::Passage(row) => document_of(&self.visit.view, row),
            _ => None,
        };
        if let Some(document) = document {
            return Ok(document.first_seen.clone());
        }
        let whose = hit.partnership.as_ref().map(|row| row.slug.to_string());
        if let Some(known) = self.known.get(&whose) {
            return Ok(known.clone());
        }
        let kind = SubjectKind::Partnership;
        let subjects =
            whose.iter().map(|slug| ChangeSubject { kind, slug: slug.as_str().into() }).collect();
        let until = self.visit.view.revision();
        let last = self.history.0.list_last_revisions(until, subjects, 1).await?;
        let time = last.first().map_or(NEVER, |revision| &revision.at).to_owned();
        self.known.insert(whose, time.clone());
        Ok(time)
    }
}
