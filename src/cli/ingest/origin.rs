//! Where documents come from: a file, an address, the sources of a partnership; and what is known
//! of each before it is read.

use std::{
    fmt,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use super::IngestArguments;
use crate::{
    error::{Error, Result},
    fetch::Fetcher,
    ingest::{DocumentAbout, read::Limits},
    model::{DocumentOrigin, Record, Slug, Source},
    write::check_known,
};

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file of this machine.
    File(PathBuf),
    /// An address.
    Address(String),
}

/// A document that shall be ingested.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Where it comes from.
    pub(super) origin: Origin,
    /// What is known of it.
    pub(super) about: DocumentAbout,
}

impl Origin {
    /// An argument as its writer meant it.
    pub(super) fn of(argument: &str) -> Self {
        let scheme = argument.split_once("://").map_or("", |(scheme, _)| scheme);
        let is_scheme =
            !scheme.is_empty() && scheme.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if is_scheme { Self::Address(argument.to_owned()) } else { Self::File(argument.into()) }
    }

    /// Whether it is fetched from elsewhere.
    pub(super) fn is_fetched(&self) -> bool {
        matches!(self, Self::Address(_))
    }

    /// Its bytes, or why there are none. Not more is loaded than is read.
    pub(super) async fn load(&self, fetcher: &Fetcher) -> Result<Vec<u8>, String> {
        match self {
            Self::File(path) => load_file(path),
            Self::Address(address) => {
                let answer = fetcher.fetch(address).await;
                answer.map(|document| document.bytes).map_err(|reason| reason.to_string())
            }
        }
    }

    /// Its name, where it has one.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Self::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Self::Address(address) => {
                let path = address.split(['?', '#']).next()?;
                path.rsplit('/').next().filter(|name| name.contains('.')).map(str::to_owned)
            }
        }
    }

    /// Its name without the ending: the title of a document that has none.
    pub(super) fn stem(&self) -> Option<String> {
        let name = self.name()?;
        Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(formatter, "{}", path.display()),
            Self::Address(address) => formatter.write_str(address),
        }
    }
}

fn load_file(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("the file cannot be opened: {error}");
    // One byte more than is read tells that there is too much, whatever the file's size says.
    let most = Limits::default().file_bytes as u64 + 1;
    let mut bytes = Vec::new();
    File::open(path).map_err(cannot)?.take(most).read_to_end(&mut bytes).map_err(cannot)?;
    Ok(bytes)
}

/// The documents that the arguments ask for.
///
/// # Errors
/// `NOT_FOUND` for a partnership or strategy that does not exist or has no source with an address.
pub(super) fn wanted(arguments: &IngestArguments, record: &Record) -> Result<Vec<Wanted>> {
    let about = about(arguments, record)?;
    if arguments.from_sources {
        return of_sources(arguments, record, &about);
    }
    let wanted = arguments.paths.iter().map(|path| {
        let origin = Origin::of(path);
        let mut about = about.clone();
        if let Origin::Address(address) = &origin {
            about.url = Some(address.clone());
        }
        Wanted { origin, about }
    });
    Ok(wanted.collect())
}

fn of_sources(
    arguments: &IngestArguments,
    record: &Record,
    about: &DocumentAbout,
) -> Result<Vec<Wanted>> {
    let sources = record.sources.values().filter(|row| row.partnership == arguments.partnership);
    let wanted: Vec<Wanted> = sources.filter_map(|source| of_source(source, about)).collect();
    if wanted.is_empty() {
        return Err(Error::not_found(format!(
            "{} has no source with an address",
            arguments.partnership
        )));
    }
    Ok(wanted)
}

fn of_source(source: &Source, about: &DocumentAbout) -> Option<Wanted> {
    let address = source.url.clone()?;
    let about = DocumentAbout {
        title: Some(source.title.clone()),
        url: Some(address.clone()),
        publisher: source.publisher.clone(),
        published: source.published,
        source: Some(source.id.clone()),
        ..about.clone()
    };
    Some(Wanted { origin: Origin::Address(address), about })
}

/// What the arguments say about every document, with the strategy resolved.
fn about(arguments: &IngestArguments, record: &Record) -> Result<DocumentAbout> {
    let known: Vec<Slug> = record.partnerships.keys().cloned().collect();
    check_known("partnership", &arguments.partnership, &known)?;
    let strategy_of = |key: &Slug| find_strategy(arguments, key, record);
    Ok(DocumentAbout {
        partnership: Some(arguments.partnership.clone()),
        strategy: arguments.strategy.as_ref().map(strategy_of).transpose()?,
        title: arguments.title.clone(),
        url: arguments.url.clone(),
        publisher: None,
        published: arguments.published,
        origin: DocumentOrigin::Ingested,
        complete: true,
        source: None,
        slug_hint: None,
    })
}

fn find_strategy(arguments: &IngestArguments, key: &Slug, record: &Record) -> Result<Slug> {
    let whole: Slug = format!("{}-{key}", arguments.partnership).into();
    let found = [whole, key.clone()].into_iter().find(|slug| record.strategies.contains_key(slug));
    found.ok_or_else(|| {
        let own = record.strategies.values().filter(|row| row.partnership == arguments.partnership);
        let keys: Vec<&str> = own.map(|row| &*row.key).collect();
        Error::not_found(format!(
            "{} has no strategy “{key}”; its strategies are: {}",
            arguments.partnership,
            keys.join(", ")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_with_a_scheme_is_an_address_and_others_are_files() {
        assert!(Origin::of("https://example.org/plan.pdf").is_fetched());
        assert!(Origin::of("ftp://example.org/plan.pdf").is_fetched());
        assert!(!Origin::of("plans/our plan.pdf").is_fetched());
        assert!(!Origin::of("a/b://c").is_fetched());
    }

    #[test]
    fn the_name_of_an_address_is_the_last_part_of_its_path() {
        let origin = Origin::of("https://example.org/files/our-plan.pdf?v=2#page=3");
        assert_eq!(origin.stem().as_deref(), Some("our-plan"));
        assert_eq!(Origin::of("https://example.org/").name(), None);
    }
}
