//! A partnership that is like another, with what makes it so.

use crate::query::{Peer, SimilarityReason};

use super::{Link, Linked as _};

/// Reasons that are told; the rest are counted.
const REASONS_TOLD: usize = 5;

/// A peer in a list.
#[derive(Debug, Clone)]
pub(crate) struct PeerEntry {
    /// Which.
    pub(crate) link: Link,
    /// How alike, 0 to 1.
    pub(crate) score: String,
    /// What adds up to the score.
    pub(crate) reasons: String,
    /// What is not known of one of the two.
    pub(crate) unknown: String,
}

impl From<&Peer> for PeerEntry {
    fn from(peer: &Peer) -> Self {
        Self {
            link: peer.partnership.link(),
            score: format!("{:.2}", peer.score),
            reasons: told_reasons(&peer.reasons),
            unknown: peer.unknown.join(", "),
        }
    }
}

/// What adds up to a score, the largest first.
pub(crate) fn told_reasons(reasons: &[SimilarityReason]) -> String {
    let mut told: Vec<String> = reasons
        .iter()
        .take(REASONS_TOLD)
        .map(|reason| format!("{} {:.2}", reason.label, reason.contribution))
        .collect();
    let rest = reasons.get(REASONS_TOLD..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|reason| reason.contribution).sum();
        told.push(format!("{} more {sum:.2}", rest.len()));
    }
    told.join("; ")
}
