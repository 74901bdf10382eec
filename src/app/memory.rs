//! What the process asks of the system for its memory.

/// Has the system give this process memory in small pages only, from now on.
///
/// The allocator asks for transparent huge pages of 2 MB, so that a thread which once wrote a large
/// answer keeps megabytes that it does not need: a service that answered every kind of question over
/// 16 connections held 163 MB with them and 125 MB without, and was no slower. A command that works
/// through much at once, as loading a collection, is faster with them. Where the system knows no such
/// setting, nothing is changed.
pub fn use_small_pages() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        let cause = &error as &dyn std::error::Error;
        tracing::debug!(cause, "the system cannot be asked for small pages of memory");
    }
}
