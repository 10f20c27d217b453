//! Replication k meets the same people, calls and luck in every arm.

mod common;

use common::{SMALL_FIRM, arm, runs, small_firm};
use goodwill::journey::{
    Blueprint, Links, ReplicationFacts, Rows, Scope, Workshop, calibrate, replicate, replicate_at_prices,
};
use goodwill::metrics::Metric;
use goodwill::scenario::parse;

fn rows(facts: &ReplicationFacts, keep: impl Fn(&Scope) -> bool) -> Rows {
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
        assert_eq!(with.waits.of_contacts(), without.waits.of_contacts());
    }
}

#[test]
fn an_intervention_of_week_ten_leaves_weeks_one_to_nine_bit_equal() {
    let scenario = small_firm();
    let baseline = arm(&scenario, &[], Links::CLOSED);
    let calibration = calibrate(&baseline, 1);
    let without = runs(&baseline, &calibration, 3);
    let with = runs(&arm(&scenario, &[3], Links::CLOSED), &calibration, 3);
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

/// A workshop carries people and warm-ups from arm to arm; what it has run before changes no bit.
#[test]
fn what_ran_before_in_a_workshop_changes_no_bit() {
    let scenario = small_firm();
    let arms: Vec<Blueprint> =
        [&[][..], &[1], &[3], &[1, 3]].iter().map(|doses| arm(&scenario, doses, Links::CLOSED)).collect();
    let calibration = calibrate(&arms[0], 1);
    let mut shared = Workshop::default();
    for replication in 0..2 {
        for blueprint in &arms {
            let warm = replicate(blueprint, &calibration, 1, replication, &mut shared);
            let fresh = replicate(blueprint, &calibration, 1, replication, &mut Workshop::default());
            assert_eq!(warm.scopes, fresh.scopes);
            assert_eq!(warm.waits.of_contacts(), fresh.waits.of_contacts());
        }
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

/// Arms that differ in prices alone are served by one run: the facts are those of runs of their own.
#[test]
fn one_run_at_several_prices_gives_the_facts_of_several_runs() {
    let at = |path: &str, value: &str| {
        let set = [(path.to_string(), value.to_string())];
        let scenario = goodwill::scenario::parse_with(SMALL_FIRM, "small-firm.toml", &set).unwrap();
        arm(&scenario, &[], Links::CLOSED)
    };
    let arms = [
        arm(&small_firm(), &[], Links::CLOSED),
        at("money.margin", "0.2"),
        at("team.front.cost_per_hour", "90"),
        at("team.front.hiring.cost_per_hire", "9000"),
    ];
    assert!(arms.iter().all(|other| arms[0].differs_in_prices_alone(other)));
    assert!(!arms[0].differs_in_prices_alone(&at("reason.question.resolution", "0.72")));
    assert!(!arms[0].differs_in_prices_alone(&arm(&small_firm(), &[1], Links::CLOSED)));
    let calibration = calibrate(&arms[0], 1);
    let together: Vec<&Blueprint> = arms.iter().collect();
    let facts = replicate_at_prices(&together, &calibration, 1, 0, None, &mut Workshop::default());
    let profit = |facts: &ReplicationFacts| facts.fact(Scope::Total, Metric::Profit);
    for (number, (arm, together)) in arms.iter().zip(&facts).enumerate() {
        let alone = replicate(arm, &calibration, 1, 0, &mut Workshop::default());
        assert_eq!(together.scopes, alone.scopes);
        let waits = together.waits.of_contacts();
        assert!(if number == 0 { waits == alone.waits.of_contacts() } else { waits.is_empty() });
        // Whether anybody was hired is chance.
        assert!(number == 0 || number == 3 || profit(together) != profit(&facts[0]), "the price counts");
    }
}

/// An arm whose change comes later goes on from where it parts from the one before it, and comes to the same facts as alone; so
/// does what shares less with it, or nothing.
#[test]
fn an_arm_that_goes_on_from_another_comes_to_the_same_facts() {
    let scenario = small_firm();
    let arms: Vec<Blueprint> =
        [&[][..], &[3], &[1], &[1, 3]].iter().map(|doses| arm(&scenario, doses, Links::CLOSED)).collect();
    let calibration = calibrate(&arms[0], 1);
    let shared = |one: usize, other: usize| arms[one].weeks_shared_with(&arms[other]);
    assert_eq!((shared(0, 1), shared(2, 3)), (Some(9), Some(9)), "the change of week 10");
    assert!(shared(0, 2).is_some_and(|weeks| weeks < 9));
    let mut workshop = Workshop::default();
    for replication in 0..2 {
        for (own, kept) in
            [(0, Some(9)), (1, None), (2, Some(9)), (3, None), (0, Some(4)), (1, Some(9)), (0, None)]
        {
            let facts = replicate_at_prices(&[&arms[own]], &calibration, 1, replication, kept, &mut workshop);
            let alone = replicate(&arms[own], &calibration, 1, replication, &mut Workshop::for_one_arm());
            assert_eq!(facts[0].scopes, alone.scopes);
            assert_eq!(facts[0].waits.of_contacts(), alone.waits.of_contacts());
        }
    }
}

/// An arm may accept more than the one that drew the arrivals looked at, and a run of another length may lie between two
/// arms of a replication.
#[test]
fn arrivals_kept_from_another_arm_are_those_of_ones_own() {
    let with = |set: &[(&str, &str)]| {
        let set: Vec<(String, String)> =
            set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
        let scenario = goodwill::scenario::parse_with(SMALL_FIRM, "small-firm.toml", &set).unwrap();
        (arm(&scenario, &[], Links::CLOSED), arm(&scenario, &[3], Links::CLOSED))
    };
    let (baseline, later) = with(&[]);
    let (longer, _) = with(&[("time.horizon", "14w"), ("time.warm_up", "0w")]);
    let keener_from = |week: usize, by: f64| {
        let mut keener = baseline.clone();
        let mut models = (*keener.before).clone();
        models.rate_factors.iter_mut().for_each(|factor| *factor *= by);
        let models = std::sync::Arc::new(models);
        keener.weeks.iter_mut().skip(week).for_each(|week| *week = models.clone());
        keener
    };
    // One that is so from the first week on must not go on from the warm-up of one that left its arrivals out.
    let (keener, at_once) = (keener_from(3, 1.1), keener_from(0, 1.5));
    let calibration = calibrate(&baseline, 1);
    let mut shared = Workshop::default();
    let mut offered = Vec::new();
    for replication in 0..4 {
        for blueprint in [&baseline, &keener, &longer, &at_once, &later, &baseline] {
            let kept = replicate(blueprint, &calibration, 1, replication, &mut shared);
            let fresh = replicate(blueprint, &calibration, 1, replication, &mut Workshop::for_one_arm());
            assert_eq!(kept.scopes, fresh.scopes);
            offered.push(kept.fact(Scope::Total, Metric::Offered).unwrap().numerator);
        }
    }
    assert!(offered[1] > 1.05 * offered[0] && offered[3] > 1.3 * offered[0], "{offered:?}");
}
