//! What looks like something else: each rule with what it is for and with the counter-example from
//! which it must keep apart. The names are invented.

use strategraph::{
    ingest::extracted::DocumentKind,
    model::{Edition, ListRole, MeasureRole},
};

use super::{
    kit::themes_of,
    rules::{extracted, items, measures},
};

// ---- Lists

#[test]
fn what_residents_want_most_is_not_the_strategys_own_list_and_our_residents_priorities_are() {
    let found = extracted(
        "# Our integrated care strategy\n\nResidents' top three priorities were: GP appointments; dentistry; and mental health.\n",
    );
    assert!(items(&found, ListRole::Priorities).is_empty(), "{:?}", found.lists);
    assert_eq!(found.lists[0].lookalike.as_deref(), Some("what people said"));
    let own = extracted(
        "# Our integrated care strategy\n\nOur residents' three priorities are: warm homes; good work; and clean air.\n",
    );
    assert_eq!(items(&own, ListRole::Priorities), ["warm homes", "good work", "clean air"]);
}

#[test]
fn a_table_of_measures_enumerates_nothing_and_a_table_of_outcomes_does() {
    let measured = extracted(
        "# The Vale strategy\n\nIn spring we heard from 101 local people.\n\n| Outcome | Baseline | Target | By |\n|---|---|---|---|\n| Children ready for school | 64% | 75% | 2028 |\n| Delayed discharges per day | 240 | 120 | March 2026 |\n| Adults in work | 58% | 65% | 2029 |\n",
    );
    assert!(measured.lists.is_empty(), "{:?}", measured.lists);
    let told = extracted(
        "# The Vale strategy\n\nIn spring we heard from 101 local people.\n\n| Outcome | What we will do |\n|---|---|\n| Children ready for school | Family hubs |\n| Fewer people in hospital | Teams at home |\n| Adults in work | Job coaches |\n",
    );
    assert_eq!(told.lists.len(), 1);
    assert_eq!(told.lists[0].lookalike, None, "the paragraph above does not introduce the table");
}

#[test]
fn ordinals_after_a_promised_number_are_a_list_and_steps_of_a_story_are_none() {
    let found = extracted(
        "# The Vale strategy\n\nOur strategy rests on four themes. The first is prevention. The second is equity, with extra effort where life is shortest. The third is joined-up care, and the fourth is a strong workforce.\n",
    );
    assert_eq!(
        items(&found, ListRole::Priorities),
        ["prevention", "equity", "joined-up care", "strong workforce"]
    );
    assert_eq!(found.lists[0].stated_count, Some(4));
    let story = extracted(
        "# The Vale strategy\n\nThree clinics have opened since May. The first is in Ashmere. The second is in Holt. The third is by the sea.\n",
    );
    assert!(story.lists.is_empty(), "{:?}", story.lists);
}

#[test]
fn a_short_gloss_is_cut_where_its_neighbours_have_one_and_stays_in_a_name() {
    let found = extracted(
        "# The Vale strategy\n\nWe have three goals:\n\n- Growing up well – more children who are ready to learn at five\n- Working well – more people who can get and keep a job\n- Growing old well – fewer falls\n",
    );
    assert_eq!(
        items(&found, ListRole::Priorities),
        ["Growing up well", "Working well", "Growing old well"]
    );
    let named = extracted(
        "# The Vale strategy\n\nWe have three goals:\n\n- Best start – the first 1000 days\n- Good work\n- Warm homes\n",
    );
    assert_eq!(items(&named, ListRole::Priorities)[0], "Best start – the first 1000 days");
}

#[test]
fn what_one_concentrates_on_is_a_list_and_what_one_looks_at_is_none() {
    let found = extracted(
        "# Our integrated care strategy\n\nWe think that we should concentrate on:\n\n- warm homes\n- good work\n- clean air\n",
    );
    assert_eq!(items(&found, ListRole::Priorities), ["warm homes", "good work", "clean air"]);
    let heard = extracted(
        "# Our integrated care strategy\n\nFrom what people told us we think that we should focus on:\n\n- warm homes\n- good work\n- clean air\n",
    );
    assert_eq!(items(&heard, ListRole::Priorities).len(), 3, "{:?}", heard.lists);
    let other = extracted(
        "# Our integrated care strategy\n\nIn the survey we asked people to look at:\n\n- warm homes\n- good work\n- clean air\n",
    );
    assert!(items(&other, ListRole::Priorities).is_empty(), "{:?}", other.lists);
}

