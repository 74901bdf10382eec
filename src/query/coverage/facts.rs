//! What each partnership says of each theme, gathered in one pass over the graph.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{
        AssertionMethod, Document, DocumentOrigin, EditionPolicy, ListRole, NodeKind, Partnership,
        Passage, PassageTheme, Priority, Programme, Slug, Strategy, Theme,
    },
    view::{
        View,
        graph::{Fact, NodeRef, NodeRow as _},
    },
};

use super::{
    CoverageOptions,
    looked::{Looked, lists_by_strategy},
    untagged::Untagged,
};
use crate::query::{document::replaced_documents, filter::strategies_of_policy};

/// What one partnership says of one theme.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Items, with whether they state it as a priority; places in [`Facts::items`].
    pub(super) items: Vec<(u32, bool)>,
    pub(super) visions: Vec<Arc<Strategy>>,
    pub(super) programmes: Vec<Arc<Programme>>,
    pub(super) passages: Vec<Found>,
}

impl Said {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
            && self.visions.is_empty()
            && self.programmes.is_empty()
            && self.passages.is_empty()
    }

    fn add_vision(&mut self, row: &Arc<Strategy>) {
        if self.visions.last().is_none_or(|last| last.slug != row.slug) {
            self.visions.push(row.clone());
        }
    }

    fn add_programme(&mut self, row: &Arc<Programme>) {
        if self.programmes.last().is_none_or(|last| last.slug != row.slug) {
            self.programmes.push(row.clone());
        }
    }
}

/// A passage in which a theme was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) passage: NodeRef,
    /// The smaller the better: digest or own text, how it was asserted, how prominent it is.
    pub(super) rank: (DocumentOrigin, AssertionMethod, i64),
}

/// Everything that the states are made from.
pub(super) struct Facts<'view> {
    pub(super) view: &'view View,
    /// The places of partnerships and themes below.
    partnerships: HashMap<Slug, usize>,
    /// The places of the partnerships of those strategies on which the policy draws.
    owners: HashMap<Slug, usize>,
    themes: HashMap<Slug, usize>,
    /// The places of themes by their nodes: a large collection has hundreds of thousands of tags.
    theme_nodes: HashMap<NodeRef, usize, foldhash::fast::FixedState>,
    pub(super) items: Vec<Arc<Priority>>,
    /// By partnership, then by theme.
    said: Vec<Said>,
    pub(super) looked: Vec<Looked>,
}

impl<'view> Facts<'view> {
    /// Gathers what some partnerships say.
    pub(super) fn gather(
        view: &'view View,
        partnerships: &[Arc<Partnership>],
        options: &CoverageOptions,
    ) -> Self {
        let place = |(place, slug): (usize, &Slug)| (slug.clone(), place);
        let nodes = view.graph.nodes(NodeKind::Theme);
        let themes: HashMap<Slug, usize> =
            view.graph.rows::<Theme>().map(|row| &row.slug).enumerate().map(place).collect();
        let mut facts = Self {
            view,
            said: Vec::new(),
            looked: vec![Looked::default(); partnerships.len()],
            partnerships: partnerships.iter().map(|row| &row.slug).enumerate().map(place).collect(),
            owners: HashMap::new(),
            themes,
            theme_nodes: nodes.iter().enumerate().map(|(place, node)| (*node, place)).collect(),
            items: Vec::new(),
        };
        facts.owners = facts.find_owners(options.editions);
        facts.said.resize_with(partnerships.len() * facts.themes.len(), Said::default);
        facts.gather_items(options);
        facts.gather_untagged(options.editions);
        facts.gather_passages(options.editions);
        facts
    }

    /// The place of a partnership.
    pub(super) fn partnership(&self, slug: &str) -> Option<usize> {
        self.partnerships.get(slug).copied()
    }

    /// The place of a theme.
    pub(super) fn theme(&self, slug: &str) -> Option<usize> {
        self.themes.get(slug).copied()
    }

    /// What a partnership says of a theme itself, narrower ones not included.
    pub(super) fn said(&self, partnership: usize, theme: usize) -> &Said {
        &self.said[partnership * self.themes.len() + theme]
    }

    fn said_mut(&mut self, partnership: usize, theme: usize) -> &mut Said {
        let row = partnership * self.themes.len();
        &mut self.said[row + theme]
    }

    fn gather_items(&mut self, options: &CoverageOptions) {
        let view = self.view;
        let roles: HashMap<&Slug, ListRole> =
            view.record.priority_lists.values().map(|list| (&list.id, list.role)).collect();
        let mut counts: HashMap<Slug, usize> = HashMap::new();
        for node in view.graph.nodes(NodeKind::Priority) {
            let Some(item) = Priority::of(view.graph.node(*node)) else { continue };
            let Some(owner) = self.owner(&item.strategy) else { continue };
            let chosen = roles.get(&item.list).is_some_and(|role| options.roles.contains(role));
            *counts.entry(item.list.clone()).or_default() += 1;
            let place = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
            self.items.push(item.clone());
            let mut coded = false;
            for link in view.graph.outgoing(*node) {
                let Fact::PriorityTheme(row) = &link.edge.fact else { continue };
                let Some(theme) = self.theme(&row.theme) else { continue };
                let proposed = row.method == AssertionMethod::Proposed;
                if proposed && !options.proposed {
                    continue;
                }
                coded = true;
                self.said_mut(owner, theme).items.push((place, chosen));
            }
            if chosen {
                self.looked[owner].items += 1;
                self.looked[owner].uncoded_items += usize::from(!coded);
            }
        }
        let lists = lists_by_strategy(view);
        for strategy in view.graph.rows::<Strategy>() {
            let Some(owner) = self.owner(&strategy.slug) else { continue };
            let own = lists.get(&strategy.slug).map_or(&[][..], Vec::as_slice);
            self.looked[owner].add_strategy(own, &counts, options);
        }
    }

