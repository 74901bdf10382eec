//! The seed that comes with the program is clean and holds what its README counts; rows have the
//! names and relations that `model` promises.

use std::{path::Path, sync::LazyLock};

use strategraph::{
    ingest::records::{EmbeddedSeed, Seed, SeedDirectory, check, read_seed},
    model::{AssertionMethod, Edition, ListRole, PartnerKind, Record, StrategyKind},
};

use super::cases::base;

static SEED: LazyLock<Seed> = LazyLock::new(|| read_seed(&EmbeddedSeed).unwrap());

fn small() -> Record {
    read_seed(&base()).unwrap().record
}

#[test]
fn the_seed_is_clean() {
    assert_eq!(check(None).to_string(), "");
}

#[test]
fn the_seed_in_the_program_is_the_seed_in_its_directory() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed");
    assert!(check(Some(&directory)).is_empty());
    assert!(read_seed(&SeedDirectory::new(directory)).unwrap() == *SEED);
}

#[test]
fn the_seed_holds_what_its_readme_counts() {
    let record = &SEED.record;
    let complete = record.priority_lists.values().filter(|list| list.complete).count();
    assert_eq!(record.partnerships.len(), 42);
    assert_eq!(record.strategies.len(), 84);
    assert_eq!((record.priority_lists.len(), complete), (103, 58));
    assert_eq!(record.priorities.len(), 381);
    assert_eq!(record.priorities.values().filter(|priority| !priority.exact).count(), 74);
    assert_eq!(record.themes.len(), 78);
    assert_eq!(record.themes.values().filter(|theme| theme.broader.is_none()).count(), 9);
    assert_eq!(record.priority_themes.len(), 568);
    assert_eq!(record.memberships.len(), 359);
    assert_eq!(record.programmes.len(), 129);
    assert_eq!(record.measures.len(), 143);
    assert_eq!(record.sources.len(), 371);
    assert_eq!(record.board_changes.len(), 58);
    assert_eq!(record.partners.len(), 367);
    assert_eq!(record.partners.values().filter(|partner| partner.generic).count(), 48);
    assert_eq!(SEED.digests.len(), 62);
    assert_eq!(SEED.digests.iter().filter(|digest| digest.complete).count(), 13);
    assert_eq!(SEED.scheme_version, "2026.5");
}

#[test]
fn every_board_has_one_entry_in_the_register_and_a_code_that_held_in_july_2022() {
    let record = &SEED.record;
    for partnership in record.partnerships.values() {
        let ods = partnership.board_ods.as_deref();
        let boards: Vec<_> =
            record.partners.values().filter(|partner| partner.ods_code.as_deref() == ods).collect();
        assert_eq!(boards.len(), 1, "{}", partnership.slug);
        assert_eq!(boards[0].name, partnership.board_name);
        let first = &partnership.board_codes[0];
        assert_eq!(first.from.unwrap().to_string(), "2022-07-01", "{}", partnership.slug);
    }
}

#[test]
fn the_sector_of_voluntary_bodies_is_one_partner_by_all_its_names() {
    let record = &SEED.record;
    let slug = "voluntary-community-and-social-enterprise-sector";
    let partner = &record.partners[slug];
    assert!(partner.generic && partner.kind == PartnerKind::Vcse);
    let names: std::collections::BTreeSet<&str> = record
        .memberships
        .values()
        .filter(|row| &*row.partner == slug)
        .map(|row| row.named_as.as_str())
        .collect();
    assert!(names.contains("Voluntary sector") && names.len() >= 4, "{names:?}");
}

