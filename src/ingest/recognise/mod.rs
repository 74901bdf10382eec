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
mod first_words;
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
mod passage_role;
mod people;
mod phrase_list;
mod programmes;
mod single_kinds;
mod small_words;
mod spot;
mod statutes;
mod themes;
mod told_names;
mod whole_names;
mod word_list;
mod word_numbers;
mod words;

pub(in crate::ingest) use self::measures::read_stated;
use crate::{
    ingest::segment::heading_in_force,
    model::{Partner, Passage, PassagePartner, PassageTheme, Record, Table, Theme},
};

use self::{
    areas::Areas,
    folded::Folded,
    kinds::Kinds,
    lexicon::{Found, Lexicon, LexiconBuilder},
    participants::Named,
    partners::Register,
    themes::{Shown, ThemeRules},
};

/// The version of the rules below: it changes whenever the same passage, scheme and register may
/// give another answer.
pub const RECOGNISER_VERSION: &str = "phrases-7";

/// The most places that are kept as evidence of one theme or partner in one passage: more say
/// nothing more.
const MOST_SPANS: usize = 50;

/// What one passage is about and whom it names.
#[derive(Debug, Clone, Default)]
pub struct Tags {
    /// Its themes, most prominent first, four at most.
    pub themes: Vec<PassageTheme>,
    /// The partners that it names, in the order of their first mention.
    pub partners: Vec<PassagePartner>,
    /// Each place where a name of the register stands, for what is extracted from the document.
    names: Vec<Named>,
}

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
        let above = under.map(|heading| self.shown_by_heading(heading)).unwrap_or_default();
        let tags = self.tag_below(passage, &above);
        (tags.themes, tags.partners)
    }

    /// The same for the passages of a document in their order, whose title is given: the heading
    /// of a section is read once.
    pub fn tag_all<'passage>(
        &self,
        passages: impl IntoIterator<Item = &'passage Passage>,
        title: Option<&str>,
    ) -> Vec<Tags> {
        let mut path: &[String] = &[];
        let mut above = Vec::new();
        let tag = |passage: &'passage Passage| {
            if passage.headings != path {
                path = &passage.headings;
                let heading = heading_in_force(passage, title);
                above = heading.map(|it| self.shown_by_heading(it)).unwrap_or_default();
            }
            self.tag_below(passage, &above)
        };
        passages.into_iter().map(tag).collect()
    }

    fn shown_by_heading(&self, heading: &str) -> Vec<Shown<'_>> {
        let folded = Folded::of(heading);
        ThemeRules::shown_by_heading(&folded, &self.lexicon.find(&folded))
    }

    /// The tags of a passage below a heading that shows these themes.
    fn tag_below(&self, passage: &Passage, above: &[Shown<'_>]) -> Tags {
        if !passage.kind.is_counted() {
            return Tags::default();
        }
        let folded = Folded::of(&passage.text);
        let found = self.lexicon.find(&folded);
        let acting = self.kinds.acting(&passage.text);
        let themes = self.themes.tag(passage, &folded, &found, above, &acting);
        let names = self.register.named(&passage.text, &folded, &found);
        Tags { themes, partners: Register::mentions(passage, &names), names }
    }
}

/// First character of a phrase in the original text, and one past its last.
fn characters(folded: &Folded, found: &Found<'_>) -> (usize, usize) {
    let words = &folded.tokens[found.words.clone()];
    (words.first().map_or(0, |token| token.start), words.last().map_or(0, |token| token.end))
}
