//! The record files of a seed: read into rows, with all their problems at once.
//!
//! The loader and `strategraph check` are the same code: [`read_seed`] reads everything to the
//! end and gives either the whole seed or every problem that it found; [`check`] drops the rows.
//! The format is told in `seed/FORMAT.md` and, for editors, in `schema/record.schema.json`.
//!
//! How it works: each YAML file becomes a tree in which everything knows its line and column
//! (`tree`); `fields` reads mappings of the tree by the keys that `shapes` names and replaces what
//! is wrong by something harmless, so that one problem hides no other; the readers (`scheme`,
//! `register`, `areas`, `partnership`, `strategies`, `items`, `programmes`, `digests`) make rows.
//!
//! Not here: writing rows to a database (`write`), cutting digests into passages (`ingest`).

mod areas;
mod digests;
mod fields;
mod files;
mod items;
mod names;
mod partnership;
mod problems;
mod programmes;
mod register;
mod scheme;
mod shapes;
mod strategies;
mod tree;

use std::{borrow::Cow, cell::RefCell, path::Path};

use crate::model::Record;

pub use digests::Digest;
pub use files::{EmbeddedSeed, SeedDirectory, SeedFiles};
pub use names::fold_name;
pub use problems::{Problem, Problems};
pub use shapes::{SHAPES, Shape};

use partnership::{Known, Taken};
use problems::Report;
use tree::{Node, Place};

/// Everything that a seed holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Seed {
    /// All rows but those that documents are made of; revision 0.
    pub record: Record,
    /// The digests, by path: not yet documents and passages.
    pub digests: Vec<Digest>,
    /// The version of the theme scheme, such as `2026.2`.
    pub scheme_version: String,
}

/// Reads a seed.
///
/// # Errors
/// Every problem of every file.
pub fn read_seed(files: &impl SeedFiles) -> Result<Seed, Problems> {
    let desk = RefCell::new(Vec::new());
    let seed = Reader { files, desk: &desk }.read();
    let problems = Problems::new(desk.into_inner());
    if problems.is_empty() { Ok(seed) } else { Err(problems) }
}

/// All problems of a seed: of the directory at `path`, of one file in such a directory, or of
/// the seed inside the program where no path is given.
pub fn check(path: Option<&Path>) -> Problems {
    let Some(path) = path else { return check_files(&EmbeddedSeed) };
    if path.is_file() { check_one(path) } else { check_files(&SeedDirectory::new(path)) }
}

/// All problems of one file. A record only makes sense beside the scheme and the register that
/// it refers to, so the whole seed around it is read.
fn check_one(path: &Path) -> Problems {
    let stray = |what: &str| {
        let (file, what) = (path.display().to_string(), what.to_owned());
        let remedy =
            "give a file of a directory that holds themes.yaml and partnerships/".to_owned();
        Problems::new(vec![Problem { file, line: 1, column: 1, what, remedy }])
    };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let root = absolute.ancestors().skip(1).find(|folder| folder.join(THEMES).is_file());
    let Some(root) = root else { return stray("no directory above this file holds themes.yaml") };
    let seed = SeedDirectory::new(root);
    let inside = absolute.strip_prefix(root).map(|path| path.to_string_lossy().replace('\\', "/"));
    let Some(inside) = inside.ok().filter(|inside| is_read(inside)) else {
        return stray("nothing in the seed reads this file");
    };
    check_files(&seed).of_file(&seed.shown(&inside), &path.display().to_string())
}

/// All problems of a seed, wherever its files come from.
pub fn check_files(files: &impl SeedFiles) -> Problems {
    read_seed(files).err().unwrap_or_default()
}

const THEMES: &str = "themes.yaml";
const FRAMEWORKS: &str = "frameworks.yaml";
const ORGANISATIONS: &str = "organisations.yaml";
const AREAS: &str = "areas.csv";
/// Files that belong to a seed but hold no rows.
const BESIDE: [&str; 4] = ["README.md", "FORMAT.md", "LICENSE", "acronyms.yaml"];

struct Reader<'a, F> {
    files: &'a F,
    desk: &'a RefCell<Vec<Problem>>,
}

