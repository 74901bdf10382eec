//! Every page that can be reached from the first one, and what must hold on each of them.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use axum::http::StatusCode;
use dom_query::{Document, Selection};

use super::{Site, plain};

/// Addresses that other faces serve.
const OTHERS: [&str; 2] = ["/graphiql", "/console"];
/// Files, citations and pictures: `downloads` and `pictures` ask for them.
const FILES: [&str; 6] = ["/data/", "/cite/", "/compare/", "/search/", "/pictures/", "/graph?of="];

#[tokio::test]
async fn every_link_finds_its_page_and_every_page_keeps_the_rules() {
    let walk = Walk::over(&Site::seed()).await;
    assert!(walk.problems.is_empty(), "{} problems: {:#?}", walk.problems.len(), walk.problems);
    assert!(walk.pages.len() > 1000, "the walk ended after {} pages", walk.pages.len());
}

/// A walk over all pages.
#[derive(Default)]
struct Walk {
    /// The fragments that each page has.
    pages: BTreeMap<String, HashSet<String>>,
    /// Title and the path that has it.
    titles: BTreeMap<String, String>,
    /// Links to fragments: from, to, fragment.
    fragments: BTreeSet<(String, String, String)>,
    problems: Vec<String>,
}

impl Walk {
    pub(super) async fn over(site: &Site) -> Self {
        let mut walk = Self::default();
        let mut waiting = VecDeque::from([("/".to_owned(), String::new())]);
        let mut seen = HashSet::from(["/".to_owned()]);
        while let Some((address, from)) = waiting.pop_front() {
            let answer = site.ask(&address).await;
            if answer.status != StatusCode::OK {
                walk.problems.push(format!("{from} leads to {address}: {}", answer.status));
                continue;
            }
            if address.contains(".atom") {
                // A feed is there, and is no page.
                continue;
            }
            let page = Document::from(answer.html);
            for next in walk.look_at(&address, &page) {
                if seen.insert(next.clone()) {
                    waiting.push_back((next, address.clone()));
                }
            }
        }
        walk.check_fragments();
        walk
    }

    /// Checks a page and gives the pages to which it leads.
    fn look_at(&mut self, address: &str, page: &Document) -> Vec<String> {
        let ids: Vec<String> =
            page.select("[id]").iter().filter_map(|it| attribute(&it, "id")).collect();
        let unique: HashSet<String> = ids.iter().cloned().collect();
        let mut found = rules(page);
        if unique.len() != ids.len() {
            found.push("an id is used twice".into());
        }
        let title = plain(&page.select("title").text());
        let path = address.split('?').next().unwrap_or_default().to_owned();
        if let Some(other) =
            self.titles.insert(title.clone(), path.clone()).filter(|it| *it != path)
        {
            found.push(format!("has the title of {other}: {title}"));
        }
        self.pages.insert(address.to_owned(), unique);
        let next = self.links(address, page, &mut found);
        self.problems.extend(found.into_iter().map(|problem| format!("{address}: {problem}")));
        next
    }

    fn links(&mut self, address: &str, page: &Document, found: &mut Vec<String>) -> Vec<String> {
        let mut next = Vec::new();
        for link in &page.select("a") {
            let Some(href) = attribute(&link, "href") else {
                found.push("a link leads nowhere".into());
                continue;
            };
            if plain(&link.text()).is_empty() {
                found.push(format!("the link to {href} has no text"));
            }
            if href.starts_with("http") {
                let rel = attribute(&link, "rel").unwrap_or_default();
                if !(rel.contains("noopener") && rel.contains("external")) {
                    found.push(format!("{href} is not marked as external"));
                }
            } else if let Some(target) = self.internal(address, &href, found) {
                next.push(target);
            }
        }
        next
    }

    fn internal(&mut self, address: &str, href: &str, found: &mut Vec<String>) -> Option<String> {
        let (target, fragment) = href.split_once('#').map_or((href, None), |(a, b)| (a, Some(b)));
        let path = address.split('?').next().unwrap_or_default();
        let target = match target {
            "" => address.to_owned(),
            "?" => path.to_owned(),
            _ => target.to_owned(),
        };
        if !target.starts_with('/') || target.starts_with("//") {
            found.push(format!("{href} is no address of ours"));
            return None;
        }
        // What a search finds is the matter of the tests of search.
        if OTHERS.contains(&target.as_str())
            || target.starts_with("/search?")
            // The same matrix with the wording of one row, for each row of each comparison.
            || (target.starts_with("/compare?") && target.contains("&open="))
            || FILES.iter().any(|folder| target.starts_with(folder))
        {
            return None;
        }
        if let Some(fragment) = fragment {
            self.fragments.insert((address.into(), target.clone(), fragment.into()));
        }
        Some(target)
    }

    fn check_fragments(&mut self) {
        for (from, to, fragment) in &self.fragments {
            if !self.pages.get(to).is_some_and(|ids| ids.contains(fragment)) {
                self.problems.push(format!("{from} points to {to}#{fragment}, which is not there"));
            }
        }
    }
}

fn attribute(element: &Selection<'_>, name: &str) -> Option<String> {
    element.attr(name).map(|value| value.to_string())
}

/// What is wrong with a page by itself.
pub(super) fn rules(page: &Document) -> Vec<String> {
    let mut problems = Vec::new();
    if page.select("h1").length() != 1 {
        problems.push(format!("{} h1", page.select("h1").length()));
    }
    for forbidden in [
        "style",
        "script:not([type='application/ld+json']):not([src^='/assets/'])",
        "[style]",
        "[onclick]",
        "img",
        "iframe",
    ] {
        if page.select(forbidden).exists() {
            problems.push(format!("has {forbidden}"));
        }
    }
    for needed in ["html[lang=en-GB]", "main#main", "header", "footer", "a.skip[href='#main']"] {
        if page.select(needed).length() != 1 {
            problems.push(format!("has no {needed}"));
        }
    }
    problems.extend(headings(page));
    problems.extend(controls(page));
    for table in &page.select("table") {
        let region = table.parent();
        if region.attr("role").as_deref() != Some("region")
            || region.attr("tabindex").as_deref() != Some("0")
            || region.attr("aria-label").is_none()
            || !table.select("caption").exists()
        {
            problems.push("a table has no region or caption".into());
        }
    }
    problems
}

/// Headings go down by one level at most.
fn headings(page: &Document) -> Option<String> {
    let mut above = 0;
    for heading in &page.select("h1, h2, h3, h4, h5, h6") {
        let name = heading.nodes()[0].node_name()?;
        let level: usize = name[1..].parse().ok()?;
        if plain(&heading.text()).is_empty() {
            return Some(format!("an empty {name}"));
        }
        if level > above + 1 {
            return Some(format!("h{above} is followed by {name} “{}”", plain(&heading.text())));
        }
        above = level;
    }
    None
}

/// Every control has a label, and every reference of a label finds what it names.
fn controls(page: &Document) -> Vec<String> {
    let mut problems = Vec::new();
    for control in &page.select("input:not([type=hidden]), select") {
        let id = attribute(&control, "id").unwrap_or_default();
        if !page.select(&format!("label[for='{id}']")).exists() {
            problems.push(format!("the control “{id}” has no label"));
        }
    }
    for named in &page.select("[aria-labelledby]") {
        let id = attribute(&named, "aria-labelledby").unwrap_or_default();
        if !page.select(&format!("[id='{id}']")).exists() {
            problems.push(format!("the label “{id}” is not there"));
        }
    }
    problems
}
