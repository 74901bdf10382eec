//! The web explorer: pages that are made on the server, need no JavaScript, and lead from every
//! claim to its source.
//!
//! | place | what belongs there |
//! |---|---|
//! | `pages/` | one file and one struct for each page: what it says, ready for its template |
//! | `parts/` | what several pages show: links, sources, priorities, marked text, numbers in words |
//! | `templates/` | the HTML, one file for each page; `parts.html` has the shared pieces |
//! | `assets/` | the one stylesheet and the icon, served under addresses that never change |
//! | `frame` | what surrounds each page: title, breadcrumbs, navigation |
//! | `drawing/` | pictures as SVG, made on the server |
//! | `offer` | in which other forms a page's content can be had |
//! | `visit`, `answer` | one request: its view, and the way from a page to a response |
//! | `pinned` | pages of a release, whose links stay in it |
//! | `address` | the addresses of lists and forms; those of things are in `http::addresses` |
//!
//! Not here: what a question means (`query`), security headers, failures on the wire and caching
//! (`http`). Each request takes one view and reads only from it.

mod address;
mod answer;
mod assets;
mod drawing;
mod frame;
mod offer;
mod pages;
mod parts;
mod pinned;
mod visit;

use std::sync::Arc;

use axum::{
    Router,
    extract::OriginalUri,
    response::Redirect,
    routing::{MethodRouter, get},
};

use crate::{
    http::{FailurePage, addresses::BaseUrl},
    view::View,
};
use answer::show;

/// What the explorer needs of the service around it.
#[derive(Clone)]
pub struct Explorer {
    /// Gives the view that is current now; asked once for each request.
    pub view: Arc<dyn Fn() -> Arc<View> + Send + Sync>,
    /// The address at which readers reach the service, for canonical links and the sitemap.
    pub base_url: BaseUrl,
    /// Tells the day, `YYYY-MM-DD`, for citations.
    pub today: Arc<dyn Fn() -> String + Send + Sync>,
    /// Differs between any two builds of the program whose pages differ; part of entity tags.
    pub build: String,
}

/// The routes of all pages, of the assets, `/sitemap.xml` and `/robots.txt`.
///
/// A path with a final slash is redirected to the one without. What no route knows is left to
/// the fallback of [`crate::http::Shell`].
pub fn routes(explorer: Explorer) -> Router {
    use pages::{
        about, api, changes, cite, compare, data, document, feed, framework, graph, history, home,
        later_partnership, measure, partner, partnership, picture, priority, programme, quotation,
        region, search, sitemap, strategy, style, theme,
    };
    let pages: [(&str, MethodRouter<Explorer>); 33] = [
        (address::SEARCH, show(search::SearchPage::build)),
        (address::PARTNERSHIPS, show(partnership::IndexPage::build)),
        ("/partnerships/{slug}", show(later_partnership::build)),
        (address::REGIONS, show(region::IndexPage::build)),
        ("/regions/{slug}", show(region::RegionPage::build)),
        ("/strategies/{slug}", show(strategy::StrategyPage::build)),
        ("/priorities/{slug}", show(priority::PriorityPage::build)),
        (address::THEMES, show(theme::IndexPage::build)),
        ("/themes/{slug}", show(theme::ThemePage::build)),
        (address::COMPARE, show(compare::ComparePage::build)),
        ("/strategies/{slug}/changes", show(changes::ChangesPage::build)),
        (address::PARTNERS, show(partner::IndexPage::build)),
        ("/partners/{slug}", show(partner::PartnerPage::build)),
        (address::PROGRAMMES, show(programme::IndexPage::build)),
        ("/programmes/{slug}", show(programme::ProgrammePage::build)),
        ("/measures/{slug}", show(measure::MeasurePage::build)),
        (address::DOCUMENTS, show(document::IndexPage::build)),
        ("/documents/{slug}", show(document::DocumentPage::build)),
        (address::FRAMEWORKS, show(framework::IndexPage::build)),
        ("/frameworks/{slug}", show(framework::FrameworkPage::build)),
        (address::GRAPH, show(graph::GraphPage::build)),
        (address::QUOTATION, show(quotation::QuotationPage::build)),
        ("/style", show(style::StylePage::build)),
        (address::ABOUT, show(about::AboutPage::build)),
        (address::DATA, show(data::DataPage::build)),
        ("/cite/{kind}/{slug}", show(cite::CitePage::build)),
        (address::API, show(api::ApiPage::build)),
        (address::CHANGES, get(history::history)),
        ("/changes.atom", get(feed::of_all)),
        ("/partnerships/{slug}/changes.atom", get(feed::of_partnership)),
        ("/themes/{slug}/changes.atom", get(feed::of_theme)),
        ("/sitemap.xml", get(sitemap::sitemap)),
        ("/robots.txt", get(sitemap::robots)),
    ];
    let mut routes = Router::new()
        .route(address::HOME, show(home::HomePage::build))
        .route("/data/{file}", get(data::everything))
        .route("/data/{kind}/{file}", get(data::thing))
        .route("/compare/{file}", get(data::comparison))
        .route("/search/{file}", get(data::hits))
        .route("/search/hits.atom", get(search::following::feed))
        .route(address::MAP_FILE, get(picture::map))
        .route(address::GRAPH_FILE, get(picture::network))
        .route(address::BARS_FILE, get(picture::themes))
        .route(address::TIMELINE_FILE, get(picture::programmes));
    for (path, page) in pages {
        routes = routes.route(path, page).route(&format!("{path}/"), get(without_final_slash));
    }
    routes.with_state(explorer).merge(assets::routes())
}

/// The page for a failure, with ways back. It needs no view, so it can be shown when there is none.
pub fn failure_page() -> FailurePage {
    Arc::new(pages::failure::render)
}

/// Leads to the same address without the slash. No open redirect: the routes that lead here begin
/// with a word, so the target is never `//host`.
async fn without_final_slash(OriginalUri(uri): OriginalUri) -> Redirect {
    let path = uri.path().trim_end_matches('/');
    match uri.query() {
        Some(query) => Redirect::permanent(&format!("{path}?{query}")),
        None => Redirect::permanent(path),
    }
}
