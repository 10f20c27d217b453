//! Who the agents are: absence, leaving, learning, speed, fatigue.

use super::*;
use crate::operation::centre::{Hiring, Variation};
use crate::random::math;
use crate::statistics::Gate;

/// 60 agents over 400 days, absent with probability 0.08, by interval and in shifts: the count of absences against its
/// binomial, one registered gate each.
#[test]
fn absence_is_by_agent_and_day() {
    let absence = 0.08;
    for plan in [in_hours(&[60], 1), in_shifts(vec![shift(8 * 60, 16 * 60, 60)])] {
        let team = Team { absence, ..plan };
        let mut roster = roster(&team);
        let (mut absent, mut same_twice) = (0, 0);
        let mut before: Vec<SeatIndex> = Vec::new();
        for day in 0..400u64 {
            let noon = minute(day * 24 * 60 + 12 * 60);
            pass(&mut roster, &team, minute(day * 24 * 60).max(minute(1)), noon);
            absent += 60 - roster.idle() as u64;
            let missing: Vec<SeatIndex> = (0..60).filter(|seat| !roster.is_available(*seat)).collect();
            same_twice += u64::from(!missing.is_empty() && missing == before);
            before = missing;
            pass(&mut roster, &team, noon, minute((day + 1) * 24 * 60));
        }
        let band = Gate::registered().successes(60 * 400, absence);
        assert!(band.contains(&absent), "{absent} outside {band:?}");
        assert!(!band.contains(&(60 * 400 / 10)), "the gate finds an absence of 0.1");
        assert!(same_twice < 40, "the absent differ from day to day");
    }
}

#[test]
fn the_absent_do_not_come_back_within_the_shift_and_luck_is_keyed() {
    let shifts = vec![shift(8 * 60, 16 * 60, 40), shift(9 * 60, 17 * 60, 40)];
    let team = Team { absence: 0.3, ..in_shifts(shifts.clone()) };
    let mut roster = roster(&team);
    pass(&mut roster, &team, Instant::ZERO, minute(10 * 60));
    let here = roster.idle();
    assert!(here < 80 && here > 20);
    pass(&mut roster, &team, minute(10 * 60), minute(15 * 60 + 59));
    assert_eq!(roster.idle(), here);
    // A shift more moves nobody of the others.
    let more = Team { absence: 0.3, ..in_shifts([shifts, vec![shift(8 * 60, 16 * 60, 9)]].concat()) };
    let mut larger = super::roster(&more);
    pass(&mut larger, &more, Instant::ZERO, minute(10 * 60));
    assert!((0..80).all(|seat| roster.is_available(seat) == larger.is_available(seat)));
}

fn leaving(replaced_after: Duration) -> Hiring {
    Hiring { attrition_per_month: 0.1, replaced_after, ..Hiring::none() }
}

/// 200 places over 48 months: hires against their mean, and the time places stand empty, which the renewal reward theorem
/// puts at lag / (mean stay + lag). Registered gates with a standard error of Poisson hires; empty time is hires x lag.
#[test]
fn who_leaves_is_replaced_after_the_lag() {
    let lag = Duration::seconds(20 * 86_400);
    for plan in [in_hours(&[200], 1), in_shifts(vec![shift(0, 24 * 60, 200)])] {
        let team = Team { hiring: leaving(lag), ..plan };
        let mut roster = roster(&team);
        let months = 48.0;
        let end = Instant::ZERO + Duration::from_seconds(months * Duration::MONTH.as_seconds());
        let mut vacant_time = 0;
        let mut look = |roster: &Roster, span: Duration| {
            vacant_time += roster.vacant() as u128 * u128::from(span.as_micros());
        };
        let hired = pass_and_look(&mut roster, &team, Instant::ZERO, end, &mut look) as f64;
        let stay = Duration::MONTH.as_days() / -math::ln(0.9);
        let cycle = stay + lag.as_days();
        let expected = 200.0 * months * Duration::MONTH.as_days() / cycle;
        let gate = Gate::registered();
        assert!(gate.holds(hired, expected, expected.sqrt()), "{hired} hires against {expected}");
        assert!(gate.smallest_shift_found(expected.sqrt(), 0.9) < 0.25 * expected);
        let empty = vacant_time as f64 / 200.0 / end.as_micros() as f64;
        let share = lag.as_days() / cycle;
        let error = share * expected.sqrt() / expected;
        assert!(gate.holds(empty, share, error), "{empty} empty against {share}");
    }
}

#[test]
fn without_a_lag_no_place_is_ever_empty() {
    let team = Team { hiring: leaving(Duration::ZERO), ..in_hours(&[50], 1) };
    let mut roster = roster(&team);
    let mut at = Instant::ZERO;
    for day in 1..=365u64 {
        let midnight = minute(day * 24 * 60);
        pass(&mut roster, &team, at, midnight);
        at = midnight;
        assert_eq!((roster.idle(), roster.vacant()), (50, 0), "day {day}");
    }
}

/// Places that were empty under heads are empty under the shifts that take over, from that instant on; during an unpaid break of
/// the shift they are not paid for in any case.
#[test]
fn a_place_that_is_empty_when_heads_become_shifts_counts_at_once() {
    let hiring = Hiring { attrition_per_month: 0.9, ..leaving(Duration::seconds(20 * 86_400)) };
    let heads = Team { hiring: hiring.clone(), ..in_hours(&[40], 1) };
    let noon = minute(12 * 60);
    for (after, empty_at_noon) in [(60, true), (4 * 60, false)] {
        let mut day = shift(8 * 60, 18 * 60, 40);
        day.breaks = vec![Break { paid: false, ..pause(after, 30) }];
        let shifts = Team { hiring: hiring.clone(), ..in_shifts(vec![day]) };
        let mut roster = roster(&heads);
        pass(&mut roster, &heads, Instant::ZERO, noon);
        let (vacant, present) = (roster.vacant(), roster.idle());
        assert!(vacant > 5 && vacant + present == 40, "{vacant} {present}");
        roster.change(&shifts, noon, &STREAM());
        assert_eq!(roster.vacant(), if empty_at_noon { vacant } else { 0 });
        pass(&mut roster, &shifts, noon, minute(13 * 60));
        assert_eq!((roster.vacant(), roster.idle()), (vacant, present), "after the break");
    }
}

