//! To which strategy a document belongs: what it says of itself, beside what whoever ingested it said
//! and what the record knows of the strategies. Pure. Not here: recognising what a document says of
//! itself (`recognise`), what is proposed from it (`propose`).

use serde::Serialize;

use super::extracted::{DocumentKind, Extracted, Identity};
use crate::model::{Document, Edition, PartialDate, Record, Slug, Strategy, Word};

/// Two dates of publication that are further apart, in months, are those of two documents.
const MOST_MONTHS: i32 = 6;

/// To what a document belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Belonging {
    /// What the document says that it is, in one sentence.
    pub says: String,
    /// The strategy to which what is proposed from it goes: the one that was named, else the only
    /// one that nothing in the document contradicts.
    pub strategy: Option<Slug>,
    /// Where the document disagrees with what was said of it or with that strategy, or why there is
    /// none; for people.
    pub warnings: Vec<String>,
}

/// To what a document belongs; `document` holds what was said of it when it was ingested.
pub fn belonging(known: &Record, document: &Document, extracted: &Extracted) -> Belonging {
    let identity = &extracted.identity;
    let mut warnings = disagreements(document, identity);
    let named = document.strategy.as_ref();
    let strategy = match named.and_then(|slug| known.strategies.get(slug)) {
        Some(strategy) => {
            let against = contradictions(identity, strategy);
            warnings.extend(against.into_iter().map(|reason| format!("The document {reason}.")));
            named.cloned()
        }
        None => match only_fitting(known, document, identity) {
            Ok(slug) => Some(slug),
            Err(reason) => {
                // News or minutes without a list of their own lack nothing.
                let lists = extracted.lists.iter().any(|list| list.lookalike.is_none());
                warnings.extend(reason.filter(|_| lists || identity.plan.is_some()));
                None
            }
        },
    };
    Belonging { says: in_words(identity), strategy: strategy.or(named.cloned()), warnings }
}

/// Where the document disagrees with the partnership and the date that were said.
fn disagreements(document: &Document, identity: &Identity) -> Vec<String> {
    let mut warnings = Vec::new();
    if let (Some(said), Some(found)) = (&document.partnership, &identity.partnership)
        && said != found
    {
        warnings.push(format!(
            "The document names the partnership {found}, but it was ingested for {said}."
        ));
    }
    if let (Some(said), Some(found)) = (document.published, identity.published)
        && !said.overlaps(Some(found), Some(found))
    {
        warnings.push(format!(
            "The document says that it was published {found}, but {said} is held for it."
        ));
    }
    warnings
}

/// The only strategy of the partnership that the document does not contradict; else why there is
/// none, where the partnership has any.
fn only_fitting(
    known: &Record,
    document: &Document,
    identity: &Identity,
) -> Result<Slug, Option<String>> {
    let Some(owner) = document.partnership.as_ref().or(identity.partnership.as_ref()) else {
        return Err(None);
    };
    let mut own: Vec<_> =
        known.strategies.values().filter(|row| row.partnership == *owner).collect();
    own.sort_by_key(|row| row.position);
    if own.is_empty() {
        return Err(None);
    }
    let keys: Vec<&str> = own.iter().map(|row| &*row.key).collect();
    let untied = |reason: String| {
        Err(Some(format!(
            "The document is tied to the partnership only, to no strategy: {reason}. If it is the text of one, ingest it again with that strategy: {}.",
            keys.join(", ")
        )))
    };
    if identity.partnership.as_ref().is_some_and(|found| found != owner) {
        return untied("it names another partnership".to_owned());
    }
    let Some(plan) = identity.plan else {
        return untied("it does not say what kind of plan it is".to_owned());
    };
    let of_kind: Vec<_> = own.iter().filter(|row| row.kind == plan).collect();
    let against: Vec<_> = of_kind.iter().map(|row| contradictions(identity, row)).collect();
    let mut fitting = of_kind.iter().zip(&against).filter(|(_, against)| against.is_empty());
    match (fitting.next(), fitting.next()) {
        (Some((only, _)), None) => Ok(only.slug.clone()),
        (Some(_), Some(_)) => untied("it fits more than one".to_owned()),
        (None, _) if of_kind.is_empty() => {
            untied(format!("{owner} has no {} in the record", lower(plan)))
        }
        (None, _) => untied(against.concat().join("; ")),
    }
}

/// In what a document contradicts a strategy, each in words that follow “the document”.
fn contradictions(identity: &Identity, strategy: &Strategy) -> Vec<String> {
    let slug = &strategy.slug;
    let mut against = Vec::new();
    if let Some(plan) = identity.plan
        && plan != strategy.kind
        && !strategy.also_serves_as.contains(&plan)
    {
        let (found, kind) = (lower(plan), lower(strategy.kind));
        against.push(format!("is about the {found}, while {slug} is the {kind}"));
    }
    let (found, edition) = (identity.edition, strategy.edition);
    let is_told = found != Edition::Unknown && edition != Edition::Unknown;
    if is_told && found != edition && !(found.is_draft() && edition.is_draft()) {
        let (found, edition) = (lower(found), lower(edition));
        against.push(format!("says its edition is {found}, while that of {slug} is {edition}"));
    }
    if let Some((from, to)) = identity.period
        && let Some(held) = other_years(from, to, strategy)
    {
        against.push(format!("is for {from} to {to}, while {slug} {held}"));
    }
    let is_itself = matches!(
        identity.kind,
        DocumentKind::IntegratedCareStrategy | DocumentKind::DeliveryPlan | DocumentKind::Vision
    );
    if let (true, Some(found), Some(held)) = (is_itself, identity.published, strategy.published)
        && are_apart(found, held)
    {
        against.push(format!("says it was published {found}, while {slug} was published {held}"));
    }
    against
}

