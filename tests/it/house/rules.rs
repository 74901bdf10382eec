//! Who may know whom: the table of HOUSE rules, and the check of one file against it.

use super::source::{self, Named};

/// A rule about who may use a crate of others.
struct CrateRule {
    name: &'static str,
    /// Files that may, as beginnings of paths under `src/`.
    only: &'static [&'static str],
    why: &'static str,
}

const CRATES: &[CrateRule] = &[
    CrateRule {
        name: "sqlx",
        only: &["store/"],
        why: "all SQL stands in `store`, so that one place knows the engines",
    },
    CrateRule {
        name: "petgraph",
        only: &["view/graph"],
        why: "the graph library is a detail of `view/graph.rs`; everybody else walks through the view",
    },
    CrateRule {
        name: "tantivy",
        only: &["view/search"],
        why: "the search engine is a detail of `view/search/`, so that another one can take its place",
    },
    CrateRule {
        name: "async_graphql",
        only: &["graphql/"],
        why: "GraphQL is one face among several; nothing below it may know its types",
    },
    CrateRule {
        name: "async_graphql_axum",
        only: &["graphql/"],
        why: "GraphQL is one face among several; nothing below it may know its types",
    },
    CrateRule {
        name: "askama",
        only: &["explorer/"],
        why: "templates belong to the explorer alone",
    },
    CrateRule {
        name: "axum",
        only: &["http/", "graphql/", "explorer/", "app"],
        why: "below the faces nothing knows that there is a web",
    },
    CrateRule {
        name: "tower_http",
        only: &["http/", "graphql/", "explorer/", "app"],
        why: "below the faces nothing knows that there is a web",
    },
    CrateRule {
        name: "hyper",
        only: &["app"],
        why: "connections are the matter of `app`; everybody else sees requests",
    },
    CrateRule {
        name: "rust_xlsxwriter",
        only: &["export/"],
        why: "files for others are written in one place",
    },
    CrateRule {
        name: "zip",
        only: &["export/", "ingest/read/"],
        why: "files for others are written in one place",
    },
    CrateRule {
        name: "reqwest",
        only: &["fetch/"],
        why: "whatever asks other servers goes through one guard against private addresses",
    },
    CrateRule {
        name: "rlimit",
        only: &["app/reading"],
        why: "limits of a process are set where it is started and nowhere else",
    },
    CrateRule {
        name: "pdf_oxide",
        only: &["ingest/read/pdf"],
        why: "each format has one reader, so that another library can take its place",
    },
    CrateRule {
        name: "office_oxide",
        only: &["ingest/read/word"],
        why: "each format has one reader, so that another library can take its place",
    },
    CrateRule {
        name: "clap",
        only: &["cli/", "main.rs"],
        why: "arguments are the command line's matter",
    },
];

/// What a module may know of the crate's other modules.
enum Knows {
    /// Only these; paths such as `view::View` are that one name and nothing inside.
    Only(&'static [&'static str]),
    /// Everything but these.
    AllBut(&'static [&'static str]),
}

struct ModuleRule {
    name: &'static str,
    knows: Knows,
    why: &'static str,
}

const FACE: &[&str] = &["query", "export", "write", "model", "error", "http", "view::View"];
const FACE_WHY: &str = "a face shows what `query` answers, gives away what `export` writes, and passes on what `write` takes; it never looks into the store, into the inside of the view, or into another face";

const MODULES: &[ModuleRule] = &[
    ModuleRule {
        name: "model",
        knows: Knows::Only(&[]),
        why: "`model` is known by all and knows nobody",
    },
    ModuleRule {
        name: "error",
        knows: Knows::Only(&[]),
        why: "everybody returns errors, so the error table depends on nobody",
    },
    ModuleRule {
        name: "clock",
        knows: Knows::Only(&[]),
        why: "time is a parameter; it depends on nobody",
    },
    ModuleRule {
        name: "config",
        knows: Knows::Only(&["error"]),
        why: "settings are read before anything else exists",
    },
    ModuleRule {
        name: "telemetry",
        knows: Knows::Only(&["config", "error"]),
        why: "the log is started before anything else exists",
    },
    ModuleRule {
        name: "fetch",
        knows: Knows::Only(&["error"]),
        why: "`fetch` brings bytes and knows nothing of what is in them",
    },
    ModuleRule {
        name: "http",
        knows: Knows::Only(&["config", "error", "model"]),
        why: "`http` is the shell around the faces; what is inside comes to it as routes and closures, and things have names",
    },
    ModuleRule {
        name: "query",
        knows: Knows::Only(&["view", "model", "error"]),
        why: "`query` answers from one immutable view, never from the store",
    },
    ModuleRule {
        name: "export",
        knows: Knows::Only(&["query", "model", "error", "view::View"]),
        why: "`export` writes what `query` answers; it knows no face, no store and no web",
    },
    ModuleRule { name: "graphql", knows: Knows::Only(FACE), why: FACE_WHY },
    ModuleRule { name: "explorer", knows: Knows::Only(FACE), why: FACE_WHY },
    ModuleRule {
        name: "store",
        knows: Knows::AllBut(&[
            "ingest", "write", "view", "query", "http", "graphql", "explorer", "export", "app",
            "cli",
        ]),
        why: "`store` is the record and knows nothing that is derived from it or stands above it",
    },
    ModuleRule {
        name: "write",
        knows: Knows::AllBut(&[
            "view", "query", "http", "graphql", "explorer", "export", "app", "cli",
        ]),
        why: "`write` sees `store` and `model`, never a view: what is derived must not decide what is recorded",
    },
    ModuleRule {
        name: "ingest",
        knows: Knows::AllBut(&[
            "store", "view", "query", "http", "graphql", "explorer", "export", "app", "cli",
            "fetch",
        ]),
        why: "`ingest` turns bytes into facts and leaves it to `write` to record them",
    },
    ModuleRule {
        name: "view",
        knows: Knows::AllBut(&[
            "write", "ingest", "query", "http", "graphql", "explorer", "export", "app", "cli",
        ]),
        why: "`view` is built from the record and is asked by `query`; it knows nobody above it",
    },
];

