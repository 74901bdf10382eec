//! What can be had in which form: one place for the command line and the explorer.

use std::{collections::HashSet, sync::Arc};

use crate::{
    error::{Error, Result},
    model::{Framework, NodeKey, NodeKind, Partnership, Strategy, Theme, Topic, Word},
    query::{
        ListWithItems, Node, Subgraph, Subject, all_rows, find_node, get_row, keys_of_kind,
        lists_of, subgraph_of, topics_of,
    },
    view::View,
};

use super::{
    citation::{Citation, CitationFormat, Citing, cite, cite_dataset},
    delimited::to_csv,
    graphml::to_graphml,
    linked_data::{linked_data_of, linked_dataset, linked_graph},
    overview::{coverage_table, every_theme, priorities_table, some_priorities},
    package::to_package,
    rows::record_tables,
    selection::Selection,
    spreadsheet::to_xlsx,
    table::Table,
};

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One table as comma-separated values.
    Csv,
    /// A workbook with all tables.
    Xlsx,
    /// The graph as `GraphML`.
    GraphMl,
    /// Linked data.
    JsonLd,
    /// A zipped data package.
    Package,
    /// A citation.
    Citation(CitationFormat),
}

impl Format {
    /// All forms with the ending of their files, their media type, and what they are called.
    const TABLE: [(Self, &'static str, &'static str, &'static str); 9] = [
        (Self::Csv, "csv", "text/csv; charset=utf-8", "CSV"),
        (
            Self::Xlsx,
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel (xlsx)",
        ),
        (Self::GraphMl, "graphml", "application/graphml+xml; charset=utf-8", "GraphML"),
        (Self::JsonLd, "jsonld", "application/ld+json", "JSON-LD"),
        (Self::Package, "zip", "application/zip", "Data package (zip)"),
        (Self::Citation(CitationFormat::Text), "txt", "text/plain; charset=utf-8", "Plain text"),
        (
            Self::Citation(CitationFormat::BibTex),
            "bib",
            "application/x-bibtex; charset=utf-8",
            "BibTeX",
        ),
        (
            Self::Citation(CitationFormat::Ris),
            "ris",
            "application/x-research-info-systems; charset=utf-8",
            "RIS",
        ),
        (
            Self::Citation(CitationFormat::CslJson),
            "csl.json",
            "application/vnd.citationstyles.csl+json",
            "CSL-JSON",
        ),
    ];

    fn row(self) -> (&'static str, &'static str, &'static str) {
        let row = Self::TABLE.iter().find(|(format, ..)| *format == self);
        row.map_or(("", "", ""), |(_, ending, media_type, label)| (ending, media_type, label))
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        self.row().0
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        self.row().1
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        self.row().2
    }

    /// The form of a file’s name, and the name without the ending.
    pub fn of_file(name: &str) -> Option<(&str, Self)> {
        Self::TABLE.iter().find_map(|(format, ending, ..)| {
            let stem = name.strip_suffix(ending)?.strip_suffix('.')?;
            (!stem.is_empty()).then_some((stem, *format))
        })
    }

    /// All forms.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.iter().map(|(format, ..)| *format)
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The whole record.
    Everything,
    /// One thing with what belongs to it.
    Thing(NodeKey),
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its form.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The service as files name it: its address, the state of the record, the day.
pub struct Site {
    page: Box<dyn Fn(&NodeKey) -> String + Send + Sync>,
    home: String,
    state: String,
    retrieved: String,
}

impl Site {
    /// `page` gives the full address of a thing’s page, `home` the address of the service without
    /// a final slash, `state` the state of the record (“revision 7”), `retrieved` the day.
    pub fn new(
        page: impl Fn(&NodeKey) -> String + Send + Sync + 'static,
        home: impl Into<String>,
        state: impl Into<String>,
        retrieved: impl Into<String>,
    ) -> Self {
        let (home, state, retrieved) = (home.into(), state.into(), retrieved.into());
        Self { page: Box::new(page), home, state, retrieved }
    }

    pub(super) fn page(&self, kind: NodeKind, slug: &str) -> String {
        (self.page)(&NodeKey::new(kind, slug))
    }

    pub(super) fn reference(&self, kind: NodeKind, slug: &str) -> serde_json::Value {
        serde_json::json!({ "@id": self.page(kind, slug) })
    }

    pub(super) fn home(&self) -> &str {
        &self.home
    }

    pub(super) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.home)
    }