#[test]
fn a_plans_own_priorities_leave_the_strategys_ambitions_its_main_list() {
    let plan = extracted(
        "# Our Joint Forward Plan\n\nIt contributes to the integrated care strategy of the partnership, which has the following two ambitions:\n\n1. fair starts\n2. good work\n\n## What we will do\n\nOur plan is built on three delivery priorities:\n\n- shorter waits\n- better births\n- sound finances\n",
    );
    assert_eq!(items(&plan, ListRole::Priorities), ["fair starts", "good work"]);
    let own = extracted(
        "# Our integrated care strategy\n\nIt has the following two ambitions:\n\n1. fair starts\n2. good work\n\n## What we will do\n\nWe have three priorities:\n\n- shorter waits\n- better births\n- sound finances\n",
    );
    assert_eq!(items(&own, ListRole::Priorities).len(), 3, "{:?}", own.lists);
}

#[test]
fn what_people_raised_and_what_one_is_up_against_is_no_priority_and_a_counted_thing_is() {
    let title = "# Our integrated care strategy\n\n";
    let bullets = "\n\n- warm homes\n- good work\n- clean air\n";
    for lead in
        ["The things they raised most often were:", "The assessment highlights three challenges:"]
    {
        let found = extracted(&format!("{title}{lead}{bullets}"));
        assert!(items(&found, ListRole::Priorities).is_empty(), "{lead} {:?}", found.lists);
        assert!(found.lists[0].lookalike.is_some(), "{lead}");
    }
    let things = extracted(&format!("{title}There are three big things we want to do:{bullets}"));
    assert_eq!(items(&things, ListRole::Priorities).len(), 3);
    let uncounted = extracted(&format!("{title}In such cases things go like this:{bullets}"));
    assert!(uncounted.lists.is_empty(), "{:?}", uncounted.lists);
}

#[test]
fn as_many_titled_paragraphs_as_promised_are_a_list_and_fewer_are_none() {
    let lead = "# Our integrated care strategy\n\nPartners have agreed three areas of focus. They are in no order.\n\n";
    let two = "Homes fit to live in. We will end damp and mould.\n\nGood work. We will pay fair wages to all.\n\n";
    let found = extracted(&format!("{lead}{two}Clean air. We will plant trees in every street.\n"));
    assert_eq!(
        items(&found, ListRole::Priorities),
        ["Homes fit to live in", "Good work", "Clean air"]
    );
    let short = extracted(&format!("{lead}{two}We will plant trees. They clean the air.\n"));
    assert!(items(&short, ListRole::Priorities).is_empty(), "{:?}", short.lists);
}

#[test]
fn ordinals_that_lead_paragraphs_tell_a_list_without_a_noun_and_those_inside_one_do_not() {
    let title = "# Our integrated care strategy\n\nWe looked for a few things to do at once.\n\n";
    let apart = "The first of them is childhood. It matters.\n\nThe second is work. It pays.\n\nThe third is later life. It lasts.\n";
    let found = extracted(&format!("{title}{apart}"));
    assert_eq!(items(&found, ListRole::Priorities), ["childhood", "work", "later life"]);
    let inside = apart.replace("\n\n", " ");
    let other = extracted(&format!("{title}{inside}"));
    assert!(items(&other, ListRole::Priorities).is_empty(), "{:?}", other.lists);
}

#[test]
fn a_sentence_that_tells_its_themes_promises_no_headings() {
    let told = "2.2 The draft proposes three themes: healthy places; care closer to home; and fairness.\n\n## Key matters\n\nA.\n\n## Timetable\n\nB.\n\n## Equality\n\nC.\n";
    let found = extracted(&format!("# Our integrated care strategy\n\n{told}"));
    assert_eq!(
        items(&found, ListRole::Priorities),
        ["healthy places", "care closer to home", "fairness"]
    );
}

// ---- Dates and partners

