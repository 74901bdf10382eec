//! Documents that are held, recognised anew after the scheme or the register changed.

use std::sync::Arc;

use crate::model::{AssertionMethod, Record};

use super::{
    recognise::{RECOGNISER_VERSION, Recogniser},
    segment::heading_in_force,
};

/// The same documents and passages with what this recogniser finds in them. Tags that a curator
/// accepted stay as they are.
pub fn retag(mut held: Record, recogniser: &Recogniser) -> Record {
    keep_decided(&mut held);
    for passage in std::mem::take(&mut held.passages).into_values() {
        let title = held.documents.get(&passage.document).map(|document| document.title.clone());
        let (themes, partners) =
            recogniser.tag(&passage, heading_in_force(&passage, title.as_deref()));
        for theme in themes {
            held.passage_themes.entry(theme.id.clone()).or_insert_with(|| Arc::new(theme));
        }
        for partner in partners {
            held.passage_partners.entry(partner.id.clone()).or_insert_with(|| Arc::new(partner));
        }
        held.passages.insert(passage.slug.clone(), passage);
    }
    for document in held.documents.values_mut() {
        RECOGNISER_VERSION.clone_into(&mut Arc::make_mut(document).recogniser);
    }
    held
}

fn keep_decided(held: &mut Record) {
    held.passage_themes.retain(|_, tag| tag.method != AssertionMethod::Proposed);
    held.passage_partners.retain(|_, mention| mention.method != AssertionMethod::Proposed);
}