#[test]
fn lancashire_has_six_draft_priorities_in_order_and_five_final_ones() {
    let items = |edition: Edition| {
        let strategy = SEED.record.strategies.values().find(|strategy| {
            &*strategy.partnership == "lancashire-and-south-cumbria"
                && strategy.kind == StrategyKind::IntegratedCareStrategy
                && strategy.edition == edition
        });
        let strategy = &strategy.unwrap().slug;
        let list = SEED
            .record
            .priority_lists
            .values()
            .find(|list| list.strategy == *strategy && list.role == ListRole::Priorities);
        let list = &list.unwrap().id;
        SEED.record.priorities.values().filter(|item| item.list == *list).count()
    };
    assert_eq!((items(Edition::Consultation), items(Edition::Final)), (6, 5));
}

#[test]
fn rows_are_named_as_the_model_says() {
    let record = small();
    let keys = |rows: Vec<&std::sync::Arc<str>>| {
        rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys(record.sources.keys().collect()), "exampleshire.S1 exampleshire.S2");
    assert_eq!(
        keys(record.strategies.keys().collect()),
        "exampleshire-2023 exampleshire-draft exampleshire-jfp"
    );
    assert_eq!(
        keys(record.priority_lists.keys().collect()),
        "exampleshire-2023.priorities exampleshire-2023.priorities.2 exampleshire-draft.priorities"
    );
    assert_eq!(
        keys(record.priorities.keys().collect()),
        "exampleshire-2023-start-well exampleshire-2023-start-well-2 \
         exampleshire-2023-stay-well-and-live-well exampleshire-draft-start-well"
    );
    assert_eq!(
        keys(record.memberships.keys().collect()),
        "exampleshire.education-sector exampleshire.exampleshire-county-council \
         exampleshire.voluntary-sector exampleshire.voluntary-sector.2"
    );
    assert_eq!(
        keys(record.measures.keys().collect()),
        "exampleshire-smokers-among-adults exampleshire-smokers-among-adults-2"
    );
}

#[test]
fn a_programme_serves_the_item_of_the_current_strategy_not_of_its_draft() {
    let record = small();
    let served: Vec<String> =
        record.programme_services.values().map(|row| row.priority.to_string()).collect();
    assert_eq!(served, ["exampleshire-2023-start-well"]);
}

#[test]
fn an_item_stands_under_one_of_another_list_whatever_its_case_and_ampersand() {
    let record = small();
    let child = &record.priorities["exampleshire-2023-start-well-2"];
    assert_eq!(child.parent.as_deref(), Some("exampleshire-2023-stay-well-and-live-well"));
}

#[test]
fn two_wordings_of_one_kind_are_one_partner_of_a_programme() {
    let record = small();
    let mut partners: Vec<(i64, String)> = record
        .programme_partners
        .values()
        .map(|row| (row.position, row.partner.to_string()))
        .collect();
    partners.sort();
    let board = "nhs-exampleshire-integrated-care-board";
    assert_eq!(partners, [(0, "voluntary-sector".to_owned()), (1, board.to_owned())]);
}

#[test]
fn themes_of_records_are_curated_and_the_first_is_the_primary_one() {
    let record = small();
    let primary = &record.priority_themes["exampleshire-2023-start-well.best-start-in-life"];
    assert_eq!(
        (primary.position, primary.method, primary.confidence),
        (0, AssertionMethod::Curated, None)
    );
    assert_eq!(record.themes["tobacco"].lookalikes, ["smoke alarm"]);
    assert_eq!(record.themes["tobacco"].label, "Smoking, tobacco and vaping");
}

#[test]
fn a_partner_keeps_the_name_by_which_its_source_calls_it() {
    let record = small();
    assert_eq!(record.memberships["exampleshire.education-sector"].named_as, "Education");
    assert_eq!(record.memberships["exampleshire.voluntary-sector"].named_as, "VCSE");
}

#[test]
fn a_digest_knows_its_source_and_keeps_its_body() {
    let seed = read_seed(&base()).unwrap();
    let digest = &seed.digests[0];
    assert_eq!(&*digest.source, "exampleshire.S1");
    assert!(!digest.complete && digest.body.starts_with("# The strategy\n"), "{}", digest.body);
}
