//! What several pages show. Everything here is ready to be printed: templates choose the order
//! and the elements, never the words.

mod coverage;
mod distinctive;
mod link;
mod list;
mod map;
mod marked;
mod measure;
mod pager;
mod partnership;
mod passage;
mod peer;
mod priority;
mod programme;
mod proposal;
mod related;
mod source;
mod strategy;
mod successor;
mod theme_bars;
mod words;

pub(crate) use coverage::{CellEntry, class, told_counts};
pub(crate) use distinctive::DistinctiveSection;
pub(crate) use link::{Link, Linked};
pub(crate) use list::ListEntry;
pub(crate) use map::CoverageMap;
pub(crate) use marked::{Fragment, marked};
pub(crate) use measure::{MeasureEntry, MeasureRow, figure_told};
pub(crate) use pager::{Pager, everything};
pub(crate) use partnership::PartnershipEntry;
pub(crate) use passage::PassageEntry;
pub(crate) use peer::{PeerEntry, told_reasons};
pub(crate) use priority::{PriorityEntry, Provenance, ThemeEntry};
pub(crate) use programme::ProgrammeEntry;
pub(crate) use proposal::ProposalEntry;
pub(crate) use related::{RelatedEntry, told_spread};
pub(crate) use source::{Cite, SourceEntry, Sources, is_web_address};
pub(crate) use strategy::{EditionTag, StrategyEntry};
pub(crate) use successor::SuccessorEntry;
pub(crate) use theme_bars::{ThemeBar, theme_bars};
pub(crate) use words::{When, count, excerpt, moment, number, of_all, period, sentence};
