//! Figures of leaving, the market, programmes and what customers are worth.

use crate::journey::customers::months;
use crate::journey::figures::{ModelPart, ModelParts};
use crate::journey::month::dealings;
use crate::journey::standing::active;
use crate::journey::sums::CustomerWeek;
use crate::journey::table::{Row, Sources};
use crate::loyalty::{Candidate, Dealings};
use crate::metrics::Metric;
use crate::statistics::LorenzCurve;
use crate::time::DAYS_PER_MONTH;

/// Flows of customers and of programmes in some cells.
pub(super) fn write(row: &mut Row, cells: &[&CustomerWeek], parts: &ModelParts) {
    let sum = |of: &dyn Fn(&CustomerWeek) -> u64| cells.iter().map(|cell| of(cell)).sum::<u64>() as f64;
    row.total(Metric::CustomersLeftInvoluntary, sum(&|cell| cell.left_involuntary));
    if parts.has(ModelPart::Exit) {
        row.total(Metric::CustomersLeftAtOnce, sum(&|cell| cell.left_at_once));
    }
    if parts.has(ModelPart::Rival) {
        row.total(Metric::LeftToRival, sum(&|cell| cell.left_to_rival));
        row.total(Metric::JoinedFromRival, sum(&|cell| cell.joined_from_rival));
    }
    if parts.has(ModelPart::Feedback) {
        let handled = sum(&|cell| cell.feedback_handled);
        row.total(Metric::FeedbackReceived, sum(&|cell| cell.feedback_received));
        row.ratio(Metric::FeedbackHandledWithinDeadline, sum(&|cell| cell.feedback_in_time), handled);
        row.ratio(Metric::FeedbackToldBack, sum(&|cell| cell.feedback_told), handled);
    }
    if parts.has(ModelPart::Programmes) {
        let at_risk = sum(&|cell| cell.at_risk);
        row.ratio(Metric::ProgrammeParticipation, sum(&|cell| cell.participations), at_risk);
    }
}

/// The market at the ends of the horizon.
pub(super) fn write_market(row: &mut Row, sources: &Sources, ours: f64) {
    let [start, end] = sources.rival_customers.map(|customers| customers as f64);
    row.total(Metric::RivalCustomersStart, start);
    row.total(Metric::RivalCustomersEnd, end);
    row.ratio(Metric::MarketShare, ours, ours + end);
}

/// Shares of the population whose share of the margin is told, with the metric.
const TOPS: [(f64, Metric); 6] = [
    (0.05, Metric::MarginTop5),
    (0.1, Metric::MarginTop10),
    (0.2, Metric::MarginTop20),
    (0.4, Metric::MarginTop40),
    (0.6, Metric::MarginTop60),
    (0.8, Metric::MarginTop80),
];

/// Customers on whom the curve is taken at most: every nth.
const MOST_LOOKED_AT: usize = 20_000;
/// Steps of the curve.
const STEPS: usize = 100;

/// The share of the monthly margin that the best customers bring, of those there at the end. `service_cost` is what service
/// cost in the horizon; it is spread over customers by their segment's answered contacts and their own contact rate.
pub(super) fn write_concentration(row: &mut Row, sources: &Sources, service_cost: f64) {
    let mut margins = margins(sources, service_cost);
    let total: f64 = margins.iter().sum();
    let curve = LorenzCurve::of(&mut margins, STEPS);
    for (top, metric) in TOPS {
        match &curve {
            Some(curve) => row.ratio(metric, curve.share_of_top(top) * total, total),
            None => row.ratio(metric, 0.0, 0.0),
        }
    }
}

/// Monthly margins of customers there at the end.
fn margins(sources: &Sources, service_cost: f64) -> Vec<f64> {
    let blueprint = sources.blueprint;
    let models = blueprint.models(blueprint.calendar.weeks().checked_sub(1));
    let (Some(loyalty), Some(money)) = (&models.loyalty, &models.money) else {
        return Vec::new();
    };
    let months_of_horizon = blueprint.calendar.horizon.as_days() / DAYS_PER_MONTH;
    let months_passed = months(blueprint.calendar.end());
    let contacts: u64 = sources.operational.segments.iter().map(|sums| sums.answered).sum();
    let cost_per_contact = service_cost / contacts.max(1) as f64;
    let everybody = (0..blueprint.segments.len()).map(|segment| active(sources, segment).count());
    let stride = everybody.sum::<usize>().div_ceil(MOST_LOOKED_AT).max(1);
    let mut margins = Vec::new();
    for segment in 0..blueprint.segments.len() {
        let answered = sources.operational.segments[segment].answered as f64;
        let of_segment = cost_per_contact * answered / months_of_horizon;
        let rates: f64 =
            active(sources, segment).map(|slot| f64::from(sources.customers.get(slot).contact_rate)).sum();
        for slot in active(sources, segment).step_by(stride) {
            let customer = sources.customers.get(slot);
            let of = Candidate {
                segment,
                tenure_months: customer.tenure_months(months_passed),
                monthly_revenue: customer.monthly_revenue,
            };
            let Dealings { revenue, programme_cost, .. } = dealings(loyalty, &of, slot, &sources.stream);
            let service = of_segment * f64::from(customer.contact_rate) / rates.max(f64::MIN_POSITIVE);
            let touchpoints = money.touchpoints_of(segment);
            let margin = (f64::from(revenue) * money.margin - f64::from(programme_cost)) / 100.0;
            margins.push(margin - touchpoints - service);
        }
    }
    margins
}
