//! What kind of document it is. Each kind has signs: words of the genre, where they must stand to
//! show it, and how many points they are worth there. The kind with the most points is taken; of
//! equals the earlier in [`KINDS`], which are those that say so themselves; fewer than [`LEAST`]
//! points show nothing.
//!
//! Why a sign is worth what it is: a title (6) decides against everything that only the text says;
//! a line of the cover or a form's own words (3 to 4) decide where the title is silent; words that
//! any page about a strategy may have (1 to 2) count only together. What speaks against a kind has
//! points below zero.

use std::sync::LazyLock;

use super::{
    Clues,
    asking::{asks, is_a_programme, is_about_the_programme, tells_what_was_done},
    phrases::{Phrases, place, says, says_any},
    signs::{CONSULTATION, DELIVERY_PLAN, MINUTES, NEWS, OTHER, PROGRAMME, STRATEGY, VISION},
    title,
};
use crate::ingest::extracted::DocumentKind;

/// Where words must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// The title and the first heading.
    Title,
    /// The lines before the first paragraph.
    Front,
    /// The first two passages that are paragraphs.
    Opening,
    /// The first six passages.
    Head,
    /// Headings.
    Headings,
    /// Anywhere.
    All,
}

/// Words that show a kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// Where they must stand.
    pub(super) zone: Zone,
    /// What each is worth.
    pub(super) points: i32,
    /// How many of them count.
    pub(super) most: usize,
    /// The words.
    pub(super) phrases: &'static [&'static str],
}

/// A plan that a document can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    IntegratedCareStrategy,
    ForwardPlan,
    AnotherStrategy,
}

/// What the integrated care strategy is called.
const OWN_STRATEGY: &[&str] = &[
    "integrated care strategy",
    "icp strategy",
    "ics strategy",
    "integrated care partnership strategy",
    "integrated care partnership’s strategy",
    "integrated care partnership's strategy",
    "health and care strategy",
    "care partnership strategy",
    "integrated health and care strategy",
];
/// What the plan of the board and its trusts is called.
const FORWARD_PLAN: &[&str] = &[
    "joint forward plan",
    "nhs plan",
    "nhs five-year plan",
    "nhs 5-year plan",
    "nhs five year plan",
];
/// What strategies of other bodies are called.
const OTHER_STRATEGY: &[&str] = &[
    "health and wellbeing strategy",
    "health & wellbeing strategy",
    "wellbeing strategy",
    "trust strategy",
    "council plan",
    "corporate strategy",
];

/// What a programme is called.
const PROGRAMMES: &[&str] = &["programme", "project", "initiative", "scheme", "pilot"];

/// Fewer points show nothing.
const LEAST: i32 = 2;
/// The kinds in the order of trust.
const KINDS: &[(DocumentKind, &[Sign])] = &[
    (DocumentKind::Minutes, MINUTES),
    (DocumentKind::Consultation, CONSULTATION),
    (DocumentKind::ProgrammePage, PROGRAMME),
    (DocumentKind::DeliveryPlan, DELIVERY_PLAN),
    (DocumentKind::NewsAboutStrategy, NEWS),
    (DocumentKind::Other, OTHER),
    (DocumentKind::Vision, VISION),
    (DocumentKind::IntegratedCareStrategy, STRATEGY),
];

/// The phrases that are looked for anywhere, in one pass.
pub(super) static ANYWHERE: LazyLock<Phrases> = LazyLock::new(|| {
    let signs = KINDS.iter().flat_map(|(_, signs)| signs.iter());
    Phrases::of(signs.filter(|sign| sign.zone == Zone::All).flat_map(|sign| sign.phrases).copied())
});

impl Clues {
    /// What kind of document it is.
    pub(in crate::ingest::recognise) fn kind(&self) -> DocumentKind {
        let mut best = (DocumentKind::Other, LEAST - 1);
        for (kind, signs) in KINDS {
            let points = signs.iter().map(|sign| self.points(sign)).sum::<i32>() + self.more(*kind);
            if points > best.1 {
                best = (*kind, points);
            }
        }
        // A page about nothing else that names a strategy presents it.
        if best.1 < LEAST && self.mentions("strateg*") {
            return DocumentKind::IntegratedCareStrategy;
        }
        best.0
    }

    fn points(&self, sign: &Sign) -> i32 {
        let said = sign.phrases.iter().filter(|phrase| self.stands(sign.zone, phrase)).count();
        sign.points * i32::try_from(said.min(sign.most)).unwrap_or(0)
    }

    fn stands(&self, zone: Zone, phrase: &str) -> bool {
        match zone {
            Zone::Title => self.title.iter().any(|line| says(line, phrase)),
            Zone::Front => self.front.iter().any(|line| says(line, phrase)),
            Zone::Opening => says(&self.opening, phrase),
            Zone::Head => says(&self.head, phrase),
            Zone::Headings => says(&self.headings, phrase),
            Zone::All => self.times(phrase) > 0,
        }
    }

