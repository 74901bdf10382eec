//! Programs that run beside the tests and end with them, however the tests end.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A program that runs until this process ends: it is killed when its keeper's input ends.
pub(crate) struct Kept {
    /// What it printed up to and with the line that was waited for.
    pub(crate) greeting: String,
    _keeper: Child,
}

/// Starts the program in the background and kills it when standard input ends.
const KEEP: &str = r#"
trap '' INT TERM HUP PIPE
cd "$1" || exit 1
shift
"$@" 2>&1 &
exec >&-
read -r _
kill -KILL $!
cd / && rm -rf "$OLDPWD"
"#;

impl Kept {
    /// Starts a program in a new directory and waits until it prints a line with these words.
    pub(crate) fn start(program: &Path, arguments: &[&str], ready: &str) -> Self {
        let directory = tempfile::Builder::new().prefix("strategraph-test-").tempdir();
        let mut keeper = Command::new("sh")
            .args(["-c", KEEP, "sh"])
            .arg(directory.unwrap().keep())
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(keeper.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains(ready) {
            let read = said.read_line(&mut greeting).unwrap();
            assert_ne!(read, 0, "{} ended: {greeting}", program.display());
        }
        // Whatever it prints later is read and thrown away, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { greeting, _keeper: keeper }
    }
}
