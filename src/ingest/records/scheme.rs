//! `themes.yaml` and `frameworks.yaml`: the two-level theme scheme, and outside ways of cutting
//! that are mapped to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Framework, Record, Slug, Theme, Topic, TopicMapping};

use super::{
    fields::{Fields, Text, check_slug},
    names::{advise, fold_name},
    problems::Report,
    shapes::{FRAMEWORK, FRAMEWORKS, MAPPING, THEME, THEMES, TOPIC},
    tree::Node,
};

/// The themes that may be referred to, in the order of the scheme.
#[derive(Debug, Default)]
pub(super) struct Scheme {
    /// The version of the scheme, such as `2026.2`.
    pub(super) version: String,
    themes: BTreeSet<Slug>,
    /// Whether the file could be read; if not, that is the problem, and not each theme.
    is_read: bool,
}

impl Scheme {
    /// The theme with this id; reported where there is none.
    pub(super) fn resolve(&self, id: &Text, report: &Report<'_>) -> Option<Slug> {
        let found = self.themes.get(id.value.as_str()).cloned();
        if found.is_none() && self.is_read && !report.is_full() && !id.value.is_empty() {
            let what = format!("there is no theme “{}”", id.value);
            let known = self.themes.iter().map(AsRef::as_ref);
            let remedy = advise(&id.value, known, "The ids are in themes.yaml");
            report.add(id.at, what, remedy);
        }
        found
    }
}

/// Reads the theme scheme into the record.
pub(super) fn read_themes(root: &Node, report: &Report<'_>, record: &mut Record) -> Scheme {
    let Some(file) = Fields::of(root, &THEMES, report) else { return Scheme::default() };
    let rows = file.maps("themes", &THEME);
    let mut scheme =
        Scheme { version: file.scalar("version"), themes: BTreeSet::new(), is_read: true };
    let mut labels = BTreeSet::new();
    for fields in &rows {
        check_own(fields, &mut scheme.themes, "themes");
        let label = fields.text("label");
        if !label.value.is_empty() && !labels.insert(fold_name(&label.value)) {
            let what = format!("two themes have the label “{}”", label.value);
            report.add(label.at, what, "tell them apart");
        }
    }
    let broader = read_broader(&rows, &scheme);
    check_levels(&rows, &broader, report);
    for (position, fields) in (0..).zip(&rows) {
        record.put(read_theme(fields, position, &broader, &scheme));
    }
    scheme
}

/// Checks the `id` of a row and that no earlier row has it.
fn check_own(fields: &Fields<'_>, taken: &mut BTreeSet<Slug>, among: &str) {
    let id = fields.text("id");
    check_slug(&id, fields.report);
    if !id.value.is_empty() && !taken.insert(id.value.as_str().into()) {
        let what = format!("two {among} have the id “{}”", id.value);
        fields.report.add(id.at, what, "merge them, or give one another id");
    }
}

/// Which theme stands under which.
fn read_broader(rows: &[Fields<'_>], scheme: &Scheme) -> BTreeMap<Slug, Slug> {
    let resolve = |fields: &Fields<'_>| {
        let broader = fields.find_text("broader")?;
        Some((fields.text("id").value.as_str().into(), scheme.resolve(&broader, fields.report)?))
    };
    rows.iter().filter_map(resolve).collect()
}

