//! Things as linked data: JSON-LD with SKOS for the theme scheme and frameworks, schema.org for
//! the rest. The context stands in each file, so that reading it needs no network.

use serde_json::{Map, Value, json};

use crate::{
    error::Result,
    model::{
        DocumentOrigin, MappingRelation, Measure, NodeKey, NodeKind, Partnership, Slug, Strategy,
        Theme, Word, bare_figure,
    },
    query::{
        Node, PageArguments, councils_of, document_of, find_node, lists_of, narrower_of,
        nodes_of_kind, partners_of, partners_of_programme, source_info, supersedes,
        themes_of_priority, themes_of_topic, topics_of,
    },
    view::View,
};

use super::download::Site;

/// The most partners of a partnership that its linked data names.
const PARTNERS: usize = 1000;

fn context() -> Value {
    json!({
        "@vocab": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    })
}

/// A thing as linked data.
///
/// # Errors
/// `NOT_FOUND` where there is no such thing.
pub fn linked_data_of(view: &View, site: &Site, thing: &NodeKey) -> Result<Value> {
    let node = find_node(view, thing).ok_or_else(|| {
        crate::error::Error::not_found(format!(
            "There is no {} “{}”; search for it",
            thing.kind.label().to_lowercase(),
            thing.slug
        ))
    })?;
    let mut object = Map::new();
    object.insert("@context".into(), context());
    object.extend(described(view, site, &node)?);
    Ok(Value::Object(object))
}

/// The data set alone, as search engines for data read it on a page about the whole.
pub fn linked_description(view: &View, site: &Site) -> Value {
    let mut described = dataset(view, site);
    described["@context"] = context();
    described
}

/// The whole record: the data set, and every thing in it but passages.
///
/// # Errors
/// `INTERNAL` where a list cannot be read.
pub fn linked_dataset(view: &View, site: &Site) -> Result<Value> {
    let mut graph = vec![dataset(view, site), scheme(view, site)];
    for kind in NodeKind::ALL.iter().filter(|kind| **kind != NodeKind::Passage) {
        for node in nodes_of_kind(view, *kind) {
            graph.push(Value::Object(described(view, site, &node)?));
        }
    }
    Ok(json!({ "@context": context(), "@graph": graph }))
}

/// Some things together.
///
/// # Errors
/// As [`linked_dataset`].
pub(super) fn linked_graph(view: &View, site: &Site, nodes: &[Node]) -> Result<Value> {
    let graph: Vec<Value> = nodes
        .iter()
        .map(|node| described(view, site, node).map(Value::Object))
        .collect::<Result<_>>()?;
    Ok(json!({ "@context": context(), "@graph": graph }))
}

/// The data set as schema.org describes one, for search engines of data.
pub(super) fn dataset(view: &View, site: &Site) -> Value {
    let held = crate::query::dataset(view);
    json!({
        "@id": site.home(),
        "@type": "Dataset",
        "name": "Strategraph: England’s integrated care strategies",
        "description": format!(
            "Priorities, themes, partners and programmes of {} integrated care partnerships in England, each with its source.",
            held.partnerships
        ),
        "url": site.home(),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "version": site.state(),
        "isAccessibleForFree": true,
        "creator": { "@type": "Organization", "name": "Strategraph" },
        "spatialCoverage": "England",
        "keywords": ["integrated care partnership", "integrated care strategy", "NHS", "health policy"],
        "distribution": [
            { "@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": site.join("/data/strategraph.zip") },
            { "@type": "DataDownload", "encodingFormat": "application/ld+json", "contentUrl": site.join("/data/strategraph.jsonld") },
            { "@type": "DataDownload", "encodingFormat": "application/graphml+xml", "contentUrl": site.join("/data/strategraph.graphml") },
        ],
    })
}

fn scheme(view: &View, site: &Site) -> Value {
    let top = view.record.themes.values().filter(|theme| theme.broader.is_none());
    json!({
        "@id": site.join("/themes"),
        "@type": "skos:ConceptScheme",
        "skos:prefLabel": "Theme scheme of Strategraph",
        "skos:hasTopConcept": top.map(|theme| site.reference(NodeKind::Theme, &theme.slug)).collect::<Vec<_>>(),
    })
}

