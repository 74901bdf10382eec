//! Catching panics of third-party readers without a word on standard error. Which message the
//! user then gets is the caller's business.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work`; `None` if it panicked. Panics of other threads keep their message.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
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
    let before = QUIET.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    outcome.ok()
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
