//! What the entries of a change log are about: the partnership to which a row belongs, and the
//! themes that it is, or is about.
//!
//! A row that moves is about both its places: the rows before and after are both asked. What a
//! command does not hold itself (the strategy of a priority of which only a tag changed) is read in
//! its transaction, a few rows each.

use std::collections::BTreeSet;

use crate::{
    error::Result,
    model::{
        ChangeSubject, Document, Priority, PriorityList, Programme, Record, Row, Slug, Strategy,
        SubjectKind,
    },
    store::{Entry, Stored, Writing},
};

/// The subjects of each entry, by its place in the log.
pub(super) async fn of_entries(
    writing: &mut Writing,
    entries: &[Entry],
    sides: [&Record; 2],
) -> Result<Vec<(usize, ChangeSubject)>> {
    let parents = load_parents(writing, entries, sides).await?;
    let sides = sides.map(|side| Side { rows: side, parents: &parents, other: sides });
    let mut subjects = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let mut found = BTreeSet::new();
        for side in &sides {
            side.add_subjects(entry, &mut found);
        }
        subjects.extend(found.into_iter().map(|subject| (position, subject)));
    }
    Ok(subjects)
}

/// The rows before or after a change, and where their parents are looked up if not among them.
struct Side<'a> {
    rows: &'a Record,
    parents: &'a Record,
    other: [&'a Record; 2],
}

