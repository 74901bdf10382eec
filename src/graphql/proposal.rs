//! The type `Proposal` and what belongs to it.

use async_graphql::{ID, InputObject, Object};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    cost,
    date::Date,
    evidence::Evidence,
    filter::Filter,
    int::{int, some_int},
    node::Node,
    reading::{Reading, Shown},
    vocabulary::{ListRole, MeasureChange, MeasureRole, ProposalKind, ProposalStatus, words},
};
use crate::{
    error::{Error, Result},
    model::{self, Slug},
    query,
};

/// What the identity of a proposal begins with, before it is encoded.
const MARK: &str = "proposal:";

/// The identity of a proposal for clients.
pub(super) fn encode(id: &Slug) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{MARK}{id}")))
}

/// The proposal that an identity names; `None` where it is one of something else.
pub(super) fn find_decoded(id: &ID) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(id.as_str()).ok()?;
    String::from_utf8(bytes).ok()?.strip_prefix(MARK).map(str::to_owned)
}

/// The proposal that an identity names; whether it exists is not known here. What `strategraph
/// review` prints is taken too.
///
/// # Errors
/// `BAD_USER_INPUT` that says what was expected.
pub(super) fn decode(id: &ID) -> Result<String> {
    let printed = |text: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        text.bytes().filter(|byte| *byte == b'-').count() >= 2 && text.bytes().all(plain)
    };
    find_decoded(id).or_else(|| printed(id.as_str()).then(|| id.to_string())).ok_or_else(|| {
        Error::bad_user_input(format!(
            "“{}” is no id of a proposal. Use the value of the field “id” of a proposal, as “proposals” lists them",
            id.as_str()
        ))
    })
}

/// Something that the machine found in a document: proposed until a curator accepts or rejects it,
/// unless the record knew it already. Proposals are not counted in any answer about priorities,
/// themes, partners or programmes before they are accepted.
#[Object(name = "Proposal")]
impl Shown<model::Proposal> {
    /// Its identity. It is made of what the proposal says, so it stays the same when the document is
    /// read again; give it to `acceptProposal` or `rejectProposal`.
    pub(super) async fn id(&self) -> ID {
        encode(&self.row.id)
    }

    /// What it proposes.
    async fn kind(&self) -> ProposalKind {
        self.row.kind.into()
    }

    /// What became of it.
    async fn status(&self) -> ProposalStatus {
        self.row.status.into()
    }

    /// The name of the priority, partner or programme as the document writes it; what a measure is
    /// about.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Whose it would be; null where the record does not have that partnership any more.
    async fn partnership(&self) -> Option<Shown<model::Partnership>> {
        query::find_row(self.reading.view(), &self.row.partnership)
            .map(|row| self.reading.show(row))
    }

    /// The strategy whose text shows it; null where that is not known.
    async fn strategy(&self) -> Option<Shown<model::Strategy>> {
        let slug = self.row.strategy.as_deref()?;
        query::find_row(self.reading.view(), slug).map(|row| self.reading.show(row))
    }

    /// Of a priority: what its list enumerates.
    async fn role(&self) -> Option<ListRole> {
        self.row.list_role.map(Into::into)
    }

    /// Of a priority: the source's own word for an item of its list, such as “mission”.
    async fn called(&self) -> Option<&str> {
        self.row.list_called.as_deref()
    }

    /// Of a priority: how many items the source says its list has.
    async fn stated_count(&self) -> Option<i32> {
        some_int(self.row.list_count)
    }

    /// Of a priority: its place in its list, from 1; null where the source does not number it.
    async fn rank(&self) -> Option<i32> {
        self.row.list_ordered.then(|| int(self.row.position + 1))
    }

    /// Of a priority: the name of the item under which it stands.
    async fn parent_name(&self) -> Option<&str> {
        self.row.parent.as_deref()
    }

    /// Of a measure: the figure with its unit, as the document writes it. Whether it is a target stands
    /// in `measureRole`.
    async fn value(&self) -> Option<&str> {
        self.row.figure()
    }

    /// Of a measure: the figure as a number, the lower one of a range; see `Measure.number`.
    async fn number(&self) -> Option<f64> {
        self.row.number
    }

    /// Of a measure: the upper number of a range.
    async fn number_to(&self) -> Option<f64> {
        self.row.number_to
    }

