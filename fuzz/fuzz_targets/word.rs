//! Any bytes behind the mark of a Word file: the reader ends, and its blocks lie within its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use strategraph::ingest::read;

fuzz_target!(|bytes: &[u8]| {
    let marked = [b"PK\x03\x04".as_slice(), bytes].concat();
    let bytes = if bytes.starts_with(b"PK") { bytes } else { &marked };
    if let Ok(read) = read(bytes, None) {
        let length = read.text.chars().count();
        assert!(read.blocks.iter().all(|block| block.start <= block.end && block.end <= length));
    }
});
