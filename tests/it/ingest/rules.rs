//! Rules of partners, programmes, lists, kinds and areas, each with an example and with a
//! counter-example that looks like it. The names are those of the built-in register and record.

use std::sync::Arc;

use strategraph::{
    ingest::{self, Extracted, build_document, build_extracted, extracted::DocumentKind},
    model::{ListRole, Passage},
};

use super::{gold, kit};

pub(super) fn extracted(text: &str) -> Extracted {
    build(ingest::read(text.as_bytes(), Some("document.md")).unwrap())
}

pub(super) fn build(read: ingest::read::ReadDocument) -> Extracted {
    let recogniser = gold::recogniser();
    let part = build_document(read, kit::about(), "2026-11-23T09:00:00Z", recogniser);
    let mut passages: Vec<&Passage> = part.passages.values().map(Arc::as_ref).collect();
    passages.sort_by_key(|passage| passage.position);
    let document = part.documents.values().next().unwrap();
    let text = part.document_texts.values().next().unwrap();
    build_extracted(Some(&document.title), &text.text, &passages, recogniser)
}

fn partners(text: &str) -> Vec<String> {
    extracted(text).partners.into_iter().map(|partner| partner.name).collect()
}

pub(super) fn items(extracted: &Extracted, role: ListRole) -> Vec<&str> {
    let lists = extracted.lists.iter().filter(|list| list.role == role && list.lookalike.is_none());
    lists.flat_map(|list| list.items.iter().map(|item| item.title.as_str())).collect()
}

// ---- Partners

#[test]
fn a_body_is_named_without_the_office_or_plan_before_it() {
    for (text, expected) in [
        (
            "We agree with Ann Roe, Chair of the Partnership and Leader of Ashmere Borough Council.",
            "Ashmere Borough Council",
        ),
        (
            "The Housing Strategy of Ashmere Borough Council has four aims.",
            "Ashmere Borough Council",
        ),
        (
            "It was written by NHS Ashmere and the Levels Integrated Care Board alone.",
            "NHS Ashmere and the Levels Integrated Care Board",
        ),
        (
            "We work with Thornmere Association of Local Councils on buses.",
            "Thornmere Association of Local Councils",
        ),
        ("Nurses of Fells Hospice at Home visit at night.", "Fells Hospice at Home"),
        // A name that holds the same small words is one name.
        (
            "It was written by the Borough Council of Ashmere and Hythe Council.",
            "Ashmere and Hythe Council",
        ),
    ] {
        let found = partners(text);
        assert!(found.iter().any(|name| name.ends_with(expected)), "{text}\n{found:?}");
        assert!(
            !found.iter().any(|name| name.starts_with("Chair") || name.contains("Strategy")),
            "{found:?}"
        );
    }
}

#[test]
fn two_bodies_joined_by_and_are_two() {
    let found = partners(
        "We worked with Citizens Advice Ashmere and Mills Football Club Foundation. The University of Sedgeway and the Levels Voluntary Action network joined in.",
    );
    for name in [
        "Citizens Advice Ashmere",
        "Mills Football Club Foundation",
        "University of Sedgeway",
        "Levels Voluntary Action",
    ] {
        assert!(found.iter().any(|found| found == name), "{name} of {found:?}");
    }
    let one = partners("We work with Bournemouth, Christchurch and Poole Council.");
    assert_eq!(one.len(), 1, "{one:?}");
}

#[test]
fn carers_in_a_name_are_a_body_and_carers_in_a_heading_are_none() {
    assert_eq!(
        partners("It was developed with Mere Valley Carers and others."),
        ["Mere Valley Carers"]
    );
    for heading in [
        "## Support for Carers\n\nWe care.",
        "## Our Unpaid Carers\n\nWe care.",
        "## Young Carers\n\nWe care.",
    ] {
        assert_eq!(partners(heading), Vec::<String>::new(), "{heading}");
    }
}

#[test]
fn names_one_below_the_other_take_part_and_a_caption_does_not() {
    let list = "## Who we are\n\nAshmere Borough Council\n\nSedgeway Hospitals NHS Foundation Trust\n\nHumberdale Police\n";
    assert_eq!(partners(list).len(), 3, "{:?}", partners(list));
    assert_eq!(
        partners("We met in May.\n\nStaff of Ashmere Borough Council\n\nWe met in June."),
        Vec::<String>::new()
    );
}

