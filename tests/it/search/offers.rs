//! What is added to a query, and what is offered where it finds nothing.

use strategraph::view::search::{SearchRequest, SearchResults};

use super::{
    records::{Library, add_passage, add_priority, keys, query_of},
    sample::sample,
};

fn library() -> Library {
    let mut record = sample();
    add_passage(
        &mut record,
        "kent-plan",
        20,
        &[],
        "The Integrated Care Board and both ICSs met the VCSE alliance.",
    );
    add_passage(
        &mut record,
        "kent-plan",
        21,
        &[],
        "We send letters to every GP; SEND support is reviewed.",
    );
    add_passage(
        &mut record,
        "kent-plan",
        22,
        &[],
        "Palliative care at home, and well-being for all.",
    );
    add_priority(
        &mut record,
        "leeds-2023",
        "l-needs",
        "Special educational needs and disabilities",
        "",
        &[],
    );
    Library::new(record)
}

fn expansions(results: &SearchResults) -> Vec<(&str, Vec<&str>)> {
    let all = results.expansions.iter();
    all.map(|it| (it.from.as_str(), it.to.iter().map(String::as_str).collect())).collect()
}

#[test]
fn an_abbreviation_and_its_long_form_find_each_other() {
    let library = library();
    for query in
        ["ICB", "icb", "integrated care boards", "ICBs", "“integrated care board” alliance"]
    {
        assert!(library.keys(query).contains(&"passage:kent-plan.20".to_owned()), "{query}");
    }
    for query in
        ["ICS VCSE", "integrated care system", "“voluntary, community and social enterprise”"]
    {
        assert_eq!(library.keys(query), ["passage:kent-plan.20"], "{query}");
    }
    assert_eq!(expansions(&library.search("ICB met")), [("ICB", vec!["integrated care board"])]);
}

#[test]
fn an_abbreviation_is_not_the_word_with_the_same_letters() {
    let library = library();
    assert_eq!(
        library.keys("special educational needs and disabilities"),
        ["priority:l-needs", "passage:kent-plan.21"]
    );
    let send = library.search("special educational needs and disabilities kind:passage");
    let marked = &send.hits[0].highlights[0];
    let (start, end) = marked.ranges[0];
    assert_eq!((marked.ranges.len(), &marked.text[start..end]), (1, "SEND"));
    assert_eq!(library.keys("SEND support"), ["passage:kent-plan.21"]);
    assert_eq!(expansions(&library.search("send letters")), []);
}

#[test]
fn labels_of_a_theme_and_ways_of_writing_find_each_other() {
    let library = library();
    let dying = library.keys("dying well");
    assert_eq!(dying[..2], ["priority:l-dying", "theme:end-of-life"]);
    assert!(dying.contains(&"passage:kent-plan.22".to_owned()));
    for query in ["well being", "wellbeing", "well-being"] {
        let found = library.keys(&format!("{query} kind:passage"));
        assert!(
            found.contains(&"passage:kent-plan.22".to_owned())
                && found.contains(&"passage:kent-plan.6".to_owned()),
            "{query}"
        );
    }
}

#[test]
fn what_is_added_can_be_switched_off() {
    let library = library();
    let request = SearchRequest { expand: false, ..query_of("integrated care system") };
    let results = library.ask(&request);
    assert!(
        results.expansions.is_empty()
            && !keys(&results).contains(&"passage:kent-plan.20".to_owned())
    );
}

#[test]
fn a_hit_by_another_expression_is_marked() {
    let library = library();
    let results = library.search("end of life care");
    let hit =
        results.hits.iter().find(|hit| hit.key.to_string() == "passage:kent-plan.22").unwrap();
    let text = &hit.highlights[0];
    assert_eq!(text.ranges, [(0, 15)], "{text:?}");
}

#[test]
fn where_nothing_is_found_fewer_words_are_offered() {
    let library = library();
    let results = library.search("midwives zebra hubs");
    assert_eq!(results.total, 0);
    let relaxed = results.relaxed.unwrap();
    assert_eq!((relaxed.query.as_str(), relaxed.total), ("midwives hubs", 1));
    assert_eq!(library.keys(&relaxed.query).len(), 1);
    let far = library.search("zebra hubs unicorn").relaxed.unwrap();
    assert_eq!((far.query.as_str(), far.total), ("zebra OR hubs OR unicorn", 2));
    assert_eq!(library.search("zebra unicorn").relaxed, None);
    assert_eq!(library.search("hubs").relaxed, None);
}