    pub(super) fn state(&self) -> &str {
        &self.state
    }

    pub(super) fn retrieved(&self) -> &str {
        &self.retrieved
    }

    pub(super) fn told_state(&self) -> String {
        format!("From Strategraph, {}, retrieved {}: {}", self.state, self.retrieved, self.home)
    }

    /// What citations say beyond the thing.
    pub fn citing(&self) -> Citing<'_> {
        Citing {
            page: &*self.page,
            home: &self.home,
            state: &self.state,
            retrieved: &self.retrieved,
        }
    }
}

/// Makes a file.
///
/// # Errors
/// `NOT_FOUND` where there is no such thing or no such form of it, `TOO_COSTLY` where a sheet
/// cannot hold it.
pub fn build_download(
    view: &View,
    site: &Site,
    wanted: &Wanted,
    format: Format,
) -> Result<Download> {
    let citation = citation_of(view, site, wanted)?;
    let bytes = match format {
        Format::Csv => to_csv(&main_table(view, site, wanted)?)?.into_bytes(),
        Format::Xlsx => {
            to_xlsx(&about(&title_of(view, wanted), &citation, site), &tables(view, site, wanted)?)?
        }
        Format::GraphMl => to_graphml(view, &graph(view, wanted)?, site).into_bytes(),
        Format::JsonLd => format!("{:#}\n", linked(view, site, wanted)?).into_bytes(),
        Format::Package => to_package(
            &stem(wanted),
            &title_of(view, wanted),
            &tables(view, site, wanted)?,
            &citation,
            site,
        )?,
        Format::Citation(form) => citation.write(form).into_bytes(),
    };
    Ok(Download { name: format!("{}.{}", stem(wanted), format.ending()), format, bytes })
}

/// A file of tables that are not one thing’s, such as a comparison: CSV has the first of them.
///
/// # Errors
/// `NOT_FOUND` for a form that is none of tables.
pub fn build_table_download(
    site: &Site,
    name: &str,
    title: &str,
    address: &str,
    tables: &[Table],
    format: Format,
) -> Result<Download> {
    let citation = Citation {
        title: title.to_owned(),
        part: "view of the data set".to_owned(),
        url: site.join(address),
        dataset: false,
        ..cite_dataset(&site.citing())
    };
    let bytes = match (format, tables.first()) {
        (Format::Csv, Some(table)) => to_csv(table)?.into_bytes(),
        (Format::Xlsx, _) => to_xlsx(&about(title, &citation, site), tables)?,
        (Format::Package, _) => to_package(name, title, tables, &citation, site)?,
        (Format::Citation(form), _) => citation.write(form).into_bytes(),
        _ => return Err(no_such_form(format)),
    };
    Ok(Download { name: format!("{name}.{}", format.ending()), format, bytes })
}

fn no_such_form(format: Format) -> Error {
    Error::not_found(format!("This cannot be had as {}; choose another form", format.label()))
}

