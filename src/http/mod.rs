//! What both web faces share: request ids, limits, security headers, health.

pub mod addresses;
