//! Integrals over time of numbers that change now and then, split by half-hour of the day, by day and by week of the horizon.
//!
//! The integral of a step function over a cell is its last value times the cell's end, minus its first value times the
//! cell's begin, minus every change times its instant. So a change costs one multiplication, and only the border of a cell
//! touches the tables. The sums wrap around on the way, and are exact at the border.

use crate::metrics::operational::INTERVALS_PER_DAY;
use crate::time::{Calendar, Duration, Instant};

const INTERVAL: Duration = Duration::micros(Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64);

/// The integral of a whole number over the horizon, in units of the number times microseconds; exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeGrid {
    /// Per half-hour of the day.
    pub intervals: Vec<u64>,
    /// Per calendar day that the horizon touches.
    pub days: Vec<u64>,
    /// Per week of the horizon.
    pub weeks: Vec<u64>,
}

impl TimeGrid {
    /// The integral over the horizon.
    pub fn total(&self) -> u64 {
        self.weeks.iter().sum()
    }

    /// An integral of 0.
    pub(super) fn zero(calendar: &Calendar) -> Self {
        TimeGrid {
            intervals: vec![0; INTERVALS_PER_DAY],
            days: vec![0; calendar.days()],
            weeks: vec![0; calendar.weeks()],
        }
    }

    /// The integral of the sum of two numbers.
    pub(super) fn plus(mut self, other: &TimeGrid) -> Self {
        self.intervals.iter_mut().zip(&other.intervals).for_each(|(sum, term)| *sum += term);
        self.days.iter_mut().zip(&other.days).for_each(|(sum, term)| *sum += term);
        self.weeks.iter_mut().zip(&other.weeks).for_each(|(sum, term)| *sum += term);
        self
    }

    /// The integral of the difference of two numbers, the first of which is never the smaller.
    pub(super) fn minus(mut self, other: &TimeGrid) -> Self {
        self.intervals.iter_mut().zip(&other.intervals).for_each(|(rest, term)| *rest -= term);
        self.days.iter_mut().zip(&other.days).for_each(|(rest, term)| *rest -= term);
        self.weeks.iter_mut().zip(&other.weeks).for_each(|(rest, term)| *rest -= term);
        self
    }
}

/// Agents' time of one team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentTime {
    /// Agents free for a contact.
    pub available: TimeGrid,
    /// Agents handling a contact.
    pub handling: TimeGrid,
}

/// How the duty of one team differed from its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyTime {
    /// Places planned and to be paid for that nobody held.
    pub vacant: TimeGrid,
    /// Agents on duty beyond the plan.
    pub beyond: TimeGrid,
    /// Agents on a break.
    pub on_break: TimeGrid,
}

/// A number that is integrated.
#[derive(Clone, Debug)]
struct Track {
    value: u64,
    /// Minus the value at the begin of the cell times that instant, minus every change since times its instant.
    moment: u64,
    grid: TimeGrid,
}

/// Where an amount of time belongs: its half-hour of the day, its day and its week.
#[derive(Clone, Copy, Debug)]
struct Cell {
    interval: usize,
    day: usize,
    week: usize,
}

/// The integrals of several numbers, each known by its index.
#[derive(Clone, Debug)]
pub(super) struct Integrals {
    calendar: Calendar,
    /// The present cell; `None` outside the horizon.
    cell: Option<Cell>,
    /// Where the present cell ends.
    border: Instant,
    tracks: Vec<Track>,
}

impl Integrals {
    /// Numbers that are 0 from time 0 on.
    pub(super) fn new(calendar: Calendar, numbers: usize) -> Self {
        let track = Track { value: 0, moment: 0, grid: TimeGrid::zero(&calendar) };
        let mut integrals =
            Integrals { calendar, cell: None, border: Instant::ZERO, tracks: vec![track; numbers] };
        integrals.enter_cell(Instant::ZERO);
        integrals
    }

    /// The number now.
    #[inline]
    pub(super) fn value(&self, number: usize) -> u64 {
        self.tracks[number].value
    }

    /// The number is `value` from `now` on. No call may lie before an earlier one.
    #[inline(always)]
    pub(super) fn change(&mut self, now: Instant, number: usize, value: u64) {
        if now >= self.border {
            self.cross_borders(now);
        }
        let track = &mut self.tracks[number];
        let step = value.wrapping_sub(track.value);
        track.moment = track.moment.wrapping_sub(step.wrapping_mul(now.as_micros()));
        track.value = value;
    }

    /// Closes the integrals at the end of the horizon, if nothing has gone beyond it.
    pub(super) fn close(&mut self) {
        let end = self.calendar.end();
        if self.border <= end {
            self.cross_borders(end);
        }
    }

