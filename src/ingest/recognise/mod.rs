//! What a passage is about and whom it names, by the phrases of the theme scheme and the names of
//! the partner register. Everything found is *proposed*, with its place, its phrase and (themes)
//! a confidence whose formula stands in `themes`.

mod areas;
mod association;
mod charities;
mod confidence;
mod dates;
mod engagements;
mod enumerated;
mod everyday_names;
mod extract;
mod folded;
mod gathered;
mod identity;
mod kinds;
mod lexicon;
mod lists;
mod measures;
mod name_beginnings;
mod organisations;
mod participants;
mod partners;
mod people;
mod phrase_list;
mod programmes;
mod small_words;
mod spot;
mod statutes;
mod themes;
mod told_names;
mod whole_names;
mod word_list;
mod words;

pub(in crate::ingest) use self::measures::read_stated;
use crate::model::{Partner, Passage, PassagePartner, PassageTheme, Record, Span, Table, Theme};

use self::{
    areas::Areas,
    folded::Folded,
    kinds::Kinds,
    lexicon::{Found, Lexicon, LexiconBuilder},
    partners::Register,
    themes::ThemeRules,
};

/// The version of the rules below: it changes whenever the same passage, scheme and register may
/// give another answer.
pub const RECOGNISER_VERSION: &str = "phrases-7";

/// The most places that are kept as evidence of one theme or partner in one passage: more say
/// nothing more.
const MOST_SPANS: usize = 50;

/// Finds themes and partners in passages. Built once for a scheme and a register, shared by all
/// threads.
#[derive(Debug)]
pub struct Recogniser {
    lexicon: Lexicon,
    themes: ThemeRules,
    register: Register,
    kinds: Kinds,
    areas: Areas,
}

impl Recogniser {
    /// Builds the recogniser of a scheme and a register. Phrases and names that cannot be told
    /// from ordinary words are left out (see `partners`).
    pub fn build(themes: &Table<Theme>, partners: &Table<Partner>) -> Self {
        let mut lexicon = LexiconBuilder::default();
        let rules = ThemeRules::build(themes, &mut lexicon);
        let register = Register::build(partners, &mut lexicon);
        Self {
            lexicon: lexicon.build(),
            themes: rules,
            register,
            kinds: Kinds::default(),
            areas: Areas::default(),
        }
    }

    /// Builds the recogniser of everything that a record knows: its scheme, its register and the
    /// names of its partnerships. Only such a recogniser tells whose a document is.
    pub fn of_record(record: &Record) -> Self {
        Self { areas: Areas::of(record), ..Self::build(&record.themes, &record.partners) }
    }

    /// The themes of a passage, most prominent first (four at most), and the partners that it
    /// names, in the order of their first mention. `under` is the heading under which the passage
    /// is read: it supports themes of the passage, and lends its own to a passage that shows
    /// none. Such a theme has one empty span at the passage's start that names the phrase.
    /// A passage that does not count (a contents page, a reference …) has neither.
    pub fn tag(
        &self,
        passage: &Passage,
        under: Option<&str>,
    ) -> (Vec<PassageTheme>, Vec<PassagePartner>) {
        if !passage.kind.is_counted() {
            return (Vec::new(), Vec::new());
        }
        let folded = Folded::of(&passage.text);
        let found = self.lexicon.find(&folded);
        let heading = under.map(Folded::of);
        let above = heading.as_ref().map(|heading| (heading, self.lexicon.find(heading)));
        let themes = self.themes.tag(
            passage,
            &folded,
            &found,
            above.as_ref().map(|(heading, found)| (*heading, found)),
            &self.kinds.acting(&passage.text),
        );
        (themes, self.register.mentions(passage, &folded, &found))
    }
}

fn span(folded: &Folded, found: &Found<'_>) -> Span {
    let words = &folded.tokens[found.words.clone()];
    Span {
        start: words.first().map_or(0, |token| token.start),
        end: words.last().map_or(0, |token| token.end),
        matched: found.phrase.written.clone(),
    }
}
