//! Revenue, cost and profit of the whole run and of each week.

use crate::journey::complaint_rows;
use crate::journey::figures::{ModelPart, ModelParts};
use crate::journey::money::hiring_cost;
use crate::journey::staffing::Staffing;
use crate::journey::table::{Row, Sources, cells, revenue};
use crate::metrics::Metric;

/// The money of a scope: of the whole run or of one week.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Money {
    pub revenue: f64,
    pub staffing: Staffing,
    /// What contacts cost besides agents.
    pub contacts: f64,
    product: f64,
    hiring: f64,
    interventions: f64,
    acquisition: f64,
    complaints: f64,
    loyalty_programmes: f64,
    touchpoints: f64,
}

impl Money {
    /// What the agents cost: paid hours and hiring.
    pub fn staff(&self) -> f64 {
        self.staffing.cost + self.hiring
    }

    /// All that is spent, each amount under the key that tells it: the cost is their sum and nothing else.
    fn spent(&self) -> [(Metric, f64); 8] {
        [
            (Metric::CostProduct, self.product),
            (Metric::CostStaff, self.staff()),
            (Metric::CostProgramme, self.interventions),
            (Metric::CostContacts, self.contacts),
            (Metric::CostAcquisition, self.acquisition),
            (Metric::CostLoyaltyProgrammes, self.loyalty_programmes),
            (Metric::CostComplaints, self.complaints),
            (Metric::CostTouchpoints, self.touchpoints),
        ]
    }

    /// Writes what of it applies.
    pub fn write(&self, row: &mut Row, parts: &ModelParts) {
        let cost: f64 = self.spent().iter().map(|(_, amount)| amount).sum();
        row.total(Metric::Revenue, self.revenue);
        row.total(Metric::Cost, cost);
        row.total(Metric::Profit, self.revenue - cost);
        for (metric, amount) in self.spent() {
            let applies = match metric {
                Metric::CostLoyaltyProgrammes => parts.has(ModelPart::Programmes),
                Metric::CostComplaints => parts.has(ModelPart::ComplaintProcess),
                Metric::CostTouchpoints => parts.has(ModelPart::TouchpointCost),
                _ => true,
            };
            if applies {
                row.total(metric, amount);
            }
        }
    }

    /// Adds that of another scope.
    pub fn add(&mut self, other: &Money) {
        let Money {
            revenue,
            staffing,
            contacts,
            product,
            hiring,
            interventions,
            acquisition,
            complaints,
            loyalty_programmes,
            touchpoints,
        } = *other;
        self.revenue += revenue;
        self.staffing += staffing;
        self.contacts += contacts;
        self.product += product;
        self.hiring += hiring;
        self.interventions += interventions;
        self.acquisition += acquisition;
        self.complaints += complaints;
        self.loyalty_programmes += loyalty_programmes;
        self.touchpoints += touchpoints;
    }
}

/// Money of each week of the horizon, at the prices of the week.
pub(super) fn week_money(sources: &Sources, staffing: &[Vec<Staffing>]) -> Vec<Money> {
    staffing.iter().enumerate().map(|(week, teams)| money_of(sources, week, teams)).collect()
}

fn money_of(sources: &Sources, week: usize, teams: &[Staffing]) -> Money {
    let blueprint = sources.blueprint;
    let models = blueprint.models(Some(week));
    let segments = 0..blueprint.segments.len();
    let mut staffing = Staffing::default();
    teams.iter().for_each(|team| staffing += *team);
    let cells = cells(sources, segments.clone(), week..week + 1);
    let revenue = revenue(&cells);
    let money = Money {
        revenue,
        staffing,
        hiring: hiring_cost(models, &sources.operational.hired[week]),
        interventions: blueprint.intervention_cost(week),
        complaints: complaint_rows::cost(sources.complaints, segments, week..week + 1),
        loyalty_programmes: cells.iter().map(|cell| cell.programme_cost).sum::<u64>() as f64 / 100.0,
        ..Money::default()
    };
    let Some(prices) = &models.money else {
        return money;
    };
    let of_segment = |(segment, at_risk): (usize, u64)| at_risk as f64 * prices.touchpoints_of(segment);
    Money {
        product: revenue * (1.0 - prices.margin),
        contacts: sources.operational.weeks[week].answered as f64 * prices.contact_cost,
        acquisition: cells.iter().map(|cell| cell.joined).sum::<u64>() as f64 * prices.acquisition_cost,
        touchpoints: cells.iter().map(|cell| cell.at_risk).enumerate().map(of_segment).sum(),
        ..money
    }
}
