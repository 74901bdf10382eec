//! What each mapping of the record format is called and which keys may stand in it.
//!
//! `schema/record.schema.json` says the same to editors; a test holds the two together. What the
//! values mean belongs to the reader of each kind of file.

/// A mapping of the record format.
#[derive(Debug)]
pub struct Shape {
    /// Its name in `$defs` of the schema.
    pub name: &'static str,
    /// What it is called in messages.
    pub called: &'static str,
    /// Keys that must be there and have a value.
    pub required: &'static [&'static str],
    /// Keys that may be left out or be null.
    pub optional: &'static [&'static str],
}

impl Shape {
    /// All keys, required ones first.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.required.iter().chain(self.optional).copied()
    }
}

macro_rules! shapes {
    ($($constant:ident = $name:literal, $called:literal, [$($required:literal)*] [$($optional:literal)*];)+) => {
        $(pub(super) const $constant: Shape = Shape {
            name: $name,
            called: $called,
            required: &[$($required),*],
            optional: &[$($optional),*],
        };)+

        /// Every mapping of the record format.
        pub const SHAPES: &[Shape] = &[$($constant),+];
    };
}

shapes! {
    PARTNERSHIP = "partnership", "a partnership's record",
        ["slug" "name" "region" "board" "councils" "sources" "strategies" "coverage"]
        ["aliases" "system" "population" "changes" "partners" "programmes" "measures" "documents" "notes"];
    BOARD = "board", "a board", ["name" "ods"] [];
    COUNCIL = "council", "a council", ["name"] ["organisation" "part"];
    POPULATION = "population", "a population", ["value" "source"] ["note"];
    CHANGE = "change", "a change", ["kind" "with" "on" "status" "source"] ["to" "note"];
    SOURCE = "source", "a source", ["title" "kind" "speaker"] ["url" "publisher" "published"];
    STRATEGY = "strategy", "a strategy",
        ["key" "kind" "edition" "title" "title_exact" "source" "lists"]
        ["published" "period" "vision" "also_serves_as"];
    PERIOD = "period", "a period", [] ["from" "to"];
    VISION = "vision", "a vision", ["text" "source"] [];
    LIST = "list", "a list",
        ["role" "complete" "ordered" "source" "items"] ["called" "stated_count"];
    ITEM = "item", "an item", ["name" "exact" "themes" "sources"] ["gist" "parent"];
    PARTNER = "partner", "a partner", ["name" "sources"] ["organisation" "kind" "role" "generic"];
    PROGRAMME = "programme", "a programme",
        ["name" "sources"] ["gist" "partners" "from" "to" "serves"];
    MEASURE = "measure", "a measure", ["what" "value" "source"] ["programme"];
    DOCUMENT = "document", "a document", ["title" "kind" "source"] ["scope"];
    THEMES = "themes", "the theme scheme", ["version" "themes"] [];
    THEME = "theme", "a theme",
        ["id" "label" "definition"] ["broader" "alt_labels" "phrases" "lookalikes" "not"];
    FRAMEWORKS = "frameworks", "the file of frameworks", ["frameworks"] [];
    FRAMEWORK = "framework", "a framework",
        ["id" "label" "publisher" "checked" "topics"] ["edition" "url"];
    TOPIC = "topic", "a topic", ["id" "label" "maps"] [];
    MAPPING = "mapping", "a mapping to a theme", ["theme" "rel"] [];
    ORGANISATIONS = "organisations", "the register", ["organisations"] [];
    ORGANISATION = "organisation", "an entry of the register",
        ["slug" "name" "kind" "generic"] ["aliases" "ods" "gss"];
    DIGEST = "digest", "the head of a digest",
        ["partnership" "source" "title" "kind" "complete"] ["url" "publisher" "published"];
}
