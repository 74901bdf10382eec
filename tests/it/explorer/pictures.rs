//! Pictures: each node a link, the same as a table, the same bytes, and a file of its own.

use axum::http::{StatusCode, header};
use dom_query::Document;
use strategraph::query;

use super::{Site, crawl::rules, texts, views};

#[tokio::test]
async fn the_map_shows_the_chosen_theme_and_the_table_says_the_same() {
    let site = Site::seed();
    for theme in ["best-start-in-life", "end-of-life-and-dying-well"] {
        let page = site.page(&format!("/?theme={theme}")).await;
        assert_eq!(rules(&page), Vec::<String>::new());
        let chosen = page.select("#theme option[selected]").attr("value");
        assert_eq!(chosen.as_deref(), Some(theme));
        for class in ["p", "m", "n", "u"] {
            let drawn = page.select(&format!("svg.map a.place.{class}")).length();
            let listed = page.select(&format!(".same tbody .cell.{class}")).length();
            assert_eq!(drawn, listed, "{theme} {class}");
        }
        assert_eq!(page.select("svg.map a.place").length(), 42);
        assert_eq!(page.select("svg.map[role=img]").length(), 0, "links are inside");
    }
    let answer = site.ask("/?theme=best-start-in-lif").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.html.contains("best-start-in-life"));
}

#[tokio::test]
async fn a_picture_as_a_file_stands_by_itself() {
    let site = Site::seed();
    let page = site.page("/themes/best-start-in-life").await;
    let map = page.select("figure a[download]").attr("href").unwrap().to_string();
    let partnership = site.page("/partnerships/kent-and-medway").await;
    let programmes = partnership.select("#programmes a[download]").attr("href").unwrap();
    let themes = partnership.select("#priorities a[download]").attr("href").unwrap();
    let network = "/pictures/graph.svg?of=theme:best-start-in-life";
    for path in [map.as_str(), &*programmes, &*themes, network] {
        let answer = site.ask(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "image/svg+xml");
        let csp = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(csp.starts_with("default-src 'none'"), "{csp}");
        assert!(answer.html.starts_with("<svg xmlns=") && answer.html.contains("<style>"));
        assert!(answer.html.contains("href=\"https://strategraph.example/"), "{path}");
        assert_eq!(answer.html, site.ask(path).await.html, "the same bytes");
    }
    for picture in ["timeline", "bars"] {
        let nobody = site.ask(&format!("/pictures/{picture}.svg?partnership=nobody")).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(site.ask("/pictures/graph.svg").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_chart_of_themes_says_what_the_table_on_the_page_says() {
    let site = Site::seed();
    let page = site.page("/partnerships/kent-and-medway").await;
    let chart = page.select("#priorities a[download]").attr("href").unwrap();
    let drawn = Document::from(site.ask(&chart).await.html);
    let rows = page.select("table.bars tbody tr").length();
    assert!(rows > 3 && drawn.select("svg.bars a rect").length() == rows);
    let said: Vec<String> = texts(&page, "table.bars td.number");
    assert_eq!(texts(&drawn, "svg.bars a text:last-of-type"), said);
}

#[tokio::test]
async fn a_neighbourhood_is_drawn_listed_and_can_be_walked() {
    let site = Site::seed();
    let page = site.page("/graph?of=theme:best-start-in-life").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let nodes = page.select("svg.network a").length();
    assert!(nodes > 10 && nodes <= 60, "{nodes}");
    assert_eq!(page.select("#things table").first().select("tbody tr").length(), nodes);
    let edges = page.select("svg.network line").length();
    assert_eq!(page.select("#things table").last().select("tbody tr").length(), edges);
    assert!(texts(&page, ".lead")[0].contains("within one step of Best start in life"));
    let next = page.select("svg.network a:not(.centre)").first().attr("href").unwrap();
    let walked = site.page(&next).await;
    assert_eq!(walked.select("svg.network a.centre").attr("href").as_deref(), Some(&*next));
    assert!(page.select("ul.legend.shapes li svg").exists());
}

#[tokio::test]
async fn a_way_between_two_things_is_found_by_their_names() {
    let site = Site::seed();
    let page = site.page("/graph?from=kent+and+medway&to=sussex").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(page.select("svg.network a").length() >= 3);
    assert_eq!(page.select("svg.network a.centre").length(), 2);
    assert!(texts(&page, ".lead")[0].contains("A shortest way has"));
    let answer = site.ask("/graph?of=zzzzqqq").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = site.ask("/graph?of=theme:best-start-in-life&depth=9").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_connects_whom_has_partners_and_partnerships_only() {
    let page = Site::seed().page("/graph?who=partners").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let rows = page.select("#things table").first();
    let kinds: Vec<String> =
        rows.select("td:nth-child(2)").iter().map(|cell| cell.text().to_string()).collect();
    assert!(kinds.len() > 10 && kinds.iter().all(|it| it == "Partner" || it == "Partnership"));
    let connecting = query::connecting_partners(&views::seed_view(), 14);
    let first = &connecting[0].partner.name;
    assert!(
        page.select("svg.network").text().contains(&first.chars().take(20).collect::<String>())
    );
}

#[tokio::test]
async fn names_in_pictures_stay_text() {
    let mut record = strategraph::model::Record::default();
    record.put(strategraph::model::Partner {
        slug: "x".into(),
        name: "<script>alert(1)</script>\"' & \u{1}".into(),
        kind: strategraph::model::PartnerKind::Other,
        aliases: Vec::new(),
        ods_code: None,
        gss_code: None,
        generic: false,
    });
    let site = Site::of(record);
    let answer = site.ask("/graph?of=partner:x").await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = Document::from(answer.html);
    assert_eq!(rules(&page), Vec::<String>::new());
    let file = site.ask("/pictures/graph.svg?of=partner:x").await;
    assert!(!file.html.contains("<script") && !file.html.contains('\u{1}'), "{}", file.html);
}

#[tokio::test]
async fn a_framework_tells_its_gaps_with_denominators_and_a_partnership_its_time_line() {
    let site = Site::seed();
    let page = site.page("/frameworks/marmot").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select("#gaps tbody tr").length(), 8);
    for row in &page.select("#gaps tbody tr") {
        let numbers: Vec<usize> = row
            .select("td")
            .iter()
            .flat_map(|cell| {
                let text = cell.text().to_string();
                text.split(" of ").map(|part| part.parse::<usize>().unwrap()).collect::<Vec<_>>()
            })
            .collect();
        let [priority, assessed, mentioned, not_found, not_assessed] = numbers[..] else {
            panic!()
        };
        assert_eq!(priority + mentioned + not_found, assessed);
        assert_eq!(assessed + not_assessed, 42);
    }
    let partnership = site.page("/partnerships/hampshire-and-isle-of-wight").await;
    assert_eq!(rules(&partnership), Vec::<String>::new());
    assert!(partnership.select("#programmes svg.timeline a").exists());
}

#[tokio::test]
async fn a_page_that_is_not_there_links_to_the_nearest() {
    let answer = Site::seed().ask("/themes/best-start-in-lif").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = Document::from(answer.html);
    assert!(page.select("ul.ways a[href='/themes/best-start-in-life']").exists());
}
