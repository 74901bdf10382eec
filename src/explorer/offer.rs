//! In which other forms the content of a page can be had: files, a citation, a GraphQL query.
//!
//! Not here: the making of files and citations (`export`).

use crate::{
    export::Format,
    http::addresses::find_key,
    model::{NodeKey, NodeKind, Word as _},
};

use super::{address, parts::Link};

/// What can be done with a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offer {
    /// Files with the same content.
    pub(crate) downloads: Vec<Link>,
    /// Where it is told how to cite it.
    pub(crate) cite: Option<String>,
    /// The picture of what is around it.
    pub(crate) picture: Option<String>,
    /// The GraphQL query that gives the same.
    pub(crate) query: Option<String>,
}

impl Offer {
    /// The offer of the page with this path.
    pub(crate) fn of_path(path: &str) -> Self {
        match find_key(path) {
            Some(key) => Self::of_thing(&key),
            None => Self { query: query_of_list(path), ..Self::default() },
        }
    }

    /// The offer of a page that shows a table of its own: the files under an address, whose
    /// parameters ask for the same.
    pub(crate) fn of_table(address: &str, file: &str, query: Option<String>) -> Self {
        let (path, parameters) = address.split_once('?').unwrap_or((address, ""));
        let mark = if parameters.is_empty() { "" } else { "?" };
        let link = |format: &Format| {
            let ending = format.ending();
            Link::to(format.label(), format!("{path}/{file}.{ending}{mark}{parameters}"))
        };
        let formats = [Format::Csv, Format::Xlsx, Format::Package];
        Self { downloads: formats.iter().map(link).collect(), query, ..Self::default() }
    }

    /// Whether there is nothing to offer.
    pub(crate) fn is_empty(&self) -> bool {
        self.downloads.is_empty() && self.cite.is_none() && self.query.is_none()
    }

    fn of_thing(key: &NodeKey) -> Self {
        let files = Format::all().filter(|format| !matches!(format, Format::Citation(_)));
        Self {
            downloads: files
                .map(|format| Link::to(format.label(), address::data_of(key, format.ending())))
                .collect(),
            cite: Some(address::cite(key)),
            picture: Some(address::graph_around(key)),
            query: Some(query_of_thing(key)),
        }
    }
}

/// The query for a thing: what its page shows first.
pub(crate) fn query_of_thing(key: &NodeKey) -> String {
    let fields = match key.kind {
        NodeKind::Partnership => {
            "name\n    region { name }\n    population\n    currentStrategy { title edition publishedOn }\n    priorities(first: 100) { totalCount nodes { name exactName role called themes { theme { label } } } }\n    programmes(first: 100) { nodes { name from to } }"
        }
        NodeKind::Strategy => {
            "title\n    kind\n    edition\n    publishedOn\n    partnership { name }\n    lists { role called statedCount complete items { name exactName } }"
        }
        NodeKind::Priority => {
            "name\n    exactName\n    gist\n    role\n    strategy { title }\n    partnership { name }\n    themes { theme { label } primary method }\n    evidence { source { title url } }"
        }
        NodeKind::Theme => {
            "label\n    definition\n    coverage { priority mentioned notFound notAssessed assessed }\n    partnerships(first: 100) { edges { state partnership { name } priorities { name } } }"
        }
        NodeKind::Partner => {
            "name\n    kind\n    partnerships(first: 100) { totalCount edges { role partnership { name } } }\n    programmes(first: 100) { nodes { name } }"
        }
        NodeKind::Programme => {
            "name\n    gist\n    from\n    to\n    partnership { name }\n    partners { name }\n    serves { name }"
        }
        NodeKind::Document => {
            "title\n    url\n    mediaType\n    passages(first: 100) { totalCount nodes { position headings page text themes { theme { label } } } }"
        }
        NodeKind::Framework => "label\n    topics { label themes { relation theme { label } } }",
        NodeKind::Measure | NodeKind::Passage | NodeKind::Topic | NodeKind::Place => {
            return query_of_search(key);
        }
    };
    format!("{{\n  {}(slug: \"{}\") {{\n    {fields}\n  }}\n}}", key.kind.word(), key.slug)
}

/// Things without a field of their own at the root are found by what they belong to.
fn query_of_search(key: &NodeKey) -> String {
    match key.kind {
        NodeKind::Place => format!(
            "{{\n  partnerships(filter: {{ regions: [\"{}\"] }}, first: 50) {{\n    totalCount\n    nodes {{ name currentStrategy {{ title }} }}\n  }}\n}}",
            key.slug
        ),
        kind => format!(
            "{{\n  search(query: \"{}\", filter: {{ kinds: [{}] }}, first: 10) {{\n    nodes {{ title webUrl }}\n  }}\n}}",
            key.slug.replace('-', " "),
            kind.word().to_uppercase()
        ),
    }
}

/// The query for a page that lists things, or for the data set.
fn query_of_list(path: &str) -> Option<String> {
    let body = match path {
        address::PARTNERSHIPS | address::REGIONS => {
            "partnerships(first: 50) {\n    totalCount\n    nodes { name region { name } currentStrategy { title } }\n  }"
        }
        address::THEMES => {
            "themes(first: 100) {\n    nodes { label definition broader { label } coverage { priority assessed } }\n  }"
        }
        address::PARTNERS => "partners(first: 100) {\n    totalCount\n    nodes { name kind }\n  }",
        address::PROGRAMMES => {
            "programmes(first: 100) {\n    totalCount\n    nodes { name partnership { name } }\n  }"
        }
        address::DOCUMENTS => {
            "documents(first: 100) {\n    totalCount\n    nodes { title url }\n  }"
        }
        address::FRAMEWORKS => "frameworks { label topics { label } }",
        address::HOME | address::ABOUT | address::DATA => {
            "dataset { revision partnerships strategies priorities themes partners programmes documents passages licence citation }"
        }
        _ => return None,
    };
    Some(format!("{{\n  {body}\n}}"))
}
