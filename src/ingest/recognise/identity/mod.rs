//! Whose document it is, of what kind, in which edition and version, from when and for when. Each
//! is decided by words of the genre, in the title first, then in the first passages, then anywhere.

mod edition;

use super::spot::Spot;
use crate::{
    ingest::extracted::{DocumentKind, Evidence, Extent, ExtractedDate},
    model::{PartialDate, StrategyKind},
};

/// What the words of a document show about its identity.
#[derive(Debug)]
pub(super) struct Clues {
    /// The title (and the first heading) in small letters.
    title: String,
    /// The first passages in small letters.
    head: String,
    /// All of it in small letters.
    all: String,
    /// All headings in small letters.
    headings: String,
    people_speak: bool,
    passages: usize,
}

impl Clues {
    /// Reads them.
    pub(super) fn of(title: Option<&str>, spots: &[Spot<'_>], people_speak: bool) -> Self {
        const HEAD: usize = 6;
        // What identifies a document stands early, or often: a book need not be read to its end.
        const MOST: usize = 200_000;
        let first = spots.iter().find(|spot| spot.node.is_heading()).map(Spot::text);
        let title = [title, first].into_iter().flatten().collect::<Vec<_>>().join(" | ");
        let body = || spots.iter().filter(|spot| !spot.node.is_heading());
        let head: Vec<&str> = body().take(HEAD).map(Spot::text).collect();
        let mut all = String::new();
        for spot in spots {
            if all.len() > MOST {
                break;
            }
            all.push_str(&spot.text().to_lowercase());
            all.push('\n');
        }
        let headings: Vec<String> = spots
            .iter()
            .filter(|spot| spot.node.is_heading())
            .map(|spot| spot.text().to_lowercase())
            .collect();
        Self {
            title: title.to_lowercase(),
            head: head.join("\n").to_lowercase(),
            all,
            headings: headings.join("\n"),
            people_speak,
            passages: body().count(),
        }
    }

    fn titled(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.title.contains(phrase))
    }

    /// Whether one of the first passages or headings is hardly more than the phrase, as a subtitle.
    fn says_shortly(&self, phrases: &[&str]) -> bool {
        let lines =
            self.title.split(" | ").chain(self.head.lines()).chain(self.headings.lines().take(4));
        let mut short = lines.filter(|line| line.split_whitespace().count() <= 10);
        short.any(|line| phrases.iter().any(|phrase| line.contains(phrase)))
    }

    fn begins(&self, phrases: &[&str]) -> bool {
        self.titled(phrases) || phrases.iter().any(|phrase| self.head.contains(phrase))
    }

