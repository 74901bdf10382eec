//! What pages say about the seed.

use super::{Site, crawl::rules, summary, texts};

#[tokio::test]
async fn a_draft_and_a_final_strategy_show_their_own_lists() {
    let site = Site::seed();
    let partnership = site.page("/partnerships/lancashire-and-south-cumbria").await;
    assert_eq!(partnership.select("#priorities .priorities > li").length(), 5);
    assert_eq!(
        texts(&partnership, "#strategies .tag"),
        ["Final", "Current", "Consultation"],
        "newest first, and the final one is the current one"
    );
    let draft = partnership.select("#strategies li:last-child .name").attr("href").unwrap();
    let draft = site.page(&draft).await;
    assert_eq!(draft.select(".priorities > li").length(), 6);
    assert!(
        summary(&draft, "Replaced by")
            .contains("Lancashire and South Cumbria Integrated Care Strategy")
    );
    assert_eq!(summary(&draft, "Replaces"), "no earlier edition of this kind is on record");
}

#[tokio::test]
async fn a_partnership_says_who_it_is_and_what_is_not_known() {
    let page = Site::seed().page("/partnerships/hampshire-and-isle-of-wight").await;
    assert_eq!(summary(&page, "Other names"), "none known");
    assert!(summary(&page, "Board").contains("ODS code QRL"));
    assert!(summary(&page, "Councils").contains("Hampshire County Council (in part)"));
    assert!(summary(&page, "Population").starts_with("1,800,000"));
    let told = texts(&page, "#priorities .told").join(" ");
    assert!(
        told.contains("The source says there are 5; 1 item found; the list is not complete"),
        "{told}"
    );
    let police = texts(&page, "#partners li").into_iter().find(|it| it.starts_with("Police"));
    assert!(police.unwrap().contains("a kind of partner"));
    assert!(texts(&page, "#measures td").contains(&"81 / 17,000".to_owned()));
    assert!(texts(&page, "#who .tag").contains(&"Approved".to_owned()));
}

#[tokio::test]
async fn every_claim_of_a_partnership_points_to_its_source() {
    let page = Site::seed().page("/partnerships/south-yorkshire").await;
    let ambitions = page.select("#priorities section.list").first();
    assert_eq!(ambitions.select(".priorities > li").length(), 5);
    for item in &page.select("#priorities .priorities > li, #programmes li") {
        let cite = item.select("a.cite").attr("href").unwrap();
        let entry = page.select(&format!("[id='{}']", &cite[1..]));
        assert!(
            entry.select("a[rel~=noopener]").exists() || entry.text().contains("no address known")
        );
    }
}

#[tokio::test]
async fn a_programme_has_dates_partners_and_what_it_serves() {
    let page =
        Site::seed().page("/programmes/hampshire-and-isle-of-wight-rebooting-democracy").await;
    assert_eq!(summary(&page, "Dates"), "February 2024 to November 2024");
    assert_eq!(page.select("time").attr("datetime").as_deref(), Some("2024-02"));
    assert!(texts(&page, "main li").contains(&"University of Southampton".to_owned()));
    assert!(page.select("main a[href^='/priorities/hampshire']").exists());
}

#[tokio::test]
async fn a_priority_tells_its_place_its_wording_and_its_themes() {
    let site = Site::seed();
    let partnership = site.page("/partnerships/hampshire-and-isle-of-wight").await;
    let links = partnership.select("#priorities ol.priorities .name");
    let second = links.iter().nth(1).unwrap().attr("href").unwrap();
    let page = site.page(&second).await;
    assert!(summary(&page, "Place").starts_with("2 of 4 in the list Delivery aims"));
    assert!(summary(&page, "Wording").starts_with("The source’s own, exactly."));
    assert_eq!(summary(&page, "Part of"), "Children and young people");
    assert_eq!(texts(&page, "dl .themes .primary"), ["Mental health"]);
    assert!(!page.select("dl .badge").exists(), "what a curator wrote has no badge");
    assert_eq!(page.select(".pager a").length(), 2);
}