    /// What visions of the policy's strategies, and programmes, speak of. Programmes belong to no
    /// edition, they speak for the partnership.
    fn gather_untagged(&mut self, editions: EditionPolicy) {
        let view = self.view;
        let untagged = Untagged::of(view);
        for row in view.graph.rows::<Strategy>() {
            let Some(owner) = self.owner(&row.slug) else { continue };
            for theme in untagged.in_vision(&row.slug) {
                self.said_mut(owner, *theme).add_vision(row);
            }
        }
        for row in view.graph.rows::<Programme>() {
            if editions == EditionPolicy::DraftsOnly {
                break;
            }
            let Some(owner) = self.partnership(&row.partnership) else { continue };
            for theme in untagged.in_programme(&row.slug) {
                self.said_mut(owner, *theme).add_programme(row);
            }
        }
    }

    fn gather_passages(&mut self, editions: EditionPolicy) {
        let view = self.view;
        let replaced = replaced_documents(view);
        for node in view.graph.nodes(NodeKind::Document) {
            let Some(document) = Document::of(view.graph.node(*node)) else { continue };
            let Some(owner) = self.owner_of_document(document, editions) else {
                continue;
            };
            if replaced.contains(&document.slug) {
                continue;
            }
            let looked = &mut self.looked[owner];
            looked.documents += 1;
            looked.full_texts += usize::from(is_full_text(document));
            for link in view.graph.outgoing(*node) {
                let Some(passage) = Passage::of(view.graph.node(link.far)) else { continue };
                if is_body_text(passage) {
                    self.looked[owner].passages += 1;
                    self.gather_tags(owner, document.origin, link.far);
                }
            }
        }
    }

    fn gather_tags(&mut self, owner: usize, origin: DocumentOrigin, passage: NodeRef) {
        let view = self.view;
        for link in view.graph.outgoing(passage) {
            let Fact::PassageTheme(row) = &link.edge.fact else { continue };
            let Some(theme) = self.theme_nodes.get(&link.far).copied() else { continue };
            let found = Found { passage, rank: rank(origin, row) };
            self.said_mut(owner, theme).passages.push(found);
        }
    }

    fn find_owners(&self, editions: EditionPolicy) -> HashMap<Slug, usize> {
        let record = &self.view.record;
        strategies_of_policy(self.view, editions)
            .into_iter()
            .filter_map(|slug| {
                let strategy = record.strategies.get(&slug)?;
                Some((slug, self.partnership(&strategy.partnership)?))
            })
            .collect()
    }

    /// The place of the partnership of a strategy, if the policy draws on that strategy.
    fn owner(&self, strategy: &Slug) -> Option<usize> {
        self.owners.get(strategy).copied()
    }

    /// A document of a strategy goes with that strategy; any other speaks for the partnership,
    /// but not for its drafts.
    fn owner_of_document(&self, document: &Document, editions: EditionPolicy) -> Option<usize> {
        match &document.strategy {
            Some(strategy) => self.owner(strategy),
            None if editions == EditionPolicy::DraftsOnly => None,
            None => self.partnership(document.partnership.as_ref()?),
        }
    }
}

fn is_full_text(document: &Document) -> bool {
    document.complete && document.origin == DocumentOrigin::Ingested && document.strategy.is_some()
}

/// Own text before digests; curated before accepted before proposed; prominent before casual.
fn rank(origin: DocumentOrigin, row: &PassageTheme) -> (DocumentOrigin, AssertionMethod, i64) {
    (origin, row.method, row.position)
}

/// Headings of sections that tell where things stand or come from, not what is meant.
const NOT_BODY: [&str; 9] = [
    "contents",
    "table of contents",
    "list of figures",
    "list of tables",
    "references",
    "reference list",
    "bibliography",
    "endnotes",
    "footnotes",
];

/// Whether a passage is text that says something: of a kind that counts, not in a contents page or
/// a list of references, and no line of a contents page (a title, a row of dots or spaces, a page
/// number). Headings are no passages: they stand above them.
pub(in super::super) fn is_body_text(passage: &Passage) -> bool {
    let in_apparatus = passage.headings.iter().any(|heading| {
        let heading = heading.trim_matches(|it: char| !it.is_alphabetic());
        NOT_BODY.iter().any(|it| it.eq_ignore_ascii_case(heading))
    });
    passage.kind.is_counted() && !in_apparatus && !is_contents_line(&passage.text)
}

fn is_contents_line(text: &str) -> bool {
    let text = text.trim_end();
    let title = text.trim_end_matches(|it: char| it.is_ascii_digit());
    title.len() < text.len()
        && (title.trim_end().ends_with("...") || title.trim_end().ends_with('…'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageKind;

    fn passage(heading: &str, text: &str) -> Passage {
        Passage {
            slug: "d.1".into(),
            document: "d".into(),
            position: 1,
            kind: PassageKind::Paragraph,
            headings: vec![heading.to_owned()],
            page: None,
            start: 0,
            end: 0,
            text: text.to_owned(),
        }
    }

    #[test]
    fn contents_pages_and_reference_lists_say_nothing() {
        assert!(is_body_text(&passage("Our priorities", "We want fewer people to smoke.")));
        assert!(!is_body_text(&passage("7. References", "Public health report, 2021.")));
        assert!(!is_body_text(&passage("Table of Contents", "Starting well")));
        assert!(!is_body_text(&passage("Front", "Starting well ............ 12")));
        assert!(is_body_text(&passage("Aims", "Fewer than 12")));
    }
}
