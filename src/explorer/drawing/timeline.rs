//! Programmes on a time line: a bar for each whose beginning or end is known.

use super::{Drawing, Setting, escaped};
use crate::{explorer::parts::excerpt, model::PartialDate};

/// What has a time.
#[derive(Debug, Clone)]
pub(crate) struct Spell {
    /// Its name.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: String,
    /// When it began.
    pub(crate) from: Option<PartialDate>,
    /// When it ended or is to end.
    pub(crate) to: Option<PartialDate>,
}

const WIDTH: f64 = 720.0;
const ROW: f64 = 40.0;
const HEAD: f64 = 28.0;
/// The longest name in characters.
const LONGEST: usize = 90;

/// The time line; `None` where no time is known.
pub(crate) fn timeline(setting: Setting<'_>, title: &str, spells: &[Spell]) -> Option<String> {
    let dated: Vec<&Spell> =
        spells.iter().filter(|it| it.from.is_some() || it.to.is_some()).collect();
    let years = dated.iter().flat_map(|it| [it.from, it.to]).flatten().map(PartialDate::year);
    let (first, last) = (years.clone().min()?, years.max()? + 1);
    let per_year = WIDTH / f64::from(last - first);
    let height = HEAD + ROW * dated.len() as f64 + 6.0;
    let told = format!(
        "{} of {} have a known date, {first} to {}. An end that is not known is drawn as a broken edge.",
        dated.len(),
        spells.len(),
        last - 1
    );
    let mut drawing = Drawing::begin(setting, "timeline", (WIDTH, height), title, &told);
    let every = 1 + (last - first) / 12;
    for year in (first..last).filter(|year| (year - first) % every == 0) {
        let x = f64::from(year - first) * per_year;
        drawing.push(format_args!(
            "<line class=\"edge\" x1=\"{x:.1}\" y1=\"20\" x2=\"{x:.1}\" y2=\"{height:.1}\"/><text class=\"label\" x=\"{:.1}\" y=\"15\">{year}</text>",
            x + 3.0
        ));
    }
    for (place, spell) in dated.iter().enumerate() {
        let y = HEAD + ROW * place as f64;
        let begin = spell.from.map_or(0.0, |date| at(date, first, false) * per_year);
        let end = spell.to.map_or(WIDTH, |date| at(date, first, true) * per_year);
        let open = if spell.from.is_none() || spell.to.is_none() { " open" } else { "" };
        // A name that would run out of the picture stands at its end.
        let wide = spell.name.chars().count().min(LONGEST) as f64 * 6.9;
        let (x, anchor) =
            if begin + wide > WIDTH { (WIDTH - 4.0, "end") } else { (begin, "start") };
        drawing.push(format_args!(
            "<a class=\"spell{open}\" href=\"{}\"><text class=\"label\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text><rect class=\"node\" x=\"{begin:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"10\" rx=\"3\"/></a>",
            escaped(&spell.href),
            y + 13.0,
            escaped(&excerpt(&spell.name, LONGEST)),
            y + 19.0,
            (end - begin).max(4.0)
        ));
    }
    Some(drawing.finish())
}

/// Years since the beginning of the first; the end of what the date can mean, or its beginning.
fn at(date: PartialDate, first: i32, end: bool) -> f64 {
    let years = f64::from(date.year() - first);
    let month = match date.month() {
        Some(month) => f64::from(month - 1) / 12.0,
        None if end => return years + 1.0,
        None => 0.0,
    };
    let day = match date.day() {
        Some(day) => f64::from(day - 1) / 372.0,
        None if end => 1.0 / 12.0,
        None => 0.0,
    };
    years + month + day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(from: Option<&str>, to: Option<&str>) -> Spell {
        let read = |text: &str| text.parse().unwrap();
        Spell { name: "<b>A".into(), href: "/a".into(), from: from.map(read), to: to.map(read) }
    }

    #[test]
    fn what_has_no_date_is_not_drawn_and_the_number_is_told() {
        assert_eq!(timeline(Setting::Page, "T", &[spell(None, None)]), None);
        let spells = [spell(Some("2022"), None), spell(None, None), spell(None, Some("2024-03"))];
        let drawn = timeline(Setting::Page, "T", &spells).unwrap();
        assert_eq!(drawn.matches("<a ").count(), 2);
        assert!(drawn.contains("2 of 3 have a known date, 2022 to 2024"), "{drawn}");
        assert!(!drawn.contains("<b>") && !drawn.contains("NaN"));
    }

    #[test]
    fn a_date_stands_where_its_first_or_last_day_does() {
        let date: PartialDate = "2023-07".parse().unwrap();
        assert!((at(date, 2022, false) - 1.5).abs() < 0.01);
        assert!((at("2023".parse().unwrap(), 2022, true) - 2.0).abs() < 0.01);
    }
}