/// The one file of `view` that may know the store.
const BRIDGE: &str = "view/refresh";

/// Packages that `model` may use.
const MODEL_PACKAGES: &[&str] =
    &["serde", "serde_json", "thiserror", "unicode_normalization", "unicode_segmentation"];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"];

/// Marks of unfinished work, in two halves so that this file is clean.
const UNFINISHED: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

const LONGEST: usize = 500;

/// Every rule that a file under `src/` breaks. `path` is relative to `src/`; `packages` are the
/// names of the packages in Cargo.toml.
pub(crate) fn broken_by(path: &str, text: &str, packages: &[String]) -> Vec<String> {
    let module = module_of(path);
    let mut broken = Vec::new();
    for named in source::paths(text, &module) {
        let problems = [
            crate_rule(path, &named),
            module_rule(&module, &named),
            bridge_rule(path, &named),
            model_rule(&module, &named, packages),
        ];
        for problem in problems.into_iter().flatten() {
            let named_path = named.segments.join("::");
            broken.push(format!("src/{path}:{}: `{named_path}`: {problem}", named.line));
        }
    }
    broken.extend(passages_rule(path, text));
    broken.extend(form(&format!("src/{path}"), text));
    broken.dedup();
    broken
}

/// The record of a view has no passages in its tables: who looks for them there finds nothing.
fn passages_rule(path: &str, text: &str) -> Vec<String> {
    const TABLES: [&str; 3] = ["passages", "passage_themes", "passage_partners"];
    let asks_views = ["query/", "graphql/", "explorer/", "view/graph"];
    if !asks_views.iter().any(|folder| path.starts_with(folder)) {
        return Vec::new();
    }
    let named = |line: &str| TABLES.iter().any(|table| line.contains(&format!("record.{table}.")));
    let lines = text.lines().enumerate().filter(|(_, line)| named(line));
    lines
        .map(|(number, _)| {
            format!(
                "src/{path}:{}: passages are in `View::passages`, not in its record",
                number + 1
            )
        })
        .collect()
}

/// The rules of form that every Rust file keeps.
pub(crate) fn form(path: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if !text.starts_with("//!") {
        broken.push(format!(
            "{path}:1: a file opens with `//!`: what belongs here and what does not"
        ));
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        broken.push(format!(
            "{path}: {lines} lines; a file has at most {LONGEST}: cut it where two subjects meet"
        ));
    }
    for (number, line) in text.lines().enumerate() {
        if let Some(mark) = UNFINISHED.iter().find(|mark| line.contains(**mark)) {
            broken.push(format!("{path}:{}: {mark}: finish it or write an issue", number + 1));
        }
    }
    let stem = path.trim_end_matches(".rs").split('/').map(str::to_owned);
    for name in stem.chain(source::declared_modules(text)) {
        if EMPTY_NAMES.contains(&name.as_str()) {
            broken.push(format!(
                "{path}: `{name}` says nothing: name the module after what it is about"
            ));
        }
    }
    broken
}

/// `view/search/mod.rs` is `view::search`; `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" || stem == "main" {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

fn crate_rule(path: &str, named: &Named) -> Option<String> {
    let rule = CRATES.iter().find(|rule| named.segments[0] == rule.name)?;
    let allowed = rule.only.iter().any(|place| path.starts_with(place));
    (!allowed).then(|| format!("only {} may: {}", rule.only.join(", "), rule.why))
}

fn module_rule(module: &[String], named: &Named) -> Option<String> {
    let rule = MODULES.iter().find(|rule| Some(rule.name) == module.first().map(String::as_str))?;
    let mut inside = named.segments.iter().map(String::as_str);
    let known = inside.next().filter(|first| *first == "crate").and(inside.next())?;
    // Names at the root that are no module: macros, and the root itself.
    if known == rule.name || known == "*" {
        return None;
    }
    let rest = named.segments[1..].join("::");
    let allowed = match rule.knows {
        Knows::Only(allowed) => allowed.iter().any(|name| match name.split_once("::") {
            // A method of the one name may follow it; the inside of the module may not.
            Some(_) => rest == *name || rest.starts_with(&format!("{name}::")),
            None => known == *name,
        }),
        Knows::AllBut(refused) => !refused.contains(&known),
    };
    (!allowed).then(|| rule.why.to_owned())
}

fn bridge_rule(path: &str, named: &Named) -> Option<String> {
    let crosses = path.starts_with("view/")
        && !path.starts_with(BRIDGE)
        && named.segments.starts_with(&["crate".to_owned(), "store".to_owned()]);
    crosses.then(|| format!("`{BRIDGE}.rs` is the one bridge from the store to the view"))
}

fn model_rule(module: &[String], named: &Named, packages: &[String]) -> Option<String> {
    let first = named.segments[0].as_str();
    let foreign = packages.iter().any(|package| package == first);
    (module.first().is_some_and(|name| name == "model")
        && foreign
        && !MODEL_PACKAGES.contains(&first))
    .then(|| format!("`model` may use only {}", MODEL_PACKAGES.join(", ")))
}
