//! Files for others: complete, closed in themselves, and explained.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
};

use serde_json::Value;
use strategraph::{
    export::{CitationFormat, Format, Site, Wanted, build_download, columns_of, linked_dataset},
    http::addresses::BaseUrl,
    model::{
        Document, DocumentOrigin, NodeKey, Passage, PassageKind, Proposal, ProposalEvidence,
        ProposalFact, ProposalKind, ProposalStatus, Record, Slug,
    },
    view::View,
};

use crate::explorer::views::{seed, seed_view, view_of};

fn site() -> Site {
    let base = BaseUrl::new("https://strategraph.example");
    let home = base.join("");
    Site::new(move |key: &NodeKey| base.page(key), home, "revision 7", "2026-11-23")
}

fn file(view: &View, wanted: &str, format: Format) -> Vec<u8> {
    let wanted = match wanted {
        "everything" => Wanted::Everything,
        thing => Wanted::Thing(thing.parse().unwrap()),
    };
    build_download(view, &site(), &wanted, format).unwrap().bytes
}

/// The files of a package by name.
fn unzipped(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// The values of one column.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let place = reader.headers().unwrap().iter().position(|it| it == name).unwrap();
    reader.records().map(|line| line.unwrap()[place].to_owned()).collect()
}

/// A table, and the names of the fields of one of its rows.
type Fields = (String, Vec<String>);

macro_rules! fields_of {
    ($record:expr, $($table:ident = $name:literal),+) => {
        vec![$($record.$table.values().next().map(|row| {
            let Value::Object(fields) = serde_json::to_value(&**row).unwrap() else { panic!() };
            ($name.to_owned(), fields.keys().cloned().collect())
        })),+]
    };
}

#[test]
fn the_codebook_explains_every_field_of_every_row_in_its_order() {
    let record = seed();
    let tables: Vec<Option<Fields>> = fields_of!(
        record,
        themes = "theme",
        frameworks = "framework",
        topics = "topic",
        topic_mappings = "topic_mapping",
        partners = "partner",
        partnerships = "partnership",
        sources = "source",
        council_memberships = "council_membership",
        board_changes = "board_change",
        listed_documents = "listed_document",
        memberships = "membership",
        strategies = "strategy",
        priority_lists = "priority_list",
        priorities = "priority",
        priority_themes = "priority_theme",
        programmes = "programme",
        programme_partners = "programme_partner",
        programme_services = "programme_service",
        measures = "measure",
        documents = "document",
        passages = "passage",
        passage_themes = "passage_theme",
        passage_partners = "passage_partner"
    );
    for table in ["proposal", "proposal_evidence", "proposal_fact"] {
        assert!(!columns_of(table).is_empty(), "{table} is given away");
    }
    for (table, fields) in tables.into_iter().flatten() {
        let explained: Vec<_> = columns_of(&table).iter().map(|column| column.name).collect();
        assert_eq!(explained, fields, "{table}");
    }
}

#[test]
fn a_package_of_everything_has_every_row_and_no_reference_leads_nowhere() {
    let (view, record) = (seed_view(), seed());
    let files = unzipped(file(&view, "everything", Format::Package));
    assert_eq!(column(&files["data/priority.csv"], "slug").len(), record.priorities.len());
    assert_eq!(column(&files["data/passage.csv"], "slug").len(), record.passages.len());
    assert_eq!(column(&files["data/coverage.csv"], "state").len(), 42 * 78);
    let description = closed(&files);
    assert_eq!(description["licenses"][0]["name"], "CC-BY-4.0");
    assert!(files["README.md"].contains("revision 7"));
    assert!(!files.contains_key("data/document_text.csv"), "texts belong to their publishers");
}

#[test]
fn a_package_of_one_thing_is_closed_in_itself_and_smaller() {
    let view = seed_view();
    for thing in ["partnership:kent-and-medway", "theme:best-start-in-life", "place:london"] {
        let files = unzipped(file(&view, thing, Format::Package));
        closed(&files);
        let partnerships = column(&files["data/partnership.csv"], "slug");
        assert!(!partnerships.is_empty() && partnerships.len() < 42, "{thing}: {partnerships:?}");
    }
    let files = unzipped(file(&view, "partnership:kent-and-medway", Format::Package));
    assert_eq!(column(&files["data/partnership.csv"], "slug"), ["kent-and-medway"]);
    let own = view.record.strategies.values().filter(|row| &*row.partnership == "kent-and-medway");
    assert_eq!(column(&files["data/strategy.csv"], "slug").len(), own.count());
}