    /// The integral of a number over what has been closed.
    pub(super) fn grid(&self, number: usize) -> &TimeGrid {
        &self.tracks[number].grid
    }

    /// Closes every cell that ends at or before `now`.
    #[cold]
    fn cross_borders(&mut self, now: Instant) {
        while self.border <= now {
            let at = self.border;
            for track in &mut self.tracks {
                let upto_here = track.value.wrapping_mul(at.as_micros());
                if let Some(cell) = self.cell {
                    let amount = track.moment.wrapping_add(upto_here);
                    track.grid.intervals[cell.interval] += amount;
                    track.grid.days[cell.day] += amount;
                    track.grid.weeks[cell.week] += amount;
                }
                track.moment = upto_here.wrapping_neg();
            }
            self.enter_cell(at);
        }
    }

    /// Finds the cell that begins at `from`.
    fn enter_cell(&mut self, from: Instant) {
        let (begin, end) = (self.calendar.measured_from(), self.calendar.end());
        let place = self.calendar.day_of_horizon(from).zip(self.calendar.week(from));
        let Some((day, week)) = place.filter(|_| from < end) else {
            self.cell = None;
            self.border = if from < begin { begin } else { Instant::micros(u64::MAX) };
            return;
        };
        let (_, time_of_day) = self.calendar.day_and_time(from);
        let interval = time_of_day.as_micros() / INTERVAL.as_micros();
        let left = INTERVAL.as_micros() - time_of_day.as_micros() % INTERVAL.as_micros();
        let week_ends = begin + Duration::micros(Duration::WEEK.as_micros() * (week as u64 + 1));
        self.cell = Some(Cell { interval: interval as usize, day, week });
        self.border = (from + Duration::micros(left)).min(week_ends).min(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: u64) -> Instant {
        Instant::ZERO + Duration::seconds(minutes * 60)
    }

    const MINUTE: u64 = 60_000_000;

    #[test]
    fn time_is_split_at_half_hours_weeks_and_the_ends_of_the_horizon() {
        let calendar = Calendar {
            start: Duration::ZERO,
            warm_up: Duration::HOUR,
            horizon: Duration::HOUR + Duration::HOUR,
        };
        let mut integrals = Integrals::new(calendar, 2);
        integrals.change(minutes(30), 1, 2); // during the warm-up: counts from 60 on
        integrals.change(minutes(100), 1, 5);
        integrals.change(minutes(400), 1, 0); // after the end: counts up to 180
        integrals.close();
        let grid = integrals.grid(1);
        assert_eq!(grid.intervals[2], 2 * 30 * MINUTE);
        assert_eq!(grid.intervals[3], (2 * 10 + 5 * 20) * MINUTE);
        assert_eq!(grid.intervals[4], 5 * 30 * MINUTE);
        assert_eq!(grid.total(), (2 * 40 + 5 * 80) * MINUTE);
        assert_eq!(grid.intervals.iter().sum::<u64>(), grid.total());
        assert_eq!(integrals.grid(0).total(), 0);
    }

    #[test]
    fn a_number_that_never_changes_counts_to_the_end() {
        let calendar = Calendar {
            start: Duration::HOUR,
            warm_up: Duration::ZERO,
            horizon: Duration::WEEK + Duration::seconds(60 * 45),
        };
        let mut integrals = Integrals::new(calendar, 1);
        integrals.change(Instant::ZERO, 0, 3);
        integrals.close();
        let grid = integrals.grid(0);
        assert_eq!(grid.weeks, [3 * 7 * 1440 * MINUTE, 3 * 45 * MINUTE]);
        let whole_days = [3 * 1440 * MINUTE; 6];
        assert_eq!(grid.days[0], 3 * 23 * 60 * MINUTE, "the first day begins at one o'clock");
        assert_eq!((&grid.days[1..7], &grid.days[7..]), (&whole_days[..], &[3 * 105 * MINUTE][..]));
        assert_eq!(grid.intervals[2], 3 * 8 * 30 * MINUTE);
        assert_eq!(grid.intervals[3], 3 * (7 * 30 + 15) * MINUTE);
        assert_eq!(grid.intervals[4], 3 * 7 * 30 * MINUTE);
    }

    #[test]
    fn sums_and_differences_of_integrals() {
        let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::HOUR };
        let mut integrals = Integrals::new(calendar, 2);
        integrals.change(Instant::ZERO, 0, 7);
        integrals.change(minutes(45), 1, 4);
        integrals.close();
        let (more, less) = (integrals.grid(0).clone(), integrals.grid(1));
        assert_eq!(more.clone().minus(less).intervals[..2], [7 * 30 * MINUTE, (7 * 15 + 3 * 15) * MINUTE]);
        assert_eq!(more.plus(less).total(), (7 * 60 + 4 * 15) * MINUTE);
    }
}
