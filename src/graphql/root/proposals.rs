//! `proposals` and `proposal`: what was extracted and what became of it.

use async_graphql::{Context, ID, Object, Result};

use crate::{
    graphql::{
        connection::Connection,
        cost,
        filter::Filter as _,
        proposal::{self, ProposalFilter},
        reading::{Reading, Shown},
    },
    model,
    query::{self, PageArguments},
};

/// Questions for proposals.
#[derive(Debug, Default)]
pub(super) struct ProposalQueries;

#[Object]
impl ProposalQueries {
    /// The proposal with this identity; null where there is none (any more).
    async fn proposal(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The value of the field `id` of a proposal.")] id: ID,
    ) -> Result<Option<Shown<model::Proposal>>> {
        Ok(proposal::find_shown(&Reading::of(context)?, &proposal::decode(&id)?))
    }

    /// What the machine found in documents, by partnership, strategy, kind and place: unconfirmed
    /// unless their status says otherwise. Nothing of it is counted elsewhere before a curator
    /// accepts it.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn proposals(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which of them; all when it is not given.")] filter: Option<
            ProposalFilter,
        >,
        #[graphql(
            desc = "At most this many items from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
        after: Option<String>,
        #[graphql(
            desc = "At most this many items from the end, 0 to 1000. Not together with `first`."
        )]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor: the `startCursor` of the page after.")]
        before: Option<String>,
    ) -> Result<Connection<Shown<model::Proposal>>> {
        let reading = Reading::of(context)?;
        let filter = filter.unwrap_or_default().read()?;
        let arguments = PageArguments { first, after, last, before };
        Ok(reading.show_page(query::list_proposals(reading.view(), &filter, &arguments)?))
    }
}