#[tokio::test]
async fn a_theme_counts_with_its_denominator_and_names_its_sources() {
    let page = Site::seed().page("/themes/end-of-life-and-dying-well").await;
    let told = summary(&page, "Who has it");
    assert!(told.contains(" assessed make it a priority, ") && told.contains(" not assessed"));
    let count = |state: &str| page.select(&format!("#coverage tbody .cell.{state}")).length();
    let assessed = count("p") + count("m") + count("n");
    assert!(told.starts_with(&format!("{} of {assessed} assessed", count("p"))), "{told}");
    assert!(told.contains(&format!("; {} not assessed", count("u"))), "{told}");
    assert_eq!(page.select("#coverage tbody tr").length(), 42);
    assert!(page.select("#coverage tr:first-child .evidence a[href^='/priorities/']").exists());
    for (state, said) in [(".n", "Looked in "), (".u", "record")] {
        for row in page.select("#coverage tbody tr").iter().filter(|row| row.select(state).exists())
        {
            assert!(row.select(".evidence").text().contains(said), "{}", row.text());
        }
    }
    assert_eq!(texts(&page, ".group h3 > a").len(), 4);
    for item in &page.select(".group li") {
        assert!(item.select("a[rel~=external]").exists(), "{}", item.text());
        assert!(item.select(".tag").exists(), "its edition is told");
    }
}

#[tokio::test]
async fn passages_have_the_words_marked_and_say_that_nobody_confirmed_them() {
    let site = Site::seed();
    let theme = site.page("/themes/mental-health").await;
    let passage = theme.select("#passages li").first();
    assert!(passage.select("mark").exists());
    let marked = texts(&theme, "#passages mark").join("; ").to_lowercase();
    assert!(marked.contains("mental health"), "{marked}");
    assert!(passage.text().contains("found by phrase, not confirmed"));
    assert!(passage.text().contains("digest: our paraphrase"));
    let more = theme.select("#passages [rel=next]").attr("href").unwrap();
    let next = site.page(more.split('#').next().unwrap()).await;
    assert_ne!(texts(&next, "#passages blockquote"), texts(&theme, "#passages blockquote"));
    assert!(next.select("link[rel=canonical][href$='/themes/mental-health']").exists());
}

#[tokio::test]
async fn a_digest_says_that_it_is_one_and_leads_to_the_original() {
    let site = Site::seed();
    let page = site.page("/documents/hampshire-and-isle-of-wight-s2").await;
    assert!(texts(&page, ".note")[0].starts_with("Digest: our paraphrase."));
    assert!(page.select(".note a[rel~=external]").exists());
    assert_eq!(texts(&page, ".reader h2")[0], "The Integrated Care Strategy");
    assert!(texts(&page, "#passage-3 mark").contains(&"best start in life".to_owned()));
    assert_eq!(page.select("#passage-3 .margin .badge.proposed").length(), 1);
    let only = site.page("/documents/hampshire-and-isle-of-wight-s2?theme=mental-health").await;
    assert!(!only.select("#passage-3 mark").exists());
    assert!(only.select("#passage-4 mark").exists());
}

#[tokio::test]
async fn the_first_page_answers_questions_and_says_what_is_missing() {
    let page = Site::seed().page("/").await;
    let answers = texts(&page, ".questions .answer");
    assert!(answers[0].contains(" assessed make it a priority"));
    assert!(!answers.join(" ").contains("of 42"), "what was not assessed is in no denominator");
    assert!(answers.contains(&"6 priorities in the draft, 5 in the final".to_owned()));
    assert_eq!(page.select("svg.map a.place").length(), 42);
    let numbers = texts(&page, ".held dd");
    assert_eq!(numbers[..4], ["42", "84", "381", "78"]);
    assert!(texts(&page, "main")[0].contains("of them we saw the whole list"));
}

#[tokio::test]
async fn lists_can_be_narrowed_by_their_forms() {
    let site = Site::seed();
    let london = site.page("/partnerships?region=london").await;
    assert_eq!(london.select("tbody tr").length(), 5);
    assert_eq!(london.select("option[selected]").attr("value").as_deref(), Some("london"));
    let kinds = site.page("/partners?kind=police&only=kinds").await;
    assert!(kinds.select(".counted li").iter().all(|row| row.text().contains("a kind of partner")));
    let text = site.page("/programmes?text=1001").await;
    assert!(texts(&text, ".name").iter().any(|name| name.contains("1001 Days")));
    let none = site.page("/partners?text=zzzz").await;
    assert!(none.select(".note a[href='/partners']").exists(), "a way back");
}

#[tokio::test]
async fn a_framework_leads_from_topics_to_themes() {
    let page = Site::seed().page("/frameworks/marmot").await;
    assert_eq!(page.select(".group").length(), 8);
    assert!(page.select("#topic-best-start a[href='/themes/best-start-in-life']").exists());
    assert_eq!(texts(&page, "#topic-best-start .tag"), ["Exact match"]);
}

