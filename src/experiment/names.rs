//! The names behind the indices of a scope.

use crate::journey::{Blueprint, Scope};

/// Half-hours of a day.
const INTERVALS: usize = 48;

/// Names of all scopes of one arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    pub segments: Vec<String>,
    pub reasons: Vec<String>,
    pub teams: Vec<String>,
    /// Starts of the half-hours, `HH:MM`.
    pub intervals: Vec<String>,
    /// Numbers of the weeks, from 1.
    pub weeks: Vec<String>,
}

impl Names {
    pub fn of(blueprint: &Blueprint) -> Names {
        let centre = &blueprint.before.centre;
        Names {
            segments: blueprint.segments.iter().map(|segment| segment.name.clone()).collect(),
            reasons: centre.reasons.iter().map(|reason| reason.name.clone()).collect(),
            teams: centre.teams.iter().map(|team| team.name.clone()).collect(),
            intervals: (0..INTERVALS).map(clock).collect(),
            weeks: (1..=blueprint.calendar.weeks()).map(|week| week.to_string()).collect(),
        }
    }

    /// The kind of scope and the name within it, as files state them.
    pub fn label(&self, scope: Scope) -> (&'static str, &str) {
        fn name(names: &[String], at: usize) -> &str {
            names.get(at).map_or("", String::as_str)
        }
        match scope {
            Scope::Total => ("total", ""),
            Scope::Segment(at) => ("segment", name(&self.segments, at)),
            Scope::Reason(at) => ("reason", name(&self.reasons, at)),
            Scope::Team(at) => ("team", name(&self.teams, at)),
            Scope::Interval(at) => ("interval", name(&self.intervals, at)),
            Scope::Week(at) => ("week", name(&self.weeks, at)),
        }
    }
}

/// The border between half-hours as `HH:MM`; the last one is `24:00`.
pub(super) fn clock(half_hour: usize) -> String {
    format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_hours_close_the_day() {
        assert_eq!([clock(0), clock(19), clock(48)], ["00:00", "09:30", "24:00"]);
    }
}
