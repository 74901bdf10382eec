//! Whose document it is, of what kind, in which edition and version, from when and for when. Each
//! is decided by words of the genre, in the title first, then in the first passages, then anywhere.

mod asking;
mod edition;
mod kind;
mod phrases;
mod signs;
mod title;
mod voice;

use std::sync::LazyLock;

use memchr::memmem;

use super::{phrase_list::PhraseList, spot::Spot};
use crate::{
    ingest::extracted::{DocumentKind, Evidence, Extent, ExtractedDate},
    model::{PartialDate, StrategyKind},
};

/// What the words of a document show about its identity, all in small letters.
#[derive(Debug)]
pub(super) struct Clues {
    /// The title and the first heading.
    title: Vec<String>,
    /// The lines before the first paragraph, the title among them.
    front: Vec<String>,
    /// The first two paragraphs.
    opening: String,
    /// The first passages.
    head: String,
    /// All headings, a line each.
    headings: String,
    /// The sentences that may tell an edition, each with whether it stands in the first passages.
    sentences: Vec<(String, bool)>,
    /// The beginning of the document.
    all: String,
    /// How often the phrases of `kind` stand there.
    counts: Vec<usize>,
    people_speak: bool,
    /// How many first sentences were looked at.
    told: usize,
    /// How many of them the owner speaks.
    own_voice: usize,
    /// Whether its owner speaks of a strategy of its own.
    names_own_strategy: bool,
    /// How many sentences are of the kind that minutes are made of.
    of_a_meeting: usize,
    /// Whether one of the passages quotes what somebody said.
    quotes: bool,
    passages: usize,
}

impl Clues {
    /// Reads them.
    pub(super) fn of(title: Option<&str>, spots: &[Spot<'_>], people_speak: bool) -> Self {
        const HEAD: usize = 6;
        let lines = lines(spots);
        let titles = titles(title, spots, &lines);
        let body = || spots.iter().filter(|spot| !spot.node.is_heading());
        let head: Vec<&str> = body().take(HEAD).map(Spot::text).collect();
        let opening: Vec<&str> =
            body().filter(|spot| !is_line(spot)).take(2).map(Spot::text).collect();
        let all = beginning(spots);
        let spoken = first_sentences(spots);
        let told: Vec<String> = spoken.iter().map(|text| text.to_lowercase()).collect();
        Self {
            front: titles
                .iter()
                .chain(lines.iter().filter(|line| !titles.contains(line)))
                .cloned()
                .collect(),
            title: titles,
            opening: opening.join("\n").to_lowercase(),
            head: head.join("\n").to_lowercase(),
            headings: headings(spots),
            sentences: telling(spots, HEAD),
            counts: kind::ANYWHERE.count(&all),
            all,
            quotes: body().take(40).any(|spot| asking::quotes(&spot.text().to_lowercase())),
            people_speak,
            told: told.len(),
            own_voice: voice::own_sentences(spoken.iter().copied()),
            names_own_strategy: told.iter().any(|text| voice::names_own_strategy(text)),
            of_a_meeting: told.iter().filter(|text| voice::is_of_a_meeting(text)).count(),
            passages: body().count(),
        }
    }

    fn titled(&self, phrases: &[&str]) -> bool {
        self.title.iter().any(|line| phrases.iter().any(|phrase| line.contains(phrase)))
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.all.contains(phrase))
    }

