//! Which of the free agents is taken.

use super::*;
use crate::operation::centre::{Chat, Variation};
use crate::statistics::Gate;

fn take(roster: &mut Roster, rule: AgentRule, now: Instant) -> SeatIndex {
    let seat = roster.take(rule, now, 0).expect("somebody is idle");
    roster.begin_handling(seat, now);
    seat
}

#[test]
fn longest_idle_is_first_in_first_out() {
    let team = in_hours(&[3], 1);
    let mut roster = roster(&team);
    let all: Vec<SeatIndex> = (0..3).map(|_| answer(&mut roster, minute(1))).collect();
    assert_eq!(all, [0, 1, 2]);
    for (seat, at) in [(1, 2), (2, 3), (0, 4)] {
        roster.release(seat, minute(at));
    }
    assert_eq!(roster.peek(AgentRule::LongestIdle, minute(5)).unwrap().seat(), 1);
    let all: Vec<SeatIndex> = (0..3).map(|_| answer(&mut roster, minute(5))).collect();
    assert_eq!(all, [1, 2, 0]);
    assert_eq!(roster.take(AgentRule::LongestIdle, minute(6), 0), None);
}

#[test]
fn least_occupied_counts_the_present_idle_time_and_finished_periods_do_not() {
    let team = in_shifts(vec![shift(0, 480, 2)]);
    let mut roster = roster(&team);
    // Seat 0 handles for 10 of the first 20 minutes, seat 1 for 9 of the first 12.
    let (first, second) = (answer(&mut roster, minute(10)), answer(&mut roster, minute(3)));
    roster.release(second, minute(12));
    roster.release(first, minute(20));
    // Finished periods alone: 10/20 against 9/12. With the present idle time at minute 30: 10/30 against 9/30.
    assert_eq!(roster.peek(AgentRule::LeastOccupiedFinished, minute(30)).unwrap().seat(), first);
    assert_eq!(roster.peek(AgentRule::LeastOccupied, minute(30)).unwrap().seat(), second);
    assert_eq!(take(&mut roster, AgentRule::LeastOccupiedFinished, minute(30)), first);
}

#[test]
fn who_has_finished_no_period_comes_last_and_then_who_is_idle_for_longest() {
    let team = in_shifts(vec![shift(0, 480, 1), shift(60, 480, 2)]);
    let mut roster = roster(&team);
    let early = answer(&mut roster, minute(1));
    roster.release(early, minute(59));
    pass(&mut roster, &team, Instant::ZERO, minute(60));
    let rule = AgentRule::LeastOccupiedFinished;
    let order: Vec<SeatIndex> = (0..3).map(|_| take(&mut roster, rule, minute(61))).collect();
    assert_eq!(order, [0, 1, 2], "58 of 59 minutes busy goes before none finished");
}

#[test]
fn shares_begin_anew_with_each_day_and_breaks_are_no_duty() {
    let team = in_shifts(vec![
        Shift { breaks: vec![pause(30, 30)], ..shift(0, 480, 1) },
        Shift { breaks: vec![pause(100, 1)], ..shift(0, 480, 1) },
    ]);
    let mut roster = roster(&team);
    let pausing = answer(&mut roster, minute(0));
    let other = answer(&mut roster, minute(0));
    roster.release(pausing, minute(15));
    roster.release(other, minute(20));
    pass(&mut roster, &team, Instant::ZERO, minute(61));
    // At minute 62: 15 of 32 minutes on duty against 20 of 62.
    assert_eq!(roster.peek(AgentRule::LeastOccupied, minute(62)).unwrap().seat(), other);
    pass(&mut roster, &team, minute(62), minute(24 * 60));
    let next_day = answer(&mut roster, minute(24 * 60 + 1));
    roster.release(next_day, minute(24 * 60 + 2));
    let busy = [roster.seats[0].busy, roster.seats[1].busy];
    assert_eq!(busy, [minutes(1).as_micros(), 0]);
    // Agents who are always on duty begin anew at midnight, in the middle of a contact too.
    let team = in_hours(&[2], 1);
    let mut roster = super::roster(&team);
    let seat = answer(&mut roster, minute(60));
    roster.release(seat, minute(120));
    let seat_at_midnight = answer(&mut roster, minute(23 * 60));
    roster.release(seat_at_midnight, minute(24 * 60 + 30));
    assert_eq!(roster.seats[seat_at_midnight as usize].busy, minutes(30).as_micros());
    assert_eq!(roster.seats[seat as usize].busy, 0);
}

#[test]
fn the_fastest_free_agent_is_taken() {
    let team = Team { variation: Variation { speed_cv: 0.3, ..Variation::none() }, ..in_hours(&[5], 1) };
    let mut roster = roster(&team);
    let mut factors: Vec<(f64, SeatIndex)> =
        (0..5).map(|seat| (ability(&mut roster, seat, &team, minute(1)).handling_time, seat)).collect();
    factors.sort_by(|a, b| a.0.total_cmp(&b.0));
    let expected: Vec<SeatIndex> = factors.into_iter().map(|(_, seat)| seat).collect();
    let order: Vec<SeatIndex> =
        (0..5).map(|_| take(&mut roster, AgentRule::FastestFree, minute(1))).collect();
    assert_eq!(order, expected);
}

