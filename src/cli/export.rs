//! `strategraph export`: everything, one thing, or a citation as a file.

use std::{io::Write, path::PathBuf};

use clap::Args;

use super::output::print_text;
use crate::{
    clock::Clock,
    error::{Error, Result},
    export::{Format, Site, Wanted, build_download, state_of},
    http::addresses::BaseUrl,
    model::{NodeKey, Word as _},
    view::View,
};

const EXAMPLES: &str = "\
Examples:
  strategraph export                                            everything as a zipped data package
  strategraph export --format xlsx --out strategies.xlsx
  strategraph export partnership:kent-and-medway --format csv
  strategraph export theme:best-start-in-life --format bib --out -

Things are named kind:slug; kinds are partnership, strategy, priority, theme, partner, programme,
measure, document, passage, framework, topic and place. Forms: csv (one table), xlsx, graphml,
jsonld, zip; citations: txt, bib, ris, csl.json.";

/// Arguments of `export`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExportArguments {
    /// What to export, as kind:slug; everything when it is not named
    #[arg(value_name = "THING")]
    pub thing: Option<NodeKey>,
    /// Form of the file
    #[arg(long, value_name = "FORM", default_value = "zip", value_parser = read_format)]
    pub format: Format,
    /// Where to write it; “-” is standard output. A name in this folder when it is not given
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The address of the service, for links to its pages
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub base_url: String,
}

fn read_format(word: &str) -> std::result::Result<Format, String> {
    Format::all().find(|format| format.ending() == word).ok_or_else(|| {
        let known: Vec<&str> = Format::all().map(Format::ending).collect();
        format!("use one of {}", known.join(", "))
    })
}

/// Writes the file and says where.
///
/// # Errors
/// `NOT_FOUND` for a thing that does not exist or a form that it does not have, `UNAVAILABLE`
/// where the file cannot be written.
pub fn run(
    arguments: &ExportArguments,
    view: &View,
    clock: &Clock,
    out: &mut dyn Write,
) -> Result<()> {
    let base = BaseUrl::new(&arguments.base_url);
    let home = base.join("");
    let site = Site::new(move |key| base.page(key), home, state_of(view), clock.today());
    let wanted = arguments.thing.clone().map_or(Wanted::Everything, Wanted::Thing);
    let download = build_download(view, &site, &wanted, arguments.format)?;
    let path = match &arguments.out {
        Some(path) if path.as_os_str() == "-" => {
            return out.write_all(&download.bytes).and_then(|()| out.flush()).map_err(|error| {
                Error::unavailable("The output cannot be written.").because(error)
            });
        }
        Some(path) => path.clone(),
        None => PathBuf::from(&download.name),
    };
    std::fs::write(&path, &download.bytes).map_err(|error| {
        let told = format!("{} cannot be written. Choose another with --out.", path.display());
        Error::unavailable(told).because(error)
    })?;
    let what = match &arguments.thing {
        None => "everything".to_owned(),
        Some(key) => format!("{} {}", key.kind.label().to_lowercase(), key.slug),
    };
    print_text(
        out,
        &format!(
            "{}: {what} at revision {}, {} bytes",
            path.display(),
            view.revision(),
            download.bytes.len()
        ),
    )
}
