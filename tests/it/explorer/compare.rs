//! Partnerships side by side: what the matrix, the form and the changes of editions say.

use axum::http::StatusCode;
use dom_query::Document;

use super::{Site, crawl::rules, texts};

const TWO: &str = "/compare?partnership=lancashire-and-south-cumbria&partnership=south-yorkshire";

#[tokio::test]
async fn without_a_partnership_there_is_a_form_with_all_of_them() {
    let page = Site::seed().page("/compare").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select("form.choose input[name=partnership]").length(), 42);
    assert_eq!(page.select("fieldset").length(), 7);
    assert!(!page.select(".matrix").exists());
    assert!(page.select(".sections a[aria-current][href='/compare']").exists());
}

#[tokio::test]
async fn one_partnership_has_states_in_words_and_nothing_to_share() {
    let page = Site::seed().page("/compare?partnership=south-yorkshire").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select(".matrix tbody tr").length(), 78);
    assert_eq!(page.select(".matrix tbody .cell").length(), 78);
    assert!(!page.select("#shared, #only, #alike").exists());
}

#[tokio::test]
async fn two_partnerships_are_told_with_what_they_share_and_in_whose_words() {
    let site = Site::seed();
    let page = site.page(TWO).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select(".matrix thead th").length(), 5);
    assert_eq!(
        texts(&page, "h1").concat(),
        "Compared: Lancashire and South Cumbria; South Yorkshire",
        "a link to it and a printed page say who is compared"
    );
    assert!(texts(&page, "title").concat().contains("South Yorkshire"));
    assert!(page.select(".jump a").length() >= 5);
    for part in &page.select(".jump a") {
        let place = part.attr("href").unwrap();
        assert!(page.select(&place).exists(), "{place} is not on the page");
    }
    assert!(page.select("#alike tbody tr td:last-child").exists(), "reasons");
    assert!(page.select("#wording details .beside > div").length() >= 2);
    assert_eq!(page.select("form.choose input[checked]").length(), 2, "the form keeps the choice");
    let cells = page.select(".matrix td details");
    let state = cells.iter().find(|cell| cell.select("summary.cell.p").exists()).unwrap();
    assert!(state.select("p a[href^='/priorities/']").exists(), "its wording is in the cell");
    let (path, fragment) = {
        let href = state.select("a.by").attr("href").unwrap().to_string();
        let (path, fragment) = href.split_once('#').unwrap();
        (path.to_owned(), fragment.to_owned())
    };
    let theme = site.page(&path).await;
    let line = theme.select(&format!("[id='{fragment}']"));
    assert_eq!(line.select(".cell").text().trim(), "Priority");
    assert!(line.select(".evidence a[href^='/priorities/']").exists());
}

#[tokio::test]
async fn every_cell_has_a_word_and_what_was_not_assessed_is_in_no_denominator() {
    let answer = Site::seed().ask("/compare?partnership=all&order=agreement").await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = Document::from(answer.html);
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select(".matrix tbody .cell span").length(), 42 * 78);
    assert!(!page.select("#wording").exists(), "too many to stand side by side");
    for row in &page.select(".matrix tbody tr") {
        let cells = texts_of(&row, "td");
        let assessed: usize = cells[0].split(" of ").nth(1).unwrap().parse().unwrap();
        let not_assessed: usize = cells[1].parse().unwrap();
        assert_eq!(assessed + not_assessed, 42, "{cells:?}");
        assert_eq!(row.select(".cell.u").length(), not_assessed);
        assert_eq!(row.select("a.cell").length(), assessed, "each state has its evidence");
    }
}

fn texts_of(row: &dom_query::Selection<'_>, selector: &str) -> Vec<String> {
    row.select(selector).iter().map(|cell| cell.text().trim().to_owned()).collect()
}

#[tokio::test]
async fn a_framework_gives_the_rows_and_its_page_leads_there() {
    let site = Site::seed();
    let framework = site.page("/frameworks/marmot").await;
    let page = site.page("/compare?partnership=south-yorkshire&framework=marmot").await;
    assert!(framework.select("a[href='/compare?partnership=all&framework=marmot']").exists());
    assert_eq!(page.select(".matrix tbody tr").length(), 8);
    assert_eq!(page.select("#framework option[selected]").attr("value").as_deref(), Some("marmot"));
}