/// 30 000 choices among three: each agent a third of them, three registered gates.
#[test]
fn a_random_agent_is_any_of_them_with_equal_probability() {
    let team = in_hours(&[3], 1);
    let mut roster = roster(&team);
    let mut counts = [0u64; 3];
    for number in 0..30_000 {
        let luck = STREAM().words(crate::random::Purpose::Routing, number, 0)[0];
        let seat = roster.take(AgentRule::Random, minute(1), luck).unwrap();
        counts[seat as usize] += 1;
        roster.unbind(seat, minute(1));
    }
    let band = Gate::registered().successes(30_000, 1.0 / 3.0);
    assert!(counts.iter().all(|count| band.contains(count)), "{counts:?} outside {band:?}");
    assert!(!band.contains(&(30_000 * 3 / 8)), "the gate finds a choice that is off by a twenty-fourth");
}

#[test]
fn agents_of_several_teams_compare_by_the_rule_and_then_by_who_was_free_first() {
    let team = in_shifts(vec![shift(0, 480, 1)]);
    let mut rosters = [roster(&team), roster(&team)];
    let tied = rosters.each_mut().map(|roster| roster.peek(AgentRule::LongestIdle, minute(1)).unwrap());
    assert_eq!(tied[0].cmp(&tied[1]), std::cmp::Ordering::Equal);
    for (roster, [from, to]) in rosters.iter_mut().zip([[0, 9], [2, 10]]) {
        let seat = answer(roster, minute(from));
        roster.release(seat, minute(to));
    }
    let mut keys = |rule| rosters.each_mut().map(|roster| roster.peek(rule, minute(20)).unwrap());
    let [first, second] = keys(AgentRule::LongestIdle);
    assert!(first < second);
    let [first, second] = keys(AgentRule::LeastOccupiedFinished);
    assert!(second < first, "8 of 10 minutes against 9 of 9");
    assert!(rosters[1].take_seat(second.seat(), minute(20)) && !rosters[1].take_seat(0, minute(20)));
    assert_eq!(rosters[0].take_nth(1, minute(20)), None);
    assert_eq!(rosters[0].take_nth(0, minute(20)), Some(0));
}

#[test]
fn a_chat_goes_to_the_agent_with_the_fewest() {
    let team = Team { chat: Chat { at_once: 3, speed: vec![1.0] }, ..in_hours(&[2], 1) };
    let mut roster = roster(&team);
    let rule = AgentRule::LongestIdle;
    let chat = |roster: &mut Roster, at| {
        let seat = roster.take_chat(rule, 3, minute(at), 0)?;
        roster.begin_chat(seat, minute(at));
        Some(seat)
    };
    let seats: Vec<_> = (1..=7).map(|at| chat(&mut roster, at)).collect();
    assert_eq!(seats, [Some(0), Some(1), Some(0), Some(1), Some(0), Some(1), None]);
    assert_eq!((roster.open_chats(0), roster.handling(), roster.idle()), (3, 2, 0));
    assert_eq!(roster.take(rule, minute(8), 0), None, "who is on chats takes no voice");
    assert!(roster.end_chat(1, minute(8)));
    assert_eq!(roster.peek_chat(rule, 3, minute(8)).map(|(slots, key)| (slots, key.seat())), Some((2, 1)));
    assert_eq!(roster.peek_chat(rule, 2, minute(8)).map(|(slots, _)| slots), None);
    assert_eq!(chat(&mut roster, 9), Some(1));
    for _ in 0..3 {
        assert!(roster.end_chat(0, minute(10)));
    }
    assert_eq!((roster.idle(), roster.handling()), (1, 1));
    let micros = u128::from(minutes(9 + 8).as_micros());
    assert_eq!(roster.handling_time(minute(10)), micros);
}

#[test]
fn a_reserved_chat_binds_and_can_be_given_back() {
    let team = Team { chat: Chat { at_once: 2, speed: vec![1.0] }, ..in_hours(&[1], 1) };
    let mut roster = roster(&team);
    let rule = AgentRule::LongestIdle;
    let seat = roster.take_chat(rule, 2, minute(1), 0).unwrap();
    assert_eq!((roster.available(), roster.idle(), roster.handling()), (1, 0, 0));
    assert_eq!(roster.take_chat(rule, 2, minute(2), 0), Some(seat));
    assert_eq!(roster.take_chat(rule, 2, minute(2), 0), None);
    roster.begin_chat(seat, minute(3));
    assert_eq!((roster.handling(), roster.open_chats(seat)), (1, 1));
    // The chat that began ends while the other is still reserved: bound, not handling.
    assert!(roster.end_chat(seat, minute(4)));
    assert_eq!((roster.available(), roster.handling()), (1, 0));
    assert!(roster.unbind_chat(seat, minute(5)));
    assert_eq!((roster.idle(), roster.available()), (1, 1));
}

#[test]
fn who_is_to_leave_takes_no_further_chat() {
    let chat = Chat { at_once: 3, speed: vec![1.0] };
    let team = Team { chat, ..in_shifts(vec![Shift { breaks: vec![pause(10, 5)], ..shift(0, 60, 1) }]) };
    let mut roster = roster(&team);
    let rule = AgentRule::LongestIdle;
    for at in [1, 2] {
        let seat = roster.take_chat(rule, 3, minute(at), 0).unwrap();
        roster.begin_chat(seat, minute(at));
    }
    roster.staff(&team, minute(10), &STREAM());
    assert_eq!(roster.take_chat(rule, 3, minute(11), 0), None, "a break is due");
    assert!(!roster.end_chat(0, minute(12)));
    assert_eq!(roster.take_chat(rule, 3, minute(12), 0), None);
    assert!(!roster.end_chat(0, minute(13)));
    assert_eq!((roster.start_of_break(), roster.present()), (Some(minute(18)), 0));
    pass(&mut roster, &team, minute(13), minute(18));
    assert_eq!(roster.take_chat(rule, 3, minute(18), 0), Some(0));
}