#[test]
fn two_digits_behind_a_dash_end_a_period_and_a_smaller_number_does_not() {
    let periods = |text: &str| -> Vec<String> {
        let date = |date: Option<strategraph::model::PartialDate>| {
            date.map(|date| date.to_string()).unwrap_or_default()
        };
        extracted(text)
            .dates
            .iter()
            .map(|one| format!("{}/{}", date(one.from), date(one.to)))
            .collect()
    };
    assert_eq!(periods("Our strategy for 2023–28 is here."), ["2023/2028"]);
    assert_eq!(periods("Our strategy for 2023-28 is here."), ["2023/2028"]);
    assert_eq!(periods("In 2023/24 we spent more."), ["2023/2024"]);
    assert_eq!(periods("From 2023/24 to 2027/28 we spend more."), ["2023/2028"]);
    assert_eq!(periods("See the paper of 2023–12 in the list."), ["2023/"]);
}

#[test]
fn the_name_at_the_head_of_a_paper_takes_part_and_a_caption_further_down_does_not() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).partners.into_iter().map(|partner| partner.name).collect()
    };
    let head = "NHS Thornvale Integrated Care Board\n\nMeeting of 26 January 2023\n\nThe Board is asked to agree the strategy.\n";
    assert_eq!(names(head), ["NHS Thornvale Integrated Care Board"]);
    let caption = "The strategy is here.\n\nIt has three aims.\n\nIt begins in May.\n\nThornvale Hospital\n\nIt ends in June.\n";
    assert!(names(caption).is_empty(), "{:?}", names(caption));
    let forums = names(
        "It was written by the Thornvale Voluntary Sector Forum, the Youth Forum and Voluntary Action Wessen.",
    );
    assert_eq!(forums, ["Thornvale Voluntary Sector Forum", "Voluntary Action Wessen"]);
}

#[test]
fn names_beside_bodies_take_part_and_names_of_persons_and_programmes_do_not() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).partners.into_iter().map(|partner| partner.name).collect()
    };
    assert_eq!(
        names("It was written by Thornvale Council, Speak Up Thornvale and Right at Home Holt."),
        ["Thornvale Council"],
        "two bodies are asked for before the names beside them count"
    );
    assert_eq!(
        names(
            "It was written by Thornvale Council, Holt Council, Speak Up Thornvale and Right at Home Holt."
        ),
        ["Thornvale Council", "Holt Council", "Speak Up Thornvale", "Right at Home Holt"]
    );
    let others = names("Thornvale Council, Holt Council and the Warm Hands Fund paid for it.");
    assert_eq!(others, ["Thornvale Council", "Holt Council"]);
    let places = names("We met in Upper Thornvale, Nether Holt and Little Marsh.");
    assert!(places.is_empty(), "{places:?}");
}

#[test]
fn a_council_in_a_list_of_bodies_is_one_and_a_council_of_three_towns_is_one() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).partners.into_iter().map(|partner| partner.name).collect()
    };
    assert_eq!(
        names(
            "It includes Linden Council, Thornvale District Council, Linden and Thornvale ICB and Sustain Linden Ltd."
        ),
        [
            "Linden Council",
            "Thornvale District Council",
            "Linden and Thornvale ICB",
            "Sustain Linden Ltd"
        ]
    );
    assert_eq!(
        names("It was agreed by NHS Linden and Thornvale ICB alone."),
        ["NHS Linden and Thornvale ICB"]
    );
    let joint = names("Linden and Thornvale councils wrote it.");
    assert_eq!(joint, ["Linden and Thornvale councils"]);
    assert!(names("County and district councils differ.").is_empty());
}

#[test]
fn items_that_name_kinds_beside_bodies_take_part_and_those_of_another_list_do_not() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).partners.into_iter().map(|partner| partner.name).collect()
    };
    assert_eq!(
        names(
            "In our group there are:\n\n- the NHS\n- Thornvale Council\n- charities, like ours\n- the fire service.\n"
        ),
        ["NHS", "Thornvale Council", "charities", "fire service"]
    );
    assert!(names("We talked about:\n\n- the NHS\n- money\n- schools\n- the weather\n").is_empty());
    assert_eq!(
        names("The work was led by Healthwatch Thornvale and the Holt Council in May."),
        ["Healthwatch Thornvale", "Holt Council"]
    );
    assert_eq!(
        names(
            "NHS Thornvale ICB leads. With NHS Thornvale Integrated Care Board and the ICB we act."
        ),
        ["NHS Thornvale Integrated Care Board"]
    );
}

// ---- Programmes

