//! What service costs by plan, known without simulating: wages, interventions and touchpoints; and what hiring costs.

use crate::journey::blueprint::{Blueprint, InterventionCost, WeekModels};
use crate::journey::staffing::week_span;
use crate::metrics::Metric;
use crate::time::DAYS_PER_MONTH;

/// An amount of money in whole hundredths of the currency, in which sums are exact.
pub fn hundredths(amount: f64) -> u64 {
    (amount * 100.0).round_ties_even() as u64
}

impl Blueprint {
    /// Cost of the interventions, apart from paid hours, in one week of the horizon.
    pub fn intervention_cost(&self, week: usize) -> f64 {
        let (from, to) = week_span(&self.calendar, week);
        let months = (to - from).as_days() / DAYS_PER_MONTH;
        let of = |cost: &InterventionCost| {
            let starts = if cost.start_week == week { cost.one_off } else { 0.0 };
            let runs = if week >= cost.start_week { cost.per_month * months } else { 0.0 };
            starts + runs
        };
        self.intervention_costs.iter().map(of).sum()
    }
}

/// What service costs, as far as an arm can cost more of it than another: what a plan and the accounts sum alike.
pub const SERVICE_COSTS: [Metric; 3] = [Metric::CostStaff, Metric::CostProgramme, Metric::CostTouchpoints];

/// The [`SERVICE_COSTS`] within the horizon, known without simulating: hires are not in it, and touchpoints are
/// those of as many customers as there are at the start.
pub fn planned_service_cost(blueprint: &Blueprint) -> f64 {
    let weeks = 0..blueprint.calendar.weeks();
    let of_week = |week| blueprint.intervention_cost(week) + planned_touchpoint_cost(blueprint, week);
    blueprint.planned_wages() + weeks.map(of_week).sum::<f64>()
}

/// What touchpoints cost in a week if nobody leaves or joins.
fn planned_touchpoint_cost(blueprint: &Blueprint, week: usize) -> f64 {
    let Some(prices) = &blueprint.models(Some(week)).money else {
        return 0.0;
    };
    let (from, to) = week_span(&blueprint.calendar, week);
    let months = (to - from).as_days() / DAYS_PER_MONTH;
    let segments = blueprint.segments.iter().enumerate();
    segments.map(|(at, segment)| f64::from(segment.size) * prices.touchpoints_of(at) * months).sum()
}

/// Cost of hiring: per team, agents hired times the cost of each.
pub fn hiring_cost(models: &WeekModels, hired: &[u64]) -> f64 {
    (0..hired.len()).map(|team| hiring_cost_of_team(models, team, hired[team])).sum()
}

/// Cost of hiring so many agents for one team.
pub fn hiring_cost_of_team(models: &WeekModels, team: usize, hired: u64) -> f64 {
    hired as f64 * models.centre.teams[team].hiring.cost_per_hire
}