fn described(view: &View, site: &Site, node: &Node) -> Result<Map<String, Value>> {
    let NodeKey { kind, slug } = node.key();
    let body = match node {
        Node::Partnership(row) => partnership(view, site, row)?,
        Node::Strategy(row) => strategy(view, site, row),
        Node::Priority(row) => json!({
            "@type": "CreativeWork",
            "name": row.name,
            "description": row.gist,
            "position": row.position + 1,
            "isPartOf": site.reference(NodeKind::Strategy, &row.strategy),
            "about": themes_of_priority(view, &row.slug).iter()
                .map(|it| site.reference(NodeKind::Theme, &it.theme.slug)).collect::<Vec<_>>(),
            "citation": sources(view, &row.sources),
        }),
        Node::Theme(row) => theme(view, site, row),
        Node::Partner(row) => json!({
            "@type": if row.generic { "DefinedTerm" } else { "Organization" },
            "name": row.name,
            "alternateName": row.aliases,
            "additionalType": row.kind.label(),
            "identifier": codes([("ODS code", &row.ods_code), ("GSS code", &row.gss_code)]),
        }),
        Node::Programme(row) => json!({
            "@type": "Project",
            "name": row.name,
            "description": row.gist,
            "foundingDate": row.from.map(|date| date.to_string()),
            "dissolutionDate": row.to.map(|date| date.to_string()),
            "parentOrganization": site.reference(NodeKind::Partnership, &row.partnership),
            "member": partners_of_programme(view, &row.slug).iter()
                .map(|it| site.reference(NodeKind::Partner, &it.slug)).collect::<Vec<_>>(),
            "citation": sources(view, &row.sources),
        }),
        Node::Measure(row) => json!({
            "@type": "PropertyValue",
            "name": row.what,
            "value": bare_figure(&row.value),
            "unitText": row.unit,
            "minValue": row.number_to.and(row.number),
            "maxValue": row.number_to,
            "valueReference": read_in_words(row),
            "subjectOf": site.reference(NodeKind::Partnership, &row.partnership),
            "citation": sources(view, std::slice::from_ref(&row.source)),
        }),
        Node::Document(row) => json!({
            "@type": "DigitalDocument",
            "name": row.title,
            "description": row.origin.label(),
            "encodingFormat": row.media_type,
            "publisher": row.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name })),
            "datePublished": row.published.map(|date| date.to_string()),
            "sameAs": row.url,
            "about": row.strategy.as_ref().map(|slug| site.reference(NodeKind::Strategy, slug)),
        }),
        Node::Passage(row) => json!({
            "@type": "CreativeWork",
            "position": row.position,
            "text": document_of(view, row)
                .filter(|document| document.origin == DocumentOrigin::Digest).map(|_| &row.text),
            "isPartOf": site.reference(NodeKind::Document, &row.document),
        }),
        Node::Framework(row) => json!({
            "@type": "skos:ConceptScheme",
            "skos:prefLabel": row.label,
            "publisher": { "@type": "Organization", "name": row.publisher },
            "sameAs": row.url,
            "skos:hasTopConcept": topics_of(view, &row.slug).iter()
                .map(|it| site.reference(NodeKind::Topic, &it.slug)).collect::<Vec<_>>(),
        }),
        Node::Topic(row) => topic(view, site, &row.slug, &row.label, &row.framework),
        Node::Place(region) => json!({ "@type": "AdministrativeArea", "name": region.label() }),
    };
    let mut object = Map::new();
    object.insert("@id".into(), site.page(kind, &slug).into());
    object.insert("url".into(), site.page(kind, &slug).into());
    if let Value::Object(body) = body {
        object.extend(body.into_iter().filter(|(_, value)| says_something(value)));
    }
    Ok(object)
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn partnership(view: &View, site: &Site, row: &std::sync::Arc<Partnership>) -> Result<Value> {
    let members = partners_of(view, row, None, &PageArguments::first(PARTNERS))?;
    let mut members: Vec<Value> =
        members.nodes().map(|it| site.reference(NodeKind::Partner, &it.partner.slug)).collect();
    members.dedup();
    Ok(json!({
        "@type": "Organization",
        "name": row.name,
        "alternateName": row.aliases,
        "identifier": codes([("ODS code of its board", &row.board_ods)]),
        "areaServed": councils_of(view, &row.slug).iter()
            .map(|it| json!({ "@type": "AdministrativeArea", "name": it.council.name })).collect::<Vec<_>>(),
        "location": site.reference(NodeKind::Place, row.region.word()),
        "member": members,
    }))
}

