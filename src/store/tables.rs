//! The columns of every table, each named once: statements, reading, writing and the check of
//! references are all made from this list.
//!
//! A column is a field of the row of the same name; the first is the row's identity. `-> Row` says
//! that the field names rows of another table. Most of these are foreign keys in
//! `schema/migrations`; lists of references and the one that would close a circle
//! (`partnership.population_source`) are only checked before writing. Not here: the tables
//! themselves (`schema/migrations`), the text of statements (`statement`).

use crate::{
    error::Result,
    model::{
        BoardChange, CouncilMembership, Document, DocumentText, Framework, ListedDocument, Measure,
        Membership, Partner, Partnership, Passage, PassagePartner, PassageTheme, Priority,
        PriorityList, PriorityTheme, Programme, ProgrammePartner, ProgrammeService, Proposal,
        ProposalEvidence, ProposalFact, Record, Row, Slug, Source, Strategy, Theme, Topic,
        TopicMapping,
    },
};

use super::{
    column::{Column as _, Value},
    dialect::Cells,
};

/// A row with its columns.
pub(crate) trait Stored: Row {
    /// The names of its columns, the identity first; `revision` is not among them.
    const COLUMNS: &'static [&'static str];
    /// Columns that name rows, and the table of those rows.
    #[cfg(test)]
    const REFERENCES: &'static [(&'static str, &'static str)];
    /// What to write, in the order of the columns.
    fn values(&self) -> Result<Vec<Value<'_>>>;
    /// The row that stands in the next columns.
    fn read(cells: &mut Cells<'_>) -> Result<Self>;
    /// References of this row that lead to no row of the record.
    fn dangling(&self, record: &Record) -> Vec<Dangling>;
}

/// A reference that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dangling {
    /// The column that names a row.
    pub(crate) column: &'static str,
    /// The table in which that row should be.
    pub(crate) table: &'static str,
    /// The identity of the row that is not there.
    pub(crate) id: Slug,
}

/// A field that names rows of another table.
trait Refers {
    /// The rows that it names.
    fn names(&self) -> &[Slug];
}

impl Refers for Slug {
    fn names(&self) -> &[Slug] {
        std::slice::from_ref(self)
    }
}

impl Refers for Option<Slug> {
    fn names(&self) -> &[Slug] {
        self.as_slice()
    }
}

impl Refers for Vec<Slug> {
    fn names(&self) -> &[Slug] {
        self
    }
}

macro_rules! columns {
    ($($row:ident { $($field:ident $(-> $target:ident)?),+ $(,)? })+) => {$(
        impl Stored for $row {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            #[cfg(test)]
            const REFERENCES: &'static [(&'static str, &'static str)] =
                &[$($((stringify!($field), <$target as Row>::TABLE),)?)+];

            fn values(&self) -> Result<Vec<Value<'_>>> {
                Ok(vec![$(self.$field.value()?),+])
            }

            fn read(cells: &mut Cells<'_>) -> Result<Self> {
                // Fields of a struct are read in the order in which they are written here.
                Ok(Self { $($field: cells.column()?),+ })
            }

            #[allow(unused_mut, unused_variables, reason = "a row may refer to nothing")]
            fn dangling(&self, record: &Record) -> Vec<Dangling> {
                let mut dangling = Vec::new();
                $($(
                    for id in self.$field.names() {
                        if !<$target as Row>::table(record).contains_key(id) {
                            let (column, table) = (stringify!($field), <$target as Row>::TABLE);
                            dangling.push(Dangling { column, table, id: id.clone() });
                        }
                    }
                )?)+
                dangling
            }
        }
    )+};
}