#[test]
fn a_name_is_a_programmes_where_its_sentence_says_so_and_a_persons_or_bodys_is_none() {
    let names = |text: &str| -> Vec<String> {
        extracted(text).programmes.into_iter().map(|programme| programme.name).collect()
    };
    assert_eq!(
        names("We will roll out Talking Tots, our speech and language project."),
        ["Talking Tots"]
    );
    assert_eq!(
        names("Early work includes Bounce Back, a scheme that offers classes."),
        ["Bounce Back"]
    );
    assert_eq!(names("In May we will set up Work Well Holt with employers."), ["Work Well Holt"]);
    assert_eq!(
        names("There the Quit for Good service will double in size."),
        ["Quit for Good service"]
    );
    for text in [
        "We heard from Ann Roe, the programme manager of the council.",
        "Holt Council, a pilot site since May, agreed.",
        "It was written by Ann Roe, who leads our largest project.",
        "We will set up Holt Community Trust next year.",
    ] {
        assert!(names(text).is_empty(), "{text} {:?}", names(text));
    }
}

// ---- Measures

#[test]
fn parts_of_a_number_are_one_measure_and_a_name_with_a_number_is_none() {
    assert_eq!(measures("Smoking causes 4 out of 10 deaths from cancer."), ["4 out of 10 deaths"]);
    assert_eq!(
        measures("Last year 15,400 of 62,000 eligible people were screened."),
        ["15,400 of 62,000 eligible people"]
    );
    assert_eq!(measures("Each team serves 30,000 to 50,000 people."), ["30,000 to 50,000 people"]);
    assert_eq!(measures("We held 100 conversations in markets."), ["100 conversations"]);
    assert!(measures("It began with the 100 Conversations project.").is_empty());
    assert_eq!(
        measures("Fewer than 10%, and 1,000 fewer people, are admitted."),
        ["Fewer than 10%", "1,000 fewer people"]
    );
}

#[test]
fn a_table_of_measures_gives_what_each_is_about_its_role_and_its_date() {
    let found = extracted(
        "# The Vale strategy\n\n| Measure | Baseline (2023) | Target | By |\n|---|---|---|---|\n| Delayed discharges per day | 240 | 120 | March 2026 |\n| Children ready for school | 64% | 75% | 2028 |\n",
    );
    let told: Vec<_> = found
        .measures
        .iter()
        .map(|one| {
            let date = one.date.map(|date| date.to_string()).unwrap_or_default();
            (one.text.as_str(), one.about.as_str(), one.role, date)
        })
        .collect();
    let row = |text, about, role, date: &str| (text, about, role, date.to_owned());
    assert_eq!(
        told,
        [
            row("240", "Delayed discharges per day", MeasureRole::Baseline, "2023"),
            row("120", "Delayed discharges per day", MeasureRole::Target, "2026-03"),
            row("64%", "Children ready for school", MeasureRole::Baseline, "2023"),
            row("75%", "Children ready for school", MeasureRole::Target, "2028"),
        ]
    );
    let rooms = extracted(
        "# The Vale strategy\n\n| Room | Floor | Door |\n|---|---|---|\n| Hall | 2 | 14 |\n| Kitchen | 1 | 3 |\n",
    );
    assert!(rooms.measures.is_empty(), "numbers without a column that says what they are");
}

// ---- People and engagements

#[test]
fn a_programme_before_a_clause_is_no_person_and_a_name_before_an_office_is() {
    let found = extracted("Building on Move More Derby, Active Derbyshire will lead the work.");
    assert!(found.people.is_empty(), "{:?}", found.people);
    let found = extracted("We thank Ann Roe, Lead for Walking, who began the work.");
    assert_eq!(found.people[0].name, "Ann Roe");
}

#[test]
fn a_body_called_assembly_is_no_engagement_and_a_citizens_assembly_is() {
    let body = extracted(
        "# Plan\n\nPublished March 2024 by Vale Health and Care Assembly.\n\n| Step | When |\n|---|---|\n| Grow the VCSE Assembly | 2028 |\n",
    );
    assert!(body.engagements.is_empty(), "{:?}", body.engagements);
    let chats = extracted("The mayor spoke with pride of the work.");
    assert!(chats.engagements.is_empty(), "{:?}", chats.engagements);
    for text in [
        "The team spoke with 480 people on farms.",
        "A Citizens' Assembly met in May.",
        "Sixty people joined an assembly in Ashmere.",
    ] {
        assert_eq!(extracted(text).engagements.len(), 1, "{text}");
    }
}

// ---- Identity

