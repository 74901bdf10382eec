//! Without file handles, without room, without the right to write: reads go on, writes fail
//! clearly, and everything comes back by itself.

use std::{
    io::Write as _,
    net::TcpStream,
    process::{Command, Output},
    time::Instant,
};

use super::process::{FOUND, PATIENCE, Site};
use crate::database::on_sqlite;

const READ: &str = "/partnerships/north-shore";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn a_service_without_file_handles_says_so_once_and_comes_back() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        let limited = ["sh", "-c", "ulimit -n 64; exec \"$@\"", "sh"];
        let service = site.serve(&limited);
        assert!(service.get(READ).contains("200 OK"));
        let crowd: Vec<TcpStream> =
            (0..90).filter_map(|_| TcpStream::connect(service.address()).ok()).collect();
        assert!(crowd.len() > 64, "{}", crowd.len());
        let began = Instant::now();
        while service.logged("no connection can be accepted") == 0 {
            assert!(began.elapsed() < PATIENCE, "{}", service.log());
            std::thread::yield_now();
        }
        drop(crowd);
        let began = Instant::now();
        while service.logged("connections are accepted again") == 0 {
            assert!(service.get(READ).contains("200 OK"));
            assert!(began.elapsed() < PATIENCE, "{}", service.log());
        }
        assert_eq!(service.logged("no connection can be accepted"), 1, "{}", service.log());
        assert_eq!(service.logged("connections are accepted again"), 1, "{}", service.log());
        // What was written meanwhile is seen.
        assert!(site.ingest(1).status.success());
        service.wait_for(FOUND, "\"totalCount\":40");
    })
    .await;
}

#[tokio::test]
async fn clients_that_send_a_byte_now_and_then_keep_nobody_else_out() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        let service = site.serve(&["env", "STRATEGRAPH_IDLE_SECONDS=1"]);
        let mut slow: Vec<TcpStream> =
            (0..200).map(|_| TcpStream::connect(service.address()).unwrap()).collect();
        for socket in &mut slow {
            socket.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ").unwrap();
        }
        let began = Instant::now();
        // A byte each round to all; the head as a whole has its time, not each byte.
        while slow.iter_mut().any(|socket| socket.write_all(b"a").is_ok()) {
            assert!(service.get(READ).contains("200 OK"));
            assert!(began.elapsed() < PATIENCE, "slow clients are kept for ever");
        }
    })
    .await;
}

/// The words that run the program with its data on a disk of so many bytes of its own. Where no
/// such disk may be made, files may have no more than so many.
fn on_small_disk(site: &Site, kilobytes: u64) -> Vec<String> {
    let data = site.data().display().to_string();
    let make = format!(
        "cp -a {data} {data}.whole && mount -t tmpfs -o size={kilobytes}k none {data} && cp -a {data}.whole/. {data} && exec \"$@\""
    );
    let may = Command::new("unshare").args(["-rm", "true"]).output();
    if may.is_ok_and(|output| output.status.success()) {
        return ["unshare", "-rm", "sh", "-c", &make, "sh"].map(str::to_owned).to_vec();
    }
    let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kilobytes / 2);
    ["sh", "-c", &limit, "sh"].map(str::to_owned).to_vec()
}

#[tokio::test]
async fn on_a_full_disk_writes_fail_clearly_and_nothing_is_half_written() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        // The database and the index of the sample, and not much more.
        let held = super::process::size_of(&site.data()) / 1024;
        let small = on_small_disk(&site, held + 300);
        let all = "for n in 1 2 3 4 5 6 7 8; do \"$0\" ingest heron-$n.md --partnership north-shore --data-dir \"$1\" || echo \"refused $?\" >&2; done; \"$0\" doctor --data-dir \"$1\"";
        for number in 1..=8 {
            site.document(number);
        }
        let mut words: Vec<&str> = small.iter().map(String::as_str).collect();
        let data = site.data().display().to_string();
        words.extend(["sh", "-c", all, env!("CARGO_BIN_EXE_strategraph"), &data]);
        let output =
            Command::new(words[0]).args(&words[1..]).current_dir(site.home.path()).output().unwrap();
        let (told, stderr) = (String::from_utf8_lossy(&output.stdout).into_owned(), said(&output));
        assert!(stderr.contains("refused 1"), "it was never full: {stderr}\n{told}");
        assert!(stderr.contains("no room left") || stderr.contains("disk"), "{stderr}");
        for check in ["database file", "revisions", "references", "text offsets"] {
            assert!(told.contains(&format!("good     {check}")), "{check}: {told}\n{stderr}");
        }
    })
    .await;
}

#[tokio::test]
async fn on_a_disk_that_cannot_be_written_the_start_says_so_and_a_reader_works() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        assert!(site.ingest(1).status.success());
        let data = site.data().display().to_string();
        let may = Command::new("unshare").args(["-rm", "true"]).output();
        if !may.is_ok_and(|output| output.status.success()) {
            eprintln!("A read-only disk is NOT tried: this system allows no name space of mounts.");
            return;
        }
        let mount =
            format!("mount --bind {data} {data} && mount -o remount,bind,ro {data} && exec \"$@\"");
        let run = |arguments: &[&str]| {
            let mut words =
                vec!["-rm", "sh", "-c", &mount, "sh", env!("CARGO_BIN_EXE_strategraph")];
            words.extend(arguments);
            words.extend(["--data-dir", &data]);
            Command::new("unshare").args(words).current_dir(site.home.path()).output().unwrap()
        };
        let output = run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("cannot be written to"), "{}", said(&output));
        let output = run(&["doctor"]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("cannot be written to") && told.contains("→"), "{told}");
    })
    .await;
}
