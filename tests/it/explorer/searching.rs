//! Hits kind by kind, and a search that can be followed.

use axum::http::{StatusCode, header};

use super::{Site, crawl::rules, texts};

#[tokio::test]
async fn hits_are_shown_kind_by_kind_and_each_kind_leads_to_all_of_its_own() {
    let site = Site::seed();
    let page = site.page("/search?q=health&group=kind").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let counted = page.select(".choices a[href*='kind=']").length();
    assert_eq!(page.select("section.kind").length(), counted, "each kind that has hits");
    for kind in &page.select("section.kind") {
        assert!((1..=5).contains(&kind.select(".hits > li").length()));
    }
    let all = page.select("section.kind > p > a").first().attr("href").unwrap();
    let narrowed = site.page(&all).await;
    assert!(!narrowed.select("section.kind").exists(), "one kind needs no groups");
    assert!(narrowed.select(".hits > li").length() > 5);
    let mixed = site.page("/search?q=health").await;
    assert!(!mixed.select("section.kind").exists());
}

#[tokio::test]
async fn a_search_has_a_feed_of_its_hits() {
    let site = Site::seed();
    let page = site.page("/search?q=dying&kind=theme").await;
    let feed = page.select("link[type='application/atom+xml'][href^='/search/']").attr("href");
    let answer = site.ask(&feed.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    let entries = answer.html.matches("<entry>").count();
    assert_eq!(entries, page.select(".hits > li").length(), "{}", answer.html);
    assert!(answer.html.contains("https://strategraph.example/themes/end-of-life"));
    let titles = texts(&page, ".hits h3");
    assert!(titles.iter().all(|title| answer.html.contains(title.as_str())), "{titles:?}");
    let hostile = site.ask("/search/hits.atom?q=%3Cscript%3E&kind=theme").await;
    assert!(!hostile.html.contains("<script"), "{}", hostile.html);
    assert_eq!(site.ask("/search/hits.atom").await.status, StatusCode::BAD_REQUEST);
}
