//! Views for looking at: the seed, an empty record, and one with everything at its worst.

use std::sync::Arc;

use strategraph::{
    ingest::records::{Digest, EmbeddedSeed, read_seed},
    model::{
        AssertionMethod, Document, DocumentOrigin, Passage, PassageKind, PassagePartner,
        PassageTheme, Record, Slug, Span, slugify,
    },
    view::{View, graph::Graph, search::Searcher},
};

/// The one place in which these tests make a view.
pub(crate) fn view_of(record: Record) -> Arc<View> {
    let graph = Graph::build(&record);
    Arc::new(View { record, graph, searcher: Searcher })
}

/// The seed with its digests as documents.
pub(crate) fn seed() -> Record {
    let seed = read_seed(&EmbeddedSeed).unwrap();
    let mut record = Record { revision: 7, ..seed.record };
    for digest in &seed.digests {
        put_digest(&mut record, digest);
    }
    record
}

/// Cuts a digest at its lines and finds themes and partners by their exact labels and names: less
/// than the real reader does, and enough for pages.
fn put_digest(record: &mut Record, digest: &Digest) {
    let slug = Slug::from(slugify(&digest.source));
    record.put(Document {
        slug: slug.clone(),
        partnership: Some(digest.partnership.clone()),
        strategy: record
            .strategies
            .values()
            .find(|row| row.source == digest.source)
            .map(|row| row.slug.clone()),
        title: digest.title.clone(),
        origin: DocumentOrigin::Digest,
        url: digest.url.clone(),
        publisher: digest.publisher.clone(),
        media_type: "text/markdown".into(),
        sha256: "0".repeat(64),
        size_bytes: i64::try_from(digest.body.len()).unwrap(),
        pages: None,
        published: digest.published,
        complete: digest.complete,
        source: Some(digest.source.clone()),
        first_seen: "2026-11-23T09:00:00Z".into(),
        recogniser: "test".into(),
    });
    let mut headings: Vec<String> = Vec::new();
    let mut position = 0;
    for line in digest.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let depth = line.chars().take_while(|character| *character == '#').count();
        if depth > 0 {
            headings.truncate(depth - 1);
            headings.push(line[depth..].trim().to_owned());
            continue;
        }
        position += 1;
        put_passage(record, &slug, position, &headings, line);
    }
}

/// Puts a passage with what is found in it.
pub(crate) fn put_passage(
    record: &mut Record,
    document: &Slug,
    position: i64,
    headings: &[String],
    line: &str,
) {
    let item = line.strip_prefix("- ");
    let text = item.unwrap_or(line);
    let slug = Slug::from(format!("{document}.{position}"));
    let themes: Vec<_> = record
        .themes
        .values()
        .filter_map(|theme| Some((theme.slug.clone(), find(text, &theme.label)?)))
        .collect();
    let partners: Vec<_> = record
        .partners
        .values()
        .filter_map(|partner| Some((partner.slug.clone(), find(text, &partner.name)?)))
        .collect();
    record.put(Passage {
        slug: slug.clone(),
        document: document.clone(),
        position,
        kind: if item.is_some() { PassageKind::ListItem } else { PassageKind::Paragraph },
        headings: headings.to_vec(),
        page: None,
        start: 0,
        end: i64::try_from(text.chars().count()).unwrap(),
        text: text.to_owned(),
    });
    for (place, (theme, span)) in (0..).zip(themes) {
        record.put(PassageTheme {
            id: format!("{slug}.{theme}").into(),
            passage: slug.clone(),
            theme,
            position: place,
            method: AssertionMethod::Proposed,
            confidence: Some(0.6),
            spans: vec![span],
        });
    }
    for (partner, span) in partners {
        record.put(PassagePartner {
            id: format!("{slug}.{partner}").into(),
            passage: slug.clone(),
            partner,
            method: AssertionMethod::Proposed,
            spans: vec![span],
        });
    }
}

fn find(text: &str, phrase: &str) -> Option<Span> {
    let text = text.to_lowercase();
    let start = text[..text.find(&phrase.to_lowercase())?].chars().count();
    Some(Span { start, end: start + phrase.chars().count(), matched: phrase.to_owned() })
}
