//! Handing a contact over to another skill.

use super::*;
use crate::operation::centre::Transfer;
use crate::operation::routing::ContactRule;

fn transfer(to: &[(usize, f64)], warm: bool) -> Option<Transfer> {
    Some(Transfer { probability: 1.0, to: to.to_vec(), most: 1, warm })
}

/// Talks of 60 s at the front with 10 s of wrap-up, then 100 s with the only expert.
fn front_and_expert(warm: bool) -> Centre {
    let mut front = reason(60.0);
    front.wrap_up = Some(constant(10.0));
    front.transfer = transfer(&[(1, 1.0)], warm);
    centre(vec![front, reason(100.0)], &[(2, &[0]), (1, &[1])])
}

#[test]
fn in_a_cold_transfer_the_first_agent_goes_into_wrap_up_at_once() {
    let done = run(&front_and_expert(false), at(&[(0.0, 0), (20.0, 0)]));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 160.0));
    assert_eq!(done.end(1), (Outcome::Answered, 0.0, 260.0));
    let record = done.record(1);
    assert_eq!(record.transfer_wait, Duration::seconds(80));
    assert_eq!((record.talk, record.handling), (Duration::seconds(160), Duration::seconds(170)));
    assert_eq!(
        (record.team, record.last_agent, record.skill, record.transfers),
        (Some(0), Some((1, 0)), 1, 1)
    );
    assert!(record.resolved);
    assert_eq!(done.agents_at(95.0, 0), (2, 0));
    let leg =
        done.log.legs.iter().find(|leg| leg.number == 1 && leg.wait > Duration::ZERO).expect("it waited");
    assert_eq!((seconds(leg.began_at), leg.wait, leg.end), (80.0, Duration::seconds(80), LegEnd::Answered));
}

#[test]
fn in_a_warm_transfer_the_first_agent_stays_until_the_next_one_talks() {
    let done = run(&front_and_expert(true), at(&[(0.0, 0), (20.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 0.0, 260.0));
    assert_eq!(done.record(1).handling, Duration::seconds(160 + 10 + 80));
    assert_eq!(done.agents_at(165.0, 0), (1, 1), "in wrap-up from 160 to 170");
    assert_eq!(done.agents_at(170.0, 0), (2, 0));
    assert_eq!(done.record(0).handling, Duration::seconds(170), "no waiting, no company");
}

#[test]
fn who_gives_up_after_a_transfer_was_answered() {
    let mut of = front_and_expert(true);
    of.reasons[1].patience = Some(constant(30.0));
    let done = run(&of, at(&[(0.0, 0), (20.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 0.0, 110.0));
    let record = done.record(1);
    assert!(record.left_after_transfer && !record.resolved);
    assert_eq!(record.transfer_wait, Duration::seconds(30));
    assert_eq!(record.handling, Duration::seconds(60 + 10 + 30));
    assert_eq!(done.agents_at(119.0, 0), (1, 1));
    assert_eq!(done.agents_at(120.0, 0), (2, 0));
}

#[test]
fn agents_in_warm_transfers_who_wait_for_each_other_are_released_at_the_end() {
    let mut first = reason(60.0);
    first.transfer = transfer(&[(1, 1.0)], true);
    let mut second = reason(60.0);
    second.transfer = transfer(&[(0, 1.0)], true);
    let done = run(&centre(vec![first, second], &[(1, &[0]), (1, &[1])]), at(&[(0.0, 0), (0.0, 1)]));
    // In the order of queues: who waits for the first reason is given up first.
    assert_eq!(done.end(1), (Outcome::CarriedOver, 0.0, 3_600.0));
    assert_eq!(done.end(0), (Outcome::Answered, 0.0, 3_660.0));
}

#[test]
fn the_free_agent_serves_who_waits_before_the_one_just_handed_over() {
    let mut of = reason(60.0);
    of.transfer = transfer(&[(1, 1.0)], false);
    let done = run(&centre(vec![of, reason(100.0)], &[(1, &[0, 1])]), at(&[(0.0, 0), (50.0, 0)]));
    assert_eq!(done.record(1).wait, Duration::seconds(10));
    assert_eq!(done.record(0).transfer_wait, Duration::seconds(60));
    assert_eq!(seconds(done.record(0).closed_at), 220.0);
}

#[test]
fn targets_follow_their_probabilities_and_a_limit_ends_the_chain() {
    let mut of = reason(1.0);
    of.transfer = Some(Transfer { probability: 1.0, to: vec![(0, 0.25), (1, 1.0)], most: 3, warm: false });
    let arrivals: Vec<(f64, u32)> = (0..2_000).map(|n| (f64::from(n) * 1.5, 0)).collect();
    let done = run(&centre(vec![of, reason(1.0)], &[(20, &[0, 1])]), at(&arrivals));
    let to_itself = |times: u8| {
        done.log
            .records
            .iter()
            .filter(|record| record.transfers >= times && (times < 2 || record.skill == 0))
            .count()
    };
    assert_eq!(to_itself(1), 2_000);
    assert!(done.log.records.iter().all(|record| record.transfers <= 3));
    let twice = done.log.records.iter().filter(|record| record.transfers >= 2).count() as f64;
    assert!((twice - 500.0).abs() < 5.0 * (2_000.0f64 * 0.25 * 0.75).sqrt(), "{twice}");
}

#[test]
fn under_score_the_bonus_after_a_transfer_counts() {
    let mut front = reason(60.0);
    front.transfer = transfer(&[(1, 1.0)], false);
    let mut expert = reason(100.0);
    expert.priority.per_second = 1.0;
    expert.priority.transfer_bonus = 30.0;
    let mut of = centre(vec![front, expert], &[(1, &[0]), (1, &[1])]);
    of.routing.contact = ContactRule::Score;
    // The expert is busy until 100; one joins at 40 and one at 20; the one handed over joins at 60 with 30 more points.
    let done = run(&of, at(&[(0.0, 1), (0.0, 0), (20.0, 1), (40.0, 1)]));
    assert_eq!(done.end(2).2, 200.0, "80 points against 40 + 30");
    assert_eq!(done.end(1).2, 300.0, "140 + 30 points against 160");
    assert_eq!(done.end(3).2, 400.0);
}
