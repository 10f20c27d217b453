//! Ctrl-C: the first finishes what is running and keeps it, the second stops at once.

use crate::parallel::Cancellation;

use super::exit::Exit;

/// What becomes of replications when one wishes to stop.
pub const REPLICATIONS: &str = "stopping after the replications that are running";

/// Listens for the wish to stop. `then` is what becomes of the work that is under way.
pub fn listen(quiet: bool, then: &'static str) -> Cancellation {
    let cancellation = Cancellation::default();
    let uttered = cancellation.clone();
    let heard = ctrlc::set_handler(move || {
        if uttered.cancel() {
            std::process::exit(i32::from(Exit::Interrupted.number()));
        }
        if !quiet {
            super::eprintln_quietly(&format!("{then}; Ctrl-C again stops at once and keeps nothing"));
        }
    });
    if heard.is_err() {
        // Without a handler Ctrl-C ends the program the usual way: nothing is kept, nothing else is wrong.
        super::eprintln_quietly("note: Ctrl-C cannot be caught here, so it will keep nothing");
    }
    cancellation
}