#[test]
fn those_who_are_asked_are_no_partners() {
    let asked = "The council is asking residents, community groups and schools what they think.";
    assert_eq!(partners(asked), Vec::<String>::new());
    let found = partners("It was written together with residents, community groups and schools.");
    assert!(found.len() >= 2, "{found:?}");
}

// ---- Lists

#[test]
fn headings_promised_by_a_sentence_are_its_list_and_chapters_are_none() {
    let promised = "# Our plan\n\n## What will we do?\n\nWe have three priorities.\n\n## 1 The best start\n\nA.\n\n## 2 Healthy minds\n\nB.\n\n## 3 Good jobs\n\nC.\n\n## Get involved\n\nD.\n";
    assert_eq!(
        items(&extracted(promised), ListRole::Priorities),
        ["best start", "Healthy minds", "Good jobs"]
    );
    let chapters = "# Our plan\n\nThe plan has three chapters, and the priorities of others.\n\n## 1 The story so far\n\nA.\n\n## 2 Money\n\nB.\n\n## 3 People\n\nC.\n";
    assert_eq!(items(&extracted(chapters), ListRole::Priorities), Vec::<&str>::new());
    let other_number = "# Our plan\n\nWe have four priorities.\n\n## Money\n\nA.\n\n## People\n\nB.\n\n## Buildings\n\nC.\n";
    assert_eq!(items(&extracted(other_number), ListRole::Priorities), Vec::<&str>::new());
}

#[test]
fn a_list_goes_on_behind_a_running_header_and_not_behind_a_heading() {
    let header = |between: &str| {
        format!(
            "Our plan 2024\n\nOur three priorities are:\n\n1. Good homes.\n\n2. Good work.\n\n{between}\n\n3. Good friends.\n\nThat is all of it.\n"
        )
    };
    let whole = extracted(&format!(
        "# The plan\n\n## Page header\n\nText one.\n\n{}",
        header("## Page header")
    ));
    assert_eq!(items(&whole, ListRole::Priorities).len(), 3, "{:?}", whole.lists);
    let cut = extracted(&format!("# The plan\n\n{}", header("## How we spend")));
    assert_ne!(items(&cut, ListRole::Priorities), ["Good homes", "Good work", "Good friends"]);
}

#[test]
fn principles_behind_a_colon_are_a_list_and_examples_of_an_outcome_are_none() {
    let principles = extracted(
        "# Our plan\n\nBehind these stand the principles on which we agree: we listen first, we share what we know, and we spend once.",
    );
    assert_eq!(items(&principles, ListRole::Principles).len(), 3);
    let examples = extracted(
        "# Our plan\n\nEverybody here wants better outcomes: fewer stays, shorter stays, and care at home.",
    );
    assert!(examples.lists.is_empty(), "{:?}", examples.lists);
}

#[test]
fn the_last_joint_of_parts_that_begin_alike_is_between_two_of_them() {
    let aims = extracted(
        "# Our plan\n\nWe follow the four national aims: improving outcomes, tackling inequalities, enhancing productivity and supporting social and economic development.",
    );
    let list = &aims.lists[0];
    assert_eq!(list.lookalike.as_deref(), Some("national aims"));
    assert_eq!(list.items[3].title, "supporting social and economic development");
    let plain =
        extracted("# Our plan\n\nOur three aims are good homes, safe and clean streets and work.");
    let titles: Vec<&str> = plain.lists[0].items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["good homes", "safe and clean streets", "work"]);
}

// ---- What a document is

#[test]
fn a_strategy_with_a_foreword_is_no_news_and_a_report_of_its_launch_is() {
    let foreword = "# Our integrated care strategy\n\n## Foreword\n\nWhen we published our first strategy we promised to come back.\n\n“We were honest,” said Ann Roe, Chair of the Partnership.\n";
    assert_eq!(extracted(foreword).identity.kind, DocumentKind::IntegratedCareStrategy);
    let news = "# Healthier lives for Vale\n\nThe integrated care strategy was published today.\n\n“We were honest,” said Ann Roe, Chair of the Partnership.\n";
    assert_eq!(extracted(news).identity.kind, DocumentKind::NewsAboutStrategy);
}

