//! Opening hours and closing time.

use super::*;
use crate::operation::centre::{Channel, Closing, FollowUpLaw, Opening, QUARTERS_PER_WEEK, Transfer, Under};

/// Open in the first and third quarter of an hour, with talks of 600 s and one agent.
fn hours(closing: Closing) -> Centre {
    let mut quarters = vec![true; QUARTERS_PER_WEEK];
    quarters[1] = false;
    let mut of = reason(600.0);
    of.opening = Some(Opening { quarters, closing });
    centre(vec![of], &[(1, &[0])])
}

#[test]
fn while_it_is_closed_contacts_are_blocked() {
    let done = run(&hours(Closing::ServeOut), at(&[(1_000.0, 0), (1_800.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Blocked, 0.0, 1_000.0));
    assert_eq!(done.end(1), (Outcome::Answered, 0.0, 2_400.0));
}

#[test]
fn the_queue_is_served_out() {
    let done = run(&hours(Closing::ServeOut), at(&[(700.0, 0), (800.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 500.0, 1_900.0));
}

#[test]
fn the_queue_is_cleared_but_not_the_talks() {
    let done = run(&hours(Closing::Clear), at(&[(700.0, 0), (800.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 1_300.0));
    assert_eq!(done.end(1), (Outcome::Blocked, 100.0, 900.0));
}

/// The contract counts who reached an agent as answered; that nobody solved the matter makes it a repeat.
#[test]
fn who_is_cut_off_after_a_talk_was_answered() {
    let mut of = hours(Closing::Clear);
    let mut front = reason(60.0);
    front.transfer = Some(Transfer { probability: 1.0, to: vec![(0, 1.0)], most: 1, warm: false });
    front.repeat =
        FollowUpLaw { probability: 1.0, max_attempts: 2, under: Under::Original, ..FollowUpLaw::never() };
    of.reasons.push(front);
    of.teams.push(Team::plain("front", 2, &[1]));
    let done = run(&of, at(&[(700.0, 1), (720.0, 1), (1_000.0, 1)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 1_360.0));
    for (number, closed_at, waited) in [(1, 900.0, 120), (2, 1_060.0, 0)] {
        assert_eq!(done.end(number), (Outcome::Answered, 0.0, closed_at));
        let record = done.record(number);
        assert_eq!((record.transfer_wait, record.resolved), (Duration::seconds(waited), false));
        let legs = done.log.legs.iter().filter(|leg| u64::from(leg.request.customer) == number);
        assert!(legs.clone().any(|leg| leg.number == 1 && leg.end == LegEnd::Blocked));
        assert!(legs.clone().any(|leg| leg.request.kind == ContactKind::Repeat), "{number} calls again");
    }
    assert_eq!(done.ledger.blocked, 0);
}

#[test]
fn the_queue_is_carried_over_to_the_next_opening() {
    let done = run(&hours(Closing::CarryOver), at(&[(700.0, 0), (800.0, 0), (1_800.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 1_000.0, 2_400.0), "at 1 300 nobody serves it");
    assert_eq!(done.end(2), (Outcome::Answered, 600.0, 3_000.0));
}

#[test]
fn a_queue_frozen_at_the_end_is_carried_over_for_ever() {
    let mut of = hours(Closing::CarryOver);
    of.reasons[0].opening.as_mut().expect("it is there").quarters[3] = false;
    let done = run(&of, at(&[(2_500.0, 0), (2_600.0, 0)]));
    assert_eq!(done.end(1), (Outcome::CarriedOver, 1_000.0, 3_600.0));
}

#[test]
fn deferred_work_is_taken_at_any_time_and_never_cleared() {
    let mut of = hours(Closing::Clear);
    of.reasons[0].channel = Channel::Deferred;
    let done = run(&of, at(&[(700.0, 0), (1_000.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 300.0, 1_900.0));
    of.reasons[0].opening.as_mut().expect("it is there").closing = Closing::CarryOver;
    let done = run(&of, at(&[(200.0, 0), (1_000.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 800.0, 2_400.0));
}

#[test]
fn who_leaves_self_service_after_closing_time_is_cut_off() {
    let mut of = hours(Closing::Clear);
    of.reasons[0].self_service = Some(crate::operation::centre::SelfService {
        time: constant(60.0),
        containment: 0.0,
        false_containment: 0.0,
        context_kept: 1.0,
        talk_if_lost: 1.0,
        residual_talk: 1.0,
    });
    let done = run(&of, at(&[(870.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Blocked, 0.0, 930.0));
}
