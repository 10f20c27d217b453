//! C7 and C8: who brings the profit, and what keeping a customer costs against winning one.

use crate::experiment::arms::BASELINE;
use crate::experiment::compare::{Outcome, compare};
use crate::experiment::error::ExperimentError;
use crate::experiment::settings::Watch;
use crate::scenario::Scenario;

use super::{Examine, settings};

/// The coefficient of variation of revenue in every segment that carries claim C7: with it the best fifth of the telecom scenario's
/// customers bring 80 % of the margin (found by trying; the scenario itself has 0.5 to 0.7).
const CLAIMED_SPREAD: &str = "1.85";

/// The baseline of the telecom scenario with the same mean revenues, as unequal as claim C7 says.
pub(super) fn unequal(
    scenario: &Scenario,
    examination: &Examine,
    watch: &Watch,
) -> Result<Outcome, ExperimentError> {
    let spread = |name: &str| (format!("segment.{name}.monthly_revenue.cv"), CLAIMED_SPREAD.to_string());
    let set: Vec<_> = scenario.spec().segment.iter().map(|segment| spread(&segment.name)).collect();
    super::whole(compare(&scenario.with_set(&set)?, &settings(examination, &[]), watch)?)
}

use super::result::{Claim, ClaimFigure, ClaimVerdict, Role};

/// What winning a customer costs: what is spent on it, by those who join.
fn cost_of_winning(outcome: &Outcome) -> ClaimFigure {
    let of = |metric| ClaimFigure::of_arm("", None, outcome, BASELINE, metric);
    let (spent, joined) = (of("cost_acquisition"), of("customers_joined"));
    let each = spent.value.zip(joined.value).filter(|(_, joined)| *joined > 0.0);
    ClaimFigure {
        name: "cost of winning a customer, as put in".to_string(),
        value: each.map(|(spent, joined)| spent / joined),
        ci_low: None,
        ci_high: None,
        ..spent
    }
}

/// Both claims, from the telecom scenario and from [`unequal`].
pub(super) fn claims(outcome: &Outcome, unequal: &Outcome) -> Vec<Claim> {
    let of = |name: &str, metric: &str| ClaimFigure::of_arm(name, None, outcome, BASELINE, metric);
    let put_in =
        |name: &str, printed, metric: &str| ClaimFigure::of_arm(name, printed, unequal, BASELINE, metric);
    vec![
        Claim {
            tag: "C7".to_string(),
            printed: "20 % of customers bring 80 % of profit; satisfaction is up, profit is not: satisfaction of whom?".to_string(),
            role: Role::Input,
            window: "26 weeks".to_string(),
            denominator: "share of margin: margin of all customers; satisfaction: customers, or their revenue".to_string(),
            population: "telecom-hotline, everybody".to_string(),
            figures: vec![
                put_in("share of margin of the best fifth, as put in", Some(0.80), "margin_top20_share"),
                put_in("satisfaction, by head", None, "satisfaction"),
                put_in("satisfaction, by revenue", None, "satisfaction_value_weighted"),
                of("share of margin of the best fifth, as the scenario has it", "margin_top20_share"),
                of("satisfaction, by revenue, as the scenario has it", "satisfaction_value_weighted"),
            ],
            verdict: ClaimVerdict::NotTested,
            finding: format!(
                "An input: revenue varies within segments, and the share follows. Put in as printed it takes a coefficient of variation of \
                 {CLAIMED_SPREAD} in every segment (same means); the telecom scenario itself has 0.5 to 0.7, because a carrier's bills are \
                 bounded by its tariffs, and so a less unequal margin. Which of the two a firm has, its own bills tell. Satisfaction of whom: \
                 by revenue it counts what carries the profit, by head what most people feel. The report draws the Lorenz curve."
            ),
        },
        Claim {
            tag: "C8".to_string(),
            printed: "loyalty up 5 %, sales up 25 %; keeping a customer costs 60-70 % less than winning one".to_string(),
            role: Role::Untestable,
            window: "none given".to_string(),
            denominator: "none given: loyalty as what, sales of whom?".to_string(),
            population: "telecom-hotline, everybody".to_string(),
            figures: vec![cost_of_winning(outcome)],
            verdict: ClaimVerdict::NotTested,
            finding: "The first half is garbled in print and names neither measure nor time. The second is a price, not a behaviour, and an \
                      input of every scenario (`money.acquisition_cost`). What keeping a customer costs depends on how it is done: `compare` \
                      prints it for every arm, beside the cost of winning one."
                .to_string(),
        },
    ]
}
