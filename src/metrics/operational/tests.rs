//! Hand-made contacts, and what they come to in every scope.

use super::*;
use crate::operation::routing::Routing;
use crate::operation::{ANONYMOUS, Door, Reason, Team};
use crate::random::{Distribution, Standard};

/// Two reasons, a team for each, a week of measuring after one of warming up; time 0 is Monday noon.
fn sums() -> OperationalSums {
    let start = Duration::seconds(12 * 3_600);
    OperationalSums::new(&centre(), 2, Calendar { start, warm_up: Duration::WEEK, horizon: Duration::WEEK })
}

fn centre() -> Centre {
    let talk = || Distribution::Constant { mean: 60.0 };
    Centre {
        door: Door::default(),
        reasons: vec![Reason::plain("call", talk()), Reason::plain("order", talk())],
        teams: vec![Team::plain("front", 1, &[0]), Team::plain("back", 1, &[1])],
        routing: Routing::default(),
    }
}

/// A contact offered so many hours after the beginning of the horizon.
struct Contact {
    hours: u64,
    reason: u32,
    segment: u32,
    wait: u64,
    outcome: Outcome,
}

fn close(sums: &mut OperationalSums, contact: Contact) {
    sums.closed(&record(contact), None);
}

fn record(contact: Contact) -> ContactRecord {
    let Contact { hours, reason, segment, wait, outcome } = contact;
    let at = Instant::ZERO + Duration::WEEK + Duration::seconds(hours * 3_600);
    let is_answered = outcome == Outcome::Answered;
    let request = Request {
        at,
        reason,
        issue: 0,
        attempt: 0,
        kind: ContactKind::Primary,
        customer: ANONYMOUS,
        group: segment,
        patience_factor: 1.0,
        mark: 0.0,
        answered_before: false,
        luck: [0, 0],
        luck_is: [Standard::Word; 2],
    };
    let talk = Duration::seconds(if is_answered { 60 * (u64::from(reason) + 1) } else { 0 });
    ContactRecord {
        request,
        closed_at: at + Duration::seconds(wait) + talk,
        outcome,
        skill: reason,
        wait: Duration::seconds(wait),
        transfer_wait: Duration::ZERO,
        talk,
        handling: talk,
        team: is_answered.then_some(reason),
        last_agent: is_answered.then_some((reason, 0)),
        resolved: is_answered,
        transfers: 0,
        left_after_transfer: false,
        called_back: None,
        callback_delay: Duration::ZERO,
        context_lost: false,
        competence: 0.0,
        manner: 5.0,
    }
}

/// Handed over after the first talk and given up in the next queue: answered, and not resolved at the first contact when the
/// customer tries again.
#[test]
fn who_gives_up_after_a_transfer_is_counted_and_comes_back() {
    let mut sums = sums();
    let answered = Contact { hours: 1, reason: 0, segment: 0, wait: 10, outcome: Outcome::Answered };
    let left = ContactRecord {
        transfers: 1,
        left_after_transfer: true,
        transfer_wait: Duration::seconds(90),
        resolved: false,
        ..record(answered)
    };
    let again = Request { at: left.closed_at + Duration::HOUR, kind: ContactKind::Redial, ..left.request };
    sums.closed(&left, Some(&again));
    sums.closed(&left, None);
    // A redial after nobody answered is not for a first contact to be judged by.
    let unheard = Contact { hours: 2, reason: 0, segment: 0, wait: 30, outcome: Outcome::Abandoned };
    let cut_off = Contact { hours: 3, reason: 0, segment: 0, wait: 50, outcome: Outcome::Blocked };
    sums.closed(&record(unheard), Some(&again));
    close(&mut sums, cut_off);
    sums.close();
    let total = sums.total();
    assert_eq!((total.answered, total.abandoned, total.transfers, total.left_after_transfer), (2, 1, 2, 2));
    assert_eq!((total.first_answers, total.first_contact_resolutions), (2, 1));
    assert_eq!((total.wait(), total.wait_of_all), (50_000_000, 280_000_000));
}

