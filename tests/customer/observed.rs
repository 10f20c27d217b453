//! Customers who need not give notice: what the firm sees of them against who is truly there.

use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::statistics::Gate;

use crate::firm::{CHURN, PRODUCT, arms, firm, is_share, pooled};

/// Used every ten days on average; after thirty days of silence the firm takes somebody for lost.
const GAP: f64 = 10.0;
const SILENCE: f64 = 30.0;

/// Prepaid customers, none of whom joins.
fn run(churn: &str) -> Vec<ReplicationFacts> {
    let prepaid = format!(
        "[[segment]]\nname = \"prepaid\"\nsize = 20000\n\
         tenure_months = {{ dist = \"uniform\", low = 6, high = 60 }}\n\
         monthly_revenue = {{ dist = \"constant\", mean = 9 }}\nchurn_monthly = {churn}\n\
         observed = {{ use_gap = \"10d\", inactive_after = \"30d\" }}\n"
    );
    arms(&firm(&[PRODUCT, &prepaid], &[]), Links::CLOSED, 1).remove(0)
}

const PREPAID: Scope = Scope::Segment(2);

fn of(runs: &[ReplicationFacts], scope: Scope, metric: Metric) -> f64 {
    pooled(runs, scope, metric).0
}

/// Of those who are there, exp(-3) have been silent for so long by chance. Of those who left d days ago, 1 - exp(-(30 - d) / 10)
/// still look like customers. The true churn is the stated one all the while.
#[test]
fn the_firm_sees_neither_all_who_are_there_nor_all_who_left() {
    let runs = run("0.03");
    let there = of(&runs, PREPAID, Metric::CustomersEnd);
    let (wrongly_lost, active) = pooled(&runs, PREPAID, Metric::WronglyLostRate);
    assert_eq!(active, there);
    assert!(is_share(wrongly_lost, there, math::exp(-SILENCE / GAP)), "{wrongly_lost} of {there}");

    let (left, at_risk) = pooled(&runs, PREPAID, Metric::ChurnMonthly);
    assert!(is_share(left, at_risk, CHURN), "{left} of {at_risk}");

    // Leavers come evenly over time, but for the few that there are less of from month to month.
    let leavers_a_day = there * CHURN / (1.0 - CHURN / 2.0) / 30.4375;
    let days_seen = SILENCE - GAP * (1.0 - math::exp(-SILENCE / GAP));
    let gone = leavers_a_day * days_seen;
    let seen = of(&runs, PREPAID, Metric::CustomersObservedEnd) - (there - wrongly_lost);
    assert!(Gate::registered().holds(seen, gone, gone.sqrt()), "{seen}, {gone} expected");
    assert!(!Gate::registered().holds(seen, 0.0, gone.sqrt()), "the gate could not tell");
}

/// Where nobody leaves, all that the firm sees of leaving is chance: as many seem lost at both ends.
#[test]
fn where_nobody_leaves_the_firm_sees_nobody_leave() {
    let runs = run("0.0");
    assert_eq!(of(&runs, PREPAID, Metric::CustomersLeft), 0.0);
    let (lost, months) = pooled(&runs, PREPAID, Metric::ChurnObserved);
    // Two looks at the same 20 000 people, each with luck of its own.
    let silent = math::exp(-SILENCE / GAP);
    let error = (2.0 * 20_000.0 * silent * (1.0 - silent)).sqrt();
    assert!(Gate::registered().holds(lost, 0.0, error), "{lost} of {months}");
}
