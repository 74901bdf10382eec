//! `digests/*.md`: our own paraphrases of sources, a head in YAML and a body in Markdown.
//!
//! Here they are parsed and checked; cutting them into passages belongs to the document reader.

use std::collections::BTreeSet;

use crate::model::{PartialDate, Record, Slug};

use super::{
    fields::{Fields, Text},
    names::advise,
    partnership::read_url,
    problems::Report,
    shapes::DIGEST,
    tree::{self, Place},
};

/// A source retold in our own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// Its path inside the seed, such as `digests/sussex--S1.md`.
    pub path: String,
    /// The partnership that the source is about.
    pub partnership: Slug,
    /// Which of its sources is retold: the identity of a row, `{partnership}.{key}`.
    pub source: Slug,
    /// The address of the source.
    pub url: Option<String>,
    /// The source's title.
    pub title: String,
    /// Who published the source.
    pub publisher: Option<String>,
    /// When the source was published.
    pub published: Option<PartialDate>,
    /// Whether it retells the whole page.
    pub complete: bool,
    /// The Markdown below the head.
    pub body: String,
}

/// What digests refer to.
pub(super) struct Read<'a> {
    /// The rows of all partnerships that could be read.
    pub(super) record: &'a Record,
    /// The slugs of those that could not: that is a problem of their files, not of digests.
    pub(super) broken: BTreeSet<&'a str>,
}

/// Reads one digest.
pub(super) fn read(
    text: &str,
    path: &str,
    report: &Report<'_>,
    known: &Read<'_>,
) -> Option<Digest> {
    let Some((head, body)) = split(text) else {
        let remedy = "begin with a line “---”, the head, and another line “---”";
        report.add(Place::START, "the digest has no head", remedy);
        return None;
    };
    if body.trim().is_empty() {
        report.add(
            Place::START,
            "the digest has no text below its head",
            "retell the source there",
        );
    }
    // An empty line takes the place of the first “---”, so that lines count as in the file.
    let root = tree::parse(&format!("\n{head}"), report)?;
    let fields = Fields::of(&root, &DIGEST, report)?;
    let (partnership, key) = (fields.text("partnership"), fields.text("source"));
    check_place(&partnership, &key, path, report);
    check_kind(&fields.text("kind"), report);
    let digest = Digest {
        path: path.to_owned(),
        source: format!("{}.{}", partnership.value, key.value).into(),
        partnership: partnership.value.as_str().into(),
        url: read_url(&fields),
        title: fields.text("title").value,
        publisher: fields.find_text("publisher").map(|text| text.value),
        published: fields.find_date("published"),
        complete: fields.truth("complete"),
        body: body.trim_start_matches('\n').to_owned(),
    };
    check_source(&digest, &partnership, &key, &fields, known);
    Some(digest)
}

fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text
        .strip_prefix("---")
        .and_then(|rest| rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')))?;
    let mut start = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((&rest[..start], &rest[start + line.len()..]));
        }
        start += line.len();
    }
    None
}

fn check_place(partnership: &Text, key: &Text, path: &str, report: &Report<'_>) {
    let expected = format!("digests/{}--{}.md", partnership.value, key.value);
    if !partnership.value.is_empty() && !key.value.is_empty() && path != expected {
        let what = format!("the head belongs to a file called {expected}");
        report.add(partnership.at, what, "rename the file, or correct partnership and source");
    }
}

fn check_kind(kind: &Text, report: &Report<'_>) {
    if !matches!(kind.value.as_str(), "" | "digest") {
        report.add(kind.at, format!("“{}” is no kind of digest", kind.value), "write kind: digest");
    }
}

/// Reports a digest without its partnership or source, or with another address than its source.
fn check_source(
    digest: &Digest,
    partnership: &Text,
    key: &Text,
    fields: &Fields<'_>,
    known: &Read<'_>,
) {
    let record = known.record;
    let broken = known.broken.contains(partnership.value.as_str());
    if broken || partnership.value.is_empty() || key.value.is_empty() {
        return;
    }
    if !record.partnerships.contains_key(&digest.partnership) {
        let what = format!("there is no partnership “{}”", partnership.value);
        let slugs = record.partnerships.keys().map(AsRef::as_ref);
        let remedy = advise(&partnership.value, slugs, "Its record belongs into partnerships/");
        fields.report.add(partnership.at, what, remedy);
        return;
    }
    let Some(source) = record.sources.get(&digest.source) else {
        let what = format!("the partnership “{}” has no source “{}”", partnership.value, key.value);
        fields.report.add(key.at, what, "add it under “sources” of the partnership's record");
        return;
    };
    if source.url != digest.url {
        let at = fields.find("url").map_or(fields.at, |node| node.at);
        let what = format!("the address is not that of the source “{}”", key.value);
        fields.report.add(at, what, "make the two the same");
    }
}
