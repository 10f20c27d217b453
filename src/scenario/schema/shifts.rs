//! Shifts of a team, stated or derived.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::clocks::DayClock;
use crate::scenario::durations::Span;
use crate::scenario::hours::Weekdays;

/// A shift worked by a number of agents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftSpec {
    /// Name, by which interventions find the shift: team.NAME.shifts.NAME.agents. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the shift in all arms"))]
    pub name: Option<String>,
    /// Start of the shift, a time of day.
    pub start: DayClock,
    /// Length, breaks included, as a duration; it may reach into the next day.
    #[schemars(
        extend("exclusiveMinimum" = 0, "maximum" = 86_400, "x-why" = "a shift ends after it starts, and before the same people start again")
    )]
    pub length: Span,
    /// Days on which it starts.
    #[serde(default = "every_day")]
    pub days: Weekdays,
    /// Agents who work it.
    #[schemars(
        range(max = 100_000),
        extend(
            "x-kind" = "headcount",
            "x-why" = "each agent is simulated as a person, and beyond a hundred thousand in one team a zero too many is likelier"
        )
    )]
    pub agents: u32,
    /// Breaks and lunches, in order. An agent on a contact finishes it first and then takes the whole break.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<BreakSpec>,
    /// Whether these agents stay after the end as long as there is a contact that they may be given, after it has been transferred
    /// too; endless work keeps nobody.
    #[serde(default)]
    pub open_end: bool,
}

/// A break or lunch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakSpec {
    /// Duration from the start of the shift after which it is due.
    pub after: Span,
    /// Length, as a duration.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub length: Span,
    /// Whether it is paid.
    #[serde(default = "yes")]
    pub paid: bool,
}

/// How shifts are made of the agents of each interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeriveShiftsSpec {
    /// Length of a shift where the headcount allows it, as a duration.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 86_400, "x-why" = "a shift is worked on one day"))]
    pub preferred: Span,
    /// Nobody is sent home before this duration, even when fewer agents are stated.
    #[serde(default)]
    #[schemars(extend("maximum" = 86_400))]
    pub minimum: Span,
    /// Whether those on duty at the end of the day stay as long as there is a contact that they may be given, after it has been
    /// transferred too; endless work keeps nobody.
    #[serde(default)]
    pub open_end: bool,
}

fn every_day() -> Weekdays {
    Weekdays::ALL
}

fn yes() -> bool {
    true
}
