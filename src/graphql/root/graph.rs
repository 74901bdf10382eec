//! `path` and `neighbourhood`: how things hang together.

use async_graphql::{Context, ID, Object, Result};

use crate::{
    error::Error,
    graphql::{
        cost, global_id,
        graph::{Path, Subgraph},
        reading::Reading,
        vocabulary::{NodeKind, words},
    },
    query,
};

const LONGEST: i32 = 6;
const DEPTH: i32 = 1;
const NEIGHBOURS: i32 = 200;

/// Questions on the graph.
#[derive(Debug, Default)]
pub(super) struct GraphQueries;

#[Object]
impl GraphQueries {
    /// A shortest path between two nodes, walked in either direction of the edges; null where none
    /// is short enough. Of several shortest paths it is always the same one. Regions and frameworks
    /// are no way through: that two partnerships lie in one region says nothing about what they do.
    #[graphql(complexity = "cost::walk(child_complexity)")]
    async fn path(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `id` of the node at which the path begins.")] from: ID,
        #[graphql(desc = "The `id` of the node at which it ends.")] to: ID,
        #[graphql(desc = "At most this many edges, 0 to 12.", default_with = "Some(LONGEST)")]
        max_length: Option<i32>,
    ) -> Result<Option<Path>> {
        let reading = Reading::of(context)?;
        let (from, to) = (global_id::decode(&from)?, global_id::decode(&to)?);
        let longest = length(max_length.unwrap_or(LONGEST))?;
        let path = query::find_path(reading.view(), &from, &to, longest)?;
        Ok(path.map(|path| Path::new(&reading, path)))
    }

    /// The nodes and edges within some steps of a node.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn neighbourhood(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `id` of the node in the middle.")] of: ID,
        #[graphql(desc = "Within how many steps, 0 to 4.", default_with = "Some(DEPTH)")]
        depth: Option<i32>,
        #[graphql(
            desc = "Only nodes of these kinds are shown and walked through; all kinds when it is not given."
        )]
        kinds: Option<Vec<NodeKind>>,
        #[graphql(
            desc = "At most this many nodes, nearest first, 0 to 1000.",
            default_with = "Some(NEIGHBOURS)"
        )]
        first: Option<i32>,
    ) -> Result<Subgraph> {
        let reading = Reading::of(context)?;
        let subgraph = query::neighbourhood(
            reading.view(),
            &global_id::decode(&of)?,
            depth.unwrap_or(DEPTH),
            words(kinds).as_deref(),
            first.unwrap_or(NEIGHBOURS),
        )?;
        Ok(Subgraph::new(&reading, subgraph))
    }
}

fn length(longest: i32) -> crate::error::Result<usize> {
    usize::try_from(longest).map_err(|_| {
        Error::bad_user_input(format!("“maxLength” is {longest}; it must be 0 or more"))
    })
}
