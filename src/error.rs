//! The one error table: what can go wrong, its stable code, its HTTP status, and the two messages
//! of every error (a public one, and the cause that only the log sees).
//!
//! Not here: problems of record files, which are many at once and have places in files
//! (`ingest::records`), and the way in which a face shows an error.

use std::{error::Error as StdError, fmt};

/// The stable codes, as they stand in GraphQL's `extensions.code`.
///
/// | code | meaning | HTTP |
/// |---|---|---|
/// | `NOT_FOUND` | the thing asked for does not exist | 404 |
/// | `BAD_USER_INPUT` | an argument cannot be used | 400 |
/// | `CONFLICT` | somebody else changed it | 409 |
/// | `STALE_VIEW` | the answer would be older than asked for | 503 |
/// | `UNAVAILABLE` | the service cannot answer now | 503 |
/// | `TOO_COSTLY` | the question costs more than is allowed | 422 |
/// | `RATE_LIMITED` | this client asks too often | 429 |
/// | `UNAUTHENTICATED` | a token is needed | 401 |
/// | `FORBIDDEN` | the token's role does not allow it | 403 |
/// | `INTERNAL` | a mistake of ours | 500 |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The thing asked for does not exist.
    NotFound,
    /// An argument cannot be used.
    BadUserInput,
    /// Somebody else changed it.
    Conflict,
    /// The answer would be older than asked for.
    StaleView,
    /// The service cannot answer now.
    Unavailable,
    /// The question costs more than is allowed.
    TooCostly,
    /// This client asks too often.
    RateLimited,
    /// A token is needed.
    Unauthenticated,
    /// The token's role does not allow it.
    Forbidden,
    /// A mistake of ours.
    Internal,
}

impl Code {
    /// The code as text and its HTTP status.
    const fn row(self) -> (&'static str, u16) {
        match self {
            Self::NotFound => ("NOT_FOUND", 404),
            Self::BadUserInput => ("BAD_USER_INPUT", 400),
            Self::Conflict => ("CONFLICT", 409),
            Self::StaleView => ("STALE_VIEW", 503),
            Self::Unavailable => ("UNAVAILABLE", 503),
            Self::TooCostly => ("TOO_COSTLY", 422),
            Self::RateLimited => ("RATE_LIMITED", 429),
            Self::Unauthenticated => ("UNAUTHENTICATED", 401),
            Self::Forbidden => ("FORBIDDEN", 403),
            Self::Internal => ("INTERNAL", 500),
        }
    }

    /// The code as it stands in answers.
    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status that goes with it.
    pub const fn http_status(self) -> u16 {
        self.row().1
    }
}

/// An error with two messages: the public one says what happened and what to do next; the cause
/// goes to the log.
#[derive(Debug)]
pub struct Error {
    code: Code,
    public: String,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

/// The result of everything that can go wrong.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error with a public message and no further cause.
    pub fn new(code: Code, public: impl Into<String>) -> Self {
        Self { code, public: public.into(), cause: None }
    }

    /// The thing asked for does not exist.
    pub fn not_found(public: impl Into<String>) -> Self {
        Self::new(Code::NotFound, public)
    }

    /// An argument cannot be used.
    pub fn bad_user_input(public: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, public)
    }

    /// The service cannot answer now.
    pub fn unavailable(public: impl Into<String>) -> Self {
        Self::new(Code::Unavailable, public)
    }

    /// A mistake of ours: the public message says no more than that.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Code::Internal, "Something went wrong on our side; it has been logged. Try again, and if it stays, report the request id.").because(cause)
    }

    /// The same error with its cause, for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The message for users: what happened and what to do next; never internals.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The message and the whole chain of causes, for the log and for the command line.
    pub fn chain(&self) -> String {
        let mut text = self.public.clone();
        let mut next = self.source();
        while let Some(cause) = next {
            text.truncate(text.trim_end_matches('.').len());
            text.push_str(": ");
            text.push_str(&cause.to_string());
            next = cause.source();
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.public)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as &(dyn StdError + 'static))
    }
}
