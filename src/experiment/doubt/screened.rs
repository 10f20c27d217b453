//! What a screening found, as plain data: a part of the results.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All assumptions of a scenario moved one at a time under the same luck, ranked by how far they move the decision figure of one arm.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Screening {
    /// Arm whose contrast with the baseline is the answer (the recommended one, else the last).
    pub arm: String,
    /// Replications per end of an input.
    pub replications: u64,
    /// The figure by which inputs are ranked, arm minus baseline: `profit plus customer value`, in the currency of the scenario, or
    /// without money the key of what matters first.
    pub figure: String,
    /// One row per input that moves the figure, the one that moves it most first.
    pub rows: Vec<ScreeningRow>,
    /// Inputs that do not move it at all.
    pub without_effect: Vec<String>,
    /// Inputs that cannot be moved either way, because a limit or a sum of shares forbids it.
    pub cannot_be_moved: Vec<String>,
}

/// What one assumption does to the decision figure.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ScreeningRow {
    /// Path of the input, or `strength of` an intervention.
    pub path: String,
    /// The low end, as `--set` writes it.
    pub low: String,
    /// The high end.
    pub high: String,
    /// The figure with the input at its low end; absent where it was not moved there: that is tried for the inputs that lead, and for those
    /// that have no high end within their limits. One agent has no low end, as a change never leaves none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_low: Option<f64>,
    /// The figure as stated.
    pub stated: f64,
    /// The figure with the input at its high end; absent where a limit forbids it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_high: Option<f64>,
    /// Range of these.
    pub swing: f64,
    /// Standard error of the range over replications (jackknife); absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
}