/// Checks that each reference finds its row; gives the description of the package.
fn closed(files: &BTreeMap<String, String>) -> Value {
    let description: Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    for resource in description["resources"].as_array().unwrap() {
        let csv = &files[resource["path"].as_str().unwrap()];
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<_> = fields.iter().map(|it| it["name"].as_str().unwrap()).collect();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), named);
        for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let far = match key["reference"]["resource"].as_str().unwrap() {
                "" => resource["name"].as_str().unwrap(),
                other => other,
            };
            let field = key["fields"].as_str().unwrap();
            let known = column(
                &files[&format!("data/{far}.csv")],
                key["reference"]["fields"].as_str().unwrap(),
            );
            let known: BTreeSet<String> = known.into_iter().collect();
            for value in column(csv, field).iter().filter(|value| !value.is_empty()) {
                assert!(known.contains(value), "{}.{field}: {value}", resource["name"]);
            }
        }
    }
    description
}

#[test]
fn the_text_of_others_is_left_out_and_ours_is_given() {
    let mut record = Record { revision: 1, ..Record::default() };
    for (slug, origin) in [("ours", DocumentOrigin::Digest), ("theirs", DocumentOrigin::Ingested)] {
        record.put(Document {
            slug: slug.into(),
            partnership: None,
            strategy: None,
            title: "A title".into(),
            origin,
            url: None,
            publisher: None,
            media_type: "text/plain".into(),
            sha256: "0".repeat(64),
            size_bytes: 0,
            pages: None,
            published: None,
            complete: true,
            source: None,
            first_seen: "2026-11-23T09:00:00Z".into(),
            last_seen: "2026-11-23T09:00:00Z".into(),
            supersedes: None,
            recogniser: "test".into(),
        });
        record.put(Passage {
            slug: format!("{slug}.1").into(),
            document: slug.into(),
            position: 1,
            kind: PassageKind::Paragraph,
            headings: Vec::new(),
            page: None,
            start: 0,
            end: 12,
            text: format!("=words of {slug}"),
        });
    }
    let view = view_of(record);
    for format in [Format::Package, Format::GraphMl, Format::JsonLd] {
        let bytes = file(&view, "everything", format);
        let text = match format {
            Format::Package => unzipped(bytes).into_values().collect(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        assert!(!text.contains("words of theirs"), "{format:?}");
        assert_eq!(text.contains("'=words of ours"), format == Format::Package, "{format:?}");
    }
}

#[test]
fn graphml_has_every_node_and_edge_of_what_is_chosen() {
    let view = seed_view();
    let count = |wanted: &str| {
        let xml = String::from_utf8(file(&view, wanted, Format::GraphMl)).unwrap();
        (xml.matches("<node ").count(), xml.matches("<edge ").count())
    };
    assert_eq!(count("everything"), view.graph.size());
    let (nodes, edges) = count("partnership:kent-and-medway");
    assert!(nodes > 20 && edges >= nodes - 1 && nodes < 600, "{nodes} nodes, {edges} edges");
}

#[test]
fn linked_data_names_only_things_that_are_in_it() {
    let data = linked_dataset(&seed_view(), &site()).unwrap();
    let graph = data["@graph"].as_array().unwrap();
    let known: BTreeSet<&str> = graph.iter().map(|it| it["@id"].as_str().unwrap()).collect();
    assert_eq!(known.len(), graph.len(), "each thing once");
    let mut named = Vec::new();
    for thing in graph {
        references(thing, &mut named);
    }
    assert!(named.len() > 1000);
    for id in named {
        assert!(known.contains(id), "{id}");
    }
}

/// Objects that have nothing but an `@id`.
fn references<'data>(value: &'data Value, into: &mut Vec<&'data str>) {
    match value {
        Value::Object(fields) if fields.len() == 1 && fields.contains_key("@id") => {
            into.extend(fields["@id"].as_str());
        }
        Value::Object(fields) => fields.values().for_each(|it| references(it, into)),
        Value::Array(items) => items.iter().for_each(|it| references(it, into)),
        _ => {}
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let view = seed_view();
    for format in [Format::Package, Format::Xlsx, Format::GraphMl, Format::JsonLd] {
        let thing = "partnership:sussex";
        assert_eq!(file(&view, thing, format), file(&view, thing, format), "{format:?}");
    }
}

/// The seed with an ingested document, and an accepted proposal that makes the first priority.
fn with_accepted(priority: &Slug) -> Record {
    let (document, slug) = crate::explorer::views::with_document("Somebody’s text");
    let mut record = seed();
    record.documents.extend(document.documents);
    let proposal: Slug = "proposal".into();
    record.put(Proposal {
        id: proposal.clone(),
        kind: ProposalKind::Priority,
        partnership: record.partnerships.keys().next().unwrap().clone(),
        strategy: None,
        name: "Name".into(),
        list_role: None,
        list_called: None,
        list_count: None,
        list_ordered: false,
        list_place: 0,
        position: 0,
        parent: None,
        value: None,
        number: None,
        number_to: None,
        unit: None,
        measure_role: None,
        change: None,
        date_from: None,
        date: None,
        partner: None,
        partner_kind: None,
        generic: false,
        themes: Vec::new(),
        confidence: 0.8,
        status: ProposalStatus::Accepted,
        fact_table: Some("priority".into()),
        fact: Some(priority.clone()),
        decided_by: None,
        decided_at: None,
        reason: None,
    });
    record.put(ProposalEvidence {
        id: "proposal.1".into(),
        proposal: proposal.clone(),
        document: slug,
        passage: None,
        start: 0,
        end: 4,
        quote: "Words of somebody else".into(),
        method: "list".into(),
        confidence: 0.8,
        recogniser: "test".into(),
    });
    record.put(ProposalFact::new("priority", priority, &proposal, true));
    record
}

#[test]
fn what_was_extracted_is_given_away_as_extracted_and_without_the_words_of_others() {
    let priority = seed().priorities.keys().next().unwrap().clone();
    let files = unzipped(file(&view_of(with_accepted(&priority)), "everything", Format::Package));
    closed(&files);
    assert_eq!(column(&files["data/proposal.csv"], "status"), ["accepted"]);
    assert_eq!(column(&files["data/proposal_fact.csv"], "makes"), ["true"]);
    assert_eq!(column(&files["data/proposal_evidence.csv"], "quote"), [""]);
    assert!(files.values().all(|text| !text.contains("Words of somebody else")));
    let items = &files["data/priorities.csv"];
    let methods = column(items, "priority").into_iter().zip(column(items, "method"));
    let accepted: Vec<_> = methods.filter(|(_, method)| method != "curated").collect();
    assert_eq!(accepted, [(priority.to_string(), "accepted".to_owned())]);
    for (table, row) in [
        ("proposal", serde_json::to_value(proposal_of(&priority)).unwrap()),
        (
            "proposal_fact",
            serde_json::to_value(ProposalFact::new("a", &priority, &priority, true)).unwrap(),
        ),
    ] {
        let fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let explained: Vec<_> = columns_of(table).iter().map(|column| column.name).collect();
        assert_eq!(explained, fields, "{table}");
    }
}

fn proposal_of(priority: &Slug) -> Proposal {
    Proposal::clone(&with_accepted(priority).proposals["proposal"])
}

#[test]
fn a_paraphrase_is_never_cited_as_the_words_of_its_source() {
    let view = seed_view();
    let slug = "birmingham-and-solihull-s1";
    let publisher = view.record.documents[slug].publisher.clone().unwrap();
    for wanted in [format!("document:{slug}"), format!("passage:{slug}.1")] {
        for format in [
            CitationFormat::Text,
            CitationFormat::BibTex,
            CitationFormat::Ris,
            CitationFormat::CslJson,
        ] {
            let text = String::from_utf8(file(&view, &wanted, Format::Citation(format))).unwrap();
            assert!(text.contains("araphrase"), "{text}");
            assert!(text.contains(&publisher), "its source is named: {text}");
            let author = format!("{publisher}: “");
            for claim in [author.as_str(), "author = {{Birm", "AU  - Birm", "\"literal\": \"Birm"] {
                assert!(!text.contains(claim), "{text}");
            }
            for year in ["year = {2023}", "PY  - 2023", "\"issued\""] {
                assert!(!text.contains(year), "the source's date is not ours: {text}");
            }
        }
    }
}
