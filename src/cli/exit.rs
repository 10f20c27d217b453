//! How the program ends.

use std::fmt::Display;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use crate::experiment::ExperimentError;

/// How the program ended; the numbers are a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The question is answered.
    Done,
    /// It is answered, and a goal or check is not met.
    NotMet,
    /// The input is wrong, or a place to write to is not usable.
    BadInput,
    /// A fault of this program.
    OurFault,
    /// Stopped from outside; what was finished is kept.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.number())
    }
}

impl Exit {
    /// The number that the shell sees.
    pub fn number(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::NotMet => 1,
            Exit::BadInput => 2,
            Exit::OurFault => 3,
            Exit::Interrupted => 130,
        }
    }
}

/// An end without an answer, and what to say about it.
#[derive(Clone, Debug)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What standard error is told; empty when there is nothing to say.
    pub message: String,
}

impl Failure {
    /// The input is wrong.
    pub fn input(message: impl Display) -> Failure {
        Failure { exit: Exit::BadInput, message: message.to_string() }
    }

    /// What is wrong in several ways, told at once.
    pub fn together(failures: impl IntoIterator<Item = Failure>) -> Failure {
        let failures: Vec<Failure> = failures.into_iter().collect();
        let exit = failures.iter().map(|failure| failure.exit).max_by_key(|exit| exit.number());
        let messages: Vec<&str> = failures.iter().map(|failure| failure.message.trim_end()).collect();
        Failure { exit: exit.unwrap_or(Exit::BadInput), message: messages.join("\n\n") }
    }

    /// This program is wrong.
    pub fn ours(message: impl Display) -> Failure {
        Failure { exit: Exit::OurFault, message: format!("error: {message}\n{ASK}") }
    }
}

impl From<ExperimentError> for Failure {
    fn from(error: ExperimentError) -> Failure {
        match error {
            ExperimentError::NothingFinished => {
                Failure { exit: Exit::Interrupted, message: error.to_string() }
            }
            _ => Failure::input(error),
        }
    }
}

const ASK: &str = "  This is a fault of Goodwill, not of your input. Please report it, with the command and the scenario \
                   that led here\n  and the version that `goodwill --version` prints.";

/// What is said when the program panics.
pub fn our_fault(fault: &PanicHookInfo) -> String {
    let payload = fault.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let what = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let what = what.unwrap_or("it stopped without a message");
    let place = fault.location().map(|place| format!(" ({place})")).unwrap_or_default();
    format!("error: {what}{place}\n{ASK}")
}