#[test]
fn where_a_typed_filter_finds_nothing_the_words_are_offered_without_it() {
    let library = library();
    for (query, offered, total) in [
        ("midwives region:mars", "midwives", 1),
        ("kind:foo midwives", "midwives", 1),
        ("region:\"north east and yorkshire\" midwives", "midwives", 1),
        ("partnership:hampshire midwives", "midwives", 1),
        ("theme:nonexistent midwives", "midwives", 1),
        ("theme:midwives hubs", "hubs midwives", 1),
        ("theme:midwives", "midwives", 1),
        ("midwives zebra kind:passage", "kind:\"passage\" midwives", 1),
        ("midwives zebra region:mars", "midwives", 1),
    ] {
        let results = library.search(query);
        let relaxed = results.relaxed.map(|it| (it.query, it.total));
        assert_eq!((results.total, relaxed), (0, Some((offered.to_owned(), total))), "{query}");
    }
    assert_eq!(library.search("theme:nonexistent").relaxed, None);
}

#[test]
fn a_filter_that_names_nothing_is_told_and_one_that_does_is_told_by_name() {
    let library = library();
    for (query, read_as) in [
        ("midwives region:Mars", "region “Mars” (which names no region here); midwives"),
        (
            "midwives partnership:west",
            "partnership West Yorkshire Health and Care Partnership; midwives",
        ),
        ("-kind:theme care", "kind not Theme; care"),
    ] {
        assert_eq!(library.search(query).interpreted_as, read_as, "{query}");
    }
}

#[test]
fn what_was_added_says_beside_what_was_typed() {
    let library = library();
    for (query, from) in [
        ("met Integrated Care Boards", "Integrated Care Boards"),
        ("“the VCSE alliance” ICBs", "ICBs"),
        ("Well-Being", "Well-Being"),
        ("PER CENT", "PER CENT"),
        ("“Palliative  Care” home", "Palliative  Care"),
    ] {
        let results = library.search(query);
        let from_all: Vec<&str> = results.expansions.iter().map(|it| it.from.as_str()).collect();
        assert!(from_all.contains(&from), "{query}: {from_all:?}");
    }
}

#[test]
fn numbers_and_short_words_are_not_respelt() {
    let library = library();
    assert_eq!(library.search("1002 midwives").did_you_mean, None);
    assert_eq!(library.search("£6m employment").did_you_mean, None);
    assert_eq!(library.search("foo:hub").did_you_mean, None);
}

#[test]
fn a_long_form_finds_what_its_abbreviation_finds_and_what_has_its_words_apart() {
    let library = library();
    for (short, long) in [
        ("ICB", "integrated care board"),
        ("VCSE", "voluntary, community and social enterprise"),
        ("SEND", "special educational needs and disabilities"),
        ("EOL", "end of life"),
    ] {
        let (of_short, of_long) = (library.keys(short), library.keys(long));
        assert!(!of_short.is_empty(), "{short}");
        assert!(of_short.iter().all(|key| of_long.contains(key)), "{short}");
        let quoted = library.keys(&format!("“{long}”"));
        assert!(of_short.iter().all(|key| quoted.contains(key)), "{short}");
    }
    let (apart, exact) = ("integrated board care", "“integrated care board”");
    let typed = library.keys("integrated care board");
    assert!(library.keys(apart).iter().all(|key| typed.contains(key)), "{typed:?}");
    assert!(typed.len() > library.keys(exact).len(), "words that were typed may stand apart");
}

#[test]
fn a_word_that_is_also_written_apart_finds_the_same_either_way() {
    let library = library();
    let sorted = |query: &str| {
        let mut keys = library.keys(query);
        keys.sort();
        keys
    };
    assert!(!sorted("wellbeing").is_empty());
    assert_eq!(sorted("well-being"), sorted("wellbeing"));
    assert_eq!(sorted("well being"), sorted("wellbeing"));
    assert_eq!(library.search("well being").interpreted_as, "“well being”", "which is said");
    let exact = SearchRequest { expand: false, ..query_of("well being") };
    assert_eq!(library.ask(&exact).interpreted_as, "well and being");
}

#[test]
fn where_nothing_is_found_other_spelling_is_offered() {
    let library = library();
    let meant = |query: &str| library.search(query).did_you_mean;
    assert_eq!(meant("midvives voluntery").as_deref(), Some("midwives voluntary"));
    assert_eq!(meant("famly hubs").as_deref(), Some("family hubs"));
    assert_eq!(meant("familyhubs").as_deref(), Some("family hubs"));
    assert_eq!(meant("“famly hubs”").as_deref(), Some("“family hubs”"));
    assert_eq!(meant("hubs"), None);
    assert_eq!(meant("xqzwv"), None);
}
