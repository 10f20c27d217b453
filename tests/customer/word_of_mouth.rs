//! Word of mouth in whole runs: what the satisfied and the dissatisfied say, that the dissatisfied weigh more, and how
//! acquisition and what newcomers expect answer it.

use goodwill::journey::{Links, calibrate};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::scenario::Scenario;

use crate::common::arm;
use crate::firm::{MONTH, arms, firm, intervention, is_poisson, recorded, total};

/// One segment is as satisfied (80) as the other is not (40), for good; both are equally large, nobody leaves, and as many join.
const TWO_MOODS: &str = r#"
[[category]]
name = "product"
importance = 1.0
expectation = 6.4
expectation_shifts = { one = 1.8, two = -1.8 }
experience_shifts = { one = 1.8, two = -1.8 }
month = { mean = 6.4, sd_between = 0.0, sd_within = 0.0 }
"#;

const DAYS: u32 = 182;
const NEUTRAL: f64 = 60.0;
const WEIGHT: f64 = 2.0;
const EFFECT: f64 = 0.5;
/// Newcomers a month of both segments together.
const NEWCOMERS: f64 = 2_000.0;

/// A promise of a point and a half more is broken at once, which costs everybody 6 points of satisfaction; one of as much less is
/// exceeded, which is worth 3.
const FALL: f64 = 6.0;
const RISE: f64 = 3.0;

fn scenario(further: &[(&str, &str)]) -> Scenario {
    let promise = |name: &str, by: &str| intervention(name, &[("experience.promise", by)]);
    let mut set = vec![
        ("time.horizon", "26w"),
        ("segment.one.size", "30000"),
        ("segment.two.size", "30000"),
        ("segment.one.newcomers_per_month", "1000"),
        ("segment.two.newcomers_per_month", "1000"),
        ("segment.one.churn_monthly", "0"),
        ("segment.two.churn_monthly", "0"),
        ("loyalty.word_of_mouth.neutral", "60"),
        ("loyalty.word_of_mouth.negative_weight", "2"),
        ("loyalty.word_of_mouth.acquisition_effect", "0.5"),
    ];
    set.extend(further);
    firm(&[TWO_MOODS, &promise("broken", "\"+1.5\""), &promise("exceeded", "\"-1.5\"")], &set)
}

/// The balance of word of mouth when everybody's satisfaction is `shift` off.
fn balance(shift: f64, negative_weight: f64) -> f64 {
    let says = |satisfaction: f64| {
        let distance = (satisfaction + shift - NEUTRAL) / 10.0;
        if distance < 0.0 { negative_weight * distance } else { distance }
    };
    (says(80.0) + says(40.0)) / 2.0
}

/// How far the balance has moved at the end of each day, smoothed over 30 days.
fn moved(shift: f64, negative_weight: f64) -> impl Iterator<Item = f64> {
    let in_the_end = balance(shift, negative_weight) - balance(0.0, negative_weight);
    (1..=DAYS).map(move |day| in_the_end * (1.0 - math::powi(29.0 / 30.0, day)))
}

/// Newcomers of the half-year in the mean.
fn newcomers(shift: f64, negative_weight: f64) -> f64 {
    moved(shift, negative_weight).map(|balance| NEWCOMERS / MONTH * math::exp(EFFECT * balance)).sum()
}

/// Acquisition follows the balance, in which the dissatisfied count twice: six points less satisfaction move it by -0.9, not by
/// -0.6 as they would if both weighed the same.
#[test]
fn acquisition_follows_what_the_satisfied_and_the_dissatisfied_say() {
    assert!((balance(-FALL, WEIGHT) - balance(0.0, WEIGHT) + 0.9).abs() < 1e-12);
    assert!((balance(RISE, WEIGHT) - balance(0.0, WEIGHT) - 0.45).abs() < 1e-12);
    let arms = arms(&scenario(&[]), Links::CLOSED, 1);
    for (runs, shift) in arms.iter().zip([0.0, -FALL, RISE]) {
        let joined = total(runs, Metric::CustomersJoined);
        assert!(is_poisson(joined, newcomers(shift, WEIGHT)), "{shift}: {joined}");
        if shift != 0.0 {
            assert!(
                !is_poisson(joined, newcomers(0.0, WEIGHT)),
                "the gate could not tell an effect from none"
            );
        }
        if shift == -FALL {
            assert!(!is_poisson(joined, newcomers(shift, 1.0)), "the gate could not tell the weights");
        }
    }
}

/// Without the link nobody hears anything.
#[test]
fn without_the_link_nobody_is_told() {
    let cut = Links { word_of_mouth: false, ..Links::CLOSED };
    for runs in arms(&scenario(&[]), cut, 1) {
        assert!(is_poisson(total(&runs, Metric::CustomersJoined), newcomers(0.0, WEIGHT)));
    }
}

/// Who joins after months of bad news expects less by `expectation_effect` times what the balance has lost, and is less
/// disappointed by as much.
#[test]
fn newcomers_expect_what_they_have_heard() {
    let effect = 0.5;
    let few = [
        ("segment.one.size", "3000"),
        ("segment.two.size", "3000"),
        ("segment.one.newcomers_per_month", "30"),
        ("segment.two.newcomers_per_month", "30"),
        ("loyalty.word_of_mouth.acquisition_effect", "0"),
        ("loyalty.word_of_mouth.expectation_effect", "0.5"),
    ];
    let scenario = scenario(&few);
    let calibration = calibrate(&arm(&scenario, &[], Links::CLOSED), 1);
    let rows = recorded(&arm(&scenario, &[0], Links::CLOSED), &calibration).months;
    let last = rows.len() - 3_000;
    let late = rows[last..].iter().filter(|row| row.segment == 0 && row.tenure_months < 1.5);
    let found: Vec<f64> = late.map(|row| f64::from(row.satisfaction)).collect();
    assert!(found.len() > 3, "{} newcomers took their first step", found.len());
    // They joined a month ago, when next to all of the change had been heard.
    let heard = moved(-FALL, WEIGHT).nth(DAYS as usize - 32).expect("a day of the run");
    let expected = 80.0 - 4.0 * (1.5 + effect * heard);
    for satisfaction in found {
        assert!((satisfaction - expected).abs() < 0.1, "{satisfaction} instead of {expected}");
        assert!((satisfaction - (80.0 - FALL)).abs() > 1.0, "they expect less than who was there before");
    }
}
