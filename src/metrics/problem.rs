//! Why a metric does not exist.

use crate::statistics;

/// What kept a metric from being computed: what was given, what is allowed, and why. Rows count from 0.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MetricProblem {
    /// A statistic below it does not exist.
    #[error(transparent)]
    Statistic(#[from] statistics::Problem),
    /// An answer outside its scale.
    #[error(
        "{column}, row {row}: {value} is no answer on the scale {low}-{high}; declare it as not applicable or correct it"
    )]
    OutsideScale {
        /// The column.
        column: String,
        /// The row.
        row: usize,
        /// What was given.
        value: f64,
        /// Lowest answer.
        low: f64,
        /// Highest answer.
        high: f64,
    },
    /// A scale without extent.
    #[error("a scale from {low} to {high} has no extent: the highest answer must lie above the lowest")]
    BadScale {
        /// Lowest answer.
        low: f64,
        /// Highest answer.
        high: f64,
    },
    /// A column that is not there.
    #[error("there is no column `{name}`; the columns are: {columns}")]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// What there is, separated by commas.
        columns: String,
    },
    /// A column that is there already.
    #[error("the column `{name}` is given twice")]
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// A column of another length.
    #[error("the column `{name}` has {given} rows, the survey {needed}")]
    ColumnLength {
        /// The column.
        name: String,
        /// Its rows.
        given: usize,
        /// The survey's rows.
        needed: usize,
    },
    /// Nobody answered what is needed.
    #[error("{what}: no answer is left after leaving out what is missing")]
    NoAnswers {
        /// What was to be computed.
        what: String,
    },
    /// A figure of a formula that does not exist.
    #[error("{what} does not exist here: {why}")]
    NoFigure {
        /// What was to be computed.
        what: String,
        /// The reason.
        why: &'static str,
    },
    /// An importance weight that is none.
    #[error(
        "the importance of {item} is {value}: importance is a finite number of 0 or more, and not 0 for all"
    )]
    BadImportance {
        /// Whose importance.
        item: String,
        /// What was given.
        value: f64,
    },
    /// Two lists that belong together differ in length.
    #[error("{what}: {given} given, {needed} needed")]
    WrongNumber {
        /// What is counted.
        what: &'static str,
        /// How many were given.
        given: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A column all of whose answers are the same.
    #[error(
        "`{column}` does not vary: every answer is {value}, so that its weight or its correlation does not exist"
    )]
    Constant {
        /// The column.
        column: String,
        /// The one answer.
        value: f64,
    },
    /// A model of constructs that cannot be estimated.
    #[error("the model cannot be estimated: {why}")]
    BadModel {
        /// What is wrong with it.
        why: String,
    },
    /// An answer text that no wording knows.
    #[error("row {row}: `{text}` is no answer of this wording; its answers are: {wording}")]
    UnknownAnswer {
        /// The row.
        row: usize,
        /// What was given.
        text: String,
        /// What there is.
        wording: String,
    },
}
