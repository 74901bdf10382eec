//! The disk under a running service fills up or turns read-only: under the whole data directory, under
//! the index only. Reading goes on, writing says why not, and both come back by themselves.
//!
//! The disks are small ones in memory, in a name space of mounts that the service has for itself. Where
//! the system allows none, those tests say what they do not try; the last one needs none.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Write as _,
    path::PathBuf,
    process::{Command, Output},
    time::Instant,
};

use strategraph::{model::Role, write::create_token};

use super::process::{FOUND, PATIENCE, Running, Site, size_of};
use crate::{
    database::{Database, on_sqlite},
    releases::clock,
};

/// A service whose data directory, or a part of it, is a disk of its own.
struct Host {
    site: Site,
    service: Running,
    token: String,
}

impl Host {
    /// With a disk of its own at `part` of the data directory, and so many kilobytes of room.
    ///
    /// None where this system allows no name space of mounts.
    async fn new(database: &Database, part: &str, room: u64) -> Option<Self> {
        let may = Command::new("unshare").args(["-rm", "true"]).output();
        if !may.is_ok_and(|output| output.status.success()) {
            eprintln!(
                "A disk of its own for “{part}” is NOT tried: `unshare -rm` is not allowed here."
            );
            return None;
        }
        let site = Site::new(database).await;
        let store = site.store().await;
        let created = create_token(&store, &clock(), "writer", Role::Curator, None).await.unwrap();
        store.close().await;
        // Made by a first start, so that the size is known.
        site.serve(&[]).kill();
        let place = site.data().join(part).display().to_string();
        let place = place.trim_end_matches('/');
        let kilobytes = size_of(&site.data().join(part)) / 1024 + room;
        let mount = format!(
            "cp -a {place} {place}.whole && mount -t tmpfs -o size={kilobytes}k none {place} && cp -a {place}.whole/. {place} && exec \"$@\""
        );
        let service = site.serve(&["unshare", "-rm", "sh", "-c", &mount, "sh"]);
        let token = created.word.write();
        Some(Self { site, service, token })
    }

    /// A place in the data directory as the service sees it.
    fn inside(&self, part: &str) -> PathBuf {
        let root = format!("/proc/{}/root", self.service.process.id());
        PathBuf::from(format!("{root}{}", self.site.data().join(part).display()))
    }