/// The years of a strategy in words, where they are others. One without a period begins in the year
/// in which it is published, the year before, or (published in its second half) the year after.
fn other_years(from: i64, to: i64, strategy: &Strategy) -> Option<String> {
    if let Some(own) = strategy.period_from {
        let end = strategy.period_to.unwrap_or(to);
        return ((from, to) != (own, end)).then(|| format!("is for {own} to {end}"));
    }
    let published = strategy.published?;
    let year = i64::from(published.year());
    let last = if published.month().is_some_and(|month| month < 7) { year } else { year + 1 };
    (!(year - 1..=last).contains(&from)).then(|| format!("was published {published}"))
}

/// Whether two dates of publication are too far apart to be those of one document.
fn are_apart(one: PartialDate, other: PartialDate) -> bool {
    let months = |date: PartialDate| date.month().map(|month| date.year() * 12 + i32::from(month));
    match (months(one), months(other)) {
        (Some(one), Some(other)) => (one - other).abs() > MOST_MONTHS,
        _ => one.year() != other.year(),
    }
}

/// What a document says that it is: kind, plan, edition, extent, period, publication, partnership;
/// what it does not say is left out.
fn in_words(identity: &Identity) -> String {
    let mut parts = vec![identity.kind.label().to_owned()];
    let plan = identity.plan.map(Word::label).filter(|plan| *plan != identity.kind.label());
    parts.extend(plan.map(|plan| format!("plan: {}", plan.to_lowercase())));
    if identity.edition != Edition::Unknown {
        parts.push(format!("edition: {}", lower(identity.edition)));
    }
    parts.push(lower(identity.extent));
    parts.extend(identity.period.map(|(from, to)| format!("for {from} to {to}")));
    parts.extend(identity.published.map(|date| format!("published {date}")));
    parts.extend(identity.partnership.as_ref().map(|slug| format!("of {slug}")));
    parts.join(", ")
}

fn lower(word: impl Word) -> String {
    word.label().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StrategyKind;

    fn strategy(period: Option<(i64, i64)>, published: &str) -> Strategy {
        Strategy {
            slug: "north-shore-2023".into(),
            partnership: "north-shore".into(),
            key: "2023".into(),
            position: 0,
            kind: StrategyKind::IntegratedCareStrategy,
            edition: Edition::Final,
            title: "Our strategy".into(),
            title_exact: true,
            published: Some(published.parse().unwrap()),
            period_from: period.map(|(from, _)| from),
            period_to: period.map(|(_, to)| to),
            vision: None,
            vision_source: None,
            also_serves_as: vec![],
            source: "north-shore.S1".into(),
        }
    }

    fn identity(edition: Edition, period: Option<(i64, i64)>, published: &str) -> Identity {
        Identity {
            partnership: Some("north-shore".into()),
            partnership_evidence: None,
            kind: DocumentKind::IntegratedCareStrategy,
            plan: Some(StrategyKind::IntegratedCareStrategy),
            edition,
            edition_evidence: None,
            extent: super::super::extracted::Extent::Full,
            published: published.parse().ok(),
            period,
            confidence: 0.9,
        }
    }

    fn against(found: &Identity, strategy: &Strategy) -> usize {
        contradictions(found, strategy).len()
    }

    #[test]
    fn years_and_edition_contradict_only_where_they_cannot_be_those_of_one_text() {
        let undated = strategy(None, "2023-01");
        for (edition, period, published, expected) in [
            (Edition::Final, Some((2023, 2028)), "2022-12", 0),
            (Edition::Unknown, None, "", 0),
            (Edition::Final, Some((2024, 2029)), "2024-03", 2),
            (Edition::Final, Some((2024, 2029)), "", 1),
            (Edition::Draft, Some((2025, 2035)), "", 2),
            (Edition::Draft, None, "2023", 1),
        ] {
            let found = identity(edition, period, published);
            assert_eq!(against(&found, &undated), expected, "{found:?}");
        }
        let dated = strategy(Some((2023, 2028)), "2023-01");
        assert_eq!(against(&identity(Edition::Final, Some((2023, 2028)), ""), &dated), 0);
        assert_eq!(against(&identity(Edition::Final, Some((2024, 2028)), ""), &dated), 1);
        let late = strategy(None, "2022-12");
        assert_eq!(against(&identity(Edition::Final, Some((2023, 2033)), ""), &late), 0);
    }

    #[test]
    fn news_of_a_later_year_may_be_about_the_strategy() {
        let mut news = identity(Edition::Final, None, "2025-01");
        news.kind = DocumentKind::NewsAboutStrategy;
        assert_eq!(against(&news, &strategy(None, "2023-01")), 0);
    }

    #[test]
    fn what_a_document_says_is_one_sentence_without_what_it_does_not_say() {
        let found = identity(Edition::Draft, Some((2024, 2029)), "2024-03");
        assert_eq!(
            in_words(&found),
            "Integrated care strategy, edition: draft, full document, for 2024 to 2029, published 2024-03, of north-shore"
        );
    }
}
