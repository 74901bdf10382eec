//! How to cite a thing: a sentence, `BibTeX`, RIS and CSL-JSON, ready to copy or to take as a file.

use askama::Template;
use axum::extract::Path;

use crate::{
    error::{Error, Result},
    explorer::{
        address,
        frame::{Frame, Section},
        offer::Offer,
        parts::Link,
        visit::Visit,
    },
    export::{CitationFormat, Format, cite},
    model::{NodeKey, NodeKind, Word as _},
};

/// How to cite a thing.
#[derive(Template)]
#[template(path = "cite.html")]
pub(crate) struct CitePage {
    frame: Frame,
    thing: Link,
    kind: &'static str,
    state: String,
    forms: Vec<Form>,
}

/// A form of the citation.
struct Form {
    label: &'static str,
    anchor: &'static str,
    text: String,
    file: String,
}

const FORMS: [(CitationFormat, &str); 4] = [
    (CitationFormat::Text, "text"),
    (CitationFormat::BibTex, "bibtex"),
    (CitationFormat::Ris, "ris"),
    (CitationFormat::CslJson, "csl"),
];

impl CitePage {
    /// How to cite the thing with this kind and slug.
    pub(crate) fn build(visit: &Visit, Path((kind, slug)): Path<(String, String)>) -> Result<Self> {
        let kind =
            NodeKind::from_word(&kind).map_err(|unknown| Error::not_found(unknown.to_string()))?;
        let key = NodeKey::new(kind, slug);
        let site = visit.site();
        let citation = cite(&visit.view, &key, &site.citing())?;
        let thing = Link::to(citation.title.clone(), address::page_path(&key));
        let title = format!("Cite “{}” ({})", citation.title, key);
        let frame = visit
            .frame(Section::Elsewhere, &address::cite(&key), title, "How to cite it.")
            .under([thing.clone()]);
        Ok(Self {
            frame: Frame { canonical: None, offer: Offer::default(), ..frame },
            kind: kind.label(),
            state: citation.state.clone(),
            forms: FORMS
                .iter()
                .map(|(form, anchor)| {
                    let format = Format::Citation(*form);
                    Form {
                        label: format.label(),
                        anchor,
                        text: citation.write(*form),
                        file: address::data_of(&key, format.ending()),
                    }
                })
                .collect(),
            thing,
        })
    }
}
