//! Whose list it is, where a text says that it is not the strategy's own: another plan's, national
//! aims, what people said, what a needs assessment found. What a list is called is read in `cue`.

use std::sync::LazyLock;

use super::super::phrase_list::PhraseList;

/// Phrases that tell that a list is not the strategy's own, and what to call it.
const OTHERS: &[(&str, &str)] = &[
    ("joint forward plan", "joint forward plan"),
    ("forward plan", "joint forward plan"),
    ("delivery plan", "delivery plan"),
    ("operational plan", "operational plan"),
    ("implementation plan", "delivery plan"),
    ("action plan", "action plan"),
    ("health and wellbeing strateg", "health and wellbeing strategy"),
    ("health & wellbeing strateg", "health and wellbeing strategy"),
    ("health and wellbeing board", "health and wellbeing board"),
    ("health and wellbeing plan", "health and wellbeing plan"),
    ("long term plan", "NHS Long Term Plan"),
    ("nhs england", "national aims"),
    ("national", "national aims"),
    ("nationally", "national aims"),
    ("government", "national aims"),
    ("core20plus5", "Core20PLUS5"),
    ("purposes of", "national aims"),
    ("core purpose", "national aims"),
    ("four aims of", "national aims"),
    ("four aims for", "national aims"),
    ("all integrated care systems", "national aims"),
    ("every integrated care system", "national aims"),
    ("statutory", "national aims"),
    ("department of health", "national aims"),
    ("needs assessment", "needs assessment"),
    ("jsna", "needs assessment"),
    ("factors that", "needs assessment"),
    ("factors which", "needs assessment"),
    ("risk factors", "needs assessment"),
    ("factors behind", "needs assessment"),
    ("council plan", "council plan"),
    ("corporate plan", "corporate plan"),
    ("local plan", "local plan"),
    ("people told us", "what people said"),
    ("you told us", "what people said"),
    ("what we heard", "what people said"),
    ("people said", "what people said"),
    ("heard from", "what people said"),
    ("respondents", "what people said"),
    ("residents said", "what people said"),
    ("people raised", "what people said"),
    ("residents raised", "what people said"),
    ("raised by", "what people said"),
    ("they raised", "what people said"),
    ("raised most", "what people said"),
    ("mentioned most", "what people said"),
    ("most common concerns", "what people said"),
    ("biggest concerns", "what people said"),
    ("we heard", "what people said"),
    ("told us", "what people said"),
    ("feedback", "what people said"),
    ("next steps", "next steps"),
    ("marmot", "Marmot principles"),
    ("digital strategy", "digital strategy"),
    ("green plan", "green plan"),
    ("people plan", "people plan"),
    ("workforce strategy", "workforce strategy"),
    ("housing strategy", "housing strategy"),
    ("carers strategy", "carers' strategy"),
    ("mental health strategy", "mental health strategy"),
    ("trust's", "a trust's own plan"),
    ("trust’s", "a trust's own plan"),
];

/// Phrases by which a strategy speaks of itself.
const OWN: &[&str] = &[
    "integrated care strategy",
    "care partnership strategy",
    "icp strategy",
    "ics strategy",
    "integrated care plan",
    "integrated health and care strategy",
    "our strategy",
    "this strategy",
    "the strategy",
    "icp priorit",
    "partnership's priorit",
    "partnership’s priorit",
    "our priorit",
    "our ambition",
];

/// Whose list it is where a text says that it is not the strategy's own. `noun` is where the
/// noun for the items ends: of several plans that are named the nearest to it counts (“the plan
/// takes its direction from the strategy, where four objectives are set”).
pub(super) fn find_other(text: &str, noun: usize) -> Option<&'static str> {
    let lower = text.to_lowercase();
    if ends_in_sources(&lower) {
        return Some("sources");
    }
    if lower.get(..noun).is_some_and(ends_in_what_people_want) {
        return Some("what people said");
    }
    let mut own = usize::MAX;
    let mut other = (usize::MAX, usize::MAX);
    for (at, phrase) in WHOSE.places_in(&lower) {
        if lower[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        match phrase.checked_sub(OWN.len()) {
            None => own = own.min(at.abs_diff(noun)),
            Some(place) => other = other.min((at.abs_diff(noun), place)),
        }
    }
    (other.0 < own).then(|| OTHERS[other.1].1)
}

