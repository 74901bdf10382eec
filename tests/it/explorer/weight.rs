//! How much a reader has to load: the heaviest pages, as they are sent.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt as _;

use super::Site;

/// The most that a page may weigh, compressed, without pictures, in bytes.
const MOST: usize = 100_000;

/// What has the most on it, of each kind of page.
const HEAVIEST: [&str; 12] = [
    "/",
    "/compare?partnership=all",
    "/compare?partnership=all&open=prevention",
    "/compare?region=south-east",
    "/compare?partnership=kent-and-medway&partnership=devon&partnership=gloucestershire&partnership=sussex&partnership=dorset",
    "/search?q=health",
    "/search?q=health&group=kind",
    "/themes/prevention",
    "/partners",
    "/programmes",
    "/data",
    "/graph?who=partners",
];

#[tokio::test]
async fn the_heaviest_pages_weigh_less_than_a_hundred_kilobytes() {
    let site = Site::seed();
    for path in HEAVIEST {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(Body::empty())
            .unwrap();
        let (parts, body) = site.routes.clone().oneshot(request).await.unwrap().into_parts();
        assert_eq!(parts.status, StatusCode::OK, "{path}");
        assert_eq!(parts.headers[header::CONTENT_ENCODING], "gzip", "{path}");
        let sent = to_bytes(body, 64 << 20).await.unwrap().len();
        assert!(sent > 1000 && sent < MOST, "{path} weighs {sent} bytes");
    }
}
