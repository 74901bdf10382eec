//! Who asks: the other end of the connection or, behind a proxy that the settings trust, the client
//! that the proxy names.

use std::net::{IpAddr, Ipv6Addr};

use axum::{extract::Request, http::HeaderMap};

use crate::config::Networks;

/// The address of the other end of the connection; `app` puts it into each request. Requests that
/// come over no connection (in tests) have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The client of a request as it is counted; handlers find it in the request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// A client as it is counted: an IPv4 address, or an IPv6 network of 64 bits, which is what one
/// household or machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Client {
    /// Its address, or that of its network.
    pub(super) fn address(self) -> ClientAddress {
        ClientAddress(self.0)
    }

    /// The client of a request; `None` if it came over no connection.
    pub(super) fn of(request: &Request, trusted: Option<&Networks>) -> Option<Self> {
        address_of(request, trusted).map(|address| Self(network_of(address)))
    }
}

/// The address of the client of a request.
pub(super) fn address_of(request: &Request, trusted: Option<&Networks>) -> Option<IpAddr> {
    let Peer(peer) = *request.extensions().get::<Peer>()?;
    let named = trusted
        .filter(|trusted| trusted.contain(peer))
        .and_then(|trusted| forwarded(request.headers(), trusted));
    Some(named.unwrap_or(peer).to_canonical())
}

/// The last address in `X-Forwarded-For` that is none of our proxies: what stands before it can be
/// invented by the client.
fn forwarded(headers: &HeaderMap, trusted: &Networks) -> Option<IpAddr> {
    let mut named: Vec<IpAddr> = Vec::new();
    for value in headers.get_all("x-forwarded-for") {
        for one in value.to_str().ok()?.split(',') {
            named.push(one.trim().parse().ok()?);
        }
    }
    named.into_iter().rev().find(|address| !trusted.contain(*address))
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SettingValue as _;
    use axum::body::Body;

    fn client(peer: &str, forwarded: &str, trusted: &str) -> IpAddr {
        let mut request =
            Request::get("/").header("x-forwarded-for", forwarded).body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(peer.parse().unwrap()));
        Client::of(&request, Networks::parse(trusted).ok().as_ref()).unwrap().0
    }

    #[test]
    fn only_a_trusted_proxy_may_say_who_asks() {
        for (peer, forwarded, trusted, expected) in [
            ("9.9.9.9", "1.2.3.4", "", "9.9.9.9"),
            ("9.9.9.9", "1.2.3.4", "10.0.0.0/8", "9.9.9.9"),
            ("10.0.0.1", "1.2.3.4", "10.0.0.0/8", "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "10.0.0.0/8", "1.2.3.4"),
            ("10.0.0.1", "nonsense", "10.0.0.0/8", "10.0.0.1"),
            ("::ffff:1.2.3.4", "", "", "1.2.3.4"),
            ("2001:db8:1:2:3::4", "", "", "2001:db8:1:2::"),
        ] {
            let expected: IpAddr = expected.parse().unwrap();
            assert_eq!(client(peer, forwarded, trusted), expected, "{peer} {forwarded}");
        }
    }
}
