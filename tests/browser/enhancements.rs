//! What JavaScript adds to pages that work without it, and paper.

use serde_json::json;
use thirtyfour::{By, Key, prelude::ElementQueryable as _};

use crate::{
    browser::{Browser, WIDE},
    served::served,
};

async fn at(address: &str) -> Browser {
    let browser = Browser::open(true).await;
    browser.wear(WIDE).await;
    browser.visit(address).await;
    browser
}

/// The first element that the selector finds; waits for it.
async fn wait_for(browser: &Browser, selector: &str) -> thirtyfour::WebElement {
    let query = browser.driver.query(By::Css(selector.to_owned()));
    query.first().await.unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// Writes into the search box as typing does, and gives the suggestions when they are there. The
/// driver is not asked to type: the browser's own list would lie over the page.
const SUGGESTED: &str = "new Promise((done) => {
    const box = document.querySelector('#search'), list = box.list;
    const told = () => [...list.options].map((option) => option.value);
    new MutationObserver(() => list.options.length && done(told())).observe(list, { childList: true });
    box.value = 'end of';
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
})";

#[tokio::test]
async fn a_search_box_suggests_what_the_record_has() {
    let browser = at("/").await;
    let suggested = browser.value(SUGGESTED).await;
    let texts: Vec<&str> =
        suggested.as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
    assert!(texts.contains(&"End of life and dying well"), "{texts:?}");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn a_choice_beside_the_hits_needs_no_new_page_and_can_be_gone_back_from() {
    let browser = at("/search?q=health").await;
    browser.value("window.stayed = true").await;
    wait_for(&browser, ".choices a").await.click().await.unwrap();
    wait_for(&browser, ".chips a").await;
    assert_eq!(browser.value("window.stayed").await, true, "the page was not loaded anew");
    let search = browser.value("location.search").await;
    assert!(search.as_str().unwrap().contains("kind="), "{search}");
    assert_eq!(browser.value("document.activeElement.id").await, "main");
    browser.driver.back().await.unwrap();
    browser.driver.query(By::Css(".chips")).not_exists().await.unwrap();
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

/// Row and column of the cell in which the focus is.
const PLACE: &str = "(() => {
    const cell = document.activeElement.closest('td, th');
    return [cell.parentElement.rowIndex, cell.cellIndex];
})()";

#[tokio::test]
async fn arrow_keys_walk_through_the_matrix() {
    for chosen in ["partnership=kent-and-medway&partnership=devon", "partnership=all"] {
        let browser = at(&format!("/compare?{chosen}")).await;
        browser.value("document.querySelector('.matrix tbody a').focus()").await;
        assert_eq!(browser.value(PLACE).await, json!([1, 0]));
        browser.press(Key::Right).await;
        let place = browser.value(PLACE).await;
        assert!(place[0] == 1 && place[1].as_u64() > Some(2), "{chosen}: {place}");
        browser.press(Key::Up).await;
        assert_eq!(browser.value(PLACE).await[0], 0, "the heading of the column");
        browser.close().await;
    }
}

#[tokio::test]
async fn a_citation_is_copied_with_a_button() {
    let browser = at("/cite/theme/best-start-in-life").await;
    let permitted = json!({
        "origin": served().origin,
        "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
    });
    browser.devtools("Browser.grantPermissions", permitted).await;
    wait_for(&browser, "pre.copied + p button").await.click().await.unwrap();
    let told = "new Promise((done) => {
        const told = document.querySelector('pre.copied + p [role=status]');
        if (told.textContent) return done(told.textContent);
        new MutationObserver(() => done(told.textContent)).observe(told, { childList: true });
    })";
    assert_eq!(browser.value(told).await, " Copied.");
    let copied = browser.value("navigator.clipboard.readText()").await;
    let shown = browser.value("document.querySelector('pre.copied').textContent").await;
    assert_eq!(copied, shown);
    browser.close().await;
}

/// A page of A4 on its side, less its margins of 1 cm, in CSS pixels.
const SIDEWAYS: u32 = 1047;

#[tokio::test]
async fn a_comparison_of_all_partnerships_fits_the_width_of_a_printed_page() {
    let browser = at("/compare?partnership=all").await;
    let size = json!({ "width": SIDEWAYS, "height": 718, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let right = "document.querySelector('.matrix').getBoundingClientRect().right";
    let right = browser.value(right).await.as_f64().unwrap();
    assert!(right > 500.0 && right <= f64::from(SIDEWAYS), "ends at {right} of {SIDEWAYS} pixels");
    let hidden = "getComputedStyle(document.querySelector('.masthead .find')).display";
    assert_eq!(browser.value(hidden).await, "none", "paper needs no search box");
    browser.close().await;
}
