//! What the first reader of a view would have to wait for is worked out as soon as the view is
//! published: the comparison of all partnerships, and what searching reads once for each view.
//!
//! Nothing is answered differently for it. Where views follow each other quickly, only the latest is
//! looked at. Not here: how answers are kept (`view::kept`).

use std::sync::Arc;

use crate::{
    error::Result,
    query::{ComparisonQuestion, compare},
    view::{
        View,
        kept::Kept,
        refresh::Views,
        search::{Dimension, FacetRequest, SearchRequest, Window},
    },
};

/// Looks at each view that is published, for ever.
pub(super) async fn warm(views: Arc<Views>) {
    let mut published = views.subscribe();
    loop {
        let view = published.borrow_and_update().clone();
        let done = tokio::task::spawn_blocking(move || look_at(&view)).await;
        if let Ok(Err(error)) = done {
            // Whoever asks the same is told; here nobody asked.
            tracing::debug!(%error, "a view could not be looked at beforehand");
        }
        if published.changed().await.is_err() {
            return;
        }
    }
}

fn look_at(view: &View) -> Result<()> {
    let cells = view.record.partnerships.len() * view.record.themes.len();
    if Kept::takes(cells) {
        compare(view, &ComparisonQuestion::default())?;
    }
    let facet = |dimension| FacetRequest { dimension, lifted: false };
    let request = SearchRequest {
        // Another spelling, so that the words of the collection are read too.
        query: "strategy~".to_owned(),
        window: Window::first(1),
        facets: [Dimension::Partnerships, Dimension::Themes, Dimension::Publishers]
            .map(facet)
            .into(),
        ..SearchRequest::default()
    };
    view.searcher.search(&request, view)?;
    view.searcher.suggest("strategy", 1)?;
    Ok(())
}
