//! The components of the explorer on one page, for whoever changes its look.

use askama::Template;

use crate::{
    error::Result,
    explorer::{
        drawing::{Setting, Tile, tiles},
        frame::{Frame, Section},
        offer::Offer,
        visit::Visit,
    },
    model::{CoverageState, Word as _},
};

/// The components.
#[derive(Template)]
#[template(path = "style.html")]
pub(crate) struct StylePage {
    frame: Frame,
    map: String,
    colours: [(&'static str, &'static str); 9],
}

/// The classes by which the colours are shown, and what they are for.
const COLOURS: [(&str, &str); 9] = [
    ("ink", "text"),
    ("quiet", "text beside the point"),
    ("link", "links, marks in charts"),
    ("deep", "head"),
    ("strong", "what is a priority, what is pressed"),
    ("mark", "what was found in a text, what is mentioned"),
    ("doubt", "what is not complete"),
    ("digest", "our paraphrase"),
    ("edge", "edges of controls"),
];

impl StylePage {
    /// The page.
    #[allow(clippy::unnecessary_wraps)] // the shape of all pages
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let frame = visit
            .frame(Section::Elsewhere, "/style", "Components", "The components of these pages.")
            .under([]);
        let slugs = ["greater-manchester", "south-yorkshire", "west-yorkshire", "lincolnshire"];
        let shown: Vec<Tile> = slugs
            .iter()
            .zip(CoverageState::ALL)
            .map(|(slug, state)| Tile {
                slug: (*slug).to_owned(),
                name: (*slug).to_owned(),
                href: "#map".to_owned(),
                state: *state,
            })
            .collect();
        Ok(Self {
            frame: Frame { canonical: None, offer: Offer::default(), ..frame },
            map: tiles(Setting::Page, "Tiles", "One tile of each state.", &shown),
            colours: COLOURS,
        })
    }
}
