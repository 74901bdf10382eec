//! Lines to rows, table by table, in the order in which they refer to each other.

use std::sync::Arc;

use super::{
    Desk, Taken, passages, people, strategies,
    tables::{ById, Tables},
};
use crate::model::{Record, Slug, Strategy};

/// What has been made so far, by the numbers of the corpus.
pub(super) struct Made {
    pub(super) record: Record,
    pub(super) themes: ById<Slug>,
    pub(super) partnerships: ById<Slug>,
    pub(super) partners: ById<(Slug, String)>,
    pub(super) programmes: ById<Slug>,
    pub(super) strategies: ById<Arc<Strategy>>,
    /// Slug and name.
    pub(super) priorities: ById<(Slug, String)>,
}

/// The rows of all tables. Where problems were noted, some are missing.
pub(super) fn build(tables: Tables, first_seen: &str, desk: &mut Desk) -> Record {
    let mut made = Made {
        record: Record::default(),
        themes: ById::new("theme", tables.themes.len()),
        partnerships: ById::new("partnership", tables.partnerships.len()),
        partners: ById::new("partner", tables.partners.len()),
        programmes: ById::new("programme", tables.programmes.len()),
        strategies: ById::new("strategy", tables.strategies.len()),
        priorities: ById::new("priority", tables.priorities.len()),
    };
    people::add_themes(&mut made, tables.themes, desk);
    people::add_partnerships(&mut made, tables.partnerships, desk);
    people::add_partners(&mut made, tables.partners, desk);
    strategies::add_strategies(&mut made, tables.strategies, desk);
    strategies::add_priorities(&mut made, tables.priorities, desk);
    strategies::add_priority_themes(&mut made, &tables.priority_theme, desk);
    people::add_memberships(&mut made, tables.strategy_partner, desk);
    people::add_programmes(&mut made, tables.programmes, desk);
    people::add_services(&mut made, &tables.priority_programme, desk);
    passages::add_passages(&mut made, tables.passages, tables.passage_theme, first_seen, desk);
    made.record
}

/// A text without white space around it; notes one that is empty or cannot be stored.
pub(super) fn said(at: (&'static str, usize), key: &str, text: String, desk: &mut Desk) -> String {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        desk.add(at.0, at.1, 1, format!("“{key}” is empty"));
    }
    if trimmed.contains('\0') {
        desk.add(at.0, at.1, 1, format!("“{key}” contains the character U+0000"));
    }
    if trimmed.len() == text.len() { text } else { trimmed.to_owned() }
}

/// A slug that was given or is made of a name; notes one that is no slug.
pub(super) fn named(
    at: (&'static str, usize),
    given: Option<&str>,
    name: &str,
    taken: &mut Taken,
    desk: &mut Desk,
) -> Slug {
    let slug = crate::model::slugify(given.unwrap_or(name));
    if slug.is_empty() {
        desk.add(at.0, at.1, 1, format!("“{name}” has no letter or digit to be called by"));
    }
    match given {
        Some(given) if given != slug => {
            desk.add(at.0, at.1, 1, format!("“{given}” is no slug: write “{slug}”"));
        }
        Some(_) if taken.0.contains(&*slug) => {
            desk.add(at.0, at.1, 1, format!("“{slug}” is taken by a line before"));
        }
        _ => {}
    }
    taken.free(&slug)
}