/// The shift that is under way at time 0 began the day before, and who was absent then is.
#[test]
fn the_absent_of_a_night_shift_at_time_0_are_those_of_the_evening_before() {
    let night = Shift { start: minutes(22 * 60), length: minutes(8 * 60), ..shift(0, 60, 200) };
    let team = Team { absence: 0.5, ..in_shifts(vec![night]) };
    let mut roster = roster(&team);
    let is_here = |roster: &Roster| (0..200).map(|seat| roster.is_available(seat)).collect::<Vec<bool>>();
    let at_first = is_here(&roster);
    pass(&mut roster, &team, Instant::ZERO, minute(23 * 60));
    let next_evening = is_here(&roster);
    let same = at_first.iter().zip(&next_evening).filter(|(one, other)| one == other).count() as u64;
    assert!(Gate::registered().successes(200, 0.5).contains(&same), "{same} of 200 as in the first night");
}

#[test]
fn handicap_falls_with_tenure_and_with_contacts() {
    let hiring = Hiring {
        learning: Duration::WEEK,
        learning_contacts: Some(50.0),
        novice_competence_gap: 1.0,
        novice_handling_time: 0.5,
        ..Hiring::none()
    };
    let none = in_shifts(vec![shift(0, 24 * 60, 0)]);
    let team = Team { hiring, ..in_shifts(vec![shift(0, 24 * 60, 1)]) };
    let mut roster = roster(&none);
    // Hired at Monday noon: a beginner.
    assert_eq!(roster.change(&team, minute(12 * 60), &STREAM()), 1);
    let first = ability(&mut roster, 0, &team, minute(12 * 60));
    assert_eq!((first.competence, first.handling_time), (-1.0, 1.5));
    for contact in 0..25 {
        let seat = answer(&mut roster, minute(13 * 60 + contact));
        roster.release(seat, minute(13 * 60 + contact + 1));
    }
    assert_eq!(ability(&mut roster, 0, &team, minute(23 * 60)), first, "brought up to date at midnight");
    let next = ability(&mut roster, 0, &team, minute(24 * 60));
    let rawness = math::exp(-(0.5 / 7.0) - 25.0 / 50.0);
    assert!(
        (next.competence + rawness).abs() < 1e-12 && (next.handling_time - 1.0 - 0.5 * rawness).abs() < 1e-12
    );
    // The people of time 0 are through with learning when nobody ever leaves.
    let mut settled = super::roster(&team);
    assert_eq!(ability(&mut settled, 0, &team, minute(1)).competence, 0.0);
}

/// 20 000 agents: mean 1 and the stated coefficient of variation, two registered gates.
#[test]
fn speed_differs_between_agents() {
    let cv = 0.2;
    let team = Team { variation: Variation { speed_cv: cv, ..Variation::none() }, ..in_hours(&[20_000], 1) };
    let mut roster = roster(&team);
    let factors: Vec<f64> =
        (0..20_000).map(|seat| ability(&mut roster, seat, &team, minute(1)).handling_time).collect();
    let n = factors.len() as f64;
    let mean = factors.iter().sum::<f64>() / n;
    let log_sd = math::sqrt(math::ln(1.0 + cv * cv));
    let logs: Vec<f64> = factors.iter().map(|factor| math::ln(*factor)).collect();
    let log_mean = logs.iter().sum::<f64>() / n;
    let log_variance = logs.iter().map(|log| (log - log_mean).powi(2)).sum::<f64>() / (n - 1.0);
    let gate = Gate::registered();
    assert!(gate.holds(mean, 1.0, cv / n.sqrt()), "{mean}");
    assert!(gate.holds(log_variance, log_sd * log_sd, log_sd * log_sd * (2.0 / n).sqrt()), "{log_variance}");
}

#[test]
fn fatigue_follows_smoothed_occupancy() {
    let team = Team { fatigue: 0.4, ..in_shifts(vec![shift(0, 16 * 60, 1)]) };
    let mut roster = roster(&team);
    let factor = |roster: &mut Roster, at: u64| ability(roster, 0, &team, minute(at)).handling_time;
    assert_eq!(factor(&mut roster, 60), 1.0, "rested");
    answer(&mut roster, minute(60));
    let tired = 1.0 - math::exp(-1.0);
    assert!((factor(&mut roster, 180) - 1.0 - 0.4 * tired).abs() < 1e-12, "two hours at work");
    roster.release(0, minute(180));
    assert!((factor(&mut roster, 240) - 1.0 - 0.4 * tired * math::exp(-0.5)).abs() < 1e-12, "an hour idle");
    pass(&mut roster, &team, minute(180), minute(24 * 60));
    assert_eq!(factor(&mut roster, 24 * 60), 1.0, "the next day begins rested");
}

#[test]
fn skills_have_levels() {
    let team = in_hours(&[1], 1);
    let mut roster = roster(&team);
    let ability = roster.ability(0, &team, Level { competence: 0.5, handling_time: 1.25 }, minute(1));
    assert_eq!((ability.competence, ability.handling_time, ability.manner), (0.5, 1.25, 7.0));
}
