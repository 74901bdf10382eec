//! The inputs that say which things a list or a search has.

use async_graphql::InputObject;

use super::{
    as_of::PartnershipsAsked,
    date::Date,
    vocabulary::{
        AssertionMethod, Edition, EditionPolicy, ListRole, MeasureRole, NodeKind, PartnerKind,
        StrategyKind, words,
    },
};
use crate::{
    error::{Error, Result},
    model::{PartialDate, Region, Word as _},
    query,
};

/// Which partnerships. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct PartnershipFilter {
    /// In one of these NHS England regions, by slug, such as `london` or `north-west`.
    regions: Option<Vec<String>>,
    /// With a priority, in any edition of any strategy, about one of these themes (by slug) or a
    /// narrower one.
    themes: Option<Vec<String>>,
    /// Working with one of these partners (by slug), or covering one of these councils.
    partners: Option<Vec<String>>,
    /// The partnerships that there were on this date (of `2027-04`: on its first day): where boards
    /// merged or split by a change that is done or approved, what follows stands in the place of
    /// those that it replaced. It matches where one of these does, has no strategies of its own, and
    /// its `id` leads nowhere yet.
    as_of: Option<Date>,
    /// With this text in the name or another name; case and accents do not matter.
    text: Option<String>,
}

/// Which strategies. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct StrategyFilter {
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Of one of these kinds.
    kinds: Option<Vec<StrategyKind>>,
    /// Of one of these editions.
    editions: Option<Vec<Edition>>,
    /// Published on or after this date. A strategy without a known date does not match.
    published_from: Option<Date>,
    /// Published on or before this date. A strategy without a known date does not match.
    published_to: Option<Date>,
}

/// Which priorities. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct PriorityFilter {
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Of a partnership in one of these regions, by slug.
    regions: Option<Vec<String>>,
    /// About one of these themes (by slug) or a narrower one.
    themes: Option<Vec<String>>,
    /// In a list of one of these roles.
    roles: Option<Vec<ListRole>>,
    /// Of these editions. All editions when this is not given: drafts and superseded ones count.
    editions: Option<EditionPolicy>,
    /// In a strategy of one of these kinds.
    strategy_kinds: Option<Vec<StrategyKind>>,
    /// `true`: only those whose name is the source's own title; `false`: only labels and shortened
    /// names.
    exact_name: Option<bool>,
}

/// Which themes. All given conditions must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct ThemeFilter {
    /// `true`: themes of the top level; `false`: those below it.
    top_level: Option<bool>,
    /// Directly below this theme, by slug.
    broader: Option<String>,
    /// With this text in a label or the definition; case and accents do not matter.
    text: Option<String>,
}

/// Which partners. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct PartnerFilter {
    /// Of one of these kinds.
    kinds: Option<Vec<PartnerKind>>,
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// `true`: kinds of organisation such as “the police”; `false`: named organisations.
    generic: Option<bool>,
    /// With this text in the name or another name; case and accents do not matter.
    text: Option<String>,
}

/// Which programmes. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct ProgrammeFilter {
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Delivered with one of these partners, by slug.
    partners: Option<Vec<String>>,
    /// Running on this date, as far as its dates tell. A programme without any date does not match.
    active_on: Option<Date>,
    /// With this text in the name or the gist; case and accents do not matter.
    text: Option<String>,
}

/// Which measures. All given conditions must hold; inside one condition, any of its values. A condition
/// on a field that is null for a measure does not hold: what is not said is not guessed.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct MeasureFilter {
    /// About one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// About one of these programmes, by slug.
    programmes: Option<Vec<String>>,
    /// Baselines, targets, or what is only reported.
    roles: Option<Vec<MeasureRole>>,
    /// Counted in one of these units, such as `%`, `£`, `share` or `people`.
    units: Option<Vec<String>>,
    /// With a date (of a target: by when) on or after this one, as far as its date tells.
    dated_from: Option<Date>,
    /// With a date on or before this one, as far as its date tells.
    dated_to: Option<Date>,
    /// With this text in what is counted or in the value; case and accents do not matter.
    text: Option<String>,
}

/// Which documents. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct DocumentFilter {
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Of one of these media types, such as `text/html` or `application/pdf`.
    media_types: Option<Vec<String>>,
    /// With this text in the title; case and accents do not matter.
    text: Option<String>,
}

/// Which hits of a search. All given conditions must hold; inside one condition, any of its values.
#[derive(Debug, Clone, Default, InputObject)]
pub(super) struct SearchFilter {
    /// Of one of these kinds.
    kinds: Option<Vec<NodeKind>>,
    /// Of one of these partnerships, by slug.
    partnerships: Option<Vec<String>>,
    /// Of a partnership in one of these regions, by slug.
    regions: Option<Vec<String>>,
    /// About one of these themes (by slug) or a narrower one.
    themes: Option<Vec<String>>,
    /// Of these editions. Things that belong to no strategy are not filtered out. A document in whose
    /// place a newer version stands is found with its text only where this is `ALL` or `documents`
    /// names it: what stands in both would be found twice.
    editions: Option<EditionPolicy>,
    /// In a strategy of one of these kinds.
    strategy_kinds: Option<Vec<StrategyKind>>,
    /// Published on or after this date.
    published_from: Option<Date>,
    /// Published on or before this date.
    published_to: Option<Date>,
    /// With one of these methods of assertion.
    methods: Option<Vec<AssertionMethod>>,
    /// In one of these documents, by slug.
    documents: Option<Vec<String>>,
}

