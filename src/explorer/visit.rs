//! One request: the view that it reads, and the frame of the page that it asks for.

use std::sync::Arc;

use axum::http::HeaderValue;

use crate::{
    export::{Site, linked_data_of, linked_description, state_of},
    http::{
        addresses::{BaseUrl, find_key},
        etag,
    },
    model::NodeKey,
    query::find_node,
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
        let release = self.view.release.as_ref().map(|release| release.name.clone());
        let page = move |key: &NodeKey| match &release {
            Some(release) => base.page_at(key, release),
            None => base.page(key),
        };
        Site::new(page, self.join(""), state_of(&self.view), self.today.clone())
    }

    /// The entity tag of what is made on this visit by this build of the program: of its revision,
    /// its release, and the day, because pages and files say when they were retrieved.
    pub(crate) fn tag(&self, build: &str) -> HeaderValue {
        let release = self.view.release.as_ref().map_or("", |release| &release.name);
        // Too short to name a record among all, long enough to tell it from what was put back.
        let lineage = self.view.record.lineage.get(..12).unwrap_or_default();
        etag(self.view.revision(), &format!("{build}-{}-{release}-{lineage}", self.today))
    }

    /// What stands at the foot of a picture that leaves the page at this path.
    pub(crate) fn credit(&self, path: &str) -> String {
        let revision = match &self.view.release {
            Some(release) => format!("release {}", release.name),
            None => format!("revision {}", self.view.revision()),
        };
        format!("Strategraph, {revision}, retrieved {}: {}", self.today, self.join(path))
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
            offer: self.offer(path),
            linked_data: self.linked_data(path),
        }
    }

    /// What can be had besides the page; nothing of a thing without a record of its own.
    fn offer(&self, path: &str) -> Offer {
        match find_key(path) {
            Some(key) if find_node(&self.view, &key).is_none() => Offer::default(),
            _ => Offer::of_path(path),
        }
    }

    /// What the page says of its thing, or of the data set, for machines. A `<` cannot end the script element in
    /// which it stands.
    fn linked_data(&self, path: &str) -> Option<String> {
        let (view, site) = (&self.view, self.site());
        let value = match path {
            "/" | "/data" => linked_description(view, &site),
            _ => linked_data_of(view, &site, &find_key(path)?).ok()?,
        };
        Some(value.to_string().replace('<', "\\u003c"))
    }
}
