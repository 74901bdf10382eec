//! What a page offers besides itself: files, citations, the GraphQL query for the same.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use strategraph::{graphql, http::addresses::BaseUrl, model::NodeKey};
use tower::ServiceExt as _;

use super::{Site, crawl::rules, texts, views};

/// One page of each type, and every list.
const PAGES: [&str; 23] = [
    "/",
    "/partnerships",
    "/partnerships/kent-and-medway",
    "/strategies/kent-and-medway-2024",
    "/priorities/kent-and-medway-2024-support-happy-and-healthy-living",
    "/themes",
    "/themes/best-start-in-life",
    "/partners",
    "/partners/kent-county-council",
    "/programmes",
    "/programmes/hampshire-and-isle-of-wight-rebooting-democracy",
    "/documents",
    "/documents/kent-and-medway-s1",
    "/frameworks",
    "/frameworks/marmot",
    "/regions",
    "/regions/london",
    "/about",
    "/data",
    "/compare?partnership=sussex&partnership=kent-and-medway",
    "/compare?region=london&framework=marmot&order=agreement",
    "/search?q=carers",
    "/search?q=%22first%201001%20days%22&region=london&kind=priority",
];

impl Site {
    async fn bytes(&self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (parts, body) = self.routes.clone().oneshot(request).await.unwrap().into_parts();
        (parts.status, parts.headers, to_bytes(body, 64 << 20).await.unwrap().into())
    }
}

/// The paths of seed things that are named above but can be worded otherwise one day.
fn first_of_each() -> Vec<String> {
    let view = views::seed_view();
    let record = &view.record;
    let page =
        |key: String| strategraph::http::addresses::page_path(&key.parse::<NodeKey>().unwrap());
    vec![
        page(format!("strategy:{}", record.strategies.keys().next().unwrap())),
        page(format!("priority:{}", record.priorities.keys().next().unwrap())),
        page(format!("measure:{}", record.measures.keys().next().unwrap())),
        page(format!("document:{}", record.documents.keys().next().unwrap())),
    ]
}

fn pages() -> Vec<String> {
    let named = ["/strategies/", "/priorities/", "/documents/"];
    let kept = PAGES.iter().filter(|path| !named.iter().any(|folder| path.starts_with(folder)));
    kept.map(|path| (*path).to_owned()).chain(first_of_each()).collect()
}

#[tokio::test]
async fn every_file_that_a_page_offers_is_there_and_named() {
    let site = Site::seed();
    let mut asked = 0;
    for path in pages() {
        let page = site.page(&path).await;
        for link in &page.select("#use a[download]") {
            let href = link.attr("href").unwrap().to_string();
            let (status, headers, bytes) = site.bytes(&href).await;
            assert_eq!(status, StatusCode::OK, "{path} offers {href}");
            assert!(!bytes.is_empty(), "{href}");
            let disposition = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(
                disposition.starts_with("attachment; filename=\"strategraph-"),
                "{disposition}"
            );
            asked += 1;
        }
    }
    assert!(asked > 50, "only {asked} files");
}

#[tokio::test]
async fn every_page_has_a_query_that_the_api_answers() {
    let (site, schema) = (Site::seed(), graphql::build_schema());
    let base = Arc::new(BaseUrl::new("https://strategraph.example"));
    for path in pages() {
        let page = site.page(&path).await;
        let query = page.select("#use pre code").text().to_string();
        assert!(query.starts_with('{'), "{path} has no query");
        let reading = graphql::Reading::new(views::seed_view(), base.clone());
        let request = async_graphql::Request::new(query.clone()).data(reading);
        let response = schema.execute(request).await;
        assert!(response.errors.is_empty(), "{path}: {query}\n{:?}", response.errors);
        let link = page.select("#use a[href^='/console#query=']");
        assert!(link.exists(), "{path}");
    }
}

