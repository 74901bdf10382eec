//! What the three kinds of users come for, step by step: with scripts and a mouse in a wide
//! window, and by keyboard alone at 320 pixels where no script is loaded.

use serde_json::json;
use thirtyfour::{By, Key, WebElement, error::WebDriverErrorInner, prelude::ElementQueryable as _};

use crate::{
    browser::{Browser, Look, WIDE},
    served::served,
};

/// How a user gets about.
#[derive(Clone, Copy)]
enum Means {
    /// A mouse, and scripts.
    Mouse,
    /// The keyboard alone, no scripts, 320 pixels.
    Keyboard,
}

/// Somebody on the way through the explorer.
struct Walker {
    browser: Browser,
    means: Means,
}

impl Walker {
    async fn start(means: Means) -> Self {
        let browser = Browser::open(true).await;
        match means {
            Means::Mouse => browser.wear(WIDE).await,
            Means::Keyboard => {
                browser.wear(Look { width: 320, ..WIDE }).await;
                // No page has a script in itself (the policy forbids it), so this is all of them.
                browser.devtools("Network.enable", json!({})).await;
                let scripts = json!({ "urls": ["*.js"] });
                browser.devtools("Network.setBlockedURLs", scripts).await;
            }
        }
        browser.visit("/").await;
        Self { browser, means }
    }

    /// Follows the first link that the selector finds, or presses the button.
    async fn follow(&self, selector: &str) {
        match self.means {
            Means::Mouse => self.click(selector).await,
            Means::Keyboard => {
                self.reach(&self.find(selector).await).await;
                self.browser.press(Key::Enter).await;
            }
        }
    }

    /// Clicks the first element that the selector finds; the page that is just being left may have
    /// had one too, and then it is that of the next page.
    async fn click(&self, selector: &str) {
        while let Err(error) = self.find(selector).await.click().await {
            let left = matches!(*error, WebDriverErrorInner::StaleElementReference(_));
            assert!(left, "{selector}: {error}");
        }
    }

    /// Writes into a field and sends the form with the enter key, or with its button where the
    /// field takes several lines.
    async fn fill(&self, selector: &str, text: &str) {
        let element = self.find(selector).await;
        match self.means {
            Means::Mouse => element.click().await.unwrap(),
            Means::Keyboard => self.reach(&element).await,
        }
        element.send_keys(text).await.unwrap();
        if element.tag_name().await.unwrap() == "textarea" {
            self.browser.press(Key::Tab).await;
        }
        self.browser.press(Key::Enter).await;
    }

    /// Presses the tab key until the element has the focus.
    async fn reach(&self, element: &WebElement) {
        let wanted = element.element_id();
        for _ in 0..600 {
            let active = self.browser.driver.active_element().await.unwrap();
            if active.element_id() == wanted {
                return;
            }
            self.browser.press(Key::Tab).await;
        }
        panic!("the tab key does not lead to {}", element.outer_html().await.unwrap());
    }

