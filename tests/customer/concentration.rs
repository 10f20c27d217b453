//! The concentration of margin (claim C7) where it is known: revenue by a law whose Lorenz curve has a closed form.

use goodwill::journey::Links;
use goodwill::metrics::Metric;
use goodwill::statistics::normal;

use crate::common::values;
use crate::firm::{PRODUCT, arms, firm};

const MONEY: &str = "[money]\ncurrency = \"EUR\"\nmargin = 0.5\nacquisition_cost = 0\ncontact_cost = 0";
const SHARES: [(f64, Metric); 4] = [
    (0.05, Metric::MarginTop5),
    (0.2, Metric::MarginTop20),
    (0.4, Metric::MarginTop40),
    (0.8, Metric::MarginTop80),
];

/// Mean over replications of the share of margin of the best, and its standard error.
fn concentration(law: &str) -> Vec<(f64, f64)> {
    let set =
        [("time.horizon", "1w"), ("segment.one.monthly_revenue", law), ("segment.two.monthly_revenue", law)];
    let runs = arms(&firm(&[PRODUCT, MONEY], &set), Links::CLOSED, 16).remove(0);
    let estimate = |metric| {
        let values = values(&runs, metric);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, (squares / (n - 1.0) / n).sqrt())
    };
    SHARES.map(|(_, metric)| estimate(metric)).into()
}

/// Of lognormal revenue with spread s the best share p brings N(s - z), z the normal quantile of 1 - p. Seven standard errors of
/// 16 replications: Student's t with 15 degrees of freedom lies beyond with 4e-6.
#[test]
fn the_margin_of_the_best_is_known_for_lognormal_revenue() {
    for cv in [0.5f64, 1.0, 2.0] {
        let spread = goodwill::random::math::ln(1.0 + cv * cv).sqrt();
        let found = concentration(&format!("{{ dist = \"lognormal\", mean = 50, cv = {cv} }}"));
        for ((top, metric), (mean, error)) in SHARES.into_iter().zip(found) {
            let known = normal::cumulative(spread - normal::quantile(1.0 - top));
            assert!(
                (mean - known).abs() < 7.0 * error,
                "cv {cv}, {}: {mean} +- {error}, {known}",
                metric.key()
            );
            let wrong = normal::cumulative(1.2 * spread - normal::quantile(1.0 - top));
            assert!((mean - wrong).abs() > 7.0 * error, "a fifth more spread would not be seen at cv {cv}");
        }
    }
}

/// Where everybody pays the same, everybody brings the same.
#[test]
fn equal_customers_bring_equal_shares() {
    for ((top, metric), (mean, _)) in
        SHARES.into_iter().zip(concentration("{ dist = \"constant\", mean = 50 }"))
    {
        assert!((mean - top).abs() < 1e-9, "{}: {mean}", metric.key());
    }
}
