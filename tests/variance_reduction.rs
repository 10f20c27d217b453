//! Common luck pays: between the arms of a comparison the difference varies a fraction of what it would with separate luck.

mod common;

use common::{compared, hotline, small_firm};
use goodwill::experiment::Settings;
use goodwill::metrics::Metric;
use goodwill::scenario::Scenario;

/// The least variance, as a multiple, that separate luck would have given a contrast.
const LEAST: f64 = 4.0;

/// Asserts the variance reduction of an arm's contrast against the baseline.
#[track_caller]
fn assert_reduces(scenario: &Scenario, arm: &str, metric: Metric, replications: u64) {
    let arms = Some(vec![arm.to_string()]);
    let settings = Settings { replications, arms, doubt_replications: 0, ..Settings::default() };
    let results = compared(scenario, &settings).results;
    let contrast = &results.contrasts[0];
    assert_eq!((contrast.arm.as_str(), contrast.metrics[metric.key()].n), (arm, replications));
    let reduction = contrast.metrics[metric.key()].variance_reduction.expect("the contrast varies");
    let [of, against] = [1, 0].map(|at: usize| results.arms[at].metrics[metric.key()].sd.unwrap());
    let apart = of * of + against * against;
    let told = format!(
        "{arm}, {}: contrast {:.4}, variance reduced {reduction:.2} times; spreads {of:.4} and {against:.4}, of the \
         difference {:.4}; correlation {:.4}",
        metric.key(),
        contrast.metrics[metric.key()].mean,
        (apart / reduction).sqrt(),
        apart * (1.0 - 1.0 / reduction) / (2.0 * of * against),
    );
    println!("{told}");
    assert!(reduction >= LEAST, "{told}");
}

#[test]
fn much_better_service_in_the_small_firm_is_told_apart_with_a_quarter_of_the_variance() {
    assert_reduces(&small_firm(), "much better", Metric::Satisfaction, 30);
}

#[test]
#[ignore = "full tier: 200 replications"]
fn training_at_the_hotline_is_told_apart_with_a_quarter_of_the_variance() {
    assert_reduces(&hotline(5, &[]), "training", Metric::SatisfactionCohort, 200);
}
