//! Themes, partnerships, partners with their memberships, and programmes.

use std::collections::{BTreeMap, HashMap};

use super::{
    Desk, Taken,
    building::{Made, named, said},
    lines::Line,
    tables::{
        PartnerLine, PartnershipLine, PriorityProgrammeLine, ProgrammeLine, StrategyPartnerLine,
        ThemeLine,
    },
};
use crate::model::{
    Confidence, Membership, PartialDate, Partner, PartnerKind, Partnership, Programme,
    ProgrammePartner, ProgrammeService, Region, Slug, Theme, Word as _, slugify,
};

pub(super) fn add_themes(made: &mut Made, lines: Vec<Line<ThemeLine>>, desk: &mut Desk) {
    const FILE: &str = "themes.jsonl";
    let mut taken = Taken::default();
    let mut parents = Vec::new();
    for (position, (line, row)) in (0..).zip(lines) {
        let at = (FILE, line);
        let label = said(at, "name", row.name, desk);
        let slug = named(at, row.slug.as_deref(), &label, &mut taken, desk);
        made.themes.put(at, row.id, slug.clone(), desk);
        parents.push((line, slug.clone(), row.parent_id));
        made.record.put(Theme {
            slug,
            broader: None,
            position,
            label,
            definition: row.definition,
            alt_labels: row.alt_labels,
            phrases: row.phrases,
            lookalikes: Vec::new(),
            not_themes: Vec::new(),
        });
    }
    for (line, slug, parent) in parents {
        let Some(parent) = parent.and_then(|id| made.themes.get((FILE, line), id, desk)) else {
            continue;
        };
        if let Some(row) = made.record.themes.get_mut(&slug) {
            std::sync::Arc::make_mut(row).broader = Some(parent.clone());
        }
    }
    let is_top = |slug: &Slug| made.record.themes.get(slug).is_none_or(|it| it.broader.is_none());
    for row in made.record.themes.values() {
        if row.broader.as_ref().is_some_and(|broader| !is_top(broader)) {
            desk.add(FILE, 1, 1, format!("“{}” is on a third level: themes have two", row.slug));
        }
    }
}

pub(super) fn add_partnerships(
    made: &mut Made,
    lines: Vec<Line<PartnershipLine>>,
    desk: &mut Desk,
) {
    let mut taken = Taken::default();
    for (line, row) in lines {
        let at = ("partnerships.jsonl", line);
        let name = said(at, "name", row.name, desk);
        let slug = named(at, row.code.as_deref(), &name, &mut taken, desk);
        let region = Region::from_word(&slugify(&row.region)).map_err(|unknown| {
            desk.add(at.0, line, 1, unknown.to_string());
        });
        made.partnerships.put(at, row.id, slug.clone(), desk);
        let Ok(region) = region else { continue };
        made.record.put(Partnership {
            slug,
            name,
            aliases: row.aliases,
            system: None,
            region,
            board_name: row.board.unwrap_or_else(|| "Not stated".to_owned()),
            board_ods: None,
            board_codes: Vec::new(),
            population: row.population,
            population_source: None,
            population_note: None,
            coverage: Confidence::Medium,
            notes: None,
        });
    }
}

pub(super) fn add_partners(made: &mut Made, lines: Vec<Line<PartnerLine>>, desk: &mut Desk) {
    let mut taken = Taken::default();
    for (line, row) in lines {
        let at = ("partners.jsonl", line);
        let name = said(at, "name", row.name, desk);
        let slug = named(at, None, &name, &mut taken, desk);
        made.partners.put(at, row.id, (slug.clone(), name.clone()), desk);
        made.record.put(Partner {
            slug,
            name,
            kind: row.kind.as_deref().map_or(PartnerKind::Other, kind_of),
            aliases: row.aliases,
            ods_code: None,
            gss_code: None,
            generic: false,
        });
    }
}

/// Our word for a kind of organisation, or what others write for it; “other” for the rest.
fn kind_of(word: &str) -> PartnerKind {
    match word {
        "council" => PartnerKind::LocalAuthority,
        "nhs_trust" | "gp_federation" => PartnerKind::NhsBody,
        "hospice" | "charity" | "housing" => PartnerKind::Vcse,
        "college" | "school" => PartnerKind::Education,
        word => PartnerKind::from_word(word).unwrap_or(PartnerKind::Other),
    }
}

