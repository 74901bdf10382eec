//! Pages of records that hold nothing, and of records that hold the worst.

use strategraph::model::{
    Confidence, Membership, Partner, PartnerKind, Partnership, Record, Region, Source, SourceKind,
    Speaker,
};

use super::{Site, crawl::rules, summary, texts, views};

const INDEXES: [&str; 20] = [
    "/compare?partnership=all",
    "/search?q=alert&group=kind",
    "/search?q=supercalifragilisticexpialidocious&sort=name",
    "/",
    "/compare",
    "/search",
    "/partnerships",
    "/regions",
    "/regions/london",
    "/themes",
    "/partners",
    "/programmes",
    "/documents",
    "/frameworks",
    "/about",
    "/data",
    "/graph",
    "/style",
    "/graph?who=partners",
    "/quotation?text=to+be+or+not+to+be",
];

#[tokio::test]
async fn an_empty_record_has_pages_that_say_so() {
    let site = Site::of(Record::default());
    for path in INDEXES {
        assert_eq!(rules(&site.page(path).await), Vec::<String>::new(), "{path}");
    }
    assert!(texts(&site.page("/documents").await, "main")[0].contains("No document is held yet"));
    assert!(texts(&site.page("/").await, "main")[0].contains("No partnership is on record yet"));
}

fn bare(slug: &str, name: &str) -> Partnership {
    Partnership {
        slug: slug.into(),
        name: name.into(),
        aliases: Vec::new(),
        system: None,
        region: Region::London,
        board_name: "A board".into(),
        board_ods: None,
        board_codes: Vec::new(),
        population: None,
        population_source: None,
        population_note: None,
        coverage: Confidence::Low,
        notes: None,
    }
}

#[tokio::test]
async fn a_partnership_of_which_nothing_is_known_says_so_everywhere() {
    let mut record = Record::default();
    record.put(bare("bare", "Bare Integrated Care Partnership"));
    let site = Site::of(record);
    let page = site.page("/partnerships/bare").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(summary(&page, "Population"), "not known");
    assert_eq!(summary(&page, "Councils"), "not known");
    assert!(texts(&page, "#priorities")[0].contains("That does not mean that there is none"));
    assert!(texts(&page, "#sources")[0].contains("No source is on record"));
    let text = texts(&page, "main")[0].clone();
    assert!(!text.contains(" – ") && !text.contains(" — "), "no dash stands for unknown: {text}");
    assert!(!site.page("/").await.select(".place").exists(), "without a theme there is no map");
}

/// Names that break pages where they can.
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> & co";
const RIGHT_TO_LEFT: &str = "شراكة الرعاية المتكاملة \u{202e}evil";

fn worst() -> Record {
    let mut record = Record::default();
    let long = "Supercalifragilisticexpialidocious".repeat(30);
    for (slug, name) in [("hostile", HOSTILE), ("rtl", RIGHT_TO_LEFT), ("long", long.as_str())] {
        let mut partnership = bare(slug, name);
        partnership.aliases = vec![HOSTILE.into(), RIGHT_TO_LEFT.into(), long.clone()];
        partnership.notes = Some(HOSTILE.into());
        record.put(partnership);
        record.put(Source {
            id: format!("{slug}.S1").into(),
            partnership: slug.into(),
            key: "S1".into(),
            url: Some("javascript:alert(1)".into()),
            title: HOSTILE.into(),
            publisher: Some(long.clone()),
            kind: SourceKind::WebPage,
            speaker: Speaker::Own,
            published: None,
        });
        record.put(Partner {
            slug: slug.into(),
            name: name.into(),
            kind: PartnerKind::Other,
            aliases: vec![HOSTILE.into()],
            ods_code: None,
            gss_code: None,
            generic: false,
        });
        record.put(Membership {
            id: format!("{slug}.{slug}").into(),
            partnership: slug.into(),
            partner: slug.into(),
            position: 0,
            role: Some(HOSTILE.into()),
            named_as: RIGHT_TO_LEFT.into(),
            sources: vec![format!("{slug}.S1").into()],
        });
    }
    record
}

#[tokio::test]
async fn hostile_names_stay_text() {
    let site = Site::of(worst());
    let things = ["hostile", "rtl", "long"]
        .iter()
        .flat_map(|slug| [format!("/partnerships/{slug}"), format!("/partners/{slug}")]);
    for path in INDEXES.iter().map(|path| (*path).to_owned()).chain(things) {
        let page = site.page(&path).await;
        assert_eq!(rules(&page), Vec::<String>::new(), "{path}");
        assert!(!page.select("[onerror], a[href^='javascript']").exists(), "{path}");
    }
    let page = site.page("/partnerships/hostile").await;
    assert_eq!(texts(&page, "h1"), [HOSTILE]);
    assert_eq!(
        page.select("h1").attr("dir").as_deref(),
        Some("auto"),
        "names bring their direction"
    );
    let asked = site.page("/partners?text=%22%3E%3Cscript%3E").await;
    assert_eq!(rules(&asked), Vec::<String>::new());
    assert_eq!(asked.select("#text").attr("value").as_deref(), Some("\"><script>"));
}

#[tokio::test]
async fn a_long_document_is_shown_whole_so_that_every_passage_can_be_linked() {
    let (mut record, document) = views::with_document("Every passage");
    for position in 1..=1500 {
        let headings: Vec<String> = (0..8).map(|depth| format!("Level {depth}")).collect();
        let headings = &headings[..usize::try_from(position).unwrap() % 9];
        views::put_passage(&mut record, &document, position, headings, "A passage.");
    }
    let page = Site::of(record).page(&format!("/documents/{document}")).await;
    assert_eq!(page.select(".passage").length(), 1500);
    assert!(page.select("#passage-1500").exists());
    assert_eq!(rules(&page), Vec::<String>::new(), "headings deeper than pages have go no deeper");
    assert_eq!(texts(&page, "h1"), ["Every passage"]);
}
