//! Why an experiment could not be done. Each message is one sentence with its remedy.

use thiserror::Error;

use crate::scenario::Diagnostics;

/// Why an experiment could not be done.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExperimentError {
    /// The scenario, or an arm made from it, is wrong.
    #[error("{0}")]
    Scenario(Diagnostics),
    /// An option is out of its range.
    #[error("error: {0}")]
    Setting(String),
    /// An arm was asked for that the scenario does not have.
    #[error("error: there is no arm {asked:?}{}\n  help: the arms are made of: {known}", suggestion(.closest))]
    UnknownArm {
        /// What was asked for.
        asked: String,
        /// The interventions and equal-budget arms there are.
        known: String,
        /// The likeliest meaning.
        closest: Option<String>,
    },
    /// An arm was asked for that has two alternatives.
    #[error(
        "error: the arm {asked:?} has `{}` and `{}`, which set one path to a plain value each\n  why:  only one of the values could \
         hold\n  help: they are alternatives: ask for an arm with each of them",
        pair[0], pair[1]
    )]
    Alternatives {
        /// What was asked for.
        asked: String,
        /// The two of its interventions that exclude each other.
        pair: [String; 2],
    },
    /// Several of these at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Several(Vec<ExperimentError>),
    /// It was stopped before one replication of every arm was finished.
    #[error("interrupted before the first replication was finished in every arm: nothing to report")]
    NothingFinished,
}

impl From<Diagnostics> for ExperimentError {
    fn from(diagnostics: Diagnostics) -> Self {
        ExperimentError::Scenario(diagnostics)
    }
}

fn suggestion(closest: &Option<String>) -> String {
    match closest {
        Some(name) => format!("; did you mean {name:?}?"),
        None => String::new(),
    }
}
