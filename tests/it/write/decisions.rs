//! Proposals and decisions: what is accepted becomes part of the record and outlives seeds, what is
//! rejected stays away, what is known is evidence.

use strategraph::{
    error::Code,
    ingest::reconcile::{Candidate, reconcile},
    model::{
        AssertionMethod, ListRole, MeasureRole, Passage, PassagePartner, PriorityList, Proposal,
        ProposalEvidence, ProposalKind, ProposalStatus, ProposedTheme, Record,
    },
    query,
    store::Store,
    view::View,
    write::{Decision, Verdict, decide, ingest_document, load_seed, retag},
};

use super::{both_engines, clock, sample};

/// The list made for the second list of the document `full-1`.
const ENABLERS: &str = "north-shore-2023.enablers.full-1-2";

/// A candidate of the final strategy of `north-shore`.
fn candidate(kind: ProposalKind, name: &str, position: i64, passage: &Passage) -> Candidate {
    let proposal = Proposal {
        id: "".into(),
        kind,
        partnership: "north-shore".into(),
        strategy: Some("north-shore-2023".into()),
        name: name.into(),
        list_role: (kind == ProposalKind::Priority).then_some(ListRole::Enablers),
        list_called: Some("enabler".into()),
        list_count: Some(2),
        list_ordered: true,
        list_place: 1,
        position,
        parent: None,
        number: (kind == ProposalKind::Measure).then_some(40.0),
        number_to: None,
        unit: (kind == ProposalKind::Measure).then(|| "%".into()),
        measure_role: (kind == ProposalKind::Measure).then_some(MeasureRole::Target),
        change: None,
        date_from: None,
        date: (kind == ProposalKind::Measure).then(|| "2028-03".parse().unwrap()),
        value: (kind == ProposalKind::Measure).then(|| "40%".into()),
        partner: None,
        partner_kind: None,
        generic: false,
        themes: vec![ProposedTheme { theme: "housing".into(), confidence: 0.6 }],
        confidence: 0.8,
        status: ProposalStatus::Proposed,
        fact_table: None,
        fact: None,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    let evidence = ProposalEvidence {
        id: "".into(),
        proposal: "".into(),
        document: passage.document.clone(),
        passage: Some(passage.slug.clone()),
        start: 0,
        end: 6,
        quote: passage.text.chars().take(6).collect(),
        method: "list".into(),
        confidence: 0.8,
        recogniser: "phrases-1".into(),
    };
    Candidate { proposal, evidence: vec![evidence] }
}

/// The document of a version, with what reconciling candidates of its first passage gives.
async fn ingest_candidates(
    store: &Store,
    version: &str,
    change: impl Fn(&mut Record, &Passage) -> Vec<Candidate>,
) -> Record {
    let mut part = sample::ingested(&format!("full-{version}"), version);
    part.passage_themes.clear();
    part.passage_partners.clear();
    let passage = Passage::clone(part.passages.values().next().unwrap());
    let candidates = change(&mut part, &passage);
    let rows = reconcile(&store.load_record().await.unwrap(), candidates);
    part.proposals = rows.proposals;
    part.proposal_evidence = rows.proposal_evidence;
    part.proposal_facts = rows.proposal_facts;
    ingest_document(store, &clock(), part, "test").await.unwrap();
    store.load_record().await.unwrap()
}

/// A document that names an organisation which the register has under this slug.
async fn ingest_registered(store: &Store, version: &str, name: &str, slug: &str) -> Record {
    ingest_candidates(store, version, |part, passage| {
        part.put(PassagePartner {
            id: format!("{}.{slug}", passage.slug).into(),
            passage: passage.slug.clone(),
            partner: slug.into(),
            method: AssertionMethod::Proposed,
            spans: vec![],
        });
        let mut found = candidate(Partner, name, 0, passage);
        found.proposal.partner = Some(slug.into());
        vec![found]
    })
    .await
}

/// Four priorities of a list that is not the curated one.
async fn ingest_four(store: &Store, version: &str, called: &str) -> Record {
    ingest_candidates(store, version, |_, passage| {
        let names = ["Walk", "Swim", "Sing", "Rest"];
        let items = (0..).zip(names).map(|(place, name)| {
            let mut found = candidate(Priority, name, place, passage);
            found.proposal.list_role = Some(ListRole::Priorities);
            found.proposal.list_called = Some(called.to_owned());
            found.proposal.list_count = Some(4);
            found.proposal.list_place = 0;
            found
        });
        items.collect()
    })
    .await
}

/// Name, place and list of what is in a strategy by acceptance.
fn places(record: &Record, names: &[&str]) -> Vec<(String, i64, String)> {
    let rows = record.priorities.values().filter(|row| names.contains(&&*row.name));
    let mut rows: Vec<_> =
        rows.map(|row| (row.name.clone(), row.position, row.list.to_string())).collect();
    rows.sort_by_key(|row| row.1);
    rows
}

/// A document that proposes these things, ingested after what is held.
async fn ingest(store: &Store, version: &str, proposed: &[(ProposalKind, &str)]) -> Record {
    ingest_candidates(store, version, |_, passage| {
        let candidates = (0..).zip(proposed);
        candidates.map(|(place, (kind, name))| candidate(*kind, name, place, passage)).collect()
    })
    .await
}

fn named(record: &Record, name: &str) -> Proposal {
    let found = record.proposals.values().find(|row| row.name == name);
    Proposal::clone(found.unwrap_or_else(|| panic!("{name}: {:?}", record.proposals)))
}

async fn settle(store: &Store, id: &str, verdict: Verdict) -> Decision {
    let decision =
        decide(store, &clock(), id, verdict, "Ada", Some("seen".to_owned())).await.unwrap();
    assert_eq!(decision.problems, Vec::<String>::new());
    decision
}

use ProposalKind::{Measure, Partner, Priority, Programme};

both_engines!(an_accepted_priority_is_in_its_list_as_accepted, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest(store, "1", &[(Priority, "Digital"), (Priority, "Estates")]).await;
    assert_eq!(record.priorities, sample::record().priorities, "proposals are no priorities");
    let digital = named(&record, "Digital");
    assert_eq!(digital.status, ProposalStatus::Proposed);
    let decision = settle(store, &digital.id, Verdict::Accept).await;
    assert_eq!(decision.proposal.fact.as_deref(), Some("north-shore-2023-digital"));
    let record = store.load_record().await.unwrap();
    let row = &record.priorities["north-shore-2023-digital"];
    assert_eq!((&*row.list, row.exact), (ENABLERS, true));
    assert!(!record.priority_lists[&row.list].complete, "one of two");
    let tag = &record.priority_themes["north-shore-2023-digital.housing"];
    assert_eq!((tag.method, tag.confidence), (AssertionMethod::Accepted, Some(0.6)));
    let source = &record.sources[&row.sources[0]];
    assert_eq!(source.url.as_deref(), Some("https://north.example/full"));
    settle(store, &named(&record, "Estates").id, Verdict::Accept).await;
    let record = store.load_record().await.unwrap();
    assert!(record.priority_lists[ENABLERS].complete, "two of two");
    let revision = store.list_revisions(decision.revision - 1, 1).await.unwrap().remove(0);
    assert_eq!(revision.by, "Ada");
    assert!(revision.summary.contains("“Digital” accepted"), "{}", revision.summary);
    let view = View::of_record(record).unwrap();
    let evidence = query::fact_evidence(&view, "priority", "north-shore-2023-digital", []);
    assert_eq!(evidence[0].method, AssertionMethod::Accepted);
    assert_eq!(evidence[0].quote.as_deref(), Some("Family"));
    assert_eq!(evidence[0].range, Some((0, 6)));
    for (slug, method) in [
        ("north-shore-2023-digital", AssertionMethod::Accepted),
        ("north-shore-2023-warm-homes", AssertionMethod::Curated),
    ] {
        assert_eq!(query::method_of(&view, "priority", slug), method);
    }
});