#[test]
fn a_title_that_ends_in_a_programme_is_that_of_its_page_and_a_work_programme_is_none() {
    let page = "# Delivering our strategy: the Beat It programme\n\nThe integrated care strategy promises fewer strokes.\n\nWe met.\n";
    assert_eq!(extracted(page).identity.kind, DocumentKind::ProgrammePage);
    let other = "# Our integrated care strategy and its work programme\n\nThe integrated care strategy promises fewer strokes.\n\nWe met.\n";
    assert_ne!(extracted(other).identity.kind, DocumentKind::ProgrammePage);
}

#[test]
fn statements_of_a_vision_are_no_priorities_whatever_its_title_adds() {
    let page = "# Our vision for health and care in Ashmere and the Levels\n\nIn ten years' time we will see that:\n\n- every birth is safe\n- no home makes people ill\n- nobody is afraid\n";
    let found = extracted(page);
    assert_eq!(items(&found, ListRole::Priorities), Vec::<&str>::new());
    assert_eq!(found.lists.len(), 1, "{:?}", found.lists);
    assert!(found.lists[0].lookalike.is_some());
    let other = "# Our buildings and cars in Ashmere and the Levels\n\nIn ten years' time we will see that:\n\n- every roof is whole\n- no car is old\n- no wall is damp\n";
    assert_eq!(extracted(other).lists.len(), 0);
}

#[test]
fn a_council_fund_is_no_programme_and_a_named_fund_is() {
    let found = |text: &str| -> Vec<String> {
        extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
    };
    assert_eq!(found("There are no calls on the General Fund this year."), Vec::<String>::new());
    assert_eq!(found("The Warm Hands Fund pays for repairs."), ["Warm Hands Fund"]);
}

#[test]
fn a_place_inside_a_longer_name_is_another_place() {
    assert_eq!(extracted("# Our plan\n\nCumberland Fells is a valley.").identity.partnership, None);
    let council = extracted("# Our plan\n\nIt was written with Cumberland Council.");
    assert!(council.identity.partnership.is_some());
}

// ---- Measures, dates, people, engagements

pub(super) fn measures(text: &str) -> Vec<String> {
    extracted(text).measures.into_iter().map(|measure| measure.text).collect()
}

#[test]
fn a_share_of_a_kind_is_a_measure_and_two_clinics_in_five_towns_are_none() {
    assert_eq!(measures("One parish in six has no bus."), ["One parish in six"]);
    assert_eq!(measures("It works in nine cases out of ten."), ["nine cases out of ten"]);
    assert_eq!(measures("Admissions were cut by a tenth."), ["a tenth"]);
    assert!(
        !measures("We run two clinics in five towns.").iter().any(|text| text.contains("in five"))
    );
    assert_eq!(measures("A third way was found."), Vec::<String>::new());
}

#[test]
fn a_measure_ends_before_a_bracket_that_it_did_not_open() {
    for (text, expected) in [
        ("Uptake was low (66.1 per cent) there.", "66.1 per cent"),
        ("Cold homes (20.4%) households suffer.", "20.4%"),
        ("At best 70 per cent agreed.", "70 per cent"),
        ("It rose to 7% there.", "7%"),
    ] {
        assert_eq!(measures(text), [expected], "{text}");
    }
}

#[test]
fn a_wait_and_a_difference_of_lives_are_measures_and_a_period_is_none() {
    assert_eq!(measures("Nobody waits longer than 65 weeks."), ["65 weeks"]);
    assert_eq!(
        measures("Men there die nine years sooner."),
        ["nine years sooner"].map(|text| text.replace(" sooner", ""))
    );
    for period in [
        "The draft was open for ten weeks.",
        "The plan is for the next five years.",
        "Children aged 16 to 18 years took part.",
        "We met for three days.",
    ] {
        assert_eq!(measures(period), Vec::<String>::new(), "{period}");
    }
}

#[test]
fn people_of_ours_are_counted_and_items_of_a_list_are_not() {
    assert_eq!(measures("Some 31,000 of our residents are out of work.").len(), 1);
    assert_eq!(measures("More than 2,000 of you helped.").len(), 1);
    assert_eq!(measures("There are four of the priorities left."), Vec::<String>::new());
}

#[test]
fn a_year_is_a_date_and_a_number_that_looks_like_one_is_not() {
    let dates = |text: &str| -> Vec<String> {
        extracted(text).dates.into_iter().map(|date| date.text).collect()
    };
    assert_eq!(dates("The strategy was agreed on 12 March 2024."), ["12 March 2024"]);
    for none in ["There are 2,024 homes.", "Call 01632 960123.", "May we ask you to march with us?"]
    {
        assert_eq!(dates(none), Vec::<String>::new(), "{none}");
    }
}

