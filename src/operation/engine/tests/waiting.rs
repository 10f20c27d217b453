//! Patience, balking, announcements, messages, limits.

use super::*;
use crate::operation::centre::{Announcement, Channel};

#[test]
fn patience_counts_from_joining_the_queue() {
    let mut of = reason(60.0);
    of.patience = Some(constant(20.0));
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (30.0, 0), (45.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Abandoned, 20.0, 50.0));
    assert_eq!(done.end(2), (Outcome::Answered, 15.0, 120.0));
    assert_eq!(done.log.queue, [(30.0, 0, 1), (45.0, 0, 2), (50.0, 0, 1), (60.0, 0, 0)]);
}

#[test]
fn who_is_answered_in_the_instant_of_giving_up_is_answered() {
    let mut of = reason(60.0);
    of.patience = Some(constant(20.0));
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (40.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 20.0, 120.0));
}

#[test]
fn who_balks_does_not_wait_at_all() {
    let mut of = reason(60.0);
    of.balking = 1.0;
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (10.0, 0), (60.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Abandoned, 0.0, 10.0));
    assert_eq!(done.end(2).0, Outcome::Answered, "who need not wait does not balk");
    assert!(done.log.queue.is_empty());
}

/// Two agents, mean handling of 60 s: (0 + 1) x 60 / 2 = 30 s for the first who waits, 60 s for the second.
#[test]
fn an_announced_wait_sends_the_impatient_away_and_makes_the_others_wait_longer() {
    let mut of = reason(60.0);
    of.patience = Some(constant(40.0));
    of.announcement = Some(Announcement { balking: 1.0, patience_factor: 1.2 });
    let done = run(&centre(vec![of], &[(2, &[0])]), at(&[(0.0, 0), (1.0, 0), (2.0, 0), (3.0, 0)]));
    assert_eq!(done.end(3), (Outcome::Abandoned, 0.0, 3.0), "60 s are announced");
    assert_eq!(done.end(2), (Outcome::Abandoned, 48.0, 50.0), "30 s are announced");
}

#[test]
fn nobody_on_duty_announces_a_wait_without_end() {
    let mut of = reason(60.0);
    of.patience = Some(constant(1e6));
    of.announcement = Some(Announcement { balking: 1.0, patience_factor: 1.0 });
    let done = run(&centre(vec![of], &[(0, &[0])]), at(&[(0.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Abandoned, 0.0, 0.0));
}

#[test]
fn after_a_time_in_queue_a_message_is_left() {
    let mut of = reason(60.0);
    of.patience = Some(constant(30.0));
    of.message_after = Some(Duration::seconds(25));
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (10.0, 0), (40.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Contained, 25.0, 35.0));
    assert!(done.record(1).resolved);
    assert_eq!(done.end(2), (Outcome::Answered, 20.0, 120.0));
}

#[test]
fn a_full_queue_of_the_reason_blocks_who_finds_no_agent() {
    let mut of = reason(60.0);
    of.queue_limit = Some(1);
    let done = run(&centre(vec![of], &[(1, &[0])]), at(&[(0.0, 0), (1.0, 0), (2.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 59.0, 120.0));
    assert_eq!(done.end(2), (Outcome::Blocked, 0.0, 2.0));
}

#[test]
fn deferred_work_has_no_patience_and_leaves_agents_idle() {
    let mut call = reason(60.0);
    call.priority.base = 1.0;
    let mut email = reason(100.0);
    email.channel = Channel::Deferred;
    email.patience = Some(constant(1.0));
    email.balking = 1.0;
    email.leave_idle = 1;
    let done =
        run(&centre(vec![call, email], &[(2, &[0, 1])]), at(&[(0.0, 1), (1.0, 1), (2.0, 0), (200.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 100.0));
    assert_eq!(done.end(2), (Outcome::Answered, 0.0, 62.0), "an agent was left idle");
    assert_eq!(done.end(1), (Outcome::Answered, 99.0, 200.0), "with both idle one may take it");
    assert_eq!(done.end(3).1, 0.0);
}

#[test]
fn patience_is_the_customers_times_the_law() {
    let mut of = reason(60.0);
    of.patience = Some(constant(20.0));
    let mut requests = at(&[(0.0, 0), (0.0, 0)]);
    requests[1].patience_factor = 0.5;
    let done = run(&centre(vec![of], &[(1, &[0])]), requests);
    assert_eq!(done.end(1), (Outcome::Abandoned, 10.0, 10.0));
}
