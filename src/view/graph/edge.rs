//! How nodes relate: the kinds of edge, and the row of the record that an edge stands on.

use std::{borrow::Cow, sync::Arc};

use crate::{
    model::{
        BoardChange, ChangeKind, ChangeStatus, CouncilMembership, Membership, PriorityTheme,
        TopicMapping, Word as _,
    },
    view::passages::TagRef,
};

macro_rules! define_edge_kinds {
    ($($(#[$doc:meta])* $kind:ident: $there:literal, $back:literal;)+) => {
        /// How two nodes relate. The direction is that of the sentence “from … to”.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EdgeKind { $($(#[$doc])* $kind,)+ }

        impl EdgeKind {
            /// What the edge says, read from its start (`forwards`) or from its end.
            pub fn label(self, forwards: bool) -> &'static str {
                match (self, forwards) {
                    $((Self::$kind, true) => $there, (Self::$kind, false) => $back,)+
                }
            }
        }
    };
}

define_edge_kinds! {
    /// Partnership → strategy.
    HasStrategy: "has the strategy", "is a strategy of";
    /// Strategy → priority.
    States: "states the priority", "is stated in";
    /// Priority → the priority under which it stands.
    PartOf: "is part of", "has the part";
    /// Priority → theme.
    About: "is about", "is the theme of";
    /// Theme → wider theme.
    Broader: "belongs to the wider theme", "has the narrower theme";
    /// Partnership → partner.
    WorksWith: "works with", "is a partner in";
    /// Partnership → council.
    Covers: "covers the area of", "lies in the area of";
    /// Partnership → place.
    LiesIn: "lies in", "contains";
    /// Partnership → programme.
    Runs: "runs", "is run by";
    /// Programme → partner.
    DeliveredWith: "is delivered with", "takes part in";
    /// Programme → priority.
    Serves: "serves the priority", "is served by";
    /// Partnership → measure.
    Reports: "reports the measure", "is reported by";
    /// Programme → measure.
    MeasuredBy: "has the measure", "is a measure of";
    /// Partnership → document.
    Holds: "has the document", "is a document of";
    /// Document → the strategy whose text it is or reports.
    TextOf: "is about the strategy", "is told in";
    /// Document → passage.
    Contains: "contains the passage", "is a passage of";
    /// Passage → theme.
    Mentions: "mentions", "is mentioned in";
    /// Passage → partner.
    Names: "names", "is named in";
    /// Framework → topic.
    HasTopic: "has the topic", "is a topic of";
    /// Topic → theme.
    MapsTo: "maps to", "is mapped from";
    /// Strategy → the earlier strategy of the same kind that it replaces.
    Supersedes: "replaces", "is replaced by";
    /// Partnership → partnership whose board clusters with its own.
    ClustersWith: "clusters with", "clusters with";
    /// Partnership → partnership whose board merges with its own.
    MergesWith: "merges with", "merges with";
    /// Partnership whose board is split → partnership with whose board a part of it goes on.
    SplitsTo: "is split, a part of it going on with", "is joined by a part of";
    /// Partnership → partnership with whose board area is exchanged.
    TransfersWith: "takes part in a transfer with", "takes part in a transfer with";
}

impl EdgeKind {
    /// How a change of boards relates the partnership in whose record it stands to the others that
    /// take part; `None` for a change that concerns one board alone.
    pub(super) fn of_change(kind: ChangeKind) -> Option<Self> {
        match kind {
            ChangeKind::Cluster => Some(Self::ClustersWith),
            ChangeKind::Merger => Some(Self::MergesWith),
            ChangeKind::Split => Some(Self::SplitsTo),
            ChangeKind::Transfer => Some(Self::TransfersWith),
            ChangeKind::Rename => None,
        }
    }

    /// Whether the edge says the same from both of its ends.
    pub(super) fn is_mutual(self) -> bool {
        self.label(true) == self.label(false)
    }
}

/// The row of the record on which an edge stands, where it is more than a reference.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A reference in one of the two rows.
    Reference,
    /// A theme assignment of a priority.
    PriorityTheme(Arc<PriorityTheme>),
    /// A partner's membership.
    Membership(Arc<Membership>),
    /// A council's area.
    CouncilMembership(Arc<CouncilMembership>),
    /// A theme found in a passage; its row is given by [`super::Graph::passage_theme`].
    PassageTheme(TagRef),
    /// A partner named in a passage; its row is given by [`super::Graph::passage_partner`].
    PassagePartner(TagRef),
    /// A mapping of a framework's topic.
    TopicMapping(Arc<TopicMapping>),
    /// A change of boards, told in the record of one partnership or of several.
    BoardChanges(Vec<Arc<BoardChange>>),
}

/// An edge of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// How the two nodes relate.
    pub kind: EdgeKind,
    /// The row that says so.
    pub fact: Fact,
}

impl Edge {
    /// What the edge says, read from its start (`forwards`) or from its end. A change of boards
    /// that was not yet in effect when its sources were written says so.
    pub fn label(&self, forwards: bool) -> Cow<'static, str> {
        let label = self.kind.label(forwards);
        let Fact::BoardChanges(rows) = &self.fact else { return Cow::Borrowed(label) };
        match rows.iter().map(|row| row.status).max() {
            Some(status) if status != ChangeStatus::Done => {
                Cow::Owned(format!("{label} ({})", status.word()))
            }
            _ => Cow::Borrowed(label),
        }
    }
}

macro_rules! edge_from_row {
    ($($row:ident => $kind:ident;)+) => {
        $(impl From<&Arc<$row>> for Edge {
            fn from(row: &Arc<$row>) -> Self {
                Self { kind: EdgeKind::$kind, fact: Fact::$row(row.clone()) }
            }
        })+
    };
}

edge_from_row! {
    PriorityTheme => About;
    Membership => WorksWith;
    CouncilMembership => Covers;
    TopicMapping => MapsTo;
}

impl From<EdgeKind> for Edge {
    fn from(kind: EdgeKind) -> Self {
        Self { kind, fact: Fact::Reference }
    }
}
