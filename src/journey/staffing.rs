//! Paid hours: as planned, known without simulating, and as they turned out, with vacancies and overtime.

use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::metrics::{DutyTime, INTERVALS_PER_DAY};
use crate::operation::Team;
use crate::time::{Calendar, Duration, Instant};

/// Paid hours and their cost, of one team or several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Staffing {
    /// Hours paid: hours present / (1 - shrinkage), and overtime.
    pub paid_hours: f64,
    /// Their cost at the loaded rate.
    pub cost: f64,
    /// Hours of the planned places that are vacant when nobody holds them (see [`Team::present_and_places_at`]).
    pub place_hours: f64,
}

impl std::ops::AddAssign for Staffing {
    fn add_assign(&mut self, other: Staffing) {
        self.paid_hours += other.paid_hours;
        self.cost += other.cost;
        self.place_hours += other.place_hours;
    }
}

impl Staffing {
    /// What an hour costs; 0 where none is paid.
    fn wage(&self) -> f64 {
        if self.paid_hours > 0.0 { self.cost / self.paid_hours } else { 0.0 }
    }

    /// The hours paid when, of the hours of planned places, `vacant` agent-microseconds were held by nobody and `beyond`
    /// were worked on top. A vacant place takes the time off the phone that belongs to it along; overtime is paid as worked.
    fn paid_hours_as_worked(&self, vacant: u64, beyond: u64) -> f64 {
        let vacant = if self.place_hours > 0.0 { hours(vacant.into()) / self.place_hours } else { 0.0 };
        // A shift that begins within a quarter of an hour counts whole quarters in the plan, and vacancies to the microsecond.
        self.paid_hours * (1.0 - vacant.min(1.0)) + hours(beyond.into())
    }
}

/// Planned duty of each team, known without simulating.
pub struct PlannedDuty {
    /// `[week of the horizon][team]`.
    pub weeks: Vec<Vec<Staffing>>,
    /// `[half-hour of the day][team]`, over all days of the horizon.
    pub intervals: Vec<Vec<Staffing>>,
}

impl PlannedDuty {
    /// The duty that was paid, given how each team's differed from the plan; `blueprint` is the one that was planned from. As the
    /// wage may differ from week to week, half-hours count with the mean wage of their plan (of the team's, where nobody was
    /// planned).
    pub(super) fn worked(mut self, blueprint: &Blueprint, duty: &[DutyTime]) -> Self {
        for (week, teams) in self.weeks.iter_mut().enumerate() {
            let of = &blueprint.models(Some(week)).centre.teams;
            for ((staffing, duty), team) in teams.iter_mut().zip(duty).zip(of) {
                let (vacant, beyond) = (duty.vacant.weeks[week], duty.beyond.weeks[week]);
                staffing.paid_hours = staffing.paid_hours_as_worked(vacant, beyond);
                staffing.cost = staffing.paid_hours * team.cost_per_hour;
            }
        }
        let mut planned = vec![Staffing::default(); duty.len()];
        for teams in &self.intervals {
            planned.iter_mut().zip(teams).for_each(|(sum, staffing)| *sum += *staffing);
        }
        for (interval, teams) in self.intervals.iter_mut().enumerate() {
            for ((staffing, duty), planned) in teams.iter_mut().zip(duty).zip(&planned) {
                let (vacant, beyond) = (duty.vacant.intervals[interval], duty.beyond.intervals[interval]);
                let wage = if staffing.paid_hours > 0.0 { staffing.wage() } else { planned.wage() };
                staffing.paid_hours = staffing.paid_hours_as_worked(vacant, beyond);
                staffing.cost = staffing.paid_hours * wage;
            }
        }
        self
    }

    /// Paid hours in one half-hour of the day, over all teams.
    pub(super) fn paid_hours_of_interval(&self, interval: usize) -> f64 {
        self.intervals[interval].iter().map(|staffing| staffing.paid_hours).sum()
    }
}

fn hours(micros: u128) -> f64 {
    micros as f64 / Duration::HOUR.as_micros() as f64
}

