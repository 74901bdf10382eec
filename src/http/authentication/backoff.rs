//! Who guesses tokens has to wait, longer after each wrong one. Memory is bounded: what is not
//! renewed is forgotten, and the oldest goes where there are too many.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Wrong tokens that cost nothing: people mistype.
const FREE: u32 = 5;
/// The longest wait.
const LONGEST: Duration = Duration::from_mins(5);
/// After so long without a wrong token, an address begins anew.
const FORGOTTEN: Duration = Duration::from_mins(15);
/// Addresses that are remembered at once; each takes some 60 bytes.
const MOST: usize = 10_000;

/// Where a request comes from: an IPv4 address, or the first half of an IPv6 address, because one
/// customer usually has a whole /64 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Origin(u128);

impl Origin {
    /// Of an address; all requests of unknown origin are taken as one.
    pub(super) fn of(address: Option<IpAddr>) -> Self {
        Self(match address.map(|address| address.to_canonical()) {
            None => 0,
            Some(IpAddr::V4(address)) => address.to_ipv6_mapped().to_bits(),
            Some(IpAddr::V6(address)) => address.to_bits() >> 64 << 64,
        })
    }
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

impl Failures {
    /// 1, 2, 4 … seconds from the first one that is not free.
    fn pause(self) -> Duration {
        let Some(doublings) = self.count.checked_sub(FREE) else { return Duration::ZERO };
        Duration::from_secs(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(LONGEST)
    }
}

/// Counts wrong tokens by origin.
#[derive(Debug, Default)]
pub(super) struct Backoff(Mutex<HashMap<Origin, Failures>>);

impl Backoff {
    /// How long this origin still has to wait; `None` where it may try.
    pub(super) fn wait(&self, origin: Origin, now: Instant) -> Option<Duration> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = known.get(&origin)?;
        let wait = (failures.last + failures.pause()).saturating_duration_since(now);
        (!wait.is_zero()).then_some(wait)
    }

    /// A wrong token came from there.
    pub(super) fn failed(&self, origin: Origin, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST && !known.contains_key(&origin) {
            make_room(&mut known, now);
        }
        let failures = known.entry(origin).or_insert(Failures { count: 0, last: now });
        if now.saturating_duration_since(failures.last) > FORGOTTEN {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
    }
}

fn make_room(known: &mut HashMap<Origin, Failures>, now: Instant) {
    known.retain(|_, failures| now.saturating_duration_since(failures.last) <= FORGOTTEN);
    if known.len() < MOST {
        return;
    }
    let oldest = known.iter().min_by_key(|(_, failures)| failures.last);
    if let Some(origin) = oldest.map(|(origin, _)| *origin) {
        known.remove(&origin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        Origin::of(Some(text.parse().unwrap()))
    }

    #[test]
    fn each_wrong_token_after_the_free_ones_doubles_the_wait() {
        let (backoff, now, who) = (Backoff::default(), Instant::now(), origin("192.0.2.1"));
        for _ in 1..FREE {
            backoff.failed(who, now);
            assert_eq!(backoff.wait(who, now), None);
        }
        for seconds in [1, 2, 4, 8] {
            backoff.failed(who, now);
            assert_eq!(backoff.wait(who, now), Some(Duration::from_secs(seconds)));
        }
        for _ in 0..100 {
            backoff.failed(who, now);
        }
        assert_eq!(backoff.wait(who, now), Some(LONGEST));
        assert_eq!(backoff.wait(who, now + LONGEST), None, "it passes");
        assert_eq!(backoff.wait(origin("192.0.2.2"), now), None, "others are not held up");
    }

    #[test]
    fn who_stops_guessing_begins_anew() {
        let (backoff, now, who) = (Backoff::default(), Instant::now(), origin("192.0.2.1"));
        for _ in 0..20 {
            backoff.failed(who, now);
        }
        let later = now + FORGOTTEN + Duration::from_secs(1);
        backoff.failed(who, later);
        assert_eq!(backoff.wait(who, later), None);
    }

    #[test]
    fn addresses_of_one_customer_are_one_origin() {
        assert_eq!(origin("2001:db8:1:2::1"), origin("2001:db8:1:2:ffff::9"));
        assert_ne!(origin("2001:db8:1:2::1"), origin("2001:db8:1:3::1"));
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.1"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.2.2"));
    }

    #[test]
    fn memory_is_bounded() {
        let (backoff, now) = (Backoff::default(), Instant::now());
        for number in 0..u32::try_from(MOST + 50).unwrap() {
            backoff.failed(Origin::of(Some(std::net::Ipv4Addr::from(number).into())), now);
        }
        assert_eq!(backoff.0.lock().unwrap().len(), MOST);
    }
}
