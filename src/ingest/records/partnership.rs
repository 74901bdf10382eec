//! `partnerships/*.yaml`, the upper part: the partnership, its board, area, sources, changes and
//! listed documents.
//!
//! Its strategies are read by `strategies`, its partners, programmes and measures by `programmes`.

use std::{cell::RefCell, collections::BTreeMap};

use crate::model::{
    BoardChange, CouncilMembership, ListedDocument, PartnerKind, Partnership, Record, Slug, Source,
};

use super::{
    areas::{Areas, is_ods},
    fields::{Fields, Text, check_slug},
    names::{Numbering, advise, fold_name},
    problems::Report,
    programmes,
    register::Register,
    scheme::Scheme,
    shapes::{BOARD, CHANGE, COUNCIL, DOCUMENT, PARTNERSHIP, POPULATION, SOURCE},
    strategies,
    tree::{Content, Node},
};

/// What a partnership's record may refer to outside itself.
pub(super) struct Known {
    pub(super) scheme: Scheme,
    pub(super) register: Register,
    /// `None` where the file could not be read.
    pub(super) areas: Option<Areas>,
}

/// Names and boards that partnerships have taken, by who took them.
#[derive(Debug, Default)]
pub(super) struct Taken {
    names: BTreeMap<String, Slug>,
    boards: BTreeMap<String, Slug>,
}

/// The record that is being read: what its parts may refer to.
pub(super) struct Own<'a> {
    pub(super) slug: Slug,
    pub(super) known: &'a Known,
    pub(super) report: &'a Report<'a>,
    pub(super) numbering: RefCell<Numbering>,
    sources: BTreeMap<String, Slug>,
    /// Whether “sources” could be read; if not, that is the problem, and not each key.
    has_sources: bool,
}

impl Own<'_> {
    /// The slug itself, or numbered where it is taken.
    pub(super) fn number(&self, slug: &str, joint: &str, taken: impl Fn(&str) -> bool) -> Slug {
        self.numbering.borrow_mut().number(slug, joint, taken)
    }

    /// The source with a key; reported, and a harmless one given, where there is none.
    pub(super) fn source(&self, key: &Text) -> Slug {
        if let Some(id) = self.sources.get(&key.value) {
            return id.clone();
        }
        if !key.value.is_empty() && self.has_sources && !self.report.is_full() {
            let what = format!("this record has no source “{}”", key.value);
            let known = self.sources.keys().map(String::as_str);
            let remedy = advise(&key.value, known, "Sources stand under “sources”");
            self.report.add(key.at, what, remedy);
        }
        format!("{}.{}", self.slug, key.value).into()
    }

    /// The sources of the key `sources`, of which there must be at least one.
    pub(super) fn sources(&self, fields: &Fields<'_>) -> Vec<Slug> {
        let sources = self.any_sources(fields);
        if sources.is_empty() && fields.find("sources").is_some() {
            self.report.add(fields.at, "no source is named", "name at least one in “sources”");
        }
        sources
    }

    /// The sources of the key `sources`; there may be none.
    pub(super) fn any_sources(&self, fields: &Fields<'_>) -> Vec<Slug> {
        fields.texts("sources").iter().map(|key| self.source(key)).collect()
    }
}

/// Reads one partnership's record; `stem` is the name of its file without the extension.
pub(super) fn read(
    root: &Node,
    stem: &str,
    report: &Report<'_>,
    known: &Known,
    taken: &mut Taken,
    record: &mut Record,
) {
    let Some(fields) = Fields::of(root, &PARTNERSHIP, report) else { return };
    let slug = fields.text("slug");
    check_slug(&slug, report);
    if !slug.value.is_empty() && slug.value != stem {
        let what = format!("the slug is “{}”, but the file is called {stem}.yaml", slug.value);
        report.add(slug.at, what, "make them the same");
    }
    let slug: Slug = stem.into();
    let sources = read_sources(&fields, &slug, record);
    let has_sources =
        fields.find("sources").is_some_and(|node| matches!(node.content, Content::Map(_)));
    let own = Own { slug, known, report, numbering: RefCell::default(), sources, has_sources };
    read_head(&own, &fields, taken, record);
    read_councils(&own, &fields, record);
    read_changes(&own, &fields, record);
    read_documents(&own, &fields, record);
    let items = strategies::read(&own, &fields, record);
    programmes::read(&own, &fields, &items, record);
}

