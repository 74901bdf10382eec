//! Themes in what carries no tags: visions of strategies, and programmes. They do not depend on
//! what is asked, so they are found once for each view: looking for the scheme's thousands of
//! phrases took nearly half the time of a comparison.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{AssertionMethod, NodeKind, Programme, Slug, Strategy, Theme},
    view::{
        View,
        graph::{EdgeKind, Fact, NodeRef},
    },
};

use super::phrases::{PhraseFinder, Words};

/// The themes of visions and programmes, as places in the scheme; one may come several times.
#[derive(Debug, Default)]
pub(super) struct Untagged {
    visions: HashMap<Slug, Vec<usize>>,
    programmes: HashMap<Slug, Vec<usize>>,
}

/// The name under which they are kept.
const KEPT_AS: &str = "themes of visions and programmes";

impl Untagged {
    /// Those of a view, found now or before.
    pub(super) fn of(view: &View) -> Arc<Self> {
        if let Some(known) = view.kept.find::<_, Self>(&KEPT_AS) {
            return known;
        }
        let found = Arc::new(Self::find(view));
        view.kept.keep(KEPT_AS, found.clone(), found.visions.len() + found.programmes.len());
        found
    }

    /// The themes of which the vision of a strategy speaks.
    pub(super) fn in_vision(&self, strategy: &Slug) -> &[usize] {
        self.visions.get(strategy).map_or(&[], Vec::as_slice)
    }

    /// The themes of which a programme speaks, and the confirmed themes of the items it serves.
    pub(super) fn in_programme(&self, programme: &Slug) -> &[usize] {
        self.programmes.get(programme).map_or(&[], Vec::as_slice)
    }

    fn find(view: &View) -> Self {
        let visions: Vec<(&Slug, Words)> = view
            .graph
            .rows::<Strategy>()
            .filter_map(|row| Some((&row.slug, Words::of(row.vision.as_ref()?))))
            .collect();
        let programmes: Vec<(&Slug, NodeRef, Words)> = view
            .graph
            .nodes(NodeKind::Programme)
            .iter()
            .filter_map(|node| {
                let row = view.graph.row::<Programme>(*node)?;
                let gist = row.gist.as_deref().unwrap_or_default();
                Some((&row.slug, *node, Words::of(&format!("{}. {gist}", row.name))))
            })
            .collect();
        let texts = visions.iter().map(|it| &it.1).chain(programmes.iter().map(|it| &it.2));
        let finder = PhraseFinder::new(view.graph.rows::<Theme>().map(|row| &**row), texts);
        let places: HashMap<&Slug, usize> =
            view.graph.rows::<Theme>().enumerate().map(|(place, row)| (&row.slug, place)).collect();
        let in_programme = |(slug, node, text): &(&Slug, NodeRef, Words)| {
            let served = themes_served(view, &places, *node);
            ((*slug).clone(), finder.find(text).into_iter().chain(served).collect())
        };
        Self {
            visions: visions
                .iter()
                .map(|(slug, text)| ((*slug).clone(), finder.find(text)))
                .collect(),
            programmes: programmes.iter().map(in_programme).collect(),
        }
    }
}

/// The confirmed themes of the items that a programme serves.
fn themes_served(view: &View, places: &HashMap<&Slug, usize>, programme: NodeRef) -> Vec<usize> {
    view.graph
        .outgoing(programme)
        .filter(|link| link.edge.kind == EdgeKind::Serves)
        .flat_map(|link| view.graph.outgoing(link.far))
        .filter_map(|link| match &link.edge.fact {
            Fact::PriorityTheme(row) if row.method != AssertionMethod::Proposed => {
                places.get(&row.theme).copied()
            }
            _ => None,
        })
        .collect()
}
