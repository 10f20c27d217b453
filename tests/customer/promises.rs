//! Promises (case B8), clause by clause: a promise raises expectation and acquisition; not kept it disappoints, and broken it
//! costs double; kept it does not; less promised disappoints less, and too low a promise brings nobody.

use std::collections::HashMap;

use goodwill::journey::{Links, ReplicationFacts, Scope, calibrate};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::scenario::{Scenario, parse_with};
use goodwill::survey::Asked;

use crate::common::{arm, runs, standard_errors_between, values};
use crate::firm::{DAYS, MONTH, NEWCOMERS, arms, firm, intervention, is_poisson, ratio, recorded, total};

/// Half of what counts is experienced every month; the other half only by who calls, and nobody does.
const CATEGORIES: &str = r#"
[[category]]
name = "delivery"
importance = 0.5
expectation = 6.8
month = { mean = 6.8, sd_between = 0.0, sd_within = 0.0 }
[[category]]
name = "hotline"
importance = 0.5
expectation = 6.8
contact = { ability = 1.0 }
[loyalty.acquisition]
consider_from = 6.0
consider_spread = 0.5
"#;

/// Satisfaction while everything is as expected.
const AS_EXPECTED: f64 = 100.0 / 9.0 * 5.8;

const MORE: usize = 1;
const LESS: usize = 2;
const FAR_LESS: usize = 3;
const KEPT: usize = 4;

fn scenario(set: &[(&str, &str)]) -> Scenario {
    let promise = |name: &str, by: &str| intervention(name, &[("experience.promise", by)]);
    let kept = [("category.delivery.promise", "\"+1\""), ("category.delivery.month.mean", "\"+1\"")];
    let arms = [
        promise("more", "\"+1\""),
        promise("less", "\"-1\""),
        promise("far less", "\"-3\""),
        intervention("kept", &kept),
    ];
    firm(&[CATEGORIES, &arms.concat()], set)
}

fn cohort(runs: &[ReplicationFacts]) -> f64 {
    ratio(runs, Metric::SatisfactionCohort)
}

/// One point more promised is a shortfall of one point, 4 points of satisfaction; where broken promises cost double, 8. What
/// is expected adapts to what is experienced and not to what is promised, so that it lasts as long as the promise does.
#[test]
fn a_broken_promise_lowers_satisfaction_and_costs_double() {
    for (weight, fall) in [("1", 4.0), ("2", 8.0)] {
        let set = [("experience.broken_promise_weight", weight), ("experience.expectation_learning", "0.1")];
        let arms = arms(&scenario(&set), Links::OPEN, 1);
        assert!((cohort(&arms[0]) - AS_EXPECTED).abs() < 1e-3, "{}", cohort(&arms[0]));
        assert!((cohort(&arms[0]) - cohort(&arms[MORE]) - fall).abs() < 1e-3, "{}", cohort(&arms[MORE]));
    }
}

/// A promise is no experience: the direct part of satisfaction does not move, neither where months are experienced nor where
/// the memory of contacts fades. Were it to fade to the promise, half a point of promise would be half a point remembered.
#[test]
fn a_promise_improves_nothing_that_is_remembered() {
    let arms = arms(&scenario(&[("experience.memory_half_life", "4w")]), Links::OPEN, 1);
    for facts in [0, MORE, LESS, FAR_LESS].map(|number| &arms[number][0]) {
        for week in 0..52 {
            let direct = facts.fact(Scope::Week(week), Metric::SatisfactionDirect).expect("customers");
            assert!((direct.numerator / direct.denominator - AS_EXPECTED).abs() < 1e-3, "week {week}");
        }
    }
}

/// Less promised is a surplus: 2 points of satisfaction for a point.
#[test]
fn who_was_promised_less_is_disappointed_less() {
    let arms = arms(&scenario(&[]), Links::OPEN, 1);
    assert!((cohort(&arms[LESS]) - cohort(&arms[0]) - 2.0).abs() < 1e-3);
}

