//! Who is on duty when: head counts, shifts, breaks, the end of a shift.

use super::*;

#[test]
fn when_fewer_are_wanted_nobody_is_idle_while_too_many_are_busy() {
    // 10 until 01:00, then 7 until 02:00, then 9.
    let team = in_hours(&[10, 7, 9], 1);
    let mut roster = roster(&team);
    let busy: Vec<SeatIndex> = (0..8).map(|_| answer(&mut roster, minute(30))).collect();
    assert_eq!((roster.idle(), roster.handling()), (2, 8));
    assert_eq!(roster.next_change(minute(30)), Some(minute(60)));
    roster.staff(&team, minute(60), &STREAM());
    assert_eq!((roster.idle(), roster.handling()), (0, 8));
    assert!(!roster.release(busy[0], minute(61)), "the eighth goes");
    assert_eq!(roster.present(), 7);
    // Of the seven, one sits on a place that the plan no longer wants: one of the first seven comes instead.
    assert!(roster.release(busy[7], minute(62)));
    assert_eq!((roster.idle(), roster.handling(), roster.is_available(busy[7])), (1, 6, false));
    roster.staff(&team, minute(120), &STREAM());
    assert_eq!((roster.idle(), roster.handling()), (3, 6));
}

#[test]
fn the_idle_of_the_last_places_go_first() {
    let team = in_hours(&[4, 2], 1);
    let mut roster = roster(&team);
    let first = answer(&mut roster, minute(10));
    assert!(roster.release(first, minute(20)));
    roster.staff(&team, minute(60), &STREAM());
    let left: Vec<SeatIndex> = (0..2).map(|_| answer(&mut roster, minute(61))).collect();
    assert_eq!(left, [1, 0], "places 0 and 1 stay; 1 has been idle for longer");
}

#[test]
fn a_crew_takes_over_head_by_head() {
    let team = in_hours(&[3], 2);
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(719));
    roster.staff(&team, minute(720), &STREAM());
    // Two idle of the new crew, one of the old still on a contact: three in all.
    assert_eq!((roster.idle(), roster.present()), (2, 3));
    assert!(roster.release(busy, minute(721)), "the third of the new crew comes");
    assert_eq!((roster.idle(), roster.is_available(busy)), (3, false));
}

#[test]
fn contacts_are_cut_off_only_when_the_team_says_so() {
    for (policy, cut) in [(EndOfShift::Finish, 0), (EndOfShift::Drop, 2), (EndOfShift::HandOver, 2)] {
        let plans = [in_hours(&[3, 0], 1), in_shifts(vec![shift(0, 60, 3)])];
        for plan in plans {
            let team = Team { end_of_shift: policy, ..plan };
            let mut roster = roster(&team);
            let handling = answer(&mut roster, minute(50));
            let bound = roster.take(AgentRule::LongestIdle, minute(59), 0).unwrap();
            roster.staff(&team, minute(60), &STREAM());
            assert_eq!((roster.idle(), roster.ended().len()), (0, cut), "{policy:?}");
            assert!(!roster.release(handling, minute(60)) && !roster.unbind(bound, minute(60)));
            assert_eq!(roster.present(), 0);
        }
    }
}

#[test]
fn those_cut_off_make_room_at_once_for_those_who_come() {
    let team = Team { end_of_shift: EndOfShift::Drop, ..in_hours(&[2], 2) };
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(700));
    roster.staff(&team, minute(720), &STREAM());
    assert_eq!((roster.ended().to_vec(), roster.idle()), (vec![busy], 2));
    assert!(!roster.release(busy, minute(720)));
    assert_eq!((roster.idle(), roster.present()), (2, 2));
}

