//! The table `[time]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::clocks::WeekClock;
use crate::scenario::durations::Span;

/// How long the run lasts and when it starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeSpec {
    /// Length of what is measured, as a duration.
    #[schemars(extend("exclusiveMinimum" = 0, "x-why" = "figures are of the horizon only, so there must be some"))]
    pub horizon: Span,
    /// Length of the beginning that is simulated but not measured, as a duration.
    #[serde(default)]
    pub warm_up: Span,
    /// Weekday and time of day at time 0, the start of the warm-up. Written mon to sun and HH:MM.
    #[serde(default)]
    pub start: WeekClock,
}
