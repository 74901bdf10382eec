//! Quotation check: exact, near with differences marked, absent; over passages; ours and theirs.

use axum::http::StatusCode;
use strategraph::{
    model::{Document, DocumentOrigin, Passage, PassageKind, Record},
    query::{QuotationVerdict, WordDifferenceKind, check_quotation},
};

use super::{Site, crawl::rules, texts, views};

fn put(record: &mut Record, slug: &str, origin: DocumentOrigin, passages: &[&str]) {
    record.put(Document {
        slug: slug.into(),
        partnership: None,
        strategy: None,
        title: format!("The strategy {slug}"),
        origin,
        url: None,
        publisher: None,
        media_type: "application/pdf".into(),
        sha256: "0".repeat(64),
        size_bytes: 0,
        pages: Some(9),
        published: None,
        complete: true,
        source: None,
        first_seen: "2026-11-23T09:00:00Z".into(),
        last_seen: "2026-11-23T09:00:00Z".into(),
        supersedes: None,
        recogniser: "test".into(),
    });
    for (place, text) in passages.iter().enumerate() {
        let position = i64::try_from(place).unwrap() + 1;
        record.put(Passage {
            slug: format!("{slug}.{position}").into(),
            document: slug.into(),
            position,
            kind: PassageKind::Paragraph,
            headings: vec!["Our aims".into()],
            page: Some(position),
            start: 0,
            end: 0,
            text: (*text).into(),
        });
    }
}

fn sample() -> Record {
    let mut record = Record { revision: 7, ..Record::default() };
    put(
        &mut record,
        "a",
        DocumentOrigin::Ingested,
        &[
            "We will give every child the best start in life, whatever it takes.",
            "People’s well‑being comes first: our services will be joined up,",
            "close to home and built around what matters to people.",
            "Nothing here is about anything else at all.",
        ],
    );
    put(&mut record, "b", DocumentOrigin::Digest, &["Partners want care to feel like one team."]);
    record
}

fn verdict(text: &str) -> QuotationVerdict {
    check_quotation(&views::view_of(sample()), text).unwrap().verdict
}

#[test]
fn words_in_their_order_are_exact_whatever_their_typography() {
    for text in [
        "give every child the best start in life",
        "GIVE EVERY CHILD — the “best start” in life",
        "Peoples wellbeing comes first",
        "We will give … the best start […] whatever it takes",
    ] {
        assert_eq!(verdict(text), QuotationVerdict::Exact, "{text}");
    }
}

#[test]
fn a_sentence_that_runs_over_to_the_next_passage_is_found_with_both() {
    let check = check_quotation(
        &views::view_of(sample()),
        "our services will be joined up, close to home and built around what matters",
    )
    .unwrap();
    assert_eq!(check.verdict, QuotationVerdict::Exact);
    let parts: Vec<_> = check.matches[0].parts.iter().map(|it| it.passage.position).collect();
    assert_eq!(parts, [2, 3]);
    let part = &check.matches[0].parts[1];
    let chosen: String =
        part.passage.text.chars().skip(part.start).take(part.end - part.start).collect();
    assert_eq!(chosen, "close to home and built around what matters");
}

#[test]
fn a_near_quotation_has_its_differences_marked() {
    let view = views::view_of(sample());
    let check =
        check_quotation(&view, "we will give each child the very best start in life").unwrap();
    assert_eq!(check.verdict, QuotationVerdict::Near);
    let words = &check.matches[0].words;
    let of = |kind| -> Vec<&str> {
        words.iter().filter(|run| run.kind == kind).map(|run| run.text.as_str()).collect()
    };
    assert_eq!(of(WordDifferenceKind::Removed), ["each", "very"]);
    assert_eq!(of(WordDifferenceKind::Added), ["every"]);
}

#[test]
fn what_nobody_says_is_absent_and_the_same_words_in_another_order_too() {
    for text in ["hospitals should be closed at night", "life in start best the child every give"] {
        assert_eq!(verdict(text), QuotationVerdict::Absent, "{text}");
    }
}

#[test]
fn a_digest_is_told_as_ours() {
    let view = views::view_of(sample());
    let check = check_quotation(&view, "care to feel like one team").unwrap();
    assert!(check.matches[0].paraphrase);
    assert_eq!((check.searched.full_texts, check.searched.digests), (1, 1));
}

#[test]
fn too_little_and_too_much_are_refused_and_the_longest_is_answered() {
    let view = views::view_of(sample());
    for text in ["best start", "…", "", &"word ".repeat(401)] {
        let refused = check_quotation(&view, text).unwrap_err();
        assert_eq!(refused.code(), strategraph::error::Code::BadUserInput, "{text}");
    }
    assert!(check_quotation(&view, &"a b ".repeat(500)).is_ok());
}

#[tokio::test]
async fn the_page_tells_where_with_page_and_differences() {
    let site = Site::of(sample());
    let page = site.page("/quotation?text=we+will+give+each+child+the+best+start+in+life").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(texts(&page, "#verdict-heading"), ["Near"]);
    assert!(page.select("#verdict del").exists() && page.select("#verdict ins").exists());
    let place = &texts(&page, "#verdict .by")[0];
    assert!(place.contains("The strategy a") && place.contains("page 1"), "{place}");
    assert!(page.select("#verdict a[href='/documents/a#passage-1']").exists());
    assert!(page.select("#verdict a[href='/cite/passage/a.1']").exists());
    let ours = site.page("/quotation?text=care+to+feel+like+one+team").await;
    assert_eq!(texts(&ours, "#verdict-heading"), ["Only in our paraphrase"]);
    let form = site.page("/quotation").await;
    assert!(form.select("textarea#text[maxlength='2000']").exists());
    assert_eq!(site.ask("/quotation?text=two+words").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_name_of_a_priority_in_the_source_s_own_words_is_found() {
    let site = Site::seed();
    let text = "/quotation?text=give+children+and+young+people+the+best+start+in+life";
    let page = site.page(text).await;
    assert_eq!(texts(&page, "#verdict-heading"), ["Exact"]);
    assert!(page.select("#verdict ul a[href^='/priorities/kent-and-medway']").exists());
}
