//! The closed vocabularies. Each value has exactly one word, which is the same in the database,
//! in the record files and (in capitals) in GraphQL, and a label for people to read.

use std::fmt;

/// A closed vocabulary: every value has a word for machines and a label for people.
pub trait Word: Copy + Eq + fmt::Debug + 'static {
    /// What the vocabulary is called in a sentence, such as “list role”.
    const CALLED: &'static str;
    /// All values, in the order in which they are shown.
    const ALL: &'static [Self];
    /// The word of this value: lower case, underscores (regions: hyphens).
    fn word(self) -> &'static str;
    /// The label of this value in plain English, sentence case.
    fn label(self) -> &'static str;
    /// The value with this word, or an error that names all words of the vocabulary.
    fn from_word(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL.iter().copied().find(|value| value.word() == word).ok_or_else(|| UnknownWord {
            called: Self::CALLED,
            word: word.to_owned(),
            known: Self::ALL.iter().map(|value| value.word()).collect(),
        })
    }
}

/// A word that a vocabulary does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is no {called}: use one of {}", known.join(", "))]
pub struct UnknownWord {
    /// What the vocabulary is called.
    pub called: &'static str,
    /// What was given.
    pub word: String,
    /// All words of the vocabulary.
    pub known: Vec<&'static str>,
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident ($called:literal) { $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl Word for $name {
            const CALLED: &'static str = $called;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result { formatter.write_str(self.label()) }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> { Self::from_word(word) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { serializer.serialize_str(self.word()) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_word(&word).map_err(serde::de::Error::custom)
            }
        }
    };
}

mod measure;
mod proposal;

pub use measure::{MeasureChange, MeasureRole};
pub use proposal::{ProposalKind, ProposalStatus};

vocabulary! {
    /// The kinds of node in the graph.
    NodeKind ("kind of node") {
        /// An Integrated Care Partnership.
        Partnership = "partnership", "Partnership";
        /// One edition of a strategy or plan.
        Strategy = "strategy", "Strategy";
        /// One item of a list of a strategy.
        Priority = "priority", "Priority";
        /// A concept of the theme scheme.
        Theme = "theme", "Theme";
        /// An organisation or a kind of organisation.
        Partner = "partner", "Partner";
        /// A named programme, project or initiative.
        Programme = "programme", "Programme";
        /// A stated number or target.
        Measure = "measure", "Measure";
        /// A file or page that was read.
        Document = "document", "Document";
        /// A paragraph, list item or table row of a document.
        Passage = "passage", "Passage";
        /// An outside way of cutting strategies.
        Framework = "framework", "Framework";
        /// One cut of a framework.
        Topic = "topic", "Framework topic";
        /// An NHS England region.
        Place = "place", "Region";
    }
}

vocabulary! {
    /// The seven NHS England regions (<https://www.england.nhs.uk/about/regional-area-teams/>).
    Region ("NHS England region") {
        /// East of England.
        EastOfEngland = "east-of-england", "East of England";
        /// London.
        London = "london", "London";
        /// Midlands.
        Midlands = "midlands", "Midlands";
        /// North East and Yorkshire.
        NorthEastAndYorkshire = "north-east-and-yorkshire", "North East and Yorkshire";
        /// North West.
        NorthWest = "north-west", "North West";
        /// South East.
        SouthEast = "south-east", "South East";
        /// South West.
        SouthWest = "south-west", "South West";
    }
}

vocabulary! {
    /// Which editions an answer draws on.
    EditionPolicy ("edition policy") {
        /// Each partnership's current strategy only.
        Current = "current", "Current strategy";
        /// Every edition of every strategy and plan.
        All = "all", "All editions";
        /// Drafts and consultation editions only.
        DraftsOnly = "drafts_only", "Drafts only";
    }
}

vocabulary! {
    /// The state in which a strategy was published.
    Edition ("edition") {
        /// A draft.
        Draft = "draft", "Draft";
        /// A draft on which views are asked.
        Consultation = "consultation", "Consultation";
        /// Published, and said to be interim.
        Interim = "interim", "Interim";
        /// Published as final.
        Final = "final", "Final";
        /// A published strategy, revised.
        Refreshed = "refreshed", "Refreshed";
        /// The sources do not say.
        Unknown = "unknown", "Edition not stated";
    }
}

impl Edition {
    /// Whether this edition is a draft (drafts and consultation editions are; interim ones are
    /// published strategies).
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Draft | Self::Consultation)
    }
}

