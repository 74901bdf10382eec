//! What the documents point to: links and paths in Markdown must lead somewhere.

/// Folders at the root whose paths documents name in back-ticks.
const ROOTS: &[&str] = &["src", "tests", "benches", "docs", "schema", "seed", ".ci"];

/// Every place that a document points to: targets of relative links, and paths in back-ticks that
/// begin with a folder of the repository. Patterns (`*`, `…`, `<`, `{`) name no one place.
pub(crate) fn places(markdown: &str) -> Vec<String> {
    let markdown = without_blocks(markdown);
    let links = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links = links.filter(|link| !link.contains("://") && !link.starts_with("mailto:"));
    let links = links.map(|link| link.split('#').next().unwrap_or_default().to_owned());
    let quoted = markdown.split('`').skip(1).step_by(2).filter(|text| is_path(text));
    let quoted = quoted.map(str::to_owned);
    links.chain(quoted).filter(|place| !place.is_empty()).collect()
}

fn is_path(text: &str) -> bool {
    let root = text.split('/').next().unwrap_or_default();
    text.contains('/')
        && ROOTS.contains(&root)
        && !text.contains(|c: char| c.is_whitespace() || "*…<{$".contains(c))
}

/// Fenced blocks hold examples, whose paths are the reader's.
fn without_blocks(markdown: &str) -> String {
    let mut fenced = false;
    let kept = markdown.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    kept.collect::<Vec<_>>().join("\n")
}