    /// What kind of plan it is, presents or reports.
    pub(super) fn plan(&self, kind: DocumentKind) -> Option<StrategyKind> {
        const PLANS: &[(&str, StrategyKind)] = &[
            ("joint forward plan", StrategyKind::JointForwardPlan),
            ("health and wellbeing strategy", StrategyKind::HealthAndWellbeingStrategy),
            ("integrated care strategy", StrategyKind::IntegratedCareStrategy),
            ("integrated care partnership strategy", StrategyKind::IntegratedCareStrategy),
            ("delivery plan", StrategyKind::DeliveryPlan),
            ("icp strategy", StrategyKind::IntegratedCareStrategy),
        ];
        let titled =
            PLANS.iter().find(|(phrase, _)| self.title.iter().any(|line| line.contains(phrase)));
        let most = || {
            PLANS
                .iter()
                .map(|(phrase, plan)| (times(&self.all, phrase), *plan))
                .filter(|(count, _)| *count > 0)
                .max_by_key(|(count, _)| *count)
                .map(|(_, plan)| plan)
        };
        match kind {
            DocumentKind::Vision => Some(StrategyKind::Vision),
            _ => titled.map(|(_, plan)| *plan).or_else(most),
        }
    }

    /// How much of the strategy the document is.
    pub(super) fn extent(&self) -> Extent {
        if self.titled(&[
            "plan on a page",
            "strategy on a page",
            "plan-on-a-page",
            "strategy-on-a-page",
            "on a page",
        ]) {
            Extent::PlanOnAPage
        } else if self.titled(&["summary", "easy read", "at a glance", "in brief", "short version"])
        {
            Extent::Summary
        } else if self.passages >= 60 && self.has(&["foreword", "contents", "introduction"]) {
            Extent::Full
        } else {
            Extent::Unknown
        }
    }
}

/// How often a phrase stands in a text.
fn times(text: &str, phrase: &str) -> usize {
    memmem::find_iter(text.as_bytes(), phrase.as_bytes()).count()
}

/// A line of a cover: short, and no sentence.
fn is_line(spot: &Spot<'_>) -> bool {
    const LONGEST: usize = 16;
    spot.words.len() <= LONGEST && !spot.text().trim_end().ends_with(['.', '?', ':'])
}

/// The lines before the first paragraph. A chapter's name ends them.
fn lines(spots: &[Spot<'_>]) -> Vec<String> {
    const MOST: usize = 8;
    const CHAPTERS: &[&str] = &[
        "foreword",
        "contents",
        "introduction",
        "welcome",
        "background",
        "purpose",
        "document control",
        "version control",
        "executive summary",
        "summary",
        "about you",
    ];
    let ends = |spot: &&Spot<'_>| {
        let line = spot.text().to_lowercase();
        let bare = line.trim_start_matches(|sign: char| !sign.is_alphabetic());
        spot.words.len() <= 6 && CHAPTERS.iter().any(|chapter| bare.starts_with(chapter))
    };
    let lines = spots.iter().take_while(|spot| is_line(spot) && !ends(spot)).take(MOST);
    lines.map(|spot| title::last_of_path(spot.text()).to_lowercase()).collect()
}

/// The title and the first heading; where the first lines are no headings, they are the title (a
/// heading further down is that of a chapter).
fn titles(name: Option<&str>, spots: &[Spot<'_>], lines: &[String]) -> Vec<String> {
    // The path of a page (“Home > Our work > Healthy Hearts”) is no title where one follows.
    let path = |spot: &Spot<'_>| title::last_of_path(spot.text()) != spot.text();
    let begins_with_path = spots.first().is_some_and(path);
    let mut headings = top(spots).iter().filter(|spot| spot.node.is_heading());
    let heading = headings.find(|spot| !begins_with_path || !path(spot)).map(Spot::text);
    let mut titles: Vec<String> = [name, heading]
        .into_iter()
        .flatten()
        .map(title::last_of_path)
        .map(str::to_lowercase)
        .collect();
    if !spots.first().is_some_and(|spot| spot.node.is_heading()) {
        titles.extend(lines.iter().take(2).cloned());
    }
    titles.sort_by_key(|line| lines.iter().position(|other| other == line));
    titles.dedup();
    titles
}

/// What stands above the second paragraph: further down a heading is that of a chapter.
fn top<'spots, 'text>(spots: &'spots [Spot<'text>]) -> &'spots [Spot<'text>] {
    let paragraphs = spots.iter().enumerate().filter(|(_, spot)| !is_line(spot));
    let end = paragraphs.map(|(place, _)| place).nth(1);
    &spots[..end.unwrap_or(spots.len())]
}

