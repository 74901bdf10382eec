//! What `strategraph compare` prints.

use strategraph::{
    cli::compare::{CompareArguments, ComparisonFormat, run},
    model::{Edition, EditionPolicy, ListRole, RowOrder},
    view::View,
};

use super::scene::{Scene, seed};

fn printed(view: &View, partnerships: &[&str], format: ComparisonFormat) -> String {
    print(view, partnerships, format, false)
}

fn print(view: &View, partnerships: &[&str], format: ComparisonFormat, wording: bool) -> String {
    let arguments = CompareArguments {
        partnerships: partnerships.iter().map(|it| (*it).to_owned()).collect(),
        framework: None,
        theme: Vec::new(),
        region: Vec::new(),
        editions: EditionPolicy::Current,
        order: RowOrder::Scheme,
        as_of: None,
        proposed: false,
        role: Vec::new(),
        wording,
        format,
    };
    let mut out = Vec::new();
    run(&arguments, view, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn two() -> View {
    Scene::new()
        .themes(&["start", "start/work"])
        .partnership("a")
        .strategy("a", "2023", Edition::Final)
        .list("a-2023", ListRole::Priorities, true, &["=1+1: start"])
        .partnership("b")
        .view()
}

#[test]
fn a_table_of_a_few_shows_each_cell() {
    assert_eq!(
        printed(&two(), &[], ComparisonFormat::Table),
        "       a          b\nstart  priority   not assessed\nwork   not found  not assessed\n"
    );
}

#[test]
fn a_table_of_many_shows_counts_with_their_denominator() {
    let text = printed(seed(), &[], ComparisonFormat::Table);
    let head: Vec<&str> = text.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(head.join(" "), "priority mentioned not found not assessed assessed");
    assert_eq!(text.lines().take_while(|line| !line.is_empty()).count(), 79);
    assert!(text.contains("\nAlike "), "{text}");
}

#[test]
fn a_name_in_csv_is_never_a_formula() {
    let text = printed(&two(), &["a"], ComparisonFormat::Csv);
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0][5], &rows[0][6]), ("priority", "'=1+1"));
    assert_eq!((&rows[1][5], &rows[1][9]), ("not_found", "a complete list of the strategy"));
}

#[test]
fn json_has_every_cell_with_its_reason() {
    let text = printed(&two(), &["a", "b"], ComparisonFormat::Json);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let row = &value["rows"][1];
    assert_eq!(row["counts"]["assessed"], 1);
    assert_eq!(row["cells"][0]["absence"]["phrases"][0], "work");
    assert_eq!(
        row["cells"][1]["not_assessed_because"],
        "No integrated care strategy is on record, and no document of it is held."
    );
    assert_eq!(value["partnerships"][0]["made_of"][0], "a");
}

#[test]
fn the_wording_stands_side_by_side_with_word_place_and_edition() {
    let text = print(&two(), &[], ComparisonFormat::Table, true);
    assert_eq!(text, "start\n  a  “=1+1”  Priorities  1 of 1  2023, final\n");
    let text = print(&two(), &[], ComparisonFormat::Csv, true);
    assert_eq!(
        text.lines().nth(1).unwrap(),
        "start,a,a-2023-priorities-1-1,'=1+1,true,,priorities,1,1,true,a-2023,final,true"
    );
}