both_engines!(partners_programmes_and_measures_become_facts_too, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest(
        store,
        "1",
        &[
            (Partner, "North Shore Choir"),
            (Programme, "Sing for Life"),
            (Measure, "people singing"),
        ],
    )
    .await;
    for name in ["North Shore Choir", "Sing for Life", "people singing"] {
        settle(store, &named(&record, name).id, Verdict::Accept).await;
    }
    let record = store.load_record().await.unwrap();
    assert_eq!(record.partners["north-shore-choir"].name, "North Shore Choir");
    let member = &record.memberships["north-shore.north-shore-choir"];
    assert_eq!(member.named_as, "North Shore Choir");
    assert_eq!(record.programmes["north-shore-sing-for-life"].name, "Sing for Life");
    let singing = &record.measures["north-shore-people-singing"];
    assert_eq!(
        (&*singing.value, singing.number, singing.unit.as_deref()),
        ("40%", Some(40.0), Some("%"))
    );
    assert_eq!((singing.role, singing.date), (Some(MeasureRole::Target), "2028-03".parse().ok()));
    assert_eq!(singing.method, Some(AssertionMethod::Accepted));
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    assert_eq!(store.load_record().await.unwrap().partners, record.partners, "and stay");
});

both_engines!(a_rejected_proposal_does_not_come_back, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest(store, "1", &[(Priority, "Read more about our work")]).await;
    let menu = named(&record, "Read more about our work");
    settle(store, &menu.id, Verdict::Reject).await;
    let again = ingest(store, "2", &[(Priority, "Read more about our works")]).await;
    let [row] = &again.proposals.values().collect::<Vec<_>>()[..] else {
        panic!("{:?}", again.proposals)
    };
    assert_eq!((row.status, row.reason.as_deref()), (ProposalStatus::Rejected, Some("seen")));
    assert_eq!(row.decided_by.as_deref(), Some("Ada"));
    assert_eq!(again.proposal_evidence.len(), 2, "both documents show it");
    assert_eq!(again.priorities, sample::record().priorities);
});

