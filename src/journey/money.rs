//! What service costs by plan: paid hours and programmes, known without simulating.

use crate::journey::blueprint::{Blueprint, ProgrammeCost, WeekModels};
use crate::metrics::INTERVALS_PER_DAY;
use crate::operation::Team;
use crate::time::{Calendar, DAYS_PER_MONTH, Duration, Instant};

/// Paid hours and their cost, of one team or several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Staffing {
    /// Hours paid: hours present / (1 - shrinkage).
    pub paid_hours: f64,
    /// Their cost at the loaded rate.
    pub cost: f64,
}

impl std::ops::AddAssign for Staffing {
    fn add_assign(&mut self, other: Staffing) {
        self.paid_hours += other.paid_hours;
        self.cost += other.cost;
    }
}

/// Paid hours of one team between two instants.
fn staffing_of(team: &Team, calendar: &Calendar, from: Instant, to: Instant) -> Staffing {
    let mut micros_present = 0u128;
    let mut at = from;
    while at < to {
        let next = calendar.next_quarter(at).min(to);
        let present = team.present_at(calendar.quarter_of_week(at));
        micros_present += u128::from(present) * u128::from((next - at).as_micros());
        at = next;
    }
    let hours = micros_present as f64 / Duration::HOUR.as_micros() as f64;
    let paid_hours = hours / (1.0 - team.shrinkage);
    Staffing { paid_hours, cost: paid_hours * team.cost_per_hour }
}

/// An amount of money in whole hundredths of the currency, in which sums are exact.
pub fn hundredths(amount: f64) -> u64 {
    (amount * 100.0).round_ties_even() as u64
}

/// Start and end of a week of the horizon.
fn week_span(calendar: &Calendar, week: usize) -> (Instant, Instant) {
    let week_micros = Duration::WEEK.as_micros();
    let from = calendar.measured_from() + Duration::micros(week as u64 * week_micros);
    (from, (from + Duration::WEEK).min(calendar.end()))
}

impl Blueprint {
    /// Paid hours of each team in each week of the horizon: `[week][team]`.
    pub fn staffing(&self) -> Vec<Vec<Staffing>> {
        (0..self.calendar.weeks())
            .map(|week| {
                let (from, to) = week_span(&self.calendar, week);
                let teams = &self.models(Some(week)).centre.teams;
                teams.iter().map(|team| staffing_of(team, &self.calendar, from, to)).collect()
            })
            .collect()
    }

    /// Paid hours in one half-hour of the day, over all teams and all days of the horizon.
    pub fn paid_hours_of_interval(&self, interval: usize) -> f64 {
        let calendar = &self.calendar;
        let half_hour = Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64;
        let first_day = calendar.day_number(calendar.measured_from());
        let mut hours = 0.0;
        for day in first_day.. {
            let begins = day * Duration::DAY.as_micros() + interval as u64 * half_hour;
            let Some(begins) = begins.checked_sub(calendar.start.as_micros()) else { continue };
            let from = Instant::micros(begins).max(calendar.measured_from());
            let to = Instant::micros(begins + half_hour).min(calendar.end());
            if Instant::micros(begins) >= calendar.end() {
                return hours;
            }
            let teams = &self.models(calendar.week(from)).centre.teams;
            hours += teams.iter().map(|team| staffing_of(team, calendar, from, to).paid_hours).sum::<f64>();
        }
        hours
    }

    /// Cost of the intervention programmes in one week of the horizon.
    pub fn programme_cost(&self, week: usize) -> f64 {
        let (from, to) = week_span(&self.calendar, week);
        let months = (to - from).as_days() / DAYS_PER_MONTH;
        let of = |programme: &ProgrammeCost| {
            let starts = if programme.start_week == week { programme.one_off } else { 0.0 };
            let runs = if week >= programme.start_week { programme.per_month * months } else { 0.0 };
            starts + runs
        };
        self.programme.iter().map(of).sum()
    }
}

/// Staff and programme cost within the horizon, known without simulating: hires are not in it.
pub fn planned_service_cost(blueprint: &Blueprint) -> f64 {
    let staff: f64 = blueprint.staffing().iter().flatten().map(|staffing| staffing.cost).sum();
    let programmes: f64 = (0..blueprint.calendar.weeks()).map(|week| blueprint.programme_cost(week)).sum();
    staff + programmes
}

/// Cost of hiring: per team, agents hired times the cost of each.
pub fn hiring_cost(models: &WeekModels, hired: &[u64]) -> f64 {
    models.centre.teams.iter().zip(hired).map(|(team, count)| *count as f64 * team.hiring.cost_per_hire).sum()
}
