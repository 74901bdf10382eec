//! One thing by its slug, and lists of things: two fields for each kind.

use async_graphql::{Context, Object, Result};

use crate::{
    graphql::{
        as_of,
        connection::Connection,
        cost,
        filter::{
            DocumentFilter, Filter as _, MeasureFilter, PartnerFilter, PartnershipFilter,
            PriorityFilter, ProgrammeFilter, StrategyFilter, ThemeFilter,
        },
        reading::{Reading, Shown},
    },
    model,
    query::{self, PageArguments},
};

macro_rules! things {
    ($($queries:ident: $row:ident, $filter:ident, $find:path, $list:path;
        $(#[$one_doc:meta])* $one:ident;
        $(#[$many_doc:meta])* $many:ident;)+) => {$(
        #[doc = concat!("Questions for things of the kind `", stringify!($one), "`.")]
        #[derive(Debug, Default)]
        pub(super) struct $queries;

        #[Object]
        impl $queries {
            $(#[$one_doc])*
            async fn $one(
                &self,
                context: &Context<'_>,
                #[graphql(desc = "Its slug: the readable name that stands in the address of its page.")]
                slug: String,
            ) -> Result<Option<Shown<model::$row>>> {
                let reading = Reading::of(context)?;
                let found = $find(reading.view(), &slug);
                Ok(reading.found(context, found, &slug))
            }

            $(#[$many_doc])*
            #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
            async fn $many(
                &self,
                context: &Context<'_>,
                #[graphql(desc = "Which of them; all when it is not given.")]
                filter: Option<$filter>,
                #[graphql(desc = "At most this many items from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given.")]
                first: Option<i32>,
                #[graphql(desc = "Only items after this cursor: the `endCursor` of the page before.")]
                after: Option<String>,
                #[graphql(desc = "At most this many items from the end, 0 to 1000. Not together with `first`.")]
                last: Option<i32>,
                #[graphql(desc = "Only items before this cursor: the `startCursor` of the page after.")]
                before: Option<String>,
            ) -> Result<Connection<Shown<model::$row>>> {
                let reading = Reading::of(context)?;
                let filter = filter.unwrap_or_default().read()?;
                let arguments = PageArguments { first, after, last, before };
                Ok(reading.show_page($list(reading.view(), &filter, &arguments)?))
            }
        }
    )+};
}

things! {
    PartnershipQueries: Partnership, PartnershipFilter, as_of::find_partnership, as_of::list_partnerships;
    /// The partnership with this slug, at whatever date it stands in the list: old slugs keep working
    /// and say in `replacedBy` what took their place; one that came, or will come, later says in
    /// `replaces` what it is made of. Null where there is none.
    partnership;
    /// Integrated Care Partnerships, by name.
    partnerships;

    StrategyQueries: Strategy, StrategyFilter, query::find_row, query::list_strategies;
    /// The strategy with this slug; null where there is none.
    strategy;
    /// Strategies and plans of every edition, by partnership, oldest first.
    strategies;

    PriorityQueries: Priority, PriorityFilter, query::find_row, query::list_priorities;
    /// The priority with this slug; null where there is none.
    priority;
    /// Items of the lists of strategies, by partnership, strategy, list and place. Without a filter
    /// these are items of every edition and role.
    priorities;

    ThemeQueries: Theme, ThemeFilter, query::find_row, query::list_themes;
    /// The theme with this slug; null where there is none.
    theme;
    /// Themes of both levels, in the order of the scheme.
    themes;

    PartnerQueries: Partner, PartnerFilter, query::find_row, query::list_partners;
    /// The partner with this slug; null where there is none.
    partner;
    /// Organisations by name, then kinds of organisation by name.
    partners;

    ProgrammeQueries: Programme, ProgrammeFilter, query::find_row, query::list_programmes;
    /// The programme with this slug; null where there is none.
    programme;
    /// Named programmes, projects and initiatives, by partnership.
    programmes;

    MeasureQueries: Measure, MeasureFilter, query::find_row, query::list_measures;
    /// The measure with this slug; null where there is none.
    measure;
    /// Numbers and targets that sources state, by partnership, in the order of its record. Role, date,
    /// number and unit are read by a program in the words of the source: see `Measure.fieldsMethod`.
    measures;

    DocumentQueries: Document, DocumentFilter, query::find_row, query::list_documents;
    /// The document with this slug; null where there is none.
    document;
    /// Documents whose text is held, our digests included, by partnership and slug.
    documents;
}

/// Questions for frameworks.
#[derive(Debug, Default)]
pub(super) struct FrameworkQueries;

#[Object]
impl FrameworkQueries {
    /// The framework with this slug; null where there is none.
    async fn framework(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its slug, such as `marmot`.")] slug: String,
    ) -> Result<Option<Shown<model::Framework>>> {
        let reading = Reading::of(context)?;
        let found = query::find_row(reading.view(), &slug);
        Ok(reading.found(context, found, &slug))
    }

    /// All frameworks. There are few, so they come without pages.
    #[graphql(complexity = "cost::list(child_complexity)")]
    async fn frameworks(&self, context: &Context<'_>) -> Result<Vec<Shown<model::Framework>>> {
        let reading = Reading::of(context)?;
        Ok(reading.show_all(query::all_rows(reading.view())))
    }
}
