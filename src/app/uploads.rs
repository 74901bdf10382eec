//! What the API hands in as a document (a text, the bytes of a file, an address) becomes what was
//! read. Texts are read in the service: their readers are bounded by themselves. Files and what is
//! fetched are read in a process of their own (`reading`), after they were fetched within limits and
//! from public addresses alone (`fetch`).
//!
//! Not here: who may hand in, and what becomes of what was read (`intake`).

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{intake::blocking, reading::Reader};
use crate::{
    error::Result,
    fetch::{FetchLimits, Fetcher},
    graphql::IngestRequest,
    ingest::{
        ReadDocument,
        read::{Format, Limits, read, read_as},
    },
};

/// What stands against an ingestion: the part of the input, and the message.
pub(super) type Problem = (&'static str, String);

/// What was read, and the address at which it was found in the end, where it was fetched.
type Taken = (ReadDocument, Option<String>);

/// Whatever reads and fetches.
#[derive(Debug, Clone)]
pub(super) struct Sources {
    reader: Reader,
    fetcher: Arc<Fetcher>,
}

impl Sources {
    /// With the running program as reader, and public addresses only.
    pub(super) fn of_this_program() -> Result<Self> {
        Ok(Self::new(Reader::of_this_program()?, Fetcher::new(FetchLimits::default())))
    }

    /// With this reader and fetcher.
    pub(super) fn new(reader: Reader, fetcher: Fetcher) -> Self {
        Self { reader, fetcher: Arc::new(fetcher) }
    }

    /// Reads what was handed in.
    pub(super) async fn read(self, request: IngestRequest) -> Result<Result<Taken, Problem>> {
        let IngestRequest { text, bytes, file_name, media_type, url, .. } = request;
        let hint = file_name.or_else(|| name_of(media_type.as_deref()));
        match (text, bytes, url) {
            (Some(_), Some(_), _) => Ok(Err((
                "bytes",
                "Send either the text of the document or the bytes of its file.".to_owned(),
            ))),
            (Some(text), None, _) => {
                let read = blocking(move || read_text(&text, media_type.as_deref())).await?;
                Ok(read.map(|read| (read, None)))
            }
            (None, Some(bytes), _) => match decode(&bytes) {
                Ok(bytes) => {
                    let read = self.read_file(bytes, hint, "bytes").await?;
                    Ok(read.map(|read| (read, None)))
                }
                Err(problem) => Ok(Err(problem)),
            },
            (None, None, Some(address)) => self.fetch(&address, hint).await,
            (None, None, None) => Ok(Err((
                "text",
                "Send the text of the document, the bytes of its file, or its address.".to_owned(),
            ))),
        }
    }

    async fn fetch(self, address: &str, hint: Option<String>) -> Result<Result<Taken, Problem>> {
        match self.fetcher.fetch(address).await {
            Ok(fetched) => {
                let name = fetched.address.path_segments().and_then(|mut parts| parts.next_back());
                let hint = hint.or_else(|| name.filter(|name| !name.is_empty()).map(str::to_owned));
                let read = self.read_file(fetched.bytes, hint, "url").await?;
                Ok(read.map(|read| (read, Some(address.to_owned()))))
            }
            Err(reason) => Ok(Err(("url", format!("The document is not fetched: {reason}")))),
        }
    }

    /// Reads a file in a process of its own.
    async fn read_file(
        self,
        bytes: Vec<u8>,
        hint: Option<String>,
        path: &'static str,
    ) -> Result<Result<ReadDocument, Problem>> {
        let read = blocking(move || self.reader.read(&bytes, hint.as_deref())).await?;
        Ok(read.map_err(|reason| (path, format!("The document cannot be read: {reason}"))))
    }
}

/// The bytes that base64 stands for; line breaks in it do not matter.
fn decode(base64: &str) -> Result<Vec<u8>, Problem> {
    let packed: String = base64.chars().filter(|sign| !sign.is_ascii_whitespace()).collect();
    STANDARD.decode(packed).map_err(|error| {
        (
            "bytes",
            format!("These bytes are not in base64 ({error}): encode the whole file with it."),
        )
    })
}

/// A file name that tells the format where the content of a text does not.
fn name_of(media_type: Option<&str>) -> Option<String> {
    (bare(media_type?) == Format::Markdown.media_type()).then(|| "document.md".to_owned())
}

/// A media type without parameters, in small letters.
fn bare(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The text as it would be read from a file of that type.
fn read_text(text: &str, media_type: Option<&str>) -> Result<ReadDocument, Problem> {
    let unreadable = |reason: String| ("text", format!("The text cannot be read: {reason}"));
    let Some(named) = media_type else {
        return read(text.as_bytes(), None).map_err(|reason| unreadable(reason.to_string()));
    };
    let bare = bare(named);
    let formats = [Format::Plain, Format::Markdown, Format::Html];
    let format = formats.into_iter().find(|format| format.media_type() == bare);
    let format = format.ok_or_else(|| {
        let known = formats.map(Format::media_type).join(", ");
        (
            "mediaType",
            format!("“{named}” is not taken as text; use one of {known}, or leave it out."),
        )
    })?;
    read_as(text.as_bytes(), format, Limits::default())
        .map_err(|reason| unreadable(reason.to_string()))
}
