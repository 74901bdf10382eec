//! From the passages of one revision to those of the next.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Passages,
    pack::{DocumentRows, Pack},
};
use crate::model::{Changes, Passage, PassagePartner, PassageTheme, Record, Row as _, Slug, Table};

impl Passages {
    /// Takes the passages of a record in, in place of what there is of their documents, and out of it.
    pub(super) fn take_in(&mut self, record: &mut Record) {
        let mut documents: BTreeMap<Slug, DocumentRows> = BTreeMap::new();
        for row in std::mem::take(&mut record.passages).into_values() {
            rows_of(&mut documents, document_of(&row.slug)).passages.push(row);
        }
        for row in std::mem::take(&mut record.passage_themes).into_values() {
            rows_of(&mut documents, document_of(&row.passage)).themes.push(row);
        }
        for row in std::mem::take(&mut record.passage_partners).into_values() {
            rows_of(&mut documents, document_of(&row.passage)).partners.push(row);
        }
        self.replace(documents);
    }

    /// These passages after some changes.
    #[must_use]
    pub fn following(&self, changes: &Changes) -> Self {
        let mut touched = Touched { passages: self, documents: BTreeMap::new() };
        for (table, id) in &changes.removed {
            match table.as_str() {
                Passage::TABLE => drop(touched.by_name(id).passages.remove(id.as_str())),
                PassageTheme::TABLE => drop(touched.by_name(id).themes.remove(id.as_str())),
                PassagePartner::TABLE => drop(touched.by_name(id).partners.remove(id.as_str())),
                _ => {}
            }
        }
        touched.put(&changes.changed);
        touched.following()
    }

    /// These passages and those of a record.
    pub(super) fn with(&self, record: &Record) -> Self {
        let mut touched = Touched { passages: self, documents: BTreeMap::new() };
        touched.put(record);
        touched.following()
    }

    /// Takes other rows for some documents; those without passages are left out.
    fn replace(&mut self, documents: BTreeMap<Slug, DocumentRows>) {
        let mut packs: BTreeMap<Slug, Arc<Pack>> = std::mem::take(&mut self.packs)
            .into_iter()
            .map(|pack| (pack.document.clone(), pack))
            .collect();
        for (document, rows) in documents {
            if rows.passages.is_empty() {
                packs.remove(&document);
                continue;
            }
            let pack = Pack::of(&document, rows, &mut self.themes, &mut self.partners);
            packs.insert(document, Arc::new(pack));
        }
        self.set_packs(packs.into_values().collect());
    }
}

/// The documents that are touched, with their rows as they become.
struct Touched<'before> {
    passages: &'before Passages,
    documents: BTreeMap<Slug, DocumentTables>,
}

impl Touched<'_> {
    fn put(&mut self, record: &Record) {
        for (id, row) in &record.passages {
            self.by_name(id).passages.insert(id.clone(), row.clone());
        }
        for (id, row) in &record.passage_themes {
            self.by_name(id).themes.insert(id.clone(), row.clone());
        }
        for (id, row) in &record.passage_partners {
            self.by_name(id).partners.insert(id.clone(), row.clone());
        }
    }

    fn following(self) -> Passages {
        let mut following = self.passages.clone();
        let rows = |(slug, tables): (Slug, DocumentTables)| (slug, tables.into_rows());
        following.replace(self.documents.into_iter().map(rows).collect());
        following
    }

    /// The document of a passage, tag or mention of this name.
    fn by_name(&mut self, name: &str) -> &mut DocumentTables {
        let document = document_of(name);
        if !self.documents.contains_key(document) {
            let mut record = Record::default();
            for passage in self.passages.of_document(document) {
                passage.put_into(&mut record);
            }
            let tables = DocumentTables {
                passages: record.passages,
                themes: record.passage_themes,
                partners: record.passage_partners,
            };
            self.documents.insert(document.into(), tables);
        }
        self.documents.entry(document.into()).or_default()
    }
}

/// The rows of a document by identity.
#[derive(Default)]
struct DocumentTables {
    passages: Table<Passage>,
    themes: Table<PassageTheme>,
    partners: Table<PassagePartner>,
}

impl DocumentTables {
    fn into_rows(self) -> DocumentRows {
        DocumentRows {
            passages: self.passages.into_values().collect(),
            themes: self.themes.into_values().collect(),
            partners: self.partners.into_values().collect(),
        }
    }
}

fn rows_of<'rows>(
    documents: &'rows mut BTreeMap<Slug, DocumentRows>,
    slug: &str,
) -> &'rows mut DocumentRows {
    if !documents.contains_key(slug) {
        documents.insert(slug.into(), DocumentRows::default());
    }
    documents.entry(slug.into()).or_default()
}

/// The document of a passage, tag or mention: its name up to the first full stop, of which names of
/// documents have none.
fn document_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(document, _)| document)
}
