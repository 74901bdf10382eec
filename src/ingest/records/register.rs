//! `organisations.yaml`: the register of organisations and kinds of organisation, and how the
//! names in records are resolved to its entries.

use std::collections::BTreeMap;

use crate::model::{Partner, PartnerKind, Record, Slug};

use super::{
    areas::{is_gss, is_ods},
    fields::{Fields, Text, check_slug},
    names::{advise, fold_name},
    problems::Report,
    shapes::{ORGANISATION, ORGANISATIONS},
    tree::Node,
};

/// What records may refer to.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// Folded name or alias to the entry that owns it.
    owners: BTreeMap<String, Slug>,
    /// Names and aliases as they are spelled, for advice.
    spelled: Vec<String>,
    /// Entry to kind and whether it is generic.
    entries: BTreeMap<Slug, (PartnerKind, bool)>,
    /// ODS code to entry.
    by_ods: BTreeMap<String, Slug>,
    by_gss: BTreeMap<String, Slug>,
    /// Whether the file could be read; if not, that is the problem, and not each name.
    is_read: bool,
}

/// Reads the register into the record.
pub(super) fn read(root: &Node, report: &Report<'_>, record: &mut Record) -> Register {
    let mut register = Register::default();
    let Some(file) = Fields::of(root, &ORGANISATIONS, report) else { return register };
    register.is_read = true;
    for fields in file.maps("organisations", &ORGANISATION) {
        let partner = register.read_entry(&fields);
        record.put(partner);
    }
    register
}

impl Register {
    fn read_entry(&mut self, fields: &Fields<'_>) -> Partner {
        let slug = fields.text("slug");
        check_slug(&slug, fields.report);
        let id: Slug = slug.value.as_str().into();
        let kind = fields.word("kind");
        let generic = fields.truth("generic");
        if self.entries.contains_key(&id) {
            let what = format!("two entries of the register have the slug “{id}”");
            fields.report.add(slug.at, what, "merge them, or give one another slug");
        } else if !slug.value.is_empty() {
            self.entries.insert(id.clone(), (kind, generic));
        }
        let name = fields.text("name");
        self.own(&name, &id, fields.report);
        let aliases = fields.texts("aliases");
        for alias in &aliases {
            self.own(alias, &id, fields.report);
        }
        let ods_code = self.read_code(fields, "ods", &id);
        let gss_code = self.read_code(fields, "gss", &id);
        let aliases = aliases.into_iter().map(|alias| alias.value).collect();
        Partner { slug: id, name: name.value, kind, aliases, ods_code, gss_code, generic }
    }

    /// Makes an entry the owner of a name.
    fn own(&mut self, name: &Text, id: &Slug, report: &Report<'_>) {
        if name.value.is_empty() {
            return;
        }
        let folded = fold_name(&name.value);
        match self.owners.get(&folded) {
            None if folded.is_empty() => {
                let what = format!("the name “{}” has no letter or digit", name.value);
                report.add(name.at, what, "name it in words");
            }
            None => {
                self.owners.insert(folded, id.clone());
                self.spelled.push(name.value.clone());
            }
            Some(owner) if owner == id => {
                let what = format!("the entry has the name “{}” twice", name.value);
                let remedy = "remove it here: letter case, “&” and apostrophes do not matter";
                report.add(name.at, what, remedy);
            }
            Some(owner) => {
                let what = format!("the name “{}” already belongs to “{owner}”", name.value);
                report.add(name.at, what, "leave it to one of the two entries");
            }
        }
    }

    fn read_code(&mut self, fields: &Fields<'_>, key: &str, id: &Slug) -> Option<String> {
        let code = fields.find_text(key)?;
        let (right, form, owners) = match key {
            "ods" => {
                (is_ods(&code.value), "3 to 6 capitals and digits, such as QKS", &mut self.by_ods)
            }
            _ => (is_gss(&code.value), "E and eight digits, such as E54000032", &mut self.by_gss),
        };
        if !right {
            let what = format!("“{}” is no {} code", code.value, key.to_uppercase());
            fields.report.add(code.at, what, format!("write {form}"));
        } else if let Some(owner) = owners.get(&code.value) {
            let what = format!("the code {} already belongs to “{owner}”", code.value);
            fields.report.add(code.at, what, "leave it to one of the two entries");
        } else {
            owners.insert(code.value.clone(), id.clone());
        }
        Some(code.value)
    }

    /// The entry with a name or alias; reported where there is none.
    pub(super) fn resolve(&self, name: &Text, report: &Report<'_>) -> Option<Slug> {
        let found = self.owners.get(&fold_name(&name.value)).cloned();
        if found.is_none() && self.is_read && !report.is_full() && !name.value.is_empty() {
            let what = format!("the register has no organisation “{}”", name.value);
            let names = self.spelled.iter().map(String::as_str);
            let otherwise = "Otherwise add it to organisations.yaml";
            report.add(name.at, what, advise(&name.value, names, otherwise));
        }
        found
    }

    /// The entry that a mapping names by `organisation` (a slug) or else by `name`.
    pub(super) fn resolve_fields(&self, fields: &Fields<'_>) -> Option<Slug> {
        let Some(slug) = fields.find_text("organisation") else {
            return self.resolve(&fields.text("name"), fields.report);
        };
        if let Some((id, _)) = self.entries.get_key_value(slug.value.as_str()) {
            return Some(id.clone());
        }
        if !self.is_read || fields.report.is_full() {
            return None;
        }
        let what = format!("the register has no entry with the slug “{}”", slug.value);
        let slugs = self.entries.keys().map(AsRef::as_ref);
        let otherwise = "Otherwise add it to organisations.yaml";
        fields.report.add(slug.at, what, advise(&slug.value, slugs, otherwise));
        None
    }

    /// The kind of an entry and whether it is generic.
    pub(super) fn find(&self, slug: &str) -> Option<(PartnerKind, bool)> {
        self.entries.get(slug).copied()
    }

    /// The entry with an ODS code.
    pub(super) fn find_by_ods(&self, ods: &str) -> Option<&Slug> {
        self.by_ods.get(ods)
    }
}
