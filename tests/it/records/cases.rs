//! Broken seeds: each problem is found, at its place, with its remedy. Hostile files: `hostile`.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use strategraph::ingest::records::{SeedDirectory, SeedFiles, check, check_files};

/// A seed in memory.
#[derive(Clone)]
pub(crate) struct MemorySeed(pub(crate) BTreeMap<String, String>);

impl SeedFiles for MemorySeed {
    fn paths(&self) -> Result<Vec<String>, String> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Cow<'static, [u8]>, String> {
        let text = self.0.get(path).ok_or_else(|| "there is no such file".to_owned())?;
        Ok(text.clone().into_bytes().into())
    }

    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/records")
}

/// The small seed on which cases are built.
pub(crate) fn base() -> MemorySeed {
    let directory = SeedDirectory::new(folder().join("base"));
    let read = |path: String| {
        let text = String::from_utf8(directory.read(&path).unwrap().into_owned()).unwrap();
        (path, text)
    };
    MemorySeed(directory.paths().unwrap().into_iter().map(read).collect())
}

impl MemorySeed {
    fn edit(&mut self, path: &str, old: &str, new: &str) {
        let text = self.0.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
        assert_eq!(text.matches(old).count(), 1, "“{old}” must stand once in {path}");
        *text = text.replacen(old, new, 1);
    }

    fn problems(&self) -> String {
        check_files(self).to_string()
    }
}

/// The seed of a case: the base with the edits that the case tells.
fn build(case: &str) -> MemorySeed {
    let mut seed = base();
    let mut lines = case.lines().skip(1).peekable();
    while let Some(line) = lines.next() {
        let (command, path) = line.split_once(' ').unwrap_or((line, ""));
        let mut take = |mark: &str| {
            let marked = std::iter::from_fn(|| lines.next_if(|line| line.starts_with(mark)));
            let text: Vec<&str> = marked.map(|line| &line[mark.len()..]).collect();
            text.join("\n").replace('␇', "\u{7}")
        };
        match command {
            "edit" => {
                let (old, new) = (take("- "), take("+ "));
                seed.edit(path, &old, &new);
            }
            "new" => {
                let text = std::iter::from_fn(|| lines.next_if(|line| !is_command(line)));
                let text = text.collect::<Vec<_>>().join("\n") + "\n";
                seed.0.insert(path.to_owned(), text);
            }
            "remove" => assert!(seed.0.remove(path).is_some(), "no file {path}"),
            _ => panic!("a case has no line “{line}”"),
        }
    }
    seed
}

fn is_command(line: &str) -> bool {
    line.starts_with("edit ") || line.starts_with("new ") || line.starts_with("remove ")
}

#[test]
fn the_small_seed_of_the_cases_is_clean() {
    assert_eq!(base().problems(), "");
}

#[test]
fn each_kind_of_problem_is_found_at_its_place_with_its_remedy() {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    cases.sort();
    let mut wrong = String::new();
    for path in &cases {
        let text = fs::read_to_string(path).unwrap();
        let (case, expected) = text.split_once("problems\n").unwrap();
        let found = build(case).problems();
        if std::env::var_os("BLESS").is_some() {
            fs::write(path, format!("{case}problems\n{found}")).unwrap();
        } else if found != expected || found.is_empty() {
            let name = path.file_name().unwrap().to_string_lossy();
            writeln!(wrong, "{name}\nexpected:\n{expected}found:\n{found}").unwrap();
        }
    }
    assert!(cases.len() >= 40 && wrong.is_empty(), "{} cases\n{wrong}", cases.len());
}

#[test]
fn one_broken_file_hides_no_problem_of_another() {
    let mut seed = base();
    seed.0.insert("frameworks.yaml".into(), "a: [".into());
    seed.edit("partnerships/exampleshire.yaml", "coverage: high", "coverage: hight");
    let problems = seed.problems();
    assert!(problems.contains("frameworks.yaml:") && problems.contains("“hight”"), "{problems}");
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_its_line() {
    let directory = copy_of_base();
    let path = directory.path().join("frameworks.yaml");
    fs::write(path, b"frameworks:\n- \xff\n").unwrap();
    let problems = check(Some(directory.path())).to_string();
    assert!(problems.contains("frameworks.yaml:2:1: the file is not UTF-8 text"), "{problems}");
}

fn copy_of_base() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (path, text) in base().0 {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

#[test]
fn a_directory_is_checked_as_a_whole_and_one_file_of_it_alone() {
    let directory = copy_of_base();
    assert!(check(Some(directory.path())).is_empty());
    let record = directory.path().join("partnerships/exampleshire.yaml");
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, text.replace("coverage: high", "coverage: hi")).unwrap();
    fs::write(directory.path().join("frameworks.yaml"), "frameworks: none\n").unwrap();
    assert_eq!(check(Some(directory.path())).len(), 2);
    let alone = check(Some(&record));
    assert_eq!(alone.len(), 1);
    let problem = alone.iter().next().unwrap();
    assert_eq!((problem.file.as_str(), problem.line), (record.to_str().unwrap(), 72));
}

#[test]
fn a_file_outside_a_seed_is_not_called_clean() {
    let directory = copy_of_base();
    let other = directory.path().join("partnerships/notes.txt");
    fs::write(&other, "anything").unwrap();
    assert!(check(Some(&other)).to_string().contains("nothing in the seed reads this file"));
    fs::remove_file(directory.path().join("themes.yaml")).unwrap();
    let record = directory.path().join("partnerships/exampleshire.yaml");
    let problems = check(Some(&record)).to_string();
    assert!(problems.contains("no directory above this file holds themes.yaml"), "{problems}");
}

#[test]
fn a_directory_that_is_none_is_said_to_be_none() {
    let problems = check(Some(&folder().join("nowhere"))).to_string();
    assert!(problems.contains("the seed cannot be read"), "{problems}");
}

#[test]
fn problems_are_data_too() {
    let mut seed = base();
    seed.edit("frameworks.yaml", "checked: page", "checked: maybe");
    let problems = check_files(&seed);
    let json = serde_json::to_value(&problems).unwrap();
    assert_eq!(json[0]["file"], "frameworks.yaml");
    assert_eq!((json[0]["line"].as_u64(), json[0]["column"].as_u64()), (Some(5), Some(12)));
    assert!(json[0]["what"].is_string() && json[0]["remedy"].is_string());
    let error = problems.into_error();
    assert!(error.public().contains("frameworks.yaml:5:12"), "{}", error.public());
}