fn check_levels(rows: &[Fields<'_>], broader: &BTreeMap<Slug, Slug>, report: &Report<'_>) {
    for fields in rows {
        let Some(text) = fields.find_text("broader") else { continue };
        let id = fields.text("id").value;
        let mut above = broader.get(id.as_str());
        let mut seen = BTreeSet::new();
        while let Some(slug) = above.filter(|slug| seen.len() < 8 && seen.insert((*slug).clone())) {
            above = broader.get(slug);
        }
        if seen.contains(id.as_str()) {
            let what = format!("the theme “{id}” stands under itself");
            report.add(text.at, what, "break the circle: a theme at the top has no “broader”");
        } else if seen.len() > 1 {
            let what = format!(
                "the theme “{id}” is on a third level: “{}” has a broader theme itself",
                text.value
            );
            report.add(text.at, what, "the scheme has two levels: name a theme at the top");
        }
    }
}

fn read_theme(
    fields: &Fields<'_>,
    position: i64,
    broader: &BTreeMap<Slug, Slug>,
    scheme: &Scheme,
) -> Theme {
    let slug: Slug = fields.text("id").value.as_str().into();
    let values = |key| fields.texts(key).into_iter().map(|text| text.value).collect::<Vec<_>>();
    let phrases = values("phrases");
    let known: BTreeSet<&str> = phrases.iter().map(String::as_str).collect();
    for lookalike in
        fields.texts("lookalikes").iter().filter(|text| known.contains(text.value.as_str()))
    {
        let what = format!("“{}” is both a phrase and a look-alike", lookalike.value);
        fields.report.add(lookalike.at, what, "keep it in one of the two lists");
    }
    Theme {
        broader: broader.get(&slug).cloned(),
        position,
        label: fields.text("label").value,
        definition: fields.text("definition").value,
        alt_labels: values("alt_labels"),
        phrases,
        lookalikes: values("lookalikes"),
        not_themes: fields
            .texts("not")
            .iter()
            .filter_map(|id| scheme.resolve(id, fields.report))
            .collect(),
        slug,
    }
}

/// Reads the frameworks into the record.
pub(super) fn read_frameworks(
    root: &Node,
    report: &Report<'_>,
    scheme: &Scheme,
    record: &mut Record,
) {
    let Some(file) = Fields::of(root, &FRAMEWORKS, report) else { return };
    let mut taken = BTreeSet::new();
    for (position, fields) in (0..).zip(file.maps("frameworks", &FRAMEWORK)) {
        check_own(&fields, &mut taken, "frameworks");
        let framework = read_framework(&fields, position);
        let slug = framework.slug.clone();
        record.put(framework);
        read_topics(&fields, &slug, scheme, record);
    }
}

fn read_framework(fields: &Fields<'_>, position: i64) -> Framework {
    let checked = fields.text("checked");
    if !matches!(checked.value.as_str(), "" | "page" | "known") {
        let what = format!("“{}” does not say how the wording was checked", checked.value);
        let remedy = "write page (read on a page) or known (widely known, still to be confirmed)";
        fields.report.add(checked.at, what, remedy);
    }
    Framework {
        slug: fields.text("id").value.as_str().into(),
        position,
        label: fields.text("label").value,
        publisher: fields.text("publisher").value,
        edition: fields.find_text("edition").map(|text| text.value),
        url: super::partnership::read_url(fields),
        wording_checked: checked.value == "page",
    }
}

fn read_topics(framework: &Fields<'_>, slug: &Slug, scheme: &Scheme, record: &mut Record) {
    let mut taken = BTreeSet::new();
    for (position, fields) in (0..).zip(framework.maps("topics", &TOPIC)) {
        check_own(&fields, &mut taken, "topics of this framework");
        let key = fields.text("id").value;
        let topic: Slug = format!("{slug}.{key}").into();
        let label = fields.text("label").value;
        record.put(Topic { slug: topic.clone(), framework: slug.clone(), key, position, label });
        for (position, mapping) in (0..).zip(fields.maps("maps", &MAPPING)) {
            read_mapping(&mapping, position, &topic, scheme, record);
        }
    }
}

fn read_mapping(
    fields: &Fields<'_>,
    position: i64,
    topic: &Slug,
    scheme: &Scheme,
    record: &mut Record,
) {
    let id = fields.text("theme");
    let relation = fields.word("rel");
    let Some(theme) = scheme.resolve(&id, fields.report) else { return };
    let row = TopicMapping {
        id: format!("{topic}.{theme}").into(),
        topic: topic.clone(),
        theme,
        position,
        relation,
    };
    if record.put(row).is_some() {
        let what = format!("the topic is mapped to “{}” twice", id.value);
        fields.report.add(id.at, what, "keep one of the two");
    }
}
