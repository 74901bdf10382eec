//! Running third-party readers apart: on a thread of their own, with a deep stack, their panics
//! caught without a word on standard error. Which message the user then gets is the caller's
//! business.

use std::{
    cell::Cell,
    panic,
    sync::Once,
    thread::{self, Builder},
};

/// Trees nested to the limit are walked by recursion, about 2,000 calls deep; threads of a web
/// server have 2 MiB. The pages of a stack cost memory only once they are used.
const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work` and waits for it; `None` if it panicked. Panics of other threads keep their
/// message.
pub(super) fn caught<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    // One hook for the whole process, set once: replacing it around every call would race with
    // other threads.
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    let quietly = || {
        QUIET.set(true);
        work()
    };
    thread::scope(|scope| {
        let reader = Builder::new().name("reader".to_owned()).stack_size(STACK_BYTES);
        reader.spawn_scoped(scope, quietly).ok()?.join().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_becomes_none_and_the_next_call_works() {
        assert_eq!(caught(|| panic!("a reader fails")), None::<()>);
        assert_eq!(caught(|| 7), Some(7));
    }
}
