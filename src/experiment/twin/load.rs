//! Contacts, handling and agents of one reason, quarter by quarter of the horizon.

use std::collections::BTreeMap;

use crate::journey::Blueprint;
use crate::metrics::INTERVALS_PER_DAY;
use crate::operation::{Centre, WeekPattern};
use crate::time::Calendar;

/// Settings under which a queue stands for a while; equal ones are one queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Condition {
    per_hour: u64,
    pub agents: u32,
    service: u64,
    patience: Option<u64>,
}

impl Condition {
    /// Contacts offered per hour.
    pub fn per_hour(&self) -> f64 {
        f64::from_bits(self.per_hour)
    }

    /// Mean handling time in seconds.
    pub fn service_s(&self) -> f64 {
        f64::from_bits(self.service)
    }

    /// Mean patience in seconds; `None` means for ever.
    pub fn patience_s(&self) -> Option<f64> {
        self.patience.map(f64::from_bits)
    }
}

/// How long each condition holds in each half-hour of the day, in hours over the horizon.
pub(super) struct Load {
    pub by_half_hour: [BTreeMap<Condition, f64>; INTERVALS_PER_DAY],
}

impl Load {
    /// The load of a reason on its teams, with so many times the planned contacts.
    pub fn of(blueprint: &Blueprint, reason: usize, teams: &[usize], volume: f64) -> Load {
        let mut load = Load { by_half_hour: std::array::from_fn(|_| BTreeMap::new()) };
        let mean = blueprint.demand.arrivals.reasons[reason].mean_per_hour();
        for_each_quarter(blueprint, |week, quarter, hours| {
            let centre = &blueprint.models(Some(week)).centre;
            let of = &centre.reasons[reason];
            let factor = of.handling_by_quarter.as_ref().map_or(1.0, |factors| factors[quarter]);
            let service = factor * teams.first().map_or(0.0, |team| handling_seconds(centre, reason, *team));
            let condition = Condition {
                per_hour: (volume * per_hour(blueprint, &mean, week, reason, quarter)).to_bits(),
                agents: teams.iter().map(|team| centre.teams[*team].agents_at(quarter)).sum(),
                service: service.to_bits(),
                patience: of.patience.as_ref().map(|law| law.mean().to_bits()),
            };
            let half_hour = quarter % Calendar::QUARTERS_PER_DAY / 2;
            *load.by_half_hour[half_hour].entry(condition).or_default() += hours;
        });
        load
    }

    /// The conditions under which contacts come at all.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let all = self.by_half_hour.iter().flat_map(BTreeMap::keys);
        all.filter(|condition| condition.per_hour() > 0.0)
    }

    /// The formula that describes it.
    pub fn formula_name(&self) -> &'static str {
        let impatient = self.conditions().any(|condition| condition.patience.is_some());
        if impatient { "Erlang A" } else { "Erlang C" }
    }
}

/// Contacts of a reason planned over the horizon.
pub(super) fn planned(blueprint: &Blueprint, reason: usize) -> f64 {
    let mut contacts = 0.0;
    let mean = blueprint.demand.arrivals.reasons[reason].mean_per_hour();
    for_each_quarter(blueprint, |week, quarter, hours| {
        contacts += hours * per_hour(blueprint, &mean, week, reason, quarter);
    });
    contacts
}

/// Primary contacts per hour that are let in, in a quarter of the week, when `mean` are planned.
fn per_hour(blueprint: &Blueprint, mean: &WeekPattern, week: usize, reason: usize, quarter: usize) -> f64 {
    let models = blueprint.models(Some(week));
    let open = models.centre.reasons[reason].opening.as_ref().is_none_or(|hours| hours.quarters[quarter]);
    if open { mean.values[quarter] * models.rate_factors.get(reason).copied().unwrap_or(1.0) } else { 0.0 }
}

/// Mean handling time of a reason by a team: talk, hold and wrap-up.
pub(super) fn handling_seconds(centre: &Centre, reason: usize, team: usize) -> f64 {
    centre.teams[team].mean_handling(reason, &centre.reasons[reason])
}

/// Tells every quarter-hour of the horizon: the week, the quarter of the week, and the hours of it that lie in the horizon.
fn for_each_quarter(blueprint: &Blueprint, mut tell: impl FnMut(usize, usize, f64)) {
    let calendar = blueprint.calendar;
    let (mut now, end) = (calendar.measured_from(), calendar.end());
    while now < end {
        let next = calendar.next_quarter(now).min(end);
        tell(calendar.week(now).unwrap_or(0), calendar.quarter_of_week(now), next.since(now).as_hours());
        now = next;
    }
}
