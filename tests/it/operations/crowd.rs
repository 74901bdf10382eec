//! Ten thousand connections: served where as many are allowed, kept waiting where not, in bounded time
//! and memory, and over when they are.

use std::{
    fs,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};

use super::process::{PATIENCE, Running, Site};
use crate::database::on_sqlite;

/// How many come, where this machine allows as many; what it allows is said.
const CROWD: usize = 10_000;
/// What each open connection may cost the service: a task, buffers, timers. Measured: 19 KB in
/// a debug build.
const MOST_BYTES_EACH: u64 = 64 << 10;

/// The size of the crowd that this process may hold.
fn crowd() -> usize {
    let allowed = rlimit::increase_nofile_limit(u64::MAX).unwrap();
    // The tests beside this one need some meanwhile.
    let room = usize::try_from(allowed - allowed / 4).unwrap();
    if room < CROWD {
        eprintln!(
            "Only {room} connections are tried, not {CROWD}: this system allows {allowed} files."
        );
    }
    assert!(room > 500, "this system allows only {allowed} open files: raise `ulimit -Hn`");
    room.min(CROWD)
}

/// A service that may have as many files as the system allows.
fn serve(site: &Site, settings: &[&str]) -> Running {
    let raise = ["sh", "-c", "ulimit -n $(ulimit -Hn); exec \"$@\"", "sh", "env"];
    site.serve(&[&raise[..], settings].concat())
}

/// Bytes of memory that a process holds.
fn memory(service: &Running) -> u64 {
    let path = format!("/proc/{}/status", service.process.id());
    let status = fs::read_to_string(path).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() << 10
}

/// Sends to an open connection and reads what comes until `end` is in it.
async fn ask(socket: &mut TcpStream, request: &str, end: &str) -> bool {
    let (mut answer, mut part) = (Vec::new(), [0; 2048]);
    if socket.write_all(request.as_bytes()).await.is_err() {
        return false;
    }
    while let Ok(count) = socket.read(&mut part).await
        && count > 0
    {
        answer.extend_from_slice(&part[..count]);
        if answer.windows(end.len()).any(|window| window == end.as_bytes()) {
            return true;
        }
    }
    false
}

const READY: &str = "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_connections_are_served_where_they_are_allowed() {
    on_sqlite(|database| async move {
        let (site, crowd) = (Site::new(&database).await, crowd());
        let most = format!("STRATEGRAPH_MAX_CONNECTIONS={}", crowd + 100);
        let service = serve(&site, &[&most, "STRATEGRAPH_IDLE_SECONDS=300"]);
        assert!(service.get("/ready").contains("200 OK"));
        let (before, began) = (memory(&service), Instant::now());
        let mut coming = JoinSet::new();
        let address = service.address().to_owned();
        // As many at a time as the queue of a listening socket holds.
        let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(256));
        for _ in 0..crowd {
            let (address, gate) = (address.clone(), gate.clone());
            coming.spawn(async move {
                let _place = gate.acquire().await.unwrap();
                let mut socket = TcpStream::connect(&address).await.unwrap();
                assert!(ask(&mut socket, READY, "\"ready\":true").await, "no answer");
                socket
            });
        }
        let mut open = timeout(PATIENCE, coming.join_all()).await.expect("it takes for ever");
        assert_eq!(open.len(), crowd);
        eprintln!("{crowd} connections open after {:?}", began.elapsed());
        let each = memory(&service).saturating_sub(before) / crowd as u64;
        eprintln!("{each} bytes for each connection");
        assert!(each < MOST_BYTES_EACH, "{each} bytes for each connection");
        // All stay usable, and others are answered as ever.
        let began = Instant::now();
        assert!(service.get("/partnerships/north-shore").contains("200 OK"));
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        for socket in open.iter_mut().step_by(97) {
            assert!(ask(socket, READY, "\"ready\":true").await, "an open connection was forgotten");
        }
        drop(open);
        assert!(service.get("/partnerships/north-shore").contains("200 OK"));
        assert_eq!(service.logged("no connection can be accepted"), 0, "{}", service.log());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_that_sends_nothing_keeps_others_waiting_and_not_out() {
    on_sqlite(|database| async move {
        let (site, crowd) = (Site::new(&database).await, crowd());
        let service =
            serve(&site, &["STRATEGRAPH_MAX_CONNECTIONS=800", "STRATEGRAPH_IDLE_SECONDS=1"]);
        assert!(service.get("/ready").contains("200 OK"));
        let before = memory(&service);
        let mut coming = JoinSet::new();
        for number in 0..crowd {
            let address = service.address().to_owned();
            coming.spawn(async move {
                // Not everybody gets in at once; whoever does is sent away after a second.
                let Ok(Ok(mut socket)) = timeout(PATIENCE, TcpStream::connect(&address)).await
                else {
                    return false;
                };
                // Every other one says the first word of a request and no more.
                let word = if number % 2 == 0 { "GET / HT" } else { "" };
                let away = ask(&mut socket, word, "nothing has this");
                timeout(PATIENCE, away).await.is_ok()
            });
        }
        // Somebody who comes meanwhile is answered, after those before.
        let (began, mut answered) = (Instant::now(), 0);
        while answered < 3 {
            let asked = async {
                let mut socket = TcpStream::connect(service.address()).await.ok()?;
                ask(&mut socket, READY, "\"ready\":true").await.then_some(())
            };
            if let Ok(Some(())) = timeout(PATIENCE, asked).await {
                answered += 1;
            }
            assert!(began.elapsed() < PATIENCE, "nobody gets in");
        }
        eprintln!("three were answered within {:?}", began.elapsed());
        let most = memory(&service).saturating_sub(before);
        assert!(
            most < 800 * MOST_BYTES_EACH,
            "{most} bytes more for connections that may not be open"
        );
        // Whoever is let in is sent away, and the next ones are let in. Not all: the system drops some
        // connections that nobody accepts without telling the one who made them.
        let mut away = 0;
        while away < crowd.min(2 * 800) / 2 {
            let next = timeout(PATIENCE, coming.join_next()).await.expect("some are kept for ever");
            away += usize::from(next.expect("nobody is left").unwrap());
        }
        eprintln!("{away} were let in and sent away in {:?}", began.elapsed());
        coming.shutdown().await;
        let began = Instant::now();
        while !service.get("/partnerships/north-shore").contains("200 OK") {
            assert!(began.elapsed() < PATIENCE, "{}", service.log());
        }
        eprintln!("answered {:?} after they left", began.elapsed());
        assert_eq!(service.logged("ERROR"), 0, "{}", service.log());
    })
    .await;
}