/// One membership for each partnership, partner and role; its sources are the editions that say
/// so, the newest first.
pub(super) fn add_memberships(
    made: &mut Made,
    lines: Vec<Line<StrategyPartnerLine>>,
    desk: &mut Desk,
) {
    type Stated = BTreeMap<(Slug, Slug, Option<String>), (String, Vec<(i64, Slug)>)>;
    let mut stated = Stated::new();
    for (line, row) in lines {
        let at = ("strategy_partner.jsonl", line);
        let strategy = made.strategies.get(at, row.strategy_id, desk).cloned();
        let partner = made.partners.get(at, row.partner_id, desk).cloned();
        let (Some(strategy), Some((partner, name))) = (strategy, partner) else { continue };
        let key = (strategy.partnership.clone(), partner, row.role);
        let (_, sources) = stated.entry(key).or_insert((name, Vec::new()));
        sources.push((-strategy.position, strategy.source.clone()));
    }
    let mut taken = Taken::default();
    let mut positions: HashMap<Slug, i64> = HashMap::new();
    for ((partnership, partner, role), (named_as, mut sources)) in stated {
        sources.sort();
        sources.dedup();
        let position = positions.entry(partnership.clone()).or_default();
        made.record.put(Membership {
            id: numbered_id(&mut taken, &partnership, &partner),
            position: *position,
            partnership,
            partner,
            role,
            named_as,
            sources: sources.into_iter().map(|(_, source)| source).collect(),
        });
        *position += 1;
    }
}

/// `{first}.{second}`, with `.2`, `.3` … where that is taken.
fn numbered_id(taken: &mut Taken, first: &Slug, second: &Slug) -> Slug {
    let mut id: Slug = format!("{first}.{second}").into();
    let mut number = 2;
    while !taken.0.insert(id.clone()) {
        id = format!("{first}.{second}.{number}").into();
        number += 1;
    }
    id
}

pub(super) fn add_programmes(made: &mut Made, lines: Vec<Line<ProgrammeLine>>, desk: &mut Desk) {
    let mut taken = Taken::default();
    let mut positions: HashMap<Slug, i64> = HashMap::new();
    for (line, row) in lines {
        let at = ("programmes.jsonl", line);
        let name = said(at, "name", row.name, desk);
        let partnership = made.partnerships.get(at, row.partnership_id, desk).cloned();
        let Some(partnership) = partnership else { continue };
        let slug = taken.free(&format!("{partnership}-{}", slugify(&name)));
        made.programmes.put(at, row.id, slug.clone(), desk);
        let partner = row.lead_partner_id.and_then(|id| made.partners.get(at, id, desk).cloned());
        let position = positions.entry(partnership.clone()).or_default();
        made.record.put(Programme {
            slug: slug.clone(),
            partnership,
            position: *position,
            name,
            gist: row.gist,
            from: row.start_year.and_then(year),
            to: row.end_year.and_then(year),
            sources: Vec::new(),
        });
        *position += 1;
        if let Some((partner, _)) = partner {
            let id = format!("{slug}.{partner}").into();
            made.record.put(ProgrammePartner { id, programme: slug, partner, position: 0 });
        }
    }
}

/// A year as a date.
pub(super) fn year(year: u16) -> Option<PartialDate> {
    format!("{year:04}").parse().ok()
}

pub(super) fn add_services(
    made: &mut Made,
    lines: &[Line<PriorityProgrammeLine>],
    desk: &mut Desk,
) {
    let mut positions: HashMap<Slug, i64> = HashMap::new();
    for (line, row) in lines {
        let at = ("priority_programme.jsonl", *line);
        let priority = made.priorities.get(at, row.priority_id, desk).cloned();
        let programme = made.programmes.get(at, row.programme_id, desk).cloned();
        let (Some((priority, _)), Some(programme)) = (priority, programme) else { continue };
        let position = positions.entry(programme.clone()).or_default();
        let id = format!("{programme}.{priority}").into();
        let service = ProgrammeService { id, programme, priority, position: *position };
        *position += 1;
        if made.record.put(service).is_some() {
            desk.add(at.0, *line, 1, "the same programme and priority stand on a line before");
        }
    }
}
