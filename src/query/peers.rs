//! Peers: which partnerships are most like one, by content or by context; which priorities are
//! most like one. Each with its reasons. Themes that go together are in `related`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    error::Result,
    model::{Partnership, PeerBasis, Priority, Region, Slug, Word as _},
    view::View,
};

use super::{
    comparison::{
        Alike, SimilarityReason, Standing, add_up, build_profiles, get_standing, highest,
    },
    coverage::CoverageOptions,
    names::{all_rows, get_row},
    partnership::councils_of,
    priority::{counted_themes, strategy_of_priority},
    words::content_words,
};

/// A partnership that is like another.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer {
    /// Which.
    pub partnership: Arc<Partnership>,
    /// 0 (nothing in common) to 1 (the same).
    pub score: f64,
    /// What adds up to the score, the largest first.
    pub reasons: Vec<SimilarityReason>,
    /// What is not known of one of the two and was left out of the score.
    pub unknown: Vec<&'static str>,
}

/// A priority that is like another.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarPriority {
    /// Which.
    pub priority: Arc<Priority>,
    /// 0 (nothing in common) to 1 (the same themes and words).
    pub score: f64,
    /// What adds up to the score, the largest first.
    pub reasons: Vec<SimilarityReason>,
}

/// The partnerships most like one, the most alike first; at most `first`.
///
/// By content: cosine of the themes of their priorities, rare themes weighing more. By context:
/// region, population and number of councils; what is unknown of either is left out and named.
///
/// # Errors
/// `NOT_FOUND` for a partnership that does not exist.
pub fn peers(
    view: &View,
    partnership: &str,
    by: PeerBasis,
    options: &CoverageOptions,
    first: usize,
) -> Result<Vec<Peer>> {
    let own = get_standing(view, partnership)?;
    let others = all_rows::<Partnership>(view).into_iter().filter(|row| !own.holds(&row.slug));
    let context = Context::of(view, &own);
    let mut unknown: HashMap<Slug, Vec<&'static str>> = HashMap::new();
    let rows = match by {
        PeerBasis::Content => {
            let profiles = build_profiles(view, options);
            let profile = profiles.of_all(own.slugs());
            others
                .map(|row| (profiles.alike(view, &profile, &profiles.of(&row.slug)), row))
                .collect()
        }
        PeerBasis::Context => others
            .map(|row| {
                let (alike, left_out) = context.alike(&Context::of_one(view, &row));
                unknown.insert(row.slug.clone(), left_out);
                (alike, row)
            })
            .collect(),
    };
    let peer = |(Alike { score, reasons }, partnership): (Alike, Arc<Partnership>)| Peer {
        unknown: unknown.remove(&partnership.slug).unwrap_or_default(),
        partnership,
        score,
        reasons,
    };
    Ok(highest(rows, |row| &row.name, first).into_iter().map(peer).collect())
}

/// How much each part of the context counts.
const OF_REGION: f64 = 0.4;
const OF_POPULATION: f64 = 0.4;
const OF_COUNCILS: f64 = 0.2;

/// What is known of where a partnership is and how large.
struct Context {
    region: Region,
    population: Option<i64>,
    councils: Option<usize>,
}

impl Context {
    fn of_one(view: &View, row: &Partnership) -> Self {
        Self {
            region: row.region,
            population: row.population.filter(|it| *it > 0),
            councils: Some(councils_of(view, &row.slug).len()).filter(|it| *it > 0),
        }
    }

    /// Of one that came later: its parts together, and nothing where one of them is not whole.
    fn of(view: &View, standing: &Standing) -> Self {
        let parts = || standing.made_of.iter().map(|part| &part.partnership);
        let whole = standing.made_of.iter().all(|part| part.whole);
        let councils: BTreeSet<Slug> = parts()
            .flat_map(|row| councils_of(view, &row.slug))
            .map(|area| area.council.slug.clone())
            .collect();
        Self {
            region: standing.partnership.region,
            population: parts().map(|row| row.population).sum::<Option<i64>>().filter(|_| whole),
            councils: Some(councils.len()).filter(|it| *it > 0 && whole),
        }
    }

    /// How alike, and what was left out because it is not known of one of the two.
    fn alike(&self, other: &Self) -> (Alike, Vec<&'static str>) {
        let same_region = if self.region == other.region { 1.0 } else { 0.0 };
        let parts = [
            (format!("region: {}", other.region.label()), "region", OF_REGION, Some(same_region)),
            (
                format!("population: {} and {}", shown(self.population), shown(other.population)),
                "population",
                OF_POPULATION,
                ratio(self.population.map(|it| it as f64), other.population.map(|it| it as f64)),
            ),
            (
                format!("councils: {} and {}", shown(self.councils), shown(other.councils)),
                "number of councils",
                OF_COUNCILS,
                ratio(self.councils.map(|it| it as f64), other.councils.map(|it| it as f64)),
            ),
        ];
        let known: f64 = parts.iter().filter(|part| part.3.is_some()).map(|part| part.2).sum();
        let unknown = parts.iter().filter(|part| part.3.is_none()).map(|part| part.1).collect();
        let reasons = parts
            .into_iter()
            .filter_map(|(label, _, weight, value)| {
                let contribution = weight * value? / known;
                (contribution > 0.0).then_some(SimilarityReason { label, contribution })
            })
            .collect();
        (add_up(reasons), unknown)
    }
}