#[tokio::test]
async fn a_region_stands_for_its_partnerships() {
    let page = Site::seed().page("/compare?region=london").await;
    assert_eq!(page.select(".matrix thead th").length(), 3 + 5);
    let link = page.select("a[rel=bookmark]").attr("href").unwrap();
    assert_eq!(link.matches("partnership=").count(), 5, "the link names each: {link}");
}

#[tokio::test]
async fn what_cannot_be_compared_is_refused_with_the_nearest() {
    let site = Site::seed();
    for (path, named) in [
        ("/compare?partnership=south-yorkshir", "south-yorkshire"),
        ("/compare?partnership=south-yorkshire&framework=marmo", "marmot"),
        ("/compare?partnership=all&order=sideways", "agreement"),
    ] {
        let answer = site.ask(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        let page = Document::from(answer.html);
        assert!(texts(&page, "main")[0].contains(named), "{path}: {:?}", texts(&page, "main"));
    }
}

#[tokio::test]
async fn an_empty_record_has_nothing_to_choose_from() {
    let page = Site::of(strategraph::model::Record::default()).page("/compare").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(texts(&page, "#choose")[0].contains("No partnership is on record yet"));
}

#[tokio::test]
async fn what_changed_since_the_draft_is_told_word_by_word() {
    let site = Site::seed();
    let partnership = site.page("/partnerships/lancashire-and-south-cumbria").await;
    let current = partnership.select("#strategies li:first-child .name").attr("href").unwrap();
    let strategy = site.page(&current).await;
    let changes = strategy.select("a[href$='/changes']").attr("href").unwrap();
    let page = site.page(&changes).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let told = texts(&page, ".changes .tag");
    for change in ["Merged", "Dropped", "New"] {
        assert!(told.contains(&change.to_owned()), "{told:?}");
    }
    assert!(page.select(".changes ins").exists() && page.select(".changes del").exists());
    assert!(texts(&page, ".changes")[0].contains("the only other item left over"), "doubts");
    let draft = partnership.select("#strategies li:last-child .name").attr("href").unwrap();
    let first = site.ask(&format!("{draft}/changes")).await;
    assert_eq!(first.status, StatusCode::NOT_FOUND, "nothing is before the first edition");
}

#[tokio::test]
async fn any_two_strategies_of_a_partnership_are_compared_side_by_side_or_in_one_text() {
    let site = Site::seed();
    let slug = "lancashire-and-south-cumbria";
    let draft = site.page(&format!("/strategies/{slug}-2022-draft")).await;
    let form = draft.select(&format!("form[action='/strategies/{slug}-2022-draft/changes']"));
    assert!(form.select(&format!("option[value='{slug}-2023']")).exists(), "a later one as well");
    let address = format!("/strategies/{slug}-2022-draft/changes?from={slug}-2023");
    let page = site.page(&address).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert_eq!(page.select(".changes").first().select("thead th").length(), 3);
    let inline = site.page(&format!("{address}&layout=inline")).await;
    assert_eq!(rules(&inline), Vec::<String>::new());
    assert_eq!(inline.select(".changes").first().select("thead th").length(), 2);
    assert!(inline.select(".changes ins").exists() && inline.select(".changes del").exists());
    assert_eq!(inline.select("#layout option[selected]").attr("value").as_deref(), Some("inline"));
    let other =
        site.ask(&format!("/strategies/{slug}-2023/changes?from=kent-and-medway-2024")).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST, "of two partnerships");
}

#[tokio::test]
async fn of_many_partnerships_one_row_is_opened_with_all_its_wording() {
    let site = Site::seed();
    let all = site.page("/compare?partnership=all").await;
    let link = all.select(".matrix tbody th a.row-words").first().attr("href").unwrap();
    let (address, fragment) = link.split_once('#').unwrap();
    assert!(address.contains("partnership=all&open="), "{address}");
    let page = site.page(address).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(page.select(&format!("#{fragment}")).exists());
    assert_eq!(page.select("#wording details[open]").length(), 1);
    let shown = page.select("#wording .beside > div").length();
    let said = page.select(".matrix tbody tr").first();
    assert_eq!(shown, said.select(".cell.p, .cell.m").length(), "each that states or mentions it");
}

