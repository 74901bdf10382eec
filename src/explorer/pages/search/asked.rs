//! What a search is asked for: the address as a question, and the addresses of questions near it.

use serde::Deserialize;

use crate::{
    error::{Error, Result},
    explorer::address::{self, Address},
    model::{EditionPolicy, NodeKind, Region, Word},
    query::{Dimension, FacetRequest, SearchFilter, SearchQuestion, SearchSort},
};

/// Hits on one page.
const SHOWN: i32 = 20;
/// The orders of hits: word in the address, label, meaning.
pub(super) const SORTS: [(&str, &str, SearchSort); 3] = [
    ("", "Best match", SearchSort::Relevance),
    ("newest", "Newest first", SearchSort::Newest),
    ("name", "Name", SearchSort::Name),
];
/// What is counted beside the hits. The choice in a dimension does not narrow its own counts, so
/// that the other choices stay to be seen.
pub(super) const DIMENSIONS: [Dimension; 4] =
    [Dimension::Kinds, Dimension::Regions, Dimension::Themes, Dimension::Partnerships];

/// What is searched for, as it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) q: String,
    pub(super) kind: String,
    pub(super) region: String,
    pub(super) theme: String,
    pub(super) partnership: String,
    pub(super) document: String,
    /// A policy, such as `current`.
    pub(super) editions: String,
    /// Anything: only the words as written.
    pub(super) exact: String,
    pub(super) sort: String,
    /// `kind` to show the hits kind by kind.
    pub(super) group: String,
    after: Option<String>,
}

/// A condition that narrows the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope<'asked> {
    /// Its name in the address.
    pub(super) name: &'static str,
    /// What it is called.
    pub(super) called: &'static str,
    /// Its value.
    pub(super) value: &'asked str,
}