#[test]
fn a_strategy_with_a_quotation_and_its_approval_is_no_news_and_a_launch_is() {
    let body = "It was approved in May.\n\n“We are proud,” said Ann Roe, Chair of the partnership.\n\nOur priorities are: warm homes; good work; and clean air.\n";
    let strategy =
        format!("# Working better together: Vale's integrated care partnership strategy\n\n{body}");
    assert_eq!(extracted(&strategy).identity.kind, DocumentKind::IntegratedCareStrategy);
    let news = format!("# Vale launches its integrated care partnership strategy\n\n{body}");
    assert_eq!(extracted(&news).identity.kind, DocumentKind::NewsAboutStrategy);
}

#[test]
fn a_strategy_that_replaces_an_interim_one_is_final_and_a_refresh_says_so_in_its_title() {
    let edition = |text: &str| extracted(text).identity.edition;
    let text = "# Vale's integrated care strategy\n\nIt replaces the interim version of December 2022. Our aims are warm homes, good work and clean air.\n";
    assert_eq!(edition(text), Edition::Final);
    let text =
        "# Vale's integrated care strategy\n\nThis is the interim version of our strategy.\n";
    assert_eq!(edition(text), Edition::Interim);
    let text = "# Vale together: integrated care strategy, 2025 refresh\n\nMuch has been done.\n";
    assert_eq!(edition(text), Edition::Refreshed);
    let text = "# Vale's integrated care strategy\n\nThis page was updated in March 2024.\n";
    assert_eq!(edition(text), Edition::Final);
}

#[test]
fn a_subtitle_that_says_consultation_draft_makes_a_consultation_and_a_mention_does_not() {
    let kind = |text: &str| extracted(text).identity.kind;
    let text = "# Vale's integrated care strategy\n\nConsultation draft, version 0.6\n\nVale has 12 parishes.\n";
    assert_eq!(kind(text), DocumentKind::Consultation);
    let text = "# Vale's integrated care strategy\n\nIn May 2023 we published a consultation draft of this strategy, and 1,200 people told us what they thought of it.\n";
    assert_eq!(kind(text), DocumentKind::IntegratedCareStrategy);
}

// ---- Themes

#[test]
fn words_that_only_look_like_a_theme_show_none_and_what_they_look_like_does() {
    for (text, looks_like, instead) in [
        (
            "Children cannot afford to wait for us to act.",
            "planned-care-and-waiting-lists",
            "People wait too long for an operation.",
        ),
        (
            "The Equality Act 2010 applies.",
            "equity",
            "We want a fair society with equality for all.",
        ),
        (
            "Ann Roe is Cabinet Member for Adult Social Care.",
            "adult-social-care",
            "Adult social care is under review.",
        ),
        (
            "Expand the Access Wellbeing hubs",
            "access-to-services",
            "Easy access to services for everybody",
        ),
        (
            "We start in our most deprived neighbourhoods.",
            "integrated-neighbourhood-teams",
            "Neighbourhood teams bring nurses and social workers together.",
        ),
        (
            "The damp, cold summer was hard for farms.",
            "dementia",
            "A memory clinic helps people with dementia.",
        ),
    ] {
        assert!(!themes_of(text).iter().any(|theme| theme == looks_like), "{text}");
        assert!(themes_of(instead).iter().any(|theme| theme == looks_like), "{instead}");
    }
    assert_eq!(
        themes_of("A home that is warm and dry is the best medicine."),
        ["housing-and-homes"]
    );
}

#[test]
fn a_banner_and_a_menu_of_a_very_short_page_are_no_passages_and_its_words_on_cookies_stay() {
    let page = "<!DOCTYPE html><html><head><title>Our strategy</title></head><body>\
        <div class=\"notice\" id=\"ck\"><p>We use cookies on this site. By clicking any link you agree.</p><button>OK</button></div>\
        <div class=\"wrap\"><ul class=\"main-menu\"><li><a href=\"/a\">Careers</a></li></ul>\
        <h1>Our strategy</h1><p>It has three aims.</p><p>Children bake cookies with their grandparents.</p></div></body></html>";
    let read = strategraph::ingest::read(page.as_bytes(), None).unwrap();
    for gone in ["We use cookies", "Careers"] {
        assert!(!read.text.contains(gone), "{gone}:\n{}", read.text);
    }
    for stays in ["Our strategy", "three aims", "bake cookies"] {
        assert!(read.text.contains(stays), "{stays}:\n{}", read.text);
    }
}
