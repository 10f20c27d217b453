//! What agents cost, and whose contacts they cost it for.

use crate::journey::blueprint::Blueprint;
use crate::journey::figures::ModelPart;
use crate::journey::money::hiring_cost_of_team;
use crate::journey::staffing::{PlannedDuty, Staffing};
use crate::journey::table::Row;
use crate::metrics::{ContactSums, Metric, OperationalSums};

/// The cost of agents, paid hours and hiring, of each team over the horizon.
///
/// A team's cost is spread over what it answered first by handling time, so that an hour free is paid for by those for whom the
/// team is there. A team that answered nothing is spread over what all teams answered.
pub(super) struct ServiceCost<'a> {
    /// Whether agents cost anything by the scenario, in all and of each team: where only hires cost, a run without any costs 0.
    applies: bool,
    pays: Vec<bool>,
    operational: &'a OperationalSums,
    duty: &'a PlannedDuty,
    /// The same duty per team, over all half-hours of the day.
    all_day: Vec<Staffing>,
    wages: Vec<f64>,
    hiring: Vec<f64>,
    /// Handling time of what each team answered first, in microseconds.
    handling: Vec<u64>,
}

impl<'a> ServiceCost<'a> {
    pub fn new(blueprint: &Blueprint, operational: &'a OperationalSums, duty: &'a PlannedDuty) -> Self {
        let teams = operational.teams.len();
        let hiring = |team: usize| {
            let hired = operational.hired.iter().enumerate();
            hired.map(|(week, of)| hiring_cost_of_team(blueprint.models(Some(week)), team, of[team])).sum()
        };
        let mut all_day = vec![Staffing::default(); teams];
        for half_hour in &duty.intervals {
            all_day.iter_mut().zip(half_hour).for_each(|(sum, staffing)| *sum += *staffing);
        }
        ServiceCost {
            applies: blueprint.has(ModelPart::StaffCost),
            pays: (0..teams).map(|team| blueprint.pays(team)).collect(),
            operational,
            duty,
            all_day,
            wages: (0..teams).map(|team| duty.weeks.iter().map(|of| of[team].cost).sum()).collect(),
            hiring: (0..teams).map(hiring).collect(),
            handling: operational.teams.iter().map(|sums| sums.handling).collect(),
        }
    }

    /// The whole cost of a team.
    fn of_team(&self, team: usize) -> f64 {
        self.wages[team] + self.hiring[team]
    }

    /// Writes the figures of the whole run, of which `cost` is known.
    pub fn write_total(&self, row: &mut Row, cost: f64) {
        self.write_sum(row, cost);
        self.write(row, cost, &self.operational.total());
    }

    /// Writes those of a team. The cost per contact divides by work items as well as by contacts, as the team is paid for both.
    pub fn write_team(&self, row: &mut Row, team: usize) {
        if self.pays[team] {
            self.write_sum(row, self.of_team(team));
            self.write(row, self.of_team(team), &self.operational.teams[team]);
        }
    }

    /// Writes that of a reason, work items included.
    pub fn write_reason(&self, row: &mut Row, reason: usize) {
        let cost = self.of_handling(&|team| self.operational.answered_by(reason, team).handling);
        self.write(row, cost, &self.operational.reasons[reason]);
    }

    /// Writes that of a segment. What a team costs for back-office work is in that of no segment.
    pub fn write_segment(&self, row: &mut Row, segment: usize) {
        let cost = self.of_handling(&|team| self.operational.served_by(segment, team).handling);
        self.write(row, cost, &self.operational.segments[segment]);
    }

    /// Writes that of a half-hour of the day: wages by what is paid in it, hiring by the hours paid in it.
    pub fn write_interval(&self, row: &mut Row, interval: usize) {
        let cost = (0..self.wages.len()).map(|team| {
            let part = |of: fn(&Staffing) -> f64| {
                let all = of(&self.all_day[team]);
                if all > 0.0 { of(&self.duty.intervals[interval][team]) / all } else { 0.0 }
            };
            self.wages[team] * part(|staffing| staffing.cost)
                + self.hiring[team] * part(|staffing| staffing.paid_hours)
        });
        self.write(row, cost.sum(), &self.operational.intervals[interval]);
    }

    /// Writes those of a week, of which `cost` is known.
    pub fn write_week(&self, row: &mut Row, week: usize, cost: f64) {
        self.write_sum(row, cost);
        self.write(row, cost, &self.operational.weeks[week]);
    }

    /// The part of the cost of all teams that falls to contacts which took so much of each team's handling time.
    fn of_handling(&self, handling: &dyn Fn(usize) -> u64) -> f64 {
        let teams = 0..self.handling.len();
        let everything: u64 = self.handling.iter().sum();
        let part = |some: u64, of: u64| if of > 0 { some as f64 / of as f64 } else { 0.0 };
        let by_all = part(teams.clone().map(handling).sum(), everything);
        teams
            .map(|team| match self.handling[team] {
                0 => self.of_team(team) * by_all,
                own => self.of_team(team) * part(handling(team), own),
            })
            .sum()
    }

    /// What the agents cost, also where no [money] is stated.
    fn write_sum(&self, row: &mut Row, cost: f64) {
        if self.applies {
            row.total(Metric::CostStaff, cost);
        }
    }

    fn write(&self, row: &mut Row, cost: f64, sums: &ContactSums) {
        if self.applies {
            row.ratio(Metric::CostPerContact, cost, sums.talked_to() as f64);
        }
    }
}
