//! How the explorer answers: caching, redirects, failures, assets.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use dom_query::Document;
use strategraph::{http::CONTENT_SECURITY_POLICY, model::Record};

use super::{Site, crawl::rules, texts};

#[tokio::test]
async fn a_page_that_the_reader_has_is_not_sent_again() {
    let site = Site::of(Record::default());
    let first = site.ask("/themes").await;
    let tag = &first.headers[header::ETAG];
    assert_eq!(first.headers[header::CACHE_CONTROL], "public, no-cache");
    assert_eq!(first.headers[header::CONTENT_SECURITY_POLICY], CONTENT_SECURITY_POLICY);
    let request = Request::get("/themes").header(header::IF_NONE_MATCH, tag);
    let second = site.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((second.status, second.html.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let later = Site::of(Record { revision: 8, ..Record::default() });
    let request = Request::get("/themes").header(header::IF_NONE_MATCH, tag);
    assert_eq!(later.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn head_is_answered_without_a_body() {
    let site = Site::of(Record::default());
    let request = Request::builder().method(Method::HEAD).uri("/about").body(Body::empty());
    let answer = site.send(request.unwrap()).await;
    assert_eq!((answer.status, answer.html.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn a_final_slash_leads_to_the_page_without() {
    let site = Site::of(Record::default());
    for (path, to) in [
        ("/themes/", "/themes"),
        ("/partners/x/", "/partners/x"),
        ("/search/?q=a%20b", "/search?q=a%20b"),
    ] {
        let answer = site.ask(path).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(answer.headers[header::LOCATION], to);
    }
    assert_eq!(site.ask("//themes/").await.status, StatusCode::NOT_FOUND, "no open redirect");
}

#[tokio::test]
async fn an_unknown_name_is_answered_with_the_nearest_and_ways_back() {
    let answer = Site::seed().ask("/partnerships/kent").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = Document::from(answer.html);
    assert!(texts(&page, "main")[0].contains("kent-and-medway"));
    assert!(page.select("main a[href='/']").exists());
    assert!(page.select("form[action='/search']").exists());
    assert!(page.select("meta[name=robots][content=noindex]").exists());
    assert_eq!(rules(&page), Vec::<String>::new());
}

#[tokio::test]
async fn what_an_address_cannot_ask_is_refused_with_a_page() {
    let site = Site::of(Record::default());
    for path in ["/partners?after=nonsense", "/documents?after=%FF"] {
        let answer = site.ask(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(rules(&Document::from(answer.html)), Vec::<String>::new());
    }
    let answer = site.ask("/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_the_hash_of_their_bytes() {
    let site = Site::of(Record::default());
    let page = site.page("/").await;
    for selector in ["link[rel=stylesheet]", "link[rel=icon]"] {
        let address = page.select(selector).attr("href").unwrap();
        let answer = site.ask(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    }
    let style = page.select("link[rel=stylesheet]").attr("href").unwrap();
    let name = style.rsplit('/').next().unwrap();
    let other = format!("/assets/0000000000000000/{name}");
    assert_eq!(site.ask(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.ask("/assets/x/..%2Fmod.rs").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_sitemap_has_every_thing_under_its_full_address() {
    let site = Site::seed();
    let map = site.ask("/sitemap.xml").await;
    assert_eq!(map.headers[header::CONTENT_TYPE], "application/xml; charset=utf-8");
    assert!(
        map.html.contains("<loc>https://strategraph.example/partnerships/kent-and-medway</loc>")
    );
    assert!(map.html.matches("/priorities/").count() == 381);
    let robots = site.ask("/robots.txt").await;
    assert!(robots.html.contains("Sitemap: https://strategraph.example/sitemap.xml"));
}