#[test]
fn a_contact_is_counted_in_each_of_its_scopes_and_on_its_day() {
    let mut sums = sums();
    let answered =
        |hours, reason, segment, wait| Contact { hours, reason, segment, wait, outcome: Outcome::Answered };
    // The horizon begins on Monday at noon: hour 0 is 12:00, hour 11 is 23:00, hour 12 is Tuesday 00:00.
    close(&mut sums, answered(0, 0, 0, 1));
    close(&mut sums, answered(0, 0, 1, 3));
    close(&mut sums, answered(13, 1, 0, 10));
    close(&mut sums, Contact { outcome: Outcome::Abandoned, ..answered(24, 1, 1, 2) });
    // Offered on Monday at 23:00 and closed when Tuesday is in hand; before the horizon and after it.
    close(&mut sums, answered(11, 0, 0, 100));
    close(&mut sums, answered(24 * 7, 0, 0, 5));
    sums.close();

    let counts = |sums: &[ContactSums]| sums.iter().map(|of| (of.offered, of.answered)).collect::<Vec<_>>();
    assert_eq!(counts(&[sums.total()]), [(5, 4)]);
    assert_eq!(counts(&sums.reasons), [(3, 3), (2, 1)]);
    assert_eq!(counts(&sums.teams), [(3, 3), (1, 1)]);
    assert_eq!(counts(&sums.segments), [(3, 3), (2, 1)]);
    let by_day: Vec<_> =
        sums.days.whole_with_contacts().map(|day| (day.offered, day.wait(), day.waiters())).collect();
    assert_eq!(by_day, [(2, 12_000_000, 2)], "Tuesday: of Monday the horizon holds a half");
    assert_eq!([22, 24, 2, 46].map(|half_hour| sums.intervals[half_hour].offered), [0, 3, 1, 1]);

    // Seconds of handling: 60 for a call, 120 for an order.
    let handling = |sums: &ContactSums| sums.handling / 1_000_000;
    assert_eq!([0, 1].map(|team| handling(sums.answered_by(0, team))), [180, 0]);
    assert_eq!([0, 1].map(|team| handling(sums.served_by(0, team))), [120, 120]);
    assert_eq!([0, 1].map(|team| handling(sums.served_by(1, team))), [60, 0]);

    // The longest wait of each scope, in milliseconds to three digits upwards.
    assert_eq!((sums.waits.of_contacts().len(), sums.waits.quantiles([1.0])), (5, Some([100_031])));
    let of_all = |of: &dyn Fn(usize) -> Option<[u64; 1]>| [0, 1].map(|place| of(place).map(|[wait]| wait));
    assert_eq!(
        of_all(&|reason| sums.waits.quantiles_of_reason(reason, [1.0])),
        [Some(100_031), Some(10_007)]
    );
    assert_eq!(of_all(&|team| sums.waits.quantiles_of_team(team, [1.0])), [Some(100_031), Some(10_007)]);
    assert_eq!(
        of_all(&|segment| sums.waits.quantiles_of_segment(segment, [1.0])),
        [Some(100_031), Some(3_001)]
    );
    let of_noon = sums.waits.quantiles_of_interval(24, [0.5, 1.0]).unwrap();
    assert!((of_noon[0] / 2_000.0 - 1.0).abs() < 0.016 && (of_noon[1] / 3_000.0 - 1.0).abs() < 0.016);
    assert_eq!(sums.waits.quantiles_of_interval(25, [0.5]), None);
    let [of_week] = sums.waits.quantiles_of_week(0, [1.0]).unwrap();
    assert!((of_week / 100_000.0 - 1.0).abs() < 0.016, "{of_week}");
    assert_eq!(sums.waits.quantiles_of_week(1, [1.0]), None, "the horizon has one week");
}

