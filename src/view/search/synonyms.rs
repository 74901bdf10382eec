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

/// Expressions in two steps. Abbreviations with their long forms and other spellings are one and
/// the same: those that share a form are one class, however many entries they come from. Labels of
/// a theme and synonyms of the file only mean much the same: they lead from a class to others, and
/// no further, so that a general word does not bring in what belongs to its other meanings.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    classes: Vec<Class>,
    groups: Vec<Group>,
    by_first: HashMap<String, Vec<usize>>,
}

/// Ways of saying exactly the same.
#[derive(Debug, Default)]
struct Class {
    expressions: Vec<Expression>,
    /// The groups to which it belongs.
    groups: Vec<usize>,
}

/// Classes that mean much the same.
#[derive(Debug)]
struct Group {
    classes: Vec<usize>,
    factor: f64,
}

/// One way of saying something.
#[derive(Debug, Clone)]
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
        let mut read = |texts: &[String]| -> Vec<Expression> {
            texts.iter().map(|text| Expression::new(text, &mut stemmer)).collect()
        };
        for Acronym { short, long, word } in &file.acronyms {
            let mut same = read(long);
            same.insert(0, Expression::short(short, *word, &mut Stemmer::new()));
            this.join(same);
        }
        for spellings in &file.spellings {
            this.join(read(spellings));
        }
        for synonyms in &file.synonyms {
            this.relate(read(synonyms), SYNONYM_FACTOR);
        }
        for labels in labels {
            // A single word says too little: “children” is no other word for “child health”.
            let mut expressions = read(labels);
            expressions.retain(|it| it.stems.len() > 1);
            this.relate(expressions, LABEL_FACTOR);
        }
        this.index();
        this
    }

    /// Makes some expressions one class, together with all classes that share one of them.
    fn join(&mut self, expressions: Vec<Expression>) {
        let shared = |class: &Class| {
            expressions.iter().any(|one| class.expressions.iter().any(|it| it.stems == one.stems))
        };
        let place = self.classes.iter().position(shared).unwrap_or_else(|| self.add_class());
        for other in (place + 1..self.classes.len()).rev() {
            if shared(&self.classes[other]) {
                let other = self.classes.remove(other);
                self.classes[place].expressions.extend(other.expressions);
            }
        }
        let class = &mut self.classes[place];
        for expression in expressions {
            if class.expressions.iter().all(|it| it.terms != expression.terms) {
                class.expressions.push(expression);
            }
        }
    }

    /// Puts the classes of some expressions into one group.
    fn relate(&mut self, expressions: Vec<Expression>, factor: f64) {
        let mut classes = Vec::new();
        for expression in expressions {
            let same =
                |class: &Class| class.expressions.iter().any(|it| it.stems == expression.stems);
            let place = self.classes.iter().position(same).unwrap_or_else(|| {
                let place = self.add_class();
                self.classes[place].expressions.push(expression.clone());
                place
            });
            if !classes.contains(&place) {
                classes.push(place);
            }
        }
        if classes.len() > 1 {
            for place in &classes {
                self.classes[*place].groups.push(self.groups.len());
            }
            self.groups.push(Group { classes, factor });
        }
    }

    fn add_class(&mut self) -> usize {
        self.classes.push(Class::default());
        self.classes.len() - 1
    }

    fn index(&mut self) {
        for (place, class) in self.classes.iter().enumerate() {
            for first in class.expressions.iter().filter_map(|it| it.stems.first()) {
                let places = self.by_first.entry(first.clone()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// What may be said instead of an expression, given by the stems of its words; each once, the
    /// same before what is alike. Leaves out what holds the expression itself, since that is found
    /// anyway.
    pub(super) fn find(&self, stems: &[String], capitals: bool) -> Vec<Alternative<'_>> {
        let mut found: Vec<Alternative<'_>> = Vec::new();
        let places = stems.first().and_then(|first| self.by_first.get(first));
        let meant = |class: &&Class| {
            let mut typed = class.expressions.iter().filter(|it| it.stems == stems);
            typed.any(|it| capitals || !it.only_capitals)
        };
        for class in places.into_iter().flatten().map(|at| &self.classes[*at]).filter(meant) {
            let same = std::iter::once((class, 1.0));
            let alike = class.groups.iter().flat_map(|at| {
                let Group { classes, factor } = &self.groups[*at];
                classes.iter().map(|at| (&self.classes[*at], *factor))
            });
            for (other, factor) in same.chain(alike) {
                for expression in &other.expressions {
                    let known = found.iter().any(|it| it.expression.terms == expression.terms);
                    if !known && !expression.stems.windows(stems.len()).any(|it| it == stems) {
                        found.push(Alternative { expression, factor });
                    }
                }
            }
        }
        found
    }
}

impl Synonyms {
    /// Whether some words are also written as one (“well being”, “wellbeing”).
    pub(super) fn joins(&self, words: &[&str], stemmer: &mut Stemmer) -> bool {
        let stems: Vec<String> = words.iter().map(|word| stemmer.stem(word).to_owned()).collect();
        let joined = [words.concat()];
        self.find(&stems, false).iter().any(|it| surfaces(&it.expression.shown) == joined)
    }
}

impl Expression {
    /// The stems of its words.
    pub(super) fn stems(&self) -> &[String] {
        &self.stems
    }

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
        assert_eq!(alternatives("GP"), ["general practice", "general practitioner"]);
        assert_eq!(alternatives("general practice"), ["GP", "general practitioner"]);
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
    fn an_abbreviation_leads_to_what_its_long_form_leads_to_and_no_further() {
        let of_long = alternatives("end of life");
        assert!(of_long.contains(&"EOL".to_owned()), "{of_long:?}");
        let of_short = alternatives("EOL");
        for other in ["palliative care", "dying well", "hospice care"] {
            assert!(of_long.contains(&other.to_owned()), "{other}: {of_long:?}");
            assert!(of_short.contains(&other.to_owned()), "{other}: {of_short:?}");
            assert!(alternatives(other).contains(&"EOL".to_owned()), "{other}");
        }
        assert_eq!(alternatives("learning disability"), ["LD", "intellectual disability"]);
        assert_eq!(alternatives("intellectual disability"), ["LD", "learning disability"]);
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
