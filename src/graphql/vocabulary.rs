//! The enums: the closed vocabularies of the model with the words and descriptions of the API.

use async_graphql::Enum;

use crate::{export, model, query};

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident = $remote:literal { $($(#[$variant_doc:meta])* $variant:ident,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
            #[graphql(remote = $remote)]
            pub(super) enum $name { $($(#[$variant_doc])* $variant,)+ }
        )+
    };
}

vocabulary! {
    /// The kinds of node in the graph.
    NodeKind = "model::NodeKind" {
        /// An Integrated Care Partnership.
        Partnership,
        /// One edition of one strategy or plan.
        Strategy,
        /// One item of a list in a strategy: a priority, aim, outcome, enabler or the like.
        Priority,
        /// A concept of the theme scheme.
        Theme,
        /// An organisation, or a kind of organisation.
        Partner,
        /// A named programme, project or initiative.
        Programme,
        /// A number or target that a source states.
        Measure,
        /// A file or page that was read.
        Document,
        /// A paragraph, list item or table row of a document.
        Passage,
        /// An outside way of cutting strategies, such as the statutory guidance.
        Framework,
        /// One topic of a framework.
        Topic,
        /// An NHS England region.
        Place,
    }
    /// Which editions an answer draws on.
    EditionPolicy = "model::EditionPolicy" {
        /// Each partnership's current integrated care strategy only: the newest that is not a draft, else the newest draft.
        Current,
        /// Every edition of every strategy and plan, drafts and superseded ones included.
        All,
        /// Drafts and consultation editions only.
        DraftsOnly,
    }
    /// The state in which a strategy was published.
    Edition = "model::Edition" {
        /// A draft.
        Draft,
        /// A draft on which the public or partners were asked for views.
        Consultation,
        /// Published, and said to be interim.
        Interim,
        /// Published as final.
        Final,
        /// An earlier published strategy, revised.
        Refreshed,
        /// The sources do not say.
        Unknown,
    }
    /// The kinds of strategy and of look-alike plan. They are never mixed up: a board's joint forward plan is not the partnership's strategy.
    StrategyKind = "model::StrategyKind" {
        /// The integrated care strategy that a partnership must prepare under section 26 of the Health and Care Act 2022.
        IntegratedCareStrategy,
        /// The five-year joint forward plan of the Integrated Care Board and its trusts.
        JointForwardPlan,
        /// The joint local health and wellbeing strategy of a council area.
        HealthAndWellbeingStrategy,
        /// A vision without a statutory role.
        Vision,
        /// A plan for delivering a strategy.
        DeliveryPlan,
        /// Any other plan.
        Other,
    }
    /// What a list of a strategy enumerates. The source's own word for an item is in `called`.
    ListRole = "model::ListRole" {
        /// The main list, whatever the source calls it.
        Priorities,
        /// Aims.
        Aims,
        /// Outcomes.
        Outcomes,
        /// Enablers: what is needed to deliver the rest, such as workforce or data.
        Enablers,
        /// Principles or ways of working.
        Principles,
        /// Themes that cut across the others.
        CrossCutting,
        /// Groups of people in focus.
        Groups,
        /// Aims of delivery under a priority.
        DeliveryAims,
    }
    /// The kinds of partner.
    PartnerKind = "model::PartnerKind" {
        /// An NHS board, trust or provider.
        NhsBody,
        /// A council.
        LocalAuthority,
        /// A combined authority.
        CombinedAuthority,
        /// A voluntary, community, faith or social enterprise body.
        Vcse,
        /// A local Healthwatch.
        Healthwatch,
        /// A police service or commissioner.
        Police,
        /// A fire and rescue service.
        Fire,
        /// A university.
        University,
        /// Schools, colleges and other education.
        Education,
        /// A business or a body of businesses.
        Business,
        /// Residents, patients, carers, the public.
        Public,
        /// Anything else.
        Other,
    }
    /// How far an assertion is trusted. The three layers are never blurred.
    AssertionMethod = "model::AssertionMethod" {
        /// Written by a person in the record files, from the source.
        Curated,
        /// Found by the machine, then confirmed by a person.
        Accepted,
        /// Found by the machine and not confirmed: treat as a hint.
        Proposed,
    }
    /// How a framework's topic relates to a theme (SKOS mapping relations).
    MappingRelation = "model::MappingRelation" {
        /// The same concept.
        Exact,
        /// Nearly the same concept.
        Close,
        /// The topic is wider than the theme.
        Broad,
        /// The topic is narrower than the theme.
        Narrow,
        /// Related in another way.
        Related,
    }
    /// What happened to a board.
    ChangeKind = "model::ChangeKind" {
        /// Boards share leadership but stay separate in law.
        Cluster,
        /// Boards become one.
        Merger,
        /// A board is divided.
        Split,
        /// Part of the area passes to another board.
        Transfer,
        /// A new name.
        Rename,
    }
    /// How firm a change of a board is, when the source was written.
    ChangeStatus = "model::ChangeStatus" {
        /// Explored, expected or reported.
        Proposed,
        /// Decided, or announced as decided.
        Approved,
        /// In effect.
        Done,
    }
    /// How sure the curator is that the lists of a partnership's current strategy were seen.
    Confidence = "model::Confidence" {
        /// They were read in the strategy or in a full account of it.
        High,
        /// They were read in a summary or report.
        Medium,
        /// They may be incomplete.
        Low,
    }
    /// Where the text of a document comes from.
    DocumentOrigin = "model::DocumentOrigin" {
        /// Our own paraphrase of a source. Do not quote it as the source's words.
        Digest,
        /// The source's own text, read by whoever runs this service.
        Ingested,
    }
    /// What form a passage has in its document.
    PassageKind = "model::PassageKind" {
        /// A paragraph.
        Paragraph,
        /// An item of a bulleted or numbered list.
        ListItem,
        /// A row of a table, its cells joined by “ | ”.
        TableRow,
        /// A quotation set apart.
        Quotation,
        /// A line of a table of contents. Not counted as something that the document says.
        Contents,
        /// An entry of a list of references, or a note that only names a source. Not counted as something that the document says.
        Reference,
        /// A question of a questionnaire, or its choices. Not counted as something that the document says.
        Questionnaire,
        /// Text that says nothing of its own, such as a cookie notice or a copyright line. Not counted as something that the document says.
        Boilerplate,
    }
    /// What is known of a partnership and a theme (or a topic of a framework): exactly one of four, so that silence is never mistaken for absence. Shares are told of those that were assessed: `PRIORITY`, `MENTIONED` and `NOT_FOUND` together. `NOT_ASSESSED` stays outside the denominator.
    CoverageState = "model::CoverageState" {
        /// It is stated as a priority: an item of a list of priorities, aims, outcomes or groups, in a strategy of the chosen editions, was coded by a person to the theme or a narrower one.
        Priority,
        /// It is not stated as a priority, but something else that is held is about it: an item of another list (an enabler, a principle …), a passage, a vision, a programme. A passage found by its words counts, confirmed or not.
        Mentioned,
        /// It was looked for and is not there: the strategy's leading list is known to be complete, or the full text of the strategy was read, and nothing is about it.
        NotFound,
        /// Nothing can be said: nothing about it is on record, but the list may be incomplete and the full text was not read.
        NotAssessed,
    }
    /// What became of items of a list from one edition to another.
    EditionChange = "model::EditionChange" {
        /// The same words, and it did not move.
        Kept,
        /// Other words for the same thing.
        Reworded,
        /// Nearer to the top of the list; its words may have changed too.
        MovedUp,
        /// Further down the list; its words may have changed too.
        MovedDown,
        /// Several items became one.
        Merged,
        /// One item became several.
        Split,
        /// No item of the later edition stands for it.
        Dropped,
        /// No item of the earlier edition stands for it.
        New,
    }
    /// Where words stand in a difference of two texts.
    WordDifferenceKind = "query::WordDifferenceKind" {
        /// In both.
        Same,
        /// Only in the earlier text.
        Removed,
        /// Only in the later text.
        Added,
    }
    /// What became of a quotation.
    QuotationVerdict = "query::QuotationVerdict" {
        /// These words in this order stand in a text, or are the name of an item in the source’s own words.
        Exact,
        /// A text has most of these words in this order; the differences are marked.
        Near,
        /// No text that is held has them.
        Absent,
    }
    /// The forms of a citation.
    CitationFormat = "export::CitationFormat" {
        /// A sentence, ready to paste.
        Text,
        /// BibTeX, an entry `@misc`.
        BibTex,
        /// RIS, for managers of references.
        Ris,
        /// CSL-JSON: an array with one object.
        CslJson,
    }
    /// What makes partnerships peers.
    PeerBasis = "model::PeerBasis" {
        /// What their priorities are about: cosine of themes, rare themes weighing more.
        Content,
        /// Where they are and how large: region, population, number of councils.
        Context,
    }
    /// Of what a partnership may use more, or less, than others.
    FeatureKind = "query::FeatureKind" {
        /// Themes with which items and passages are coded.
        Themes,
        /// Words of the sources: of items whose exact name is on record, and of passages of ingested texts. Case, accents and plural endings are folded; empty words and numbers are left out.
        Terms,
    }
    /// In which order the rows of a comparison stand. Ties stay in the order of the scheme; rows of which nothing was assessed come last.
    RowOrder = "model::RowOrder" {
        /// The order of the scheme or of the framework.
        Scheme,
        /// What the largest share of the assessed partnerships makes a priority first.
        Agreement,
        /// What divides the assessed partnerships most evenly first.
        Disagreement,
    }
    /// What a proposal proposes.
    ProposalKind = "model::ProposalKind" {
        /// An item of a list of a strategy.
        Priority,
        /// That an organisation, or a kind of organisation, takes part.
        Partner,
        /// A named programme, project or initiative.
        Programme,
        /// A number or target.
        Measure,
    }
    /// What the figure of a measure is, as the words beside it say.
    MeasureRole = "model::MeasureRole" {
        /// Where something starts from: the words call it the baseline, or set it beside a target as what is so now.
        Baseline,
        /// What is to be reached.
        Target,
        /// What is or was so; nothing says that it is a starting point or is to be reached.
        Reported,
    }
    /// In which direction a figure is a change and no level.
    MeasureChange = "model::MeasureChange" {
        /// By so much less, such as “down by 10%” or “500 fewer admissions”.
        Decrease,
        /// By so much more, such as “2,000 more checks”.
        Increase,
    }
    /// What became of a proposal.
    ProposalStatus = "model::ProposalStatus" {
        /// Found by the machine and not confirmed: treat as a hint.
        Proposed,
        /// Confirmed by a curator: part of the record, marked as accepted.
        Accepted,
        /// Refused by a curator: it is not proposed again.
        Rejected,
        /// The record said it already: the proposal is evidence of that fact.
        Known,
    }
    /// In which order hits come.
    SearchSort = "query::SearchSort" {
        /// Best match first.
        Relevance,
        /// Newest first; what has no date comes last.
        Newest,
        /// By name.
        Name,
    }
}

/// Against whom a partnership is held, to see what it says more, or less, than they.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum DistinctiveAgainst {
    /// All other partnerships.
    All,
    /// The ten partnerships most like it by context: region, population, number of councils.
    Peers,
}

/// Each value of a list of the API as a value of the model.
pub(super) fn words<A: Into<B>, B>(words: Option<Vec<A>>) -> Option<Vec<B>> {
    words.map(|words| words.into_iter().map(Into::into).collect())
}
