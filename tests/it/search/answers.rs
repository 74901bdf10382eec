//! What words, phrases, filters and orders find, and what is shown of it.

use strategraph::{
    model::{AssertionMethod, EditionPolicy, NodeKind, Region, StrategyKind},
    view::search::{SearchFilter, SearchRequest, SearchSort, Window},
};

use super::records::{Library, key, keys, query_of};

#[test]
fn a_short_exact_name_comes_before_longer_texts_that_mention_it() {
    let library = Library::sample();
    assert_eq!(library.keys("first 1001 days")[0], "programme:h-1001");
    assert_eq!(library.keys("best start in life")[0], "theme:best-start");
    assert_eq!(library.keys("dying well")[0], "priority:l-dying");
    assert_eq!(library.keys("kent")[0], "partnership:kent");
    assert_eq!(library.keys("kent county council")[0], "partner:kent-county-council");
}

#[test]
fn all_words_are_required_and_small_ones_are_not() {
    let library = Library::sample();
    assert_eq!(library.keys("hubs voluntary midwives"), ["passage:kent-plan.2"]);
    assert_eq!(library.keys("the hubs of a midwife with voluntary"), ["passage:kent-plan.2"]);
    assert!(library.keys("hubs midwives zebra").is_empty());
}

#[test]
fn numbers_with_separators_are_the_same_number_and_no_other() {
    let library = Library::sample();
    let thousand = library.keys("1,000 kind:passage");
    assert_eq!(thousand, ["passage:kent-plan.6"]);
    assert_eq!(library.keys("1000 kind:passage"), thousand);
    assert_eq!(library.keys("1001 kind:passage"), ["passage:kent-plan.1"]);
    assert_eq!(library.keys("17000"), ["measure:h-pupils"]);
}

#[test]
fn signs_accents_hyphens_and_british_spelling_do_not_hide_a_word() {
    let library = Library::sample();
    for query in [
        "£5m",
        "11%",
        "“11 percent”",
        "co-production",
        "coproduction",
        "“co production”",
        "2022/23",
        "carer's",
    ] {
        assert_eq!(library.keys(query), ["passage:kent-plan.4"], "{query}");
    }
    for query in ["aging program", "organizes behavior neighborhood", "AGEING PROGRAMMES"] {
        assert_eq!(library.keys(query), ["passage:kent-plan.5"], "{query}");
    }
    for query in ["cafe", "CAFÉ", "health & wellbeing survey", "cafe\u{301}"] {
        assert_eq!(library.keys(query), ["passage:kent-plan.6"], "{query}");
    }
}

#[test]
fn look_alike_words_are_not_mixed_up() {
    let library = Library::sample();
    assert_eq!(library.keys("university"), ["partner:southampton", "passage:kent-plan.7"]);
    assert_eq!(library.keys("hospital"), ["passage:kent-plan.7"]);
    let text = &library.search("hospital").hits[0].highlights[0];
    let (start, end) = text.ranges[0];
    assert_eq!((text.ranges.len(), &text.text[start..end]), (1, "hospitals"));
}

