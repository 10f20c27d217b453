//! Self-service before an agent.

use super::*;
use crate::operation::centre::SelfService;

fn service(containment: f64, context_kept: f64) -> SelfService {
    SelfService {
        time: constant(30.0),
        containment,
        false_containment: 0.0,
        context_kept,
        talk_if_lost: 1.5,
        residual_talk: 2.0,
    }
}

fn with(service: SelfService) -> Centre {
    let mut of = reason(60.0);
    of.hold = Some(constant(5.0));
    of.patience = Some(constant(50.0));
    of.self_service = Some(service);
    centre(vec![of], &[(1, &[0])])
}

#[test]
fn the_contained_never_reach_an_agent() {
    let done = run(&with(service(1.0, 1.0)), at(&[(0.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Contained, 0.0, 30.0));
    assert!(done.record(0).resolved);
    let falsely = SelfService { false_containment: 1.0, ..service(1.0, 1.0) };
    assert!(!run(&with(falsely), at(&[(0.0, 0)])).record(0).resolved);
}

#[test]
fn others_go_on_with_longer_talks_and_their_time_is_not_wait() {
    let done = run(&with(service(0.0, 1.0)), at(&[(0.0, 0), (100.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 155.0), "30 + 2 x 60 + 5");
    assert_eq!(done.end(1), (Outcome::Answered, 25.0, 280.0));
    assert!(!done.record(0).context_lost);
    let lost = run(&with(service(0.0, 0.0)), at(&[(0.0, 0)]));
    assert_eq!(lost.end(0), (Outcome::Answered, 0.0, 215.0), "30 + 1.5 x 2 x 60 + 5");
    assert!(lost.record(0).context_lost);
}

#[test]
fn it_takes_a_trunk_but_no_agent() {
    let mut lines = with(service(0.0, 1.0));
    lines.door.trunks = Some(1);
    let done = run(&lines, at(&[(0.0, 0), (10.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Blocked, 0.0, 10.0));
    assert_eq!(done.agents_at(29.0, 0), (1, 0));
}
