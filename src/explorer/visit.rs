//! One request: the view that it reads, and the frame of the page that it asks for.

use std::sync::Arc;

use crate::{http::addresses::BaseUrl, view::View};

use super::{
    Explorer,
    frame::{Frame, Section},
};

/// One request of one reader. Takes its view once, so that a page never mixes two revisions.
pub(crate) struct Visit {
    /// What the page is made from.
    pub(crate) view: Arc<View>,
    base_url: BaseUrl,
}

impl Visit {
    /// Begins a visit on the view that is current now.
    pub(crate) fn begin(explorer: &Explorer) -> Self {
        Self { view: (explorer.view)(), base_url: explorer.base_url.clone() }
    }

    /// The full address of a path.
    pub(crate) fn join(&self, path: &str) -> String {
        self.base_url.join(path)
    }

    /// The frame of the page with this path, title and description.
    pub(crate) fn frame(
        &self,
        section: Section,
        path: &str,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Frame {
        Frame {
            title: title.into(),
            description: description.into(),
            // A page of a release is not to be found in place of the present one.
            canonical: self.view.release.is_none().then(|| self.join(path)),
            crumbs: Vec::new(),
            section,
            revision: Some(self.view.revision()),
            release: self.view.release.as_ref().map(Into::into),
            feed: None,
            searched: String::new(),
        }
    }
}
