//! C7 and C8: who brings the profit, and what keeping a customer costs against winning one.

use crate::experiment::arms::BASELINE;
use crate::experiment::compare::Outcome;

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
            finding: "The spread of revenue is put in by segment, and the share follows from it. What the telecom scenario puts in is \
                      less unequal than the claim: 80 % would take a wider spread of revenue within segments \
                      (`segment.NAME.monthly_revenue`), for which its sources give no ground. The report draws the Lorenz curve. The two \
                      satisfactions differ: what counts for profit is the second."
                .to_string(),
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
