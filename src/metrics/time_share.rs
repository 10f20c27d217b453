//! Integrals over time of a number that changes now and then, split by half-hour of the day and week of the horizon.

use crate::metrics::operational::INTERVALS_PER_DAY;
use crate::time::{Calendar, Duration, Instant};

const INTERVAL: Duration = Duration::micros(Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64);

/// The integral of a whole number over the horizon, in units of the number times microseconds; exact.
#[derive(Clone, Debug)]
pub struct TimeGrid {
    calendar: Calendar,
    since: Instant,
    value: u64,
    /// Half-hour of the day and week that hold `since`, and the next border of either.
    interval: usize,
    week: usize,
    border: Instant,
    /// Per half-hour of the day.
    pub intervals: Vec<u64>,
    /// Per week of the horizon.
    pub weeks: Vec<u64>,
}

impl TimeGrid {
    /// An integral of 0 so far.
    pub fn new(calendar: Calendar) -> Self {
        let mut grid = TimeGrid {
            calendar,
            since: calendar.measured_from(),
            value: 0,
            interval: 0,
            week: 0,
            border: Instant::ZERO,
            intervals: vec![0; INTERVALS_PER_DAY],
            weeks: vec![0; calendar.weeks()],
        };
        grid.locate();
        grid
    }

    /// An integral of 0 so far, of a number that is `value` from the start.
    pub fn starting_at(calendar: Calendar, value: u64) -> Self {
        TimeGrid { value, ..TimeGrid::new(calendar) }
    }

    /// The number now.
    #[inline]
    pub fn value(&self) -> u64 {
        self.value
    }

    /// The number is `value` from `now` on.
    #[inline]
    pub fn change(&mut self, now: Instant, value: u64) {
        if value != self.value || now >= self.border {
            self.pass(now);
            self.value = value;
        }
    }

    /// The integral over the horizon.
    pub fn total(&self) -> u64 {
        self.weeks.iter().sum()
    }

    #[inline]
    fn pass(&mut self, now: Instant) {
        let now = now.min(self.calendar.end());
        while self.since < now {
            let upto = now.min(self.border);
            let amount = self.value * (upto - self.since).as_micros();
            self.intervals[self.interval] += amount;
            self.weeks[self.week] += amount;
            self.since = upto;
            if upto == self.border {
                self.locate();
            }
        }
    }

    fn locate(&mut self) {
        let (_, time_of_day) = self.calendar.day_and_time(self.since);
        let interval = time_of_day.as_micros() / INTERVAL.as_micros();
        let into = Duration::micros(time_of_day.as_micros() % INTERVAL.as_micros());
        self.interval = interval as usize;
        self.week = self.calendar.week(self.since).unwrap_or(0).min(self.weeks.len().saturating_sub(1));
        let interval_ends = self.since + Duration::micros(INTERVAL.as_micros() - into.as_micros());
        let week_ends = self.calendar.measured_from()
            + Duration::micros(Duration::WEEK.as_micros() * (self.week as u64 + 1));
        self.border = interval_ends.min(week_ends);
    }
}

/// Agents' time of one team.
#[derive(Clone, Debug)]
pub struct AgentTime {
    /// Agents free for a contact.
    pub available: TimeGrid,
    /// Agents handling a contact.
    pub handling: TimeGrid,
}

impl AgentTime {
    /// No time so far.
    pub fn new(calendar: Calendar) -> Self {
        AgentTime { available: TimeGrid::new(calendar), handling: TimeGrid::new(calendar) }
    }

    /// From `now` on, so many agents are available and handling.
    #[inline]
    pub fn change(&mut self, now: Instant, available: u64, handling: u64) {
        self.available.change(now, available);
        self.handling.change(now, handling);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_split_at_half_hours_weeks_and_the_ends_of_the_horizon() {
        let calendar = Calendar {
            start: Duration::ZERO,
            warm_up: Duration::HOUR,
            horizon: Duration::HOUR + Duration::HOUR,
        };
        let at = |minutes: u64| Instant::ZERO + Duration::seconds(minutes * 60);
        let mut grid = TimeGrid::new(calendar);
        grid.change(at(30), 2); // during the warm-up: counts from 60 on
        grid.change(at(100), 5);
        grid.change(at(400), 0); // after the end: counts up to 180
        let minute = 60_000_000;
        assert_eq!(grid.intervals[2], 2 * 30 * minute);
        assert_eq!(grid.intervals[3], (2 * 10 + 5 * 20) * minute);
        assert_eq!(grid.intervals[4], 5 * 30 * minute);
        assert_eq!(grid.total(), (2 * 40 + 5 * 80) * minute);
        assert_eq!(grid.intervals.iter().sum::<u64>(), grid.total());
    }
}
