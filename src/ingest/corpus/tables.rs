//! The shape of a line of each file (docs/corpus.md says the same for people). Keys that are not
//! known are left alone: whoever makes a corpus may keep more in it.

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    Desk,
    files::CorpusFiles,
    lines::{self, Line},
};

/// The files of a corpus, and whether each must be there.
pub(super) const FILES: &[(&str, bool)] = &[
    ("themes.jsonl", false),
    ("partnerships.jsonl", true),
    ("partners.jsonl", false),
    ("programmes.jsonl", false),
    ("strategies.jsonl", true),
    ("priorities.jsonl", false),
    ("passages.jsonl", false),
    ("priority_theme.jsonl", false),
    ("passage_theme.jsonl", false),
    ("strategy_partner.jsonl", false),
    ("priority_programme.jsonl", false),
];

macro_rules! tables {
    ($($field:ident: $line:ident = $file:literal;)+) => {
        /// All lines of a corpus.
        #[derive(Debug, Default)]
        pub(super) struct Tables { $(pub(super) $field: Vec<Line<$line>>,)+ }

        impl Tables {
            /// Reads every file; what cannot be read is noted.
            pub(super) fn read(files: &CorpusFiles, desk: &mut Desk) -> Self {
                Self { $($field: lines::read($file, files.bytes($file), desk),)+ }
            }
        }
    };
}

tables! {
    themes: ThemeLine = "themes.jsonl";
    partnerships: PartnershipLine = "partnerships.jsonl";
    partners: PartnerLine = "partners.jsonl";
    programmes: ProgrammeLine = "programmes.jsonl";
    strategies: StrategyLine = "strategies.jsonl";
    priorities: PriorityLine = "priorities.jsonl";
    passages: PassageLine = "passages.jsonl";
    priority_theme: PriorityThemeLine = "priority_theme.jsonl";
    passage_theme: PassageThemeLine = "passage_theme.jsonl";
    strategy_partner: StrategyPartnerLine = "strategy_partner.jsonl";
    priority_programme: PriorityProgrammeLine = "priority_programme.jsonl";
}

/// A theme.
#[derive(Debug, Deserialize)]
pub(super) struct ThemeLine {
    pub(super) id: u64,
    pub(super) slug: Option<String>,
    pub(super) name: String,
    pub(super) parent_id: Option<u64>,
    #[serde(default)]
    pub(super) definition: String,
    #[serde(default)]
    pub(super) alt_labels: Vec<String>,
    #[serde(default)]
    pub(super) phrases: Vec<String>,
}

/// A partnership.
#[derive(Debug, Deserialize)]
pub(super) struct PartnershipLine {
    pub(super) id: u64,
    pub(super) code: Option<String>,
    pub(super) name: String,
    /// The word or the label of an NHS England region.
    pub(super) region: String,
    pub(super) population: Option<i64>,
    pub(super) board: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

/// An organisation.
#[derive(Debug, Deserialize)]
pub(super) struct PartnerLine {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

/// A programme.
#[derive(Debug, Deserialize)]
pub(super) struct ProgrammeLine {
    pub(super) id: u64,
    pub(super) partnership_id: u64,
    pub(super) name: String,
    pub(super) gist: Option<String>,
    pub(super) lead_partner_id: Option<u64>,
    pub(super) start_year: Option<u16>,
    pub(super) end_year: Option<u16>,
}

/// A strategy.
#[derive(Debug, Deserialize)]
pub(super) struct StrategyLine {
    pub(super) id: u64,
    pub(super) partnership_id: u64,
    pub(super) year: u16,
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    /// Whether the list of its priorities is whole; so it is where nothing is said.
    pub(super) complete: Option<bool>,
}

/// A priority of a strategy.
#[derive(Debug, Deserialize)]
pub(super) struct PriorityLine {
    pub(super) id: u64,
    pub(super) strategy_id: u64,
    pub(super) rank: i64,
    pub(super) title: String,
    pub(super) summary: Option<String>,
}

/// A passage of the text of a strategy.
#[derive(Debug, Deserialize)]
pub(super) struct PassageLine {
    pub(super) id: u64,
    pub(super) strategy_id: u64,
    pub(super) priority_id: Option<u64>,
    pub(super) seq: i64,
    pub(super) page: Option<i64>,
    #[serde(default)]
    pub(super) headings: Vec<String>,
    pub(super) text: String,
}

/// A theme of a priority.
#[derive(Debug, Deserialize)]
pub(super) struct PriorityThemeLine {
    pub(super) priority_id: u64,
    pub(super) theme_id: u64,
}

/// A theme of a passage.
#[derive(Debug, Deserialize)]
pub(super) struct PassageThemeLine {
    pub(super) passage_id: u64,
    pub(super) theme_id: u64,
}

/// A partner of a strategy.
#[derive(Debug, Deserialize)]
pub(super) struct StrategyPartnerLine {
    pub(super) strategy_id: u64,
    pub(super) partner_id: u64,
    pub(super) role: Option<String>,
}

/// A programme that serves a priority.
#[derive(Debug, Deserialize)]
pub(super) struct PriorityProgrammeLine {
    pub(super) priority_id: u64,
    pub(super) programme_id: u64,
}

/// Things of one file by their number.
#[derive(Debug)]
pub(super) struct ById<T> {
    /// What a thing is called in a problem.
    called: &'static str,
    things: HashMap<u64, T>,
}

impl<T> ById<T> {
    pub(super) fn new(called: &'static str, size: usize) -> Self {
        Self { called, things: HashMap::with_capacity(size) }
    }

    /// Puts a thing under its number; notes a number that is taken.
    pub(super) fn put(&mut self, at: (&'static str, usize), id: u64, thing: T, desk: &mut Desk) {
        if self.things.insert(id, thing).is_some() {
            desk.add(at.0, at.1, 1, format!("a second {} has the id {id}", self.called));
        }
    }

    /// The thing with a number; notes a number that nothing has.
    pub(super) fn get(&self, at: (&'static str, usize), id: u64, desk: &mut Desk) -> Option<&T> {
        let found = self.things.get(&id);
        if found.is_none() {
            desk.add(at.0, at.1, 1, format!("there is no {} with the id {id}", self.called));
        }
        found
    }
}