impl Asked {
    /// Whether nothing is asked, not even a list of everything of a kind.
    pub(super) fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.scopes().next().is_none()
    }

    /// The question that the address asks.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a word that its vocabulary does not have.
    pub(super) fn question(&self) -> Result<SearchQuestion> {
        let sort = SORTS.iter().find(|(value, ..)| *value == self.sort);
        Ok(SearchQuestion {
            text: self.q.clone(),
            filter: SearchFilter {
                kinds: word::<NodeKind>(&self.kind)?.map(|kind| vec![kind]),
                regions: word::<Region>(&self.region)?.map(|region| vec![region]),
                themes: slug(&self.theme),
                partnerships: slug(&self.partnership),
                documents: slug(&self.document),
                editions: word::<EditionPolicy>(&self.editions)?,
                ..SearchFilter::default()
            },
            sort: sort.map_or(SearchSort::Relevance, |(_, _, sort)| *sort),
            exact: !self.exact.is_empty(),
            facets: DIMENSIONS.map(|dimension| FacetRequest { dimension, lifted: true }).to_vec(),
            first: Some(SHOWN),
            after: self.after.clone(),
            ..SearchQuestion::default()
        })
    }

    /// The GraphQL query for the same.
    pub(super) fn query(&self) -> String {
        let list =
            |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}: [{value:?}]"));
        let kind = |value: &str| format!("kinds: [{}]", value.to_uppercase());
        let conditions: Vec<String> = [
            Some(self.kind.as_str()).filter(|word| !word.is_empty()).map(kind),
            list("regions", &self.region),
            list("themes", &self.theme),
            list("partnerships", &self.partnership),
            list("documents", &self.document),
            Some(self.editions.to_uppercase())
                .filter(|policy| !policy.is_empty())
                .map(|policy| format!("editions: {policy}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let filter = match conditions.join(", ") {
            none if none.is_empty() => none,
            some => format!(", filter: {{ {some} }}"),
        };
        let exact = if self.exact.is_empty() { "" } else { ", exact: true" };
        let sort = SORTS.iter().find(|(word, ..)| *word == self.sort && !word.is_empty());
        let sort = sort.map(|(word, ..)| format!(", sort: {}", word.to_uppercase()));
        let sort = sort.unwrap_or_default();
        // JSON and GraphQL write strings the same way.
        let text = serde_json::Value::from(self.q.trim()).to_string();
        format!(
            "{{\n  search(query: {text}{filter}{exact}{sort}, first: {SHOWN}) {{\n    totalCount\n    nodes {{\n      kind\n      title\n      score\n      partnership {{ name }}\n      highlights {{ text ranges {{ start end }} }}\n      webUrl\n    }}\n  }}\n}}"
        )
    }

    /// The conditions that narrow it.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope<'_>> {
        [
            ("kind", "Kind", &self.kind),
            ("region", "Region", &self.region),
            ("theme", "Theme", &self.theme),
            ("partnership", "Partnership", &self.partnership),
            ("document", "Document", &self.document),
            ("editions", "Editions", &self.editions),
        ]
        .into_iter()
        .filter(|(_, _, value)| !value.is_empty())
        .map(|(name, called, value)| Scope { name, called, value })
    }

    /// The address of the first page of this search.
    pub(super) fn address(&self) -> Address {
        let start = Address::of(address::SEARCH).with("q", &self.q);
        let narrowed =
            self.scopes().fold(start, |address, scope| address.with(scope.name, scope.value));
        narrowed.with("exact", &self.exact).with("sort", &self.sort).with("group", &self.group)
    }

    /// Whether the hits are shown kind by kind: asked for, and not narrowed to one kind.
    pub(super) fn is_grouped(&self) -> bool {
        self.group == "kind" && self.kind.is_empty() && self.after.is_none()
    }

    /// The address of the feed of its hits.
    pub(super) fn feed(&self) -> String {
        let address = self.address().finish();
        address.replacen(address::SEARCH, &format!("{}/{}", address::SEARCH, super::FEED), 1)
    }

    /// The same search for another text.
    pub(super) fn asking(&self, text: &str) -> Self {
        Self { q: text.to_owned(), after: None, ..self.clone() }
    }

    /// The same search without anything added to its words.
    pub(super) fn as_written(&self) -> Self {
        Self { exact: "1".into(), after: None, ..self.clone() }
    }

    /// The same search with another value of one condition; an empty value drops it.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut other = Self { after: None, ..self.clone() };
        let field = match name {
            "kind" => &mut other.kind,
            "region" => &mut other.region,
            "theme" => &mut other.theme,
            "partnership" => &mut other.partnership,
            "document" => &mut other.document,
            _ => &mut other.editions,
        };
        value.clone_into(field);
        other
    }
}

/// A word of a vocabulary; an empty one asks for nothing.
pub(in crate::explorer::pages) fn word<W: Word>(text: &str) -> Result<Option<W>> {
    if text.is_empty() {
        return Ok(None);
    }
    W::from_word(text).map(Some).map_err(|unknown| Error::bad_user_input(unknown.to_string()))
}

fn slug(text: &str) -> Option<Vec<String>> {
    (!text.is_empty()).then(|| vec![text.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_can_be_added_and_dropped() {
        let asked = Asked { q: "first 1001".into(), kind: "priority".into(), ..Asked::default() };
        let london = asked.with("region", "london");
        assert_eq!(london.address().finish(), "/search?q=first%201001&kind=priority&region=london");
        assert_eq!(
            london.with("kind", "").address().finish(),
            "/search?q=first%201001&region=london"
        );
    }

    #[test]
    fn the_query_for_programs_asks_all_that_the_page_asks() {
        let asked = Asked {
            q: "carers".into(),
            document: "kent-s1".into(),
            editions: "drafts_only".into(),
            exact: "1".into(),
            sort: "newest".into(),
            ..Asked::default()
        };
        let conditions = "search(query: \"carers\", filter: { documents: [\"kent-s1\"], editions: DRAFTS_ONLY }, exact: true, sort: NEWEST, first: 20)";
        assert!(asked.query().contains(conditions), "{}", asked.query());
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_known_ones() {
        let asked = Asked { kind: "thing".into(), ..Asked::default() };
        assert!(asked.question().unwrap_err().public().contains("priority"));
    }
}