both_engines!(decisions_outlive_a_new_seed, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest(store, "1", &[(Priority, "Digital"), (Priority, "Menu")]).await;
    settle(store, &named(&record, "Digital").id, Verdict::Accept).await;
    settle(store, &named(&record, "Menu").id, Verdict::Reject).await;
    let before = store.load_record().await.unwrap();
    let same = load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    assert!(!same.changed, "the same seed leaves accepted facts as they are: {same:?}");
    let mut edited = sample::record();
    edited.put(strategraph::model::Priority {
        name: "Hubs".into(),
        ..sample::priority("family-hubs", 1, None)
    });
    let outcome = load_seed(store, &clock(), edited, "test").await.unwrap();
    assert_eq!((outcome.created, outcome.updated, outcome.removed), (0, 1, 0));
    let after = store.load_record().await.unwrap();
    assert_eq!(after.proposals, before.proposals);
    assert_eq!(
        after.priorities["north-shore-2023-digital"],
        before.priorities["north-shore-2023-digital"]
    );
});

both_engines!(what_the_seed_takes_up_is_curated_and_not_doubled, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest(store, "1", &[(Priority, "Digital")]).await;
    settle(store, &named(&record, "Digital").id, Verdict::Accept).await;
    let mut edited = sample::record();
    edited.put(strategraph::model::Priority {
        name: "Digital!".into(),
        ..sample::priority("digital", 3, None)
    });
    load_seed(store, &clock(), edited.clone(), "test").await.unwrap();
    let record = store.load_record().await.unwrap();
    assert_eq!(record.priorities, edited.priorities);
    assert!(!record.priority_lists.contains_key(ENABLERS));
    assert_eq!(named(&record, "Digital").status, ProposalStatus::Accepted);
    let view = View::of_record(record).unwrap();
    let slug = "north-shore-2023-digital";
    assert_eq!(query::method_of(&view, "priority", slug), AssertionMethod::Curated);
    let evidence = query::fact_evidence(&view, "priority", slug, []);
    assert_eq!(evidence.len(), 1, "the passage supports the curated row");
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let view = View::of_record(store.load_record().await.unwrap()).unwrap();
    assert_eq!(query::method_of(&view, "priority", slug), AssertionMethod::Accepted, "again");
});

both_engines!(a_change_of_mind_takes_away_what_accepting_made, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let before = ingest(store, "1", &[(Priority, "Digital"), (Partner, "Choir")]).await;
    for name in ["Digital", "Choir"] {
        settle(store, &named(&before, name).id, Verdict::Accept).await;
        settle(store, &named(&before, name).id, Verdict::Reject).await;
    }
    let after = store.load_record().await.unwrap();
    assert_eq!(after.priorities, before.priorities);
    assert_eq!(after.priority_lists, before.priority_lists);
    assert_eq!(after.priority_themes, before.priority_themes);
    assert_eq!(after.memberships, before.memberships);
    assert_eq!(after.partners, before.partners, "the organisation came with it, and goes");
    assert_eq!(after.sources, before.sources);
    assert_eq!(named(&after, "Digital").status, ProposalStatus::Rejected);
    let again = settle(store, &named(&before, "Digital").id, Verdict::Accept).await;
    assert_eq!(again.proposal.fact.as_deref(), Some("north-shore-2023-digital"));
});

