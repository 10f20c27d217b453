//! Work without end.

use super::*;
use crate::operation::centre::{Closing, Opening, QUARTERS_PER_WEEK};

fn outbound() -> Centre {
    let mut calls = reason(100.0);
    calls.endless = true;
    calls.leave_idle = 1;
    centre(vec![reason(60.0), calls], &[(2, &[0, 1])])
}

#[test]
fn idle_agents_beyond_the_reserve_work_on_it_until_the_end() {
    let done = run(&outbound(), at(&[(10.0, 0), (20.0, 0)]));
    assert_eq!(done.end(0).1, 0.0, "one agent is left idle");
    // At 70 the first call ends and the second follows on; at 100 the outbound agent becomes the only one idle.
    assert_eq!(done.end(1), (Outcome::Answered, 50.0, 130.0));
    let outbound: Vec<f64> = done
        .log
        .records
        .iter()
        .filter(|record| record.request.reason == 1)
        .map(|record| seconds(record.request.at))
        .collect();
    assert_eq!(outbound[..4], [0.0, 130.0, 230.0, 330.0], "from 130 on one of two works on it");
    assert_eq!(outbound.len(), 1 + 35);
    assert!(done.log.records.iter().all(|record| record.wait < Duration::seconds(51)));
}

#[test]
fn who_waits_goes_first_under_equal_priority_only_by_the_rule() {
    let mut of = outbound();
    of.reasons[1].leave_idle = 0;
    of.teams[0] = Team::plain("one", 1, &[1, 0]);
    let done = run(&of, at(&[(10.0, 0)]));
    assert_eq!(done.end(0).0, Outcome::Answered);
    assert_eq!(done.end(0).1, 3_590.0, "the team prefers the endless work; after the end none is begun");
    of.routing.contact = crate::operation::routing::ContactRule::LongestWait;
    assert_eq!(run(&of, at(&[(10.0, 0)])).end(0).1, 90.0);
}

#[test]
fn it_rests_while_it_is_closed() {
    let mut of = outbound();
    let mut quarters = vec![true; QUARTERS_PER_WEEK];
    quarters[1] = false;
    of.reasons[1].opening = Some(Opening { quarters, closing: Closing::ServeOut });
    let done = run(&of, at(&[]));
    // A piece ends in the very instant of closing, before the reason closes: one more is begun.
    let begun = |record: &&ContactRecord| (900.1..1_800.0).contains(&seconds(record.request.at));
    assert_eq!(done.log.records.iter().filter(begun).count(), 0);
    assert_eq!(done.log.records.len(), 10 + 18);
}
