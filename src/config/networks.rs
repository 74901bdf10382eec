//! A list of network addresses as a setting: the proxies whose word is taken for who a client is.

use std::net::IpAddr;

use super::value::SettingValue;

/// Addresses and networks, such as `127.0.0.1` or `10.0.0.0/8`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

/// An address and how many of its leading bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u8,
}

impl Networks {
    /// Whether one of them holds this address. An IPv4 address inside IPv6 is taken as IPv4.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address.to_canonical()))
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { address, bits })
    }

    fn contains(&self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differing = (own.to_bits() ^ other.to_bits()).leading_zeros();
                differing >= u32::from(self.bits)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differing = (own.to_bits() ^ other.to_bits()).leading_zeros();
                differing >= u32::from(self.bits)
            }
            _ => false,
        }
    }
}

impl SettingValue for Networks {
    fn parse(text: &str) -> Result<Self, String> {
        let networks = text.split(',').map(str::trim).map(|one| {
            Network::parse(one).ok_or_else(|| {
                format!("“{one}” is no address or network such as 127.0.0.1 or 10.0.0.0/8")
            })
        });
        networks.collect::<Result<_, _>>().map(Self)
    }

    fn show(&self) -> String {
        let shown = self.0.iter().map(|network| format!("{}/{}", network.address, network.bits));
        shown.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_own_addresses_and_no_others() {
        let networks = Networks::parse("127.0.0.1, 10.0.0.0/8, fd00::/8").unwrap();
        for inside in ["127.0.0.1", "10.9.8.7", "fd12::1", "::ffff:10.0.0.1"] {
            assert!(networks.contain(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["127.0.0.2", "11.0.0.1", "fe80::1"] {
            assert!(!networks.contain(outside.parse().unwrap()), "{outside}");
        }
        assert_eq!(networks.show(), "127.0.0.1/32, 10.0.0.0/8, fd00::/8");
        for wrong in ["", "localhost", "10.0.0.0/33", "10.0.0.0/x"] {
            assert!(Networks::parse(wrong).is_err(), "{wrong}");
        }
    }
}
