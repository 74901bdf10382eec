//! Every kind of page, in every look: no violation that axe-core finds, nothing to scroll
//! sideways, nothing said on the console, no script needed.

use serde_json::Value;

use crate::{
    addresses::all_addresses,
    browser::{Browser, Look, WIDE, axe},
};

/// All rules of WCAG 2.2 at levels A and AA, and axe-core's best practices.
const RULES: &str = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

/// In forced colours the system chooses the colours and the style's own are what a script reads,
/// so that contrast cannot be audited there; nor need it be.
const FORCED: &str = "{ 'color-contrast': { enabled: false } }";

const NARROW: Look = Look { width: 320, ..WIDE };

/// Looks at every page and gives what is wrong with it.
async fn problems(look: Look, scripts: bool) -> Vec<String> {
    let browser = Browser::open(scripts).await;
    browser.wear(look).await;
    let mut problems = Vec::new();
    for address in all_addresses() {
        browser.visit(&address).await;
        let mut found = faults(&browser, look).await;
        if open_everything(&browser).await {
            found
                .extend(faults(&browser, look).await.into_iter().map(|it| format!("opened: {it}")));
        }
        problems.extend(found.into_iter().map(|problem| format!("{address}: {problem}")));
        for complaint in browser.complaints().await {
            // A page that is not found is told so on the console by the browser itself.
            if !complaint.contains("status of 404") {
                problems.push(format!("{address}: the console says: {complaint}"));
            }
        }
    }
    browser.close().await;
    problems
}

/// What is wrong with the page as it stands.
async fn faults(browser: &Browser, look: Look) -> Vec<String> {
    let mut faults = violations(browser, look).await;
    faults.extend(sideways(browser).await);
    faults
}

/// Opens what can be opened, such as the cells of a comparison, and says whether there was any.
async fn open_everything(browser: &Browser) -> bool {
    let opened = browser
        .value(
            "(() => {
                const closed = document.querySelectorAll('details:not([open])');
                closed.forEach(it => it.open = true);
                return closed.length;
            })()",
        )
        .await;
    opened.as_u64().unwrap() > 0
}

/// What axe-core objects to, each with the first element at fault.
async fn violations(browser: &Browser, look: Look) -> Vec<String> {
    browser.value(&format!("{};0", axe())).await;
    let rules = if look.forced_colours == "active" { FORCED } else { "{}" };
    let found = browser
        .value(&format!(
            "axe.run(document, {{
                runOnly: {RULES}, rules: {rules}, resultTypes: ['violations']
            }}).then(result =>
                result.violations.map(it => it.id + ' (' + it.nodes.length + '): '
                    + it.nodes[0].html.slice(0, 200) + ' ' + it.nodes[0].failureSummary))"
        ))
        .await;
    let Value::Array(found) = found else { panic!("axe-core did not answer: {found}") };
    found.into_iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

/// Whether the page itself scrolls sideways; a region with a table may.
async fn sideways(browser: &Browser) -> Option<String> {
    let width = browser.value("document.documentElement.scrollWidth").await.as_u64().unwrap();
    let window = browser.value("document.documentElement.clientWidth").await.as_u64().unwrap();
    (width > window).then(|| format!("is {width} pixels wide in a window of {window}"))
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[tokio::test]
async fn every_page_is_free_of_violations_in_a_wide_window() {
    assert_none(&problems(WIDE, true).await);
}

#[tokio::test]
async fn every_page_is_free_of_violations_at_320_pixels_without_scripts() {
    assert_none(&problems(NARROW, false).await);
}

#[tokio::test]
async fn every_page_is_free_of_violations_in_dark_colours_at_768_pixels() {
    assert_none(&problems(Look { width: 768, scheme: "dark", ..WIDE }, true).await);
}

#[tokio::test]
async fn every_page_is_free_of_violations_in_forced_colours() {
    let look = Look { forced_colours: "active", ..NARROW };
    assert_none(&problems(look, true).await);
}

/// A picture without words and a table that is too wide.
const BREAK_IT: &str = "
    const wide = document.createElement('p');
    wide.style.width = '900px';
    wide.textContent = 'wide';
    document.body.append(wide, new Image());
    0";

#[tokio::test]
async fn the_audit_itself_finds_what_is_wrong() {
    let browser = Browser::open(true).await;
    browser.wear(NARROW).await;
    browser.visit("/about").await;
    browser.value(BREAK_IT).await;
    let found = violations(&browser, NARROW).await;
    assert!(found.iter().any(|it| it.starts_with("image-alt")), "{found:?}");
    assert!(sideways(&browser).await.is_some());
    browser.close().await;
}