impl<F: SeedFiles> Reader<'_, F> {
    fn report(&self, path: &str) -> Report<'_> {
        Report::new(self.files.shown(path), self.desk)
    }

    fn read(&self) -> Seed {
        let mut record = Record::default();
        let paths = self.list_paths();
        let known = self.read_known(&paths, &mut record);
        let mut taken = Taken::default();
        for (path, stem) in inside(&paths, "partnerships/", ".yaml") {
            let report = self.report(path);
            if let Some(root) = self.load_tree(path, &report) {
                partnership::read(&root, stem, &report, &known, &mut taken, &mut record);
            }
        }
        let digests = self.read_digests(&paths, &record);
        Seed { record, digests, scheme_version: known.scheme.version }
    }

    fn read_digests(&self, paths: &[String], record: &Record) -> Vec<Digest> {
        let stems = inside(paths, "partnerships/", ".yaml").map(|(_, stem)| stem);
        let broken = stems.filter(|stem| !record.partnerships.contains_key(*stem)).collect();
        let known = digests::Read { record, broken };
        let read = |path| {
            let report = self.report(path);
            let bytes = self.load(path, &report)?;
            digests::read(&tree::decode(&bytes, &report)?, path, &report, &known)
        };
        inside(paths, "digests/", ".md").filter_map(|(path, _)| read(path)).collect()
    }

    fn read_known(&self, paths: &[String], record: &mut Record) -> Known {
        let tree = |path: &str| {
            let report = self.report(path);
            if paths.iter().any(|known| known == path) {
                self.load_tree(path, &report).map(|root| (root, report))
            } else {
                report.add(
                    Place::START,
                    "the file is missing",
                    "a seed needs it: FORMAT.md says what is in it",
                );
                None
            }
        };
        let scheme = tree(THEMES)
            .map(|(root, report)| scheme::read_themes(&root, &report, record))
            .unwrap_or_default();
        if let Some((root, report)) = tree(FRAMEWORKS) {
            scheme::read_frameworks(&root, &report, &scheme, record);
        }
        let register = tree(ORGANISATIONS)
            .map(|(root, report)| register::read(&root, &report, record))
            .unwrap_or_default();
        Known { scheme, register, areas: self.read_areas() }
    }

    fn read_areas(&self) -> Option<areas::Areas> {
        let report = self.report(AREAS);
        let bytes = self.load(AREAS, &report)?;
        areas::read(&tree::decode(&bytes, &report)?, &report)
    }

    /// The paths of all files; those that nothing reads are reported.
    fn list_paths(&self) -> Vec<String> {
        let paths = match self.files.paths() {
            Ok(paths) => paths,
            Err(error) => {
                let what = format!("the seed cannot be read: {error}");
                self.report("").add(
                    Place::START,
                    what,
                    "give the directory that holds themes.yaml and partnerships/",
                );
                return Vec::new();
            }
        };
        for path in paths.iter().filter(|path| !is_read(path)) {
            let remedy = "records are partnerships/*.yaml, digests are digests/*.md: rename, move or delete it";
            self.report(path).add(Place::START, "nothing reads this file", remedy);
        }
        paths
    }

    fn load(&self, path: &str, report: &Report<'_>) -> Option<Cow<'static, [u8]>> {
        let bytes = self.files.read(path);
        if let Err(error) = &bytes {
            let what = format!("the file cannot be read: {error}");
            report.add(Place::START, what, "put it there, and make it readable");
        }
        bytes.ok()
    }

    fn load_tree(&self, path: &str, report: &Report<'_>) -> Option<Node> {
        let bytes = self.load(path, report)?;
        tree::parse(&tree::decode(&bytes, report)?, report)
    }
}

/// The paths in a folder with an extension, and their names without both.
fn inside<'a>(
    paths: &'a [String],
    folder: &'a str,
    extension: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    paths.iter().filter_map(move |path| {
        let stem = path.strip_prefix(folder)?.strip_suffix(extension)?;
        Some((path.as_str(), stem))
    })
}

fn is_read(path: &str) -> bool {
    [THEMES, FRAMEWORKS, ORGANISATIONS, AREAS].contains(&path)
        || BESIDE.contains(&path)
        || (path.starts_with("partnerships/") && path.strip_suffix(".yaml").is_some())
        || (path.starts_with("digests/") && path.strip_suffix(".md").is_some())
}
