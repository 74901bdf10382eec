//! Strategies with the source, the list and the document that each has, and their priorities.

use std::collections::HashMap;

use super::{
    Desk, Taken,
    building::{Made, said},
    lines::Line,
    people::year,
    tables::{PriorityLine, PriorityThemeLine, StrategyLine},
};
use crate::model::{
    AssertionMethod, Edition, ListRole, Priority, PriorityList, PriorityTheme, Slug, Source,
    SourceKind, Speaker, Strategy, StrategyKind, slugify,
};

/// The files are in the order of editions: a partnership's oldest strategy stands first.
pub(super) fn add_strategies(made: &mut Made, lines: Vec<Line<StrategyLine>>, desk: &mut Desk) {
    let mut taken = Taken::default();
    let mut positions: HashMap<Slug, i64> = HashMap::new();
    for (line, row) in lines {
        let at = ("strategies.jsonl", line);
        let title = said(at, "title", row.title, desk);
        let partnership = made.partnerships.get(at, row.partnership_id, desk).cloned();
        let Some(partnership) = partnership else { continue };
        let slug = taken.free(&format!("{partnership}-{}", row.year));
        let key = slug[partnership.len() + 1..].to_owned();
        let position = positions.entry(partnership.clone()).or_default();
        let source = Source {
            id: format!("{partnership}.{key}").into(),
            partnership: partnership.clone(),
            key: key.clone(),
            url: row.url,
            title: title.clone(),
            publisher: row.publisher,
            kind: SourceKind::Pdf,
            speaker: Speaker::Own,
            published: year(row.year),
        };
        let strategy = Strategy {
            slug: slug.clone(),
            partnership,
            key,
            position: *position,
            kind: StrategyKind::IntegratedCareStrategy,
            edition: Edition::Final,
            title,
            title_exact: true,
            published: year(row.year),
            period_from: Some(row.year.into()),
            period_to: None,
            vision: None,
            vision_source: None,
            also_serves_as: Vec::new(),
            source: source.id.clone(),
        };
        *position += 1;
        made.strategies.put(at, row.id, strategy.clone().into(), desk);
        made.record.put(PriorityList {
            id: list_of(&slug),
            strategy: slug,
            position: 0,
            role: ListRole::Priorities,
            called: None,
            stated_count: None,
            complete: row.complete.unwrap_or(true),
            ordered: true,
            source: source.id.clone(),
        });
        made.record.put(source);
        made.record.put(strategy);
    }
}

fn list_of(strategy: &str) -> Slug {
    format!("{strategy}.priorities").into()
}

pub(super) fn add_priorities(made: &mut Made, lines: Vec<Line<PriorityLine>>, desk: &mut Desk) {
    let mut taken = Taken::default();
    for (line, row) in lines {
        let at = ("priorities.jsonl", line);
        let name = said(at, "title", row.title, desk);
        let Some(strategy) = made.strategies.get(at, row.strategy_id, desk).cloned() else {
            continue;
        };
        let slug = taken.free(&format!("{}-{}", strategy.slug, slugify(&name)));
        made.priorities.put(at, row.id, (slug.clone(), name.clone()), desk);
        made.record.put(Priority {
            slug,
            list: list_of(&strategy.slug),
            strategy: strategy.slug.clone(),
            position: row.rank - 1,
            name,
            exact: true,
            gist: row.summary,
            parent: None,
            sources: vec![strategy.source.clone()],
        });
    }
}

/// The themes of a priority are what the maker of the corpus says of it: curated.
pub(super) fn add_priority_themes(
    made: &mut Made,
    lines: &[Line<PriorityThemeLine>],
    desk: &mut Desk,
) {
    let mut positions: HashMap<u64, i64> = HashMap::new();
    for (line, row) in lines {
        let at = ("priority_theme.jsonl", *line);
        let priority = made.priorities.get(at, row.priority_id, desk).cloned();
        let theme = made.themes.get(at, row.theme_id, desk).cloned();
        let (Some((priority, _)), Some(theme)) = (priority, theme) else { continue };
        let position = positions.entry(row.priority_id).or_default();
        let assertion = PriorityTheme {
            id: format!("{priority}.{theme}").into(),
            priority,
            theme,
            position: *position,
            method: AssertionMethod::Curated,
            confidence: None,
        };
        *position += 1;
        if made.record.put(assertion).is_some() {
            desk.add(at.0, *line, 1, "the same priority and theme stand on a line before");
        }
    }
}
