//! The changes of a week of shifts in order of time.

use crate::operation::centre::Shift;
use crate::time::{Calendar, Duration, Instant};

const DAY: u64 = Duration::DAY.as_micros();
const WEEK: u64 = Duration::WEEK.as_micros();

/// What happens to a shift; of changes at one instant, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The shift ends.
    End,
    /// Its break of this number is due.
    Break(u32),
    /// It starts.
    Start,
}

/// The changes of a week.
#[derive(Clone, Debug)]
pub(super) struct Timetable {
    /// Microseconds after Monday 00:00, what, and which shift; in order.
    changes: Vec<(u64, Change, u32)>,
}

/// Length that counts: no shift is longer than a day.
pub(super) fn length(shift: &Shift) -> u64 {
    shift.length.as_micros().min(DAY)
}

/// How long `shift` has been going on at `now`, if it is.
pub(super) fn into_shift(shift: &Shift, calendar: &Calendar, now: Instant) -> Option<Duration> {
    let (day, time) = calendar.day_and_time(now);
    let length = length(shift);
    // A shift that started up to two days ago may reach into today: it may start late and last a day.
    (0..3).find_map(|ago| {
        let begins = shift.start.as_micros() as i64 - ago as i64 * DAY as i64;
        let into = time.as_micros() as i64 - begins;
        let is_on = shift.days[(day + 7 - ago) % 7] && into >= 0 && (into as u64) < length;
        is_on.then(|| Duration::micros(into as u64))
    })
}

impl Timetable {
    pub(super) fn new(shifts: &[Shift]) -> Self {
        let mut changes = Vec::new();
        for (index, shift) in shifts.iter().enumerate() {
            let length = length(shift);
            for day in (0..7).filter(|day| shift.days[*day] && length > 0) {
                let begins = day as u64 * DAY + shift.start.as_micros();
                let mut add =
                    |after: u64, change| changes.push(((begins + after) % WEEK, change, index as u32));
                add(0, Change::Start);
                // A shift around the clock goes on into the next day it is worked.
                if length < DAY || !shift.days[(day + 1) % 7] {
                    add(length, Change::End);
                }
                for (number, pause) in shift.breaks.iter().enumerate() {
                    if pause.after.as_micros() < length && pause.length > Duration::ZERO {
                        add(pause.after.as_micros(), Change::Break(number as u32));
                    }
                }
            }
        }
        changes.sort_unstable();
        Timetable { changes }
    }

    /// The first change after `now`.
    pub(super) fn next_change(&self, calendar: &Calendar, now: Instant) -> Option<Instant> {
        let place = (now.as_micros() + calendar.start.as_micros()) % WEEK;
        let next = self.changes.partition_point(|(at, _, _)| *at <= place);
        let ahead = match (self.changes.get(next), self.changes.first()) {
            (Some((at, _, _)), _) => at - place,
            (None, Some((at, _, _))) => at + WEEK - place,
            (None, None) => return None,
        };
        Some(now + Duration::micros(ahead))
    }

    /// The changes of exactly this instant, by their numbers for [`Timetable::get`].
    pub(super) fn of(&self, calendar: &Calendar, at: Instant) -> std::ops::Range<usize> {
        let place = (at.as_micros() + calendar.start.as_micros()) % WEEK;
        self.changes.partition_point(|(at, _, _)| *at < place)
            ..self.changes.partition_point(|(at, _, _)| *at <= place)
    }

    /// A change and its shift.
    pub(super) fn get(&self, number: usize) -> (Change, usize) {
        let (_, change, shift) = self.changes[number];
        (change, shift as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(hours: u64) -> Duration {
        Duration::seconds(hours * 3_600)
    }

    fn calendar(start: Duration) -> Calendar {
        Calendar { start, warm_up: Duration::ZERO, horizon: Duration::WEEK }
    }

    fn night() -> Shift {
        let mut days = [false; 7];
        (days[0], days[6]) = (true, true);
        Shift { start: hours(22), length: hours(8), days, agents: 2, breaks: Vec::new(), open_end: false }
    }

    #[test]
    fn a_night_shift_reaches_into_the_next_day_and_the_next_week() {
        let calendar = calendar(Duration::ZERO);
        let at = |hour: u64| Instant::ZERO + hours(hour);
        for (hour, into) in [(0, Some(2)), (5, Some(7)), (6, None), (22, Some(0)), (29, Some(7)), (46, None)]
        {
            assert_eq!(into_shift(&night(), &calendar, at(hour)), into.map(hours), "hour {hour}");
        }
        let timetable = Timetable::new(&[night()]);
        let mut now = Instant::ZERO;
        let changes: Vec<Instant> = std::iter::from_fn(|| {
            now = timetable.next_change(&calendar, now)?;
            Some(now)
        })
        .take(5)
        .collect();
        assert_eq!(changes, [6, 22, 30, 166, 174].map(at));
        assert!(timetable.of(&calendar, at(6)).map(|number| timetable.get(number)).eq([(Change::End, 0)]));
        assert!(timetable.of(&calendar, at(7)).is_empty());
    }

    #[test]
    fn the_week_counts_from_monday_wherever_time_zero_lies() {
        let timetable = Timetable::new(&[night()]);
        let sunday_noon = calendar(hours(6 * 24 + 12));
        assert_eq!(timetable.next_change(&sunday_noon, Instant::ZERO), Some(Instant::ZERO + hours(10)));
    }

    #[test]
    fn a_shift_around_the_clock_does_not_end_between_two_days() {
        let always = Shift { start: hours(6), length: hours(24), days: [true; 7], ..night() };
        let timetable = Timetable::new(&[always]);
        assert_eq!(timetable.changes.len(), 7);
        assert!(timetable.changes.iter().all(|(_, change, _)| *change == Change::Start));
    }
}
