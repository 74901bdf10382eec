//! Any bytes to the markdown reader: it ends, and its blocks lie within its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use strategraph::ingest::read::{Format, Limits, read_as};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = read_as(bytes, Format::Markdown, Limits::default()) {
        let length = read.text.chars().count();
        assert!(read.blocks.iter().all(|block| block.start <= block.end && block.end <= length));
    }
});
