//! Doubt about the inputs as plain data: its part of the shape of `result.json`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Doubt about the inputs: apart from simulation noise.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Doubt {
    /// Arm the table is about (the recommended one, else that of the headline, else the last).
    pub arm: String,
    /// Replications per cell.
    pub replications: u64,
    /// One row per doubtful input, the one that moves the answer most first.
    pub rows: Vec<DoubtRow>,
    /// What knowing the inputs before choosing would be worth; absent without money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_of_knowing: Option<ValueOfKnowing>,
    /// The satisfaction-to-churn effect at which the verdict on the arm flips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even_churn_effect: Option<BreakEven>,
}

/// The contrast of the arm with one input at its low and its high end.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DoubtRow {
    /// Path of the input.
    pub path: String,
    /// Why it is doubtful.
    pub why: String,
    /// The low end, as `--set` writes it.
    #[serde(default)]
    pub low: String,
    /// The high end.
    #[serde(default)]
    pub high: String,
    /// Metric key to contrast at the low end, at the stated value, at the high end.
    pub contrasts: IndexMap<String, [f64; 3]>,
    /// Standard errors of the contrasts from simulation noise, by the same keys; a key is absent with one replication.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub standard_errors: IndexMap<String, [f64; 3]>,
    /// Profit plus customer value against the baseline in the same states; absent without money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gains: Option<[f64; 3]>,
    /// Standard errors of the gains; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain_standard_errors: Option<[f64; 3]>,
}

impl DoubtRow {
    /// How far the input moves the answer: the range of the gain in money, without money of the first contrast.
    pub fn swing(&self) -> f64 {
        let states = self.gains.or_else(|| self.contrasts.values().next().copied()).unwrap_or_default();
        let [low, stated, high] = states;
        low.max(stated).max(high) - low.min(stated).min(high)
    }
}

/// What knowing doubtful inputs before choosing between the baseline and the most gainful arms would be worth, in the
/// currency of the scenario: the expected value of perfect information, from three states of each input (the low end, the stated
/// value and the high end, with weights of 0.3, 0.4 and 0.3). No measurement of an input can be worth more to this choice.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ValueOfKnowing {
    /// Between which arms one chooses, the baseline first.
    pub options: Vec<String>,
    /// One row per input, the one most worth knowing first.
    pub rows: Vec<KnowingRow>,
    /// Value of knowing all of them; departures from the stated values are added up.
    pub all: f64,
    /// Its standard error over replications (jackknife); absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_standard_error: Option<f64>,
}

/// What knowing one input would be worth.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct KnowingRow {
    /// Path of the input.
    pub path: String,
    /// The value.
    pub value: f64,
    /// Its standard error over replications (jackknife); absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// The best arm at the low end, at the stated value, at the high end.
    pub chosen: [String; 3],
}

/// Where a verdict flips.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BreakEven {
    /// Path of the input.
    pub path: String,
    /// Its stated value.
    pub stated: f64,
    /// Values tried, with profit plus customer value of the arm against the baseline.
    pub tried: Vec<[f64; 2]>,
    /// Value at which that is zero, by linear interpolation; absent when it never crosses within the values tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flips_at: Option<f64>,
}
