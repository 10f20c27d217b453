//! What agents' time was spent on.

use crate::journey::table::Row;
use crate::metrics::{AgentTime, DutyTime, Metric, OperationalSums, TimeGrid};

const MICROS_PER_HOUR: f64 = 3.6e9;

/// Writes the time of some teams over a part of the horizon: `of` takes the part of every integral over time.
pub(super) fn write_agents(
    row: &mut Row,
    sums: &OperationalSums,
    teams: std::ops::Range<usize>,
    of: &dyn Fn(&TimeGrid) -> u64,
) {
    let time = |part: fn(&AgentTime) -> &TimeGrid| -> u64 {
        sums.agents[teams.clone()].iter().map(|team| of(part(team))).sum()
    };
    let duty = |part: fn(&DutyTime) -> &TimeGrid| -> u64 {
        sums.duty[teams.clone()].iter().map(|team| of(part(team))).sum()
    };
    let (available, handling) = (time(|team| &team.available), time(|team| &team.handling));
    let clock = of(&sums.clock) as f64;
    row.ratio(Metric::AgentsBusyMean, handling as f64, clock);
    row.ratio(Metric::AgentsMean, (available + handling) as f64, clock);
    row.ratio(Metric::Occupancy, handling as f64, (available + handling) as f64);
    for (metric, micros) in [
        (Metric::AgentHours, available + handling),
        (Metric::HandlingHours, handling),
        (Metric::AvailableHours, available),
        (Metric::OvertimeHours, duty(|team| &team.beyond)),
        (Metric::BreakHours, duty(|team| &team.on_break)),
        (Metric::VacantHours, duty(|team| &team.vacant)),
    ] {
        row.total(metric, micros as f64 / MICROS_PER_HOUR);
    }
}