both_engines!(what_is_known_already_gains_evidence_and_no_double, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record =
        ingest(store, "1", &[(Priority, "The warm-homes"), (Programme, "HUBS FOR ALL")]).await;
    let known = named(&record, "The warm-homes");
    assert_eq!(known.status, ProposalStatus::Known);
    assert_eq!(known.fact.as_deref(), Some("north-shore-2023-warm-homes"));
    assert_eq!(named(&record, "HUBS FOR ALL").fact.as_deref(), Some("north-shore-hubs-for-all"));
    let view = View::of_record(record).unwrap();
    let sources = ["north-shore.S1".into()];
    let evidence = query::fact_evidence(&view, "priority", "north-shore-2023-warm-homes", &sources);
    let methods: Vec<_> = evidence.iter().map(|entry| entry.method).collect();
    assert_eq!(methods, [AssertionMethod::Curated, AssertionMethod::Proposed]);
});

both_engines!(
    the_same_decision_twice_makes_no_revision_and_nobody_is_not_found,
    |database| async move {
        let store = &database.store;
        load_seed(store, &clock(), sample::record(), "test").await.unwrap();
        let record = ingest(store, "1", &[(Priority, "Digital")]).await;
        let id = named(&record, "Digital").id;
        let first = settle(store, &id, Verdict::Accept).await;
        let second = settle(store, &id, Verdict::Accept).await;
        assert_eq!((first.revision, &first.proposal), (second.revision, &second.proposal));
        let nobody =
            decide(store, &clock(), "nobody", Verdict::Accept, "Ada", None).await.unwrap_err();
        assert_eq!(nobody.code(), Code::NotFound);
        let long = Some("x".repeat(1001));
        let long = decide(store, &clock(), &id, Verdict::Reject, "Ada", long).await.unwrap_err();
        assert_eq!(long.code(), Code::BadUserInput);
    }
);

both_engines!(
    recognising_anew_drops_what_nothing_shows_and_keeps_decisions,
    |database| async move {
        let store = &database.store;
        load_seed(store, &clock(), sample::record(), "test").await.unwrap();
        let record = ingest(store, "1", &[(Priority, "Digital"), (Priority, "Chance")]).await;
        settle(store, &named(&record, "Digital").id, Verdict::Accept).await;
        let mut held = store.load_ingested_passages().await.unwrap();
        held.proposals.clear();
        held.proposal_evidence.clear();
        held.proposal_facts.clear();
        retag(store, &clock(), held, "test").await.unwrap();
        let record = store.load_record().await.unwrap();
        let names: Vec<_> = record.proposals.values().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Digital"]);
        assert_eq!(record.proposal_evidence.len(), 1, "what was decided on stays to be seen");
        assert!(record.priorities.contains_key("north-shore-2023-digital"));
    }
);

both_engines!(a_priority_of_no_strategy_cannot_be_accepted_and_says_why, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let mut part = sample::ingested("stray", "9");
    let passage = part.passages.values().next().unwrap().clone();
    let mut stray = candidate(Priority, "Stray", 0, &passage);
    stray.proposal.strategy = None;
    let rows = reconcile(&Record::default(), vec![stray]);
    let id = rows.proposals.keys().next().unwrap().clone();
    part.proposals = rows.proposals;
    part.proposal_evidence = rows.proposal_evidence;
    ingest_document(store, &clock(), part, "test").await.unwrap();
    let decision = decide(store, &clock(), &id, Verdict::Accept, "Ada", None).await.unwrap();
    assert!(decision.problems[0].contains("which strategy"), "{decision:?}");
    assert_eq!(decision.proposal.status, ProposalStatus::Proposed);
    assert_eq!(store.revision().await.unwrap(), decision.revision);
});

both_engines!(a_rejected_partner_leaves_the_register_and_stays_away, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let before = ingest(store, "1", &[(Partner, "Warmer Homes")]).await;
    let id = named(&before, "Warmer Homes").id;
    settle(store, &id, Verdict::Accept).await;
    let seen = ingest_registered(store, "2", "Warmer Homes", "warmer-homes").await;
    assert_eq!(seen.proposals.keys().collect::<Vec<_>>(), [&id], "it was decided already");
    assert_eq!(seen.proposals[&id].status, ProposalStatus::Accepted);
    let reason = Some("in another document too".to_owned());
    decide(store, &clock(), &id, Verdict::Accept, "Ada", reason).await.unwrap();
    let held = store.load_record().await.unwrap();
    assert_eq!(held.passage_partners, seen.passage_partners, "a reason changes nothing else");
    settle(store, &id, Verdict::Reject).await;
    let after = store.load_record().await.unwrap();
    assert_eq!(after.partners, sample::record().partners);
    assert_eq!(after.memberships, sample::record().memberships);
    assert_eq!(after.sources, sample::record().sources);
    assert!(after.passage_partners.values().all(|row| &*row.partner != "warmer-homes"));
    // A later seed has the organisation, under a slug and with an alias of its own.
    let mut edited = sample::record();
    edited.put(strategraph::model::Partner {
        slug: "warm-homes-cic".into(),
        name: "Warmer Homes CIC".into(),
        aliases: vec!["Warmer Homes".into()],
        ..strategraph::model::Partner::clone(&edited.partners["police"])
    });
    load_seed(store, &clock(), edited, "test").await.unwrap();
    let again = ingest_registered(store, "3", "Warmer Homes CIC", "warm-homes-cic").await;
    assert_eq!(again.proposals.keys().collect::<Vec<_>>(), [&id], "it came back");
    assert_eq!(again.proposals[&id].status, ProposalStatus::Rejected);
});

