//! PostgreSQL goes away under a running service and comes back: reads go on, writes fail clearly
//! and succeed later, the log says it once.

use super::{
    process::{FOUND, Site},
    servers::Server,
};

#[tokio::test]
async fn a_service_outlives_its_database_and_follows_it_again() {
    let server = Server::new();
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    let site = Site { home, url: Some(server.url()) };
    site.fill().await;
    let service = site.serve(&[]);
    assert!(site.ingest(1).status.success());
    let before = service.wait_for(FOUND, "\"totalCount\":40");
    let revision = |answer: &str| {
        answer.lines().find_map(|line| line.strip_prefix("graph-revision: ").map(str::to_owned))
    };
    assert!(revision(&before).is_some(), "{before}");
    for round in 1..=2 {
        server.stop();
        service.wait_for("/ready", "cannot be reached");
        let during = service.get(FOUND);
        assert!(during.contains(&format!("\"totalCount\":{}", 40 * round)), "{during}");
        assert!(revision(&during).is_some(), "{during}");
        assert!(service.get("/partnerships/north-shore").contains("200 OK"));
        let output = site.ingest(1 + round);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains("The database cannot be reached"), "{message}");
        server.start();
        assert!(site.ingest(1 + round).status.success());
        let after = service.wait_for(FOUND, &format!("\"totalCount\":{}", 40 * (round + 1)));
        assert_ne!(revision(&after), revision(&before));
        service.wait_for("/ready", "\"trouble\":null");
        assert_eq!(service.logged("cannot be brought to the record"), round, "{}", service.log());
        assert_eq!(service.logged("follows the record again"), round, "{}", service.log());
    }
}
