//! The edition of the strategy or plan that a document is, presents or reports.
//!
//! Each sentence is asked by itself what it says of an edition, and where it stands tells how much
//! that is worth: a title 6, a line of the cover 5, a first passage 2, any other 1. The edition with
//! the most points is taken; of equals the earlier in [`EDITIONS`]. A sentence that speaks of another
//! edition (“replaces the interim version”), of what is still to come (“the final strategy will …”) or
//! of what happens every year (“is refreshed each spring”) says nothing of this one.

use super::{
    Clues,
    phrases::{place, says_any},
};
use crate::{ingest::extracted::DocumentKind, model::Edition};

/// The editions in the order of trust among equals.
const EDITIONS: &[(Edition, &[&str])] = &[
    (Edition::Consultation, CONSULTATION),
    (Edition::Interim, INTERIM),
    (Edition::Draft, DRAFT),
    (Edition::Refreshed, REFRESHED),
    (Edition::Final, FINAL),
];
const CONSULTATION: &[&str] = &[
    "consultation draft",
    "draft for consultation",
    "consultation version",
    "draft for public",
    "draft for engagement",
    "draft for comment",
    "engagement draft",
    "consultation on the draft",
    "consulting on",
    "have your say",
    "had their say",
    "comment on draft",
    "public consultation",
];
const INTERIM: &[&str] = &[
    "interim integrated",
    "interim strategy",
    "interim icp",
    "interim version",
    "interim plan",
    "interim document",
    "interim edition",
    "version is interim",
    "strategy is interim",
    "interim)",
    "(interim",
    "why interim",
    "interim health and care",
    "initial strategy",
    "initial integrated care strategy",
    "initial icp strategy",
    "initial version",
    "replace it with a full",
    "replaced by a full",
];
const DRAFT: &[&str] = &[
    "draft strategy",
    "draft integrated care",
    "draft icp",
    "draft health and care",
    "draft version",
    "first draft",
    "draft v*",
    "(draft)",
    "draft document",
    "- draft",
    "– draft",
    "draft plan",
    "draft delivery plan",
    "draft of the",
    "working draft",
    "draft joint forward plan",
    "draft for",
    "this draft",
    "the draft",
    "in draft",
    "draft",
    "emerging strategy",
    "version 0.*",
    "v0.*",
];
const REFRESHED: &[&str] = &[
    "refresh",
    "refreshed",
    "refreshes its",
    "refreshing our",
    "refreshing the",
    "updated strategy",
    "updated integrated",
    "updated version",
    "updated plan",
    "updated edition",
    "revised strategy",
    "revised version",
    "revised edition",
    "revised integrated",
    "revised 20*",
    "reviewed 20*",
    "reviewed and updated",
    "revised in 20*",
    "second edition",
    "strategy was updated",
    "plan was updated",
    "it was updated",
    "was updated in",
    "has been updated",
    "we have updated",
    "strategy brought up to date",
    "brings our strategy up to date",
    "brings the strategy up to date",
    "looked at the strategy again",
    "this update",
    "the update",
    "the new version",
    "update 20*",
    "revisited our",
];
const FINAL: &[&str] = &[
    "final strategy",
    "final version",
    "final integrated",
    "final",
    "version 1.*",
    "version 2.*",
    "launch*",
    "published",
    "publication",
    "publishes",
    "unveil*",
    "approved",
    "adopted",
    "agreed",
    "endorsed",
    "signed off",
    "proud to present",
    "delighted to share",
];
/// Of a strategy that an interim one came before.
const FINISHED: &[&str] = &[
    "this final version",
    "final agreement of",
    "the final strategy was",
    "final strategy has been",
    "has replaced the interim",
    "replaces the interim",
    "replaced the interim",
];
/// Before another edition than the document's own: “replaces the interim version”.
const OTHERS: &[&str] = &[
    "replaces",
    "replaced the",
    "replacing",
    "supersede*",
    "builds on",
    "follows",
    "succeed*",
    "instead of",
    "since",
    "earlier",
    "previous",
    "began with",
    "began as",
    "changes made to",
    "responses to",
    "consultation on",
    "after a",
    "took account",
    "takes account",
    "taking account",
    "the one published",
    "last summer's",
    "in the past",
];
/// What is still to come, or comes again and again.
const NOT_YET: &[&str] = &[
    "will",
    "to be",
    "is due",
    "are due",
    "before",
    "until",
    "once",
    "every",
    "each",
    "annually",
    "regularly",
    "aims to",
    "shall",
    "when",
    "next",
    "if",
    "should",
    "to refresh",
    "to update",
    "for approval",
    "delegates",
];
/// Behind “interim” where it is somebody's office, or a report's.
const WHERE_NAMED: &[&str] = &["strategy", "plan", "document", "version", "edition", "draft"];

/// A sentence and what it is worth.
struct Sentence<'text> {
    text: &'text str,
    weight: u32,
}

