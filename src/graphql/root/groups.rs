//! `communities`, `connectingPartners` and `themePairs`: what belongs together over all partnerships.

use async_graphql::{Context, Object, Result};

use crate::{
    graphql::{
        cost, coverage,
        groups::{Communities, ConnectingPartner, ThemePair},
        int::short,
        reading::Reading,
        vocabulary::{EditionPolicy, ListRole},
    },
    query,
};

/// What is shown when no number is given.
const FIRST: i32 = 20;
/// The resolution at which modularity is what its inventors defined.
const RESOLUTION: f64 = 1.0;

/// Questions for groups.
#[derive(Debug, Default)]
pub(super) struct GroupQueries;

#[Object]
impl GroupQueries {
    /// Communities of partnerships whose priorities are about like things: the Leiden algorithm on the
    /// likeness of their coded themes. The answer names the algorithm with its parameters; the same
    /// data and parameters always give the same communities.
    #[graphql(complexity = "4 * cost::COMPARE + child_complexity")]
    async fn communities(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "0.1 to 10: above 1 there are more and smaller communities, below 1 fewer and larger ones.",
            default_with = "Some(RESOLUTION)"
        )]
        resolution: Option<f64>,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
    ) -> Result<Communities> {
        let reading = Reading::of(context)?;
        let options = coverage::options(editions, roles, proposed);
        let resolution = resolution.unwrap_or(RESOLUTION);
        let found = query::communities(reading.view(), &options, resolution)?;
        Ok(Communities::new(&reading, found))
    }

    /// The partners who connect most partnerships: members of several, with an area in several, or
    /// running programmes for several; by number of partnerships, then by name. Kinds of organisation
    /// (“the police”) are not one partner and are left out.
    #[graphql(complexity = "cost::best(first.unwrap_or(FIRST), child_complexity)")]
    async fn connecting_partners(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "At most this many partners, 0 to 100.", default_with = "Some(FIRST)")]
        first: Option<i32>,
    ) -> Result<Vec<ConnectingPartner>> {
        let reading = Reading::of(context)?;
        let found = query::connecting_partners(reading.view(), short(first.unwrap_or(FIRST))?);
        Ok(found.into_iter().map(|one| ConnectingPartner::new(&reading, one)).collect())
    }

    /// The pairs of themes that partnerships make a priority together more often than by chance, the
    /// highest lift first, with the counts from which the lift follows. Only themes without narrower
    /// ones, and only pairs that three partnerships or more share. With so many pairs some lifts are
    /// high by chance: read the counts.
    #[graphql(complexity = "cost::best(first.unwrap_or(FIRST), child_complexity)")]
    async fn theme_pairs(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "At most this many pairs, 0 to 100.", default_with = "Some(FIRST)")]
        first: Option<i32>,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
    ) -> Result<Vec<ThemePair>> {
        let reading = Reading::of(context)?;
        let options = coverage::options(editions, roles, proposed);
        let first = short(first.unwrap_or(FIRST))?;
        let pairs = query::theme_pairs(reading.view(), &options, first)?;
        Ok(pairs.into_iter().map(|pair| ThemePair::new(&reading, pair)).collect())
    }
}
