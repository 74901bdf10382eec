//! The map of tiles: one tile for each partnership, all of one size, roughly where it lies in
//! England. The arrangement is our own; what it does not know stands in rows below.

use super::{Drawing, Setting, escaped};
use crate::model::{CoverageState, Word as _};

/// One tile.
#[derive(Debug, Clone)]
pub(crate) struct Tile {
    /// The partnership.
    pub(crate) slug: String,
    /// Its name.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: String,
    /// The state of what is shown.
    pub(crate) state: CoverageState,
}

/// Column and row of each partnership, from 0, and its letters.
const PLACES: [(&str, u8, u8, &str); 42] = [
    ("north-east-and-north-cumbria", 4, 0, "NENC"),
    ("lancashire-and-south-cumbria", 3, 1, "LSC"),
    ("west-yorkshire", 4, 1, "WY"),
    ("humber-and-north-yorkshire", 5, 1, "HNY"),
    ("cheshire-and-merseyside", 2, 2, "CM"),
    ("greater-manchester", 3, 2, "GM"),
    ("south-yorkshire", 4, 2, "SY"),
    ("staffordshire-and-stoke-on-trent", 3, 3, "SSOT"),
    ("derby-and-derbyshire", 4, 3, "DD"),
    ("nottingham-and-nottinghamshire", 5, 3, "NN"),
    ("lincolnshire", 6, 3, "LINC"),
    ("shropshire-telford-and-wrekin", 2, 4, "STW"),
    ("black-country", 3, 4, "BC"),
    ("birmingham-and-solihull", 4, 4, "BSOL"),
    ("leicester-leicestershire-and-rutland", 5, 4, "LLR"),
    ("cambridgeshire-and-peterborough", 6, 4, "CP"),
    ("norfolk-and-waveney", 7, 4, "NW"),
    ("herefordshire-and-worcestershire", 2, 5, "HW"),
    ("coventry-and-warwickshire", 3, 5, "CW"),
    ("northamptonshire", 4, 5, "NH"),
    ("bedfordshire-luton-and-milton-keynes", 5, 5, "BLMK"),
    ("hertfordshire-and-west-essex", 6, 5, "HWE"),
    ("suffolk-and-north-east-essex", 7, 5, "SNEE"),
    ("gloucestershire", 2, 6, "GLOS"),
    ("buckinghamshire-oxfordshire-and-berkshire-west", 3, 6, "BOB"),
    ("north-west-london", 4, 6, "NWL"),
    ("north-central-london", 5, 6, "NCL"),
    ("north-east-london", 6, 6, "NEL"),
    ("mid-and-south-essex", 7, 6, "MSE"),
    ("bristol-north-somerset-and-south-gloucestershire", 1, 7, "BNSG"),
    ("bath-and-north-east-somerset-swindon-and-wiltshire", 2, 7, "BSW"),
    ("frimley", 3, 7, "FRIM"),
    ("south-west-london", 4, 7, "SWL"),
    ("south-east-london", 5, 7, "SEL"),
    ("kent-and-medway", 6, 7, "KM"),
    ("somerset", 1, 8, "SOM"),
    ("dorset", 2, 8, "DOR"),
    ("hampshire-and-isle-of-wight", 3, 8, "HIOW"),
    ("surrey-heartlands", 4, 8, "SUR"),
    ("sussex", 5, 8, "SUS"),
    ("cornwall-and-the-isles-of-scilly", 0, 9, "CIOS"),
    ("devon", 1, 9, "DEV"),
];

/// Side of a tile with the space after it.
const STEP: f64 = 60.0;
/// Side of a tile.
const SIDE: f64 = 56.0;
/// Space around the map, so that the edge of its last tiles is drawn whole.
const MARGIN: f64 = 2.0;
/// Room for what the signs mean.
const KEY: f64 = 32.0;
/// Tiles in a row of those that have no place.
const COLUMNS: usize = 8;
/// The first row of those.
const SPARE: usize = 10;

/// The map. Each tile is a link, has letters, and a sign for its state beside the colour.
pub(crate) fn tiles(
    setting: Setting<'_>,
    title: &str,
    description: &str,
    shown: &[Tile],
) -> String {
    let placed = places(shown);
    let bottom = placed.iter().map(|(_, y, ..)| *y).fold(0.0, f64::max) + STEP;
    let key = if setting == Setting::Page { 0.0 } else { KEY };
    let width = STEP * COLUMNS as f64 - (STEP - SIDE) + 2.0 * MARGIN;
    let size = (width, bottom + key - (STEP - SIDE) + 2.0 * MARGIN);
    let mut drawing = Drawing::begin(setting, "map", size, title, description);
    if setting != Setting::Page {
        explain(&mut drawing, width);
    }
    for (x, y, letters, tile) in placed {
        draw(&mut drawing, (x + MARGIN, y + key + MARGIN), &letters, tile);
    }
    drawing.finish()
}