impl Clues {
    /// The edition of the strategy or plan that the document is, presents or reports, and the words
    /// that show it. One that is delivered or presented is final unless the text says otherwise;
    /// of visions, minutes and other documents nothing is taken for granted.
    pub(in crate::ingest::recognise) fn edition(
        &self,
        kind: DocumentKind,
    ) -> (Edition, Option<&'static str>) {
        if kind == DocumentKind::Consultation {
            let shows = ["draft", "survey", "consultation"];
            let words = shows.into_iter().find(|words| self.all.contains(words));
            return (Edition::Consultation, words);
        }
        let another = kind == DocumentKind::Other && self.is_another_strategy();
        let least = match kind {
            DocumentKind::Other if another => 0,
            DocumentKind::Vision => 5,
            DocumentKind::Other => 4,
            DocumentKind::Minutes => 1,
            _ => 0,
        };
        let (edition, points, words) = self.most_said(kind);
        // That guidance or a report was published says nothing of a strategy.
        if kind == DocumentKind::Other && !another && edition == Edition::Final {
            return (Edition::Unknown, None);
        }
        match (points >= least.max(1), least) {
            (true, _) => (edition, words),
            (false, 0) => (Edition::Final, None),
            (false, _) => (Edition::Unknown, None),
        }
    }

    /// The edition of which most is said, with its points and words.
    fn most_said(&self, kind: DocumentKind) -> (Edition, u32, Option<&'static str>) {
        let mut best = (Edition::Unknown, 0, None);
        let sentences = self.sentences(kind);
        let finished = sentences.iter().any(|sentence| says_any(sentence.text, FINISHED));
        for (edition, phrases) in EDITIONS {
            // “Since then …, this final version”: the interim one was before it.
            if *edition == Edition::Interim && finished && !self.is_titled_interim() {
                continue;
            }
            let mut points = 0;
            let mut shows = None;
            // A plan that follows the interim strategy is not interim itself.
            let of_this = |sentence: &&Sentence<'_>| {
                !(kind == DocumentKind::DeliveryPlan
                    && *edition == Edition::Interim
                    && sentence.weight <= 2
                    && says_any(sentence.text, &["strategy"]))
            };
            for sentence in sentences.iter().filter(of_this) {
                if let Some(words) = said(*edition, phrases, sentence) {
                    // That it was published is said of every edition: once is enough.
                    let weak =
                        *edition == Edition::Final && shows.is_some() && sentence.weight <= 2;
                    points += if weak { 0 } else { sentence.weight };
                    shows = shows.or(Some(words));
                }
            }
            if points > best.1 {
                best = (*edition, points, shows);
            }
        }
        best
    }

    fn is_titled_interim(&self) -> bool {
        self.front.iter().any(|line| says_any(line, &["interim"]))
    }

    /// The sentences that are asked: the front, the first passages, and the rest of a short page or
    /// of minutes, whose items stand anywhere.
    fn sentences(&self, kind: DocumentKind) -> Vec<Sentence<'_>> {
        const SHORT: usize = 15;
        let front = self.front.iter().map(|line| {
            let weight = if self.title.contains(line) { 6 } else { 5 };
            Sentence { text: line, weight }
        });
        let whole = kind == DocumentKind::Minutes || self.passages <= SHORT;
        let known = |text: &str| self.front.iter().any(|line| line == text);
        let rest =
            self.sentences.iter().filter(|(text, in_head)| (*in_head || whole) && !known(text));
        let rest = rest.map(|(text, in_head)| Sentence { text, weight: 1 + u32::from(*in_head) });
        front.chain(rest).collect()
    }
}

/// The first of the phrases that a sentence says of the document's own edition.
fn said(
    edition: Edition,
    phrases: &[&'static str],
    sentence: &Sentence<'_>,
) -> Option<&'static str> {
    let front = sentence.weight > 2;
    let names_it = says_any(sentence.text, WHERE_NAMED);
    phrases.iter().copied().find(|phrase| {
        let Some(at) = place(sentence.text, phrase) else { return false };
        let before = sentence.text[..at].rsplit([';', ':', '(']).next().unwrap_or_default();
        let near = &before[floor(before, before.len().saturating_sub(60))..];
        let of_another = says_any(near, OTHERS);
        let not_yet = says_any(before, NOT_YET) && !front;
        let again = says_any(&sentence.text[at..], &["every", "each", "annually", "years, or"]);
        match edition {
            Edition::Final => {
                (names_it || front) && !not_yet && !says_any(sentence.text, &["will", "due"])
            }
            Edition::Refreshed => {
                let page = says_any(near, &["page", "last", "information"]);
                let names_it = names_it || phrase.starts_with("it was");
                (names_it || front)
                    && !of_another
                    && !not_yet
                    && !again
                    && !page
                    && !sentence.text[at..].starts_with("revised draft")
            }
            Edition::Consultation => !of_another && !not_yet,
            Edition::Draft => (names_it || front) && !of_another,
            _ => !of_another,
        }
    })
}

fn floor(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len())
}