#[test]
fn agents_who_start_together_are_taken_in_the_order_of_the_shifts() {
    let team = in_shifts(vec![shift(60, 120, 2), shift(0, 120, 1), shift(60, 180, 1)]);
    let mut roster = roster(&team);
    pass(&mut roster, &team, Instant::ZERO, minute(60));
    let order: Vec<SeatIndex> = (0..4).map(|_| answer(&mut roster, minute(61))).collect();
    // Seats 0 and 1 are the first shift's, 2 the second's (there since midnight), 3 the third's.
    assert_eq!(order, [2, 0, 1, 3]);
}

#[test]
fn a_break_waits_for_the_contact_in_hand_and_is_taken_whole() {
    let team = in_shifts(vec![Shift { breaks: vec![pause(60, 15)], ..shift(0, 480, 2) }]);
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(55));
    assert_eq!(roster.next_change(minute(55)), Some(minute(60)));
    roster.staff(&team, minute(60), &STREAM());
    assert_eq!((roster.idle(), roster.present()), (0, 1), "the idle one pauses, the busy one works on");
    assert!(!roster.release(busy, minute(70)));
    assert_eq!(roster.start_of_break(), Some(minute(85)));
    assert_eq!(roster.start_of_break(), None);
    assert_eq!(roster.next_change(minute(70)), Some(minute(75)));
    roster.staff(&team, minute(75), &STREAM());
    assert_eq!(roster.idle(), 1);
    assert_eq!(roster.next_change(minute(75)), Some(minute(85)));
    roster.staff(&team, minute(85), &STREAM());
    assert_eq!((roster.idle(), roster.is_available(busy)), (2, true));
}

#[test]
fn breaks_missed_on_a_long_contact_are_taken_together() {
    let breaks = vec![pause(60, 10), pause(120, 20), pause(150, 5)];
    let team = in_shifts(vec![Shift { breaks, ..shift(0, 480, 1) }]);
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(10));
    pass(&mut roster, &team, minute(10), minute(140));
    assert!(!roster.release(busy, minute(140)));
    assert_eq!(roster.start_of_break(), Some(minute(170)));
    // The last break comes due during this one and follows it.
    pass(&mut roster, &team, minute(140), minute(174));
    assert_eq!(roster.present(), 0);
    pass(&mut roster, &team, minute(174), minute(175));
    assert_eq!(roster.idle(), 1);
}

#[test]
fn a_shift_past_midnight_is_worked_on_the_days_it_starts() {
    let mut days = [false; 7];
    days[6] = true;
    let night = Shift { start: minutes(22 * 60), length: minutes(8 * 60), days, ..shift(0, 1, 3) };
    let team = in_shifts(vec![night]);
    let mut roster = roster(&team);
    // Monday 00:00 lies in Sunday's shift.
    assert_eq!((roster.idle(), roster.next_change(Instant::ZERO)), (3, Some(minute(360))));
    pass(&mut roster, &team, Instant::ZERO, minute(360));
    assert_eq!(roster.idle(), 0);
    let sunday = 6 * 24 * 60;
    assert_eq!(roster.next_change(minute(360)), Some(minute(sunday + 22 * 60)));
    pass(&mut roster, &team, minute(360), minute(sunday + 23 * 60));
    assert_eq!(roster.idle(), 3);
}

#[test]
fn who_comes_in_the_middle_of_a_break_comes_after_it() {
    let into_the_break = Calendar { start: minutes(65), ..calendar() };
    let team = in_shifts(vec![Shift { breaks: vec![pause(60, 15)], ..shift(0, 480, 1) }]);
    let mut roster = Roster::default();
    roster.start(0, &team, into_the_break, &STREAM());
    assert_eq!((roster.present(), roster.next_change(Instant::ZERO)), (0, Some(minute(10))));
    roster.staff(&team, minute(10), &STREAM());
    assert_eq!(roster.idle(), 1);
}

