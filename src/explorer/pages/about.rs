//! Methods and limits: what the record is, how far to trust it, how to cite it.

use askama::Template;

use crate::{
    error::Result,
    explorer::{
        address,
        frame::{Frame, Section},
        parts::number,
        visit::Visit,
    },
    query::{Dataset, dataset},
};

/// Methods and limits.
#[derive(Template)]
#[template(path = "about.html")]
pub(crate) struct AboutPage {
    frame: Frame,
    dataset: Dataset,
    rows: Vec<(&'static str, String)>,
}

impl AboutPage {
    /// The page with the numbers of this view.
    #[allow(clippy::unnecessary_wraps)] // the shape of all pages
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let dataset = dataset(&visit.view);
        Ok(Self {
            frame: visit
                .frame(
                    Section::About,
                    address::ABOUT,
                    "About: methods and limits",
                    "Where the record comes from, how far each layer of it can be trusted, what it leaves out, and how to cite it.",
                )
                .under([]),
            rows: vec![
                ("Partnerships", number(dataset.partnerships)),
                ("Strategies and plans, every edition counted", number(dataset.strategies)),
                ("Priorities, aims and enablers, every edition counted", number(dataset.priorities)),
                ("Themes, both levels counted", number(dataset.themes)),
                ("Partners, named organisations and kinds", number(dataset.partners)),
                ("Programmes", number(dataset.programmes)),
                ("Documents, our paraphrases included", number(dataset.documents)),
                ("Passages of those documents", number(dataset.passages)),
            ],
            dataset,
        })
    }
}
