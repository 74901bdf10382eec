//! The network between a replica and its database is cut: by connections that are refused, and by
//! silence. Reading goes on, writing fails in time, and all comes back by itself.

use std::time::{Duration, Instant};

use super::{
    process::{FOUND, PATIENCE, Site},
    proxy::{Cable, Proxy},
    servers::{Server, url},
    standby::{token, write},
};

/// A service answers within this, whatever the network does: its own bound for a request is 10 s.
const BOUND: Duration = Duration::from_secs(15);

#[tokio::test]
async fn a_replica_outlives_a_network_that_is_cut_and_follows_again() {
    let server = Server::new();
    let near = site(server.url());
    near.fill().await;
    let proxy = Proxy::to(&server.host());
    let far = site(url(&[&proxy.address]));
    let service = far.serve(&[]);
    let token = token(&near).await;
    assert!(near.ingest(1).status.success());
    service.wait_for(FOUND, "\"totalCount\":40");
    assert!(write(&service, &token).contains("NOT_FOUND"));
    for (round, cut) in [(1, Cable::Refusing), (2, Cable::Silent), (3, Cable::Silent)] {
        proxy.set(cut);
        // Others go on.
        assert!(near.ingest(1 + round).status.success());
        let began = Instant::now();
        service.wait_for("/ready", "cannot be reached");
        assert!(began.elapsed() < BOUND, "{cut:?} is noticed after {:?}", began.elapsed());
        let began = Instant::now();
        let answer = service.get(FOUND);
        assert!(answer.contains(&format!("\"totalCount\":{}}}", 40 * round)), "{answer}");
        assert!(answer.contains("graph-revision: "), "{answer}");
        assert!(service.get("/partnerships/north-shore").contains("200 OK"));
        assert!(began.elapsed() < Duration::from_secs(2), "reading waits for the network");
        let began = Instant::now();
        let answer = write(&service, &token);
        assert!(answer.contains("UNAVAILABLE"), "{cut:?}: {answer}");
        assert!(began.elapsed() < BOUND, "{cut:?}: a write waits for {:?}", began.elapsed());
        proxy.set(Cable::Whole);
        service.wait_for(FOUND, &format!("\"totalCount\":{}}}", 40 * (1 + round)));
        service.wait_for("/ready", "\"trouble\":null");
        let began = Instant::now();
        while !write(&service, &token).contains("NOT_FOUND") {
            assert!(began.elapsed() < PATIENCE, "it does not write again: {}", service.log());
        }
        for words in ["cannot be brought to the record", "follows the record again"] {
            assert_eq!(service.logged(words), round, "{cut:?}: {}", service.log());
        }
        // It listens again, by a connection of now.
        server.tell("do $$ begin while not exists (select 1 from pg_stat_activity where application_name = 'strategraph' and query ilike 'listen%') loop perform pg_sleep(0.01), pg_stat_clear_snapshot(); end loop; end $$").await;
    }
}

fn site(url: String) -> Site {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    Site { home, url: Some(url) }
}
