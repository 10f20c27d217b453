//! The time from reaching an agent to the start of talk.

use super::*;

fn connecting(patience: f64) -> Centre {
    let mut of = reason(60.0);
    of.connection = Duration::seconds(2);
    of.patience = Some(constant(patience));
    centre(vec![of], &[(1, &[0])])
}

#[test]
fn it_is_part_of_the_wait_and_the_bound_agent_counts_as_available() {
    let done = run(&connecting(100.0), at(&[(0.0, 0), (10.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 2.0, 62.0));
    assert_eq!(done.end(1), (Outcome::Answered, 54.0, 124.0));
    assert_eq!(done.agents_at(1.0, 0), (1, 0));
    assert_eq!(done.agents_at(2.0, 0), (0, 1));
    assert_eq!(done.agents_at(63.0, 0), (1, 0), "bound to the second");
    assert_eq!(done.log.queue, [(10.0, 0, 1), (62.0, 0, 0)], "the queue is left at binding");
    assert_eq!(done.ledger.waited, 52_000_000);
    assert_eq!(done.record(0).talk, Duration::seconds(60));
}

#[test]
fn the_customer_can_still_hang_up_and_the_agent_is_free_at_once() {
    let done = run(&connecting(1.0), at(&[(0.0, 0), (0.5, 0)]));
    assert_eq!(done.end(0), (Outcome::Abandoned, 1.0, 1.0));
    assert_eq!(done.end(1), (Outcome::Abandoned, 1.0, 1.5), "patience counts from joining the queue");
    assert_eq!(done.record(1).team, None);
    assert_eq!(done.agents_at(1.5, 0), (1, 0));
}

#[test]
fn who_is_connected_in_the_instant_of_giving_up_talks() {
    let done = run(&connecting(2.0), at(&[(0.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 2.0, 62.0));
}