vocabulary! {
    /// The kinds of strategy and look-alike plan, never mixed up.
    StrategyKind ("kind of strategy") {
        /// The integrated care strategy of the Health and Care Act 2022, section 26.
        IntegratedCareStrategy = "integrated_care_strategy", "Integrated care strategy";
        /// The board's joint forward plan.
        JointForwardPlan = "joint_forward_plan", "Joint forward plan";
        /// A council area's joint local health and wellbeing strategy.
        HealthAndWellbeingStrategy = "health_and_wellbeing_strategy", "Health and wellbeing strategy";
        /// A vision without statutory role.
        Vision = "vision", "Vision";
        /// A plan for delivering a strategy.
        DeliveryPlan = "delivery_plan", "Delivery plan";
        /// Any other plan.
        Other = "other", "Other plan";
    }
}

vocabulary! {
    /// What a list of a strategy enumerates.
    ListRole ("list role") {
        /// The main list, whatever the source calls it.
        Priorities = "priorities", "Priorities";
        /// Aims.
        Aims = "aims", "Aims";
        /// Outcomes.
        Outcomes = "outcomes", "Outcomes";
        /// Enablers: what is needed to deliver the rest.
        Enablers = "enablers", "Enablers";
        /// Principles of working.
        Principles = "principles", "Principles";
        /// Themes that cut across the others.
        CrossCutting = "cross_cutting", "Cross-cutting themes";
        /// Groups of people in focus.
        Groups = "groups", "Groups in focus";
        /// Aims of delivery under a priority.
        DeliveryAims = "delivery_aims", "Delivery aims";
    }
}

vocabulary! {
    /// The kinds of partner.
    PartnerKind ("kind of partner") {
        /// An NHS board, trust or provider.
        NhsBody = "nhs_body", "NHS body";
        /// A council.
        LocalAuthority = "local_authority", "Local authority";
        /// A combined authority.
        CombinedAuthority = "combined_authority", "Combined authority";
        /// Voluntary, community, faith and social enterprise.
        Vcse = "vcse", "Voluntary, community and social enterprise";
        /// A local Healthwatch.
        Healthwatch = "healthwatch", "Healthwatch";
        /// A police service or commissioner.
        Police = "police", "Police";
        /// A fire and rescue service.
        Fire = "fire", "Fire and rescue";
        /// A university.
        University = "university", "University";
        /// Schools, colleges and other education.
        Education = "education", "Education";
        /// A business or business body.
        Business = "business", "Business";
        /// Residents, patients, the public.
        Public = "public", "Residents and the public";
        /// Anything else.
        Other = "other", "Other";
    }
}

vocabulary! {
    /// How far an assertion is trusted; the three layers are never blurred.
    AssertionMethod ("assertion method") {
        /// Written by a curator in the record files.
        Curated = "curated", "Curated";
        /// Extracted, then confirmed by a curator.
        Accepted = "accepted", "Accepted";
        /// Extracted and not confirmed.
        Proposed = "proposed", "Proposed";
    }
}

vocabulary! {
    /// How a theme relates to a framework's topic (SKOS mapping relations).
    MappingRelation ("mapping relation") {
        /// The same concept.
        Exact = "exact", "Exact match";
        /// Nearly the same concept.
        Close = "close", "Close match";
        /// The topic is wider than the theme.
        Broad = "broad", "Topic is broader";
        /// The topic is narrower than the theme.
        Narrow = "narrow", "Topic is narrower";
        /// Related otherwise.
        Related = "related", "Related";
    }
}

vocabulary! {
    /// The kinds of source.
    SourceKind ("kind of source") {
        /// A page of a web site.
        WebPage = "web_page", "Web page";
        /// A news item.
        News = "news", "News";
        /// A paper or minutes of a board or committee.
        BoardPaper = "board_paper", "Board paper";
        /// A PDF document.
        Pdf = "pdf", "PDF";
        /// National guidance.
        Guidance = "guidance", "Guidance";
    }
}

vocabulary! {
    /// Who speaks in a source.
    Speaker ("speaker") {
        /// The partnership, its system or board, or their predecessors.
        Own = "own", "The partnership itself";
        /// A partner: council, trust, Healthwatch, voluntary body, neighbouring board.
        Partner = "partner", "A partner";
        /// The press.
        Press = "press", "The press";
        /// A machine-made summary.
        Machine = "machine", "A machine-made summary";
        /// Anybody else.
        Unknown = "unknown", "Somebody else";
    }
}

vocabulary! {
    /// What happened to a board.
    ChangeKind ("kind of change") {
        /// Boards share leadership but stay separate in law.
        Cluster = "cluster", "Cluster";
        /// Boards become one.
        Merger = "merger", "Merger";
        /// A board is divided.
        Split = "split", "Split";
        /// Part of the area passes to another board.
        Transfer = "transfer", "Transfer";
        /// A new name.
        Rename = "rename", "Rename";
    }
}

vocabulary! {
    /// How firm a change is.
    ChangeStatus ("status of change") {
        /// Explored, expected or reported.
        Proposed = "proposed", "Proposed";
        /// Decided, or announced as decided.
        Approved = "approved", "Approved";
        /// In effect when the source was written.
        Done = "done", "Done";
    }
}