#[test]
fn open_ended_shifts_stay_until_sent_home() {
    let team = in_shifts(vec![Shift { open_end: true, ..shift(0, 60, 2) }, shift(0, 60, 1)]);
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(50));
    roster.staff(&team, minute(60), &STREAM());
    assert_eq!((roster.idle(), roster.overtime(), roster.present()), (1, 2, 2));
    roster.send_home(minute(70));
    assert_eq!((roster.idle(), roster.overtime(), roster.present()), (0, 0, 1));
    assert!(!roster.release(busy, minute(71)));
    assert_eq!(roster.present(), 0);
    // The next day they come as ever; who is still there stays on.
    pass(&mut roster, &team, minute(70), minute(24 * 60));
    assert_eq!((roster.idle(), roster.overtime()), (3, 0));
}

#[test]
fn overtime_ends_when_the_next_shift_begins() {
    let team = in_shifts(vec![Shift { open_end: true, ..shift(0, 60, 1) }]);
    let mut roster = roster(&team);
    pass(&mut roster, &team, Instant::ZERO, minute(60));
    assert_eq!((roster.overtime(), roster.idle()), (1, 1));
    pass(&mut roster, &team, minute(60), minute(24 * 60));
    assert_eq!((roster.overtime(), roster.idle()), (0, 1));
}

#[test]
fn at_the_end_of_a_run_time_stands_still_for_the_plan() {
    let team = in_shifts(vec![Shift { breaks: vec![pause(10, 30)], ..shift(0, 60, 2) }]);
    let mut roster = roster(&team);
    let busy = answer(&mut roster, minute(5));
    roster.staff(&team, minute(10), &STREAM());
    assert_eq!(roster.present(), 1);
    roster.serve_out(minute(20));
    assert_eq!((roster.idle(), roster.next_change(minute(20))), (1, None));
    assert!(roster.release(busy, minute(90)));
    assert_eq!((roster.idle(), roster.staff(&team, minute(90), &STREAM())), (2, 0));
}

#[test]
fn new_settings_change_only_what_differs() {
    let old = in_shifts(vec![shift(0, 600, 2), shift(0, 300, 1)]);
    let mut roster = roster(&old);
    let busy = answer(&mut roster, minute(30));
    assert_eq!(roster.change(&old, minute(60), &STREAM()), 0);
    assert_eq!((roster.idle(), roster.handling()), (2, 1));
    // One agent less on the first shift (the busy one's place stays), the second starts later, a third shift is new.
    let new = in_shifts(vec![shift(0, 600, 1), shift(120, 300, 1), shift(60, 300, 2)]);
    assert_eq!(roster.change(&new, minute(60), &STREAM()), 2, "two beginners are hired");
    assert_eq!((busy, roster.idle(), roster.handling()), (0, 2, 1));
    assert_eq!(roster.next_change(minute(60)), Some(minute(120)));
    pass(&mut roster, &new, minute(60), minute(120));
    assert_eq!(roster.idle(), 3);
    let fewer = in_hours(&[2, 2, 1], 1);
    let mut roster = super::roster(&fewer);
    assert_eq!(roster.change(&in_hours(&[3], 1), minute(30), &STREAM()), 1);
    assert_eq!(roster.idle(), 3);
}

#[test]
fn time_handling_is_the_integral_of_the_number_handling() {
    let team = in_hours(&[3], 1);
    let mut roster = roster(&team);
    let first = answer(&mut roster, minute(1));
    let second = answer(&mut roster, minute(3));
    let micros = |minutes: u64| u128::from(super::minutes(minutes).as_micros());
    assert_eq!(roster.handling_time(minute(5)), micros(4 + 2));
    roster.release(first, minute(6));
    assert_eq!(roster.handling_time(minute(10)), micros(5 + 7));
    roster.release(second, minute(10));
    assert_eq!(roster.handling_time(minute(99)), micros(5 + 7));
    // A contact whose customer hangs up while the agent is bound is no handling.
    let bound = roster.take(AgentRule::LongestIdle, minute(100), 0).unwrap();
    assert_eq!((roster.available(), roster.idle(), roster.handling()), (3, 2, 0));
    assert!(roster.unbind(bound, minute(101)));
    assert_eq!((roster.idle(), roster.handling_time(minute(102))), (3, micros(12)));
}
