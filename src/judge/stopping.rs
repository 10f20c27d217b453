//! The wish to stop a trial, as programs of users meet it: they are ended, and nothing is held against them.

use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::parallel::{Cancellation, rest};

/// The reason given for a survey that nobody was asked about any more.
const STOPPED: &str = "the trial was stopped";

/// How long a wish to stop may be on its way to us when a program has heard it already.
const ON_ITS_WAY: Duration = Duration::from_millis(500);
/// How long a program that has closed its output is given to end.
const ENDING: Duration = Duration::from_millis(100);
/// How long a wait lasts before the wish is looked for.
pub(super) const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
const BETWEEN_SHORT_LOOKS: Duration = Duration::from_millis(2);

/// The answer that nobody waits for any more.
pub(super) fn stopped<T>() -> Result<T, String> {
    Err(STOPPED.to_string())
}

/// Whether that is the reason why nothing was said.
pub(super) fn is_stopped(reason: &str) -> bool {
    reason == STOPPED
}

/// Makes the program deaf to what is meant for us: Ctrl-C reaches every process of a terminal's group, and a program that it ends
/// would seem to have failed.
pub(super) fn out_of_our_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// Whether a program has ended because somebody stops us and it together: it was ended as one stops a program, and the same wish
/// reaches us now or soon.
pub(super) fn is_stopped_with_us(child: &mut Child, stop: &Cancellation) -> bool {
    let began = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if began.elapsed() < ENDING => rest(BETWEEN_SHORT_LOOKS),
            _ => break None,
        }
    };
    if !status.is_some_and(was_told_to_end) {
        return stop.is_cancelled();
    }
    let began = Instant::now();
    while !stop.is_cancelled() && began.elapsed() < ON_ITS_WAY {
        rest(BETWEEN_SHORT_LOOKS);
    }
    stop.is_cancelled()
}

/// Whether a program ended by the signals for hanging up, interrupting and terminating, or says so in the way of a shell.
fn was_told_to_end(status: ExitStatus) -> bool {
    const SIGNALS: [i32; 3] = [1, 2, 15];
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return SIGNALS.contains(&signal);
    }
    status.code().is_some_and(|code| SIGNALS.contains(&(code - 128)))
}
