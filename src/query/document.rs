//! Documents and their passages.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    error::Result,
    model::{Document, Partner, Passage, PassagePartner, PassageTheme, Slug, Theme},
    view::{View, passages::PassageRef},
};

use super::{
    filter::DocumentFilter,
    page::{Page, PageArguments, paginate},
};

/// Documents by partnership and slug.
///
/// # Errors
/// `BAD_USER_INPUT` for an unknown slug in the filter or unusable page arguments.
pub fn list_documents(
    view: &View,
    filter: &DocumentFilter,
    arguments: &PageArguments,
) -> Result<Page<Arc<Document>>> {
    let test = filter.test(view)?;
    let rows: Vec<_> = view.graph.rows::<Document>().filter(|row| test(row)).cloned().collect();
    paginate(&rows, view.revision(), arguments, |row| row.slug.to_string())
}

/// The passages of a document in order.
///
/// # Errors
/// `BAD_USER_INPUT` for unusable page arguments.
pub fn passages_of(
    view: &View,
    document: &str,
    arguments: &PageArguments,
) -> Result<Page<Arc<Passage>>> {
    let held: Vec<PassageRef<'_>> = view.passages.of_document(document).collect();
    let page = paginate(&held, view.revision(), arguments, |it| it.slug().to_string())?;
    Ok(page.map(PassageRef::row))
}

/// The document of a passage.
pub fn document_of(view: &View, passage: &Passage) -> Option<Arc<Document>> {
    view.record.documents.get(&passage.document).cloned()
}

/// The document that took this one's place at its address: a newer edition.
pub fn find_newer_edition(view: &View, document: &Document) -> Option<Arc<Document>> {
    let replaces = |row: &&Arc<Document>| row.supersedes.as_ref() == Some(&document.slug);
    view.record.documents.values().find(replaces).cloned()
}

/// Whether another document took this one's place as the text of the same strategy. Its text can
/// be read and asked for; it is found and counted no more, or what stands in both would be twice.
pub(super) fn is_replaced(view: &View, document: &Document) -> bool {
    replaced_documents(view).contains(&document.slug)
}

/// The documents in whose place others stand; worked out once for each view.
pub(super) fn replaced_documents(view: &View) -> Arc<BTreeSet<Slug>> {
    if let Some(known) = view.kept.find(&Replaced) {
        return known;
    }
    let documents = &view.record.documents;
    let replaced = documents.values().filter_map(|newer| {
        let older = documents.get(newer.supersedes.as_ref()?)?;
        let same = |row: &Document| (row.strategy.clone(), row.partnership.clone());
        (same(newer) == same(older)).then(|| older.slug.clone())
    });
    let replaced = Arc::new(replaced.collect::<BTreeSet<Slug>>());
    view.kept.keep(Replaced, replaced.clone(), replaced.len() + 1);
    replaced
}

/// Which documents are replaced.
#[derive(PartialEq)]
struct Replaced;

/// The passages before and after a passage in its document.
pub fn neighbour_passages(
    view: &View,
    passage: &Passage,
) -> (Option<Arc<Passage>>, Option<Arc<Passage>>) {
    let at = |position: i64| {
        view.passages.find(&format!("{}.{position}", passage.document)).map(PassageRef::row)
    };
    (at(passage.position - 1), at(passage.position + 1))
}

/// The themes found in a passage, most prominent first.
pub fn themes_in(view: &View, passage: &str) -> Vec<(Arc<Theme>, Arc<PassageTheme>)> {
    let rows = view.passages.find(passage).into_iter().flat_map(PassageRef::theme_rows);
    rows.filter_map(|row| Some((view.record.themes.get(&row.theme)?.clone(), row))).collect()
}

/// The partners named in a passage.
pub fn partners_in(view: &View, passage: &str) -> Vec<(Arc<Partner>, Arc<PassagePartner>)> {
    let rows = view.passages.find(passage).into_iter().flat_map(PassageRef::partner_rows);
    rows.filter_map(|row| Some((view.record.partners.get(&row.partner)?.clone(), row))).collect()
}
