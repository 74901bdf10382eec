//! Proposals: what was extracted from documents and is no fact of the record until a curator
//! accepts it, with the places that show it and the facts to which it leads.

use serde::{Deserialize, Serialize};

use super::{
    ListRole, MeasureChange, MeasureRole, PartialDate, PartnerKind, ProposalKind, ProposalStatus,
    Slug, Stated,
};

/// Something that was extracted. Its identity comes from what it says, not from where it was
/// found, so that a decision on it outlives further editions of a document, further recognisers
/// and other seeds; for the same reason `partnership` and `strategy` are names that need not exist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// `{partnership}-{kind}-{hash of strategy and folded words}`.
    pub id: Slug,
    /// What it proposes.
    pub kind: ProposalKind,
    /// Whose it would be.
    pub partnership: Slug,
    /// The strategy whose text shows it, where that is known.
    pub strategy: Option<Slug>,
    /// The name of the priority, partner or programme; what a measure is about.
    pub name: String,
    /// Of a priority: what its list enumerates.
    pub list_role: Option<ListRole>,
    /// Of a priority: the source's own word for an item of the list.
    pub list_called: Option<String>,
    /// Of a priority: how many items the source says the list has.
    pub list_count: Option<i64>,
    /// Of a priority: whether the source numbers the list.
    pub list_ordered: bool,
    /// Of a priority: place of its list among the lists of the document, from 0.
    pub list_place: i64,
    /// Of a priority: place in its list, from 0. Of anything else: place in the document.
    pub position: i64,
    /// Of a priority: the name of the item under which it stands.
    pub parent: Option<String>,
    /// Of a measure: the figure with its unit, as written. Proposals of earlier programs end it with
    /// “ (target)” where it is one: see [`bare_figure`].
    pub value: Option<String>,
    /// Of a measure: its number, or the lower one of a range.
    #[serde(default)]
    pub number: Option<f64>,
    /// Of a measure: the upper number of a range.
    #[serde(default)]
    pub number_to: Option<f64>,
    /// Of a measure: what the number counts.
    #[serde(default)]
    pub unit: Option<String>,
    /// Of a measure: baseline, target, or reported.
    #[serde(default)]
    pub measure_role: Option<MeasureRole>,
    /// Of a measure: whether the number is a change, and in which direction.
    #[serde(default)]
    pub change: Option<MeasureChange>,
    /// Of a measure: the first date of a period.
    #[serde(default)]
    pub date_from: Option<PartialDate>,
    /// Of a measure: by when, or when it was so.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// Of a partner: its entry in the register, where it has one.
    pub partner: Option<Slug>,
    /// Of a partner: what kind of organisation it is.
    pub partner_kind: Option<PartnerKind>,
    /// Of a partner: whether it is a kind of organisation.
    pub generic: bool,
    /// Of a priority: the themes of its words, most prominent first.
    pub themes: Vec<ProposedTheme>,
    /// Confidence of the extraction, 0 to 1: that of its best evidence.
    pub confidence: f64,
    /// What became of it.
    pub status: ProposalStatus,
    /// The table of the fact that it became or supports, such as `priority`.
    pub fact_table: Option<String>,
    /// The identity of that fact in its table.
    pub fact: Option<Slug>,
    /// Who decided: the name of a token, or the command.
    pub decided_by: Option<String>,
    /// When it was decided, RFC 3339 in UTC.
    pub decided_at: Option<String>,
    /// Why, in the words of whoever decided.
    pub reason: Option<String>,
}

impl Proposal {
    /// Whether a person has decided on it.
    pub fn is_decided(&self) -> bool {
        matches!(self.status, ProposalStatus::Accepted | ProposalStatus::Rejected)
    }

    /// Of a measure: what its words say of the figure. One of an earlier program says at most that
    /// it is a target.
    pub fn stated(&self) -> Stated {
        let was_target = self.value.as_deref().is_some_and(|value| value.ends_with(TARGET));
        Stated {
            number: self.number,
            number_to: self.number_to,
            unit: self.unit.clone(),
            role: self.measure_role.or(was_target.then_some(MeasureRole::Target)),
            change: self.change,
            date_from: self.date_from,
            date: self.date,
        }
    }

    /// Of a measure: the figure as its source writes it.
    pub fn figure(&self) -> Option<&str> {
        self.value.as_deref().map(bare_figure)
    }
}

/// What earlier programs wrote behind the figure of a measure that is a target.
const TARGET: &str = " (target)";

/// The figure of a measure as its source writes it, without the word of an earlier program that it
/// is a target: identity and likeness are those of the figure.
pub fn bare_figure(value: &str) -> &str {
    value.strip_suffix(TARGET).unwrap_or(value)
}

/// A theme that the words of a proposed priority show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposedTheme {
    /// The theme.
    pub theme: Slug,
    /// Confidence, 0 to 1.
    pub confidence: f64,
}

/// A place that shows what a proposal says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalEvidence {
    /// `{proposal}.{document}.{number from 1}`.
    pub id: Slug,
    /// The proposal.
    pub proposal: Slug,
    /// The document.
    pub document: Slug,
    /// The passage; `None` where it stands in a heading or the title.
    pub passage: Option<Slug>,
    /// First character in the passage's text, or (without passage) in the document's text; Unicode
    /// scalar values, from 0.
    pub start: i64,
    /// One past the last character.
    pub end: i64,
    /// Those characters.
    pub quote: String,
    /// The rule that found it.
    pub method: String,
    /// Confidence of that rule, 0 to 1.
    pub confidence: f64,
    /// The version of the recogniser.
    pub recogniser: String,
}

/// A row of the record that exists because a proposal was accepted, or that a proposal supports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalFact {
    /// `{table}:{row}.{proposal}`.
    pub id: Slug,
    /// The table of the row, such as `priority`.
    pub row_table: String,
    /// The identity of the row in its table; it need not exist any more.
    pub row_id: Slug,
    /// The proposal.
    pub proposal: Slug,
    /// Whether the row exists only because the proposal was accepted: then it is no curated one.
    pub makes: bool,
}

impl ProposalFact {
    /// That a proposal makes or supports a row.
    pub fn new(row_table: &str, row_id: &Slug, proposal: &Slug, makes: bool) -> Self {
        Self {
            id: format!("{row_table}:{row_id}.{proposal}").into(),
            row_table: row_table.to_owned(),
            row_id: row_id.clone(),
            proposal: proposal.clone(),
            makes,
        }
    }
}
