//! A theme's coverage as a map of tiles, with the same as lines of a table.

use crate::{
    error::Result,
    explorer::{
        address::{self, Address},
        drawing::{Setting, Tile, tiles},
    },
    model::{Region, Theme, Word as _},
    query::{ComparisonQuestion, CoverageCounts, compare},
    view::View,
};

use super::{Link, Linked as _, class, told_counts};

/// The map of one theme.
pub(crate) struct CoverageMap {
    /// The picture.
    pub(crate) svg: String,
    /// The picture as a file.
    pub(crate) file: String,
    /// How many partnerships are in each state, in words.
    pub(crate) told: String,
    /// The same counts.
    pub(crate) counts: CoverageCounts,
    /// The same as a table, by region.
    pub(crate) rows: Vec<MapRow>,
}

/// A line of the table.
pub(crate) struct MapRow {
    /// The partnership.
    pub(crate) partnership: Link,
    /// Its region.
    pub(crate) region: Link,
    /// The class of its state.
    pub(crate) class: &'static str,
    /// Its state in a word.
    pub(crate) word: &'static str,
    /// Where the evidence stands.
    pub(crate) evidence: String,
}

impl CoverageMap {
    /// The map of a theme in a page.
    ///
    /// # Errors
    /// As `query::compare`.
    pub(crate) fn of(view: &View, theme: &Theme) -> Result<Self> {
        let (tiles, counts, rows) = read(view, theme)?;
        let told = told_counts(&counts);
        Ok(Self {
            svg: drawn(Setting::Page, theme, &told, &tiles),
            file: address_of_file(theme),
            told,
            counts,
            rows,
        })
    }

    /// The map as a file, with full addresses and a line that says where it is from.
    ///
    /// # Errors
    /// As `query::compare`.
    pub(crate) fn file(
        view: &View,
        theme: &Theme,
        credit: &str,
        join: impl Fn(&str) -> String,
    ) -> Result<String> {
        let (mut tiles, counts, _) = read(view, theme)?;
        for tile in &mut tiles {
            tile.href = join(&tile.href);
        }
        Ok(drawn(Setting::File { credit }, theme, &told_counts(&counts), &tiles))
    }
}

fn drawn(setting: Setting<'_>, theme: &Theme, told: &str, shown: &[Tile]) -> String {
    tiles(setting, &format!("{}: what each partnership says", theme.label), told, shown)
}

fn address_of_file(theme: &Theme) -> String {
    Address::of(address::MAP_FILE).with("theme", &theme.slug).finish()
}

fn read(view: &View, theme: &Theme) -> Result<(Vec<Tile>, CoverageCounts, Vec<MapRow>)> {
    let comparison = compare(view, &ComparisonQuestion::default())?;
    let Some(row) = comparison.row(&theme.slug) else {
        return Ok((Vec::new(), CoverageCounts::default(), Vec::new()));
    };
    let mut tiles = Vec::new();
    let mut rows: Vec<(Region, MapRow)> = Vec::new();
    for (column, cell) in comparison.columns.iter().zip(&row.cells) {
        let partnership = &column.partnership;
        let evidence = format!("{}#in-{}", theme.path(), partnership.slug);
        tiles.push(Tile {
            slug: partnership.slug.to_string(),
            name: partnership.name.clone(),
            href: evidence.clone(),
            state: cell.state,
        });
        rows.push((
            partnership.region,
            MapRow {
                partnership: partnership.link(),
                region: Link::to_region(partnership.region),
                class: class(cell.state),
                word: cell.state.label(),
                evidence,
            },
        ));
    }
    rows.sort_by_key(|(region, _)| *region);
    Ok((tiles, row.counts, rows.into_iter().map(|(_, row)| row).collect()))
}
