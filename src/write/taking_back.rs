//! Taking away again what an accepted proposal made: its row, and the list, organisation and source
//! that came with it, as far as nothing else needs them. Pure. Not here: making them (`acceptance`).

use std::sync::Arc;

use crate::model::{AssertionMethod, ProposalFact, Record, Slug};

/// Takes away what this proposal made or supported. A list, organisation or source that came with it
/// stays where another accepted proposal brought it too, or something else refers to it.
pub(super) fn remove_fact(record: &mut Record, proposal: &Slug) {
    let own: Vec<Arc<ProposalFact>> =
        record.proposal_facts.values().filter(|fact| fact.proposal == *proposal).cloned().collect();
    for fact in &own {
        record.proposal_facts.remove(&fact.id);
    }
    // What refers to others goes before these.
    for fact in own.iter().filter(|fact| fact.makes) {
        let id = &fact.row_id;
        match fact.row_table.as_str() {
            "priority" => remove_priority(record, id),
            "membership" => drop(record.memberships.remove(id)),
            "programme" => drop(record.programmes.remove(id)),
            "measure" => drop(record.measures.remove(id)),
            _ => {}
        }
    }
    for fact in own.iter().filter(|fact| fact.makes) {
        let id = &fact.row_id;
        match fact.row_table.as_str() {
            "priority_list" if is_made(record, "priority_list", id) => count_list(record, id),
            "priority_list" => drop(record.priority_lists.remove(id)),
            "partner" => remove_partner(record, id),
            "source" => remove_source(record, id),
            _ => {}
        }
    }
}

fn remove_priority(record: &mut Record, slug: &Slug) {
    record.priorities.remove(slug);
    record.priority_themes.retain(|_, row| row.priority != *slug);
    for row in record.priorities.values_mut().filter(|row| row.parent.as_ref() == Some(slug)) {
        Arc::make_mut(row).parent = None;
    }
}

/// Takes an organisation out of the register. Passages in which the machine saw its name do not keep
/// it there: that name was only looked for because it was in the register.
fn remove_partner(record: &mut Record, slug: &Slug) {
    let is_held = is_made(record, "partner", slug)
        || record.memberships.values().any(|row| row.partner == *slug)
        || record.council_memberships.values().any(|row| row.partner == *slug)
        || record.programme_partners.values().any(|row| row.partner == *slug)
        || record
            .passage_partners
            .values()
            .any(|row| row.partner == *slug && row.method != AssertionMethod::Proposed);
    if !is_held {
        record.passage_partners.retain(|_, row| row.partner != *slug);
        record.partners.remove(slug);
    }
}

fn remove_source(record: &mut Record, id: &Slug) {
    let names_it = |source: &Slug| source == id;
    let is_held = is_made(record, "source", id)
        || record.documents.values().any(|row| row.source.as_ref().is_some_and(names_it));
    if !is_held {
        record.sources.remove(id);
    }
}

/// Whether a row exists only because proposals were accepted.
pub(super) fn is_made(record: &Record, table: &str, id: &str) -> bool {
    let rows = record.proposal_facts.values();
    rows.into_iter().any(|fact| fact.makes && fact.row_table == table && &*fact.row_id == id)
}

/// A list that was made is complete where it has as many items as its source says.
pub(super) fn count_list(record: &mut Record, id: &Slug) {
    let items = record.priorities.values().filter(|row| row.list == *id && row.parent.is_none());
    let items = i64::try_from(items.count());
    if let Some(list) = record.priority_lists.get_mut(id) {
        let complete = list.stated_count.is_some_and(|stated| items == Ok(stated));
        if list.complete != complete {
            Arc::make_mut(list).complete = complete;
        }
    }
}
