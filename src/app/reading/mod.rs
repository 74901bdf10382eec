//! Reading documents in a process of its own: the same program, started with a hidden subcommand,
//! the document on its standard input, what was read as JSON on its standard output. The process
//! holds itself to limits of memory and processor time, this one holds it to a limit of time:
//! whatever a document does to a reader (endless loops, memory, overflowing stacks, panics)
//! becomes a named reason, and the next document is read.
//!
//! Not here: reading itself (`ingest::read`), waiting for a process (`bounded`).

mod bounded;
mod recognition;

use std::{
    io::{Read, Write},
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::Command,
    time::Duration,
};

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use self::bounded::{Ended, run_bounded};
use crate::{
    error::{Error, Result},
    ingest::{
        self, ReadDocument, ReadError,
        read::{Limits, read_recognised},
    },
};

/// The name of the hidden subcommand.
pub const SUBCOMMAND: &str = "read-document";

/// The signal that ends a process whose processor time is over.
const SIGXCPU: i32 = 24;

/// What the process that reads may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingLimits {
    /// Seconds from its start to its end; half as many again of processor time.
    pub seconds: u64,
    /// Megabytes of memory, with what it only reserves: a document of 3,000 pages needs some
    /// hundreds.
    pub megabytes: u64,
}

impl Default for ReadingLimits {
    fn default() -> Self {
        Self { seconds: 60, megabytes: 3072 }
    }
}

/// Reads documents, each in a process of its own.
#[derive(Debug, Clone)]
pub struct Reader {
    program: PathBuf,
    limits: ReadingLimits,
    recognises: bool,
}

/// What the process that reads answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Read(Box<ReadDocument>),
    Refused(ReadError),
}

impl Reader {
    /// A reader that starts the running program anew.
    pub fn of_this_program() -> Result<Self> {
        let program = std::env::current_exe().map_err(Error::internal)?;
        Ok(Self::of_program(program, ReadingLimits::default()))
    }

    /// A reader that starts this program with these limits.
    pub fn of_program(program: PathBuf, limits: ReadingLimits) -> Self {
        Self { program, limits, recognises: false }
    }

    /// The same reader, which recognises the text of scanned pages where `recognises`.
    #[must_use]
    pub fn recognising(self, recognises: bool) -> Self {
        Self { recognises, ..self }
    }

    /// Reads a document. `hint` is its name: see [`ingest::read()`].
    ///
    /// # Errors
    /// The named reason why it cannot be read.
    pub fn read(&self, bytes: &[u8], hint: Option<&str>) -> Result<ReadDocument, ReadError> {
        let limit = Limits::default().file_bytes;
        if bytes.len() > limit {
            return Err(ReadError::TooLarge { bytes: bytes.len(), limit });
        }
        match self.read_apart(bytes, hint) {
            Err(ReadError::NeedsOcr { pages }) if self.recognises => {
                let pages = recognition::recognise(bytes, pages)?;
                read_recognised(bytes, &pages, Limits::default())
            }
            answer => answer,
        }
    }

    fn read_apart(&self, bytes: &[u8], hint: Option<&str>) -> Result<ReadDocument, ReadError> {
        /// Text, blocks and their JSON of the largest document that is read.
        const LONGEST_ANSWER: usize = 256_000_000;
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .arg(SUBCOMMAND)
            .args(["--megabytes", &self.limits.megabytes.to_string()]);
        command.args(["--seconds", &self.limits.seconds.saturating_mul(3).div_ceil(2).to_string()]);
        if let Some(hint) = hint {
            command.arg(format!("--name={hint}"));
        }
        let patience = Duration::from_secs(self.limits.seconds);
        let ended = run_bounded(command, bytes, patience, LONGEST_ANSWER)
            .map_err(|error| crashed(format!("it cannot be started: {error}")))?;
        self.answer(ended)
    }

    fn answer(&self, ended: Option<Ended>) -> Result<ReadDocument, ReadError> {
        let too_slow = ReadError::TooSlow { seconds: self.limits.seconds };
        let Some(ended) = ended else { return Err(too_slow) };
        if let Ok(answer) = serde_json::from_slice(&ended.output) {
            return match answer {
                Answer::Read(read) => Ok(*read),
                Answer::Refused(reason) => Err(reason),
            };
        }
        let said = String::from_utf8_lossy(&ended.complaint);
        Err(match ended.status.signal() {
            Some(SIGXCPU) => too_slow,
            _ if said.contains("memory allocation") || said.contains("Cannot allocate memory") => {
                ReadError::TooMuchMemory { megabytes: self.limits.megabytes }
            }
            _ if said.contains("overflowed its stack") => {
                crashed("it is nested too deeply for the reader".to_owned())
            }
            Some(signal) => crashed(format!("signal {signal}")),
            None => crashed(format!("exit code {}", ended.status.code().unwrap_or(-1))),
        })
    }
}

fn crashed(reason: String) -> ReadError {
    ReadError::Crashed { reason: reason.into() }
}

/// Reads one document from `input` and answers on `output`: what the process of its own does.
/// Holds the process to `seconds` of processor time and `megabytes` of memory for good.
///
/// # Errors
/// `UNAVAILABLE` where limits cannot be set or input and output fail.
pub fn answer_one(
    input: impl Read,
    output: &mut dyn Write,
    hint: Option<&str>,
    seconds: u64,
    megabytes: u64,
) -> Result<()> {
    hold_to(seconds, megabytes).map_err(|error| failed(&error))?;
    let limit = Limits::default().file_bytes as u64;
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    let answer = match ingest::read(&bytes, hint) {
        Ok(read) => Answer::Read(Box::new(read)),
        Err(reason) => Answer::Refused(reason),
    };
    let text = serde_json::to_vec(&answer).map_err(Error::internal)?;
    output.write_all(&text).and_then(|()| output.flush()).map_err(|error| failed(&error))
}

/// Limits that no reader in this process can lift: memory, processor time, no files written, no
/// memory image left behind by a crash.
fn hold_to(seconds: u64, megabytes: u64) -> std::io::Result<()> {
    let bytes = megabytes.saturating_mul(1 << 20);
    for (resource, most) in [
        (Resource::AS, bytes),
        (Resource::CPU, seconds.max(1)),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        let (_, hard) = resource.get()?;
        resource.set(most.min(hard), most.min(hard))?;
    }
    Ok(())
}

fn failed(error: &std::io::Error) -> Error {
    Error::unavailable(format!("The document cannot be read apart: {error}."))
}
