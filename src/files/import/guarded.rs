use std::cell::Cell;
use std::panic;
use std::sync::Once;

use crate::diag::Finding;
use crate::diag::message::spreadsheet::{Unreadable, unreadable};

thread_local! {
    /// Is this thread reading a file of which a panic is reported as damage?
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// The hook is set once for the process: it leaves the panics of all other threads to the hook before it.
static HOOK: Once = Once::new();

/// Some damaged files make calamine panic: reported as any file that cannot be read, without the words of the panic.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, Finding>) -> Result<T, Finding> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !READING.get() {
                before(panic);
            }
        }));
    });
    READING.set(true);
    let done = panic::catch_unwind(panic::AssertUnwindSafe(read));
    READING.set(false);
    done.unwrap_or_else(|_| Err(unreadable(&Unreadable::Contradiction)))
}
