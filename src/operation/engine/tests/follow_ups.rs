//! Redials and repeats.

use super::*;
use crate::operation::centre::{FollowUpLaw, Transfer, Under};

fn always(delay: f64, under: Under) -> FollowUpLaw {
    FollowUpLaw {
        probability: 1.0,
        probability_further: 0.0,
        delay: constant(delay),
        delay_further: constant(delay),
        max_attempts: 5,
        under,
        under_further: under,
    }
}

fn attempt(done: &Done, attempt: u32) -> &ContactRecord {
    let of = |record: &&ContactRecord| record.request.attempt == attempt;
    done.log.records.iter().find(of).expect("the attempt was made")
}

#[test]
fn who_gives_up_tries_again_with_another_probability_than_later() {
    let mut of = reason(600.0);
    of.patience = Some(constant(10.0));
    of.redial = always(20.0, Under::Original);
    let done = run(&centre(vec![of], &[(0, &[0])]), at(&[(0.0, 0)]));
    assert_eq!(done.ledger.offered, 2);
    let again = attempt(&done, 1);
    assert_eq!((seconds(again.request.at), again.request.kind), (30.0, ContactKind::Redial));
}

#[test]
fn later_attempts_come_after_a_delay_of_their_own_and_under_a_reason_of_their_own() {
    let mut of = reason(600.0);
    of.patience = Some(constant(10.0));
    of.redial = FollowUpLaw {
        probability_further: 1.0,
        delay_further: constant(300.0),
        max_attempts: 3,
        under_further: Under::Reason(1),
        ..always(20.0, Under::Original)
    };
    let mut other = reason(5.0);
    other.patience = Some(constant(40.0));
    let done = run(&centre(vec![of, other], &[(0, &[0, 1])]), at(&[(0.0, 0)]));
    let made: Vec<_> = (0..3)
        .map(|number| attempt(&done, number))
        .map(|record| (seconds(record.request.at), record.request.reason))
        .collect();
    // Gives up after 10 s; again 20 s later; gives up at 40 s; again 300 s later, as another matter.
    assert_eq!(made, [(0.0, 0), (30.0, 0), (340.0, 1)]);
}

#[test]
fn who_is_blocked_follows_a_law_of_its_own() {
    let mut of = reason(60.0);
    of.redial = always(1.0, Under::Original);
    of.redial_blocked = always(100.0, Under::Reason(1));
    let mut lines = centre(vec![of, reason(5.0)], &[(1, &[0, 1])]);
    lines.door.trunks = Some(1);
    let done = run(&lines, at(&[(0.0, 0), (10.0, 0)]));
    let again = attempt(&done, 1);
    assert_eq!((seconds(again.request.at), again.request.reason), (110.0, 1));
    assert_eq!(again.talk, Duration::seconds(5));
}

#[test]
fn who_gives_up_after_a_transfer_redials_by_the_law_of_the_skill_it_was_handed_to() {
    let mut first = reason(10.0);
    first.transfer = Some(Transfer { probability: 1.0, to: vec![(1, 1.0)], most: 1, warm: false });
    first.repeat = always(1.0, Under::Original);
    let mut second = reason(10.0);
    second.patience = Some(constant(5.0));
    second.redial = always(50.0, Under::Present);
    let done = run(&centre(vec![first, second], &[(1, &[0])]), at(&[(0.0, 0)]));
    assert!(done.record(0).left_after_transfer);
    assert_eq!(done.record(0).outcome, Outcome::Answered);
    let again = attempt(&done, 1);
    assert_eq!((seconds(again.request.at), again.request.reason), (65.0, 1));
    assert_eq!(again.request.kind, ContactKind::Redial);
}

#[test]
fn who_is_served_without_a_solution_repeats_and_nothing_follows_after_the_end() {
    let mut of = reason(60.0);
    of.resolution = 0.0;
    of.repeat = FollowUpLaw { probability_further: 1.0, ..always(1_000.0, Under::Original) };
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0)]));
    let times: Vec<f64> = done.log.records.iter().map(|record| seconds(record.request.at)).collect();
    assert_eq!(times, [0.0, 1_060.0, 2_120.0, 3_180.0], "the next would come at 4 240 s, after the hour");
    assert!(done.log.records[1..].iter().all(|record| record.request.answered_before));
}

#[test]
fn false_containment_comes_back() {
    let mut of = reason(60.0);
    of.repeat = always(10.0, Under::Original);
    of.self_service = Some(crate::operation::centre::SelfService {
        time: constant(30.0),
        containment: 1.0,
        false_containment: 1.0,
        context_kept: 1.0,
        talk_if_lost: 1.0,
        residual_talk: 1.0,
    });
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0)]));
    assert_eq!(attempt(&done, 1).request.kind, ContactKind::Repeat);
    assert!(!attempt(&done, 1).request.answered_before);
}
