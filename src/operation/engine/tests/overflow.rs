//! Other teams help after a time in queue.

use super::*;
use crate::operation::centre::Overflow;

/// The first team serves the first reason, the second team the other, and helps after 30 s.
fn helping() -> Centre {
    let mut of = reason(100.0);
    of.overflow = Some(Overflow { after: Duration::seconds(30), teams: vec![1] });
    let mut of = centre(vec![of, reason(50.0)], &[(1, &[0]), (1, &[1, 0])]);
    of.teams[1].skills[1].overflow_only = true;
    of
}

#[test]
fn an_idle_helper_takes_the_contact_at_once_when_its_time_comes() {
    let done = run(&helping(), at(&[(0.0, 0), (10.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 30.0, 140.0));
    assert_eq!(done.record(1).team, Some(1));
}

#[test]
fn a_helper_who_becomes_free_takes_only_who_has_waited_long_enough() {
    // The helper is busy until 60: by then the contact of second 20 has waited 40 s, that of second 50 only 10 s.
    let done = run(&helping(), at(&[(0.0, 0), (10.0, 1), (20.0, 0), (50.0, 0)]));
    assert_eq!(done.end(2), (Outcome::Answered, 40.0, 160.0));
    assert_eq!(done.end(3), (Outcome::Answered, 50.0, 200.0), "by its own team");
    let early = run(&helping(), at(&[(0.0, 0), (10.0, 1), (50.0, 0)]));
    assert_eq!(
        early.end(2),
        (Outcome::Answered, 30.0, 180.0),
        "at 60 it is too early, at 80 the helper is idle"
    );
}

#[test]
fn helpers_are_not_asked_at_arrival() {
    let mut of = helping();
    of.teams[0] = Team::plain("nobody", 0, &[0]);
    let done = run(&of, at(&[(0.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 30.0, 130.0));
}
