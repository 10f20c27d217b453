//! Why a trial could not be held.

use thiserror::Error;

use crate::scenario::Diagnostics;

/// Why a trial could not be held. Each message says what was given, what is allowed and what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JudgeError {
    /// The scenario, or an arm made from it, is wrong.
    #[error("{0}")]
    Scenario(Diagnostics),
    /// Options that are wrong, all of them.
    #[error("{}", .0.join("\n"))]
    Options(Vec<String>),
    /// It was stopped before one population was finished.
    #[error("interrupted before the first population was finished: nothing to report")]
    NothingFinished,
}

impl From<Diagnostics> for JudgeError {
    fn from(diagnostics: Diagnostics) -> Self {
        JudgeError::Scenario(diagnostics)
    }
}
