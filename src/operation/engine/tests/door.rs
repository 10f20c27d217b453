//! Trunks and the limit on all who wait.

use super::*;
use crate::operation::centre::Channel;

#[test]
fn trunks_are_held_while_the_customer_is_on_the_line() {
    let mut of = reason(60.0);
    of.wrap_up = Some(constant(40.0));
    let mut lines = centre(vec![of], &[(1, &[0])]);
    lines.door.trunks = Some(2);
    let done = run(&lines, at(&[(0.0, 0), (10.0, 0), (20.0, 0), (60.0, 0), (61.0, 0)]));
    assert_eq!(done.end(2), (Outcome::Blocked, 0.0, 20.0), "one talks, one waits");
    assert_eq!(done.end(3), (Outcome::Answered, 140.0, 260.0), "the trunk is free from the end of talk on");
    assert_eq!(done.end(4), (Outcome::Blocked, 0.0, 61.0));
}

#[test]
fn chats_and_deferred_work_need_no_trunk() {
    let mut chat = reason(60.0);
    chat.channel = Channel::Chat;
    let mut email = reason(60.0);
    email.channel = Channel::Deferred;
    let mut lines = centre(vec![chat, email], &[(2, &[0, 1])]);
    lines.door.trunks = Some(0);
    let done = run(&lines, at(&[(0.0, 0), (0.0, 1)]));
    assert!(done.log.records.iter().all(|record| record.outcome == Outcome::Answered));
}

#[test]
fn the_limit_on_all_who_wait_is_tested_before_an_agent_is_looked_for() {
    let mut limited = centre(vec![reason(60.0), reason(60.0)], &[(1, &[0]), (1, &[1])]);
    limited.door.queue_limit = Some(1);
    let done = run(&limited, at(&[(0.0, 0), (1.0, 0), (2.0, 1), (60.0, 1)]));
    assert_eq!(done.end(2), (Outcome::Blocked, 0.0, 2.0), "an agent is free, but one waits");
    assert_eq!(done.end(3), (Outcome::Answered, 0.0, 120.0));
}

#[test]
fn deferred_work_neither_counts_in_that_limit_nor_is_subject_to_it() {
    let mut email = reason(60.0);
    email.channel = Channel::Deferred;
    let mut limited = centre(vec![email, reason(60.0)], &[(1, &[0]), (1, &[1])]);
    limited.door.queue_limit = Some(1);
    let done = run(&limited, at(&[(0.0, 0), (1.0, 0), (2.0, 1), (3.0, 1), (4.0, 0), (5.0, 1)]));
    assert_eq!(done.end(4).0, Outcome::Answered);
    assert_eq!(done.end(3).0, Outcome::Answered);
    assert_eq!(done.end(5), (Outcome::Blocked, 0.0, 5.0));
}