/// An input that says which things a list has.
pub(super) trait Filter {
    /// The same condition in the words of `query`.
    type Read;

    /// # Errors
    /// `BAD_USER_INPUT` for a word that the vocabulary does not have.
    fn read(self) -> Result<Self::Read>;
}

impl Filter for PartnershipFilter {
    type Read = PartnershipsAsked;

    fn read(self) -> Result<PartnershipsAsked> {
        let Self { regions, themes, partners, as_of, text } = self;
        let regions = read_regions(regions)?;
        Ok(PartnershipsAsked {
            filter: query::PartnershipFilter { regions, themes, partners, text },
            as_of: as_of.map(Into::into),
        })
    }
}

impl Filter for StrategyFilter {
    type Read = query::StrategyFilter;

    fn read(self) -> Result<query::StrategyFilter> {
        let (published_from, published_to) = read_period(self.published_from, self.published_to)?;
        Ok(query::StrategyFilter {
            partnerships: self.partnerships,
            kinds: words(self.kinds),
            editions: words(self.editions),
            published_from,
            published_to,
        })
    }
}

impl Filter for PriorityFilter {
    type Read = query::PriorityFilter;

    fn read(self) -> Result<query::PriorityFilter> {
        Ok(query::PriorityFilter {
            partnerships: self.partnerships,
            regions: read_regions(self.regions)?,
            themes: self.themes,
            roles: words(self.roles),
            editions: self.editions.map(Into::into),
            strategy_kinds: words(self.strategy_kinds),
            exact_name: self.exact_name,
        })
    }
}

impl Filter for ThemeFilter {
    type Read = query::ThemeFilter;

    fn read(self) -> Result<query::ThemeFilter> {
        let Self { top_level, broader, text } = self;
        Ok(query::ThemeFilter { top_level, broader, text })
    }
}

impl Filter for PartnerFilter {
    type Read = query::PartnerFilter;

    fn read(self) -> Result<query::PartnerFilter> {
        let Self { kinds, partnerships, generic, text } = self;
        Ok(query::PartnerFilter { kinds: words(kinds), partnerships, generic, text })
    }
}

impl Filter for ProgrammeFilter {
    type Read = query::ProgrammeFilter;

    fn read(self) -> Result<query::ProgrammeFilter> {
        let Self { partnerships, partners, active_on, text } = self;
        let active_on = active_on.map(Into::into);
        Ok(query::ProgrammeFilter { partnerships, partners, active_on, text })
    }
}

impl Filter for MeasureFilter {
    type Read = query::MeasureFilter;

    fn read(self) -> Result<query::MeasureFilter> {
        let Self { partnerships, programmes, roles, units, dated_from, dated_to, text } = self;
        Ok(query::MeasureFilter {
            partnerships,
            programmes,
            roles: words(roles),
            units,
            dated_from: dated_from.map(Into::into),
            dated_to: dated_to.map(Into::into),
            text,
        })
    }
}

impl Filter for DocumentFilter {
    type Read = query::DocumentFilter;

    fn read(self) -> Result<query::DocumentFilter> {
        let Self { partnerships, media_types, text } = self;
        Ok(query::DocumentFilter { partnerships, media_types, text })
    }
}

impl Filter for SearchFilter {
    type Read = query::SearchFilter;

    fn read(self) -> Result<query::SearchFilter> {
        let (published_from, published_to) = read_period(self.published_from, self.published_to)?;
        Ok(query::SearchFilter {
            kinds: words(self.kinds),
            partnerships: self.partnerships,
            regions: read_regions(self.regions)?,
            themes: self.themes,
            editions: self.editions.map(Into::into),
            strategy_kinds: words(self.strategy_kinds),
            published_from,
            published_to,
            methods: words(self.methods),
            documents: self.documents,
        })
    }
}

/// A first and a last day of publication.
///
/// # Errors
/// `BAD_USER_INPUT` where the last comes before the first, so that nothing could be found.
fn read_period(
    from: Option<Date>,
    to: Option<Date>,
) -> Result<(Option<PartialDate>, Option<PartialDate>)> {
    let (from, to) = (from.map(PartialDate::from), to.map(PartialDate::from));
    match (from, to) {
        (Some(first), Some(last)) if !first.overlaps(None, to) => Err(Error::bad_user_input(
            format!("“publishedFrom” ({first}) is after “publishedTo” ({last}): exchange them"),
        )),
        _ => Ok((from, to)),
    }
}

/// Regions by slug.
///
/// # Errors
/// `BAD_USER_INPUT` for a region that does not exist, naming the nearest.
pub(super) fn read_regions(slugs: Option<Vec<String>>) -> Result<Option<Vec<Region>>> {
    let region = |slug: String| {
        Region::from_word(&slug).map_err(|unknown| Error::bad_user_input(unknown.to_string()))
    };
    slugs.map(|slugs| slugs.into_iter().map(region).collect()).transpose()
}