#[tokio::test]
async fn a_partnership_names_its_peers_with_reasons_and_compares_itself_with_them() {
    let page = Site::seed().page("/partnerships/lancashire-and-south-cumbria").await;
    assert_eq!(page.select("#peers ol").length(), 2, "by content and by context");
    assert_eq!(page.select("#peers li").length(), 6);
    let reasons = texts(&page, "#peers ol:last-of-type .by");
    assert!(reasons.iter().all(|it| it.contains("region") || it.contains("population")));
    let href = page.select("#peers a[href^='/compare?']").attr("href").unwrap();
    assert_eq!(href.matches("partnership=").count(), 4);
}

#[tokio::test]
async fn the_rule_of_the_four_states_is_told_and_the_api_is_linked() {
    let page = Site::seed().page("/about").await;
    assert_eq!(page.select("#states .cell").length(), 4);
    assert!(texts(&page, "#states")[0].contains("denominator"));
    assert!(texts(&page, "footer a[href='/api']").contains(&"API".to_owned()));
}

#[tokio::test]
async fn a_programme_shows_its_measures_and_a_measure_its_programme() {
    let site = Site::seed();
    let view = super::views::seed_view();
    let measure = strategraph::query::all_rows::<strategraph::model::Measure>(&view)
        .into_iter()
        .find(|row| row.programme.is_some())
        .unwrap();
    let programme = format!("/programmes/{}", measure.programme.as_ref().unwrap());
    let own = format!("/measures/{}", measure.slug);
    assert!(site.page(&own).await.select(&format!("dd a[href='{programme}']")).exists());
    assert!(site.page(&programme).await.select(&format!("#measures a[href='{own}']")).exists());
}

#[tokio::test]
async fn a_partnership_of_a_later_date_has_a_page_and_those_it_replaces_lead_there() {
    let site = Site::seed();
    let page = site.page("/partnerships/thames-valley").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    assert!(page.select("main").text().contains("No strategy of its own is on record"));
    let parts = texts(&page, ".entries > li > a");
    assert!(parts.iter().any(|name| name.contains("Frimley")), "{parts:?}");
    let old = site.page("/partnerships/frimley").await;
    let after = old.select("#successors a[href='/partnerships/thames-valley']");
    assert!(after.exists(), "old slugs keep working and say what replaced them");
    let map = site.ask("/sitemap.xml").await;
    assert!(map.html.contains("/partnerships/thames-valley</loc>"));
}

#[tokio::test]
async fn a_partnership_tells_its_spread_and_what_sets_it_apart() {
    let page = Site::seed().page("/partnerships/south-west-london").await;
    let spread = page.select("#spread").text();
    assert!(spread.contains("items of the leading list are spread over"), "{spread}");
    assert!(page.select("#distinctive").exists());
}

#[tokio::test]
async fn two_complete_lists_have_shares_that_are_said_to_overlap() {
    let two = "/compare?partnership=south-west-london&partnership=north-west-london";
    let page = Site::seed().page(two).await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let verdicts = texts(&page, "#shares tbody td:last-child");
    assert!(verdicts.iter().any(|it| it == "overlap: cannot be told apart"), "{verdicts:?}");
    let refused = Site::seed().page(TWO).await;
    assert!(refused.select("#shares .unknown").text().contains("No shares are told"));
}

#[tokio::test]
async fn a_theme_names_the_themes_that_go_with_it_and_the_counts() {
    let page = Site::seed().page("/themes/best-start-in-life").await;
    let told = page.select("#related li").text();
    assert!(told.contains("times as often as by chance"), "{told}");
}

#[tokio::test]
async fn the_partnerships_of_a_date_can_be_compared_and_the_form_keeps_the_date() {
    let site = Site::seed();
    let page =
        site.page("/compare?partnership=thames-valley&partnership=frimley&as_of=2026-04-01").await;
    assert_eq!(rules(&page), Vec::<String>::new());
    let columns = texts(&page, ".matrix thead th a");
    assert!(columns.contains(&"Thames Valley".to_owned()), "{columns:?}");
    assert_eq!(page.select("#as-of").attr("value").unwrap().to_string(), "2026-04-01");
    let link = page.select("a[rel=bookmark]").attr("href").unwrap().to_string();
    assert!(link.contains("as_of=2026-04-01"), "{link}");
    let wrong = site.ask("/compare?partnership=frimley&as_of=soon").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
