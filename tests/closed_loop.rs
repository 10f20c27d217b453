//! Each link of the loop carries something: cut it alone, and the figure it feeds moves in the stated direction by more
//! than five standard errors.

mod common;

use common::{arm, runs, runs_of, small_firm, standard_errors_between, values};
use goodwill::journey::{Links, calibrate};
use goodwill::metrics::Metric;

const REPLICATIONS: u64 = 12;

/// How many standard errors a metric lies higher in the closed loop than with one link cut.
fn closed_above(metric: Metric, cut: Links) -> f64 {
    let scenario = small_firm();
    let closed = runs_of(&arm(&scenario, &[], Links::CLOSED), REPLICATIONS);
    let open = runs_of(&arm(&scenario, &[], cut), REPLICATIONS);
    standard_errors_between(&values(&closed, metric), &values(&open, metric))
}

/// Contrast of much better service against the baseline, in standard errors, with the given links; infinite when it has no spread.
fn contrast(metric: Metric, links: Links) -> (f64, f64) {
    let scenario = small_firm();
    let baseline = arm(&scenario, &[], links);
    let calibration = calibrate(&baseline, 1);
    let with = values(&runs(&arm(&scenario, &[2], links), &calibration, REPLICATIONS), metric);
    let without = values(&runs(&baseline, &calibration, REPLICATIONS), metric);
    let mean = with.iter().zip(&without).map(|(a, b)| a - b).sum::<f64>() / with.len() as f64;
    (mean, standard_errors_between(&with, &without))
}

#[test]
fn experience_poor_service_lowers_satisfaction() {
    let cut = Links { experience: false, ..Links::CLOSED };
    assert!(closed_above(Metric::SatisfactionCohort, cut) < -5.0);
}

#[test]
fn complaint_failures_make_contacts() {
    let cut = Links { complaint: false, ..Links::CLOSED };
    assert!(closed_above(Metric::Offered, cut) > 5.0);
    assert!(closed_above(Metric::ComplaintRate, cut) > 5.0);
}

#[test]
fn redial_abandoning_makes_contacts() {
    let cut = Links { redial: false, ..Links::CLOSED };
    assert!(closed_above(Metric::Offered, cut) > 5.0);
    assert!(closed_above(Metric::Redials, cut) > 5.0);
}

#[test]
fn repeat_unresolved_matters_make_contacts() {
    let cut = Links { repeat: false, ..Links::CLOSED };
    assert!(closed_above(Metric::Offered, cut) > 5.0);
    assert!(closed_above(Metric::Fcr, cut) < -5.0);
}

/// Better service keeps customers through satisfaction, and through nothing else: with the link cut, exactly nobody more.
#[test]
fn churn_satisfaction_keeps_customers() {
    let (mean, errors) = contrast(Metric::ChurnMonthly, Links::CLOSED);
    assert!(mean < 0.0 && errors < -5.0, "{mean}, {errors} standard errors");
    let (mean, _) =
        contrast(Metric::CustomersLeft, Links { churn: false, word_of_mouth: false, ..Links::CLOSED });
    assert_eq!(mean, 0.0);
}

/// Better service brings newcomers through word of mouth, and through nothing else.
#[test]
fn word_of_mouth_satisfaction_brings_customers() {
    let (mean, errors) = contrast(Metric::CustomersJoined, Links::CLOSED);
    assert!(mean > 0.0 && errors > 5.0, "{mean}, {errors} standard errors");
    let (mean, _) = contrast(Metric::CustomersJoined, Links { word_of_mouth: false, ..Links::CLOSED });
    assert_eq!(mean, 0.0);
}

/// With the loop open, satisfaction is measured and moves nothing.
#[test]
fn the_open_loop_keeps_the_same_customers_in_every_arm() {
    for metric in [Metric::CustomersLeft, Metric::CustomersJoined] {
        assert_eq!(contrast(metric, Links::OPEN).0, 0.0);
    }
    let (mean, errors) = contrast(Metric::SatisfactionCohort, Links::OPEN);
    assert!(mean > 0.0 && errors > 5.0);
}
