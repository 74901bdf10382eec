//! Why a document was not fetched, each with what to do. Whether it can be read is `ingest`'s.

use std::net::IpAddr;

use reqwest::Url;

use super::address::NotPublic;

/// Why a document was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No address at all.
    #[error("this is no address ({reason}): write it as https://…")]
    NoAddress {
        /// What is wrong with it.
        reason: String,
    },
    /// Another scheme than those of the web.
    #[error(
        "addresses that begin with {scheme}: are not fetched: give one that begins with https:"
    )]
    Scheme {
        /// The scheme.
        scheme: String,
    },
    /// A name and password in the address.
    #[error(
        "addresses with a user name or password are not fetched: download the file and ingest it"
    )]
    Credentials,
    /// An address inside a network rather than on the internet.
    #[error(
        "{address} is not a public address, and only those are fetched: download the file and ingest it"
    )]
    Private {
        /// The address.
        address: IpAddr,
    },
    /// From an encrypted address to one that is not.
    #[error(
        "the site sends its reader from https to http, which is not followed: give the final address"
    )]
    Downgrade,
    /// One redirect after the other.
    #[error("the site redirects more than {limit} times: give the final address")]
    TooManyRedirects {
        /// The limit in force.
        limit: usize,
    },
    /// The site asks programs not to.
    #[error(
        "the site's robots.txt asks programs not to fetch this: open it in a browser, save it and ingest the file"
    )]
    Robots,
    /// An answer that is no document.
    #[error("the site answered with status {status}: check the address in a browser")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// More bytes than are taken.
    #[error(
        "the document has more than {limit} bytes: download it, save it smaller and ingest the file"
    )]
    TooLarge {
        /// The limit in force.
        limit: usize,
    },
    /// A picture, film or the like.
    #[error("the site says that this is {media_type}, which is no document")]
    OtherType {
        /// What it says.
        media_type: String,
    },
    /// It took too long.
    #[error("{host} did not answer in time: try again later")]
    TooSlow {
        /// The host.
        host: String,
    },
    /// This machine has nothing by which a site can prove that it is itself.
    #[error(
        "nothing can be fetched, because this machine knows no certificate authorities ({reason}): install them (Debian: apt-get install ca-certificates), or download the file and ingest it"
    )]
    NoAuthorities {
        /// What the library says.
        reason: String,
    },
    /// Nobody answered.
    #[error(
        "{host} cannot be reached ({reason}): check the address, and whether this machine is online"
    )]
    Unreachable {
        /// The host.
        host: String,
        /// What the network says.
        reason: String,
    },
}

/// What an error comes from in the end.
pub(super) fn root_cause<'a>(
    mut error: &'a (dyn std::error::Error + 'static),
) -> &'a (dyn std::error::Error + 'static) {
    while let Some(cause) = error.source() {
        error = cause;
    }
    error
}

/// What a failed request means.
pub(super) fn of_request(error: &reqwest::Error, address: &Url) -> FetchError {
    let host = address.host_str().unwrap_or("the site").to_owned();
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    let mut reason = String::new();
    while let Some(inner) = cause {
        if let Some(NotPublic(address)) = inner.downcast_ref::<NotPublic>() {
            return FetchError::Private { address: *address };
        }
        reason = inner.to_string();
        cause = inner.source();
    }
    if error.is_timeout() {
        return FetchError::TooSlow { host };
    }
    FetchError::Unreachable { host, reason }
}
