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

#[tokio::test]
async fn every_way_to_ask_that_the_page_shows_finds_something() {
    let site = Site::seed();
    let page = site.page("/search").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(page.select("details.ways[open]").exists(), "before a search it is open");
    let mut shown = 0;
    for example in &page.select("details.ways a") {
        let found = site.page(&example.attr("href").unwrap()).await;
        assert!(found.select(".hits > li").exists(), "{} finds nothing", example.text());
        assert!(!found.select("details.ways[open]").exists(), "beside hits it is folded");
        shown += 1;
    }
    assert!(shown >= 9, "{shown}");
}

#[tokio::test]
async fn an_or_in_small_letters_that_finds_nothing_is_offered_as_either() {
    let site = Site::seed();
    let page = site.page("/search?q=dementia%20or%20cancer").await;
    assert!(texts(&page, "#hits").concat().starts_with("Nothing found"));
    let offered = page.select("a[href*='dementia%20OR%20cancer']");
    let told = offered.first().text();
    let other = site.page(&offered.first().attr("href").unwrap()).await;
    let total = texts(&other, "#hits").concat();
    let count = told.split(' ').next().unwrap();
    assert!(total.contains(&format!("{count} hits")), "{told}: {total}");
}

#[tokio::test]
async fn what_stands_in_quotation_marks_is_not_put_in_others() {
    let site = Site::seed();
    let page = site.page("/search?q=%22end%20of%20life%22").await;
    assert!(texts(&page, "#hits").concat().ends_with("for \"end of life\""));
    assert!(texts(&page, "title").concat().starts_with("Search for \"end of life\""));
    let page = site.page("/search?q=dying").await;
    assert!(texts(&page, "#hits").concat().ends_with("for “dying”"));
}
