//! Arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

/// Many threads build and drop many small things in each request; the allocator of musl and old
/// glibc would make them wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    strategraph::cli::run(strategraph::cli::Arguments::parse())
}
