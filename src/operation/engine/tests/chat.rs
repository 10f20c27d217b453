//! Several chats at once.

use super::*;
use crate::operation::centre::{Channel, Chat};

/// Chats of 60 s; two at once go at 0.75 each.
fn chats(agents: u32) -> Centre {
    let mut of = reason(60.0);
    of.channel = Channel::Chat;
    let mut of = centre(vec![of, reason(100.0)], &[(agents, &[0, 1])]);
    of.teams[0].chat = Chat { at_once: 2, speed: vec![1.0, 0.75] };
    of
}

#[test]
fn work_goes_at_the_speed_of_the_number_open() {
    let done = run(&chats(1), at(&[(0.0, 0), (30.0, 0)]));
    // Alone for 30 s; then 30 s left at 0.75 take 40 s; then 30 s are left of the second.
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 70.0));
    assert_eq!(done.end(1), (Outcome::Answered, 0.0, 100.0));
    assert_eq!(done.record(1).talk, Duration::seconds(70));
    assert_eq!(done.agents_at(50.0, 0), (0, 1));
    assert_eq!(done.agents_at(100.0, 0), (1, 0));
    assert_eq!(done.ledger.handled, 140_000_000, "an agent with two chats counts twice");
}

#[test]
fn a_further_one_waits_and_a_place_is_filled_at_once() {
    let done = run(&chats(1), at(&[(0.0, 0), (0.0, 0), (10.0, 0)]));
    // Both end at 80; the third starts then.
    assert_eq!(done.end(0).2, 80.0);
    assert_eq!(done.end(1).2, 80.0);
    assert_eq!(done.end(2), (Outcome::Answered, 70.0, 140.0));
}

#[test]
fn it_goes_to_the_agent_with_the_fewest() {
    let done = run(&chats(2), at(&[(0.0, 0), (1.0, 0), (2.0, 0), (3.0, 0)]));
    let agent = |n| done.record(n).last_agent.expect("all are answered").1;
    assert_eq!([agent(0), agent(1)], [0, 1]);
    assert_ne!(agent(2), agent(3));
    assert_eq!(done.agents_at(10.0, 0), (0, 2));
}

#[test]
fn calls_and_chats_do_not_mix() {
    let done = run(&chats(1), at(&[(0.0, 0), (10.0, 1), (20.0, 0), (70.0, 0)]));
    // The chat of second 20 joins the first; at its end the call, which came first by preference of skills second.
    assert_eq!(done.record(2).wait, Duration::ZERO);
    // First: 20 s alone, 40 left at 0.75 = until 73.33; second by then has 20 left.
    assert_eq!(
        done.record(3).wait,
        Duration::micros(3_333_333),
        "a chat goes before the call, by preference"
    );
    assert_eq!(done.record(1).wait.as_micros(), done.record(3).closed_at.as_micros() - 10_000_000);
    let alone = run(&chats(1), at(&[(0.0, 1), (10.0, 0)]));
    assert_eq!(alone.record(1).wait, Duration::seconds(90), "an agent on the telephone takes no chat");
}

#[test]
fn the_wrap_up_keeps_the_place() {
    let mut of = chats(1);
    of.reasons[0].wrap_up = Some(constant(15.0));
    let done = run(&of, at(&[(0.0, 0), (0.0, 0), (0.0, 0)]));
    // Both talks end at 80; both wrap-ups take 15 / 0.75 = 20 s, and then the third begins.
    assert_eq!(done.end(0).2, 80.0);
    assert_eq!(done.end(2).1, 100.0);
    assert_eq!(done.record(0).handling, Duration::seconds(95));
}

#[test]
fn a_long_chat_is_ended_by_force() {
    let mut of = chats(1);
    of.reasons[0].longest_talk = Some(Duration::seconds(70));
    let done = run(&of, at(&[(0.0, 0), (0.0, 0)]));
    assert_eq!(done.end(0).2, 70.0);
    assert!(!done.record(0).resolved && !done.record(1).resolved);
}

#[test]
fn a_chat_is_handed_over_to_a_colleague_on_the_telephone() {
    let mut of = chats(1);
    of.reasons[0].transfer = Some(crate::operation::centre::Transfer {
        probability: 1.0,
        to: vec![(1, 1.0)],
        most: 1,
        warm: true,
    });
    let done = run(&of, at(&[(0.0, 0), (0.0, 0)]));
    assert_eq!(done.record(0).transfer_wait, Duration::ZERO, "at 80 both chats are over");
    assert_eq!(done.end(0).2, 180.0);
    assert_eq!(done.end(1).2, 280.0);
}

#[test]
fn during_the_connection_a_place_is_reserved() {
    let mut of = chats(1);
    of.reasons[0].connection = Duration::seconds(5);
    of.reasons[0].patience = Some(constant(3.0));
    let done = run(&of, at(&[(0.0, 0), (1.0, 1)]));
    assert_eq!(done.end(0), (Outcome::Abandoned, 3.0, 3.0));
    assert_eq!(done.end(1), (Outcome::Answered, 2.0, 103.0));
}
