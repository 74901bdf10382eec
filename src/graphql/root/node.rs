//! `node` and `nodes`: things by their global identity.

use async_graphql::{Context, ID, Object, Result};

use crate::{
    error::Error,
    graphql::{global_id, node::Node, proposal, reading::Reading},
    query::{self, LARGEST_PAGE},
};

/// Things by identity.
#[derive(Debug, Default)]
pub(super) struct NodeQueries;

#[Object]
impl NodeQueries {
    /// The thing with this identity, of whatever kind; null where it does not exist (any more). Ask
    /// for its own fields with a fragment: `... on Theme { label }`.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The value of the field `id` of a thing in an earlier answer.")] id: ID,
    ) -> Result<Option<Node>> {
        find(&Reading::of(context)?, &id)
    }

    /// The things with these identities, in the same order; null in the place of each that does not
    /// exist (any more).
    #[graphql(complexity = "ids.len().max(1) * child_complexity")]
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Values of the field `id`, at most 1000 of them.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > LARGEST_PAGE {
            return Err(Error::bad_user_input(format!(
                "“ids” has {} entries; ask for at most {LARGEST_PAGE} at once",
                ids.len()
            ))
            .into());
        }
        let reading = Reading::of(context)?;
        ids.iter().map(|id| find(&reading, id)).collect()
    }
}

fn find(reading: &Reading, id: &ID) -> Result<Option<Node>> {
    if let Some(proposal) = proposal::find_decoded(id) {
        return Ok(proposal::find_shown(reading, &proposal).map(Node::Proposal));
    }
    let found = query::find_node(reading.view(), &global_id::decode(id)?);
    Ok(found.map(|node| Node::new(reading, node)))
}
