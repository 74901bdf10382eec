//! Running a program with something on its standard input, for a bounded time and with a bounded
//! answer. What its answer means is the caller's business.

use std::{
    io::{self, Read, Write},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// How a program ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Exit code or signal.
    pub(super) status: ExitStatus,
    /// What it wrote on standard output, cut at the longest answer.
    pub(super) output: Vec<u8>,
    /// The first that it wrote on standard error.
    pub(super) complaint: Vec<u8>,
}

/// The first words of a complaint tell what is wrong.
const LONGEST_COMPLAINT: usize = 8192;

/// Runs a program with `input`; none where it did not end in time, and was ended.
pub(super) fn run_bounded(
    mut command: Command,
    input: &[u8],
    patience: Duration,
    longest: usize,
) -> io::Result<Option<Ended>> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // A program that ends without reading its input breaks the pipe, which is no failure.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let complaint = scope.spawn(move || collect(stderr, LONGEST_COMPLAINT));
        let (done, wait) = mpsc::channel();
        let output = scope.spawn(move || {
            let output = collect(stdout, longest);
            // Nobody waits any more where the time was over.
            let _ = done.send(());
            output
        });
        let in_time = wait.recv_timeout(patience).is_ok();
        if !in_time {
            child.kill()?;
        }
        let status = child.wait()?;
        let output = output.join().unwrap_or_default();
        let complaint = complaint.join().unwrap_or_default();
        Ok(in_time.then_some(Ended { status, output, complaint }))
    })
}

/// The first `longest` bytes; the rest is read and dropped, so that the writer is not held up.
fn collect(from: Option<impl Read>, longest: usize) -> Vec<u8> {
    let Some(mut from) = from else { return Vec::new() };
    let mut bytes = Vec::new();
    // What came before a failure is worth having: it tells what failed.
    let _ = from.by_ref().take(longest as u64).read_to_end(&mut bytes);
    let _ = io::copy(&mut from, &mut io::sink());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_answers_is_taken_and_one_that_does_not_end_is_ended() {
        let patience = Duration::from_secs(20);
        let ended = run_bounded(Command::new("cat"), b"words", patience, 3).unwrap().unwrap();
        assert_eq!((ended.output.as_slice(), ended.status.success()), (&b"wor"[..], true));
        let mut endless = Command::new("tail");
        endless.args(["-f", "/dev/null"]);
        assert!(run_bounded(endless, b"", Duration::from_millis(50), 10).unwrap().is_none());
    }
}
