//! Programmes as they stand in lists.

use std::sync::Arc;

use crate::{
    model::{Partnership, Programme},
    query::find_row,
    view::View,
};

use super::{Cite, Link, Linked as _, Sources, When, sentence};

/// A programme in a list.
#[derive(Debug, Clone)]
pub(crate) struct ProgrammeEntry {
    /// The programme.
    pub(crate) link: Link,
    /// Whose it is.
    pub(crate) partnership: Option<Link>,
    /// What it is, in our words.
    pub(crate) gist: Option<String>,
    /// When it began.
    pub(crate) from: Option<When>,
    /// When it ended or is to end.
    pub(crate) to: Option<When>,
    /// Who says so.
    pub(crate) cites: Vec<Cite>,
}

impl ProgrammeEntry {
    /// The entry of a programme; its sources join the list of the page.
    pub(crate) fn of(view: &View, programme: &Arc<Programme>, sources: &mut Sources) -> Self {
        let cites = sources.cite_all(view, &programme.sources);
        Self { cites, ..Self::without_sources(view, programme) }
    }

    /// The entry of a programme on a page that leaves sources to the programme's own page.
    pub(crate) fn without_sources(view: &View, programme: &Arc<Programme>) -> Self {
        Self {
            link: programme.link(),
            partnership: find_row::<Partnership>(view, &programme.partnership)
                .map(|partnership| partnership.link()),
            gist: programme.gist.as_deref().map(sentence),
            from: programme.from.map(When::from),
            to: programme.to.map(When::from),
            cites: Vec::new(),
        }
    }
}
