//! The recipes of docs/recipes, run as people run them: as processes, against a real service. The
//! shell and Python must print the same table; R is tried where it is installed.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::{Home, printed, serving::Served};

/// Debian's Python, which sees Debian's packages, else the one on the path.
fn python() -> &'static str {
    if Path::new("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" }
}

fn folders() -> Vec<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes");
    let entries = std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The table that a recipe prints: numbers without trailing zeros, “true” as Python has it.
fn table(program: &str, file: &Path, address: &str) -> Vec<Vec<String>> {
    let mut command = Command::new(program);
    let output = command.arg(file).env("STRATEGRAPH_URL", address).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{program} is needed (./test installs it on Debian): {error}")
    });
    assert!(output.status.success(), "{}: {}", file.display(), printed(&output.stderr));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*output.stdout);
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(number) => format!("{number:.6}"),
        Err(_) if text == "NA" => String::new(),
        Err(_) => text.to_lowercase(),
    };
    reader.records().map(|row| row.unwrap().iter().map(cell).collect()).collect()
}

fn has_gql() -> bool {
    let mut command = Command::new(python());
    command.args(["-c", "import gql"]).output().is_ok_and(|output| output.status.success())
}

fn has_r() -> bool {
    let mut command = Command::new("Rscript");
    command.args(["-e", "library(httr2)"]).output().is_ok_and(|output| output.status.success())
}

#[test]
fn every_recipe_prints_its_table_and_all_languages_the_same() {
    let home = Home::new();
    let served = Served::start(&home);
    let address = format!("http://{}/graphql", served.address());
    let with_r = has_r();
    if !with_r {
        eprintln!("The R recipes are NOT tried: Rscript with httr2 is not installed.");
    }
    let has_gql = has_gql();
    if !has_gql {
        eprintln!("The recipe for Python's gql is NOT tried: gql is not installed.");
    }
    let folders = folders();
    assert_eq!(folders.len(), 10);
    for folder in folders {
        let shell = table("sh", &folder.join("recipe.sh"), &address);
        assert!(shell.len() > 3, "{}: {shell:?}", folder.display());
        let python = table(python(), &folder.join("recipe.py"), &address);
        assert_eq!(shell, python, "{}", folder.display());
        if with_r {
            let r = table("Rscript", &folder.join("recipe.R"), &address);
            assert_eq!(shell, r, "{}", folder.display());
        }
        let with_client = folder.join("with-gql.py");
        if has_gql && with_client.exists() {
            assert_eq!(shell, table(self::python(), &with_client, &address), "with gql");
        }
    }
}