#[tokio::test]
async fn a_comparison_as_csv_is_what_the_page_shows() {
    let site = Site::seed();
    for path in [PAGES[19], PAGES[20]] {
        let page = site.page(path).await;
        let file = page.select("#use a[download]").first().attr("href").unwrap().to_string();
        let (_, _, bytes) = site.bytes(&file).await;
        let mut csv = csv::Reader::from_reader(bytes.as_slice());
        let columns = csv.headers().unwrap().len();
        assert_eq!(columns - 4, page.select(".matrix thead th").length() - 3);
        let lines: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        let rows = page.select(".matrix tbody tr");
        assert_eq!(lines.len(), rows.length());
        for (line, row) in lines.iter().zip(rows.iter()) {
            assert_eq!(line[0], row.select("th").text().trim().to_owned());
            let shown = row.select("td").first().text().to_string();
            assert_eq!(format!("{} of {}", &line[1], &line[2]), shown);
            let states: Vec<String> =
                row.select(".cell span").iter().map(|it| it.text().to_string()).collect();
            assert_eq!(line.iter().skip(4).collect::<Vec<_>>(), states, "{path}");
        }
    }
}

#[tokio::test]
async fn a_citation_page_has_four_forms_with_revision_and_day() {
    let site = Site::seed();
    let partnership = site.page("/partnerships/kent-and-medway").await;
    let cite = partnership.select("#use a[href^='/cite/']").attr("href").unwrap().to_string();
    let page = site.page(&cite).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let forms = texts(&page, "pre code");
    assert_eq!(forms.len(), 4);
    for form in &forms {
        assert!(form.contains("revision 7"), "{form}");
        assert!(
            form.contains("https://strategraph.example/partnerships/kent-and-medway"),
            "{form}"
        );
    }
    assert!(forms[0].contains("retrieved 2026-11-23"), "{}", forms[0]);
    assert!(page.select("meta[name=robots]").exists(), "citations are not indexed");
}

#[tokio::test]
async fn what_cannot_be_had_is_told_with_what_can() {
    let site = Site::seed();
    for (path, told) in [
        ("/data/strategraph.exe", "zip"),
        ("/data/theme/best-start-in-lif.csv", "best-start-in-life"),
        ("/data/thing/x.csv", "partnership"),
        ("/cite/theme/nothing", "search"),
        ("/compare/matrix.csv", "name some"),
        ("/compare/other.csv?partnership=all", "no file"),
    ] {
        let answer = site.ask(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(answer.html.contains(told), "{path}: {}", answer.html);
    }
}

#[tokio::test]
async fn linked_data_stands_in_the_page_and_cannot_end_its_element() {
    let page = Site::seed().page("/themes/best-start-in-life").await;
    let data = page.select("script[type='application/ld+json']").text().to_string();
    let value: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(value["@type"], "skos:Concept");
    assert_eq!(value["@id"], "https://strategraph.example/themes/best-start-in-life");
    let mut record = strategraph::model::Record::default();
    record.put(strategraph::model::Partner {
        slug: "x".into(),
        name: "</script><script>alert(1)</script>".into(),
        kind: strategraph::model::PartnerKind::Other,
        aliases: Vec::new(),
        ods_code: None,
        gss_code: None,
        generic: false,
    });
    let page = Site::of(record).page("/partners/x").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let data = page.select("script[type='application/ld+json']").text().to_string();
    let value: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(value["name"], "</script><script>alert(1)</script>");
}

#[tokio::test]
async fn search_engines_for_data_find_the_data_set_on_the_first_page_and_with_the_downloads() {
    for path in ["/", "/data"] {
        let page = Site::seed().page(path).await;
        let data = page.select("script[type='application/ld+json']").text().to_string();
        let data: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(
            (&data["@type"], &data["@context"]["@vocab"]),
            (&"Dataset".into(), &"https://schema.org/".into())
        );
        assert_eq!(data["distribution"].as_array().unwrap().len(), 3, "{path}");
        assert!(data["license"].as_str().unwrap().contains("creativecommons.org"));
    }
    let about = Site::seed().page("/about").await;
    assert_eq!(about.select("script[type='application/ld+json']").length(), 0);
}
