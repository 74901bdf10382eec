//! Data and downloads: everything as files, the codebook, and the files themselves.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    error::{Error, Result},
    explorer::{
        Explorer, address,
        frame::{Frame, Section},
        parts::{Link, count},
        visit::Visit,
    },
    export::{
        CitationFormat, ColumnMeaning, Download, Format, Wanted, build_download,
        build_table_download, cite_dataset, codebook,
    },
    http::{Failure, not_modified, on_worker_thread},
    model::{NodeKey, NodeKind, Word as _},
};

use super::{compare, search};

/// The most rows of a record that is given away over HTTP in one file; larger ones are for the
/// command line, which has no time limit.
const MOST_ROWS: usize = 500_000;

/// Data and downloads.
#[derive(Template)]
#[template(path = "data.html")]
pub(crate) struct DataPage {
    frame: Frame,
    files: Vec<(Link, &'static str)>,
    citations: Vec<Link>,
    citation: String,
    tables: Vec<TableEntry>,
}

/// A table of the package.
struct TableEntry {
    name: &'static str,
    title: &'static str,
    columns: &'static [ColumnMeaning],
    told: String,
}

impl DataPage {
    /// The page.
    #[allow(clippy::unnecessary_wraps)] // the shape of all pages
    pub(crate) fn build(visit: &Visit, (): ()) -> Result<Self> {
        let (citations, files): (Vec<Format>, Vec<Format>) =
            Format::all().partition(|format| matches!(format, Format::Citation(_)));
        let link = |format: &Format| {
            Link::to(format.label(), address::data_of_everything(format.ending()))
        };
        Ok(Self {
            frame: visit
                .frame(
                    Section::Data,
                    address::DATA,
                    "Data and downloads",
                    "Everything in this record as files: a data package with codebook, Excel, GraphML, linked data; free to use under CC BY 4.0.",
                )
                .under([]),
            files: files.iter().map(|format| (link(format), purpose(*format))).collect(),
            citations: citations.iter().map(link).collect(),
            citation: cite_dataset(&visit.site().citing()).write(CitationFormat::Text),
            tables: codebook()
                .map(|(name, title, columns)| TableEntry {
                    name,
                    title,
                    columns,
                    told: count(columns.len(), "column", "columns"),
                })
                .collect(),
        })
    }
}

fn purpose(format: Format) -> &'static str {
    match format {
        Format::Package => {
            "all tables as CSV with a codebook, sources and citation (Frictionless data package)"
        }
        Format::Xlsx => "the same tables as sheets, for Excel or LibreOffice",
        Format::GraphMl => "things and how they hang together, for Gephi, igraph or NetworkX",
        Format::JsonLd => "linked data: SKOS for themes and frameworks, schema.org for the rest",
        Format::Csv => "one table: every item of every list with its strategy, themes and sources",
        Format::Citation(_) => "",
    }
}

/// A file of everything.
pub(crate) async fn everything(
    State(explorer): State<Explorer>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(("strategraph", format)) = Format::of_file(&file) else {
        return Err(no_such_file(&file).into());
    };
    give(&explorer, &headers, Wanted::Everything, format).await
}

/// A file of one thing.
pub(crate) async fn thing(
    State(explorer): State<Explorer>,
    Path((kind, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let kind =
        NodeKind::from_word(&kind).map_err(|unknown| Error::not_found(unknown.to_string()))?;
    let (slug, format) = Format::of_file(&file).ok_or_else(|| no_such_file(&file))?;
    give(&explorer, &headers, Wanted::Thing(NodeKey::new(kind, slug)), format).await
}

/// A comparison as a file.
pub(crate) async fn comparison(
    State(explorer): State<Explorer>,
    Path(file): Path<String>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (name, format) = Format::of_file(&file).ok_or_else(|| no_such_file(&file))?;
    if name != compare::FILE {
        return Err(no_such_file(&file).into());
    }
    let visit = Visit::begin(&explorer);
    let tag = visit.tag(&explorer.build);
    let work = move || {
        let (tables, address) = compare::tables(&visit.view, parameters)?;
        let site = visit.site();
        build_table_download(
            &site,
            "strategraph-comparison",
            "Partnerships side by side",
            &address,
            &tables,
            format,
        )
    };
    Ok(attachment(on_worker_thread(work).await??, tag))
}

/// Hits of a search as a file.
pub(crate) async fn hits(
    State(explorer): State<Explorer>,
    Path(file): Path<String>,
    Query(asked): Query<search::Asked>,
) -> Result<Response, Failure> {
    let (_, format) = Format::of_file(&file)
        .filter(|(name, _)| *name == search::FILE)
        .ok_or_else(|| no_such_file(&file))?;
    let visit = Visit::begin(&explorer);
    let tag = visit.tag(&explorer.build);
    let work = move || {
        let (table, title, address) = search::tables(&visit, &asked)?;
        let tables = [table];
        build_table_download(&visit.site(), "strategraph-search", &title, &address, &tables, format)
    };
    Ok(attachment(on_worker_thread(work).await??, tag))
}

fn no_such_file(file: &str) -> Error {
    let endings: Vec<&str> = Format::all().map(Format::ending).collect();
    Error::not_found(format!("There is no file “{file}”; files end in .{}", endings.join(", .")))
}

async fn give(
    explorer: &Explorer,
    headers: &HeaderMap,
    wanted: Wanted,
    format: Format,
) -> Result<Response, Failure> {
    let visit = Visit::begin(explorer);
    let tag = visit.tag(&explorer.build);
    if let Some(response) = not_modified(headers, &tag) {
        return Ok(response);
    }
    let is_small = matches!(format, Format::Citation(_));
    if !is_small && visit.view.rows() > MOST_ROWS {
        return Err(Error::new(
            crate::error::Code::TooCostly,
            "This record is too large for a file over the web. Whoever runs it can make one with “strategraph export”.",
        )
        .into());
    }
    let work = move || build_download(&visit.view, &visit.site(), &wanted, format);
    Ok(attachment(on_worker_thread(work).await??, tag))
}

/// A file as an answer that browsers keep.
pub(crate) fn attachment(download: Download, tag: HeaderValue) -> Response {
    // Names are made of slugs; what no header can hold would only lose the name.
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", download.name))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(download.format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache")),
    ];
    (headers, download.bytes).into_response()
}
