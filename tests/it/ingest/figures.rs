//! What the words beside a figure say of it: baseline, target or reported, a change or a level, and
//! when; in documents, and in the words of the record. Each rule with its counter-example.

use strategraph::model::{AssertionMethod, Measure, MeasureChange, MeasureRole};

use super::rules::extracted;

/// Each measure of a text: its words, role and dates.
fn told(text: &str) -> Vec<(String, MeasureRole, String)> {
    let date = |measure: &strategraph::ingest::extracted::ExtractedMeasure| {
        let dates = [measure.date_from, measure.date].into_iter().flatten();
        dates.map(|date| date.to_string()).collect::<Vec<_>>().join("/")
    };
    let found = extracted(text).measures;
    found.iter().map(|found| (found.text.clone(), found.role, date(found))).collect()
}

fn one(text: &str) -> (MeasureRole, String) {
    let mut found = told(text);
    assert_eq!(found.len(), 1, "{found:?}");
    let (_, role, date) = found.remove(0);
    (role, date)
}

use MeasureRole::{Baseline, Reported, Target};

#[test]
fn a_deadline_makes_a_target_and_a_past_verb_does_not() {
    assert_eq!(one("By 2028 smoking falls to 5%."), (Target, "2028".into()));
    assert_eq!(one("We will train 300 nurses by March 2027."), (Target, "2027-03".into()));
    assert_eq!(one("Recruit 40 link workers"), (Target, String::new()));
    assert_eq!(one("Smoking had fallen to 12% by 2022."), (Reported, "2022".into()));
    assert_eq!(one("We spoke to 500 people in 2022."), (Reported, "2022".into()));
    assert_eq!(one("The plan serves the health of 460,000 people."), (Reported, String::new()));
    assert_eq!(one("In 2022 falls cost £2 million."), (Reported, "2022".into()));
    assert_eq!(one("We set a target of 75% for screening."), (Target, String::new()));
}

#[test]
fn what_is_left_behind_is_the_baseline_of_what_is_to_be_reached() {
    let found = told("Smoking will fall from 13% in 2020 to 5% by 2030.");
    let row = |text: &str, role, date: &str| (text.to_owned(), role, date.to_owned());
    assert_eq!(found, [row("13%", Baseline, "2020"), row("5%", Target, "2030")]);
    // A rise that is reported has neither.
    let found = told("Turnover has fallen from 13% to 10%.");
    assert_eq!(found, [row("13%", Reported, ""), row("10%", Reported, "")]);
}

#[test]
fn a_date_of_another_clause_is_not_that_of_the_figure() {
    assert_eq!(one("The fund, worth £2 million, opens in May 2023."), (Reported, String::new()));
    assert_eq!(one("The fund had £2 million in 2022/23."), (Reported, "2022/2023".into()));
    // A table tells the same date in many rows.
    let table = "# A plan\n\n| Measure | Baseline | Target | By |\n|---|---|---|---|\n| Falls | 240 | 120 | 2028 |\n| Deaths | 90 | 60 | 2028 |\n";
    let dates: Vec<_> = told(table).into_iter().map(|(.., date)| date).collect();
    assert_eq!(dates, ["", "2028", "", "2028"]);
}

#[test]
fn a_change_is_told_from_a_level_and_from_a_comparison() {
    let change = |text: &str| extracted(text).measures.remove(0).change;
    assert_eq!(change("We will cut admissions by 10%."), Some(MeasureChange::Decrease));
    assert_eq!(change("500 fewer admissions"), Some(MeasureChange::Decrease));
    assert_eq!(change("We offer 2,000 more checks."), Some(MeasureChange::Increase));
    assert_eq!(change("We will cut smoking to 10%."), None);
    assert_eq!(change("They are 30% more likely to fall ill."), None);
    assert_eq!(change("We will set up 18 teams."), None);
    let range = extracted("Each has a patch of 30,000 to 50,000 people.").measures.remove(0);
    assert_eq!((range.value, range.upper), (Some(30_000.0), Some(50_000.0)));
}

#[test]
fn the_words_of_the_record_are_read_where_they_are_certain_and_never_called_curated() {
    let record = crate::explorer::views::seed();
    let find = |what: &str, value: &str| -> Measure {
        let mut rows = record.measures.values();
        let found = rows.find(|row| row.what.starts_with(what) && row.value == value);
        Measure::clone(found.unwrap())
    };
    let date = |row: &Measure| row.date.map(|date| date.to_string());
    let overweight = find("childhood overweight/obesity", "5% decrease by 2030");
    assert_eq!((overweight.number, overweight.unit.as_deref()), (Some(5.0), Some("%")));
    assert_eq!((overweight.role, overweight.change), (Some(Target), Some(MeasureChange::Decrease)));
    assert_eq!(date(&overweight).as_deref(), Some("2030"));
    let range = find("life expectancy range across BSW", "73 to 91 years");
    assert_eq!((range.number, range.number_to), (Some(73.0), Some(91.0)));
    let poverty = find("people living in poverty (baseline)", "more than 200,000");
    assert_eq!((poverty.role, poverty.unit.as_deref()), (Some(Baseline), Some("people")));
    let year = find("regional net zero target", "2035");
    assert_eq!((year.number, date(&year).as_deref()), (None, Some("2035")));
    // Two figures, no figure, and a date that is not the figure's: nothing is said of them.
    for (what, value) in [
        ("area", "138 sq mi / 360 km2"),
        ("premature CVD deaths", "almost double"),
        ("women's healthy life expectancy", "60 in Luton; 67 in Central Bedfordshire"),
        ("one-year cancer survival", "from 70% to 75%"),
    ] {
        let row = find(what, value);
        assert_eq!((row.number, row.role, row.method), (None, None, None), "{what}");
    }
    assert_eq!(
        find("Live Well investment (bulletin", "10 million pounds to each locality").date,
        None
    );
    let read = record.measures.values().filter(|row| row.method.is_some());
    assert!(read.clone().count() > 100);
    assert!(read.into_iter().all(|row| row.method == Some(AssertionMethod::Proposed)));
}
