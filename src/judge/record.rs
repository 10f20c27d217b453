//! What one population gave.

use super::formula::Said;
use super::tally::Tally;

/// Parts of the error, in order.
pub(super) const PARTS: [&str; 6] =
    ["frame", "selection", "sampling", "non-response", "measurement", "estimation"];

/// What one population gave.
#[derive(Clone, Debug, Default)]
pub(super) struct PopulationRecord {
    /// Members of the target population.
    pub members: usize,
    /// Answers over all surveys.
    pub answers: u64,
    /// Surveys.
    pub surveys: u64,
    /// By formula.
    pub formulas: Vec<FormulaRecord>,
    /// Everything else.
    pub tally: Tally,
}

/// What one formula said about one population.
#[derive(Clone, Debug)]
pub(super) struct FormulaRecord {
    /// Its value on error-free answers of everybody, or why there is none.
    pub census: Result<f64, String>,
    /// What it said about each survey.
    pub said: Vec<Result<Said, String>>,
    /// The error of each survey in parts, where it can be told apart.
    pub parts: Vec<Option<[f64; PARTS.len()]>>,
}

impl FormulaRecord {
    /// The census value with what was said about each survey; nothing without a census value.
    pub fn judged(&self) -> impl Iterator<Item = (f64, &Said)> {
        let census = self.census.as_ref().ok().copied();
        self.said.iter().filter_map(move |said| Some((census?, said.as_ref().ok()?)))
    }
}