#[tokio::test]
async fn a_search_shows_why_each_hit_is_one_and_how_to_narrow_it() {
    let site = Site::seed();
    let page = site.page("/search?q=first+1001+days").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(texts(&page, ".hits h3")[0], "First 1001 Days programme");
    assert!(page.select(".hits li:first-child mark").exists());
    assert_eq!(page.select("input#find").attr("value").as_deref(), Some("first 1001 days"));
    let total: usize =
        texts(&page, "#hits")[0].split(' ').find_map(|word| word.parse().ok()).unwrap();
    let kinds = texts(&page, ".choices ul:first-of-type .count");
    assert!(kinds.len() > 1 && total > 1, "{kinds:?} {total}");
    let first = page.select(".choices a").attr("href").unwrap();
    let narrowed = site.page(&first).await;
    assert_eq!(narrowed.select(".choices [aria-current]").length(), 1);
    let back = narrowed.select(".chips a").attr("href").unwrap();
    assert_eq!(texts(&site.page(&back).await, "#hits"), texts(&page, "#hits"));
}

#[tokio::test]
async fn a_search_without_hits_helps() {
    let site = Site::seed();
    let page = site.page("/search?q=zzzzqqqq&kind=theme").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(texts(&page, "#hits")[0].starts_with("Nothing found for"));
    assert!(page.select("main a[href='/search?q=zzzzqqqq']").exists(), "look everywhere");
    let spelt = site.page("/search?q=helthwatch").await;
    assert!(texts(&spelt, "main a").iter().any(|link| link.to_lowercase().contains("healthwatch")));
}

#[tokio::test]
async fn every_hit_of_a_search_is_reached_page_by_page() {
    let site = Site::seed();
    let (mut address, mut seen) = ("/search?q=health&kind=theme".to_owned(), Vec::new());
    loop {
        let page = site.page(&address).await;
        seen.extend(texts(&page, ".hits h3"));
        match page.select("[rel=next]").attr("href") {
            Some(next) => address = next.to_string(),
            None => break,
        }
    }
    let unique: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(unique.len(), seen.len());
    assert!(seen.len() > 20, "more than one page: {}", seen.len());
}

#[tokio::test]
async fn a_search_can_stay_in_one_partnership_or_one_document() {
    let site = Site::seed();
    for path in ["/partnerships/south-yorkshire", "/documents/hampshire-and-isle-of-wight-s2"] {
        let form = site.page(path).await;
        let scope = form.select("form.within input[type=hidden]");
        let (name, value) = (scope.attr("name").unwrap(), scope.attr("value").unwrap());
        let page = site.page(&format!("/search?q=children&{name}={value}")).await;
        assert_eq!(page.select(".chips li").length(), 1, "the scope is shown");
        assert!(page.select(".hits li").exists(), "{path}");
        let kept = page.select(&format!("main form input[type=hidden][name={name}]")).attr("value");
        assert_eq!(kept, Some(value), "the form keeps the scope");
    }
}

#[tokio::test]
async fn what_a_partnership_is_about_is_a_chart_that_is_a_table() {
    let page = Site::seed().page("/partnerships/lancashire-and-south-cumbria").await;
    let rows = texts(&page, ".bars tbody tr");
    assert!(rows[0].starts_with("Life course") && rows[0].ends_with("4 of 5"), "{rows:?}");
    assert_eq!(page.select(".bars rect").attr("width").as_deref(), Some("80"));
}

#[tokio::test]
async fn a_region_leads_to_its_comparison_and_to_its_priorities() {
    let site = Site::seed();
    let page = site.page("/regions/north-west").await;
    assert!(!texts(&page, "thead th").contains(&"Region".to_owned()), "it says nothing here");
    let compared = page.select("main a[href^='/compare']").first().attr("href").unwrap();
    assert!(texts(&site.page(&compared).await, "h1").concat().contains("Greater Manchester"));
    let listed = page.select("main a[href^='/search']").first().attr("href").unwrap();
    assert!(site.page(&listed).await.select(".hits > li").exists());
}

#[tokio::test]
async fn a_list_with_the_stated_count_that_was_not_seen_whole_does_not_contradict_itself() {
    let site = Site::seed();
    let page = site.page("/partnerships/lancashire-and-south-cumbria").await;
    let told = texts(&page, "#priorities .told").join(" ");
    assert!(told.contains("5 items found, as many as the source says there are"), "{told}");
    let page = site.page("/partnerships").await;
    let row = |name: &str| {
        let rows = texts(&page, "tbody tr");
        rows.into_iter().find(|row| row.starts_with(name)).unwrap()
    };
    assert!(row("Lancashire").contains("5 of 5 list not seen whole"), "{}", row("Lancashire"));
    assert!(row("Black Country").ends_with("all 4"), "{}", row("Black Country"));
    assert!(row("Cambridgeshire").ends_with("3 of 4"), "{}", row("Cambridgeshire"));
}
