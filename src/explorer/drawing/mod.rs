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
pub(crate) enum Setting<'credit> {
    /// In a page, which has the stylesheet, the words around it and the legend.
    Page,
    /// In a file of its own, which says all that itself, and at its foot where it is from.
    File {
        /// Where it is from.
        credit: &'credit str,
    },
}

/// The colours of a file; those of pages stand in the stylesheet. Forms differ besides colours.
const FILE_STYLE: &str = "<style>text{font-family:system-ui,\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif}.title{font-size:18px;font-weight:600}.p rect{fill:#12463c}.p text{fill:#fff}.m rect{fill:#fbe3a1;stroke:#57574f}.n rect{fill:#fff;stroke:#57574f}.u rect{fill:none;stroke:#7a776b;stroke-dasharray:3 3}.m text,.n text,.u text{fill:#1c1e1d}.edge{stroke:#a8a493;stroke-width:1.2;fill:none}.node{fill:#0b5a4b;stroke:#fff;stroke-width:1.5}.centre .node{fill:#b45309}.open .node{fill-opacity:.75;stroke:#1c1e1d;stroke-dasharray:3 3}.foot{font-size:11px;fill:#57574f}.label{font-size:13px;fill:#1c1e1d;paint-order:stroke;stroke:#fff;stroke-width:4px}</style>";

/// Height of a line of the title of a file, and width of one of its letters, in px.
const TITLE: (f64, f64) = (24.0, 10.5);
/// The same of other text.
const TEXT: (f64, f64) = (18.0, 7.0);
/// Room between the text above and the picture, and for the foot, in px.
const SPACE: f64 = 12.0;
const FOOT: f64 = 30.0;

/// A picture that grows by elements.
struct Drawing {
    svg: String,
    /// What stands at the foot, and on which baseline.
    foot: Option<(String, f64)>,
}

impl Drawing {
    /// Begins a picture with a title and a description. Links in it are reached one by one, so it
    /// is a group and not one image. In a file both also stand above the picture as text.
    fn begin(
        setting: Setting<'_>,
        id: &str,
        size: (f64, f64),
        title: &str,
        description: &str,
    ) -> Self {
        let (width, mut height) = size;
        let mut above = Vec::new();
        let mut foot = None;
        let mut y = 0.0;
        if let Setting::File { credit } = setting {
            for (text, (line, letter), class) in
                [(title, TITLE, "title"), (description, TEXT, "label")]
            {
                for text in lines(text, width / letter) {
                    y += line;
                    above.push(format!(
                        "<text class=\"{class}\" x=\"4\" y=\"{:.0}\">{}</text>",
                        y - 3.0,
                        escaped(&text)
                    ));
                }
            }
            y += SPACE;
            foot = Some((credit.to_owned(), height + FOOT - 10.0));
            height += y + FOOT;
        }
        let mut drawing = Self { svg: String::new(), foot };
        drawing.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing {id}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>",
            escaped(title),
            escaped(description)
        ));
        if drawing.foot.is_some() {
            drawing.push(format_args!(
                "{FILE_STYLE}<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>{}<g transform=\"translate(0 {y:.0})\">",
                above.concat()
            ));
        }
        drawing
    }

    fn push(&mut self, text: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.svg.write_fmt(text);
    }

    fn finish(mut self) -> String {
        if let Some((credit, y)) = self.foot.take() {
            self.push(format_args!(
                "<text class=\"foot\" x=\"4\" y=\"{y:.0}\">{}</text></g>",
                escaped(&credit)
            ));
        }
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// Text in lines of at most so many letters, broken between words.
fn lines(text: &str, letters: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let with = |line: &String| (line.chars().count() + 1 + word.chars().count()) as f64;
        match lines.last_mut() {
            Some(line) if with(line) <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_all_of_it_itself_and_nothing_runs_out() {
        let title = "Priorities of a very long name";
        let setting = Setting::File { credit: "Strategraph <1>" };
        let drawn = Drawing::begin(setting, "x", (210.0, 50.0), title, "Of 20").finish();
        for part in [">Priorities of a very<", ">long name<", ">Of 20<", ">Strategraph &lt;1&gt;<"]
        {
            assert!(drawn.contains(part), "{part} {drawn}");
        }
        // Two lines of the title and one of text, space, the picture and the foot.
        assert!(drawn.contains("viewBox=\"0 0 210 158\""), "{drawn}");
        let page = Drawing::begin(Setting::Page, "x", (210.0, 50.0), title, "Of 20").finish();
        assert!(page.contains("viewBox=\"0 0 210 50\"") && !page.contains("<text"), "{page}");
    }
}
