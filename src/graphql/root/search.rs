//! `search` and `suggest`.

// Arguments of a field are arguments of its resolver.
#![allow(clippy::too_many_arguments)]

use async_graphql::{Context, Object, Result};

use crate::{
    error::Error,
    graphql::{
        cost,
        filter::{Filter as _, SearchFilter},
        reading::Reading,
        search::{SearchConnection, Suggestion},
        search_facets,
        vocabulary::SearchSort,
    },
    query::{self, SearchQuestion},
};

/// The most completions that can be asked for.
const MOST_SUGGESTIONS: i32 = 50;
const SUGGESTIONS: i32 = 8;

/// Full-text search.
#[derive(Debug, Default)]
pub(super) struct SearchQueries;

#[Object]
impl SearchQueries {
    /// Full-text search over priorities, themes, partners, programmes, measures, strategies,
    /// partnerships and the passages of documents.
    ///
    /// What can be typed: words, all of which must occur, in any form (`child` finds children);
    /// `"end of life"` for words side by side; `"smoking pregnancy"~5` for words with at most five
    /// others between them; `carers OR caregivers` for either (OR in capitals; it binds more tightly
    /// than the space between words); `-screening` to leave something out; `inequal*` for words that
    /// begin so; `palliatve~` for words that are spelt nearly so; and `partnership:`, `theme:`,
    /// `kind:`, `region:` or `publisher:` before a name to narrow the hits, as `filter` does. Nothing
    /// that is typed is an error: `interpretedAs` says how it was read.
    #[graphql(complexity = "cost::page(first.or(last), child_complexity)")]
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "What to look for, as told above. Empty: everything that the filter lets through."
        )]
        query: String,
        #[graphql(desc = "Which hits; all when it is not given.")] filter: Option<SearchFilter>,
        #[graphql(desc = "In which order.", default_with = "Some(SearchSort::Relevance)")]
        sort: Option<SearchSort>,
        #[graphql(
            desc = "`true`: only the words as written, no other names for the same thing (see `expansions`).",
            default_with = "Some(false)"
        )]
        exact: Option<bool>,
        #[graphql(
            desc = "At most this many hits from the beginning, 0 to 1000; 50 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Only hits after this cursor: the `endCursor` of the page before.")] after: Option<String>,
        #[graphql(
            desc = "At most this many hits from the end, 0 to 1000. Not together with `first` or `after`."
        )]
        last: Option<i32>,
        #[graphql(
            desc = "Only hits before this cursor: the `startCursor` of the page after. Not together with `first` or `after`."
        )]
        before: Option<String>,
    ) -> Result<SearchConnection> {
        let reading = Reading::of(context)?;
        let question = SearchQuestion {
            text: query,
            filter: filter.unwrap_or_default().read()?,
            sort: sort.map(Into::into).unwrap_or_default(),
            exact: exact.unwrap_or_default(),
            first,
            after,
            last,
            before,
            facets: search_facets::foreseen(&context.look_ahead().field("facets")),
        };
        let answer = query::search(reading.view(), &question)?;
        Ok(SearchConnection::new(reading, question, answer))
    }

    /// Completions for a search box: things whose names begin with, or contain, what was written,
    /// the most useful first.
    #[graphql(complexity = "cost::page(first, child_complexity)")]
    async fn suggest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What was written so far.")] prefix: String,
        #[graphql(
            desc = "At most this many completions, 0 to 50.",
            default_with = "Some(SUGGESTIONS)"
        )]
        first: Option<i32>,
    ) -> Result<Vec<Suggestion>> {
        let reading = Reading::of(context)?;
        let first = number_of_suggestions(first.unwrap_or(SUGGESTIONS))?;
        let found = query::suggest(reading.view(), &prefix, first)?;
        Ok(found.into_iter().map(|one| Suggestion::new(&reading, one)).collect())
    }
}

fn number_of_suggestions(first: i32) -> crate::error::Result<usize> {
    usize::try_from(first).ok().filter(|_| first <= MOST_SUGGESTIONS).ok_or_else(|| {
        Error::bad_user_input(format!("“first” is {first}; it must be 0 to {MOST_SUGGESTIONS}"))
    })
}
