//! Any bytes behind the mark of a PDF file: the reader ends, and its blocks lie within its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use strategraph::ingest::read;

fuzz_target!(|bytes: &[u8]| {
    let marked = [b"%PDF-1.7\n".as_slice(), bytes].concat();
    let bytes = if bytes.starts_with(b"%P") { bytes } else { &marked };
    if let Ok(read) = read(bytes, None) {
        let length = read.text.chars().count();
        assert!(read.blocks.iter().all(|block| block.start <= block.end && block.end <= length));
    }
});