vocabulary! {
    /// A gatherer's confidence that the current strategy's lists were seen.
    Confidence ("confidence") {
        /// High.
        High = "high", "High";
        /// Medium.
        Medium = "medium", "Medium";
        /// Low.
        Low = "low", "Low";
    }
}

vocabulary! {
    /// Where a document's text comes from.
    DocumentOrigin ("document origin") {
        /// Our own paraphrase of a source, kept in the seed.
        Digest = "digest", "Digest (our paraphrase)";
        /// The source's own text, ingested by whoever runs the service.
        Ingested = "ingested", "Ingested document";
    }
}

vocabulary! {
    /// What form a passage has in its document. The last four are no statements of the document:
    /// see [`PassageKind::is_counted`].
    PassageKind ("kind of passage") {
        /// A paragraph.
        Paragraph = "paragraph", "Paragraph";
        /// An item of a bulleted or numbered list.
        ListItem = "list_item", "List item";
        /// A row of a table, cells joined by “ | ”.
        TableRow = "table_row", "Table row";
        /// A quotation set apart.
        Quotation = "quotation", "Quotation";
        /// A line of a table of contents.
        Contents = "contents", "Contents page";
        /// An entry of a list of references, or a note that only names a source.
        Reference = "reference", "Reference";
        /// A question of a questionnaire, or its choices.
        Questionnaire = "questionnaire", "Questionnaire";
        /// Text that says nothing of its own: cookie notices, copyright, contact and sharing lines.
        Boilerplate = "boilerplate", "Boilerplate";
    }
}

impl PassageKind {
    /// Whether passages of this kind count: as text in which something was looked for, as mentions
    /// of themes and in shares. What only tells where things stand or come from (contents pages,
    /// references) does not, nor do questionnaires and boilerplate; a new kind of passage says here what it is.
    pub fn is_counted(self) -> bool {
        match self {
            Self::Paragraph | Self::ListItem | Self::TableRow | Self::Quotation => true,
            Self::Contents | Self::Reference | Self::Questionnaire | Self::Boilerplate => false,
        }
    }
}

vocabulary! {
    /// What is known of a partnership and a theme or topic: exactly one of four.
    CoverageState ("coverage state") {
        /// Stated as a priority.
        Priority = "priority", "Priority";
        /// Not stated as a priority, but something else that is held is about it.
        Mentioned = "mentioned", "Mentioned";
        /// Looked for in a complete list or the full text, and not there.
        NotFound = "not_found", "Not found";
        /// Neither a complete list nor the full text was read: nothing can be said.
        NotAssessed = "not_assessed", "Not assessed";
    }
}

vocabulary! {
    /// What became of items of a list from one edition to another.
    EditionChange ("change between editions") {
        /// The same words in the same place.
        Kept = "kept", "Kept";
        /// Other words.
        Reworded = "reworded", "Reworded";
        /// Nearer to the top of the list.
        MovedUp = "moved_up", "Moved up";
        /// Further down the list.
        MovedDown = "moved_down", "Moved down";
        /// Several items became one.
        Merged = "merged", "Merged";
        /// One item became several.
        Split = "split", "Split";
        /// No item of the later edition stands for it.
        Dropped = "dropped", "Dropped";
        /// No item of the earlier edition stands for it.
        New = "new", "New";
    }
}

vocabulary! {
    /// What makes partnerships peers.
    PeerBasis ("basis of comparison") {
        /// What their strategies are about.
        Content = "content", "Content";
        /// Where they are and how large.
        Context = "context", "Context";
    }
}

vocabulary! {
    /// In which order the rows of a comparison stand.
    RowOrder ("order of rows") {
        /// The order of the scheme or framework.
        Scheme = "scheme", "Scheme";
        /// What most assessed partnerships share first.
        Agreement = "agreement", "Agreement";
        /// What divides the assessed partnerships most first.
        Disagreement = "disagreement", "Disagreement";
    }
}

vocabulary! {
    /// What the owner of a token may do. Reading needs no token at all.
    Role ("role") {
        /// Nothing that is not open to all: a name in the log.
        Reader = "reader", "Reader";
        /// Ingest documents, accept and reject proposals.
        Curator = "curator", "Curator";
        /// Everything that a curator may, and what concerns the service itself.
        Admin = "admin", "Administrator";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        fn check<W: Word>() {
            for value in W::ALL {
                assert_eq!(W::from_word(value.word()), Ok(*value));
            }
        }
        check::<NodeKind>();
        check::<Region>();
        check::<ListRole>();
        check::<PartnerKind>();
    }

    #[test]
    fn an_unknown_word_is_answered_with_the_known_ones() {
        let error = Edition::from_word("finale").unwrap_err().to_string();
        assert!(
            error.contains("finale") && error.contains("final") && error.contains("refreshed"),
            "{error}"
        );
    }
}
