//! Tests of the area `search`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_possible_wrap)]

mod answers;
mod index;
mod records;
