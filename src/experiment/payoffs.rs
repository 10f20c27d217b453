//! The money of each arm against the first: what it costs, what it brings, when it has paid for itself.

use crate::journey::{Blueprint, SERVICE_COSTS};
use crate::metrics::Metric;

use super::result::{ArmResult, Contrast, Difference, Payoff};

/// One arm with everything its money is read from.
pub(super) struct Books<'a> {
    pub result: &'a ArmResult,
    pub blueprint: &'a Blueprint,
}

/// One payoff per contrast where the scenario has money.
pub(super) fn payoffs(books: &[Books], contrasts: &[Contrast], gains: &[Option<Difference>]) -> Vec<Payoff> {
    let Some((baseline, others)) = books.split_first() else {
        return Vec::new();
    };
    let mut payoffs = Vec::new();
    for ((arm, contrast), gain) in others.iter().zip(contrasts).zip(gains) {
        let Some(gain) = gain else { continue };
        let mean = |metric: Metric| contrast.metrics.get(metric.key()).map(|cell| cell.mean);
        let extra_service_cost = SERVICE_COSTS.into_iter().filter_map(mean).sum();
        let wages = arm.blueprint.planned_wages() - baseline.blueprint.planned_wages();
        payoffs.push(Payoff {
            arm: contrast.arm.clone(),
            extra_service_cost,
            profit: mean(Metric::Profit).unwrap_or(0.0),
            customer_value_end: mean(Metric::CustomerValueEnd).unwrap_or(0.0),
            payback_week: payback_week(arm.result, baseline.result),
            cost_per_point: per_unit_gained(
                extra_service_cost,
                contrast.metrics.get(Metric::SatisfactionCohort.key()),
                1.0,
            ),
            cost_per_customer_kept: per_unit_gained(
                extra_service_cost,
                contrast.metrics.get(Metric::CustomersLeft.key()),
                -1.0,
            ),
            break_even_agent_cost_factor: break_even_factor(gain.mean, wages),
        });
    }
    payoffs
}

/// The first week from which cumulative profit stays at or above the other's to the end of the horizon.
fn payback_week(arm: &ArmResult, baseline: &ArmResult) -> Option<u32> {
    let key = Metric::Profit.key();
    let mut cumulative = 0.0;
    let mut since = None;
    for (of, against) in arm.weeks.iter().zip(&baseline.weeks) {
        cumulative += of.metrics.get(key)?.mean - against.metrics.get(key)?.mean;
        if cumulative >= 0.0 {
            since = since.or(Some(of.week));
        } else {
            since = None;
        }
    }
    since
}

/// Cost per unit of a gain; a gain is a difference in the direction of `sign` whose interval, if any, excludes 0.
fn per_unit_gained(cost: f64, difference: Option<&Difference>, sign: f64) -> Option<f64> {
    let difference = difference?;
    let gained = sign * difference.mean;
    (difference.less_welcome_end(sign).unwrap_or(gained) > 0.0).then(|| cost / gained)
}

/// The factor on the cost of a paid hour at which the gain is 0. A gain is linear in it: `gain - (factor - 1) x wages`,
/// where `wages` are those above the baseline's. `None` where wages are the same or no factor of 0 or more will do.
fn break_even_factor(gain: f64, wages: f64) -> Option<f64> {
    let factor = 1.0 + gain / wages;
    (wages != 0.0 && factor.is_finite() && factor >= 0.0).then_some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::result::{Estimate, WeekResult};

    fn arm(profits: &[f64]) -> ArmResult {
        let week = |(week, &mean): (u32, &f64)| {
            let profit =
                Estimate { mean, sd: None, ci_low: None, ci_high: None, n: 1, unit: "EUR".to_string() };
            WeekResult { week, metrics: [("profit".to_string(), profit)].into() }
        };
        ArmResult {
            name: String::new(),
            interventions: Vec::new(),
            metrics: Default::default(),
            segments: Default::default(),
            reasons: Default::default(),
            teams: Default::default(),
            intervals: Vec::new(),
            weeks: (1..).zip(profits).map(week).collect(),
            wait_distribution: Vec::new(),
        }
    }

    #[test]
    fn payback_is_the_week_from_which_the_sum_stays_up() {
        let baseline = arm(&[10.0; 5]);
        let paid = |profits: [f64; 5]| payback_week(&arm(&profits), &baseline);
        assert_eq!(paid([0.0, 15.0, 15.0, 15.0, 15.0]), Some(3));
        assert_eq!(paid([12.0, 0.0, 15.0, 15.0, 15.0]), Some(4));
        assert_eq!(paid([12.0, 12.0, 12.0, 12.0, 0.0]), None);
        assert_eq!(paid([10.0; 5]), Some(1));
    }

    fn difference(mean: f64, half: f64) -> Difference {
        Difference {
            mean,
            ci_low: Some(mean - half),
            ci_high: Some(mean + half),
            p: None,
            p_adjusted: None,
            variance_reduction: None,
            n: 20,
        }
    }

    #[test]
    fn a_unit_has_a_price_only_where_units_were_gained() {
        assert_eq!(per_unit_gained(100.0, Some(&difference(2.0, 1.0)), 1.0), Some(50.0));
        assert_eq!(per_unit_gained(100.0, Some(&difference(2.0, 3.0)), 1.0), None);
        assert_eq!(per_unit_gained(100.0, Some(&difference(-40.0, 5.0)), -1.0), Some(2.5));
        assert_eq!(per_unit_gained(100.0, None, 1.0), None);
    }

    #[test]
    fn the_break_even_factor_solves_the_linear_gain() {
        assert_eq!(break_even_factor(50.0, 100.0), Some(1.5));
        assert_eq!(break_even_factor(-50.0, 100.0), Some(0.5));
        assert_eq!(break_even_factor(50.0, 0.0), None);
        assert_eq!(break_even_factor(-500.0, 100.0), None);
    }
}
