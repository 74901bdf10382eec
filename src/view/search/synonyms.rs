//! Expressions that mean the same: abbreviations and spellings from a seed's `acronyms.yaml` (the
//! built-in one where it has none), and the labels of themes.
//!
//! Here belongs which expressions are alike; `plan.rs` puts them into a query.

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    names::read_theme_labels,
    searcher::Segment,
    text::{Stemmer, acronym_term, surfaces},
    weights::{LABEL_FACTOR, SYNONYM_FACTOR},
};
use crate::error::{Error, Result};

/// The file that came with the program.
const FILE: &str = include_str!("../../../seed/acronyms.yaml");

/// Longest expression in words that is looked for in a query.
pub(super) const LONGEST_EXPRESSION: usize = 10;

/// Expressions by their first stem.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    groups: Vec<Group>,
    by_first: HashMap<String, Vec<(usize, usize)>>,
}

#[derive(Debug)]
struct Group {
    expressions: Vec<Expression>,
    factor: f64,
    /// Whether they are the same words, so that those typed apart belong together.
    tight: bool,
}

/// One way of saying something.
#[derive(Debug)]
pub(super) struct Expression {
    /// As it is shown to people.
    pub shown: String,
    /// The terms to look up, one for each word.
    pub terms: Vec<String>,
    /// The stems by which it is recognised in a query.
    stems: Vec<String>,
    /// Whether it must be typed in capitals to be meant.
    only_capitals: bool,
}

/// What may be said instead of an expression.
#[derive(Debug)]
pub(super) struct Alternative<'a> {
    pub expression: &'a Expression,
    /// What an occurrence counts beside what was typed.
    pub factor: f64,
    /// Whether what was typed is the same words, which must then stand side by side.
    pub tight: bool,
}

/// Abbreviations, spellings and synonyms as a seed's `acronyms.yaml` states them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expressions {
    #[serde(default)]
    acronyms: Vec<Acronym>,
    #[serde(default)]
    spellings: Vec<Vec<String>>,
    #[serde(default)]
    synonyms: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acronym {
    short: String,
    long: Vec<String>,
    #[serde(default)]
    word: bool,
}

impl Expressions {
    /// Those that came with the program.
    ///
    /// # Errors
    /// `INTERNAL` where the program was built with a file that cannot be read.
    pub fn built_in() -> Result<Self> {
        serde_saphyr::from_str(FILE).map_err(|error| Error::internal(error.to_string()))
    }

    /// Reads the text of a file; `shown` is what the file is called in a message.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` that says where the file is wrong.
    pub fn parse(text: &str, shown: &str) -> Result<Self> {
        let this: Self = serde_saphyr::from_str(text)
            .map_err(|error| Error::bad_user_input(format!("{shown} cannot be read: {error}")))?;
        let long = this.acronyms.iter().flat_map(|it| &it.long);
        let all = long.chain(this.spellings.iter().flatten()).chain(this.synonyms.iter().flatten());
        for text in all {
            if !(1..=LONGEST_EXPRESSION).contains(&surfaces(text).len()) {
                return Err(Error::bad_user_input(format!(
                    "{shown}: “{text}” has no word or more than {LONGEST_EXPRESSION}, so no search would find it."
                )));
            }
        }
        Ok(this)
    }
}

impl Synonyms {
    /// Some expressions and the labels of the themes in some segments.
    pub(super) fn new(segments: &[Segment], file: &Expressions) -> tantivy::Result<Self> {
        Ok(Self::build(file, &read_theme_labels(segments)?))
    }

    fn build(file: &Expressions, labels: &[Vec<String>]) -> Self {
        let mut this = Self::default();
        let mut stemmer = Stemmer::new();
        for Acronym { short, long, word } in &file.acronyms {
            let short = Expression::short(short, *word, &mut stemmer);
            let long = long.iter().map(|text| Expression::new(text, &mut stemmer));
            this.add(std::iter::once(short).chain(long).collect(), 1.0, false);
        }
        for spellings in &file.spellings {
            this.add(
                spellings.iter().map(|text| Expression::new(text, &mut stemmer)).collect(),
                1.0,
                true,
            );
        }
        for synonyms in &file.synonyms {
            this.add(
                synonyms.iter().map(|text| Expression::new(text, &mut stemmer)).collect(),
                SYNONYM_FACTOR,
                false,
            );
        }
        for labels in labels {
            // A single word says too little: “children” is no other word for “child health”.
            let expressions = labels.iter().map(|text| Expression::new(text, &mut stemmer));
            this.add(expressions.filter(|it| it.stems.len() > 1).collect(), LABEL_FACTOR, false);
        }
        this
    }

