//! Who gets whom.

use super::*;
use crate::operation::routing::{AgentRule, ContactRule, TeamRule};

/// Two reasons, and an agent who serves both, busy until 100.
fn both(rule: ContactRule) -> Centre {
    let mut of = centre(vec![reason(100.0), reason(100.0)], &[(1, &[0, 1])]);
    of.routing.contact = rule;
    of
}

#[test]
fn a_free_agent_picks_by_the_rule() {
    let arrivals = || at(&[(0.0, 0), (10.0, 1), (20.0, 0)]);
    assert_eq!(run(&both(ContactRule::Preference), arrivals()).end(2).1, 80.0);
    assert_eq!(run(&both(ContactRule::LongestWait), arrivals()).end(1).1, 90.0);
    let mut scored = both(ContactRule::Score);
    scored.reasons[0].priority.per_second = 1.0;
    scored.reasons[1].priority.base = 75.0;
    assert_eq!(run(&scored, arrivals()).end(2).1, 80.0, "80 points against 75");
    scored.reasons[1].priority.base = 85.0;
    assert_eq!(run(&scored, arrivals()).end(1).1, 90.0);
}

#[test]
fn teams_are_asked_in_the_order_in_which_they_prefer_the_reason() {
    let of = centre(vec![reason(100.0), reason(100.0)], &[(1, &[1, 0]), (1, &[0])]);
    let done = run(&of, at(&[(0.0, 0), (1.0, 0), (2.0, 0)]));
    assert_eq!((done.record(0).team, done.record(1).team), (Some(1), Some(0)));
}

#[test]
fn pooled_teams_compete_by_score_and_then_by_the_agent_rule() {
    let mut of = centre(vec![reason(10.0)], &[(2, &[0]), (2, &[0])]);
    of.routing.team = TeamRule::Pooled;
    let times = [(0.0, 0), (1.0, 0), (2.0, 0), (3.0, 0), (20.0, 0), (21.0, 0)];
    let teams = |of: &Centre| {
        let done = run(of, at(&times));
        (0..6).map(|n| done.record(n).team.expect("all are answered")).collect::<Vec<u32>>()
    };
    assert_eq!(teams(&of), [0, 0, 1, 1, 0, 0], "longest idle over both");
    of.teams[1].skills[0].score = 0.5;
    of.teams[0].score = 0.25;
    assert_eq!(teams(&of), [1, 1, 0, 0, 1, 1]);
}

#[test]
fn at_random_every_agent_of_all_teams_is_equally_likely() {
    let mut of = centre(vec![reason(0.5)], &[(1, &[0]), (3, &[0])]);
    of.routing.team = TeamRule::Pooled;
    of.routing.agent = AgentRule::Random;
    let arrivals: Vec<(f64, u32)> = (0..3_200).map(|n| (f64::from(n), 0)).collect();
    let done = run(&of, at(&arrivals));
    for (team, seat) in [(0, 0), (1, 0), (1, 1), (1, 2)] {
        let of = |record: &&ContactRecord| record.last_agent == Some((team, seat));
        let count = done.log.records.iter().filter(of).count() as f64;
        // 4 gates at 5 sigma.
        assert!((count - 800.0).abs() < 5.0 * (3_200.0f64 * 0.25 * 0.75).sqrt(), "{team} {seat}: {count}");
    }
}

#[test]
fn a_contact_passes_others_only_if_they_cannot_be_served_by_that_agent() {
    let of = centre(vec![reason(100.0), reason(100.0)], &[(1, &[0]), (1, &[1])]);
    let done = run(&of, at(&[(0.0, 0), (1.0, 0), (2.0, 1)]));
    assert_eq!(done.end(2).1, 0.0);
    assert_eq!(done.end(1).1, 99.0);
}
