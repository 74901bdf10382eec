//! Whether a database is what it must be: its form, its revisions without holes, references that
//! lead somewhere, passages that stand in their documents, releases as they were frozen.
//!
//! Everything is read and nothing is changed. Not here: what to do about it (`app::doctor`).

use std::collections::BTreeMap;

use crate::{
    error::Result,
    model::{Passage, Record, Row, Slug, Span, for_each_table},
};

use super::{
    Store,
    migration::{self, find_form},
    tables::Stored as _,
};

/// How many of a kind of problem are named; more help nobody who mends the first ones.
const MOST_NAMED: usize = 10;

/// Problems of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// How many there are.
    pub count: usize,
    /// The first ones, each in a few words.
    pub named: Vec<String>,
}

impl Problems {
    fn add(&mut self, problem: impl FnOnce() -> String) {
        self.count += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push(problem());
        }
    }
}

impl Store {
    /// The number of the last migration of the database, and of those that this program knows.
    pub async fn find_forms(&self) -> Result<(i64, i64)> {
        let mut reading = self.engine.begin_read().await?;
        Ok((find_form(&mut reading).await?, migration::LATEST))
    }

    /// Brings the tables to the form of this program.
    pub async fn migrate(&self) -> Result<()> {
        migration::migrate(&self.engine).await
    }

    /// What the engine itself finds wrong with its file. PostgreSQL holds its rules at every write
    /// and names damage when it reads it, so this finds something on SQLite only.
    pub async fn find_damage(&self) -> Result<Problems> {
        let mut problems = Problems::default();
        for problem in self.engine.begin_read().await?.check_file().await? {
            problems.add(|| problem);
        }
        Ok(problems)
    }

    /// Revisions that are missing, and rows that claim a revision that there is not yet.
    pub async fn check_revisions(&self) -> Result<Problems> {
        const LIST: &str = "select \"number\" from \"revision\" order by \"number\"";
        let mut reading = self.engine.begin_read().await?;
        let now = super::reading::load_revision(&mut reading).await?;
        let numbers = reading.fetch_column::<i64>(LIST, &[]).await?;
        let mut problems = Problems::default();
        let mut next = 1;
        for number in numbers {
            if number != next {
                problems.add(|| format!("revision {next} is missing before {number}"));
            }
            next = number + 1;
        }
        if next != now + 1 {
            problems.add(|| format!("the last revision is {}, the record says {now}", next - 1));
        }
        macro_rules! check {
            ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
                const $row: &str = concat!("select count(*) from \"", $table, "\" where \"revision\" > $1 or \"revision\" < 1");
                let counts = reading.fetch_column::<i64>($row, &[now.into()]).await?;
                if let Some(count) = counts.first().filter(|count| **count > 0) {
                    problems.add(|| format!("{count} rows of {} are of no revision", $table));
                }
            )+};
        }
        #[allow(non_upper_case_globals, reason = "a statement is called after its row")]
        {
            for_each_table!(check);
        }
        Ok(problems)
    }

    /// Passages that are not the characters of their document at which they say they stand.
    pub async fn check_offsets(&self, record: &Record) -> Result<Problems> {
        let mut of_document: BTreeMap<&Slug, Vec<&Passage>> = BTreeMap::new();
        for passage in record.passages.values() {
            of_document.entry(&passage.document).or_default().push(passage);
        }
        let mut problems = Problems::default();
        for (document, passages) in of_document {
            // A loaded collection may come without the texts of its documents.
            let Some(text) = self.find_document_text(document).await? else { continue };
            let places: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for passage in passages {
                if cut(&text, &places, passage) != Some(&*passage.text) {
                    problems.add(|| {
                        format!(
                            "passage {} is not at {}–{}",
                            passage.slug, passage.start, passage.end
                        )
                    });
                }
            }
        }
        for row in record.passage_themes.values() {
            check_spans(record, &row.id, &row.passage, &row.spans, &mut problems);
        }
        for row in record.passage_partners.values() {
            check_spans(record, &row.id, &row.passage, &row.spans, &mut problems);
        }
        Ok(problems)
    }

    /// Releases whose rows are not those that were frozen.
    pub async fn check_releases(&self) -> Result<Problems> {
        let mut problems = Problems::default();
        for release in self.list_releases().await? {
            let frozen = self.load_release(&release).await?;
            if let Err(error) = frozen.thaw(release.revision) {
                problems.add(|| format!("release {}: {}", release.name, error.chain()));
            }
        }
        Ok(problems)
    }
}

/// References that lead to no row.
pub fn check_references(record: &Record) -> Problems {
    let mut problems = Problems::default();
    macro_rules! check {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            for row in record.$field.values() {
                for gone in row.dangling(record) {
                    problems.add(|| {
                        format!("{} {}: {} {} does not exist", $table, row.id(), gone.column, gone.id)
                    });
                }
            }
        )+};
    }
    for_each_table!(check);
    // The texts of documents are no part of a record, so theirs are checked by the database.
    problems
}

fn cut<'text>(text: &'text str, places: &[usize], passage: &Passage) -> Option<&'text str> {
    let place = |number: i64| places.get(usize::try_from(number).ok()?).copied();
    text.get(place(passage.start)?..place(passage.end)?)
}

fn check_spans(
    record: &Record,
    id: &Slug,
    passage: &Slug,
    spans: &[Span],
    problems: &mut Problems,
) {
    let Some(passage) = record.passages.get(passage) else { return };
    let length = passage.text.chars().count();
    if spans.iter().any(|span| span.start > span.end || span.end > length) {
        problems.add(|| format!("the evidence of {id} lies outside its passage"));
    }
}
