//! A bar chart as a file of its own; in a page the same is a table with a bar in each row.

use super::{Drawing, Setting, escaped};
use crate::explorer::parts::excerpt;

/// How many of a whole are of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// The kind.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: String,
    /// How many are of it.
    pub(crate) count: usize,
}

const WIDTH: f64 = 720.0;
/// Where names end and bars begin.
const NAMES: f64 = 320.0;
/// The length of a bar that is the whole; beside it is room for its number.
const LONGEST: f64 = 310.0;
const ROW: f64 = 26.0;
/// The longest name in characters.
const LONGEST_NAME: usize = 44;

/// The chart: a bar for each kind, its length the share of the `whole`, its number beside it.
/// `told` says what the whole is.
pub(crate) fn bars(
    setting: Setting<'_>,
    title: &str,
    told: &str,
    whole: usize,
    bars: &[Bar],
) -> String {
    let size = (WIDTH, ROW * bars.len() as f64);
    let mut drawing = Drawing::begin(setting, "bars", size, title, told);
    for (place, bar) in bars.iter().enumerate() {
        let y = ROW * place as f64;
        let length = LONGEST * bar.count as f64 / whole.max(1) as f64;
        drawing.push(format_args!(
            "<a href=\"{}\"><text class=\"label\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text><rect class=\"node\" x=\"{NAMES:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"18\"/><text class=\"label\" x=\"{:.1}\" y=\"{:.1}\">{} of {whole}</text></a>",
            escaped(&bar.href),
            NAMES - 8.0,
            y + 13.5,
            escaped(&excerpt(&bar.name, LONGEST_NAME)),
            NAMES + length + 7.0,
            y + 13.5,
            bar.count
        ));
    }
    drawing.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_says_its_number() {
        let bar = |name: &str, count| Bar { name: name.into(), href: "/a".into(), count };
        let drawn = bars(Setting::Page, "T", "Items", 8, &[bar("<i>A", 8), bar("B", 2)]);
        assert!(drawn.contains("width=\"310.0\"") && drawn.contains("width=\"77.5\""), "{drawn}");
        assert!(drawn.contains(">8 of 8<") && drawn.contains(">2 of 8<"));
        assert!(!drawn.contains("<i>"));
        assert!(!bars(Setting::Page, "T", "Items", 0, &[]).contains("NaN"));
    }
}
