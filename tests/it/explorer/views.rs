//! Views for looking at: the seed, an empty record, and one with everything at its worst.

use std::sync::Arc;

use strategraph::{
    ingest::{records::EmbeddedSeed, seed::build_seed},
    model::{
        AssertionMethod, Passage, PassageKind, PassagePartner, PassageTheme, Record, Slug, Span,
    },
    view::View,
};

/// The one place in which these tests make a view.
pub(crate) fn view_of(record: Record) -> Arc<View> {
    Arc::new(View::of_record(record).unwrap())
}

/// The seed with its digests as documents.
pub(crate) fn seed() -> Record {
    let (record, _) = build_seed(&EmbeddedSeed, "2026-11-23T09:00:00Z").unwrap();
    Record { revision: 7, ..record }
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
