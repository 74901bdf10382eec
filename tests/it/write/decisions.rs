//! Proposals and decisions: what is accepted becomes part of the record and outlives seeds, what is
//! rejected stays away, what is known is evidence.

use strategraph::{
    error::Code,
    ingest::reconcile::{Candidate, reconcile},
    model::{
        AssertionMethod, ListRole, Passage, Proposal, ProposalEvidence, ProposalKind,
        ProposalStatus, ProposedTheme, Record,
    },
    query,
    store::Store,
    view::View,
    write::{Decision, Verdict, decide, ingest_document, load_seed, retag},
};

use super::{both_engines, clock, sample};

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

/// A document that proposes these things, ingested after what is held.
async fn ingest(store: &Store, version: &str, proposed: &[(ProposalKind, &str)]) -> Record {
    let mut part = sample::ingested(&format!("full-{version}"), version);
    part.passage_themes.clear();
    part.passage_partners.clear();
    let passage = part.passages.values().next().unwrap().clone();
    let candidates = (0..).zip(proposed);
    let candidates =
        candidates.map(|(place, (kind, name))| candidate(*kind, name, place, &passage));
    let rows = reconcile(&store.load_record().await.unwrap(), candidates.collect());
    part.proposals = rows.proposals;
    part.proposal_evidence = rows.proposal_evidence;
    part.proposal_facts = rows.proposal_facts;
    ingest_document(store, &clock(), part, "test").await.unwrap();
    store.load_record().await.unwrap()
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
    assert_eq!((&*row.list, row.exact), ("north-shore-2023.enablers", true));
    assert!(!record.priority_lists[&row.list].complete, "one of two");
    let tag = &record.priority_themes["north-shore-2023-digital.housing"];
    assert_eq!((tag.method, tag.confidence), (AssertionMethod::Accepted, Some(0.6)));
    let source = &record.sources[&row.sources[0]];
    assert_eq!(source.url.as_deref(), Some("https://north.example/full"));
    settle(store, &named(&record, "Estates").id, Verdict::Accept).await;
    let record = store.load_record().await.unwrap();
    assert!(record.priority_lists["north-shore-2023.enablers"].complete, "two of two");
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
    assert_eq!(record.measures["north-shore-people-singing"].value, "40%");
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
    assert!(!record.priority_lists.contains_key("north-shore-2023.enablers"));
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