#[test]
fn the_query_language_is_understood() {
    let library = Library::sample();
    for (query, expected) in [
        ("“family hubs” visitors", &["passage:kent-plan.2"][..]),
        ("“hubs family” visitors", &[]),
        ("\"health under\"~5", &["passage:kent-plan.2"]),
        ("\"under health\"~5", &["passage:kent-plan.2"]),
        ("\"health under\"~4", &[]),
        ("midwives OR bereaved", &["passage:kent-plan.2", "passage:kent-plan.3"]),
        ("hubs -midwives kind:passage", &[]),
        ("hubs -midwives", &["priority:k-final"]),
        ("midwi*", &["passage:kent-plan.2"]),
        ("midwifes~", &["passage:kent-plan.2"]),
        ("best start kind:theme", &["theme:best-start"]),
        ("trauma region:\"south east\"", &["priority:h-trauma"]),
        ("‘family hubs’ visitors", &["passage:kent-plan.2"]),
        ("‘hubs family’ visitors", &[]),
        ("2022–23", &["passage:kent-plan.4"]),
        ("trauma region:london", &[]),
        ("trauma -region:\"south east\"", &[]),
        ("dying partnership:leeds", &["priority:l-dying"]),
        ("wellbeing theme:\"mental health\"", &["priority:k-final"]),
        ("hubs publisher:council", &["passage:kent-plan.2"]),
    ] {
        let mut found = library.keys(query);
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_typed_filter_takes_all_that_a_thing_is_called() {
    let mut record = super::sample::sample();
    super::records::add_partnership(
        &mut record,
        "bath",
        "Bath and North East Somerset, Swindon and Wiltshire Integrated Care Partnership",
        Region::SouthWest,
        &["BSW Together"],
    );
    super::records::add_partnership(
        &mut record,
        "bnssg",
        "Bristol, North Somerset and South Gloucestershire Integrated Care Partnership",
        Region::SouthWest,
        &["Healthier Together"],
    );
    let library = Library::new(record);
    let found = |typed: &str| library.keys(&format!("kind:partnership {typed}"));
    for (typed, expected) in [
        ("partnership:\"Kent and Medway Integrated Care Partnership\"", &["partnership:kent"][..]),
        ("partnership:\"NHS Kent and Medway Integrated Care Board\"", &["partnership:kent"]),
        ("partnership:‘kent & medway’", &["partnership:kent"]),
        ("partnership:\"healthier together\"", &["partnership:bnssg"]),
        ("partnership:hiow", &["partnership:hampshire"]),
        ("partnership:BSW", &["partnership:bath"]),
        ("partnership:\"North Somerset\"", &["partnership:bnssg"]),
        ("partnership:\"Somerset North\"", &[]),
        ("partnership:medway", &["partnership:kent"]),
        ("partnership:kent partnership:bath", &["partnership:bath", "partnership:kent"]),
    ] {
        let mut keys = found(typed);
        keys.sort();
        assert_eq!(keys, expected, "{typed}");
    }
    for label in ["End of life and dying well", "palliative care", "end-of-life", "dying", "EOL"] {
        assert_eq!(
            library.keys(&format!("kind:theme theme:\"{label}\"")),
            ["theme:end-of-life"],
            "{label}"
        );
    }
}

#[test]
fn the_alternative_label_that_was_typed_is_shown_before_another() {
    let mut record = super::sample::sample();
    super::records::add_theme(
        &mut record,
        "early",
        "",
        "Early childhood",
        &["Early years", "First 1,000 days"],
    );
    let library = Library::new(record);
    let results = library.search("\"first 1000 days\"");
    let hit = results.hits.iter().find(|hit| hit.key == key("theme:early")).unwrap();
    let labels = hit.highlights.iter().find(|it| it.field == "altLabels").unwrap();
    assert_eq!(labels.text, "First 1,000 days");
}

#[test]
fn a_word_of_the_context_narrows_but_does_not_find_by_itself() {
    let library = Library::sample();
    assert_eq!(library.keys("kent bereaved"), ["passage:kent-plan.3"]);
    assert_eq!(library.keys("bereaved hampshire"), [""; 0]);
    assert!(!library.keys("kent").contains(&"passage:kent-plan.3".to_owned()));
}

#[test]
fn an_empty_query_lists_everything_that_the_filter_lets_through() {
    let library = Library::sample();
    let all = library.search("");
    assert_eq!(all.total, library.searcher.documents());
    assert!(all.hits.iter().all(|hit| hit.score == 0.0));
    let kinds = vec![NodeKind::Programme];
    let filter = SearchFilter { kinds, ..SearchFilter::default() };
    assert_eq!(library.filtered("", filter), ["programme:h-1001", "programme:h-feeding"]);
}

#[test]
fn filters_are_alternatives_inside_and_all_hold_together() {
    let library = Library::sample();
    let kinds = vec![NodeKind::Priority];
    let base = SearchFilter { kinds, ..SearchFilter::default() };
    let with = |filter: SearchFilter| library.filtered("", filter);
    let themes = vec!["life-course".into()];
    assert_eq!(
        with(SearchFilter { themes, ..base.clone() }),
        ["priority:h-best", "priority:k-draft", "priority:k-final", "priority:l-dying"]
    );
    let partnerships = vec!["kent".into(), "leeds".into()];
    assert_eq!(
        with(SearchFilter { partnerships, editions: Some(EditionPolicy::Current), ..base.clone() }),
        ["priority:k-final", "priority:l-dying"]
    );
    assert_eq!(
        with(SearchFilter { editions: Some(EditionPolicy::DraftsOnly), ..base.clone() }),
        ["priority:k-draft"]
    );
    let regions = vec![Region::NorthEastAndYorkshire];
    assert_eq!(with(SearchFilter { regions, ..base.clone() }), ["priority:l-dying"]);
    let strategy_kinds = vec![StrategyKind::Vision];
    assert_eq!(with(SearchFilter { strategy_kinds, ..base.clone() }), [""; 0]);
    let published_from = "2023-06".parse().ok();
    assert_eq!(
        with(SearchFilter { published_from, ..base.clone() }),
        ["priority:h-best", "priority:h-trauma", "priority:k-final"]
    );
    let published_to = "2022".parse().ok();
    assert_eq!(with(SearchFilter { published_to, ..base }), ["priority:k-draft"]);
}

#[test]
fn a_proposed_theme_counts_only_for_who_asks_for_proposals() {
    let library = Library::sample();
    let kinds = vec![NodeKind::Passage];
    let themes = vec!["best-start".into()];
    let filter = SearchFilter { kinds, themes, ..SearchFilter::default() };
    assert_eq!(library.filtered("", filter.clone()), ["passage:kent-plan.1"]);
    let methods = Some(vec![AssertionMethod::Proposed]);
    assert_eq!(library.filtered("", SearchFilter { methods, ..filter }), ["passage:kent-plan.2"]);
}

#[test]
fn one_document_can_be_searched_by_itself() {
    let library = Library::sample();
    let documents = vec!["kent-plan".into()];
    let filter = SearchFilter { documents, ..SearchFilter::default() };
    assert_eq!(library.filtered("best start", filter), ["passage:kent-plan.2"]);
}

#[test]
fn passages_are_ordered_by_the_title_that_is_shown() {
    let mut record = super::sample::sample();
    let (of, r) = ("a-plan", &mut record);
    super::records::add_document(r, of, "leeds", "leeds-2023", "A plan for West Yorkshire");
    super::records::add_passage(r, of, 1, &["Zebras"], "We care for zebras.");
    super::records::add_passage(r, of, 2, &["A plan for West Yorkshire"], "We care for all.");
    let library = Library::new(record);
    let filter = SearchFilter { kinds: vec![NodeKind::Passage], ..SearchFilter::default() };
    let request = SearchRequest { sort: SearchSort::Name, filter, ..query_of("care") };
    assert_eq!(
        keys(&library.ask(&request)),
        ["passage:a-plan.2", "passage:a-plan.1", "passage:kent-plan.3"]
    );
}

#[test]
fn hits_can_be_ordered_by_date_and_by_name() {
    let library = Library::sample();
    let sorted = |sort| {
        let filter = SearchFilter { kinds: vec![NodeKind::Priority], ..SearchFilter::default() };
        keys(&library.ask(&SearchRequest { sort, filter, ..query_of("") }))
    };
    assert_eq!(
        sorted(SearchSort::Newest),
        [
            "priority:k-final",
            "priority:l-dying",
            "priority:h-best",
            "priority:h-trauma",
            "priority:k-draft"
        ]
    );
    assert_eq!(
        sorted(SearchSort::Name),
        [
            "priority:h-trauma",
            "priority:l-dying",
            "priority:k-final",
            "priority:k-draft",
            "priority:h-best"
        ]
    );
}

#[test]
fn exactly_the_matching_words_are_marked() {
    let library = Library::sample();
    for (query, expected) in [
        (
            "first 1001 days child kind:passage",
            "text: People in Kent told us that the [first] [1,001] [days] of a [child]’s life matter most to them. We listened.",
        ),
        (
            "“first 1001 days” listened kind:passage",
            "text: People in Kent told us that the [first 1,001 days] of a child’s life matter most to them. We [listened].",
        ),
        (
            "coproduction",
            "text: Employment of carers’ and [co-production] with communities: £5m, 11% more than in 2022/23.",
        ),
        (
            "£5m 11%",
            "text: Employment of carers’ and co-production with communities: [£5m], [11%] more than in 2022/23.",
        ),
        (
            "neighbo* aging",
            "text: The programme of [ageing] well organises support for behaviour change in [neighbourhoods].",
        ),
        ("kcc", "aliases: [KCC]"),
        ("end of life kind:passage", "headings: [End of life]"),
    ] {
        let results = library.search(query);
        let marked: Vec<String> = results.hits[0].highlights.iter().map(show).collect();
        assert!(marked.iter().any(|it| it.eq_ignore_ascii_case(expected)), "{query}: {marked:#?}");
    }
}

fn show(highlight: &strategraph::view::search::Highlight) -> String {
    let mut shown = format!("{}: ", highlight.field);
    for (at, character) in highlight.text.chars().enumerate() {
        shown.extend(highlight.ranges.iter().any(|range| range.1 == at).then_some(']'));
        shown.extend(highlight.ranges.iter().any(|range| range.0 == at).then_some('['));
        shown.push(character);
    }
    let end = highlight.text.chars().count();
    shown.extend(highlight.ranges.iter().any(|range| range.1 == end).then_some(']'));
    shown
}

#[test]
fn pages_forwards_and_backwards_are_the_whole_list() {
    let library = Library::sample();
    for sort in [SearchSort::Relevance, SearchSort::Newest, SearchSort::Name] {
        for query in ["", "care", "start OR care OR kent"] {
            let all = SearchRequest { sort, window: Window::first(100), ..query_of(query) };
            let whole = library.ask(&all);
            let (mut forwards, mut after) = (Vec::new(), None);
            loop {
                let window = Window::First { count: 3, after: after.clone() };
                let page = library.ask(&SearchRequest { window, ..all.clone() });
                assert_eq!((page.total, page.before), (whole.total, forwards.len() as u64));
                forwards.extend(page.hits.clone());
                after = page.hits.last().map(|hit| hit.sort_key.clone());
                if page.after == 0 {
                    break;
                }
            }
            assert_eq!(forwards, whole.hits, "{query} {sort:?}");
            let (mut backwards, mut before) = (Vec::new(), None);
            loop {
                let window = Window::Last { count: 3, before: before.clone() };
                let mut page = library.ask(&SearchRequest { window, ..all.clone() });
                assert_eq!((page.total, page.after), (whole.total, backwards.len() as u64));
                before = page.hits.first().map(|hit| hit.sort_key.clone());
                page.hits.extend(backwards);
                backwards = page.hits;
                if page.before == 0 {
                    break;
                }
            }
            assert_eq!(backwards, whole.hits, "{query} {sort:?}");
        }
    }
}

#[test]
fn completions_know_names_aliases_and_slips_of_the_finger() {
    let library = Library::sample();
    let suggest = |typed: &str| -> Vec<String> {
        library
            .searcher
            .suggest(typed, 8)
            .unwrap()
            .into_iter()
            .map(|it| format!("{} {}", it.key, it.text))
            .collect()
    };
    assert_eq!(
        suggest("dyi"),
        ["theme:end-of-life End of life and dying well", "priority:l-dying Dying well"]
            .iter()
            .rev()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
    assert_eq!(suggest("hamsphire first"), [""; 0]);
    assert!(suggest("hamsphire")[0].starts_with("partnership:hampshire "));
    assert_eq!(suggest("early y"), ["theme:best-start early years"]);
    assert_eq!(suggest("pallaitive"), ["theme:end-of-life palliative care"]);
    assert_eq!(suggest(""), [""; 0]);
    for typed in ["k", "b", "first", "univ", "hiow"] {
        for it in library.searcher.suggest(typed, 50).unwrap() {
            let found = library.search(&it.text);
            assert!(found.hits.iter().any(|hit| hit.key == it.key), "{typed}: {it:?}");
        }
    }
}

#[test]
fn what_no_one_types_is_refused_and_all_else_is_answered() {
    let library = Library::sample();
    for query in [
        "***",
        "\"",
        "-",
        "OR",
        "(((",
        "\u{202e}",
        "[a-z]+(.*)$",
        "\0",
        "a OR",
        "theme:/x",
        "~",
        "“”~9",
        "-kent",
    ] {
        assert!(library.searcher.search(&query_of(query), &library.record).is_ok(), "{query:?}");
    }
    let long = "word ".repeat(20_000);
    assert!(library.searcher.search(&query_of(&long), &library.record).is_err());
}

#[test]
fn a_topic_of_a_framework_finds_the_theme_to_which_it_maps() {
    let library = Library::sample();
    assert_eq!(library.keys("marmot beginning"), ["theme:best-start"]);
    assert_eq!(library.search("marmot").hits[0].key, key("theme:best-start"));
}
