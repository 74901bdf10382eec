//! Pictures as files: the map of a theme, the themes and the programmes of a partnership, what
//! `/graph` draws.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use crate::{
    error::{Error, Result},
    explorer::{
        Explorer, address,
        drawing::{Bar, Setting, bars},
        parts::{CoverageMap, Linked as _, ThemeBar, everything, theme_bars},
        visit::Visit,
    },
    http::{Failure, not_modified},
    model::{Partnership, Theme},
    query::{current_strategy, get_row, lists_of, programmes_of_partnership},
};

use super::{graph, partnership::timeline_of};

/// Which theme the map is of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MapAsked {
    theme: String,
}

/// Whose themes or programmes are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PartnershipAsked {
    partnership: String,
}

/// The map of a theme.
pub(crate) async fn map(
    State(explorer): State<Explorer>,
    Query(asked): Query<MapAsked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    give(&explorer, &headers, "strategraph-map", |visit| {
        let theme = get_row::<Theme>(&visit.view, &asked.theme)?;
        CoverageMap::file(&visit.view, &theme, &visit.credit(&theme.path()), |path| {
            visit.join(path)
        })
    })
}

/// What the items of a partnership’s lists are about, as on its page.
pub(crate) async fn themes(
    State(explorer): State<Explorer>,
    Query(asked): Query<PartnershipAsked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    give(&explorer, &headers, "strategraph-themes", |visit| {
        let partnership = get_row::<Partnership>(&visit.view, &asked.partnership)?;
        chart_of(visit, &partnership)
    })
}

/// The programmes of a partnership on a time line.
pub(crate) async fn programmes(
    State(explorer): State<Explorer>,
    Query(asked): Query<PartnershipAsked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    give(&explorer, &headers, "strategraph-programmes", |visit| {
        let partnership = get_row::<Partnership>(&visit.view, &asked.partnership)?;
        let programmes = programmes_of_partnership(&visit.view, &partnership.slug, &everything())?;
        let title = format!("Programmes of {}", partnership.name);
        let credit = visit.credit(&partnership.path());
        timeline_of(Setting::File { credit: &credit }, &title, programmes.nodes(), |path| {
            visit.join(path)
        })
        .ok_or_else(|| {
            Error::not_found(format!("No date of a programme of {} is known", partnership.name))
        })
    })
}

/// What `/graph` draws for the same parameters.
pub(crate) async fn network(
    State(explorer): State<Explorer>,
    Query(asked): Query<graph::Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    give(&explorer, &headers, "strategraph-graph", |visit| {
        let credit = visit.credit(address::GRAPH);
        graph::drawn(visit, &asked, Setting::File { credit: &credit })
    })
}

fn chart_of(visit: &Visit, partnership: &Partnership) -> Result<String> {
    let none = || {
        let name = &partnership.name;
        Error::not_found(format!("No item of a list of {name} with a confirmed theme is known"))
    };
    let strategy = current_strategy(&visit.view, &partnership.slug).ok_or_else(none)?;
    let lists = lists_of(&visit.view, &strategy.slug);
    let items = lists.iter().map(|list| list.items.len()).sum();
    let drawn: Vec<Bar> = theme_bars(&visit.view, &lists)
        .into_iter()
        .map(|ThemeBar { link, items, .. }| Bar {
            name: link.text,
            href: visit.join(&link.href),
            count: items,
        })
        .collect();
    if drawn.is_empty() {
        return Err(none());
    }
    let title = format!("What the priorities of {} are about", partnership.name);
    let told = format!(
        "Items of the lists of its strategy by branch of the theme scheme, of {items}. One can be about several."
    );
    let credit = visit.credit(&partnership.path());
    Ok(bars(Setting::File { credit: &credit }, &title, &told, items, &drawn))
}

fn give(
    explorer: &Explorer,
    headers: &HeaderMap,
    name: &str,
    draw: impl FnOnce(&Visit) -> Result<String>,
) -> Result<Response, Failure> {
    let visit = Visit::begin(explorer);
    let tag = visit.tag(&explorer.build);
    if let Some(response) = not_modified(headers, &tag) {
        return Ok(response);
    }
    let svg = draw(&visit)?;
    // Names are fixed words, so the header can hold them.
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.svg\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    // The picture brings its own colours; nothing else may be loaded or run in it.
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache")),
    ];
    Ok((headers, svg).into_response())
}
