//! Talk, hold, wrap-up and their factors.

use super::*;
use crate::operation::centre::QUARTERS_PER_WEEK;

#[test]
fn the_customer_goes_at_the_end_of_talk_and_the_agent_after_the_wrap_up() {
    let mut of = reason(60.0);
    of.hold = Some(constant(10.0));
    of.wrap_up = Some(constant(30.0));
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (5.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 70.0));
    assert_eq!(done.end(1), (Outcome::Answered, 95.0, 170.0));
    let record = done.record(1);
    assert_eq!((record.talk, record.handling), (Duration::seconds(70), Duration::seconds(100)));
    assert_eq!(done.agents_at(150.0, 0), (0, 1));
    assert_eq!(done.agents_at(199.9, 0), (0, 1));
    assert_eq!(done.agents_at(200.0, 0), (1, 0));
    assert_eq!(done.ledger.handled, 200_000_000);
}

#[test]
fn factors_of_team_skill_and_quarter_multiply_and_a_skill_may_have_laws_of_its_own() {
    let mut of = reason(60.0);
    of.wrap_up = Some(constant(30.0));
    let mut by_quarter = vec![1.0; QUARTERS_PER_WEEK];
    by_quarter[1] = 2.0;
    of.handling_by_quarter = Some(by_quarter);
    let mut both = centre(vec![of.clone(), of], &[(1, &[0, 1])]);
    both.teams[0].handling_time = 0.5;
    both.teams[0].skills[0].handling_time = 3.0;
    both.teams[0].skills[1].talk = Some(constant(100.0));
    both.teams[0].skills[1].hold = Some(constant(20.0));
    both.teams[0].skills[1].wrap_up = Some(constant(0.0));
    let done = run(&both, at(&[(0.0, 0), (1_000.0, 0), (2_000.0, 1)]));
    assert_eq!(done.record(0).talk, Duration::seconds(90));
    assert_eq!(done.record(0).handling, Duration::seconds(135));
    assert_eq!(
        done.record(1).handling,
        Duration::seconds(270),
        "the second quarter of an hour is twice as slow"
    );
    assert_eq!(done.record(2).handling, Duration::seconds(60));
}

#[test]
fn a_long_talk_is_ended_by_force() {
    let mut of = reason(600.0);
    of.longest_talk = Some(Duration::seconds(100));
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 100.0));
    assert!(!done.record(0).resolved);
}

#[test]
fn resolution_is_a_matter_of_odds() {
    let mut of = reason(1.0);
    of.resolution = 0.5;
    let mut good = centre(vec![of], &[(1, &[0])]);
    good.teams[0].skills[0].competence = crate::random::math::ln(3.0);
    let arrivals: Vec<(f64, u32)> = (0..3_000).map(|n| (f64::from(n), 0)).collect();
    let done = run(&good, at(&arrivals));
    let resolved = done.log.records.iter().filter(|record| record.resolved).count() as f64;
    // Binomial with probability 3/4; 5 sigma.
    assert!((resolved - 2_250.0).abs() < 5.0 * (3_000.0f64 * 0.75 * 0.25).sqrt(), "{resolved}");
}
