//! Questions on a view, answered in plain structs. Knows `view` and `model`, never `store` and no
//! face.
//!
//! | file | questions |
//! |---|---|
//! | `partnership`, `strategy`, `priority`, `theme`, `partner`, `programme`, `document`, `framework` | one thing, lists of things, and what belongs to a thing |
//! | `evidence` | where a fact comes from |
//! | `search` | full text, suggestions |
//! | `path`, `neighbourhood` | how things hang together |
//! | `dataset` | how much is held, and how to cite it |
//! | `filter`, `page`, `names` | which rows, which part of them, and how a slug is resolved |

mod dataset;
mod document;
mod evidence;
mod filter;
mod framework;
mod names;
mod neighbourhood;
mod page;
mod partner;
mod partnership;
mod path;
mod priority;
mod programme;
mod search;
mod strategy;
mod theme;

pub use crate::view::graph::{EdgeKind, Node, NodeRow};
pub use dataset::{Dataset, dataset};
pub use document::{
    document_of, list_documents, neighbour_passages, partners_in, passages_of, themes_in,
};
pub use evidence::{
    Evidence, SourceInfo, edge_evidence, passage_evidence, source_info, sources_evidence,
};
pub use filter::{
    DocumentFilter, PartnerFilter, PartnershipFilter, PriorityFilter, ProgrammeFilter,
    StrategyFilter, ThemeFilter,
};
pub use framework::{TopicTheme, framework_of, themes_of_topic, topics_of};
pub use names::{all_rows, find_node, find_row, fold, get_row, nearest};
pub use neighbourhood::{Subgraph, neighbourhood};
pub use page::{DEFAULT_PAGE, Item, LARGEST_PAGE, Page, PageArguments, paginate};
pub use partner::{
    list_partners, memberships_of_partner, mentions_of_partner, programmes_of_partner,
};
pub use partnership::{
    CouncilArea, PartnerMembership, board_changes_of, councils_of, current_strategy, documents_of,
    list_partnerships, listed_documents_of, measures_of, partners_of, priorities_of_partnership,
    programmes_of_partnership, sources_of, strategies_of,
};
pub use path::{GraphEdge, LONGEST_PATH, Path, find_path};
pub use priority::{
    ThemeOfPriority, list_of_priority, list_priorities, parent_of, partnership_of_priority,
    parts_of, programmes_serving, strategy_of_priority, themes_of_priority,
};
pub use programme::{list_programmes, partners_of_programme, served_by};
pub use search::{
    Dimension, Expansion, Facet, FacetCount, FacetRequest, Highlight, Hit, RelaxedQuery,
    SearchAnswer, SearchFilter, SearchQuestion, SearchSort, Suggestion, search, suggest,
};
pub use strategy::{
    ListWithItems, documents_about, list_strategies, lists_of, partnership_of,
    priorities_of_strategy, superseded_by, supersedes,
};
pub use theme::{
    Mention, broader_of, list_themes, narrower_of, passages_about, priorities_about,
    topics_of_theme, with_narrower,
};