    /// How often a phrase of [`Zone::All`] stands anywhere.
    fn times(&self, phrase: &str) -> usize {
        ANYWHERE.place(phrase).and_then(|place| self.counts.get(place)).copied().unwrap_or(0)
    }

    /// Signs that are no words: the form of the title, how often and how long.
    fn more(&self, kind: DocumentKind) -> i32 {
        let report = self.title.iter().any(|line| title::reports(line));
        match kind {
            DocumentKind::NewsAboutStrategy => self.news(report),
            DocumentKind::IntegratedCareStrategy => self.strategy(report),
            DocumentKind::ProgrammePage => self.programme(),
            DocumentKind::Other => self.other(),
            DocumentKind::Consultation => self.consultation(),
            DocumentKind::Minutes => self.minutes(),
            DocumentKind::DeliveryPlan => {
                3 * i32::from(self.subject() == Some(Subject::ForwardPlan))
            }
            DocumentKind::Vision => 0,
        }
    }

    /// What was noted and asked at a meeting; an agenda has its items and none of that.
    fn minutes(&self) -> i32 {
        let agenda = self.title.iter().any(|line| title::is_agenda(line));
        // Over an item on the page of a meeting; a report has its number there (“Agenda item 7”).
        let item = self.front.iter().any(|line| line.trim() == "agenda item");
        2 * i32::try_from(self.of_a_meeting.min(4)).unwrap_or(0) + 6 * i32::from(item)
            - 8 * i32::from(agenda)
    }

    /// Sentences that ask for views, a title among them, where there is something to be asked about.
    fn consultation(&self) -> i32 {
        let mut lines = self.title.iter().chain(&self.front);
        let titled = self.title.iter().any(|line| asks(line));
        let asked = self.sentences.iter().filter(|(text, _)| asks(text)).count()
            + usize::from(lines.any(|line| asks(line)) && !titled);
        // One request stands on every page (“tell us what matters to you”).
        let draft = says_any(&self.all, &["draft", "proposals", "emerging"]);
        let asked = if titled || draft || asked > 1 { asked } else { 0 };
        6 * i32::from(titled) + 2 * i32::try_from(asked.min(4)).unwrap_or(0)
    }

    /// A headline tells what somebody did; others are heard; there is a strategy to tell of. What
    /// goes on for many pages is no news.
    fn news(&self, report: bool) -> i32 {
        const LONGEST: usize = 60;
        if self.passages > LONGEST || !(self.mentions("strateg*") || self.mentions("plan")) {
            return -20;
        }
        6 * i32::from(report)
            + 3 * i32::from(self.people_speak || self.quotes)
            + 2 * i32::from(tells_what_was_done(&self.opening))
            + i32::from(self.front.iter().any(|line| title::is_dateline(line)))
            - 3 * i32::from(self.own_voice >= 3 && !report && !self.quotes)
            + 7 * i32::from(self.is_told_by_others() && !self.title.iter().any(|line| asks(line)))
    }

    /// Whether the strategy is told of by somebody whose it is not: nobody says “we”.
    fn is_told_by_others(&self) -> bool {
        const OF_PAPERS: &[&str] =
            &["report to", "report of", "report by", "board", "cabinet", "committee", "council"];
        let paper = says_any(&self.all, &["recommended", "recommendations", "purpose of report"])
            || self.front.iter().any(|line| says_any(line, OF_PAPERS));
        self.own_voice == 0 && self.told >= 8 && self.of_a_meeting == 0 && !paper
    }

    /// A title that is the strategy is its own; one that names the strategy with another form (“its
    /// delivery plan”, “have your say on …”) is that form's.
    fn strategy(&self, report: bool) -> i32 {
        let named = self.title.iter().any(|line| title::is_strategy(line));
        let other_form = KINDS
            .iter()
            .filter(|(kind, _)| *kind != DocumentKind::IntegratedCareStrategy)
            .flat_map(|(_, signs)| signs.iter())
            .any(|sign| sign.zone == Zone::Title && sign.points > 0 && self.points(sign) > 0)
            || self.title.iter().any(|line| asks(line) || is_a_programmes(line));
        let of_it = !named && self.title.iter().any(|line| title::is_about_a_strategy(line));
        let another = self.subject() == Some(Subject::AnotherStrategy);
        if report || other_form || of_it || another || self.is_other_strategy() {
            return -4 * i32::from(named || !report || of_it);
        }
        let often = self.times("strategy") + self.times("icp strategy");
        4 * i32::from(named)
            + 2 * i32::from(self.names_own_strategy)
            + i32::from(self.subject() == Some(Subject::IntegratedCareStrategy))
            + i32::from(often >= 2)
            + i32::from(often >= 4)
            + i32::from(self.passages > 60)
            - 6 * i32::from(self.is_told_by_others())
    }

