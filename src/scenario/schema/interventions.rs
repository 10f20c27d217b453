//! The table `[[intervention]]`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::scenario::durations::Span;

/// The name of the arm without interventions.
pub const BASELINE: &str = "baseline";

/// A change to be compared with the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InterventionSpec {
    /// Name, unique among interventions and not "baseline", without `+` and `,`, which join names of arms.
    #[schemars(extend("x-kind" = "name"))]
    pub name: String,
    /// Why it is considered.
    #[serde(default)]
    pub reason: String,
    /// First week of the horizon in which it acts, counted from 1 at the end of the warm-up.
    #[serde(default = "first_week")]
    #[schemars(range(min = 1, max = 5200), extend("x-why" = "weeks are counted from 1 at the end of the warm-up"))]
    pub start_week: u32,
    /// Weeks over which its changes rise linearly to their full value. Changes may state a ramp of their own.
    #[serde(default)]
    #[schemars(extend("x-whole-weeks" = true))]
    pub ramp: Span,
    /// Cost paid once at the start, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub one_off_cost: f64,
    /// Cost paid every month from the start on, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub running_cost_per_month: f64,
    /// What it changes: path to value, or path to a table with `value` and a profile over time.
    #[serde(default)]
    pub set: IndexMap<String, ChangeSpec>,
}

/// A change of one value: `"+25%"` multiplies, `"+2"` adds, a plain value replaces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-kind" = "change"))]
#[serde(deny_unknown_fields)]
pub struct ChangeSpec {
    /// The change itself. A signed percent such as "+25%" multiplies, a signed text such as "+2" or "-20s" adds, a plain value
    /// replaces.
    pub value: Value,
    /// Weeks between the start of the intervention and the start of this change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-whole-weeks" = true))]
    pub delay: Option<Span>,
    /// Weeks over which it rises linearly to its full value. Default: the ramp of the intervention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-whole-weeks" = true))]
    pub ramp: Option<Span>,
    /// Weeks after which it is gone, counted from its own start. Default: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-whole-weeks" = true, "exclusiveMinimum" = 0))]
    pub lasts: Option<Span>,
    /// Share that remains in the long run, when the change decays after its full value. Default: all of it, or with a
    /// `half_life` none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub keeps: Option<f64>,
    /// Half-life of the part that decays, as a duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub half_life: Option<Span>,
}

fn first_week() -> u32 {
    1
}
