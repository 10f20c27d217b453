//! Loyalty programmes (case B7): who takes part, what it costs to the cent, what participants pay, and whom it holds.

use goodwill::journey::{Links, Scope};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::scenario::Scenario;

use crate::firm::{CHURN, PRODUCT, arms, firm, intervention, is_share, pooled, ratio, total};

const MONEY: &str = "[money]\ncurrency = \"EUR\"\nmargin = 0.5\nacquisition_cost = 0\ncontact_cost = 0";

/// Points, a discount and a fee of the firm for one of the two segments; nobody takes part until it is offered.
fn scenario(participation: &str, set: &[(&str, &str)]) -> Scenario {
    let programme = "[[programme]]\nname = \"gold\"\nsegments = [\"one\"]\nparticipation = 0\nfrom_months = 12\n\
                     cost_per_month = 1.5\ndiscount = 0.1\nreward = 0.05\nspending = 0.2\nleaving_effect = 0.7";
    let offered = intervention("offered", &[("programme.gold.participation", participation)]);
    firm(&[PRODUCT, MONEY, programme, &offered], set)
}

/// Everybody pays 50 a month; a participant buys for 60, pays 54, and costs 1.5 and 5 % of 54 in points. So revenue, cost and
/// profit follow from the number of participants and months exactly.
#[test]
fn what_a_programme_brings_and_costs_adds_up() {
    let arms = arms(&scenario("0.4", &[]), Links::CLOSED, 1);
    for runs in &arms {
        let (taken, months) = pooled(runs, Scope::Total, Metric::ProgrammeParticipation);
        let close = |found: f64, known: f64| {
            assert!((found - known).abs() < 1e-6 * known.max(1.0), "{found} {known}")
        };
        close(total(runs, Metric::Revenue), 50.0 * months + 4.0 * taken);
        close(total(runs, Metric::CostLoyaltyProgrammes), (1.5 + 0.05 * 54.0) * taken);
        let cost = 0.5 * (50.0 * months + 4.0 * taken) + (1.5 + 0.05 * 54.0) * taken;
        close(total(runs, Metric::Cost), cost);
        close(total(runs, Metric::Profit), total(runs, Metric::Revenue) - cost);
    }
    assert_eq!(total(&arms[0], Metric::CostLoyaltyProgrammes), 0.0);
    assert!(total(&arms[1], Metric::CostLoyaltyProgrammes) > 10_000.0);
}

/// Only the entitled take part: nobody of the other segment; of this one everybody with a year behind them, by the stated share.
#[test]
fn who_is_entitled_takes_part_by_the_stated_share() {
    // Tenures of everybody lie above 12 months from the start.
    let set = [
        ("segment.one.tenure_months", "{ dist = \"uniform\", low = 13, high = 60 }"),
        ("segment.one.newcomers_per_month", "0"),
        ("loyalty.churn.satisfaction_effect", "0"),
    ];
    let offered = &arms(&scenario("0.4", &set), Links::CLOSED, 1)[1];
    let of = |segment| pooled(offered, Scope::Segment(segment), Metric::ProgrammeParticipation);
    assert_eq!(of(1).0, 0.0);
    // People take part for good, so that people are the independent cases: 4000 of them, each about twelve times.
    let (taken, months) = of(0);
    assert!(is_share(taken / months * 4_000.0, 4_000.0, 0.4), "{taken} of {months}");
    // With tenures up to 60 months, evenly from 6, many are not entitled yet.
    let some = &arms(&scenario("1.0", &[]), Links::CLOSED, 1)[1];
    let (taken, months) = pooled(some, Scope::Segment(0), Metric::ProgrammeParticipation);
    assert!(0.5 < taken / months && taken / months < 0.95, "{taken} of {months}");
}

/// Everybody of the segment takes part: their odds of leaving are times exp(-0.7), the others' are as they were.
#[test]
fn a_programme_holds_its_participants_and_nobody_else() {
    let set = [
        ("segment.one.tenure_months", "{ dist = \"uniform\", low = 13, high = 60 }"),
        ("segment.one.newcomers_per_month", "0"),
    ];
    let offered = &arms(&scenario("1.0", &set), Links::CLOSED, 2)[1];
    let held = math::exp(-0.7) * CHURN / (1.0 - CHURN);
    let of = |segment| pooled(offered, Scope::Segment(segment), Metric::ChurnMonthly);
    let (left, at_risk) = of(0);
    assert!(is_share(left, at_risk, held / (1.0 + held)), "{left} of {at_risk}");
    assert!(!is_share(left, at_risk, CHURN), "the gate could not tell");
    let (left, at_risk) = of(1);
    assert!(is_share(left, at_risk, CHURN), "{left} of {at_risk}");
}

/// A programme in which nobody takes part changes no figure of the run, and satisfaction is not what it acts through.
#[test]
fn a_programme_moves_leaving_and_not_satisfaction() {
    let arms = arms(&scenario("1.0", &[]), Links::CLOSED, 1);
    assert_eq!(ratio(&arms[0], Metric::SatisfactionCohort), ratio(&arms[1], Metric::SatisfactionCohort));
    let nobody = &crate::firm::arms(&scenario("0.0", &[]), Links::CLOSED, 1);
    assert_eq!(nobody[0][0].scopes, nobody[1][0].scopes);
}
