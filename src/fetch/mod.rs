//! Documents from the web: the one place that asks other servers for anything.
//!
//! What may be asked is told by `address` (public addresses only, at every hop) and `robots` (what
//! a site asks of programs); `refusal` names why something was not fetched. What is in a document
//! is told by `ingest`, which knows no network.

mod address;
mod refusal;
mod robots;

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Once, OnceLock},
    time::Duration,
};

use reqwest::{
    Client, Response, StatusCode, Url,
    header::{ACCEPT, CONTENT_TYPE, LOCATION},
};
use tokio::{sync::Mutex, time::Instant};

use self::{address::Guard, robots::Robots};
pub use self::{address::is_public, refusal::FetchError};

/// By what name sites know this program.
pub const USER_AGENT: &str = concat!(
    "Strategraph/",
    env!("CARGO_PKG_VERSION"),
    " (reads published health and care strategies, one page at a time, when a person asks)"
);

/// What one document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchLimits {
    /// The most bytes that are taken, unpacked.
    pub bytes: usize,
    /// Seconds for one document with all its redirects, waiting aside.
    pub seconds: u64,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// Milliseconds between two requests to one host.
    pub pause_milliseconds: u64,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self { bytes: 100_000_000, seconds: 120, redirects: 5, pause_milliseconds: 1_000 }
    }
}

/// A document as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The address that gave them, after redirects.
    pub address: Url,
}

/// Fetches documents, politely.
#[derive(Debug)]
pub struct Fetcher {
    /// Made when something is fetched first: a machine that knows no authorities serves all the same.
    client: OnceLock<Client>,
    limits: FetchLimits,
    guard: Guard,
    /// What each site asks, and when it was asked last, by scheme, host and port.
    sites: Mutex<HashMap<String, Arc<Site>>>,
}

#[derive(Debug, Default)]
struct Site {
    state: Mutex<SiteState>,
}

#[derive(Debug, Default)]
struct SiteState {
    robots: Option<Robots>,
    last: Option<Instant>,
}

/// The encryption library is chosen once for the whole process.
static ENCRYPTION: Once = Once::new();

impl Fetcher {
    /// A fetcher that reaches public addresses only.
    pub fn new(limits: FetchLimits) -> Self {
        Self::reaching(limits, Vec::new())
    }

    /// A fetcher that also reaches these addresses although they are not public. For tests, which
    /// have a server on their own machine; no setting leads here.
    pub fn reaching(limits: FetchLimits, also: Vec<SocketAddr>) -> Self {
        let (client, guard, sites) = (OnceLock::new(), Guard::of(also), Mutex::default());
        Self { client, limits, guard, sites }
    }

    /// Fetches the document at an address.
    ///
    /// # Errors
    /// The named reason why it was not fetched.
    pub async fn fetch(&self, address: &str) -> Result<Fetched, FetchError> {
        let mut address = parse(address)?;
        for _ in 0..=self.limits.redirects {
            self.guard.check(&address)?;
            self.wait_for_leave(&address).await?;
            let response = self.ask(&address).await?;
            match redirect(&response, &address)? {
                Some(next) => address = next,
                None => return self.take(response, address).await,
            }
        }
        Err(FetchError::TooManyRedirects { limit: self.limits.redirects })
    }