/// What the signs mean, in a row above the map.
fn explain(drawing: &mut Drawing, width: f64) {
    let states = CoverageState::ALL;
    for (place, state) in states.iter().enumerate() {
        let x = MARGIN + width * place as f64 / states.len() as f64;
        let (class, sign) = form(*state);
        drawing.push(format_args!(
            "<g class=\"{class}\"><rect x=\"{x:.1}\" y=\"2\" width=\"18\" height=\"18\" rx=\"3\"/><text x=\"{:.1}\" y=\"15\" font-size=\"12\" text-anchor=\"middle\">{sign}</text></g><text class=\"label\" x=\"{:.1}\" y=\"16\">{}</text>",
            x + 9.0,
            x + 24.0,
            state.label()
        ));
    }
}

fn draw(drawing: &mut Drawing, (x, y): (f64, f64), letters: &str, tile: &Tile) {
    let (class, sign) = form(tile.state);
    // Who speaks to the machine says what is seen, so the letters lead the name; nothing is read
    // twice.
    let told = format!("{}, {}: {}", escaped(letters), escaped(&tile.name), tile.state.label());
    let middle = x + SIDE / 2.0;
    drawing.push(format_args!(
        "<a class=\"place {class}\" href=\"{}\" aria-label=\"{told}\"><title>{told}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{SIDE:.1}\" height=\"{SIDE:.1}\" rx=\"4\"/>",
        escaped(&tile.href)
    ));
    drawing.push(format_args!(
        "<g aria-hidden=\"true\" text-anchor=\"middle\"><text x=\"{middle:.1}\" y=\"{:.1}\" font-size=\"16\" font-weight=\"600\">{}</text><text x=\"{middle:.1}\" y=\"{:.1}\" font-size=\"18\">{sign}</text></g></a>",
        y + 25.0,
        escaped(letters),
        y + 46.0,
    ));
}

fn form(state: CoverageState) -> (&'static str, &'static str) {
    match state {
        CoverageState::Priority => ("p", "✓"),
        CoverageState::Mentioned => ("m", "…"),
        CoverageState::NotFound => ("n", "−"),
        CoverageState::NotAssessed => ("u", "?"),
    }
}

/// Where each tile stands. From north to south and west to east, so that the keyboard goes as the
/// eye does.
fn places(shown: &[Tile]) -> Vec<(f64, f64, String, &Tile)> {
    let mut spare = 0;
    let mut placed: Vec<_> = shown
        .iter()
        .map(|tile| {
            let known = PLACES.iter().find(|(slug, ..)| *slug == tile.slug);
            let (column, row, letters) = known.map_or_else(
                || {
                    let place = ((spare % COLUMNS) as f64, (SPARE + spare / COLUMNS) as f64);
                    spare += 1;
                    (place.0, place.1, initials(&tile.slug))
                },
                |(_, column, row, letters)| {
                    (f64::from(*column), f64::from(*row), (*letters).to_owned())
                },
            );
            (column * STEP, row * STEP, letters, tile)
        })
        .collect();
    placed.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
    // A map of few unknown tiles needs no empty England above it.
    let top = placed.first().map_or(0.0, |(_, y, ..)| *y);
    for place in &mut placed {
        place.1 -= top;
    }
    placed
}

fn initials(slug: &str) -> String {
    let words = slug.split('-').filter(|word| *word != "and");
    words.filter_map(|word| word.chars().next()).take(4).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn tile(slug: &str) -> Tile {
        Tile {
            slug: slug.into(),
            name: format!("<b>{slug}"),
            href: "/x?a=1&b=2".into(),
            state: CoverageState::Mentioned,
        }
    }

    #[test]
    fn no_two_tiles_share_a_place_or_letters() {
        let places: BTreeSet<_> = PLACES.iter().map(|(_, column, row, _)| (column, row)).collect();
        let letters: BTreeSet<_> = PLACES.iter().map(|(.., letters)| letters).collect();
        assert_eq!((places.len(), letters.len()), (42, 42));
    }

    #[test]
    fn what_has_no_place_stands_below_and_nothing_in_a_name_is_markup() {
        let shown = [tile("new-and-other"), tile("devon")];
        let drawn = tiles(Setting::Page, "T", "D", &shown);
        assert_eq!(drawn.matches("<a ").count(), 2);
        assert!(drawn.contains(">NO<") && drawn.contains(">DEV<"), "{drawn}");
        assert!(!drawn.contains("<b>") && drawn.contains("a=1&amp;b=2"), "{drawn}");
        assert!(drawn.find(">DEV<") < drawn.find(">NO<"), "the keyboard goes from north to south");
        assert_eq!(drawn, tiles(Setting::Page, "T", "D", &shown));
    }
}
