//! Tests of the area `search`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "clippy allows them in test functions only, and these modules are nothing but tests"
)]

mod answers;
mod facets;
mod index;
mod offers;
mod oracle;
mod port;
mod records;
mod relevance;
mod sample;