/// Two weeks: a contact of the first that is closed in the second is of the first.
#[test]
fn waits_are_of_the_week_in_which_their_contacts_were_offered() {
    let one_week = sums();
    let horizon = Duration::micros(2 * Duration::WEEK.as_micros());
    let calendar = Calendar { horizon, ..one_week.calendar };
    let mut sums = OperationalSums::new(&centre(), 2, calendar);
    let answered = |hours, wait| Contact { hours, reason: 0, segment: 0, wait, outcome: Outcome::Answered };
    close(&mut sums, answered(1, 4));
    close(&mut sums, answered(24 * 7 - 1, 8));
    close(&mut sums, answered(24 * 7, 30));
    close(&mut sums, answered(24 * 7 - 1, 3_000));
    close(&mut sums, answered(24 * 9, 60));
    sums.close();
    let of = |week: usize| {
        let [least, most] = sums.waits.quantiles_of_week(week, [0.0, 1.0]).unwrap();
        [least, most].map(|millis| millis / 1_000.0)
    };
    let near = |[least, most]: [f64; 2], expected: [f64; 2]| {
        (least / expected[0] - 1.0).abs() < 0.016 && (most / expected[1] - 1.0).abs() < 0.016
    };
    assert!(near(of(0), [4.0, 3_000.0]), "{:?}", of(0));
    assert!(near(of(1), [30.0, 60.0]), "{:?}", of(1));
}

/// Endless work is what agents do while nobody calls: its reason and its team have it, the whole has customers' contacts alone.
#[test]
fn endless_work_counts_for_its_reason_and_team_alone() {
    let mut centre = centre();
    centre.reasons[1].endless = true;
    let mut sums = OperationalSums::new(&centre, 2, sums().calendar);
    let answered = |reason, wait| Contact { hours: 1, reason, segment: 0, wait, outcome: Outcome::Answered };
    close(&mut sums, answered(0, 7));
    close(&mut sums, answered(1, 0));
    close(&mut sums, answered(1, 0));
    sums.close();
    let offered = |of: &[ContactSums]| of.iter().map(|sums| sums.offered).collect::<Vec<_>>();
    assert_eq!((offered(&sums.reasons), offered(&sums.teams)), (vec![1, 2], vec![1, 2]));
    assert_eq!((offered(&[sums.total()]), offered(&sums.segments)), (vec![1], vec![1, 0]));
    assert_eq!(sums.intervals.iter().map(|of| of.offered).sum::<u64>(), 1);
    assert_eq!((sums.waits.of_contacts().len(), sums.waits.quantiles_of_reason(1, [1.0])), (1, Some([0])));
}

#[test]
fn agents_time_is_split_by_what_it_was_spent_on() {
    let mut sums = sums();
    let hour = |hour: u64| Instant::ZERO + Duration::WEEK + Duration::seconds(3_600 * hour);
    sums.agents_changed(hour(0), 0, 1, 0);
    sums.agents_changed(hour(2), 0, 0, 1);
    sums.agents_changed(hour(3), 0, 0, 0);
    sums.breaks_changed(hour(3), 0, 1);
    sums.breaks_changed(hour(4), 0, 0);
    sums.agents_changed(hour(20), 0, 0, 1);
    sums.duty_changed(hour(20), 0, 2, 1);
    sums.duty_changed(hour(22), 0, 0, 0);
    sums.agents_changed(hour(22), 0, 0, 0);
    sums.close();
    let hours = |grid: &TimeGrid| grid.total() / 3_600_000_000;
    let (time, duty) = (&sums.agents[0], &sums.duty[0]);
    assert_eq!([&time.available, &time.handling].map(hours), [2, 3]);
    assert_eq!([&duty.on_break, &duty.vacant, &duty.beyond].map(hours), [1, 4, 2]);
    let monday_and_tuesday = |grid: &TimeGrid| [grid.days[0] / 3_600_000_000, grid.days[1] / 3_600_000_000];
    assert_eq!(monday_and_tuesday(&time.handling), [1, 2]);
    assert_eq!(sums.agents[1].handling.total() + sums.duty[1].on_break.total(), 0);
}
