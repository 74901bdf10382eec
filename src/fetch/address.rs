//! Which addresses may be reached: public ones. A document's address comes from outside, and must
//! not make this machine ask its own network for something (server-side request forgery). Names
//! are resolved here, and the connection goes to exactly the addresses that were looked at, so
//! that a second look-up cannot answer otherwise. Where a page leads is checked at every hop.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use url::Host;

use super::FetchError;

/// An address that is not public.
#[derive(Debug)]
pub(super) struct NotPublic(pub(super) IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is not a public address", self.0)
    }
}

impl std::error::Error for NotPublic {}

/// Lets public addresses through, and those that a test names.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    also: Arc<[SocketAddr]>,
}

impl Guard {
    pub(super) fn of(also: Vec<SocketAddr>) -> Self {
        Self { also: also.into() }
    }

    /// Checks an address that is written as numbers; names are checked when they are resolved.
    pub(super) fn check(&self, address: &Url) -> Result<(), FetchError> {
        let numbers: IpAddr = match address.host() {
            Some(Host::Ipv4(numbers)) => numbers.into(),
            Some(Host::Ipv6(numbers)) => numbers.into(),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(FetchError::NoAddress { reason: "it names no host".to_owned() }),
        };
        let port = address.port_or_known_default().unwrap_or(0);
        if is_public(numbers) || self.also.contains(&SocketAddr::new(numbers, port)) {
            Ok(())
        } else {
            Err(FetchError::Private { address: numbers })
        }
    }

    fn admits(&self, address: IpAddr) -> bool {
        is_public(address) || self.also.iter().any(|also| also.ip() == address)
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One address of the network among public ones is a try to get at it.
            if let Some(inside) = found.iter().find(|address| !guard.admits(address.ip())) {
                return Err(NotPublic(inside.ip()).into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address is reached over the internet: neither this machine's, nor of a private or
/// provider's network, nor reserved (IANA special-purpose registries, RFC 6890 and later).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    // In order: this network, loopback, multicast and the future; private networks; provider
    // networks (CGNAT), link-local with the clouds' metadata; protocol assignments, documentation,
    // relays, benchmarks.
    let is_reserved = matches!(
        (first, second, third),
        (0 | 10 | 127 | 224.., _, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let low = |high: u16, low: u16| {
        let [first, second] = high.to_be_bytes();
        let [third, fourth] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(first, second, third, fourth))
    };
    match parts {
        // Translated to version 4 (NAT64): what it leads to decides.
        [0x64, 0xff9b, 0, 0, 0, 0, high, last] => low(high, last),
        // Other translations, tunnels (6to4, Teredo) and documentation.
        [0x64, 0xff9b, ..] | [0x2002 | 0x3fff, ..] | [0x2001, 0 | 0xdb8, ..] => false,
        // Only this eighth of the space is given out to be reached.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_internet_are_public_and_no_others() {
        for public in [
            "8.8.8.8",
            "81.2.69.142",
            "172.32.0.1",
            "100.128.0.1",
            "2a00:1450::1",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for inside in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.0.1",
            "198.18.0.1",
            "203.0.113.9",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "::7f00:1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
    }
}
