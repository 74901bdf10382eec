//! Lines to values: a file is cut at line ends into as many parts as there are cores, and each
//! part is parsed by a thread of its own.

use std::thread;

use serde::de::DeserializeOwned;

use super::Desk;

/// Below this size, one thread is faster than several.
const WORTH_A_THREAD: usize = 1 << 20;

/// A value with the line on which it stands, from 1.
pub(super) type Line<T> = (usize, T);

/// The values of a file; empty lines are skipped, lines that cannot be read are noted.
pub(super) fn read<T: DeserializeOwned + Send>(
    file: &'static str,
    bytes: &[u8],
    desk: &mut Desk,
) -> Vec<Line<T>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let parts = cut(bytes);
    let read: Vec<Part<T>> = match parts[..] {
        [one] => vec![parse(one)],
        _ => thread::scope(|scope| {
            let threads: Vec<_> =
                parts.iter().map(|part| scope.spawn(|| parse::<T>(part))).collect();
            let join = |thread: thread::ScopedJoinHandle<'_, Part<T>>| match thread.join() {
                Ok(part) => part,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            threads.into_iter().map(join).collect()
        }),
    };
    let mut values = Vec::with_capacity(read.iter().map(|part| part.values.len()).sum());
    let mut before = 0;
    for part in read {
        values.extend(part.values.into_iter().map(|(line, value)| (before + line, value)));
        for (line, column, what) in part.problems {
            desk.add(file, before + line, column, what);
        }
        before += part.lines;
    }
    values
}

/// What one thread read.
struct Part<T> {
    values: Vec<Line<T>>,
    /// Line, column and what is wrong.
    problems: Vec<(usize, usize, String)>,
    lines: usize,
}

/// Parts of about the same size that end where lines end.
fn cut(bytes: &[u8]) -> Vec<&[u8]> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let size = (bytes.len() / cores).max(WORTH_A_THREAD);
    let mut parts = Vec::new();
    let mut rest = bytes;
    while rest.len() > size {
        let Some(end) = rest[size..].iter().position(|byte| *byte == b'\n') else { break };
        let (part, after) = rest.split_at(size + end + 1);
        parts.push(part);
        rest = after;
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(rest);
    }
    parts
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Part<T> {
    let mut part = Part { values: Vec::new(), problems: Vec::new(), lines: 0 };
    let whole = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    for line in whole.split(|byte| *byte == b'\n') {
        part.lines += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice(line) {
            Ok(value) => part.values.push((part.lines, value)),
            Err(error) => {
                // The place stands before the message, so it is cut from its end.
                let message = error.to_string();
                let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
                part.problems.push((part.lines, error.column().max(1), what.to_owned()));
            }
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_are_right_however_a_file_is_cut() {
        let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(1000));
        let mut text = line.repeat(4000);
        text.push_str("\n{\"a\": 1\n");
        text.push_str(&line);
        let mut desk = Desk::default();
        let values = read::<serde_json::Value>("passages.jsonl", text.as_bytes(), &mut desk);
        assert_eq!(values.len(), 4001);
        assert_eq!(values.last().unwrap().0, 4003);
        assert!(values.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let [problem] = &desk.problems[..] else { panic!("{:?}", desk.problems) };
        assert_eq!(problem.line, 4002);
        assert!(!problem.what.contains("at line"), "{problem}");
    }
}