    fn client(&self) -> Result<&Client, FetchError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build_client(self.limits, &self.guard).map_err(|error| {
            FetchError::NoAuthorities { reason: refusal::root_cause(&error).to_string() }
        })?;
        Ok(self.client.get_or_init(|| client))
    }

    async fn ask(&self, address: &Url) -> Result<Response, FetchError> {
        const WANTED: &str = "application/pdf, text/html, application/vnd.openxmlformats-officedocument.wordprocessingml.document, text/markdown, text/plain, */*;q=0.1";
        let request = self.client()?.get(address.clone()).header(ACCEPT, WANTED);
        request.send().await.map_err(|error| refusal::of_request(&error, address))
    }

    /// Takes the body while counting: what a server says of its length is not believed.
    async fn take(&self, mut response: Response, address: Url) -> Result<Fetched, FetchError> {
        let status = response.status();
        if !status.is_success() {
            return Err(FetchError::Status { status: status.as_u16() });
        }
        refuse_other_types(&response)?;
        let limit = self.limits.bytes;
        let too_large = FetchError::TooLarge { limit };
        if response.content_length().is_some_and(|length| length > limit as u64) {
            return Err(too_large);
        }
        let mut bytes = Vec::new();
        while let Some(part) =
            response.chunk().await.map_err(|error| refusal::of_request(&error, &address))?
        {
            if bytes.len() + part.len() > limit {
                return Err(too_large);
            }
            bytes.extend_from_slice(&part);
        }
        Ok(Fetched { bytes, address })
    }

    /// Waits until the site may be asked again, and asks it first, once, what it allows.
    async fn wait_for_leave(&self, address: &Url) -> Result<(), FetchError> {
        let site = Arc::clone(self.sites.lock().await.entry(site_of(address)).or_default());
        let mut state = site.state.lock().await;
        if state.robots.is_none() {
            state.robots = Some(self.load_robots(address).await?);
            state.last = Some(Instant::now());
        }
        let robots = state.robots.as_ref();
        if !robots.is_none_or(|robots| robots.allows(address)) {
            return Err(FetchError::Robots);
        }
        let asked = robots.and_then(Robots::pause).unwrap_or_default();
        let pause = asked.max(Duration::from_millis(self.limits.pause_milliseconds));
        if let Some(last) = state.last {
            tokio::time::sleep_until(last + pause).await;
        }
        state.last = Some(Instant::now());
        Ok(())
    }

    /// What a site asks of programs. A site without the file asks nothing; one that fails to
    /// answer is left alone, as RFC 9309 (2.3.1.4) wants.
    async fn load_robots(&self, address: &Url) -> Result<Robots, FetchError> {
        let mut place = address.clone();
        place.set_path("/robots.txt");
        place.set_query(None);
        for _ in 0..=self.limits.redirects {
            self.guard.check(&place)?;
            let mut response = self.ask(&place).await?;
            if let Some(next) = redirect(&response, &place)? {
                place = next;
                continue;
            }
            let status = response.status();
            if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
                return Err(FetchError::Status { status: status.as_u16() });
            }
            if !status.is_success() {
                return Ok(Robots::default());
            }
            let mut bytes = Vec::new();
            while let Some(part) =
                response.chunk().await.map_err(|error| refusal::of_request(&error, &place))?
            {
                bytes.extend_from_slice(&part);
                if bytes.len() >= robots::LONGEST {
                    break;
                }
            }
            return Ok(Robots::parse(&String::from_utf8_lossy(&bytes)));
        }
        Ok(Robots::default())
    }
}

fn build_client(limits: FetchLimits, guard: &Guard) -> reqwest::Result<Client> {
    ENCRYPTION.call_once(|| {
        // It fails only where somebody chose before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder()
        .user_agent(USER_AGENT)
        .dns_resolver(Arc::new(guard.clone()))
        // Each hop is looked at here before it is followed.
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(15))
        .timeout(Duration::from_secs(limits.seconds))
        .build()
}

/// An address of the web without user and fragment.
fn parse(address: &str) -> Result<Url, FetchError> {
    let mut url = Url::parse(address.trim())
        .map_err(|error| FetchError::NoAddress { reason: error.to_string() })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme { scheme: url.scheme().to_owned() });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Credentials);
    }
    url.set_fragment(None);
    Ok(url)
}

/// Where a response sends its reader, none where it is an answer.
fn redirect(response: &Response, address: &Url) -> Result<Option<Url>, FetchError> {
    if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let Some(place) = response.headers().get(LOCATION).and_then(|place| place.to_str().ok()) else {
        return Ok(None);
    };
    let next =
        address.join(place).map_err(|error| FetchError::NoAddress { reason: error.to_string() })?;
    if address.scheme() == "https" && next.scheme() == "http" {
        return Err(FetchError::Downgrade);
    }
    parse(next.as_str()).map(Some)
}

fn site_of(address: &Url) -> String {
    let port = address.port_or_known_default().unwrap_or(0);
    format!("{}://{}:{port}", address.scheme(), address.host_str().unwrap_or_default())
}

/// Refuses what is plainly no document before it is taken. What it is, is told by its content:
/// servers call PDFs anything.
fn refuse_other_types(response: &Response) -> Result<(), FetchError> {
    let Some(told) = response.headers().get(CONTENT_TYPE).and_then(|told| told.to_str().ok())
    else {
        return Ok(());
    };
    let kind = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_other =
        ["image/", "video/", "audio/", "font/"].iter().any(|other| kind.starts_with(other));
    if is_other { Err(FetchError::OtherType { media_type: kind }) } else { Ok(()) }
}