both_engines!(an_organisation_that_two_brought_stays_until_both_reject_it, |database| async move {
    let store = &database.store;
    load_seed(store, &clock(), sample::record(), "test").await.unwrap();
    let record = ingest_candidates(store, "1", |_, passage| {
        let here = candidate(Partner, "Choir", 0, passage);
        let mut there = here.clone();
        there.proposal.partnership = "south-vale".into();
        vec![here, there]
    })
    .await;
    let ids: Vec<_> = record.proposals.keys().cloned().collect();
    assert_eq!(ids.len(), 2);
    for id in &ids {
        settle(store, id, Verdict::Accept).await;
    }
    settle(store, &ids[0], Verdict::Reject).await;
    assert!(store.load_record().await.unwrap().partners.contains_key("choir"));
    settle(store, &ids[1], Verdict::Reject).await;
    let after = store.load_record().await.unwrap();
    assert_eq!((after.partners, after.sources), (sample::record().partners, record.sources));
});

both_engines!(accepted_items_keep_the_list_the_word_and_the_rank_of_their_source, |database| {
    async move {
        let store = &database.store;
        load_seed(store, &clock(), sample::record(), "test").await.unwrap();
        let names = ["Walk", "Swim", "Sing", "Rest"];
        let record = ingest_four(store, "1", "priority").await;
        for name in ["Rest", "Walk", "Sing", "Swim"] {
            settle(store, &named(&record, name).id, Verdict::Accept).await;
        }
        let record = store.load_record().await.unwrap();
        let own = "north-shore-2023.priorities.full-1-1";
        let at = |name: &str, place| (name.to_owned(), place, own.to_owned());
        let expected = [at("Walk", 0), at("Swim", 1), at("Sing", 2), at("Rest", 3)];
        assert_eq!(places(&record, &names), expected);
        let list = &record.priority_lists[own];
        assert_eq!((list.called.as_deref(), list.stated_count), (Some("priority"), Some(4)));
        assert!(list.complete && list.ordered);
        let curated = "north-shore-2023.priorities";
        let before = sample::record();
        assert_eq!(record.priority_lists[curated], before.priority_lists[curated]);
        let same = load_seed(store, &clock(), before, "test").await.unwrap();
        assert!(!same.changed, "{same:?}");
        settle(store, &named(&record, "Swim").id, Verdict::Reject).await;
        let record = store.load_record().await.unwrap();
        let expected = [at("Walk", 0), at("Sing", 2), at("Rest", 3)];
        assert_eq!(places(&record, &names), expected, "ranks are those of the source");
        assert!(!record.priority_lists[own].complete, "three of four");
    }
});

both_engines!(only_the_same_list_is_joined_and_only_where_the_place_is_free, |database| {
    async move {
        let store = &database.store;
        let mut seed = sample::record();
        let curated = "north-shore-2023.priorities";
        seed.put(PriorityList {
            stated_count: Some(4),
            complete: false,
            ..PriorityList::clone(&seed.priority_lists[curated])
        });
        load_seed(store, &clock(), seed, "test").await.unwrap();
        let record = ingest_four(store, "1", "ambition").await;
        for name in ["Walk", "Rest"] {
            settle(store, &named(&record, name).id, Verdict::Accept).await;
        }
        let own = "north-shore-2023.priorities.full-1-1";
        let record = store.load_record().await.unwrap();
        assert_eq!(
            places(&record, &["Walk", "Rest"]),
            [("Walk".to_owned(), 0, own.to_owned()), ("Rest".to_owned(), 3, curated.to_owned())]
        );
        assert_eq!(record.priority_lists[curated].stated_count, Some(4));
    }
});