    /// Takes all the room of the disk.
    fn fill(&self, part: &str) -> PathBuf {
        let path = self.inside(part).join("somebody-else");
        let mut file = File::create(&path).unwrap();
        for size in [1 << 14, 1 << 10, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
        path
    }

    /// Runs a command among the mounts of the service.
    fn among(&self, words: &[&str]) -> Output {
        let id = self.service.process.id().to_string();
        let enter = ["-t", &*id, "-U", "-m", "--preserve-credentials"];
        Command::new("nsenter").args(enter).args(words).output().unwrap()
    }

    fn remount(&self, part: &str, how: &str) {
        let place = self.site.data().join(part).display().to_string();
        let output = self.among(&["mount", "-o", &format!("remount,{how}"), &place]);
        assert!(output.status.success(), "{output:?}");
    }

    /// Hands in a document over the API; what it answers.
    fn hand_in(&self, number: usize) -> String {
        let name = self.site.document(number);
        let text = fs::read_to_string(self.site.home.path().join(name)).unwrap();
        let query = "mutation ($input: IngestDocumentInput!) { ingestDocument(input: $input) { revision problems { message } } }";
        let input = serde_json::json!({"partnership": "north-shore", "text": text, "title": format!("Heronry {number}")});
        let body = serde_json::json!({"query": query, "variables": {"input": input}}).to_string();
        let token = format!("authorization: Bearer {}", self.token);
        self.service.send("POST", "/graphql", &["content-type: application/json", &token], &body)
    }

    fn assert_reads(&self, texts: usize) {
        let answer = self.service.get(FOUND);
        assert!(
            answer.contains(&format!("\"totalCount\":{texts}}}")),
            "{answer}\n{}",
            self.service.log()
        );
        assert!(answer.contains("graph-revision: "), "{answer}");
        assert!(self.service.get("/partnerships/north-shore").contains("200 OK"));
    }

    /// Until a document is taken again.
    fn wait_until_taken(&self, number: usize) {
        let began = Instant::now();
        loop {
            let answer = self.hand_in(number);
            if answer.contains("\"problems\":[]") {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{answer}\n{}", self.service.log());
        }
    }
}

#[tokio::test]
async fn a_full_disk_under_a_running_service_refuses_writes_until_there_is_room() {
    on_sqlite(|database| async move {
        let Some(host) = Host::new(&database, "", 3000).await else { return };
        host.wait_until_taken(1);
        host.assert_reads(40);
        let filler = host.fill("");
        let answer = host.hand_in(2);
        assert!(answer.contains("no room left"), "{answer}\n{}", host.service.log());
        host.assert_reads(40);
        assert!(host.service.get("/ready").contains("\"ready\":true"));
        fs::remove_file(filler).unwrap();
        host.wait_until_taken(2);
        host.service.wait_for(FOUND, "\"totalCount\":80}");
        host.service.wait_for("/ready", "\"trouble\":null");
        let words = host.site.words(&["doctor"]);
        let output = host.among(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        for check in ["database file", "revisions", "references", "text offsets", "search index"] {
            assert!(told.contains(&format!("good     {check}")), "{check}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_full_disk_under_the_index_keeps_the_last_view_until_there_is_room() {
    on_sqlite(|database| async move {
        let Some(host) = Host::new(&database, "index", 1000).await else { return };
        host.wait_until_taken(1);
        host.assert_reads(40);
        let filler = host.fill("index");
        // The record is elsewhere and takes it.
        assert!(host.site.ingest(2).status.success());
        host.service.wait_for("/ready", "search index cannot be written");
        host.assert_reads(40);
        assert_eq!(
            host.service.logged("cannot be brought to the record"),
            1,
            "{}",
            host.service.log()
        );
        fs::remove_file(filler).unwrap();
        host.service.wait_for(FOUND, "\"totalCount\":80}");
        host.service.wait_for("/ready", "\"trouble\":null");
        assert_eq!(
            host.service.logged("cannot be brought to the record"),
            1,
            "{}",
            host.service.log()
        );
        assert_eq!(host.service.logged("follows the record again"), 1, "{}", host.service.log());
    })
    .await;
}

#[tokio::test]
async fn an_index_on_a_disk_that_turns_read_only_keeps_the_last_view_until_it_is_writable() {
    on_sqlite(|database| async move {
        let Some(host) = Host::new(&database, "index", 8000).await else { return };
        host.wait_until_taken(1);
        host.remount("index", "ro");
        assert!(host.site.ingest(2).status.success());
        host.service.wait_for("/ready", "search index cannot be written");
        host.assert_reads(40);
        host.remount("index", "rw");
        host.service.wait_for(FOUND, "\"totalCount\":80}");
        for words in ["cannot be brought to the record", "follows the record again"] {
            assert_eq!(host.service.logged(words), 1, "{}", host.service.log());
        }
    })
    .await;
}

/// A disk is not made read-only while files on it are open for writing, and the database is: as it
/// happens when a disk fails, the system refuses every byte to the process instead.
#[tokio::test]
async fn a_disk_that_takes_no_byte_any_more_refuses_writes_until_it_does() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        let store = site.store().await;
        let created = create_token(&store, &clock(), "writer", Role::Curator, None).await.unwrap();
        store.close().await;
        let service = site.serve(&["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
        let host = Host { site, service, token: created.word.write() };
        host.wait_until_taken(1);
        let limit = |bytes: &str| {
            let id = host.service.process.id().to_string();
            let limit = format!("--fsize={bytes}:unlimited");
            let output = Command::new("prlimit").args(["--pid", &id, &limit]).output().unwrap();
            assert!(output.status.success(), "{output:?}");
        };
        limit("0");
        let answer = host.hand_in(2);
        assert!(!answer.contains("\"problems\":[]"), "{answer}");
        assert!(answer.contains("database"), "it is not said what is wrong: {answer}");
        host.assert_reads(40);
        limit("unlimited");
        host.wait_until_taken(2);
        host.service.wait_for(FOUND, "\"totalCount\":80}");
    })
    .await;
}

/// A file system in a file, mounted on a folder, that can be made to fail.
struct Failing {
    image: PathBuf,
    place: PathBuf,
}

impl Failing {
    /// Under a folder, with what is in it. None where this user may mount nothing.
    fn under(place: PathBuf, image: PathBuf) -> Option<Self> {
        File::create(&image).unwrap().set_len(96 << 20).unwrap();
        let disk = Self { image, place };
        let whole = disk.image.with_extension("whole");
        let (image, place) = (disk.image.as_os_str(), disk.place.as_os_str());
        let contents = disk.place.join(".");
        let may = run("mkfs.ext4", &["-F".as_ref(), "-q".as_ref(), image])
            && run("cp", &["-a".as_ref(), contents.as_os_str(), whole.as_os_str()])
            && disk.mount()
            && run("cp", &["-a".as_ref(), whole.join(".").as_os_str(), place])
            && run("sync", &["-f".as_ref(), place])
            && disk.trigger().is_some_and(|trigger| trigger.exists());
        if !may {
            eprintln!("A file system that fails is NOT tried: mounting one is not allowed here.");
        }
        may.then_some(disk)
    }

    fn mount(&self) -> bool {
        let words = ["-t", "ext4", "-o", "loop,errors=remount-ro"].map(OsStr::new);
        run("mount", &[&words[..], &[self.image.as_os_str(), self.place.as_os_str()]].concat())
    }

    /// Where Linux takes the order to find an error in it.
    fn trigger(&self) -> Option<PathBuf> {
        let asked = Command::new("findmnt").args(["-n", "-o", "SOURCE"]).arg(&self.place).output();
        let device = String::from_utf8(asked.ok()?.stdout).ok()?;
        let device = device.trim().strip_prefix("/dev/")?;
        Some(PathBuf::from(format!("/sys/fs/ext4/{device}/trigger_fs_error")))
    }

    /// From now on it takes no write, and what was not on the disk is lost.
    fn fail(&self) {
        fs::write(self.trigger().unwrap(), "1").unwrap();
    }

    /// As whoever runs the machine would bring it back.
    fn mend(&self) {
        assert!(run("umount", &[self.place.as_os_str()]));
        // It answers 1 where it mended something.
        run("fsck.ext4", &["-fy".as_ref(), self.image.as_os_str()]);
        assert!(self.mount());
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        run("umount", &["-l".as_ref(), self.place.as_os_str()]);
    }
}

fn run(program: &str, words: &[&OsStr]) -> bool {
    Command::new(program).args(words).output().is_ok_and(|output| output.status.success())
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_file_system_that_turns_read_only() {
    on_sqlite(|database| async move {
        let site = Site::new(&database).await;
        let store = site.store().await;
        let created = create_token(&store, &clock(), "writer", Role::Curator, None).await.unwrap();
        store.close().await;
        let image = site.home.path().join("disk.img");
        let Some(disk) = Failing::under(site.data(), image) else { return };
        let service = site.serve(&[]);
        let host = Host { site, service, token: created.word.write() };
        host.wait_until_taken(1);
        disk.fail();
        let answer = host.hand_in(2);
        assert!(answer.contains("database"), "it is not said what is wrong: {answer}");
        host.assert_reads(40);
        let Host { site, service, token } = host;
        service.kill();
        disk.mend();
        let host = Host { service: site.serve(&[]), site, token };
        host.assert_reads(40);
        host.wait_until_taken(2);
        host.service.wait_for(FOUND, "\"totalCount\":80}");
        host.service.kill();
    })
    .await;
}