#[test]
fn a_name_above_an_office_is_a_person_and_a_name_above_a_sentence_is_none() {
    let people = |text: &str| -> Vec<(String, Option<String>)> {
        extracted(text).people.into_iter().map(|person| (person.name, person.office)).collect()
    };
    assert_eq!(
        people(
            "Yours sincerely,\n\nJonty Marlborough\n\nChair, Easterdale Integrated Care Partnership\n"
        ),
        [(
            "Jonty Marlborough".to_owned(),
            Some("Chair, Easterdale Integrated Care Partnership".to_owned())
        )]
    );
    assert_eq!(people("Living Well\n\nChairs of committees met in May to agree this.\n"), []);
    assert_eq!(people("By Keira Dunmore, Local Democracy Reporter\n").len(), 1);
    assert_eq!(people("Market Harbour, Sandling\n"), []);
}

#[test]
fn a_public_consultation_is_an_engagement_and_one_with_a_doctor_is_none() {
    let forms = |text: &str| extracted(text).engagements.len();
    assert_eq!(forms("The draft was open to comment for ten weeks."), 1);
    assert_eq!(forms("We held a public meeting in each town."), 1);
    assert_eq!(forms("Each GP consultation takes ten minutes."), 0);
    assert_eq!(forms("The shop is open to all."), 0);
}

// ---- Programmes and lists

#[test]
fn a_named_service_is_a_programme_and_the_service_of_a_body_is_none() {
    let found = |text: &str| -> Vec<String> {
        extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
    };
    assert_eq!(found("Come to the Open Door clinic."), ["Open Door clinic"]);
    assert_eq!(found("Last year the Fresh Page partnership began."), ["Fresh Page partnership"]);
    for none in [
        "Come to the Vale Hospital clinic.",
        "Port Corran clinic is closed.",
        "It is run by the Harrowfell Council for Voluntary Service.",
        "We value the partnership.",
    ] {
        assert_eq!(found(none), Vec::<String>::new(), "{none}");
    }
}

#[test]
fn a_list_may_be_named_behind_it_and_is_not_by_any_sentence() {
    let list = "# The plan\n\nWe want this town to be a place where:\n\n- children get a good start\n- homes are warm\n- help is easy to find\n\n";
    let named = extracted(&format!("{list}These are our three goals.\n"));
    assert_eq!(items(&named, ListRole::Priorities).len(), 3, "{:?}", named.lists);
    let other = extracted(&format!("{list}These days our four goals are old.\n"));
    assert_eq!(items(&other, ListRole::Priorities), Vec::<&str>::new());
}

#[test]
fn items_between_commas_are_a_list_where_their_number_is_told() {
    let found = extracted(
        "# The plan\n\nOur three priorities, warm homes, good work and clean air, rest on trust.",
    );
    assert_eq!(items(&found, ListRole::Priorities), ["warm homes", "good work", "clean air"]);
    let none =
        extracted("# The plan\n\nOur three priorities, which we agreed in May, rest on trust.");
    assert_eq!(items(&none, ListRole::Priorities), Vec::<&str>::new());
}

#[test]
fn a_name_begins_behind_verbs_dates_and_counts_of_parts_but_keeps_what_belongs_to_it() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
    };
    for (text, expected) in [
        ("Delivering the Healthy Child Programme matters to us.", "Healthy Child Programme"),
        ("The Living Well Programme goes on.", "Living Well Programme"),
        ("In 2022 the Ashmere Can programme began.", "Ashmere Can programme"),
        ("We reach more carers by 2028 with the Carers First programme.", "Carers First programme"),
        ("Phase 2 of the Shared Care Record programme begins.", "Shared Care Record"),
        ("Our One Workforce Programme trains them.", "One Workforce Programme"),
        ("The First 1001 Days programme helps parents.", "First 1001 Days programme"),
    ] {
        assert_eq!(names(&format!("# Plan\n\n{text}\n")), [expected], "{text}");
    }
    let two = names("# Plan\n\nFamily Hubs open. The Family Hubs programme has five.\n");
    assert_eq!(two.len(), 1, "{two:?}");
    let none = names("# Plan\n\nSince April 2023 Project costs have risen.\n");
    assert!(none.is_empty(), "{none:?}");
}
