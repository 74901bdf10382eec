//! One request: the view that it reads, and the frame of the page that it asks for.

use std::sync::Arc;

use axum::http::HeaderValue;

use crate::{
    export::{Site, linked_data_of},
    http::{
        addresses::{BaseUrl, find_key},
        etag,
    },
    view::View,
};

use super::{
    Explorer,
    frame::{Frame, Section},
    offer::Offer,
};

/// One request of one reader. Takes its view once, so that a page never mixes two revisions.
pub(crate) struct Visit {
    /// What the page is made from.
    pub(crate) view: Arc<View>,
    base_url: BaseUrl,
    /// The day, `YYYY-MM-DD`: what is cited was retrieved today.
    today: String,
}

impl Visit {
    /// Begins a visit on the view that is current now.
    pub(crate) fn begin(explorer: &Explorer) -> Self {
        Self {
            view: (explorer.view)(),
            base_url: explorer.base_url.clone(),
            today: (explorer.today)(),
        }
    }

    /// The service as files and citations name it.
    pub(crate) fn site(&self) -> Site {
        let base = self.base_url.clone();
        Site::new(
            move |key| base.page(key),
            self.join(""),
            format!("revision {}", self.view.revision()),
            self.today.clone(),
        )
    }

    /// The entity tag of what is made on this visit by this build of the program. The day is a
    /// part of it, because pages and files say when they were retrieved.
    pub(crate) fn tag(&self, build: &str) -> HeaderValue {
        etag(self.view.revision(), &format!("{build}-{}", self.today))
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
            canonical: Some(self.join(path)),
            crumbs: Vec::new(),
            section,
            revision: Some(self.view.revision()),
            searched: String::new(),
            offer: Offer::of_path(path),
            linked_data: self.linked_data(path),
        }
    }

    /// What the page says of its thing, for machines. A `<` cannot end the script element in
    /// which it stands.
    fn linked_data(&self, path: &str) -> Option<String> {
        let value = linked_data_of(&self.view, &self.site(), &find_key(path)?).ok()?;
        Some(value.to_string().replace('<', "\\u003c"))
    }
}