fn headings(spots: &[Spot<'_>]) -> String {
    let headings = spots.iter().filter(|spot| spot.node.is_heading());
    let lines: Vec<String> = headings.map(|spot| spot.text().to_lowercase()).collect();
    lines.join("\n")
}

/// What sentences have that may tell an edition.
static SPEAKS: LazyLock<PhraseList> = LazyLock::new(|| {
    PhraseList::of([
        "strategy",
        "Strategy",
        "raft",
        "plan",
        "Plan",
        "our",
        "urvey",
        "onsultation",
        "uestionnaire",
    ])
});

/// The sentences of the first passages, and those further down that speak of a plan or draft.
fn telling(spots: &[Spot<'_>], head: usize) -> Vec<(String, bool)> {
    const MOST: usize = 400;
    let body = spots.iter().filter(|spot| !spot.node.is_heading()).enumerate();
    body.flat_map(|(place, spot)| {
        let sentences = spot.sentences.iter();
        sentences
            .filter(move |text| place < head || SPEAKS.is_in(text))
            .map(move |text| (text.to_lowercase(), place < head))
    })
    .take(MOST)
    .collect()
}

/// The first sentences that are no headings.
fn first_sentences<'text>(spots: &[Spot<'text>]) -> Vec<&'text str> {
    const MOST: usize = 60;
    let body = spots.iter().filter(|spot| !spot.node.is_heading());
    body.flat_map(|spot| &spot.sentences).copied().take(MOST).collect()
}

/// The beginning of a document, a line a passage: what identifies it stands early, or often; a book
/// need not be read to its end.
fn beginning(spots: &[Spot<'_>]) -> String {
    const MOST: usize = 60_000;
    let mut all = String::new();
    for spot in spots {
        if all.len() > MOST {
            break;
        }
        all.push_str(&spot.text().to_lowercase());
        all.push('\n');
    }
    all
}

/// Where the first of the words that show something stands.
pub(super) fn evidence_of(spots: &[Spot<'_>], words: &str) -> Option<Evidence> {
    spots.iter().find_map(|spot| {
        let lower = spot.text().to_lowercase();
        let at = lower.find(words).filter(|_| lower.len() == spot.text().len())?;
        let part = spot.text().get(at..at + words.len())?;
        Some(spot.evidence(part, "words of the genre", 0.8))
    })
}

/// The period that a plan is for: a range of years of at least two in the title or the first
/// passages that name the plan, else the first such range anywhere.
pub(super) fn period(dates: &[ExtractedDate], title: Option<&str>) -> Option<(i64, i64)> {
    let years = |date: &ExtractedDate| {
        let (from, to) = (date.from?, date.to?);
        (from.month().is_none() && to.month().is_none() && to.year() - from.year() >= 2)
            .then(|| (i64::from(from.year()), i64::from(to.year())))
    };
    let in_title = dates
        .iter()
        .filter(|date| title.is_some_and(|title| title.contains(&date.text)))
        .find_map(years);
    in_title.or_else(|| {
        dates
            .iter()
            .filter(|date| {
                let lower = date.about.to_lowercase();
                lower.contains("strategy") || lower.contains("plan")
            })
            .find_map(years)
    })
}

/// When a document says that it was published.
pub(super) fn published(dates: &[ExtractedDate]) -> Option<PartialDate> {
    dates
        .iter()
        .find(|date| {
            let lower = date.about.to_lowercase();
            date.to.is_none()
                && !date.inferred
                && ["published", "posted on", "date published", "last updated"]
                    .iter()
                    .any(|word| lower.starts_with(word))
        })
        .and_then(|date| date.from)
}
