//! `compare` and `editionDifference`.

// Arguments of a field are arguments of its resolver.
#![allow(clippy::too_many_arguments)]

use async_graphql::{Context, Object, Result};

use crate::{
    graphql::{
        comparison::Comparison,
        cost, coverage,
        date::Date,
        edition_difference::EditionDifference,
        filter::read_regions,
        reading::Reading,
        vocabulary::{EditionPolicy, ListRole, RowOrder},
    },
    query::{self, ComparisonQuestion},
};

/// Comparisons.
#[derive(Debug, Default)]
pub(super) struct ComparisonQueries;

#[Object]
impl ComparisonQueries {
    /// Compares partnerships by theme, or by the topics of a framework: each partnership and each
    /// theme has exactly one of four states. All partnerships when none is named; there is no upper
    /// limit, and an empty list is no condition.
    #[graphql(complexity = "cost::COMPARE + child_complexity")]
    async fn compare(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "These partnerships, by slug; names, boards and their codes are understood too. They stand in this order."
        )]
        partnerships: Option<Vec<String>>,
        #[graphql(desc = "By the topics of this framework, by slug, instead of by themes.")]
        framework: Option<String>,
        #[graphql(
            desc = "Only these themes, by slug, in this order; with a framework: only its topics that have to do with them."
        )]
        themes: Option<Vec<String>>,
        #[graphql(
            desc = "From which editions; without it, current strategies only.",
            default_with = "Some(EditionPolicy::Current)"
        )]
        editions: Option<EditionPolicy>,
        #[graphql(desc = "Only partnerships in one of these regions, by slug.")] regions: Option<
            Vec<String>,
        >,
        #[graphql(
            desc = "Items of lists of which roles count as priorities; priorities, aims, outcomes and groups when it is not given."
        )]
        roles: Option<Vec<ListRole>>,
        #[graphql(
            desc = "Whether themes of priorities that the machine proposed and nobody confirmed count.",
            default_with = "Some(false)"
        )]
        proposed: Option<bool>,
        #[graphql(
            desc = "The partnerships that there were on this date: where boards merged, what follows stands for all that it replaced."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "In which order the rows stand.",
            default_with = "Some(RowOrder::Scheme)"
        )]
        order_by: Option<RowOrder>,
    ) -> Result<Comparison> {
        let reading = Reading::of(context)?;
        let question = ComparisonQuestion {
            partnerships: some(partnerships),
            regions: read_regions(some(regions))?,
            framework,
            themes: some(themes),
            order: order_by.map(Into::into),
            as_of: as_of.map(Into::into),
            coverage: coverage::options(editions, roles, proposed),
        };
        let comparison = reading.compare(&question)?;
        Ok(Comparison::new(reading, comparison))
    }

    /// What changed between two strategies of the same partnership, for instance from the draft to
    /// the published strategy.
    #[graphql(complexity = "cost::WALK + child_complexity")]
    async fn edition_difference(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The earlier strategy, by slug.")] from: String,
        #[graphql(desc = "The later strategy, by slug.")] to: String,
    ) -> Result<EditionDifference> {
        let reading = Reading::of(context)?;
        let difference = query::edition_difference(reading.view(), &from, &to)?;
        Ok(EditionDifference::new(reading, difference))
    }
}

/// A list that is a condition: an empty one is none.
fn some<T>(list: Option<Vec<T>>) -> Option<Vec<T>> {
    list.filter(|list| !list.is_empty())
}
