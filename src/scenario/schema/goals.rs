//! The tables `[goals]`, `[observed]`, `[[doubt]]` and `[compare]`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::clocks::DayClock;

/// What is aimed at, and which differences matter.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GoalsSpec {
    /// Smallest difference that matters, by metric key: points for points, percentage points for shares, otherwise the
    /// metric's own unit.
    #[schemars(extend("additionalProperties" = { "description": "The smallest difference that matters.", "type": "number", "minimum": 0 }))]
    pub matters: IndexMap<String, f64>,
    /// Levels to be reached.
    pub targets: Vec<TargetSpec>,
}

/// A level to be reached by a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetSpec {
    /// Key of the metric.
    pub metric: String,
    /// Most that is acceptable, in the metric's own unit (a share is 0 to 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Least that is acceptable, in the metric's own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
}

/// What the real service showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ObservedSpec {
    /// Relative deviation up to which the baseline counts as matched, as a share.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub tolerance: f64,
    /// Observed values by metric key: totals of a time as long as the horizon, ratios as they are.
    pub metrics: IndexMap<String, f64>,
    /// Observed values by half-hour of the day.
    pub intervals: Vec<ObservedIntervalSpec>,
}

impl Default for ObservedSpec {
    fn default() -> Self {
        ObservedSpec { tolerance: 0.1, metrics: IndexMap::new(), intervals: Vec::new() }
    }
}

/// Observed values of one half-hour of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservedIntervalSpec {
    /// Start of the half-hour, HH:MM.
    pub start: DayClock,
    /// Observed values by metric key.
    pub metrics: IndexMap<String, f64>,
}

/// An input whose value is doubtful.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoubtSpec {
    /// Path of the input, as in an intervention; it must lead to a number, a duration or an array of numbers.
    pub path: String,
    /// Why its value is doubtful.
    #[serde(default)]
    pub why: String,
    /// What it may be at the low end, as `--set` writes it: "-40%", "0.2", "2m". The true value lies below with a probability of
    /// 10 %, as you believe.
    #[serde(default = "fifth_lower")]
    pub low: String,
    /// What it may be at the high end, in the same way: the true value lies above with a probability of 10 %.
    #[serde(default = "fifth_higher")]
    pub high: String,
}

/// Changes of a doubtful input unless the scenario says otherwise.
const FIFTH: [&str; 2] = ["-20%", "+20%"];

fn fifth_lower() -> String {
    FIFTH[0].to_string()
}

fn fifth_higher() -> String {
    FIFTH[1].to_string()
}

impl DoubtSpec {
    /// Whether it is varied by a fifth both ways, because nothing else is stated.
    pub fn is_a_fifth(&self) -> bool {
        [&self.low, &self.high] == FIFTH
    }
}

/// How `compare` chooses its arms.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompareSpec {
    /// The arms that are compared when nobody chooses others, each an intervention's name or several joined by `+`; the
    /// baseline is always there. Default: each intervention alone and, of up to four, all combinations, else all together,
    /// without those that would have two alternatives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<String>,
    /// Adds, for each intervention, an arm scaled so that its planned service cost over the horizon equals this amount
    /// in the currency of the scenario. Default: no such arms.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub equal_budget: Option<f64>,
}
