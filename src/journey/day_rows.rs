//! How half-hours and days differ.

use crate::journey::table::Row;
use crate::metrics::{AgentTime, ContactSums, Metric, OperationalSums, TimeGrid, tenth_and_ninetieth};

/// How half-hours and days differ.
pub(super) fn write_days(row: &mut Row, operational: &OperationalSums, goal: f64) {
    let (met, all) = operational.days.meeting(goal);
    row.ratio(Metric::IntervalsMet, met as f64, all as f64);
    let with_contacts = operational.intervals.iter().filter(|interval| interval.offered > 0);
    let levels = with_contacts.map(|interval| interval.within_awt as f64 / interval.offered as f64);
    if let Some(worst) = levels.reduce(f64::min) {
        row.total(Metric::IntervalWorst, worst);
    }
    let of_contacts = |value: fn(&ContactSums) -> Option<f64>| -> Vec<f64> {
        operational.days.whole_with_contacts().filter_map(value).collect()
    };
    let agents = |of: fn(&AgentTime) -> &TimeGrid| {
        let sum = |day: usize| operational.agents.iter().map(|time| of(time).days[day]).sum::<u64>();
        operational.days.whole().map(sum).collect::<Vec<u64>>()
    };
    let worked = agents(|time| &time.handling).into_iter().zip(agents(|time| &time.available));
    let occupancy = worked.filter_map(|(handling, available)| share(handling, handling + available));
    for (metrics, values) in [
        ([Metric::OfferedDayP10, Metric::OfferedDayP90], of_contacts(|day| Some(day.offered as f64))),
        (
            [Metric::ServiceLevelDayP10, Metric::ServiceLevelDayP90],
            of_contacts(|day| share(day.within_awt, day.offered)),
        ),
        (
            [Metric::AbandonmentDayP10, Metric::AbandonmentDayP90],
            of_contacts(|day| share(day.abandoned, day.offered)),
        ),
        ([Metric::WaitMeanDayP10, Metric::WaitMeanDayP90], of_contacts(mean_wait)),
        ([Metric::OccupancyDayP10, Metric::OccupancyDayP90], occupancy.collect()),
    ] {
        for (metric, value) in metrics.into_iter().zip(tenth_and_ninetieth(values).into_iter().flatten()) {
            row.total(metric, value);
        }
    }
}

/// Nothing where there is nothing to have a share of.
fn share(part: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// The mean wait of the contacts of a scope, in seconds.
fn mean_wait(sums: &ContactSums) -> Option<f64> {
    share(sums.wait(), sums.waiters()).map(|micros| micros / 1e6)
}