fn read_sources(
    partnership: &Fields<'_>,
    slug: &Slug,
    record: &mut Record,
) -> BTreeMap<String, Slug> {
    let mut sources = BTreeMap::new();
    for entry in partnership.free_map("sources") {
        let key = &entry.key;
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let what = format!("“{key}” cannot be the key of a source");
            partnership.report.add(entry.at, what, "use letters and digits, such as S1");
        }
        let id: Slug = format!("{slug}.{key}").into();
        sources.insert(key.clone(), id.clone());
        let Some(fields) = Fields::of(&entry.value, &SOURCE, partnership.report) else { continue };
        record.put(Source {
            id,
            partnership: slug.clone(),
            key: key.clone(),
            url: read_url(&fields),
            title: fields.text("title").value,
            publisher: fields.find_text("publisher").map(|text| text.value),
            kind: fields.word("kind"),
            speaker: fields.word("speaker"),
            published: fields.find_date("published"),
        });
    }
    sources
}

/// The address under `url`, where there is one.
pub(super) fn read_url(fields: &Fields<'_>) -> Option<String> {
    let url = fields.find_text("url")?;
    let right = ["https://", "http://"]
        .iter()
        .any(|scheme| url.value.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        && !url.value.contains(char::is_whitespace);
    if !right {
        let what = format!("“{}” is no web address", url.value);
        fields.report.add(
            url.at,
            what,
            "begin it with https:// or http://, without spaces, or write null",
        );
    }
    Some(url.value)
}

fn read_head(own: &Own<'_>, fields: &Fields<'_>, taken: &mut Taken, record: &mut Record) {
    let name = fields.text("name");
    let aliases = fields.texts("aliases");
    for name in std::iter::once(&name).chain(&aliases).filter(|name| !name.value.is_empty()) {
        if let Some(owner) = taken.names.insert(fold_name(&name.value), own.slug.clone()) {
            let what =
                format!("the name “{}” already belongs to the partnership “{owner}”", name.value);
            own.report.add(name.at, what, "leave it to one of the two, and once");
        }
    }
    let board = fields.find_map("board", &BOARD);
    let population = fields.find_map("population", &POPULATION);
    let population = population.as_ref();
    let ods = board.and_then(|board| read_board(own, &board, fields, taken));
    record.put(Partnership {
        slug: own.slug.clone(),
        name: name.value,
        aliases: aliases.into_iter().map(|alias| alias.value).collect(),
        system: fields.find_text("system").map(|text| text.value),
        region: fields.word("region"),
        board_name: board.map(|board| board.text("name").value).unwrap_or_default(),
        board_codes: ods
            .as_ref()
            .and_then(|ods| own.known.areas.as_ref()?.get(ods))
            .map(|area| area.codes.clone())
            .unwrap_or_default(),
        board_ods: ods,
        population: population.and_then(|fields| fields.find_number("value", 1..=100_000_000)),
        population_source: population.map(|fields| own.source(&fields.text("source"))),
        population_note: population.and_then(|fields| fields.find_prose("note")),
        coverage: fields.word("coverage"),
        notes: fields.find_prose("notes"),
    });
}

/// Checks the board against the register, the areas and other partnerships; gives its ODS code.
fn read_board(
    own: &Own<'_>,
    board: &Fields<'_>,
    partnership: &Fields<'_>,
    taken: &mut Taken,
) -> Option<String> {
    let ods = board.find_text("ods")?;
    if !is_ods(&ods.value) {
        let what = format!("“{}” is no ODS code", ods.value);
        own.report.add(ods.at, what, "write 3 to 6 capitals and digits, such as QKS");
        return None;
    }
    if let Some(owner) = taken.boards.insert(ods.value.clone(), own.slug.clone()) {
        let what = format!("the board {} already belongs to the partnership “{owner}”", ods.value);
        own.report.add(ods.at, what, "correct one of the two");
    }
    let name = board.text("name");
    let entry = own.known.register.resolve(&name, own.report);
    if entry.is_some() && entry.as_ref() != own.known.register.find_by_ods(&ods.value) {
        let what = format!("the register does not give the code {} to “{}”", ods.value, name.value);
        own.report.add(ods.at, what, "make the code here and in organisations.yaml the same");
    }
    check_area(own, &ods, partnership);
    Some(ods.value)
}

/// Reports a board that the areas do not have, or have in another region.
fn check_area(own: &Own<'_>, ods: &Text, partnership: &Fields<'_>) {
    let Some(areas) = &own.known.areas else { return };
    let Some(area) = areas.get(&ods.value) else {
        let what = format!("areas.csv has no board with the code {}", ods.value);
        own.report.add(ods.at, what, "correct the code, or add a row to areas.csv");
        return;
    };
    let region = partnership.find_word("region");
    if region.is_some() && area.region.is_some() && region != area.region {
        let what = format!("areas.csv places {} in another region", area.board);
        let at = partnership.text("region").at;
        own.report.add(at, what, "correct the region here or there");
    }
}

fn read_councils(own: &Own<'_>, partnership: &Fields<'_>, record: &mut Record) {
    for (position, fields) in (0..).zip(partnership.maps("councils", &COUNCIL)) {
        let part = fields.truth("part");
        let Some(partner) = own.known.register.resolve_fields(&fields) else { continue };
        let name = fields.text("name");
        if own.known.register.find(&partner) != Some((PartnerKind::LocalAuthority, false)) {
            let what = format!("“{}” is no council in the register", name.value);
            own.report.add(
                name.at,
                what,
                "give its entry kind: local_authority and generic: false, or remove it here",
            );
        }
        let id = format!("{}.{partner}", own.slug).into();
        let row = CouncilMembership { id, partnership: own.slug.clone(), partner, position, part };
        if record.put(row).is_some() {
            let what = format!("the council “{}” stands twice", name.value);
            own.report.add(name.at, what, "keep one of the two");
        }
    }
}

fn read_changes(own: &Own<'_>, partnership: &Fields<'_>, record: &mut Record) {
    for (position, fields) in (0..).zip(partnership.maps("changes", &CHANGE)) {
        let on = fields.find_date("on");
        let change =
            (fields.word("kind"), fields.word("status"), own.source(&fields.text("source")));
        let with = fields.texts("with").into_iter().map(|text| text.value).collect();
        let to = read_results(&fields);
        let note = fields.find_prose("note");
        let (Some(on), (kind, status, source)) = (on, change) else { continue };
        let id = format!("{}.{position}", own.slug).into();
        record.put(BoardChange {
            id,
            partnership: own.slug.clone(),
            position,
            kind,
            with,
            to,
            on,
            status,
            source,
            note,
        });
    }
}

/// The boards that result: one text, or a list of texts.
fn read_results(change: &Fields<'_>) -> Vec<String> {
    let is_list = change.find("to").is_some_and(|node| matches!(node.content, Content::List(_)));
    let texts =
        if is_list { change.texts("to") } else { change.find_text("to").into_iter().collect() };
    texts.into_iter().map(|text| text.value).collect()
}

fn read_documents(own: &Own<'_>, partnership: &Fields<'_>, record: &mut Record) {
    for (position, fields) in (0..).zip(partnership.maps("documents", &DOCUMENT)) {
        record.put(ListedDocument {
            id: format!("{}.{position}", own.slug).into(),
            partnership: own.slug.clone(),
            position,
            title: fields.text("title").value,
            kind: fields.text("kind").value,
            scope: fields.find_text("scope").map(|text| text.value),
            source: own.source(&fields.text("source")),
        });
    }
}