fn strategy(view: &View, site: &Site, row: &Strategy) -> Value {
    let items = lists_of(view, &row.slug).into_iter().flat_map(|list| list.items);
    let period = match (row.period_from, row.period_to) {
        (Some(from), Some(to)) => Some(format!("{from}/{to}")),
        (Some(year), None) | (None, Some(year)) => Some(year.to_string()),
        (None, None) => None,
    };
    json!({
        "@type": "CreativeWork",
        "name": row.title,
        "additionalType": row.kind.label(),
        "creativeWorkStatus": row.edition.label(),
        "abstract": row.vision,
        "author": site.reference(NodeKind::Partnership, &row.partnership),
        "datePublished": row.published.map(|date| date.to_string()),
        "temporalCoverage": period,
        "hasPart": items.map(|it| site.reference(NodeKind::Priority, &it.slug)).collect::<Vec<_>>(),
        "citation": sources(view, std::slice::from_ref(&row.source)),
        "isBasedOn": supersedes(view, &row.slug)
            .map(|earlier| site.reference(NodeKind::Strategy, &earlier.slug)),
    })
}

fn theme(view: &View, site: &Site, row: &Theme) -> Value {
    json!({
        "@type": "skos:Concept",
        "skos:prefLabel": row.label,
        "skos:definition": row.definition,
        "skos:altLabel": row.alt_labels,
        "skos:hiddenLabel": row.phrases,
        "skos:inScheme": { "@id": site.join("/themes") },
        "skos:broader": row.broader.as_ref().map(|slug| site.reference(NodeKind::Theme, slug)),
        "skos:narrower": narrower_of(view, &row.slug).iter()
            .map(|it| site.reference(NodeKind::Theme, &it.slug)).collect::<Vec<_>>(),
    })
}

fn topic(view: &View, site: &Site, slug: &str, label: &str, framework: &Slug) -> Value {
    let mut object = json!({
        "@type": "skos:Concept",
        "skos:prefLabel": label,
        "skos:inScheme": site.reference(NodeKind::Framework, framework),
    });
    for relation in MappingRelation::ALL {
        let themes: Vec<Value> = themes_of_topic(view, slug)
            .iter()
            .filter(|it| it.mapping.relation == *relation)
            .map(|it| site.reference(NodeKind::Theme, &it.theme.slug))
            .collect();
        object[format!("skos:{}Match", relation.word())] = json!(themes);
    }
    object
}

fn codes<const MANY: usize>(codes: [(&str, &Option<String>); MANY]) -> Vec<Value> {
    codes
        .into_iter()
        .filter_map(|(name, code)| {
            let code = code.as_ref()?;
            Some(json!({ "@type": "PropertyValue", "propertyID": name, "value": code }))
        })
        .collect()
}

fn sources(view: &View, ids: &[Slug]) -> Vec<Value> {
    ids.iter()
        .filter_map(|id| source_info(view, id))
        .map(|source| {
            let mut object = json!({ "@type": "CreativeWork", "name": source.title });
            if let Some(url) = source.url {
                object["url"] = json!(url);
            }
            if let Some(publisher) = source.publisher {
                object["publisher"] = json!({ "@type": "Organization", "name": publisher });
            }
            object
        })
        .collect()
}

/// What a program reads in the words of a measure, each with how it came about.
fn read_in_words(row: &Measure) -> Vec<Value> {
    let said = |name: &str, value: Option<Value>| {
        let how = row.method.map(Word::label);
        value.map(|value| {
            json!({ "@type": "PropertyValue", "name": name, "value": value, "measurementMethod": how })
        })
    };
    [
        said("number", row.number.filter(|_| row.number_to.is_none()).map(Value::from)),
        said("role", row.role.map(|role| role.word().into())),
        said("change", row.change.map(|change| change.word().into())),
        said("date from", row.date_from.map(|date| date.to_string().into())),
        said("date", row.date.map(|date| date.to_string().into())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