/// The survey hears of it: whoever answers expects a point more, or less.
#[test]
fn a_promise_raises_what_is_expected() {
    let survey = "[survey]\ninvited = 6000\nresponse = 0.9\nexpectations = true\nstyle_sd = 0\nitem_sd = 0";
    let promise = intervention("more", &[("experience.promise", "\"+1\"")]);
    let scenario = firm(&[CATEGORIES, survey, &promise], &[("time.horizon", "4w")]);
    let baseline = arm(&scenario, &[], Links::OPEN);
    let calibration = calibrate(&baseline, 1);
    for (arm, expected) in [(baseline, 7), (arm(&scenario, &[0], Links::OPEN), 8)] {
        let answers = recorded(&arm, &calibration).answers;
        let asked = answers.questions.iter().map(|question| question.asked).enumerate();
        let columns: Vec<usize> =
            asked.filter(|(_, asked)| matches!(asked, Asked::Expectation(_))).map(|(at, _)| at).collect();
        assert_eq!(columns.len(), 2);
        assert!(answers.respondents.len() > 4_000);
        for respondent in 0..answers.respondents.len() {
            assert!(columns.iter().all(|column| answers.of(respondent)[*column] == expected));
        }
    }
}

/// Newcomers are a Poisson count whose mean is the stated rate times the share that considers a firm of which so much is
/// expected, over the baseline's share. Of 200 a month, three points less leave three.
#[test]
fn a_promise_brings_customers_and_too_low_a_one_nobody() {
    let arms = arms(&scenario(&[]), Links::CLOSED, 2);
    let share = |expected: f64| math::logistic((expected - 6.0) / 0.5);
    let all = 2.0 * NEWCOMERS * DAYS / MONTH;
    for (number, expected) in [(0, 6.8), (MORE, 7.8), (LESS, 5.8), (FAR_LESS, 3.8)] {
        let joined = total(&arms[number], Metric::CustomersJoined);
        let mean = all * share(expected) / share(6.8);
        assert!(is_poisson(joined, mean), "arm {number}: {joined} joined, {mean} expected");
        assert!(
            number == 0 || !is_poisson(joined, all),
            "the gate could not tell arm {number} from the baseline"
        );
    }
    assert!(total(&arms[FAR_LESS], Metric::CustomersJoined) < 0.02 * all);
}

/// A point promised and a point given: as expected again, a point of perception higher (half of what counts).
#[test]
fn a_promise_that_is_kept_disappoints_nobody() {
    let arms = arms(&scenario(&[("experience.broken_promise_weight", "2")]), Links::OPEN, 1);
    assert!((cohort(&arms[KEPT]) - cohort(&arms[0]) - 0.5 * 100.0 / 9.0).abs() < 1e-3);
}

/// The shipped case, with a quarter of its customers and half its horizon: who promises more wins customers, disappoints and
/// loses more of those there were; who promises less is passed over and disappoints less; who shows the way disappoints less
/// although nothing is faster. Signs in every replication and beyond five standard errors.
#[test]
fn the_shipped_case_says_so_too() {
    let text = include_str!("../../scenarios/promises.toml");
    let set: Vec<(String, String)> = [
        ("time.horizon", "26w"),
        ("segment.occasional.size", "3000"),
        ("segment.regular.size", "1500"),
        ("segment.occasional.newcomers_per_month", "90"),
        ("segment.regular.newcomers_per_month", "23"),
    ]
    .map(|(path, value)| (path.to_string(), value.to_string()))
    .into();
    let scenario = parse_with(text, "promises.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let index = |name: &str| {
        let found = scenario.spec().intervention.iter().position(|one| one.name == name);
        found.unwrap_or_else(|| panic!("no intervention {name}"))
    };
    let baseline = arm(&scenario, &[], Links::CLOSED);
    let calibration = calibrate(&baseline, 1);
    let of = |arm| runs(&arm, &calibration, 3);
    let before = of(baseline);
    let after: HashMap<&str, Vec<ReplicationFacts>> = ["promise more", "promise less", "show the way"]
        .map(|name| (name, of(arm(&scenario, &[index(name)], Links::CLOSED))))
        .into();
    let (joined, satisfaction, churn) =
        (Metric::CustomersJoined, Metric::SatisfactionCohort, Metric::ChurnMonthly);
    for (name, metric, sign) in [
        ("promise more", joined, 1.0),
        ("promise more", satisfaction, -1.0),
        ("promise more", churn, 1.0),
        ("promise less", joined, -1.0),
        ("promise less", satisfaction, 1.0),
        ("promise less", churn, -1.0),
        ("show the way", satisfaction, 1.0),
        ("show the way", churn, -1.0),
    ] {
        let (after, before) = (values(&after[name], metric), values(&before, metric));
        assert!(
            after.iter().zip(&before).all(|(after, before)| sign * (after - before) > 0.0)
                && sign * standard_errors_between(&after, &before) > 5.0,
            "{name}, {}: {after:?} after {before:?}",
            metric.key()
        );
    }
}
