//! How to cite a thing of this record: what it is, whose, in which state of the record, where, and
//! when it was retrieved. `written` has the forms.
//!
//! What is cited is the entry of this record. The source of a claim is named beside it, so that a
//! reader can cite the original as well.

mod written;

use crate::{
    error::{Error, Result},
    model::{Document, DocumentOrigin, NodeKey, PartialDate, Slug, Word as _},
    query::{
        Node, document_of, find_node, find_row, list_of_priority, nearest, partnership_of_priority,
        source_info, strategy_of_priority,
    },
    view::View,
};

pub use written::CitationFormat;

/// What a citation says beyond the thing itself.
#[derive(Clone, Copy)]
pub struct Citing<'site> {
    /// The full address of the page of a thing.
    pub page: &'site dyn Fn(&NodeKey) -> String,
    /// The full address of the service.
    pub home: &'site str,
    /// The state of the record, such as “revision 7” or the name of a release.
    pub state: &'site str,
    /// The day of retrieval, `YYYY-MM-DD`.
    pub retrieved: &'site str,
}

/// A citation of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Unique among citations of this record; letters, digits and hyphens.
    pub key: String,
    /// Who stands as its author: the partnership whose words are recorded, or this project.
    pub author: String,
    /// What it is called.
    pub title: String,
    /// What it is, and of what it is a part.
    pub part: String,
    /// When the thing itself was published, where it was.
    pub issued: Option<PartialDate>,
    /// The state of the record.
    pub state: String,
    /// The address of its page.
    pub url: String,
    /// The day of retrieval, `YYYY-MM-DD`.
    pub retrieved: String,
    /// The first source of the claim, for citing the original.
    pub source: Option<String>,
    /// Whether all data are cited rather than one thing.
    pub dataset: bool,
}

/// This project, as author of what nobody else wrote.
const PROJECT: &str = "Strategraph";

/// The citation of the whole record in this state.
pub fn cite_dataset(citing: &Citing<'_>) -> Citation {
    Citation {
        key: key_of("dataset", citing.state),
        author: PROJECT.to_owned(),
        title: "Strategraph: the open knowledge graph of England’s integrated care strategies"
            .to_owned(),
        part: "data set".to_owned(),
        issued: None,
        state: citing.state.to_owned(),
        url: citing.home.to_owned(),
        retrieved: citing.retrieved.to_owned(),
        source: None,
        dataset: true,
    }
}

/// The citation of a thing.
///
/// # Errors
/// `NOT_FOUND` where there is no such thing.
pub fn cite(view: &View, thing: &NodeKey, citing: &Citing<'_>) -> Result<Citation> {
    let node = find_node(view, thing).ok_or_else(|| no_such(view, thing))?;
    let (author, part, issued, sources) = described(view, &node);
    Ok(Citation {
        key: key_of(&format!("{}-{}", thing.kind.word(), thing.slug), citing.state),
        author: author.unwrap_or_else(|| PROJECT.to_owned()),
        title: title_of(&node),
        part,
        issued,
        state: citing.state.to_owned(),
        url: (citing.page)(thing),
        retrieved: citing.retrieved.to_owned(),
        source: sources.first().and_then(|id| told_source(view, id)),
        dataset: false,
    })
}

/// There is no such thing; the nearest of its kind are named.
fn no_such(view: &View, thing: &NodeKey) -> Error {
    let kind = thing.kind.label().to_lowercase();
    let near = nearest(view, thing.kind, &thing.slug);
    let offer = if near.is_empty() {
        "search for it".to_owned()
    } else {
        format!("did you mean “{}”?", near.join("” or “"))
    };
    Error::not_found(format!("There is no {kind} “{}”; {offer}", thing.slug))
}

/// The state of the record that a view shows, for citing: its revision, or the release with the
/// revision that it names.
pub fn state_of(view: &View) -> String {
    match &view.release {
        Some(release) => format!("release {} (revision {})", release.name, view.revision()),
        None => format!("revision {}", view.revision()),
    }
}

/// The most characters of a passage that stand for its title.
const EXCERPT: usize = 80;