fn shown(number: Option<impl ToString>) -> String {
    number.map_or_else(|| "unknown".to_owned(), |it| it.to_string())
}

/// The smaller divided by the larger; `None` where one is unknown.
fn ratio(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let (a, b) = (a?, b?);
    Some(a.min(b) / a.max(b))
}

/// What of themes, and what of words, goes into the likeness of two priorities.
const OF_THEMES: f64 = 0.7;
const OF_WORDS: f64 = 0.3;

/// The priorities most like one, the most alike first; at most `first`, from current strategies or
/// those that the options name. Themes count 0.7 (cosine; rare themes weigh more), words of name
/// and gist 0.3 (cosine).
///
/// # Errors
/// `NOT_FOUND` for a priority that does not exist.
pub fn similar_priorities(
    view: &View,
    priority: &str,
    elsewhere_only: bool,
    options: &CoverageOptions,
    first: usize,
) -> Result<Vec<SimilarPriority>> {
    let own = get_row::<Priority>(view, priority)?;
    let owner = strategy_of_priority(view, &own).map(|it| it.partnership.clone());
    let strategies = super::filter::strategies_of_policy(view, options.editions);
    let candidates: Vec<Arc<Priority>> = view
        .graph
        .rows::<Priority>()
        .filter(|row| row.slug != own.slug && strategies.contains(&row.strategy))
        .filter(|row| {
            let other = strategy_of_priority(view, row).map(|it| it.partnership.clone());
            !elsewhere_only || other != owner
        })
        .cloned()
        .collect();
    let traits = |row: &Priority| Traits::of(view, row, options.proposed);
    let mine = traits(&own);
    let rows: Vec<(Traits, Arc<Priority>)> =
        candidates.into_iter().map(|row| (traits(&row), row)).collect();
    let weights = theme_weights(rows.iter().map(|(traits, _)| traits).chain([&mine]));
    let rows = rows.into_iter().map(|(traits, row)| (mine.alike(&traits, &weights), row)).collect();
    let similar =
        |(Alike { score, reasons }, priority)| SimilarPriority { priority, score, reasons };
    Ok(highest(rows, |row| &row.slug, first).into_iter().map(similar).collect())
}

/// For each theme ln(1 + priorities / priorities with it).
fn theme_weights<'a>(rows: impl Iterator<Item = &'a Traits>) -> HashMap<Slug, f64> {
    let (mut all, mut with) = (0usize, HashMap::<Slug, usize>::new());
    for row in rows {
        all += 1;
        for theme in row.themes.keys() {
            *with.entry(theme.clone()).or_default() += 1;
        }
    }
    with.into_iter().map(|(slug, with)| (slug, (all as f64 / with as f64).ln_1p())).collect()
}

/// What is compared of a priority.
struct Traits {
    themes: BTreeMap<Slug, String>,
    words: BTreeSet<String>,
}

impl Traits {
    fn of(view: &View, row: &Priority, proposed: bool) -> Self {
        let themes = counted_themes(view, &row.slug, proposed);
        let text = [Some(&row.name), row.gist.as_ref()];
        Self {
            themes: themes
                .iter()
                .map(|it| (it.theme.slug.clone(), it.theme.label.clone()))
                .collect(),
            words: text.into_iter().flatten().flat_map(|text| content_words(text)).collect(),
        }
    }

    fn alike(&self, other: &Self, weights: &HashMap<Slug, f64>) -> Alike {
        let square = |slug: &Slug| weights.get(slug).copied().unwrap_or_default().powi(2);
        let length = |it: &Self| it.themes.keys().map(square).sum::<f64>().sqrt();
        let lengths = length(self) * length(other);
        let shared = self.themes.iter().filter(|(slug, _)| other.themes.contains_key(*slug));
        let mut reasons: Vec<SimilarityReason> = shared
            .map(|(slug, label)| SimilarityReason {
                label: label.clone(),
                contribution: OF_THEMES * square(slug) / lengths,
            })
            .collect();
        let words: Vec<&str> = self.words.intersection(&other.words).map(String::as_str).collect();
        if !words.is_empty() {
            let all = (self.words.len() as f64 * other.words.len() as f64).sqrt();
            reasons.push(SimilarityReason {
                label: format!("words: {}", words.join(", ")),
                contribution: OF_WORDS * words.len() as f64 / all,
            });
        }
        add_up(reasons)
    }
}