columns! {
    Theme { slug, broader -> Theme, position, label, definition, alt_labels, phrases, lookalikes, not_themes -> Theme }
    Framework { slug, position, label, publisher, edition, url, wording_checked }
    Topic { slug, framework -> Framework, key, position, label }
    TopicMapping { id, topic -> Topic, theme -> Theme, position, relation }
    Partner { slug, name, kind, aliases, ods_code, gss_code, generic }
    Partnership {
        slug, name, aliases, system, region, board_name, board_ods, board_codes, population,
        population_source -> Source, population_note, coverage, notes,
    }
    Source { id, partnership -> Partnership, key, url, title, publisher, kind, speaker, published }
    CouncilMembership { id, partnership -> Partnership, partner -> Partner, position, part }
    BoardChange { id, partnership -> Partnership, position, kind, with, to, on, status, source -> Source, note }
    ListedDocument { id, partnership -> Partnership, position, title, kind, scope, source -> Source }
    Membership { id, partnership -> Partnership, partner -> Partner, position, role, named_as, sources -> Source }
    Strategy {
        slug, partnership -> Partnership, key, position, kind, edition, title, title_exact, published,
        period_from, period_to, vision, vision_source -> Source, also_serves_as, source -> Source,
    }
    PriorityList { id, strategy -> Strategy, position, role, called, stated_count, complete, ordered, source -> Source }
    Priority { slug, list -> PriorityList, strategy -> Strategy, position, name, exact, gist, parent -> Priority, sources -> Source }
    PriorityTheme { id, priority -> Priority, theme -> Theme, position, method, confidence }
    Programme { slug, partnership -> Partnership, position, name, gist, from, to, sources -> Source }
    ProgrammePartner { id, programme -> Programme, partner -> Partner, position }
    ProgrammeService { id, programme -> Programme, priority -> Priority, position }
    Measure {
        slug, partnership -> Partnership, position, programme -> Programme, what, value,
        source -> Source, number, number_to, unit, role, change, date_from, date, method,
    }
    Document {
        slug, partnership -> Partnership, strategy -> Strategy, title, origin, url, publisher, media_type,
        sha256, size_bytes, pages, published, complete, source -> Source, first_seen, last_seen,
        supersedes -> Document, recogniser,
    }
    DocumentText { document -> Document, text }
    Passage { slug, document -> Document, position, kind, headings, page, start, end, text }
    PassageTheme { id, passage -> Passage, theme -> Theme, position, method, confidence, spans }
    PassagePartner { id, passage -> Passage, partner -> Partner, method, spans }
    Proposal {
        id, kind, partnership, strategy, name, list_role, list_called, list_count, list_ordered,
        list_place, position, parent, value, number, number_to, unit, measure_role, change, date_from,
        date, partner, partner_kind, generic, themes, confidence,
        status, fact_table, fact, decided_by, decided_at, reason,
    }
    ProposalEvidence {
        id, proposal -> Proposal, document -> Document, passage -> Passage, start, end, quote,
        method, confidence, recogniser,
    }
    ProposalFact { id, row_table, row_id, proposal -> Proposal, makes }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        model::for_each_table,
        store::{Store, column::Value},
    };

    /// References that the tables cannot check: lists, and the one that would close a circle.
    const NOT_FOREIGN_KEYS: [(&str, &str); 5] = [
        ("theme", "not_themes"),
        ("membership", "sources"),
        ("priority", "sources"),
        ("programme", "sources"),
        ("partnership", "population_source"),
    ];

    async fn fetch(store: &Store, sql: &'static str, table: &str) -> Vec<(String, String)> {
        let mut reading = store.engine.begin_read().await.unwrap();
        reading
            .fetch(sql, &[Value::from(table)], |cells| Ok((cells.column()?, cells.column()?)))
            .await
            .unwrap()
    }

    /// `(column, what)` of a table; `what` is empty or the table that the column names.
    async fn columns_and_keys(store: &Store, table: &str) -> Vec<(String, String)> {
        const SQL: &str = "select info.name, coalesce(keys.\"table\", '') from pragma_table_info($1) as info \
            left join pragma_foreign_key_list($1) as keys on keys.\"from\" = info.name order by info.name";
        fetch(store, SQL, table).await
    }

    fn expected<T: Stored>() -> Vec<(String, String)> {
        let named = |column: &str| {
            T::REFERENCES
                .iter()
                .find(|(from, _)| {
                    *from == column && !NOT_FOREIGN_KEYS.contains(&(T::TABLE, column))
                })
                .map_or("", |(_, table)| table)
        };
        // By name: a later migration can only add columns at the end of a table.
        let columns: BTreeSet<_> = T::COLUMNS.iter().chain(&["revision"]).collect();
        columns.into_iter().map(|column| ((*column).to_owned(), named(column).to_owned())).collect()
    }

    #[tokio::test]
    async fn columns_and_references_are_those_of_the_tables() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("x.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        macro_rules! check {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                assert_eq!(columns_and_keys(&store, $table).await, expected::<$row>(), "{}", $table);
                assert_eq!($row::COLUMNS[0], stringify!($id), "the identity of {} comes first", $table);
            )+};
        }
        for_each_table!(check);
    }

    #[test]
    fn a_row_names_what_it_refers_to_and_does_not_find() {
        let theme = Theme {
            slug: "a".into(),
            broader: Some("b".into()),
            position: 0,
            label: String::new(),
            definition: String::new(),
            alt_labels: vec![],
            phrases: vec![],
            lookalikes: vec![],
            not_themes: vec!["a".into(), "c".into()],
        };
        let mut record = Record::default();
        record.put(theme.clone());
        let columns: Vec<_> = theme
            .dangling(&record)
            .into_iter()
            .map(|dangling| (dangling.column, dangling.id))
            .collect();
        assert_eq!(columns, [("broader", "b".into()), ("not_themes", "c".into())]);
    }
}