    fn count(&self, phrases: &[&str]) -> usize {
        phrases.iter().map(|phrase| self.all.matches(phrase).count()).sum()
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.all.contains(phrase))
    }

    /// What kind of document it is. The order is the order of trust: minutes and consultations say
    /// so themselves, while every page of a partnership speaks of its strategy.
    pub(super) fn kind(&self) -> DocumentKind {
        let strategy = self.has(&[
            "integrated care strategy",
            "integrated care partnership strategy",
            "icp strategy",
            "integrated health and care strategy",
            "health and care strategy",
        ]);
        if self.titled(&["minutes"])
            || self.count(&[
                "apologies",
                "in attendance",
                "minutes of the",
                "matters arising",
                "resolved:",
                "resolved that",
                "action log",
                "declarations of interest",
                "any other business",
            ]) >= 3
        {
            return DocumentKind::Minutes;
        }
        if self.is_consultation() {
            return DocumentKind::Consultation;
        }
        if self.titled(&[
            "delivery plan",
            "joint forward plan",
            "implementation plan",
            "forward plan",
            "action plan",
            "operational plan",
        ]) {
            return DocumentKind::DeliveryPlan;
        }
        if self.titled(&[
            "health and wellbeing strategy",
            "council plan",
            "corporate plan",
            "needs assessment",
            "annual report",
            "guidance",
        ]) {
            return DocumentKind::Other;
        }
        if self.is_news(strategy) {
            return DocumentKind::NewsAboutStrategy;
        }
        if self.is_programme_page() {
            return DocumentKind::ProgrammePage;
        }
        if self.begins(&[
            "delivery plan sets out",
            "joint forward plan sets out",
            "this delivery plan",
            "this joint forward plan",
            "our joint forward plan",
            "this implementation plan",
        ]) {
            return DocumentKind::DeliveryPlan;
        }
        if strategy || self.has(&["strategy"]) {
            return DocumentKind::IntegratedCareStrategy;
        }
        if self.has(&["vision"]) {
            return DocumentKind::Vision;
        }
        if self.has(&["programme", "project"])
            && self.passages >= 2
            && self.titled(&["programme", "project"])
        {
            return DocumentKind::ProgrammePage;
        }
        DocumentKind::Other
    }

    fn is_consultation(&self) -> bool {
        let asks = self.count(&[
            "have your say",
            "tell us what you think",
            "share your views",
            "give your views",
            "give us your views",
            "complete the survey",
            "closing date",
            "consultation closes",
            "survey closes",
            "closes on",
            "respond to this consultation",
            "your views",
            "we want to hear",
            "we would like to hear",
            "take part in the survey",
            "fill in the survey",
            "how to respond",
            "how to comment",
            "comments must",
            "comments should",
            "questionnaire",
            "do you agree",
            "take part",
        ]);
        let titled = self.titled(&[
            "have your say",
            "consultation",
            "survey",
            "share their views",
            "share your views",
            "your views",
            "tell us",
            "views sought",
            "asked to share",
            "draft for engagement",
            "engagement document",
        ]);
        let draft = self.has(&["draft", "survey", "consultation", "proposed"]);
        let is_draft = self.says_shortly(&[
            "consultation draft",
            "draft for consultation",
            "consultation version",
            "consultation document",
        ]);
        is_draft || (titled && draft) || (asks >= 2 && draft && !self.people_speak) || asks >= 4
    }

    fn is_news(&self, strategy: bool) -> bool {
        let plan = strategy || self.has(&["strategy", "five-year plan", "five year plan"]);
        let itself = self.is_titled_strategy();
        let announces = self.titled(&[
            "launch",
            "unveil",
            "announce",
            "publish",
            "agree",
            "approve",
            "new strategy",
            "sets out",
            "reveal",
            "welcome",
            "backs",
            "endorse",
            "signed off",
            "presents",
        ]) || (!itself && self.titled(&["refresh"]));
        let delighted = self.has(&[
            "delighted to announce",
            "press release",
            "media release",
            "notes to editors",
            "news release",
        ]);
        // A foreword and “our strategy” in the title are those of the strategy itself.
        let is_itself = self.headings.lines().any(|heading| heading.starts_with("foreword"))
            || self.titled(&["our integrated care strategy", "our strategy"])
            || itself;
        plan && (delighted
            || (announces && self.passages <= 60)
            || (self.people_speak
                && !is_itself
                && self.passages <= 40
                && self.has(&[
                    "launch",
                    "published",
                    "agreed",
                    "approved",
                    "unveiled",
                    "announced",
                    "signed off",
                ])))
    }

    /// Whether the title ends in the strategy itself (“Better together: the partnership's strategy
    /// 2023–28”, “… strategy, 2025 refresh”) and tells nothing that was done with it: one quotation
    /// and the word that it was approved do not make news of it.
    fn is_titled_strategy(&self) -> bool {
        const DONE: &[&str] = &[
            "launch",
            "unveil",
            "announce",
            "publish",
            "agree",
            "approve",
            "reveal",
            "welcome",
            "back",
            "endorse",
            "signed off",
            "present",
            "sets out",
            "minister",
            "asked",
            "views",
        ];
        const FORMS: &[&str] = &["summary", "refresh", "on a page", "plan on a page", "update"];
        self.title.split(" | ").any(|title| {
            let bare = |text: &str| {
                text.trim_end_matches(|sign: char| !sign.is_alphabetic()).trim_end().to_owned()
            };
            let mut end = bare(title);
            for form in FORMS {
                if let Some(before) = end.strip_suffix(form) {
                    end = bare(before);
                }
            }
            let begins = title.split([':', '–', '—']).next_back().unwrap_or(title);
            let named = begins.trim_start().starts_with("our ")
                || begins.trim_start().starts_with("the ")
                || end.ends_with(" strategy");
            end.ends_with("strategy") && named && !DONE.iter().any(|verb| title.contains(verb))
        })
    }

    fn is_programme_page(&self) -> bool {
        // “Delivering our strategy: the Beat It programme”: the title ends in what the page is about.
        let title = self.title.trim().trim_end_matches('.');
        let named = [" programme", " project", " initiative", " scheme"];
        if named.iter().any(|noun| title.ends_with(noun)) && !title.ends_with("work programme") {
            return true;
        }
        let named = self.headings.lines().filter(|heading| {
            let heading = heading.trim_end_matches(|sign: char| !sign.is_alphanumeric());
            ["programme", "project", "initiative", "scheme", "pilot"]
                .iter()
                .any(|noun| heading.ends_with(noun) || heading.ends_with(&format!("{noun}s")))
        });
        let by_headings = named.count();
        let strategy = self.count(&["strategy"]);
        let programme = self.count(&["programme", "project", "pilot", "initiative"]);
        self.passages <= 60
            && ((by_headings >= 1 && programme >= strategy) || (by_headings >= 2))
            && programme >= 4
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
        let titled = PLANS.iter().find(|(phrase, _)| self.title.contains(phrase));
        let most = || {
            PLANS
                .iter()
                .map(|(phrase, plan)| (self.all.matches(phrase).count(), *plan))
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
