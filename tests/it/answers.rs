//! The answers that must come out of the real seed data.