    /// The first element that the selector finds; waits for the page on the way.
    async fn find(&self, selector: &str) -> WebElement {
        let query = self.browser.driver.query(By::Css(selector.to_owned()));
        query.first().await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    async fn text(&self, selector: &str) -> String {
        self.find(selector).await.text().await.unwrap()
    }

    async fn address(&self) -> String {
        self.browser.driver.current_url().await.unwrap().to_string()
    }

    async fn end(self) {
        assert_eq!(self.browser.complaints().await, Vec::<String>::new());
        self.browser.close().await;
    }
}

/// “Which partnerships prioritise end-of-life care? Quote one, and cite it.”
async fn journalist(means: Means) {
    let walker = Walker::start(means).await;
    walker.fill("#search", "end of life").await;
    walker.follow("main a[href^='/themes/end-of-life']").await;
    let coverage = walker.text("#coverage").await;
    assert!(coverage.contains("Priority") && coverage.contains("of"), "{coverage}");
    walker.follow("#priorities .entries a.name[href^='/priorities/']").await;
    let quoted = walker.text("main h1").await;
    assert!(walker.text("main").await.contains("Source"), "{}", walker.address().await);
    walker.follow("a[href^='/cite/']").await;
    let citation = walker.text("main pre").await;
    assert!(citation.contains(&quoted) && citation.contains("evision"), "{citation}");
    assert!(citation.contains("/priorities/"), "{citation}");
    walker.end().await;
}

/// “Compare my partnership with its closest peers, and export it.”
async fn officer(means: Means) {
    let walker = Walker::start(means).await;
    walker.fill("#search", "Gloucestershire").await;
    walker.follow("main a[href='/partnerships/gloucestershire']").await;
    walker.follow("#peers a[href^='/compare?']").await;
    let columns = walker.browser.driver.find_all(By::Css("#matrix thead th a")).await.unwrap();
    assert_eq!(columns.len(), 4, "{}", walker.address().await);
    let rows = walker.browser.driver.find_all(By::Css("#matrix tbody tr")).await.unwrap().len();
    let file = walker.find("a[href*='/compare/'][href*='.csv']").await;
    let address = file.attr("href").await.unwrap().unwrap();
    let table = served().body(&address);
    // A line for each row of the matrix on the screen, and its heading.
    let lines = table.lines().filter(|line| !line.starts_with('#')).count();
    assert!(lines > rows, "{lines} lines for {rows} rows: {table:.300}");
    assert!(table.contains("Gloucestershire"), "{table:.300}");
    walker.end().await;
}

/// The words of the longest passage of a document, without its number.
const LONGEST_PASSAGE: &str = "[...document.querySelectorAll('.reader .passage > p')]
    .map(it => { const copy = it.cloneNode(true);
        copy.querySelectorAll('.place, .by').forEach(part => part.remove());
        return copy.textContent.trim(); })
    .sort((a, b) => b.length - a.length)[0]";

/// “Find a promise in a document, and check the quotation.”
async fn checker(means: Means) {
    let walker = Walker::start(means).await;
    walker.fill("#search", "smoking").await;
    walker.follow("main a[href^='/documents/']").await;
    walker.find(".reader .passage").await;
    let passage = walker.browser.value(LONGEST_PASSAGE).await;
    let words: Vec<&str> = passage.as_str().unwrap().split_whitespace().take(8).collect();
    let promise = words.join(" ");
    walker.follow("a[href^='/quotation']").await;
    walker.fill("textarea#text", &promise).await;
    // The seed holds digests: their words must never pass for a source's.
    let verdict = walker.text("#verdict").await;
    assert!(verdict.contains("Only in our paraphrase"), "“{promise}”: {verdict}");
    walker.follow("#verdict a[href^='/documents/']").await;
    assert!(walker.text("main .note").await.contains("do not quote them"));
    walker.fill("#find", "best start in life").await;
    walker.follow("main .hits a[href^='/priorities/']").await;
    let promise = walker.text("main h1").await;
    walker.follow("a[href^='/quotation']").await;
    walker.fill("textarea#text", &promise).await;
    let verdict = walker.text("#verdict").await;
    assert!(verdict.contains("Exact"), "“{promise}”: {verdict}");
    assert!(walker.find("#verdict a[href^='/priorities/']").await.is_displayed().await.unwrap());
    walker.end().await;
}

#[tokio::test]
async fn a_journalist_quotes_and_cites_a_priority() {
    journalist(Means::Mouse).await;
}

#[tokio::test]
async fn a_journalist_does_so_by_keyboard_without_scripts_at_320_pixels() {
    journalist(Means::Keyboard).await;
}

#[tokio::test]
async fn an_officer_compares_with_the_closest_peers_and_exports() {
    officer(Means::Mouse).await;
}

#[tokio::test]
async fn an_officer_does_so_by_keyboard_without_scripts_at_320_pixels() {
    officer(Means::Keyboard).await;
}

#[tokio::test]
async fn a_reader_finds_a_promise_and_checks_its_quotation() {
    checker(Means::Mouse).await;
}

#[tokio::test]
async fn a_reader_does_so_by_keyboard_without_scripts_at_320_pixels() {
    checker(Means::Keyboard).await;
}
