//! Demand: the table `[demand]` with its shocks, `[profile.NAME]`, and the forms that arrivals of a reason may have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::clocks::WeekClock;
use crate::scenario::durations::Span;
use crate::scenario::patterns::{ByWeekday, DayPattern, Weight, WeightPattern};
use crate::scenario::words::VolumeLawWord;

/// How the demand of all reasons fluctuates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DemandSpec {
    /// Most by which demand may exceed the baseline, as a factor. Arrivals are drawn at the baseline rate times this and
    /// thinned, so that all arms share their luck.
    #[schemars(range(min = 1, max = 100), extend("x-why" = "arrivals are thinned from this many times the baseline rate"))]
    pub headroom: f64,
    /// Coefficient of variation of the busyness of a day (gamma, mean 1), shared by all reasons. 0 means that only
    /// chance makes days differ.
    #[schemars(range(min = 0, max = 3))]
    pub busyness_cv: f64,
    /// Correlation of the busyness of two days in a row (of their normal scores): above 0, busy days come in a row.
    #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
    pub busyness_correlation: f64,
    /// Whether all reasons share one busyness of the day; otherwise each has its own, independent of the others.
    pub busyness_shared: bool,
    /// Coefficient of variation of a factor (mean 1) on the demand of a whole replication: the forecast may be wrong. 0
    /// means that it is right in the mean.
    #[schemars(range(min = 0, max = 3))]
    pub volume_cv: f64,
    /// Law of that factor.
    pub volume_law: VolumeLawWord,
    /// Events that raise or lower demand for a time, such as an outage or a billing run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shock: Vec<ShockSpec>,
}

impl Default for DemandSpec {
    fn default() -> Self {
        DemandSpec {
            headroom: 2.0,
            busyness_cv: 0.0,
            busyness_correlation: 0.0,
            busyness_shared: true,
            volume_cv: 0.0,
            volume_law: VolumeLawWord::default(),
            shock: Vec::new(),
        }
    }
}

/// How the busyness of one reason differs from that of `[demand]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BusynessSpec {
    /// Coefficient of variation of its busyness of a day. With a shared busyness a day is as busy for all, more so for the reason
    /// with the larger coefficient. Default: `demand.busyness_cv`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 3))]
    pub cv: Option<f64>,
    /// Correlation of two days in a row, of a busyness of its own. Default: `demand.busyness_correlation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
    pub correlation: Option<f64>,
    /// Whether it takes part in the busyness that is shared; otherwise it has its own, independent of the others. Default:
    /// `demand.busyness_shared`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<bool>,
}

/// An event that multiplies demand for a time. It strikes at a time of the week or by chance, and goes back by a length or a
/// half-life; of several at once the factors multiply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShockSpec {
    /// Name, by which --set finds the shock: demand.shock.NAME.peak. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-kind" = "name"))]
    pub name: Option<String>,
    /// Weekday and time at which it strikes, every week or in `week` alone. Written mon to sun and HH:MM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<WeekClock>,
    /// Week of the horizon in which it strikes, counted from 1 at the end of the warm-up. Default: every week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5200), extend("x-why" = "weeks are counted from 1 at the end of the warm-up"))]
    pub week: Option<u32>,
    /// Mean number of times a year, instead of `at`: it strikes by chance, at the same instants in all arms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10_000), extend("exclusiveMinimum" = 0))]
    pub per_year: Option<f64>,
    /// Factor on demand at its peak: 3 means three times as many contacts, 0.5 half as many.
    #[schemars(range(min = 0, max = 1000))]
    pub peak: f64,
    /// How long the peak holds, as a duration; then it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub length: Option<Span>,
    /// Time in which the distance of the factor from 1 falls by half, as a duration, instead of `length`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub half_life: Option<Span>,
    /// Names of the reasons it acts on. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub reasons: Option<Vec<String>>,
}

/// A number of contacts a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DailySpec {
    /// Mean number of contacts a day: a number, or seven for Monday to Sunday.
    pub per_day: ByWeekday,
    /// Standard deviation of the number of a day (normal, rounded, at least 0): a number, or seven for Monday to Sunday. 0
    /// means exactly so many, times what busyness, volume and shocks make of the day.
    #[serde(default = "none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub sd: ByWeekday,
    /// How the contacts are spread over the day: relative numbers, an array of 24, 48 or 96 for every day, or seven such
    /// arrays for the week, of which each counts within its own day. Default: evenly.
    #[serde(default = "evenly")]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub weights: WeightPattern,
}

/// A finite population of callers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesSpec {
    /// Callers.
    #[schemars(range(min = 1, max = 10_000_000))]
    pub count: u32,
    /// Contacts per hour of each while idle, that is from the end of a contact (and what follows it) to the next.
    #[schemars(range(max = 1_000_000), extend("exclusiveMinimum" = 0))]
    pub per_idle_hour: f64,
}

fn none() -> ByWeekday {
    ByWeekday::Every(0.0)
}

fn evenly() -> WeightPattern {
    WeightPattern::Flat(Weight(1.0))
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