fn title_of(node: &Node) -> String {
    let Node::Passage(passage) = node else { return node.name().to_owned() };
    if passage.text.chars().count() <= EXCERPT {
        return passage.text.clone();
    }
    let cut: String = passage.text.chars().take(EXCERPT).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

type Described = (Option<String>, String, Option<PartialDate>, Vec<Slug>);

/// Author, what it is a part of, when it was published, sources.
fn described(view: &View, node: &Node) -> Described {
    let name =
        |slug: &Slug| find_row::<crate::model::Partnership>(view, slug).map(|it| it.name.clone());
    match node {
        Node::Partnership(_) => {
            (None, "record of an integrated care partnership".into(), None, vec![])
        }
        Node::Strategy(row) => {
            let what =
                format!("{}, {} edition", row.kind.label(), row.edition.label().to_lowercase());
            (name(&row.partnership), what, row.published, vec![row.source.clone()])
        }
        Node::Priority(row) => {
            let strategy = strategy_of_priority(view, row);
            let list = list_of_priority(view, row);
            let role = list.map_or("item", |list| list.role.label()).to_lowercase();
            let of = strategy.as_ref().map_or(String::new(), |it| format!(" of “{}”", it.title));
            let whose = partnership_of_priority(view, row).map(|it| it.name.clone());
            let wording = if row.exact { "" } else { ", worded by Strategraph" };
            let part = format!("in the list “{role}”{of}{wording}");
            (whose, part, strategy.and_then(|it| it.published), row.sources.clone())
        }
        Node::Programme(row) => {
            // When it began is not when something was published.
            let from = row.from.map(|from| format!(", from {from}")).unwrap_or_default();
            (name(&row.partnership), format!("programme{from}"), None, row.sources.clone())
        }
        Node::Measure(row) => {
            let part = format!("measure, stated as “{}”", row.value);
            (name(&row.partnership), part, None, vec![row.source.clone()])
        }
        Node::Document(row) => {
            let Voice { author, issued, .. } = Voice::of(row);
            let part = match row.origin {
                DocumentOrigin::Digest => {
                    "paraphrase (digest) of a source of this title".to_owned()
                }
                DocumentOrigin::Ingested => row.origin.label().to_lowercase(),
            };
            (author, part, issued, row.source.iter().cloned().collect())
        }
        Node::Passage(row) => {
            let document = document_of(view, row);
            let page = row.page.map(|page| format!(", page {page}")).unwrap_or_default();
            let voice = document.as_deref().map(Voice::of).unwrap_or_default();
            let of = document
                .as_ref()
                .map_or(String::new(), |it| format!(" of {}“{}”", voice.whose, it.title));
            let sources = document.as_ref().and_then(|it| it.source.clone());
            let part = format!("passage {}{of}{page}", row.position);
            (voice.author, part, voice.issued, sources.into_iter().collect())
        }
        Node::Theme(_) => (None, "theme of the theme scheme".into(), None, vec![]),
        Node::Partner(_) => (None, "entry in the register of partners".into(), None, vec![]),
        Node::Framework(row) => (Some(row.publisher.clone()), "framework".into(), None, vec![]),
        Node::Topic(row) => {
            (None, format!("topic of the framework “{}”", row.framework), None, vec![])
        }
        Node::Place(_) => (None, "NHS England region".into(), None, vec![]),
    }
}

/// Whose words a document has, and since when. A digest is ours: its source is named, never as the
/// author of words that it did not write.
#[derive(Default)]
struct Voice {
    author: Option<String>,
    /// What stands before the title of a document whose words are not its publisher's.
    whose: &'static str,
    issued: Option<PartialDate>,
}

impl Voice {
    fn of(document: &Document) -> Self {
        match document.origin {
            DocumentOrigin::Digest => {
                Self { author: None, whose: "Strategraph’s paraphrase of ", issued: None }
            }
            DocumentOrigin::Ingested => {
                Self { author: document.publisher.clone(), whose: "", issued: document.published }
            }
        }
    }
}

fn told_source(view: &View, id: &str) -> Option<String> {
    let source = source_info(view, id)?;
    let date = source.published.map(|date| date.to_string());
    let parts = [Some(source.title), source.publisher, date, source.url];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// A key for managers of references.
fn key_of(thing: &str, state: &str) -> String {
    let plain = |text: &str| crate::model::slugify(text);
    format!("strategraph-{}-{}", plain(&thing.replace('.', "-")), plain(state))
}