/// Planned duty of one team in one half-hour of the day, in agent-microseconds.
#[derive(Clone, Copy, Default)]
struct Planned {
    present: u128,
    places: u128,
}

impl Planned {
    fn paid(self, team: &Team) -> Staffing {
        let paid_hours = hours(self.present) / (1.0 - team.shrinkage);
        let cost = paid_hours * team.cost_per_hour;
        Staffing { paid_hours, cost, place_hours: hours(self.places) }
    }
}

/// What the plan of a team comes to between two instants, by half-hour of the day.
fn planned(team: &Team, calendar: &Calendar, from: Instant, to: Instant) -> [Planned; INTERVALS_PER_DAY] {
    let interval_length = Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64;
    let mut by_interval = [Planned::default(); INTERVALS_PER_DAY];
    let mut at = from;
    while at < to {
        let next = calendar.next_quarter(at).min(to);
        let (quarter, span) = (calendar.quarter_of_week(at), u128::from((next - at).as_micros()));
        let (_, time_of_day) = calendar.day_and_time(at);
        let cell = &mut by_interval[(time_of_day.as_micros() / interval_length) as usize];
        let (present, places) = team.present_and_places_at(quarter);
        cell.present += u128::from(present) * span;
        cell.places += u128::from(places) * span;
        at = next;
    }
    by_interval
}

/// Start and end of a week of the horizon.
pub(super) fn week_span(calendar: &Calendar, week: usize) -> (Instant, Instant) {
    let week_micros = Duration::WEEK.as_micros();
    let from = calendar.measured_from() + Duration::micros(week as u64 * week_micros);
    (from, (from + Duration::WEEK).min(calendar.end()))
}

impl Blueprint {
    /// Planned duty of each team by week and by half-hour of the day.
    pub fn planned_duty(&self) -> PlannedDuty {
        let teams = self.before.centre.teams.len();
        let mut intervals = vec![vec![Staffing::default(); teams]; INTERVALS_PER_DAY];
        let mut weeks = Vec::with_capacity(self.calendar.weeks());
        let mut last: Option<(&WeekModels, Duration, Vec<[Planned; INTERVALS_PER_DAY]>)> = None;
        for week in 0..self.calendar.weeks() {
            let (from, to) = week_span(&self.calendar, week);
            let (models, length) = (self.models(Some(week)).as_ref(), to - from);
            // A whole week holds every quarter of a week once: under the same settings it comes to what the last one did.
            let is_known =
                last.as_ref().is_some_and(|(of, its, _)| std::ptr::eq(*of, models) && *its == length);
            if !is_known {
                let of_team = |team| planned(team, &self.calendar, from, to);
                last = Some((models, length, models.centre.teams.iter().map(of_team).collect()));
            }
            let by_team = last.iter().flat_map(|(.., by_team)| by_team);
            let mut of_week = Vec::with_capacity(teams);
            for (index, (team, by_interval)) in models.centre.teams.iter().zip(by_team).enumerate() {
                let mut whole = Planned::default();
                for (interval, cell) in by_interval.iter().enumerate() {
                    whole.present += cell.present;
                    whole.places += cell.places;
                    intervals[interval][index] += cell.paid(team);
                }
                of_week.push(whole.paid(team));
            }
            weeks.push(of_week);
        }
        PlannedDuty { weeks, intervals }
    }

    /// The planned cost of all paid hours in the horizon, without hiring.
    pub fn planned_wages(&self) -> f64 {
        self.planned_duty().weeks.iter().flatten().map(|staffing| staffing.cost).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vacancies_are_not_paid_and_overtime_is() {
        let hour = Duration::HOUR.as_micros();
        let plan = Staffing { paid_hours: 100.0, cost: 2_000.0, place_hours: 80.0 };
        assert_eq!(plan.paid_hours_as_worked(0, 0), 100.0);
        assert_eq!(plan.paid_hours_as_worked(8 * hour, 2 * hour), 100.0 * (1.0 - 8.0 / 80.0) + 2.0);
        assert_eq!(Staffing::default().paid_hours_as_worked(0, 3 * hour), 3.0, "after the plan has ended");
    }
}
