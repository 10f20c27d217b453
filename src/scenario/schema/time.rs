//! The tables `[time]`, `[demand]` and `[profile.NAME]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::clocks::WeekClock;
use crate::scenario::durations::Span;
use crate::scenario::patterns::DayPattern;

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

/// How the demand of all reasons fluctuates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DemandSpec {
    /// Most by which demand may exceed the baseline, as a factor. Arrivals are drawn at the baseline rate times this and
    /// thinned, so that all arms share their luck.
    #[schemars(range(min = 1), extend("x-why" = "arrivals are thinned from this many times the baseline rate"))]
    pub headroom: f64,
    /// Coefficient of variation of the busyness of a day (gamma, mean 1), shared by all reasons. 0 means that only
    /// chance makes days differ.
    #[schemars(range(min = 0, max = 3))]
    pub busyness_cv: f64,
}

impl Default for DemandSpec {
    fn default() -> Self {
        DemandSpec { headroom: 2.0, busyness_cv: 0.0 }
    }
}

/// A relative pattern of the week, either by `weekday`, `saturday` and `sunday` or by seven `days`, scaled to mean 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileSpec {
    /// Monday to Friday: 24, 48 or 96 relative numbers, from midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<DayPattern>,
    /// Saturday: 24, 48 or 96 relative numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saturday: Option<DayPattern>,
    /// Sunday: 24, 48 or 96 relative numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunday: Option<DayPattern>,
    /// Monday to Sunday: seven arrays of 24, 48 or 96 relative numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<Vec<DayPattern>>,
}

impl ProfileSpec {
    /// The seven days, Monday first; `None` when the form is incomplete.
    pub fn week(&self) -> Option<Vec<&DayPattern>> {
        match (&self.days, &self.weekday, &self.saturday, &self.sunday) {
            (Some(days), None, None, None) if days.len() == 7 => Some(days.iter().collect()),
            (None, Some(weekday), Some(saturday), Some(sunday)) => {
                let mut week = vec![weekday; 5];
                week.extend([saturday, sunday]);
                Some(week)
            }
            _ => None,
        }
    }
}
