//! The type `Query`: where every question begins.
//!
//! | file | fields |
//! |---|---|
//! | `node` | `node`, `nodes` |
//! | `things` | one thing by its slug, and lists of things |
//! | `search` | `search`, `suggest` |
//! | `comparison` | `compare`, `editionDifference` |
//! | `graph` | `path`, `neighbourhood` |
//! | `groups` | `communities`, `connectingPartners`, `themePairs` |
//! | `proposals` | `proposal`, `proposals` |
//! | `quotation` | `checkQuotation` |
//! | `history` | `changes`, `releases`, `release` |
//! | `dataset` | `dataset` |

mod comparison;
mod dataset;
mod graph;
mod groups;
mod history;
mod node;
mod proposals;
mod quotation;
mod search;
mod things;

use async_graphql::MergedObject;

/// The questions that can be asked. Every answer of one request is of one revision of the data,
/// which stands in the response's extensions.
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    node::NodeQueries,
    things::PartnershipQueries,
    things::StrategyQueries,
    things::PriorityQueries,
    things::ThemeQueries,
    things::PartnerQueries,
    things::ProgrammeQueries,
    things::MeasureQueries,
    things::DocumentQueries,
    things::FrameworkQueries,
    proposals::ProposalQueries,
    search::SearchQueries,
    comparison::ComparisonQueries,
    graph::GraphQueries,
    quotation::QuotationQueries,
    groups::GroupQueries,
    history::HistoryQueries,
    dataset::DatasetQueries,
);
