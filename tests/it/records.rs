use strategraph::ingest::records::*;
#[test]
fn seed() {
    let t = std::time::Instant::now();
    let p = check(None);
    println!("{p}\n{} {:?}", p.len(), t.elapsed());
    if let Ok(s) = read_seed(&EmbeddedSeed) {
        let r = &s.record;
        println!(
            "{} {} {} {} {} {} {} {} {} {} {} {} {}",
            r.partnerships.len(),
            r.strategies.len(),
            r.priority_lists.len(),
            r.priorities.len(),
            r.themes.len(),
            r.priority_themes.len(),
            r.programmes.len(),
            r.measures.len(),
            r.sources.len(),
            r.board_changes.len(),
            s.digests.len(),
            r.memberships.len(),
            r.partners.len()
        );
    }
}