impl<'a> Side<'a> {
    fn find<T: Row>(&self, id: &str) -> Option<&'a T> {
        let [first, second] = self.other;
        [self.rows, first, second, self.parents]
            .into_iter()
            .find_map(|record| T::table(record).get(id))
            .map(|row| &**row)
    }

    fn add_subjects(&self, entry: &Entry, into: &mut BTreeSet<ChangeSubject>) {
        let mut add = |kind, slug: &Slug| {
            into.insert(ChangeSubject { kind, slug: slug.clone() });
        };
        if let Some(slug) = self.partnership(entry.table, &entry.id) {
            add(SubjectKind::Partnership, &slug);
        }
        for slug in self.themes(entry.table, &entry.id) {
            add(SubjectKind::Theme, &slug);
        }
    }

    fn partnership(&self, table: &str, id: &Slug) -> Option<Slug> {
        let rows = self.rows;
        let of_strategy = |slug: &str| Some(self.find::<Strategy>(slug)?.partnership.clone());
        let of_priority = |slug: &str| of_strategy(&self.find::<Priority>(slug)?.strategy);
        let of_programme = |slug: &str| Some(self.find::<Programme>(slug)?.partnership.clone());
        match table {
            "partnership" => Some(id.clone()),
            "source" => Some(rows.sources.get(id)?.partnership.clone()),
            "council_membership" => Some(rows.council_memberships.get(id)?.partnership.clone()),
            "board_change" => Some(rows.board_changes.get(id)?.partnership.clone()),
            "listed_document" => Some(rows.listed_documents.get(id)?.partnership.clone()),
            "membership" => Some(rows.memberships.get(id)?.partnership.clone()),
            "strategy" => Some(rows.strategies.get(id)?.partnership.clone()),
            "priority_list" => of_strategy(&self.find::<PriorityList>(id)?.strategy),
            "priority" => of_strategy(&rows.priorities.get(id)?.strategy),
            "priority_theme" => of_priority(&rows.priority_themes.get(id)?.priority),
            "programme" => Some(rows.programmes.get(id)?.partnership.clone()),
            "proposal" => Some(rows.proposals.get(id)?.partnership.clone()),
            "programme_partner" => of_programme(&rows.programme_partners.get(id)?.programme),
            "programme_service" => of_programme(&rows.programme_services.get(id)?.programme),
            "measure" => Some(rows.measures.get(id)?.partnership.clone()),
            table if hangs_on_a_document(table) => {
                let document = self.find::<Document>(document_of(id))?;
                document.partnership.clone().or_else(|| of_strategy(document.strategy.as_ref()?))
            }
            _ => None,
        }
    }

    fn themes(&self, table: &str, id: &Slug) -> Vec<Slug> {
        let rows = self.rows;
        let one = |slug: Option<&Slug>| slug.cloned().into_iter().collect();
        match table {
            "theme" => vec![id.clone()],
            "topic_mapping" => one(rows.topic_mappings.get(id).map(|row| &row.theme)),
            "priority_theme" => one(rows.priority_themes.get(id).map(|row| &row.theme)),
            "passage_theme" => one(rows.passage_themes.get(id).map(|row| &row.theme)),
            "priority" => {
                let begins = Slug::from(format!("{id}."));
                let tags = rows.priority_themes.range(begins.clone()..);
                tags.take_while(|(tag, _)| tag.starts_with(&*begins))
                    .map(|(_, tag)| tag.theme.clone())
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

fn hangs_on_a_document(table: &str) -> bool {
    ["document", "document_text", "passage", "passage_theme", "passage_partner"].contains(&table)
}

/// Passages are called after their document and tags after their passage; documents have no full
/// stop in their slugs.
fn document_of(id: &str) -> &str {
    id.split_once('.').map_or(id, |(document, _)| document)
}

/// The rows on which entries hang and that the command does not hold itself.
async fn load_parents(
    writing: &mut Writing,
    entries: &[Entry],
    sides: [&Record; 2],
) -> Result<Record> {
    let mut parents = Record::default();
    let mut names = Names::default();
    for entry in entries {
        for side in sides {
            names.add(entry, side);
        }
    }
    load::<Document>(writing, &mut parents, sides, &names.documents).await?;
    load::<Programme>(writing, &mut parents, sides, &names.programmes).await?;
    load::<Priority>(writing, &mut parents, sides, &names.priorities).await?;
    let of_documents = parents.documents.values().filter_map(|row| row.strategy.clone());
    let of_priorities = parents.priorities.values().map(|row| row.strategy.clone());
    names.strategies.extend(of_documents.chain(of_priorities));
    load::<Strategy>(writing, &mut parents, sides, &names.strategies).await?;
    Ok(parents)
}

/// What entries name of the rows above them.
#[derive(Default)]
struct Names {
    documents: BTreeSet<Slug>,
    programmes: BTreeSet<Slug>,
    priorities: BTreeSet<Slug>,
    strategies: BTreeSet<Slug>,
}

impl Names {
    fn add(&mut self, entry: &Entry, side: &Record) {
        let id = &entry.id;
        match entry.table {
            "priority_list" => {
                self.strategies.extend(side.priority_lists.get(id).map(|row| row.strategy.clone()));
            }
            "priority" => {
                self.strategies.extend(side.priorities.get(id).map(|row| row.strategy.clone()));
            }
            "priority_theme" => {
                self.priorities
                    .extend(side.priority_themes.get(id).map(|row| row.priority.clone()));
            }
            "programme_partner" => {
                self.programmes
                    .extend(side.programme_partners.get(id).map(|row| row.programme.clone()));
            }
            "programme_service" => {
                self.programmes
                    .extend(side.programme_services.get(id).map(|row| row.programme.clone()));
            }
            table if hangs_on_a_document(table) => {
                let document = document_of(id);
                if !self.documents.contains(document) {
                    self.documents.insert(document.into());
                }
                let held = side.documents.get(document);
                self.strategies.extend(held.and_then(|row| row.strategy.clone()));
            }
            _ => {}
        }
    }
}

async fn load<T: Stored>(
    writing: &mut Writing,
    into: &mut Record,
    sides: [&Record; 2],
    names: &BTreeSet<Slug>,
) -> Result<()> {
    let held = |slug: &Slug| sides.iter().any(|side| T::table(side).contains_key(slug));
    let missing: Vec<Slug> = names.iter().filter(|slug| !held(slug)).cloned().collect();
    T::table_mut(into).extend(writing.load_having::<T>("slug", &missing).await?);
    Ok(())
}
