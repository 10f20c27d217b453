//! What one failed contact costs in customers, by path, held against a calculation by hand: every path is taken up once, on top
//! of those before it, and the four sum to the whole.

use goodwill::journey::{FailureEffect, Links, calibrate, failure_effects, mean_failure_effect};
use goodwill::random::math;
use goodwill::scenario::Scenario;

use crate::common::arm;
use crate::firm::{CHURN, NEWCOMERS, firm};

/// Nobody has called yet, so everybody remembers what was expected: 6.8. Half of the gap to a contact is closed, half of what
/// is left of it forgotten in a month.
const FIRM: &str = r#"
[[category]]
name = "service"
importance = 1.0
expectation = 6.8
contact = { ability = 1.0 }
[[reason]]
name = "complaint"
contacts_per_month = 0
talk = { dist = "exponential", mean = "1m" }
resolution = 0.6
[[team]]
name = "complaints"
skills = ["complaint"]
agents = 1
cost_per_hour = 0
[loyalty.exit]
after_failure = 0.02
dissatisfaction_effect = 0.3
[loyalty.complaint]
reason = "complaint"
probability = 0.1
dissatisfaction_effect = 0.2
recovery = 1.0
double_deviation = 1.0
"#;

const EFFECT: f64 = 0.5;
const CUSTOMERS: f64 = 6_000.0;
/// Acquisition per 10 points said, the satisfaction at which nothing is said, and the weight of what is said against.
const TOLD: (f64, f64, f64) = (0.4, 60.0, 2.0);

fn scenario(set: &[(&str, &str)]) -> Scenario {
    let all = [
        ("experience.contact_learning", "0.5"),
        ("experience.memory_half_life", "2629800s"),
        ("loyalty.churn.satisfaction_effect", "0.5"),
        ("loyalty.word_of_mouth.acquisition_effect", "0.4"),
        ("loyalty.word_of_mouth.neutral", "60"),
        ("loyalty.word_of_mouth.negative_weight", "2"),
    ];
    firm(&[FIRM], &[&all, set].concat())
}

fn effect(scenario: &Scenario, links: Links) -> FailureEffect {
    let baseline = arm(scenario, &[], links);
    mean_failure_effect(&baseline, &failure_effects(&baseline, &calibrate(&baseline, 1)))
}

/// Satisfaction of somebody who perceives so much: 100 / 9 a point, 4 a point below expectation, 2 a point above.
fn satisfaction(perceived: f64) -> f64 {
    let surprise = perceived - 6.8;
    100.0 / 9.0 * (perceived - 1.0) + if surprise < 0.0 { 4.0 * surprise } else { 2.0 * surprise }
}

/// A year from a perception on: probability of staying, and newcomers won by what is told.
fn year(perceived: f64) -> (f64, f64) {
    let (mut stays, mut won, mut gap) = (1.0, 0.0, perceived - 6.8);
    let (effect, neutral, weight) = TOLD;
    for _ in 0..12 {
        gap /= 2.0;
        let felt = satisfaction(6.8 + gap);
        let said = (felt - neutral) / 10.0;
        won += stays * NEWCOMERS * effect / CUSTOMERS * if said < 0.0 { weight * said } else { said };
        let log_odds = math::logit(CHURN) - EFFECT * (felt - satisfaction(6.8)) / 10.0;
        stays *= 1.0 - math::logistic(log_odds);
    }
    (stays, won)
}

/// The four paths by hand. A contact scores 8 when it resolves and 3 when it does not; a complaint a point more or less.
fn by_hand() -> FailureEffect {
    let after = |perceived: f64, score: f64| perceived + 0.5 * (score - perceived);
    let failed = after(6.8, 3.0);
    let (without, with) = (year(6.8), year(failed));
    let (solved, unsolved) = (year(after(failed, 9.0)), year(after(failed, 2.0)));
    let below = (50.0 - satisfaction(failed)) / 10.0;
    let silent = 1.0 - 0.1 - 0.02;
    let [complains, leaves] = [(0.1, 0.2), (0.02, 0.3)].map(|(p, rise)| p / silent * math::exp(rise * below));
    let all = 1.0 + complains + leaves;
    let (complains, leaves) = (complains / all, leaves / all);
    let ended = (0.6 * solved.0 + 0.4 * unsolved.0, 0.6 * solved.1 + 0.4 * unsolved.1);
    FailureEffect {
        memory: without.0 - with.0,
        exit: leaves * with.0,
        complaint: complains * (with.0 - ended.0),
        word_of_mouth: without.1 - ((1.0 - complains - leaves) * with.1 + complains * ended.1),
    }
}

fn assert_close(found: f64, known: f64, what: &str) {
    assert!((found - known).abs() < 1e-5, "{what}: {found}, by hand {known}");
}

#[test]
fn the_paths_of_a_failure_are_those_by_hand_and_sum_to_the_whole() {
    let (found, known) = (effect(&scenario(&[]), Links::CLOSED), by_hand());
    assert_close(found.memory, known.memory, "memory");
    assert_close(found.exit, known.exit, "exit");
    assert_close(found.complaint, known.complaint, "complaint");
    assert_close(found.word_of_mouth, known.word_of_mouth, "word of mouth");
    // The whole: all that differs from a year without the failure, by the way of those who leave, complain or say nothing.
    assert_close(
        found.total(),
        known.memory + known.exit + known.complaint + known.word_of_mouth,
        "the whole",
    );
    for part in [known.memory, known.exit, known.word_of_mouth] {
        assert!(part > 1e-3, "each path counts: {known:?}");
    }
    assert!(known.complaint.abs() > 1e-4, "{known:?}");
}

/// A path that is cut carries nothing and moves no other: nothing is counted twice.
#[test]
fn a_path_that_is_cut_leaves_the_others_alone() {
    let whole = effect(&scenario(&[]), Links::CLOSED);
    let silent = effect(&scenario(&[]), Links { word_of_mouth: false, ..Links::CLOSED });
    assert_eq!(silent, FailureEffect { word_of_mouth: 0.0, ..whole });
    let unheard = effect(&scenario(&[]), Links { complaint: false, word_of_mouth: false, ..Links::CLOSED });
    assert_eq!(unheard, FailureEffect { complaint: 0.0, ..silent });
    let held = effect(&scenario(&[]), Links { churn: false, ..Links::CLOSED });
    assert_eq!((held.memory, held.exit, held.complaint), (0.0, 0.0, 0.0));
    let nothing = effect(&scenario(&[]), Links::OPEN);
    assert_eq!(nothing.total(), 0.0);
}
