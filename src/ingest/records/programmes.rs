//! `partnerships/*.yaml`, the lower part: partners, programmes and measures.

use crate::{
    ingest::recognise::read_stated,
    model::{
        AssertionMethod, Measure, Membership, PartnerKind, Programme, ProgrammePartner,
        ProgrammeService, Record, Slug, Word as _, slugify,
    },
};

use super::{
    fields::{Fields, Text},
    items::Items,
    names::{advise, fold_name},
    partnership::Own,
    shapes::{MEASURE, PARTNER, PROGRAMME},
};

/// Reads partners, programmes and measures into the record.
pub(super) fn read(own: &Own<'_>, partnership: &Fields<'_>, items: &Items, record: &mut Record) {
    for (position, fields) in (0..).zip(partnership.maps("partners", &PARTNER)) {
        read_partner(own, &fields, position, record);
    }
    for (position, fields) in (0..).zip(partnership.maps("programmes", &PROGRAMME)) {
        read_programme(own, &fields, position, items, record);
    }
    for (position, fields) in (0..).zip(partnership.maps("measures", &MEASURE)) {
        read_measure(own, &fields, position, record);
    }
}

fn read_partner(own: &Own<'_>, fields: &Fields<'_>, position: i64, record: &mut Record) {
    let role = fields.find_text("role").map(|text| text.value);
    let named_as = fields.text("name").value;
    let partner = own.known.register.resolve_fields(fields);
    check_register(own, fields, partner.as_deref());
    let Some(partner) = partner else { return };
    let id = format!("{}.{partner}", own.slug);
    // That the area's councils are members is law and widely published: they need no source.
    let council = record.council_memberships.contains_key(id.as_str());
    let sources = if council { own.any_sources(fields) } else { own.sources(fields) };
    let id = own.number(&id, ".", |id| record.memberships.contains_key(id));
    let partnership = own.slug.clone();
    record.put(Membership { id, partnership, partner, position, role, named_as, sources });
}

/// Reports a kind, or a word on being generic, that is not the register's.
fn check_register(own: &Own<'_>, fields: &Fields<'_>, partner: Option<&str>) {
    let kind: Option<PartnerKind> = fields.find_word("kind");
    let generic = fields.find_truth("generic");
    let Some((known_kind, known_generic)) = partner.and_then(|slug| own.known.register.find(slug))
    else {
        return;
    };
    let remedy = "make them the same, or leave the key out here";
    let add = |key: &str, known: &str| {
        let at = fields.find(key).map_or(fields.at, |node| node.at);
        let what = format!("the register says “{key}: {known}” of this partner");
        own.report.add(at, what, remedy);
    };
    if kind.is_some_and(|kind| kind != known_kind) {
        add("kind", known_kind.word());
    }
    if generic.is_some_and(|generic| generic != known_generic) {
        add("generic", if known_generic { "true" } else { "false" });
    }
}

fn read_programme(
    own: &Own<'_>,
    fields: &Fields<'_>,
    position: i64,
    items: &Items,
    record: &mut Record,
) {
    let name = fields.text("name").value;
    let slug = format!("{}-{}", own.slug, slugify(&name));
    let slug = own.number(&slug, "-", |slug| record.programmes.contains_key(slug));
    let (from, to) = (fields.find_date("from"), fields.find_date("to"));
    if let (Some(begin), Some(end)) = (from, to)
        && begin.first_day() > end.last_day()
    {
        let at = fields.find("from").map_or(fields.at, |node| node.at);
        let what = format!("the programme begins in {begin}, after its end in {end}");
        own.report.add(at, what, "swap or correct the dates");
    }
    let gist = fields.find_text("gist").map(|text| text.value);
    let sources = own.sources(fields);
    let partnership = own.slug.clone();
    record.put(Programme {
        slug: slug.clone(),
        partnership,
        position,
        name,
        gist,
        from,
        to,
        sources,
    });
    read_programme_partners(own, fields, &slug, record);
    for (position, name) in (0..).zip(fields.texts("serves")) {
        let Some(priority) = items.resolve(&name, own) else { continue };
        let id = format!("{slug}.{priority}").into();
        record.put(ProgrammeService { id, programme: slug.clone(), priority, position });
    }
}

/// Partners of a programme. Two wordings of one kind (“voluntary sector”, “community sector”) are
/// one partner, at the place of the first.
fn read_programme_partners(
    own: &Own<'_>,
    fields: &Fields<'_>,
    programme: &Slug,
    record: &mut Record,
) {
    let mut position = 0;
    for name in fields.texts("partners") {
        let Some(partner) = own.known.register.resolve(&name, own.report) else { continue };
        let id: Slug = format!("{programme}.{partner}").into();
        if !record.programme_partners.contains_key(&id) {
            record.put(ProgrammePartner { id, programme: programme.clone(), partner, position });
            position += 1;
        }
    }
}

fn read_measure(own: &Own<'_>, fields: &Fields<'_>, position: i64, record: &mut Record) {
    let what = fields.text("what").value;
    let slug = format!("{}-{}", own.slug, slugify(&what));
    let slug = own.number(&slug, "-", |slug| record.measures.contains_key(slug));
    let value = fields.text("value").value;
    let source = own.source(&fields.text("source"));
    let programme =
        fields.find_text("programme").and_then(|name| find_programme(own, &name, record));
    let partnership = own.slug.clone();
    // Read by a program in the words of the record: not the curator's own word.
    let stated = read_stated(&what, &value);
    let measure = Measure {
        slug,
        partnership,
        position,
        programme,
        what,
        value,
        source,
        ..Measure::default()
    };
    record.put(measure.stating(stated, AssertionMethod::Proposed));
}

/// The programme of this record that a measure is about.
fn find_programme(own: &Own<'_>, name: &Text, record: &Record) -> Option<Slug> {
    let programmes = record.programmes.values().filter(|row| row.partnership == own.slug);
    let wanted = fold_name(&name.value);
    let found = programmes.clone().find(|row| fold_name(&row.name) == wanted);
    if found.is_none() && !name.value.is_empty() {
        let known: Vec<&str> = programmes.map(|row| row.name.as_str()).collect();
        let remedy = advise(&name.value, known, "Names must be as under “programmes”");
        own.report.add(name.at, format!("this record has no programme “{}”", name.value), remedy);
    }
    found.map(|row| row.slug.clone())
}