    /// Another strategy, or a page about a body whose title names no strategy.
    fn other(&self) -> i32 {
        let begins = |line: &String| line.starts_with("about ") || line.starts_with("who we are");
        let ends = |line: &String| {
            [" partnership", " board", " system", " icp", " ics"]
                .iter()
                .any(|end| line.ends_with(end))
        };
        let unnamed =
            !self.front.iter().any(|line| says(line, "strategy")) && !self.names_own_strategy;
        let body = self.title.iter().any(begins);
        let about = if body { 4 } else { 3 * i32::from(self.title.iter().any(ends)) };
        let agenda = self.title.iter().any(|line| title::is_agenda(line));
        let another = self.subject() == Some(Subject::AnotherStrategy);
        let named = 9 * i32::from(self.is_other_strategy() || agenda);
        named.max(6 * i32::from(another)) + about * i32::from(unnamed)
    }

    /// Which plan the document is about: the one that it names first. Another strategy is its subject
    /// only where it never names the integrated care one.
    fn subject(&self) -> Option<Subject> {
        let first = |phrases: &[&str]| phrases.iter().filter_map(|it| place(&self.all, it)).min();
        let own = first(OWN_STRATEGY);
        let plan = first(FORWARD_PLAN).map(|at| (at, Subject::ForwardPlan));
        let another = first(OTHER_STRATEGY)
            .filter(|_| own.is_none())
            .map(|at| (at, Subject::AnotherStrategy));
        let own = own.map(|at| (at, Subject::IntegratedCareStrategy));
        [own, plan, another].into_iter().flatten().min_by_key(|(at, _)| *at).map(|(_, it)| it)
    }

    /// Whether it presents a strategy of another body or subject and never names the integrated care one.
    pub(super) fn is_another_strategy(&self) -> bool {
        self.subject() == Some(Subject::AnotherStrategy)
    }

    fn is_other_strategy(&self) -> bool {
        self.title.iter().any(|line| title::is_other_strategy(line))
            && !self.title.iter().any(|line| title::is_strategy(line))
    }

    /// The page of a programme speaks more of it than of any strategy, and its headings do.
    fn programme(&self) -> i32 {
        let by_headings =
            self.headings.lines().filter(|line| title::ends_in_any(line, PROGRAMMES)).count();
        let most = by_headings >= 2 && by_headings * 2 >= self.headings.lines().count();
        let times: usize = PROGRAMMES.iter().map(|noun| self.times(noun)).sum();
        let said = self.sentences.iter().filter(|(_, in_head)| *in_head);
        let is_one = said.clone().any(|(text, _)| is_a_programme(text));
        let about_it = said.filter(|(text, _)| is_about_the_programme(text)).count().min(2);
        let itself = self.title.iter().any(|line| is_a_programmes(line));
        let often = times >= 4 && times >= self.times("strategy") && self.passages <= 60;
        7 * i32::from(itself)
            + 4 * i32::from(is_one)
            + 2 * i32::try_from(about_it).unwrap_or(0)
            + 3 * i32::try_from(by_headings.min(2)).unwrap_or(0)
            + 2 * i32::from(often)
            + 4 * i32::from(most)
            + 6 * i32::from(self.is_of_what_its_title_names())
    }

    /// “Creating Healthier Places is how …”: the page says what the thing of its title is, does or
    /// gives, which is no strategy, plan, partnership or board.
    fn is_of_what_its_title_names(&self) -> bool {
        const DOES: &[&str] =
            &["is how ", "is about ", "helps ", "offers ", "gives ", "supports ", "works with "];
        const OTHERS: &[&str] = &[
            "strategy",
            "plan",
            "partnership",
            "board",
            "system",
            "icp",
            "ics",
            "icb",
            "vision",
            "council",
            "we",
            "our",
            "this",
        ];
        self.title.iter().any(|line| {
            let named = line.split_whitespace().count() >= 2 && !says_any(line, OTHERS);
            let rest = self.opening.lines().find_map(|first| first.strip_prefix(line.as_str()));
            let does = |rest: &str| DOES.iter().any(|does| rest.trim_start().starts_with(does));
            let told = || PROGRAMMES.iter().any(|noun| says(&self.all, &format!("{line} {noun}")));
            named && (rest.is_some_and(does) || told())
        })
    }

    fn mentions(&self, phrase: &str) -> bool {
        self.times(phrase) > 0
    }
}

/// Whether a title ends in what a programme is called; a programme of work is a plan.
fn is_a_programmes(title: &str) -> bool {
    title::ends_in_any(title, PROGRAMMES) && !title.trim_end().ends_with("work programme")
}
