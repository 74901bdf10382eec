//! The keyboard alone: every stop is seen, is where the reader looks, and the first leads past the
//! navigation.

use serde_json::Value;
use thirtyfour::Key;

use crate::browser::{Browser, Look, WIDE};

/// Pages with every kind of thing that takes the focus.
const PAGES: [&str; 6] = [
    "/",
    "/search?q=end+of+life",
    "/partnerships/kent-and-medway",
    "/themes/end-of-life-and-dying-well",
    "/compare?partnership=kent-and-medway&partnership=gloucestershire",
    "/about",
];

/// What is focused, whether its focus is drawn, and how much of it can be seen. A link in a picture
/// draws its focus on its shape: as a line that links beside it do not have.
const FOCUSED: &str = "new Promise(requestAnimationFrame).then(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const style = getComputedStyle(it), box = it.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2);
    const line = (link) => getComputedStyle(link.querySelector('rect, .node'));
    const beside = it.ownerSVGElement
        && [...it.ownerSVGElement.querySelectorAll('a')].find((other) => other !== it);
    const top = document.elementFromPoint(x, y);
    return {
        name: it.outerHTML.slice(0, 120),
        text: it.textContent.trim(),
        drawn: it.ownerSVGElement ? parseFloat(line(it).strokeWidth) >= 2
            && line(it).stroke !== line(beside).stroke : (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
            || style.boxShadow !== 'none',
        inside: box.bottom > 0 && box.top < innerHeight,
        uncovered: !top || it.contains(top) || top.contains(it),
    };
})";

async fn problems(look: Look) -> Vec<String> {
    let browser = Browser::open(true).await;
    browser.wear(look).await;
    let mut problems = Vec::new();
    for address in PAGES {
        browser.visit(address).await;
        for stop in 1..=40 {
            browser.press(Key::Tab).await;
            let focused = browser.value(FOCUSED).await;
            if focused.is_null() {
                break;
            }
            for what in ["drawn", "inside", "uncovered"] {
                if focused[what] != Value::Bool(true) {
                    problems
                        .push(format!("{address}: stop {stop} is not {what}: {}", focused["name"]));
                }
            }
        }
    }
    browser.close().await;
    problems
}

#[tokio::test]
async fn every_stop_of_the_tab_key_is_seen_in_a_wide_window() {
    let problems = problems(WIDE).await;
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn every_stop_of_the_tab_key_is_seen_at_320_pixels() {
    let problems = problems(Look { width: 320, ..WIDE }).await;
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn the_first_stop_leads_past_the_navigation() {
    let browser = Browser::open(true).await;
    browser.wear(WIDE).await;
    browser.visit("/themes/best-start-in-life").await;
    browser.press(Key::Tab).await;
    browser.press(Key::Enter).await;
    assert_eq!(browser.value("location.hash").await, "#main");
    browser.press(Key::Tab).await;
    let inside = "document.querySelector('main').contains(document.activeElement)";
    assert_eq!(browser.value(inside).await, true);
    browser.close().await;
}
