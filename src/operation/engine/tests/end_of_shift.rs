//! The contact in hand when a shift ends.

use super::*;
use crate::operation::centre::{Channel, Chat, EndOfShift, Shift, Staffing, Transfer};

/// One agent from 0 to 15 minutes, one from 10 to 60 minutes.
fn relay(end: EndOfShift, talk: f64) -> Centre {
    let shift = |start: u64, length: u64| Shift {
        start: Duration::seconds(start * 60),
        length: Duration::seconds(length * 60),
        days: [true; 7],
        agents: 1,
        breaks: Vec::new(),
        open_end: false,
    };
    let mut of = reason(talk);
    of.wrap_up = Some(constant(50.0));
    let mut of = centre(vec![of], &[(0, &[0])]);
    of.teams[0].staffing = Staffing::Shifts(vec![shift(0, 15), shift(10, 50)]);
    of.teams[0].end_of_shift = end;
    of
}

#[test]
fn it_is_finished() {
    let done = run(&relay(EndOfShift::Finish, 600.0), at(&[(500.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 1_100.0));
    assert_eq!(done.agents_at(1_149.0, 0), (1, 1));
    assert_eq!(done.agents_at(1_150.0, 0), (1, 0));
    let beyond = [899.0, 900.0, 1_149.0, 1_150.0].map(|at| done.beyond_plan_at(at, 0));
    assert_eq!(beyond, [0, 1, 1, 0], "the first agent stays for the talk and the wrap-up");
}

#[test]
fn who_finishes_a_contact_when_fewer_are_wanted_is_beyond_the_plan() {
    let mut of = centre(vec![reason(600.0)], &[(2, &[0])]);
    if let Staffing::Intervals { agents, .. } = &mut of.teams[0].staffing {
        agents[1..].fill(1);
    }
    let done = run(&of, at(&[(500.0, 0), (700.0, 0)]));
    let beyond = [899.0, 900.0, 1_099.0, 1_100.0].map(|at| done.beyond_plan_at(at, 0));
    assert_eq!(beyond, [0, 1, 1, 0]);
    assert_eq!(done.agents_at(1_100.0, 0), (0, 1));
}

#[test]
fn it_is_cut_off() {
    let done = run(&relay(EndOfShift::Drop, 600.0), at(&[(500.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 900.0));
    let record = done.record(0);
    assert!(!record.resolved);
    assert_eq!((record.talk, record.handling), (Duration::seconds(400), Duration::seconds(400)));
    assert_eq!(done.agents_at(900.0, 0), (1, 0));
}

#[test]
fn the_wrap_up_is_cut_short() {
    let done = run(&relay(EndOfShift::Drop, 390.0), at(&[(500.0, 0)]));
    assert_eq!(done.end(0).2, 890.0);
    assert_eq!(done.ledger.handled, 400_000_000);
    assert_eq!(done.agents_at(900.0, 0), (1, 0));
}

#[test]
fn it_is_handed_over_and_another_agent_does_the_rest() {
    let done = run(&relay(EndOfShift::HandOver, 600.0), at(&[(500.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 1_100.0));
    assert_eq!(done.record(0).last_agent, Some((0, 1)));
    assert_eq!(done.record(0).handling, Duration::seconds(650));
    // The second agent is busy from 600 to 1 250 with talk and wrap-up; the first who waits then is the one handed over.
    let done = run(&relay(EndOfShift::HandOver, 600.0), at(&[(500.0, 0), (600.0, 0), (700.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 1_450.0));
    assert_eq!(done.record(0).transfer_wait, Duration::seconds(350));
    assert_eq!(done.end(2), (Outcome::Answered, 800.0, 2_100.0));
    assert_eq!(done.record(0).talk, Duration::seconds(600));
}

#[test]
fn who_is_only_connected_goes_back_to_the_head_of_the_queue_with_the_same_patience() {
    for end in [EndOfShift::Drop, EndOfShift::HandOver] {
        let mut of = relay(end, 600.0);
        of.reasons[0].connection = Duration::seconds(20);
        of.reasons[0].patience = Some(constant(40.0));
        // Bound at 885 to the agent who has been idle for longest, who leaves at 900; the other one connects until 920.
        let done = run(&of, at(&[(885.0, 0)]));
        assert_eq!(done.end(0), (Outcome::Answered, 35.0, 1_520.0));
        assert_eq!(done.record(0).last_agent, Some((0, 1)));
        of.reasons[0].patience = Some(constant(30.0));
        let done = run(&of, at(&[(885.0, 0)]));
        assert_eq!(done.end(0), (Outcome::Abandoned, 30.0, 915.0));
        assert_eq!(done.agents_at(915.0, 0), (1, 0));
    }
}

#[test]
fn chats_keep_the_work_that_is_left() {
    let mut of = relay(EndOfShift::HandOver, 600.0);
    of.reasons[0].channel = Channel::Chat;
    of.reasons[0].wrap_up = None;
    of.teams[0].chat = Chat { at_once: 2, speed: vec![1.0, 0.5] };
    let done = run(&of, at(&[(400.0, 0), (500.0, 0)]));
    // 100 s alone, then 400 s at half speed: 300 s are left of the first and 400 s of the second at 900.
    assert_eq!(done.end(0).2, 900.0 + 600.0);
    assert_eq!(done.end(1).2, 1_500.0 + 100.0);
    assert_eq!(done.record(0).talk, Duration::seconds(1_100));
}

#[test]
fn a_companion_leaves_and_the_transfer_goes_on_without() {
    let mut of = relay(EndOfShift::Drop, 300.0);
    of.reasons[0].transfer = Some(Transfer { probability: 1.0, to: vec![(1, 1.0)], most: 1, warm: true });
    of.reasons.push(reason(500.0));
    of.teams.push(Team::plain("experts", 1, &[1]));
    let done = run(&of, at(&[(400.0, 1), (450.0, 1), (500.0, 0)]));
    // Experts are busy until 1 400; the first agent stays with the customer from 800 to 900.
    assert_eq!(done.record(2).transfer_wait, Duration::seconds(600));
    assert_eq!(done.record(2).handling, Duration::seconds(300 + 100 + 500 + 50));
    assert_eq!(done.agents_at(900.0, 0), (1, 0));
}

/// The first shift alone, with an open end.
fn open_ended() -> Centre {
    let mut of = relay(EndOfShift::Finish, 600.0);
    let Staffing::Shifts(shifts) = &mut of.teams[0].staffing else { unreachable!("it has shifts") };
    shifts.truncate(1);
    shifts[0].open_end = true;
    of
}

#[test]
fn an_open_end_lasts_as_long_as_there_is_work() {
    let done = run(&open_ended(), at(&[(0.0, 0), (10.0, 0), (20.0, 0), (3_000.0, 0)]));
    assert!(done.log.duty.iter().any(|(_, _, _, beyond)| *beyond == 1), "overtime is told");
    assert_eq!(done.end(2), (Outcome::Answered, 1_280.0, 1_900.0));
    assert_eq!(done.agents_at(1_949.0, 0), (0, 1));
    assert_eq!(done.agents_at(1_950.0, 0), (0, 0), "who may still come is no work");
    assert_eq!(done.end(3).0, Outcome::CarriedOver);
}

#[test]
fn once_nobody_new_comes_an_open_end_waits_for_those_who_try_again() {
    let mut of = open_ended();
    of.reasons[0].patience = Some(constant(100.0));
    of.reasons[0].redial = crate::operation::centre::FollowUpLaw {
        probability: 1.0,
        delay: constant(2_000.0),
        max_attempts: 2,
        under: crate::operation::centre::Under::Original,
        ..crate::operation::centre::FollowUpLaw::never()
    };
    let done = run(&of, at(&[(0.0, 0), (10.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Abandoned, 100.0, 110.0));
    assert_eq!(done.agents_at(2_000.0, 0), (1, 0));
    let again = done.log.records.last().expect("it was closed");
    assert_eq!((again.outcome, seconds(again.closed_at)), (Outcome::Answered, 2_710.0));
    assert_eq!(done.agents_at(2_760.0, 0), (0, 0));
}

#[test]
fn an_open_end_waits_for_contacts_that_may_be_handed_over() {
    let mut of = open_ended();
    let transfer = |to| Some(Transfer { probability: 1.0, to: vec![(to, 1.0)], most: 2, warm: false });
    of.reasons.push(reason(1_000.0));
    of.reasons[1].transfer = transfer(2);
    of.reasons.push(reason(500.0));
    of.reasons[2].transfer = transfer(0);
    of.teams.push(Team::plain("front", 1, &[1, 2]));
    let done = run(&of, at(&[(0.0, 1), (3_000.0, 1)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 2_100.0), "it has come by two transfers");
    assert_eq!(done.agents_at(2_149.0, 0), (0, 1));
    assert_eq!(done.agents_at(2_150.0, 0), (0, 0));
    of.reasons[2].transfer = None;
    let done = run(&of, at(&[(0.0, 1), (3_000.0, 1)]));
    assert_eq!(done.agents_at(901.0, 0), (0, 0), "no way leads there");
}
