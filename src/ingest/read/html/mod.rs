//! A web page to blocks: the main content without menus, cookie banners and related links, then
//! its headings, paragraphs, lists, tables and quotations. Decoding the bytes is `charset`.

mod cost;
mod walk;

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;

pub(super) use self::cost::refuse_costly_markup;
use super::{BlockKind, Manuscript, manuscript::clean};

/// What never belongs to a page's content, by what the page itself calls it. Parts of class names
/// are whole words of it (`social-links`, not `social`: pages about social care use that). Not
/// here: `aria-hidden`, for the text of closed accordions carries it.
const FURNITURE: &str = "script, style, noscript, template, svg, iframe, dialog, nav, footer, aside, [hidden], \
    [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=dialog], \
    [role=alertdialog], [id*=cookie], [class*=cookie], [id*=consent-], [class*=consent-], [class*=breadcrumb], \
    [class*=related-], [class~=related], [class*=share-], [class~=share], [class*=social-links], \
    [class*=social-media], [class*=skip-link], [class~=menu], [id=menu], [class*=-menu], [id*=-menu], \
    [class*=navbar], [class~=footer], [id=footer], [class*=-footer], [class*=footer-]";
/// What banners say that ask leave to keep cookies.
const CONSENT: &[&str] = &[
    "use cookies",
    "uses cookies",
    "set cookies",
    "set analytics cookies",
    "additional cookies",
    "essential cookies",
    "accept cookies",
    "cookie settings",
    "cookie preferences",
    "cookies to store",
];

/// Reads a page into blocks. The title becomes the first heading where the content has none.
pub(super) fn read(html: &str, manuscript: &mut Manuscript) {
    let page = Document::from(html);
    // Closed accordions hide their text from view; the extraction would take it for invisible.
    page.select("[aria-hidden]").remove_attr("aria-hidden");
    let heading = first_heading(&page);
    page.select(FURNITURE).remove();
    remove_banners(&page);
    let article = Readability::with_document(page.clone(), None, None);
    let article = article.ok().and_then(|mut reader| reader.parse().ok());
    let whole = main_of(&page);
    let title = heading.clone().or_else(|| article.as_ref().map(|article| clean(&article.title)));
    manuscript.title = title.clone().filter(|title| !title.is_empty());
    let content = article.map(|article| Document::fragment(article.content));
    let content = content.filter(|content| is_long_enough(&content.root(), &whole));
    let content = content.as_ref().map_or(whole, Document::root);
    if !begins_with(&content, title.as_deref()) {
        manuscript.push(BlockKind::Heading(1), title.as_deref().unwrap_or_default());
    }
    walk::read(&content, manuscript);
}

/// Reads a piece of HTML as it stands, without looking for its main content.
pub(super) fn read_fragment(html: &str, manuscript: &mut Manuscript) {
    let fragment = Document::fragment(html);
    fragment.select(FURNITURE).remove();
    walk::read(&fragment.root(), manuscript);
}

/// Removes banners that ask leave to keep cookies, whatever the page calls them: the largest element
/// around such words that is short and holds no title or main part.
fn remove_banners(page: &Document) {
    const MOST: usize = 20;
    const LONGEST: usize = 500;
    const LEVELS: usize = 5;
    let asks = |node: &NodeRef<'_>| {
        let text = node.text().to_lowercase();
        CONSENT.iter().any(|words| text.contains(words))
    };
    let holds_content = |node: &NodeRef<'_>| {
        node.node_name().is_none_or(|name| matches!(&*name, "body" | "main" | "article" | "html"))
            || node.descendants_it().any(|inside| {
                inside.node_name().is_some_and(|name| matches!(&*name, "h1" | "main" | "article"))
            })
    };
    let root = page.root();
    let texts = root.descendants_it().filter(NodeRef::is_text).filter(asks).take(MOST);
    for text in texts.collect::<Vec<_>>() {
        let around = text.ancestors_it(Some(LEVELS));
        let banner =
            around.take_while(|node| !holds_content(node) && length(node) <= LONGEST).last();
        if let Some(banner) = banner {
            banner.remove_from_parent();
        }
    }
}

/// What the page itself calls its main part, else its body.
fn main_of(page: &Document) -> NodeRef<'_> {
    ["main", "[role=main]", "article", "body"]
        .iter()
        .find_map(|part| page.select_single(part).nodes().first().copied())
        .unwrap_or_else(|| page.root())
}

fn first_heading(page: &Document) -> Option<String> {
    Some(clean(&page.select_single("h1").text())).filter(|heading| !heading.is_empty())
}

/// Whether the extracted article holds enough of the page. Extraction looks for running text and
/// drops pages made of cards and short lists: less than half of what the page calls its main
/// part, or less than a third of a whole body, is too little.
fn is_long_enough(article: &NodeRef<'_>, whole: &NodeRef<'_>) -> bool {
    let is_body = whole.node_name().is_none_or(|name| &*name == "body");
    length(article) * (if is_body { 3 } else { 2 }) >= length(whole)
}

/// Letters and digits, so that indentation does not count as content.
fn length(node: &NodeRef<'_>) -> usize {
    node.text().chars().filter(|character| character.is_alphanumeric()).count()
}

/// Whether the content already says the title in its first heading.
fn begins_with(content: &NodeRef<'_>, title: Option<&str>) -> bool {
    let Some(title) = title.filter(|title| !title.is_empty()) else { return true };
    content
        .descendants_it()
        .find(|node| node.node_name().is_some_and(|name| matches!(&*name, "h1" | "h2")))
        .is_some_and(|heading| clean(&heading.text()) == title)
}