/// Whether a lead-in says that what follows is known, as the ground of a strategy: “We know that:”.
pub(super) fn is_what_is_known(lead: &str) -> bool {
    let lower = lead.trim_end().to_lowercase();
    ["we know:", "we know that:", "we also know that:"].iter().any(|end| lower.ends_with(end))
}

/// What the four purposes that the law gives every integrated care system speak of (NHS England,
/// *Integrating care*, 2020): outcomes, inequalities, productivity, social and economic development.
const PURPOSES: &[&[&str]] = &[
    &[
        "outcomes in population health",
        "population health and healthcare",
        "population health outcomes",
    ],
    &["inequalities in outcomes", "inequalities in outcome"],
    &["productivity and value", "productivity"],
    &["social and economic development", "broader social"],
];

/// Whether a list is that of the four national purposes, word for word or nearly so. A strategy that
/// takes them for its own objectives says so.
pub(super) fn is_national<'text>(
    lead: &str,
    titles: impl Iterator<Item = &'text str> + Clone,
) -> bool {
    let lower: Vec<String> = titles.map(str::to_lowercase).collect();
    let told = |purpose: &&&[&str]| {
        lower.iter().any(|title| purpose.iter().any(|words| title.contains(words)))
    };
    let told = PURPOSES.iter().filter(told).count();
    told >= 3 && lower.len() <= told + 1 && !lead.to_lowercase().contains("strateg")
}

/// The phrases of [`OWN`], then those of [`OTHERS`].
static WHOSE: LazyLock<PhraseList> = LazyLock::new(|| {
    let others = OTHERS.iter().map(|(phrase, _)| *phrase);
    PhraseList::of(OWN.iter().copied().chain(others))
});

/// “Our priorities have been shaped by engagement, and are drawn from:” tells where they come from.
fn ends_in_sources(lower: &str) -> bool {
    const SOURCES: &[&str] =
        &["drawn from", "informed by", "shaped by", "derived from", "based upon"];
    let bare = lower.trim_end();
    bare.strip_suffix(':').is_some_and(|lead| SOURCES.iter().any(|end| lead.ends_with(end)))
}

/// Whether what ends with the noun is that of those who were asked: “residents’ top three
/// priorities”, “what patients said … priorities” is in the list of phrases. “Our residents’
/// priorities” are those that the strategy takes over.
fn ends_in_what_people_want(upto_noun: &str) -> bool {
    const ASKED: &[&str] = &[
        "residents",
        "people's",
        "patients",
        "public's",
        "citizens",
        "respondents",
        "communities",
        "participants",
        "pupils",
        "carers",
        "families",
        "staff's",
    ];
    let before: Vec<&str> = upto_noun.split_whitespace().rev().take(5).collect();
    before.iter().enumerate().any(|(place, word)| {
        let word = word.replace('’', "'");
        let of_them = ASKED.iter().any(|asked| {
            word == *asked && asked.ends_with("'s") || word.strip_suffix('\'') == Some(*asked)
        });
        let ours = before.get(place + 1).is_some_and(|whose| matches!(*whose, "our" | "all"));
        of_them && !ours
    })
}

/// The same for a heading or title, whose noun does not matter.
pub(super) fn find_other_in_heading(heading: &str) -> Option<&'static str> {
    find_other(heading, heading.len())
}

/// What is no priority by its word alone: what one is up against, what people worry about.
pub(super) fn other_by_word(called: &str) -> Option<&'static str> {
    match called.rsplit(' ').next()? {
        "challenge" | "factor" => Some("needs assessment"),
        "concern" => Some("what people said"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::cue::find_cue, *};

    #[test]
    fn a_list_of_somebody_else_is_named() {
        let other = |text: &str| find_other(text, find_cue(text).map_or(0, |cue| cue.after));
        assert_eq!(
            other("The Joint Forward Plan has eight priorities:"),
            Some("joint forward plan")
        );
        assert_eq!(
            other("Priorities of the Health and Wellbeing Strategy"),
            Some("health and wellbeing strategy")
        );
        assert_eq!(other("After feedback, our priorities for the integrated care strategy:"), None);
        assert_eq!(
            other(
                "The Joint Forward Plan follows the Integrated Care Strategy, which has four aims:"
            ),
            None
        );
        assert_eq!(other("International ambitions"), None);
        assert_eq!(other("Residents’ top three priorities were:"), Some("what people said"));
        assert_eq!(other("Our residents' priorities are:"), None);
    }
}
