//! `/sitemap.xml` and `/robots.txt`: every page that is worth finding, for machines.

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    error::{Error, Result},
    explorer::{Explorer, address, parts::Linked as _, visit::Visit},
    http::Failure,
    model::{
        Document, Framework, Measure, Partner, Partnership, Priority, Programme, Region, Strategy,
        Theme, Word as _,
    },
    query::{all_rows, later_partnerships},
};

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    addresses: Vec<String>,
}

/// All pages of this view.
pub(crate) async fn sitemap(State(explorer): State<Explorer>) -> Result<Response, Failure> {
    let visit = Visit::begin(&explorer);
    let addresses = paths(&visit).iter().map(|path| visit.join(path)).collect();
    let xml = Sitemap { addresses }.render().map_err(Error::internal)?;
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

/// Everything may be read by everybody; results of searches need not be indexed.
pub(crate) async fn robots(State(explorer): State<Explorer>) -> Response {
    let sitemap = explorer.base_url.join("/sitemap.xml");
    format!("User-agent: *\nDisallow: {}?\n\nSitemap: {sitemap}\n", address::SEARCH).into_response()
}

/// The addresses of all rows of some kinds.
macro_rules! paths_of {
    ($visit:expr, $paths:expr, $($row:ident),+) => {
        $($paths.extend(all_rows::<$row>(&$visit.view).iter().map(|row| row.path()));)+
    };
}

fn paths(visit: &Visit) -> Vec<String> {
    let mut paths: Vec<String> = [
        address::HOME,
        address::PARTNERSHIPS,
        address::REGIONS,
        address::THEMES,
        address::COMPARE,
        address::PARTNERS,
        address::PROGRAMMES,
        address::FRAMEWORKS,
        address::DOCUMENTS,
        address::API,
        address::CHANGES,
        address::ABOUT,
    ]
    .map(str::to_owned)
    .into();
    paths.extend(Region::ALL.iter().map(|region| address::region(*region)));
    let later = later_partnerships(&visit.view).into_iter();
    paths.extend(later.map(|standing| standing.partnership.path()));
    paths_of!(visit, paths, Partnership, Strategy, Priority, Theme, Framework);
    paths_of!(visit, paths, Partner, Programme, Measure, Document);
    paths
}
