//! C7 and C8: who brings the profit, and what keeping a customer costs against winning one.

use crate::experiment::arms::BASELINE;
use crate::experiment::compare::Outcome;

use super::result::{Claim, ClaimFigure, ClaimVerdict, Role};

/// Both claims, from the telecom scenario.
pub(super) fn claims(outcome: &Outcome) -> Vec<Claim> {
    let of =
        |name: &str, printed, metric: &str| ClaimFigure::of_arm(name, printed, outcome, BASELINE, metric);
    vec![
        Claim {
            tag: "C7".to_string(),
            printed: "20 % of customers bring 80 % of profit; satisfaction is up, profit is not: satisfaction of whom?".to_string(),
            role: Role::Input,
            window: "26 weeks".to_string(),
            denominator: "share of margin: margin of all customers; satisfaction: customers, or their revenue".to_string(),
            population: "telecom-hotline, everybody".to_string(),
            figures: vec![
                of("share of margin of the best fifth", Some(0.80), "margin_top20_share"),
                of("satisfaction, by head", None, "satisfaction"),
                of("satisfaction, by revenue", None, "satisfaction_value_weighted"),
            ],
            verdict: ClaimVerdict::NotTested,
            finding: "The spread of revenue is put in by segment, so the share is what was put in; the report draws the Lorenz \
                      curve. The two satisfactions differ: what counts for profit is the second."
                .to_string(),
        },
        Claim {
            tag: "C8".to_string(),
            printed: "loyalty up 5 %, sales up 25 %; keeping a customer costs 60-70 % less than winning one".to_string(),
            role: Role::Untestable,
            window: "none given".to_string(),
            denominator: "none given: loyalty as what, sales of whom?".to_string(),
            population: "none: the second half is an input of every scenario (money.acquisition_cost)".to_string(),
            figures: Vec::new(),
            verdict: ClaimVerdict::NotTested,
            finding: "The first half is garbled in print and names neither measure nor time. The second is a price, not a behaviour."
                .to_string(),
        },
    ]
}
