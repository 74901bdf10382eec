//! The page of a partnership's address: one of the record, or one that came, or will come, in the
//! place of others and says of which.

use askama::Template;
use axum::extract::Path;

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        answer::Rendered,
        frame::{Frame, Section},
        parts::{Cite, Link, Linked as _, SourceEntry, Sources, When},
        visit::Visit,
    },
    model::{Partnership, Word as _},
    query::{Standing, StandingPart, find_row, find_standing, replaced_by},
    view::View,
};

use super::partnership::PartnershipPage;

/// A partnership without a record of its own.
#[derive(Template)]
#[template(path = "later_partnership.html")]
struct LaterPartnershipPage {
    frame: Frame,
    name: String,
    board: String,
    region: Link,
    since: Option<When>,
    replaces: Vec<PartEntry>,
    /// What it replaces, side by side.
    compare: String,
    /// All of it in one column.
    together: String,
    sources: Vec<SourceEntry>,
}

/// A partnership that went into it.
struct PartEntry {
    link: Link,
    whole: bool,
    changes: Vec<ChangeEntry>,
}

/// The change by which it did.
struct ChangeEntry {
    kind: &'static str,
    status: &'static str,
    on: When,
    cite: Option<Cite>,
}

/// The page of the partnership with this slug, at whatever date it stands in the list.
///
/// # Errors
/// `NOT_FOUND`, naming the nearest slugs.
pub(crate) fn build(visit: &Visit, Path(slug): Path<String>) -> Result<Rendered> {
    if find_row::<Partnership>(&visit.view, &slug).is_none()
        && let Some(standing) = find_standing(&visit.view, &slug)
    {
        return Rendered::of(&LaterPartnershipPage::of(visit, &standing));
    }
    Rendered::of(&PartnershipPage::build(visit, Path(slug))?)
}

impl LaterPartnershipPage {
    fn of(visit: &Visit, standing: &Standing) -> Self {
        let row = &standing.partnership;
        let mut sources = Sources::default();
        let parts = standing.made_of.iter();
        let description = format!(
            "{}: since when it stands in the place of others, and what they said before.",
            row.name
        );
        Self {
            frame: visit
                .frame(Section::Partnerships, &row.path(), row.name.clone(), description)
                .under([
                    Link::to("Partnerships", address::PARTNERSHIPS),
                    Link::to_region(row.region),
                ]),
            name: row.name.clone(),
            board: row.board_name.clone(),
            region: Link::to_region(row.region),
            since: standing.since.map(When::from),
            replaces: parts
                .map(|part| PartEntry::of(&visit.view, part, &row.slug, &mut sources))
                .collect(),
            compare: address::compare(standing.slugs().map(|slug| &**slug)),
            together: Address::of(address::COMPARE)
                .with("partnership", &row.slug)
                .with("as_of", &standing.since.map_or_else(String::new, |date| date.to_string()))
                .finish(),
            sources: sources.into_entries(),
        }
    }
}

impl PartEntry {
    fn of(view: &View, part: &StandingPart, into: &str, sources: &mut Sources) -> Self {
        let changes = replaced_by(view, &part.partnership.slug)
            .into_iter()
            .filter(|after| *after.slug == *into)
            .map(|after| ChangeEntry {
                kind: after.change.kind.label(),
                status: after.change.status.label(),
                on: after.change.on.into(),
                cite: sources.cite(view, &after.change.source),
            })
            .collect();
        Self { link: part.partnership.link(), whole: part.whole, changes }
    }
}
