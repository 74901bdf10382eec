//! What exists, in the words of the domain: the rows that every other layer speaks of.
//!
//! Here belong plain data types, the closed vocabularies (enums) and the two ways of naming a
//! thing ([`NodeKey`] for nodes of the graph, [`Row::id`] for rows of the record). Here do not
//! belong SQL (`store`), files (`ingest`), graph walks (`view`) or answers (`query`). `model`
//! knows no other module of the crate.
//!
//! One word per thing through all layers (table, type, GraphQL, address):
//!
//! | word | what it is | not to be called |
//! |---|---|---|
//! | partnership | an Integrated Care Partnership, the statutory committee of an integrated care system | ICP, system, region |
//! | board | the Integrated Care Board of the same area, with ODS and dated GSS codes | ICB, body |
//! | place | an NHS England region | area |
//! | strategy | one edition of one document of some kind | plan, version |
//! | list | one enumeration inside a strategy, with a role and the source's own word | section |
//! | priority | one item of a list, whatever its role | goal, item |
//! | theme | a concept of the two-level scheme (SKOS) | topic, tag |
//! | topic | one cut of a framework, mapped to themes | category |
//! | partner | an organisation, or a kind of organisation where the source names only the kind | stakeholder |
//! | membership | the relation of a partner to a partnership, with a role and sources | |
//! | programme | a named programme, project or initiative | scheme |
//! | measure | a number or target that a source states | metric, KPI |
//! | document | a file or page that was read, cut into passages | text |
//! | passage | a paragraph, list item or table row of a document | chunk, block |
//! | proposal | something extracted that a curator has yet to accept or reject | candidate, suggestion |
//! | token | a word with which somebody may write | key, account |
//! | source | where a fact comes from | reference, citation |
//! | revision | the number of a committed change of the record | version |
//! | lineage | what tells a revision from the same number of another history | identity, fingerprint |
//! | release | a named revision whose rows are kept for good | tag |
//! | record | all rows at one revision | snapshot, dataset |

mod date;
mod document;
mod framework;
mod key;
mod partner;
mod partnership;
mod point;
mod programme;
mod proposal;
mod record;
mod release;
mod revision;
mod source;
mod strategy;
mod theme;
mod token;
mod vocabulary;

pub use date::{ParsePartialDateError, PartialDate};
pub use document::{Document, DocumentText, Passage, PassagePartner, PassageTheme, Span};
pub use framework::{Framework, Topic, TopicMapping};
pub use key::{NodeKey, ParseNodeKeyError, Slug, slugify};
pub use partner::{Membership, Partner};
pub use partnership::{
    BoardChange, CouncilMembership, DatedCode, ListedDocument, Partnership, short_name,
};
pub use point::Point;
pub use programme::{Measure, Programme, ProgrammePartner, ProgrammeService, Stated};
pub use proposal::{Proposal, ProposalEvidence, ProposalFact, ProposedTheme, bare_figure};
pub use record::{Changes, Record, Row, Table};
pub use release::{RELEASE_NAMES, Release, is_release_name};
pub use revision::{
    Change, ChangeAction, ChangeSubject, ChangeWindow, ChangesPart, Revision, SubjectKind,
};
pub use source::Source;
pub use strategy::{Priority, PriorityList, PriorityTheme, Strategy};
pub use theme::Theme;
pub use token::{Token, TokenWord};
pub use vocabulary::{
    AssertionMethod, ChangeKind, ChangeStatus, Confidence, CoverageState, DocumentOrigin, Edition,
    EditionChange, EditionPolicy, ListRole, MappingRelation, MeasureChange, MeasureRole, NodeKind,
    PartnerKind, PassageKind, PeerBasis, ProposalKind, ProposalStatus, Region, Role, RowOrder,
    SourceKind, Speaker, StrategyKind, UnknownWord, Word,
};

pub(crate) use record::for_each_table;
