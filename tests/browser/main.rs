//! The explorer in a real browser: the program itself, Debian's Chromium, every kind of page.
//!
//! Here is what only a browser can tell: axe-core's audit, widths, colour schemes, the keyboard,
//! scripts and the console, printing, and, on the same pages, the validator of the HTML standard's
//! own checkers. What a page says is tried in `tests/it/explorer`.
//!
//! `./test` installs Chromium, its driver and a Java runtime, and fetches axe-core and the HTML
//! checker into `target/test-tools`. Without them these tests fail and say so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

mod addresses;
mod audit;
mod browser;
mod enhancements;
mod journeys;
mod keyboard;
mod markup;
mod process;
mod served;
