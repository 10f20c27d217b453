//! Replication k meets the same people, calls and luck in every arm.

mod common;

use common::{SMALL_FIRM, arm, runs, small_firm};
use goodwill::journey::{Fact, Links, ReplicationFacts, Scope, calibrate};
use goodwill::metrics::Metric;
use goodwill::scenario::parse;

fn rows(facts: &ReplicationFacts, keep: impl Fn(&Scope) -> bool) -> Vec<(Scope, Vec<Option<Fact>>)> {
    facts.scopes.iter().filter(|(scope, _)| keep(scope)).cloned().collect()
}

#[test]
fn an_intervention_that_changes_nothing_changes_no_bit() {
    let scenario = small_firm();
    let baseline = arm(&scenario, &[], Links::CLOSED);
    let calibration = calibrate(&baseline, 1);
    let without = runs(&baseline, &calibration, 3);
    let with = runs(&arm(&scenario, &[0], Links::CLOSED), &calibration, 3);
    for (with, without) in with.iter().zip(&without) {
        assert_eq!(with.scopes, without.scopes);
        assert_eq!(with.waits.total, without.waits.total);
    }
}

#[test]
fn an_intervention_of_week_ten_leaves_weeks_one_to_nine_bit_equal() {
    let scenario = small_firm();
    let baseline = arm(&scenario, &[], Links::CLOSED);
    let calibration = calibrate(&baseline, 1);
    let without = runs(&baseline, &calibration, 3);
    let with = runs(&arm(&scenario, &[2], Links::CLOSED), &calibration, 3);
    for (with, without) in with.iter().zip(&without) {
        let before = |scope: &Scope| matches!(scope, Scope::Week(week) if *week < 9);
        // A contact is attributed to the week of its offering, so only one open at the border could tell.
        let ended = |scope: &Scope| matches!(scope, Scope::Week(week) if *week < 8);
        assert_eq!(rows(with, ended), rows(without, ended));
        for metric in
            [Metric::Offered, Metric::Satisfaction, Metric::SatisfactionCohort, Metric::CustomersLeft]
        {
            for week in 0..9 {
                assert_eq!(with.fact(Scope::Week(week), metric), without.fact(Scope::Week(week), metric));
            }
        }
        assert_eq!(rows(with, before).len(), 9);
        let last = Scope::Week(11);
        assert_ne!(with.fact(last, Metric::Satisfaction), without.fact(last, Metric::Satisfaction));
    }
}

/// A reason nobody contacts for, a segment's name, a comment: what does not concern a run moves nothing in it.
#[test]
fn what_does_not_concern_a_run_moves_nothing_in_it() {
    let text = SMALL_FIRM.replace("name = \"Small firm\"", "name = \"Another name\" # and a comment")
        + "[[intervention]]\nname = \"one more\"\n[intervention.set]\n\"team.front.agents\" = 9\n";
    let other = parse(&text, "other.toml").unwrap();
    let scenario = small_firm();
    let (first, second) = (arm(&scenario, &[], Links::CLOSED), arm(&other, &[], Links::CLOSED));
    let (first, second) = (runs(&first, &calibrate(&first, 1), 1), runs(&second, &calibrate(&second, 1), 1));
    assert_eq!(first[0].scopes, second[0].scopes);
}
