//! Arms of equal budget: each intervention alone, made stronger or weaker until it costs what the planner has to spend.

use crate::journey::{Links, planned_service_cost};
use crate::scenario::{Dose, Scenario};

use super::arms::Arm;

/// Halvings of the interval of strengths; 40 leave a relative width of 1e-12.
const HALVINGS: usize = 40;
/// The strongest dose tried, as a multiple of the one stated.
const STRONGEST: f64 = 64.0;
/// A planned cost further than this from the budget, as a share of it, is told: headcounts come in whole agents.
const TOLERANCE: f64 = 0.01;

/// One arm per intervention whose planned service cost exceeds the baseline's by `budget` over the horizon, and what the
/// reader must know of those that miss it.
pub(super) fn arms(scenario: &Scenario, budget: f64, links: Links) -> (Vec<Arm>, Vec<String>) {
    let mut arms = Vec::new();
    let mut warnings = Vec::new();
    let Some(baseline_cost) = planned(scenario, &[], links) else {
        return (arms, warnings);
    };
    for (intervention, spec) in scenario.interventions().iter().enumerate() {
        let extra = |strength: f64| {
            let dose = Dose { intervention, strength };
            planned(scenario, &[dose], links).map(|cost| cost - baseline_cost)
        };
        match strength_that_costs(budget, extra) {
            Some((strength, cost)) => {
                let name = format!("{} @ {budget}", spec.name);
                if (cost - budget).abs() > TOLERANCE * budget.abs() {
                    warnings.push(format!(
                        "arm `{name}` is planned to cost {cost:.0}, not {budget}: headcounts come in whole agents"
                    ));
                }
                arms.push(Arm { name, doses: vec![Dose { intervention, strength }] });
            }
            None => warnings.push(format!(
                "no arm `{} @ {budget}`: no strength of this intervention within its limits costs that much",
                spec.name
            )),
        }
    }
    (arms, warnings)
}

/// What the arm is planned to cost; `None` where it is beyond what the scenario allows (a share above 1, say).
fn planned(scenario: &Scenario, doses: &[Dose], links: Links) -> Option<f64> {
    let blueprint = scenario.blueprint(doses, links).ok()?;
    Some(planned_service_cost(&blueprint))
}

/// The strength whose extra cost is nearest to `budget`, with that cost, for a cost that rises with strength (by steps).
fn strength_that_costs(budget: f64, extra: impl Fn(f64) -> Option<f64>) -> Option<(f64, f64)> {
    let (mut low, mut low_cost) = (0.0, 0.0);
    let mut high = 1.0;
    // A strength beyond the limits counts as too strong.
    while extra(high).is_some_and(|cost| cost < budget) {
        high *= 2.0;
        if high > STRONGEST {
            return None;
        }
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        match extra(middle) {
            Some(cost) if cost < budget => (low, low_cost) = (middle, cost),
            _ => high = middle,
        }
    }
    let high_cost = extra(high).unwrap_or(f64::INFINITY);
    let nearest = if budget - low_cost < high_cost - budget { (low, low_cost) } else { (high, high_cost) };
    // An intervention that reaches its limits, or costs nothing at all, does not come near.
    ((nearest.1 - budget).abs() <= 0.25 * budget.abs()).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_that_is_linear_is_met_exactly() {
        let (strength, cost) = strength_that_costs(250.0, |strength| Some(100.0 * strength)).unwrap();
        assert!((strength - 2.5).abs() < 1e-9);
        assert!((cost - 250.0).abs() < 1e-6);
    }

    #[test]
    fn steps_give_the_nearest_step() {
        let (_, cost) =
            strength_that_costs(250.0, |strength| Some((10.0 * strength).floor() * 40.0)).unwrap();
        assert_eq!(cost, 240.0);
    }

    #[test]
    fn what_cannot_cost_that_much_gives_none() {
        assert_eq!(strength_that_costs(250.0, |_| Some(0.0)), None);
        let limited = |strength: f64| (strength <= 1.5).then_some(100.0 * strength);
        assert_eq!(strength_that_costs(250.0, limited), None);
    }
}
