//! The explorer: every page and its states, by selector, through the real shell without a socket.

mod compare;
mod crawl;
mod downloads;
mod pages;
mod pictures;
mod protocol;
mod quotation;
mod reading;
mod searching;
mod states;
pub(crate) mod views;
mod weight;

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use dom_query::Document;
use strategraph::{
    explorer::{self, Explorer},
    http::{Authentication, Limits, Readiness, RequestIds, Shell, addresses::BaseUrl},
    model::{ChangeSubject, ChangeWindow, ChangesPart, Record, Release, Revision},
    query::{History, ReadHistory, ReadingHistory},
    view::View,
};
use tokio::sync::watch;
use tower::ServiceExt as _;

/// The explorer on one record.
struct Site {
    routes: Router,
}

/// The history of a record that was never stored.
struct NoHistory;

impl ReadHistory for NoHistory {
    fn find_changes(&self, _: ChangeWindow) -> ReadingHistory<ChangesPart> {
        Box::pin(async { Ok(ChangesPart::default()) })
    }

    fn list_last_revisions(
        &self,
        _: i64,
        _: Vec<ChangeSubject>,
        _: i64,
    ) -> ReadingHistory<Vec<Revision>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn list_revisions(&self, _: i64, _: i64) -> ReadingHistory<Vec<Revision>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn list_releases(&self) -> ReadingHistory<Vec<Release>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn published(&self) -> watch::Receiver<Arc<View>> {
        watch::channel(views::seed_view()).1
    }
}

/// An answer with its page.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

impl Site {
    fn of(record: Record) -> Self {
        Self::showing(views::view_of(record))
    }

    fn seed() -> Self {
        Self::showing(views::seed_view())
    }

    fn showing(view: Arc<View>) -> Self {
        let routes = explorer::routes(Explorer {
            view: Arc::new(move || view.clone()),
            base_url: BaseUrl::new("https://strategraph.example"),
            today: Arc::new(|| "2026-11-23".into()),
            build: "test".into(),
        });
        let routes = routes.layer(Extension(History(Arc::new(NoHistory))));
        let shell = Shell {
            authentication: Authentication::of_nobody(),
            limits: Limits {
                concurrent_requests: 4,
                request_timeout: Duration::from_mins(1),
                body_bytes: 64,
                ..Limits::default()
            },
            request_ids: RequestIds::fixed("made"),
            failure_page: explorer::failure_page(),
            metrics_token: None,
            readiness: Arc::new(Readiness::default),
        };
        Self { routes: shell.around(routes) }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            html: String::from_utf8(bytes.into()).unwrap(),
        }
    }

    async fn ask(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// The page at a path, which must be there.
    async fn page(&self, path: &str) -> Document {
        let answer = self.ask(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.html);
        Document::from(answer.html)
    }
}

/// The texts of all elements that a selector finds, white space made single.
fn texts(page: &Document, selector: &str) -> Vec<String> {
    page.select(selector).iter().map(|element| plain(&element.text())).collect()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row of a summary list with this term.
fn summary(page: &Document, term: &str) -> String {
    page.select("dl.summary > div")
        .iter()
        .find(|row| plain(&row.select("dt").text()) == term)
        .map_or_else(|| panic!("no row “{term}”"), |row| plain(&row.select("dd").text()))
}
