//! What excitement and missing basics do beside satisfaction, end to end: delight binds, missing basics keep newcomers away, and
//! with the switches at 0 neither does anything.

use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::scenario::Scenario;

use crate::firm::{
    CHURN, DAYS, MONTH, NEWCOMERS, arms, firm, intervention, is_poisson, is_share, pooled, total,
};

/// Half excites, half is basic; what excites gets a point better, or what is basic a point worse.
fn scenario(set: &[(&str, &str)]) -> Scenario {
    let category = |class: &str| {
        format!(
            "[[category]]\nname = \"{class}\"\nimportance = 0.5\nclass = \"{class}\"\nexpectation = 6.8\n\
             month = {{ mean = 6.8, sd_between = 0.0, sd_within = 0.0 }}\n"
        )
    };
    let change = |name: &str, path: &str, by: &str| intervention(name, &[(path, by)]);
    let arms = [
        change("delight", "category.excitement.month.mean", "\"+1\""),
        change("neglect", "category.basic.month.mean", "\"-1\""),
    ];
    firm(&[&category("excitement"), &category("basic"), &arms.concat()], set)
}

const DELIGHT: usize = 1;
const NEGLECT: usize = 2;

fn leaving(runs: &[ReplicationFacts]) -> (f64, f64) {
    pooled(runs, Scope::Total, Metric::ChurnMonthly)
}

/// Chance of leaving in a month when satisfaction is higher by so much.
fn chance(points: f64) -> f64 {
    math::logistic(math::logit(CHURN) - 0.6 * points / 10.0)
}

/// A point of delight in half of what counts is (100 / 9 + 2) / 2 points of satisfaction, and 10 / 2 more where people decide on
/// leaving: so many leave as a count with that chance, and satisfaction is what it is without the switch.
#[test]
fn delight_binds_beyond_satisfaction() {
    let effect = ("loyalty.churn.satisfaction_effect", "0.6");
    let plain = arms(&scenario(&[effect]), Links::CLOSED, 2);
    let bound = arms(&scenario(&[effect, ("experience.excitement_to_loyalty", "10")]), Links::CLOSED, 2);
    let satisfied = 0.5 * (100.0 / 9.0 + 2.0);
    for (runs, points, other) in [(&plain, satisfied, satisfied + 5.0), (&bound, satisfied + 5.0, satisfied)]
    {
        let (left, at_risk) = leaving(&runs[DELIGHT]);
        assert!(is_share(left, at_risk, chance(points)), "{left} of {at_risk}, {}", chance(points));
        assert!(!is_share(left, at_risk, chance(other)), "the gate could not tell");
    }
    let cohort = |runs: &[ReplicationFacts]| {
        let (sum, people) = pooled(runs, Scope::Total, Metric::SatisfactionCohort);
        sum / people
    };
    assert!((cohort(&bound[DELIGHT]) - cohort(&plain[DELIGHT])).abs() < 1e-3);
    assert!((cohort(&bound[DELIGHT]) - cohort(&bound[0]) - satisfied).abs() < 1e-3);
    // Neglect excites nobody, so the switch does nothing to it.
    assert_eq!(leaving(&plain[NEGLECT]), leaving(&bound[NEGLECT]));
}

/// A point of shortfall in half of what counts divides acquisition by exp(0.5 x 0.8), smoothed over thirty days; delight and a
/// switch at 0 leave it alone.
#[test]
fn missing_basics_keep_newcomers_away() {
    let plain = arms(&scenario(&[]), Links::CLOSED, 2);
    let kept_away = arms(&scenario(&[("experience.basic_to_acquisition", "0.8")]), Links::CLOSED, 2);
    let a_day = 2.0 * NEWCOMERS / MONTH;
    let mean: f64 =
        (1..=DAYS as i32).map(|day| a_day * math::exp(-0.8 * 0.5 * (1.0 - (29.0f64 / 30.0).powi(day)))).sum();
    let joined = total(&kept_away[NEGLECT], Metric::CustomersJoined);
    assert!(is_poisson(joined, mean), "{joined}, {mean}");
    assert!(!is_poisson(joined, a_day * DAYS), "the gate could not tell");
    for (runs, number) in [(&plain, 0), (&plain, NEGLECT), (&kept_away, 0), (&kept_away, DELIGHT)] {
        assert_eq!(total(&runs[number], Metric::CustomersJoined), total(&plain[0], Metric::CustomersJoined));
    }
}