fn about(title: &str, citation: &Citation, site: &Site) -> Vec<(String, String)> {
    [
        ("What", title.to_owned()),
        ("From", site.home().to_owned()),
        ("State of the record", site.state().to_owned()),
        ("Retrieved", site.retrieved().to_owned()),
        ("How to cite", citation.write(CitationFormat::Text)),
        ("Licence", "Curated data: CC BY 4.0. Sources belong to their publishers.".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn citation_of(view: &View, site: &Site, wanted: &Wanted) -> Result<Citation> {
    match wanted {
        Wanted::Everything => Ok(cite_dataset(&site.citing())),
        Wanted::Thing(key) => cite(view, key, &site.citing()),
    }
}

fn title_of(view: &View, wanted: &Wanted) -> String {
    match wanted {
        Wanted::Everything => "Strategraph: everything".to_owned(),
        Wanted::Thing(key) => {
            find_node(view, key).map_or_else(String::new, |node| node.name().to_owned())
        }
    }
}

/// The name of files without the ending; also the name of the data package, which may have only
/// lower-case letters, digits, `-`, `_` and `.`.
fn stem(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Everything => "strategraph".to_owned(),
        Wanted::Thing(key) => format!("strategraph-{}-{}", key.kind.word(), key.slug),
    }
}

fn tables(view: &View, site: &Site, wanted: &Wanted) -> Result<Vec<Table>> {
    let mut tables = vec![main_table(view, site, wanted)?];
    match wanted {
        Wanted::Everything => {
            tables.push(coverage_table(view, &every_theme(view)));
            tables.extend(record_tables(&view.whole_record(), None)?);
        }
        Wanted::Thing(key) => {
            let record = view.whole_record();
            let selection = Selection::of(&record, std::slice::from_ref(key))?;
            tables.extend(record_tables(&record, Some(&selection))?);
        }
    }
    Ok(tables)
}

/// The table that answers first what one asks of such a thing.
fn main_table(view: &View, site: &Site, wanted: &Wanted) -> Result<Table> {
    let Wanted::Thing(key) = wanted else {
        return Ok(priorities_table(view, site, &all_rows::<Partnership>(view)));
    };
    let slug = &key.slug;
    Ok(match key.kind {
        NodeKind::Partnership => priorities_table(view, site, &[get_row(view, slug)?]),
        NodeKind::Place => {
            let inside = all_rows::<Partnership>(view);
            let inside: Vec<_> =
                inside.into_iter().filter(|row| row.region.word() == &**slug).collect();
            priorities_table(view, site, &inside)
        }
        NodeKind::Strategy => {
            let strategy: Arc<Strategy> = get_row(view, slug)?;
            let items = lists_of(view, &strategy.slug).into_iter();
            let items: Vec<_> = items.flat_map(|list: ListWithItems| list.items).collect();
            some_priorities(view, site, &items)
        }
        NodeKind::Priority => some_priorities(view, site, &[get_row(view, slug)?]),
        NodeKind::Theme => coverage_table(view, &[Subject::Theme(get_row::<Theme>(view, slug)?)]),
        NodeKind::Framework => {
            let framework: Arc<Framework> = get_row(view, slug)?;
            let topics = topics_of(view, &framework.slug).into_iter();
            coverage_table(view, &topics.map(Subject::Topic).collect::<Vec<_>>())
        }
        NodeKind::Topic => coverage_table(view, &[Subject::Topic(get_row::<Topic>(view, slug)?)]),
        NodeKind::Partner => own_table(view, key, "membership")?,
        NodeKind::Programme => own_table(view, key, "programme")?,
        NodeKind::Measure => own_table(view, key, "measure")?,
        NodeKind::Document | NodeKind::Passage => own_table(view, key, "passage")?,
    })
}

/// One table of what belongs to a thing, under a name of its own.
fn own_table(view: &View, key: &NodeKey, name: &str) -> Result<Table> {
    let record = view.whole_record();
    let selection = Selection::of(&record, std::slice::from_ref(key))?;
    let tables = record_tables(&record, Some(&selection))?;
    let found = tables.into_iter().find(|table| table.name == name);
    let empty = || Table::new(name, "Nothing of this kind is on record", &[]);
    let mut table = found.unwrap_or_else(empty);
    table.name = format!("{}_{name}", key.kind.word());
    Ok(table)
}

/// The part of the graph that belongs to something.
fn graph(view: &View, wanted: &Wanted) -> Result<Subgraph> {
    Ok(subgraph_of(view, &keys(view, wanted)?))
}

fn keys(view: &View, wanted: &Wanted) -> Result<Vec<NodeKey>> {
    let chosen = match wanted {
        Wanted::Everything => None,
        Wanted::Thing(key) => Some(Selection::of(&view.whole_record(), std::slice::from_ref(key))?),
    };
    let all = NodeKind::ALL.iter().flat_map(|kind| keys_of_kind(view, *kind));
    let Some(chosen) = chosen else { return Ok(all.collect()) };
    let regions: HashSet<&str> = view
        .record
        .partnerships
        .values()
        .filter(|row| chosen.has("partnership", &row.slug))
        .map(|row| row.region.word())
        .collect();
    let belongs = |key: &NodeKey| match key.kind {
        NodeKind::Place => regions.contains(&*key.slug),
        kind => chosen.has(kind.word(), &key.slug),
    };
    Ok(all.filter(belongs).collect())
}

fn linked(view: &View, site: &Site, wanted: &Wanted) -> Result<serde_json::Value> {
    match wanted {
        Wanted::Everything => linked_dataset(view, site),
        Wanted::Thing(key) if key.kind == NodeKind::Passage => linked_data_of(view, site, key),
        Wanted::Thing(_) => {
            let nodes: Vec<Node> = keys(view, wanted)?
                .iter()
                .filter(|key| key.kind != NodeKind::Passage)
                .filter_map(|key| find_node(view, key))
                .collect();
            linked_graph(view, site, &nodes)
        }
    }
}
