//! Whether a record is sound in itself: every reference leads to a row of it, and passages and
//! their tags are called after their document. Found out before any I/O, all problems at once.

use crate::{
    error::{Error, Result},
    model::{Record, Row, Slug, for_each_table},
    store::Stored as _,
};

/// How many problems are named; more help nobody who mends the first ones.
const MOST_NAMED: usize = 20;

/// Fails with `BAD_USER_INPUT` naming the references that lead nowhere.
pub(super) fn check_references(record: &Record) -> Result<()> {
    let mut problems = Vec::new();
    macro_rules! check {
        ($($field:ident: $row:ident, $table:literal, $id:ident;)+) => {$(
            for row in record.$field.values() {
                for dangling in row.dangling(record) {
                    problems.push(format!(
                        "{} “{}” names the {} “{}” in its {}, which does not exist",
                        words(crate::model::$row::TABLE), row.id(), words(dangling.table), dangling.id, words(dangling.column)
                    ));
                }
            }
        )+};
    }
    for_each_table!(check);
    if problems.is_empty() { Ok(()) } else { Err(refusal(&problems)) }
}

/// Fails with `BAD_USER_INPUT` where a passage is not called `{document}.…` or a tag or mention not
/// `{passage}.…`. Rows of different documents could else have the same identity, and one document
/// could overwrite passages of another.
pub(super) fn check_passage_names(record: &Record) -> Result<()> {
    let documents = record.documents.keys().filter(|slug| slug.contains('.')).cloned();
    let passages = record.passages.values().filter(|row| !belongs(&row.slug, &row.document));
    let themes = record.passage_themes.values().filter(|row| !belongs(&row.id, &row.passage));
    let partners = record.passage_partners.values().filter(|row| !belongs(&row.id, &row.passage));
    let misnamed: Vec<Slug> = documents
        .chain(passages.map(|row| row.slug.clone()))
        .chain(themes.map(|row| row.id.clone()))
        .chain(partners.map(|row| row.id.clone()))
        .take(MOST_NAMED)
        .collect();
    if misnamed.is_empty() {
        return Ok(());
    }
    Err(Error::bad_user_input(format!(
        "Documents have no full stop in their slugs, passages are called after their document and tags after their passage; these are not: {}.",
        misnamed.join(", ")
    )))
}

fn belongs(name: &str, owner: &str) -> bool {
    name.strip_prefix(owner).is_some_and(|rest| rest.starts_with('.'))
}

fn refusal(problems: &[String]) -> Error {
    let more = match problems.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let named: Vec<&str> = problems.iter().take(MOST_NAMED).map(String::as_str).collect();
    Error::bad_user_input(format!(
        "The record was not stored, because {} of its references lead nowhere: {}{more}.",
        problems.len(),
        named.join("; ")
    ))
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Topic;

    fn topics(count: usize) -> Record {
        let mut record = Record::default();
        for number in 0..count {
            record.put(Topic {
                slug: format!("marmot.{number}").into(),
                framework: "marmot".into(),
                key: number.to_string(),
                position: 0,
                label: "A topic".into(),
            });
        }
        record
    }

    #[test]
    fn a_record_without_references_is_sound() {
        assert!(check_references(&Record::default()).is_ok());
    }

    #[test]
    fn all_references_that_lead_nowhere_are_named_at_once() {
        let error = check_references(&topics(2)).unwrap_err();
        for topic in ["marmot.0", "marmot.1"] {
            let problem = format!("topic “{topic}” names the framework “marmot” in its framework");
            assert!(error.public().contains(&problem), "{error}");
        }
    }

    #[test]
    fn a_flood_of_problems_is_cut_and_counted() {
        let error = check_references(&topics(25)).unwrap_err();
        assert!(error.public().contains("25 of its references"), "{error}");
        assert!(error.public().ends_with("; and 5 more."), "{error}");
    }
}