    /// Of a measure: what the number counts; see `Measure.unit`.
    async fn unit(&self) -> Option<&str> {
        self.row.unit.as_deref()
    }

    /// Of a measure: whether it is a baseline, a target or only reported; null where an
    /// earlier program proposed it, which told targets only.
    async fn measure_role(&self) -> Option<MeasureRole> {
        self.row.stated().role.map(Into::into)
    }

    /// Of a measure: set where the figure is by how much something goes up or down.
    async fn change(&self) -> Option<MeasureChange> {
        self.row.change.map(Into::into)
    }

    /// Of a measure: the first date of a period for which the figure holds.
    async fn date_from(&self) -> Option<Date> {
        self.row.date_from.map(Date)
    }

    /// Of a measure: by when (of a target), or when it was so; the last date of a period.
    async fn date(&self) -> Option<Date> {
        self.row.date.map(Date)
    }

    /// Of a partner: the organisation in the register; null where the register does not have it.
    async fn partner(&self) -> Option<Shown<model::Partner>> {
        let slug = self.row.partner.as_deref()?;
        query::find_row(self.reading.view(), slug).map(|row| self.reading.show(row))
    }

    /// Of a priority: the themes that its words show, most prominent first. They become themes of
    /// the priority when it is accepted.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn themes(&self) -> Vec<Shown<model::Theme>> {
        let view = self.reading.view();
        let found = self.row.themes.iter().filter_map(|found| query::find_row(view, &found.theme));
        self.reading.show_all(found.collect())
    }

    /// How sure the machine is, 0 to 1.
    async fn confidence(&self) -> f64 {
        self.row.confidence
    }

    /// What it became when it was accepted, or the known fact that it supports: a priority,
    /// programme, measure, or (for a membership) the partner; null while it is only proposed.
    async fn fact(&self) -> Option<Node> {
        query::fact_of_proposal(self.reading.view(), &self.row)
            .map(|node| Node::new(&self.reading, node))
    }

    /// Where documents show it.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        Evidence::show_all(&self.reading, &query::proposal_evidence(self.reading.view(), &self.row))
    }

    /// Who decided on it: the name of a token, or the command; null while nobody has.
    async fn decided_by(&self) -> Option<&str> {
        self.row.decided_by.as_deref()
    }

    /// When it was decided, as an ISO 8601 time in UTC; null while nobody has.
    async fn decided_at(&self) -> Option<&str> {
        self.row.decided_at.as_deref()
    }

    /// Why, in the words of whoever decided; null where no reason was given.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }
}

/// The proposal with this identity, shown.
pub(super) fn find_shown(reading: &Reading, id: &str) -> Option<Shown<model::Proposal>> {
    query::find_proposal(reading.view(), id).map(|row| reading.show(row))
}

/// Which proposals. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct ProposalFilter {
    /// Of one of these kinds.
    kinds: Option<Vec<ProposalKind>>,
    /// With one of these states; every state when it is not given.
    statuses: Option<Vec<ProposalStatus>>,
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Of one of these strategies, by slug.
    strategies: Option<Vec<String>>,
    /// Seen in one of these documents, by slug.
    documents: Option<Vec<String>>,
    /// With this text in the name; case and accents do not matter.
    text: Option<String>,
}

impl Filter for ProposalFilter {
    type Read = query::ProposalFilter;

    fn read(self) -> Result<query::ProposalFilter> {
        let Self { partnerships, strategies, documents, text, .. } = self;
        Ok(query::ProposalFilter {
            kinds: words(self.kinds),
            statuses: words(self.statuses),
            partnerships,
            strategies,
            documents,
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_that_of_a_node_is_told_from_it() {
        let id = encode(&"kent-priority-0123456789abcdef".into());
        assert_eq!(decode(&id).unwrap(), "kent-priority-0123456789abcdef");
        assert_eq!(decode(&ID::from("kent-priority-01")).unwrap(), "kent-priority-01");
        let theme = ID(URL_SAFE_NO_PAD.encode("theme:x"));
        assert_eq!(find_decoded(&theme), None);
        for wrong in ["", "%%", theme.as_str()] {
            assert!(
                decode(&ID::from(wrong)).unwrap_err().public().contains("proposals"),
                "{wrong}"
            );
        }
    }
}
