//! The record: all rows at one revision, and the difference between two revisions.
//!
//! The list of tables stands once, in [`for_each_table`]; the record, the store's SQL and the
//! refresh of a view are all made from it.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    BoardChange, CouncilMembership, Document, DocumentText, Framework, ListedDocument, Measure,
    Membership, Partner, Partnership, Passage, PassagePartner, PassageTheme, Point, Priority,
    PriorityList, PriorityTheme, Programme, ProgrammePartner, ProgrammeService, Proposal,
    ProposalEvidence, ProposalFact, Slug, Source, Strategy, Theme, Topic, TopicMapping,
};

/// A row of the record.
pub trait Row:
    Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The name of its table in the database and in the change log.
    const TABLE: &'static str;
    /// Its identity among the rows of its table.
    fn id(&self) -> &Slug;
    /// The rows of this kind in a record.
    fn table(record: &Record) -> &Table<Self>;
    /// The rows of this kind in a record, to change.
    fn table_mut(record: &mut Record) -> &mut Table<Self>;
}

/// Rows of one kind by identity. Rows are shared, so that copying a record is cheap.
pub type Table<T> = BTreeMap<Slug, Arc<T>>;

/// Calls a macro with every table of the record, parents before children (a row only refers to
/// rows of tables above its own, or of its own): `field: RowType, "table_name", identity_field;`.
macro_rules! for_each_table {
    ($apply:ident) => {
        $apply! {
            themes: Theme, "theme", slug;
            frameworks: Framework, "framework", slug;
            topics: Topic, "topic", slug;
            topic_mappings: TopicMapping, "topic_mapping", id;
            partners: Partner, "partner", slug;
            partnerships: Partnership, "partnership", slug;
            sources: Source, "source", id;
            council_memberships: CouncilMembership, "council_membership", id;
            board_changes: BoardChange, "board_change", id;
            listed_documents: ListedDocument, "listed_document", id;
            memberships: Membership, "membership", id;
            strategies: Strategy, "strategy", slug;
            priority_lists: PriorityList, "priority_list", id;
            priorities: Priority, "priority", slug;
            priority_themes: PriorityTheme, "priority_theme", id;
            programmes: Programme, "programme", slug;
            programme_partners: ProgrammePartner, "programme_partner", id;
            programme_services: ProgrammeService, "programme_service", id;
            measures: Measure, "measure", slug;
            documents: Document, "document", slug;
            document_texts: DocumentText, "document_text", document;
            passages: Passage, "passage", slug;
            passage_themes: PassageTheme, "passage_theme", id;
            passage_partners: PassagePartner, "passage_partner", id;
            proposals: Proposal, "proposal", id;
            proposal_evidence: ProposalEvidence, "proposal_evidence", id;
            proposal_facts: ProposalFact, "proposal_fact", id;
        }
    };
}
pub(crate) use for_each_table;

macro_rules! define_record {
    ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
        /// All rows at one revision. The order of the tables is: parents before children.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Record {
            /// The revision at which these rows were read; 0 for rows that were never stored.
            pub revision: i64,
            /// The lineage of that revision ([`Point::lineage`]); empty for rows that were never stored.
            pub lineage: String,
            $(#[doc = concat!("Rows of the table `", $table, "`.")] pub $field: Table<$row>,)+
        }

        $(impl Row for $row {
            const TABLE: &'static str = $table;
            fn id(&self) -> &Slug { &self.$id }
            fn table(record: &Record) -> &Table<Self> { &record.$field }
            fn table_mut(record: &mut Record) -> &mut Table<Self> { &mut record.$field }
        })+

        impl Record {
            /// The number of rows in all tables.
            pub fn rows(&self) -> usize { 0 $(+ self.$field.len())+ }

            /// The names of all tables, parents before children.
            pub const TABLES: &'static [&'static str] = &[$($table,)+];

            /// Brings this record to a later revision: rows of `changes.changed` replace or join
            /// its own, rows named in `changes.removed` go.
            pub fn apply(&mut self, changes: Changes) {
                for (table, id) in &changes.removed {
                    $(if table == $table { self.$field.remove(id.as_str()); })+
                }
                $(self.$field.extend(changes.changed.$field);)+
                self.revision = changes.changed.revision;
                self.lineage = changes.changed.lineage;
            }
        }
    };
}
for_each_table!(define_record);

impl Record {
    /// The tables of passages, of their themes and of their partners.
    pub const OF_PASSAGES: [&'static str; 3] =
        [Passage::TABLE, PassageTheme::TABLE, PassagePartner::TABLE];

    /// The revision and history of these rows.
    pub fn point(&self) -> Point {
        Point { revision: self.revision, lineage: self.lineage.clone() }
    }

    /// Puts a row in its table, in place of one with the same identity, which is returned.
    pub fn put<T: Row>(&mut self, row: T) -> Option<Arc<T>> {
        let id = row.id().clone();
        T::table_mut(self).insert(id, Arc::new(row))
    }
}

/// What happened to the record between two revisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Rows that are new or differ, as they are now; its revision is the later one.
    pub changed: Record,
    /// Table and identity of the rows that are gone.
    pub removed: Vec<(String, String)>,
}

macro_rules! define_beside_passages {
    ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {
        impl Changes {
            /// The same without passages, their themes and their partners, which may be very many.
            #[must_use]
            pub fn beside_passages(&self) -> Self {
                let mut changed = Record {
                    revision: self.changed.revision,
                    lineage: self.changed.lineage.clone(),
                    ..Record::default()
                };
                $(if !Record::OF_PASSAGES.contains(&$table) {
                    changed.$field.clone_from(&self.changed.$field);
                })+
                let beside = |(table, _): &&(String, String)| !Record::OF_PASSAGES.contains(&&**table);
                Self { changed, removed: self.removed.iter().filter(beside).cloned().collect() }
            }
        }
    };
}
for_each_table!(define_beside_passages);
