//! The edition of a strategy that a document is, presents or reports, by words of the genre.

use super::Clues;
use crate::{ingest::extracted::DocumentKind, model::Edition};

/// Words before another edition than the document's own: “replaces the interim version”.
const OTHERS: &[&str] =
    &["replace", "supersede", "builds on", "follows", "succeed", "instead of", "since", "earlier"];
/// How far before it, in bytes.
const REACH: usize = 40;

/// The first phrase that stands in a text and speaks of the document's own edition.
fn first_of_itself(phrases: &[&'static str], text: &str) -> Option<&'static str> {
    let own = |at: usize| {
        let from = (at.saturating_sub(REACH)..=at).find(|byte| text.is_char_boundary(*byte));
        let before = &text[from.unwrap_or(at)..at];
        let clause = before.rsplit(['.', ';', '\n']).next().unwrap_or(before);
        !OTHERS.iter().any(|word| clause.contains(word))
    };
    phrases.iter().find(|phrase| text.match_indices(**phrase).any(|(at, _)| own(at))).copied()
}

impl Clues {
    /// The edition of the strategy or plan that the document is, presents or reports, and the words
    /// that show it. One that is delivered or presented is final unless the text says otherwise.
    pub(in crate::ingest::recognise) fn edition(
        &self,
        kind: DocumentKind,
    ) -> (Edition, Option<&'static str>) {
        let first = |phrases: &[&'static str], text: &str| {
            phrases.iter().find(|phrase| text.contains(**phrase)).copied()
        };
        // A short page says it anywhere, a book at its beginning.
        let body = if self.passages <= 15 { &self.all } else { &self.head };
        let title_and_head = format!("{}\n{body}", self.title);
        if kind == DocumentKind::Consultation {
            return (Edition::Consultation, first(&["draft", "survey", "consultation"], &self.all));
        }
        if let Some(words) = first_of_itself(
            &[
                "interim strategy",
                "interim integrated care strategy",
                "interim version",
                "interim icp strategy",
                "interim edition",
                "version is interim",
                "strategy is interim",
                "interim)",
                "(interim",
            ],
            &title_and_head,
        ) {
            return (Edition::Interim, Some(words));
        }
        if self.titled(&["refresh"]) {
            return (Edition::Refreshed, Some("refresh"));
        }
        if let Some(words) = first(
            &[
                "refreshed strategy",
                "refreshed integrated care strategy",
                "strategy refresh",
                "refreshed our strategy",
                "refreshed its strategy",
                "refresh of our",
                "refresh of the",
                "has been refreshed",
                "refreshed in 20",
                "was refreshed",
                "and refreshed in",
                "and refreshed on",
                "refreshed 20",
                "updated strategy",
                "revised strategy",
                "we have refreshed",
                "refreshed version",
                "refreshed edition",
                "strategy was updated",
                "it was updated",
                "was updated in 20",
                "strategy has been updated",
                "we have updated our",
                "we have looked at the strategy again",
            ],
            &title_and_head,
        ) {
            return (Edition::Refreshed, Some(words));
        }
        if let Some(words) = first(
            &["consultation draft", "draft for consultation", "consultation version"],
            &title_and_head,
        ) {
            return (Edition::Consultation, Some(words));
        }
        if let Some(words) = first(
            &[
                "draft strategy",
                "draft integrated care strategy",
                "draft icp strategy",
                "draft version",
                "first draft",
                "draft v",
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
            ],
            &title_and_head,
        ) {
            return (Edition::Draft, Some(words));
        }
        match kind {
            DocumentKind::Vision | DocumentKind::Other => (Edition::Unknown, None),
            DocumentKind::IntegratedCareStrategy
            | DocumentKind::DeliveryPlan
            | DocumentKind::ProgrammePage
            | DocumentKind::NewsAboutStrategy => (
                Edition::Final,
                first(
                    &[
                        "final strategy",
                        "final version",
                        "launch",
                        "published",
                        "approved",
                        "our integrated care strategy",
                        "deliver",
                    ],
                    &self.all,
                ),
            ),
            DocumentKind::Minutes => {
                if let Some(words) = first(
                    &[
                        "draft integrated care strategy",
                        "draft strategy",
                        "draft of the strategy",
                        "draft icp strategy",
                    ],
                    &self.all,
                ) {
                    (Edition::Draft, Some(words))
                } else if self.has(&[
                    "approved the strategy",
                    "approved the integrated care strategy",
                    "agreed the strategy",
                    "final strategy",
                    "adopt",
                    "signed off",
                    "published",
                ]) {
                    (
                        Edition::Final,
                        first(&["approved", "agreed", "final strategy", "published"], &self.all),
                    )
                } else {
                    (Edition::Unknown, None)
                }
            }
            DocumentKind::Consultation => (Edition::Consultation, None),
        }
    }
}
