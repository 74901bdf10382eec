//! What changed in the record: who, when and why, before and after; of everything, or of one
//! partnership or theme. What changed between two editions of a strategy is in `changes`.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use crate::{
    error::{Error, Result},
    explorer::{
        Explorer, address,
        answer::{respond, tag},
        frame::{Frame, Section},
        parts::{Link, count, number},
        visit::Visit,
    },
    http::{Failure, not_modified},
    model::{Change, ChangeAction, NodeKey, NodeKind, Release, Revision},
    query::{
        self, ChangesAsked, FieldDifference, History, Page, PageArguments, describe_change,
        find_node, list_changes, list_differences,
    },
};

/// How many changes one page tells.
const CHANGES: usize = 50;

/// What the address of the page may ask.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) partnership: String,
    pub(crate) theme: String,
    /// Only this revision.
    revision: Option<i64>,
    /// Only what was before this cursor.
    before: String,
}

/// What changed in the record.
#[derive(Template)]
#[template(path = "history.html")]
pub(crate) struct HistoryPage {
    frame: Frame,
    /// The partnership or theme of which the changes are told.
    about: Vec<Link>,
    told: String,
    revisions: Vec<RevisionEntry>,
    earlier: Option<String>,
    newest: Option<String>,
    feed: String,
    releases: Vec<Release>,
}

/// One revision and those of its changes that are told here.
pub(crate) struct RevisionEntry {
    pub(crate) revision: Revision,
    pub(crate) number: String,
    pub(crate) changes: Vec<ChangeEntry>,
}

/// One change.
pub(crate) struct ChangeEntry {
    /// New, changed or gone.
    pub(crate) action: &'static str,
    pub(crate) what: String,
    pub(crate) name: String,
    pub(crate) href: Option<String>,
    pub(crate) fields: Vec<FieldDifference>,
}

impl ChangeEntry {
    /// A change, told with the names that the view knows.
    pub(crate) fn of(visit: &Visit, change: &Change) -> Self {
        let described = describe_change(&visit.view, change);
        Self {
            action: match change.action {
                ChangeAction::Created => "New",
                ChangeAction::Updated => "Changed",
                ChangeAction::Removed => "Gone",
            },
            what: described.what,
            name: described.name,
            href: described.node.map(|key| address::page_path(&key)),
            fields: list_differences(&visit.view, change),
        }
    }
}

/// The page.
pub(crate) async fn history(
    State(explorer): State<Explorer>,
    history: Option<Extension<History>>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let tag = tag(&visit, &explorer);
    if let Some(response) = not_modified(&headers, &tag) {
        return Ok(response);
    }
    let Query(asked) = asked.map_err(|_| {
        Error::bad_user_input(
            "This address asks for changes in a way that the page does not know. Go back and choose again.",
        )
    })?;
    let page = HistoryPage::build(&visit, &reachable(history)?, &asked).await?;
    respond(&visit, &page, tag)
}

/// The history that the service gives.
pub(crate) fn reachable(history: Option<Extension<History>>) -> Result<History> {
    history.map(|Extension(history)| history).ok_or_else(|| {
        Error::unavailable("The history of the record cannot be read here. Try again later.")
    })
}

impl HistoryPage {
    async fn build(visit: &Visit, history: &History, asked: &Asked) -> Result<Self> {
        let page = list_changes(history, &visit.view, &asked.changes(CHANGES)).await?;
        let revisions = revision_entries(visit, history, &page).await?;
        let earlier = page.items.first().filter(|_| page.has_previous_page);
        Ok(Self {
            frame: frame(visit, asked),
            about: asked.about(visit),
            told: format!(
                "{} of {}",
                number(page.items.len()),
                count(page.total_count, "change", "changes")
            ),
            earlier: earlier.map(|item| asked.address().with("before", &item.cursor).finish()),
            newest: page.has_next_page.then(|| asked.address().finish()),
            revisions,
            feed: asked.feed(),
            releases: releases(visit, history).await?,
        })
    }
}

/// The releases up to the revision of the page, newest first.
async fn releases(visit: &Visit, history: &History) -> Result<Vec<Release>> {
    let mut releases = history.0.list_releases().await?;
    releases.retain(|release| release.revision <= visit.view.revision());
    releases.reverse();
    Ok(releases)
}

/// The changes of a page by revision, newest first; within a revision in their order.
pub(crate) async fn revision_entries(
    visit: &Visit,
    history: &History,
    page: &Page<Change>,
) -> Result<Vec<RevisionEntry>> {
    let revisions = query::revisions_of(history, page).await?;
    let entries = revisions.into_iter().rev().map(|(number, revision)| RevisionEntry {
        number: number.to_string(),
        changes: page
            .nodes()
            .filter(|change| change.revision == number)
            .map(|change| ChangeEntry::of(visit, change))
            .collect(),
        revision,
    });
    Ok(entries.collect())
}

impl Asked {
    /// The last of these changes.
    pub(crate) fn changes(&self, last: usize) -> ChangesAsked {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        ChangesAsked {
            since: self.revision.map_or(0, |revision| (revision - 1).max(0)),
            until: self.revision,
            partnership: some(&self.partnership),
            theme: some(&self.theme),
            page: PageArguments {
                last: i32::try_from(last).ok(),
                before: some(&self.before),
                ..PageArguments::default()
            },
        }
    }

    fn address(&self) -> address::Address {
        let revision = self.revision.map(|revision| revision.to_string()).unwrap_or_default();
        address::Address::of(address::CHANGES)
            .with("partnership", &self.partnership)
            .with("theme", &self.theme)
            .with("revision", &revision)
    }

    fn feed(&self) -> String {
        match (&*self.partnership, &*self.theme) {
            ("", "") => address::feed(),
            ("", theme) => address::feed_of(NodeKind::Theme, theme),
            (partnership, _) => address::feed_of(NodeKind::Partnership, partnership),
        }
    }

    fn about(&self, visit: &Visit) -> Vec<Link> {
        [(NodeKind::Partnership, &self.partnership), (NodeKind::Theme, &self.theme)]
            .into_iter()
            .filter_map(|(kind, slug)| find_node(&visit.view, &NodeKey::new(kind, slug.as_str())))
            .map(|node| Link::to_node(&node))
            .collect()
    }
}

fn frame(visit: &Visit, asked: &Asked) -> Frame {
    let about: Vec<String> = asked.about(visit).into_iter().map(|link| link.text).collect();
    let title = match (about.is_empty(), asked.revision) {
        (true, None) => "What changed".to_owned(),
        (true, Some(revision)) => format!("What changed in revision {revision}"),
        (false, None) => format!("What changed: {}", about.join(", ")),
        (false, Some(revision)) => {
            format!("What changed in revision {revision}: {}", about.join(", "))
        }
    };
    let description = format!("{title}: who changed what, when and why, before and after.");
    let mut frame = visit
        .frame(Section::About, &asked.address().finish(), title, description)
        .under([Link::to("About", address::ABOUT)])
        .with_feed(asked.feed());
    if !asked.before.is_empty() {
        frame.canonical = None;
    }
    frame
}
