//! Pictures made on the server as SVG: a map of tiles, a network, a time line, bars. The same
//! input gives the same bytes: coordinates have one decimal, so that machines agree.
//!
//! A picture in a page takes its colours from the stylesheet by class; one that is downloaded
//! brings its own. No picture says anything that a table beside it does not say too.
//!
//! Not here: what is drawn (`query`) and the table beside it (`pages`).

mod bars;
mod label;
mod layout;
mod network;
mod tiles;
mod timeline;

use std::fmt::{Arguments, Write as _};

pub(crate) use bars::{Bar, bars};
pub(crate) use network::{Network, NetworkEdge, NetworkNode, network, shape};
pub(crate) use tiles::{Tile, tiles};
pub(crate) use timeline::{Spell, timeline};

/// Where a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// In a page, which has the stylesheet.
    Page,
    /// In a file of its own.
    File,
}

/// The colours of a file; those of pages stand in the stylesheet. Forms differ besides colours.
const FILE_STYLE: &str = "<style>text{font-family:system-ui,\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif}.title{font-size:18px;font-weight:600}.p rect{fill:#12463c}.p text{fill:#fff}.m rect{fill:#fbe3a1;stroke:#57574f}.n rect{fill:#fff;stroke:#57574f}.u rect{fill:none;stroke:#7a776b;stroke-dasharray:3 3}.m text,.n text,.u text{fill:#1c1e1d}.edge{stroke:#a8a493;stroke-width:1.2;fill:none}.node{fill:#0b5a4b;stroke:#fff;stroke-width:1.5}.centre .node{fill:#b45309}.open .node{fill-opacity:.75;stroke:#1c1e1d;stroke-dasharray:3 3}.label{font-size:13px;fill:#1c1e1d;paint-order:stroke;stroke:#fff;stroke-width:4px}</style>";

/// A picture that grows by elements.
struct Drawing(String);

impl Drawing {
    /// Begins a picture with a title and a description. Links in it are reached one by one, so it
    /// is a group and not one image.
    fn begin(setting: Setting, id: &str, size: (f64, f64), title: &str, description: &str) -> Self {
        let mut drawing = Self(String::new());
        let (width, height) = size;
        drawing.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing {id}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>",
            escaped(title),
            escaped(description)
        ));
        if setting == Setting::File {
            drawing.push(format_args!(
                "{FILE_STYLE}<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
            ));
        }
        drawing
    }

    fn push(&mut self, text: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(text);
    }

    fn finish(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

/// Text in which nothing is markup, without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    for character in text.chars().filter(allowed) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
