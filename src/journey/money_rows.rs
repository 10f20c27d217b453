//! Revenue, cost and profit of the whole run and of each week.

use crate::journey::blueprint::MoneyModel;
use crate::journey::complaint_rows;
use crate::journey::loyalty_rows::Parts;
use crate::journey::money::hiring_cost;
use crate::journey::staffing::Staffing;
use crate::journey::table::{Row, Sources, cells, revenue};
use crate::metrics::Metric;

/// The money of a scope: of the whole run or of one week.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Money {
    pub revenue: f64,
    pub staffing: Staffing,
    pub hiring: f64,
    pub programme: f64,
    pub answered: f64,
    pub joined: f64,
    pub complaints: f64,
    pub loyalty_programmes: f64,
}

impl Money {
    /// What the agents cost: paid hours and hiring.
    pub fn staff(&self) -> f64 {
        self.staffing.cost + self.hiring
    }

    /// Writes what of it applies.
    pub fn write(&self, row: &mut Row, model: &MoneyModel, parts: Parts) {
        let staff = self.staff();
        let product = self.revenue * (1.0 - model.margin);
        let cost = product
            + staff
            + self.programme
            + self.answered * model.contact_cost
            + self.joined * model.acquisition_cost
            + self.complaints
            + self.loyalty_programmes;
        row.total(Metric::Revenue, self.revenue);
        row.total(Metric::Cost, cost);
        row.total(Metric::Profit, self.revenue - cost);
        row.total(Metric::CostStaff, staff);
        row.total(Metric::CostProgramme, self.programme);
        row.total(Metric::CostAcquisition, self.joined * model.acquisition_cost);
        if parts.programmes {
            row.total(Metric::CostLoyaltyProgrammes, self.loyalty_programmes);
        }
    }

    /// Adds that of another scope.
    pub fn add(&mut self, other: &Money) {
        self.revenue += other.revenue;
        self.staffing += other.staffing;
        self.hiring += other.hiring;
        self.programme += other.programme;
        self.answered += other.answered;
        self.joined += other.joined;
        self.complaints += other.complaints;
        self.loyalty_programmes += other.loyalty_programmes;
    }
}

/// Money of each week of the horizon.
pub(super) fn week_money(sources: &Sources, staffing: &[Vec<Staffing>]) -> Vec<Money> {
    let blueprint = sources.blueprint;
    let segments = blueprint.segments.len();
    staffing
        .iter()
        .enumerate()
        .map(|(week, teams)| {
            let mut staffing = Staffing::default();
            teams.iter().for_each(|team| staffing += *team);
            let cells = cells(sources, 0..segments, week..week + 1);
            let hired = &sources.operational.hired[week];
            Money {
                revenue: revenue(&cells),
                staffing,
                hiring: hiring_cost(blueprint.models(Some(week)), hired),
                programme: blueprint.programme_cost(week),
                answered: sources.operational.weeks[week].answered as f64,
                joined: cells.iter().map(|cell| cell.joined).sum::<u64>() as f64,
                loyalty_programmes: cells.iter().map(|cell| cell.programme_cost).sum::<u64>() as f64 / 100.0,
                complaints: complaint_rows::cost(sources.complaints, 0..segments, week..week + 1),
            }
        })
        .collect()
}
