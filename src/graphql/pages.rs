//! The pages on which people try queries: our own console at `/console`, and at `/graphiql` either
//! GraphiQL, if the operator has put its release files there, or the console again.
//!
//! GraphiQL's files are not part of the program; `tools/install-graphiql` fetches them.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path as Segment, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use super::{
    assets,
    examples::{Example, list_examples},
};
use crate::http::Failure;

/// Where GraphiQL is.
const GRAPHIQL: &str = "/graphiql";
/// Where our own console is.
const CONSOLE: &str = "/console";

/// The files of GraphiQL's release, as `tools/install-graphiql` names them.
const GRAPHIQL_FILES: [&str; 4] = [
    "react.production.min.js",
    "react-dom.production.min.js",
    "graphiql.min.js",
    "graphiql.min.css",
];

/// GraphiQL draws its icons and fonts from `data:` addresses inside its style sheet.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The pages, made once.
pub(super) struct Pages {
    console: String,
    graphiql: String,
    folder: Option<PathBuf>,
}

impl Pages {
    /// The pages; `folder` is where GraphiQL's files may be.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        let address = assets::folder();
        let examples = list_of(&list_examples());
        let fill = |template: &str| {
            assets::template(template).replace("{files}", &address).replace("{examples}", &examples)
        };
        Self { console: fill("console.html"), graphiql: fill("graphiql.html"), folder }
    }

    /// GraphiQL if its files are there, else our console.
    pub(super) async fn graphiql(&self) -> Response {
        if !is_installed(self.folder.as_deref()).await {
            return page(&self.console);
        }
        let policy = HeaderValue::from_static(GRAPHIQL_POLICY);
        let mut response = page(&self.graphiql);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        response
    }
}

/// The routes of the pages.
pub(super) fn routes(pages: Arc<Pages>) -> Router {
    let address = assets::folder();
    Router::new()
        .route(CONSOLE, get(console))
        .route(GRAPHIQL, get(graphiql))
        .route("/graphiql/files/{name}", get(graphiql_file))
        .route(
            &format!("{address}/{{name}}"),
            get(async |Segment(name): Segment<String>| assets::serve(&name)),
        )
        .with_state(pages)
}

async fn console(State(pages): State<Arc<Pages>>) -> Response {
    page(&pages.console)
}

async fn graphiql(State(pages): State<Arc<Pages>>) -> Response {
    pages.graphiql().await
}

fn page(html: &str) -> Response {
    let cache = [(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (cache, Html(html.to_owned())).into_response()
}

/// Asked anew each time, so that installing the files needs no restart.
async fn is_installed(folder: Option<&Path>) -> bool {
    let Some(folder) = folder else { return false };
    for name in GRAPHIQL_FILES {
        if !tokio::fs::try_exists(folder.join(name)).await.unwrap_or(false) {
            return false;
        }
    }
    true
}

async fn graphiql_file(
    State(pages): State<Arc<Pages>>,
    Segment(name): Segment<String>,
) -> Response {
    // Only names of this list: nothing else of the disk can be asked for.
    let known = GRAPHIQL_FILES.into_iter().find(|file| **file == name);
    let (Some(name), Some(folder)) = (known, &pages.folder) else {
        return Failure::no_such_page().into_response();
    };
    let Ok(bytes) = tokio::fs::read(folder.join(name)).await else {
        return Failure::no_such_page().into_response();
    };
    let mut headers = HeaderMap::new();
    let media_type = assets::media_type(name).unwrap_or("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    (headers, bytes).into_response()
}

/// The examples as a list that people can read and that scripts take the queries from.
fn list_of(examples: &[Example]) -> String {
    let mut list = String::new();
    for Example { name, title, question, query } in examples {
        // Writing to a text cannot fail.
        let _ = writeln!(
            list,
            "<li><details class=\"example\" id=\"{name}\"><summary>{}</summary><p>{}</p><pre tabindex=\"0\"><code>{}</code></pre></details></li>",
            escape(title),
            escape(question),
            escape(query),
        );
    }
    list
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
