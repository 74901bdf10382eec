//! The reader of documents: following one theme, and citing what is read.

use super::{Site, crawl::rules, texts, views};

const THEME: &str = "self-care-and-empowerment";

#[tokio::test]
async fn a_theme_is_followed_from_mention_to_mention() {
    let site = Site::seed();
    let page = site.page("/documents/kent-and-medway-s1").await;
    let follow = page.select(&format!(".outline a[href$='?theme={THEME}']")).attr("href").unwrap();
    let page = site.page(&follow).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let mentions = page
        .select(".passage")
        .iter()
        .filter(|passage| passage.select(&format!(".margin a[href='/themes/{THEME}']")).exists());
    let mentions: Vec<String> =
        mentions.map(|passage| passage.attr("id").unwrap().to_string()).collect();
    assert!(mentions.len() > 1, "{mentions:?}");
    let first = page.select(&format!(".note a[href='#{}']", mentions[0]));
    assert!(first.exists(), "{:?}", texts(&page, ".note"));
    for pair in mentions.windows(2) {
        let next = page.select(&format!("#{} .mention-ways a[href='#{}']", pair[0], pair[1]));
        let back = page.select(&format!("#{} .mention-ways a[href='#{}']", pair[1], pair[0]));
        assert!(next.exists() && back.exists(), "{pair:?}");
    }
    assert_eq!(page.select(".mention-ways").length(), mentions.len(), "nowhere else");
}

#[tokio::test]
async fn each_passage_leads_to_its_citation() {
    let site = Site::seed();
    let page = site.page("/documents/kent-and-medway-s1").await;
    let passages = page.select(".passage").length();
    assert_eq!(page.select(".passage .cite-it").length(), passages);
    let address = page.select(".passage .cite-it").first().attr("href").unwrap();
    let cited = site.page(&address).await;
    assert!(texts(&cited, "main pre")[0].contains("#passage-1"), "{:?}", texts(&cited, "main pre"));
    let (record, document) = views::with_document("Without passages");
    let empty = Site::of(record).page(&format!("/documents/{document}")).await;
    assert!(!empty.select(".cite-it").exists());
}
