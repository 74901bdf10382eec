//! Questions on a view, answered in plain structs. Knows `view` and `model`, never `store` and no
//! face.
//!
//! | file | questions |
//! |---|---|
//! | `partnership`, `strategy`, `priority`, `theme`, `partner`, `programme`, `document`, `framework` | one thing, lists of things, and what belongs to a thing |
//! | `evidence` | where a fact comes from |
//! | `proposal` | what was extracted and what became of it |
//! | `search` | full text, suggestions |
//! | `path`, `neighbourhood` | how things hang together |
//! | `coverage` | one of four states for each partnership and theme or topic, and what it stands on |
//! | `comparison` | partnerships side by side; which there were at a date; how alike they are |
//! | `edition_difference` | what became of the items of one edition in another |
//! | `quotation` | whether a sentence stands in the documents that are held |
//! | `peers`, `related`, `groups` | who and what is like whom; themes that go together; communities; partners who connect |
//! | `attention`, `share`, `distinctive` | shares with intervals; what one says more than others |
//! | `dataset` | how much is held, and how to cite it |
//! | `history` | what changed, who changed it, which revisions have names |
//! | `statistics`, `words` | arithmetic of shares and tests; the words of a text that carry its meaning |
//! | `filter`, `page`, `names` | which rows, which part of them, and how a slug is resolved |

mod attention;
mod comparison;
mod coverage;
mod dataset;
mod distinctive;
mod document;
mod edition_difference;
mod evidence;
mod filter;
mod framework;
mod groups;
mod history;
mod names;
mod neighbourhood;
mod page;
mod partner;
mod partnership;
mod path;
mod peers;
mod priority;
mod programme;
mod proposal;
mod quotation;
mod related;
mod search;
mod share;
mod statistics;
mod strategy;
mod theme;
mod words;

pub use crate::view::graph::{EdgeKind, Node, NodeRow};
pub use attention::{
    Attention, EffectiveThemes, FEWEST_ITEMS, FEWEST_PASSAGES, ThemeAttention, attention,
};
pub use comparison::{
    Alike, Comparison, ComparisonQuestion, MOST_PAIRS, OnlyIn, Profile, Profiles, SimilarityPair,
    SimilarityReason, Standing, StandingPart, Successor, WordedItem, alike, build_comparison,
    build_profiles, compare, find_partnerships, find_standing, later_partnerships,
    partnerships_as_of, replaced_by,
};
pub use coverage::{
    Absence, CARRYING, Column, ComparisonCell, ComparisonRow, CoverageCounts, CoverageOptions,
    DEFAULT_ROLES, MOST_PASSAGES, Mentions, PassageNumber, Subject, coverage, theme_subjects,
    topic_subjects,
};
pub use dataset::{Dataset, dataset};
pub use distinctive::{Against, Distinctive, DistinctiveAnswer, FeatureKind, distinctive};
pub use document::{
    document_of, find_newer_edition, list_documents, neighbour_passages, partners_in, passages_of,
    themes_in,
};
pub use edition_difference::{
    EditionDifference, EditionDifferenceItem, NotCompared, WordDifference, WordDifferenceKind,
    edition_difference, word_difference,
};
pub use evidence::{
    Evidence, SourceInfo, edge_evidence, passage_evidence, source_info, sources_evidence,
};
pub use filter::{
    DocumentFilter, MeasureFilter, PartnerFilter, PartnershipFilter, PriorityFilter,
    ProgrammeFilter, StrategyFilter, ThemeFilter,
};
pub use framework::{TopicTheme, framework_of, themes_of_topic, topics_of};
pub use groups::{Communities, Community, ConnectingPartner, communities, connecting_partners};
pub use history::{
    ChangeDescription, ChangesAsked, FieldDifference, History, ReadHistory,
    Reading as ReadingHistory, describe_change, list_changes, list_differences, revisions_of,
};
pub use names::{
    all_rows, find_node, find_row, fold, get_row, keys_of_kind, nearest, nodes_of_kind,
};
pub use neighbourhood::{Subgraph, neighbourhood, subgraph_of};
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
pub use peers::{Peer, SimilarPriority, peers, similar_priorities};
pub use priority::{
    ThemeOfPriority, counted_themes, list_of_priority, list_priorities, parent_of,
    partnership_of_priority, parts_of, programmes_serving, strategy_of_priority,
    themes_of_priority,
};
pub use programme::{
    list_measures, list_programmes, measures_of_programme, partners_of_programme, served_by,
};
pub use proposal::{
    ProposalFilter, fact_evidence, fact_of_proposal, find_proposal, list_proposals, method_of,
    proposal_evidence,
};
pub use quotation::{
    FEWEST_WORDS, LONGEST_QUOTATION, QuotationCheck, QuotationMatch, QuotationPart,
    QuotationVerdict, Searched, check_quotation,
};
pub use related::{ThemePair, related_themes, theme_pairs};
pub use search::{
    Dimension, Expansion, Facet, FacetCount, FacetRequest, Highlight, Hit, RelaxedQuery,
    SearchAnswer, SearchFilter, SearchQuestion, SearchSort, Suggestion, search, suggest,
};
pub use share::{Share, ShareComparison};
pub use strategy::{
    ListWithItems, documents_about, list_strategies, lists_of, partnership_of,
    priorities_of_strategy, superseded_by, supersedes,
};
pub use theme::{
    Mention, broader_of, list_themes, narrower_of, passages_about, priorities_about,
    topics_of_theme, with_narrower,
};