    fn add(&mut self, expressions: Vec<Expression>, factor: f64, tight: bool) {
        if expressions.len() < 2 {
            return;
        }
        for (member, expression) in expressions.iter().enumerate() {
            if let Some(first) = expression.stems.first() {
                self.by_first.entry(first.clone()).or_default().push((self.groups.len(), member));
            }
        }
        self.groups.push(Group { expressions, factor, tight });
    }

    /// What may be said instead of an expression, given by the stems of its words; each once.
    /// Leaves out what holds the expression itself, since that is found anyway.
    pub(super) fn find(&self, stems: &[String], capitals: bool) -> Vec<Alternative<'_>> {
        let mut found: Vec<Alternative<'_>> = Vec::new();
        let members = stems.first().and_then(|first| self.by_first.get(first));
        for (group, member) in members.into_iter().flatten() {
            let Group { expressions, factor, tight } = &self.groups[*group];
            let typed = &expressions[*member];
            if typed.stems != stems || (typed.only_capitals && !capitals) {
                continue;
            }
            for expression in expressions {
                let known = found.iter().any(|it| it.expression.terms == expression.terms);
                if !known && !expression.stems.windows(stems.len()).any(|it| it == stems) {
                    found.push(Alternative { expression, factor: *factor, tight: *tight });
                }
            }
        }
        found
    }
}

impl Expression {
    fn new(text: &str, stemmer: &mut Stemmer) -> Self {
        let stems: Vec<String> =
            surfaces(text).iter().map(|word| stemmer.stem(word).to_owned()).collect();
        Self { shown: text.to_owned(), terms: stems.clone(), stems, only_capitals: false }
    }

    /// An abbreviation: in texts it counts in capitals only.
    fn short(text: &str, only_capitals: bool, stemmer: &mut Stemmer) -> Self {
        let mut this = Self { only_capitals, ..Self::new(text, stemmer) };
        if this.terms.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            this.terms = vec![acronym_term(text)];
        }
        this
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alternatives(typed: &str) -> Vec<String> {
        let labels = vec![vec![
            "End of life care".to_owned(),
            "Palliative care".to_owned(),
            "Dying".to_owned(),
        ]];
        let synonyms = Synonyms::build(&Expressions::built_in().unwrap(), &labels);
        let mut stemmer = Stemmer::new();
        let stems: Vec<String> =
            surfaces(typed).iter().map(|word| stemmer.stem(word).to_owned()).collect();
        let capitals = typed == typed.to_uppercase();
        synonyms.find(&stems, capitals).into_iter().map(|it| it.expression.shown.clone()).collect()
    }

    #[test]
    fn abbreviations_work_both_ways() {
        assert_eq!(alternatives("ICB"), ["integrated care board"]);
        assert_eq!(alternatives("integrated care boards"), ["ICB"]);
        assert_eq!(alternatives("SEND"), ["special educational needs and disabilities"]);
    }

    #[test]
    fn an_abbreviation_that_is_a_word_must_be_typed_in_capitals() {
        assert_eq!(alternatives("send"), [""; 0]);
        assert!(
            alternatives("special educational needs and disabilities").contains(&"SEND".to_owned())
        );
    }

    #[test]
    fn labels_of_themes_are_alike_but_single_words_are_not() {
        assert!(alternatives("palliative care").contains(&"End of life care".to_owned()));
        assert_eq!(alternatives("dying"), [""; 0]);
    }

    #[test]
    fn no_expression_of_the_file_is_too_long_or_alone() {
        let file = Expressions::built_in().unwrap();
        let long = file.acronyms.iter().flat_map(|it| &it.long);
        for text in
            long.chain(file.spellings.iter().flatten()).chain(file.synonyms.iter().flatten())
        {
            assert!((1..=LONGEST_EXPRESSION).contains(&surfaces(text).len()), "{text}");
        }
        assert!(file.acronyms.iter().all(|it| !it.long.is_empty()));
        assert!(file.spellings.iter().chain(&file.synonyms).all(|group| group.len() > 1));
    }
}
