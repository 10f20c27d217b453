//! Instants and durations in whole microseconds, and the calendar that names them.
//!
//! Every time in the simulation is an integer, so that sums are exact and two machines agree. A value computed in
//! floating point enters through [`Duration::from_seconds`], which rounds to the nearest microsecond, ties to even.
//! This module knows nothing of what happens at an instant.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// Microseconds in one second.
pub const MICROS_PER_SECOND: u64 = 1_000_000;
/// Seconds in a day.
pub const SECONDS_PER_DAY: u64 = 86_400;
/// Days in a month: the mean month of a Julian year, 365.25 / 12.
pub const DAYS_PER_MONTH: f64 = 30.437_5;

/// A span of time in whole microseconds, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(u64);

/// A point in time: microseconds since time 0, the start of the warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Duration {
    /// No time at all; a legal duration everywhere.
    pub const ZERO: Duration = Duration(0);
    /// One hour.
    pub const HOUR: Duration = Duration::seconds(3_600);
    /// One day.
    pub const DAY: Duration = Duration::seconds(SECONDS_PER_DAY);
    /// One week.
    pub const WEEK: Duration = Duration::seconds(7 * SECONDS_PER_DAY);
    /// One month of 30.4375 days, which is a whole number of seconds.
    pub const MONTH: Duration = Duration::seconds(2_629_800);
    /// Longer than any run; stands for "never".
    pub const FOREVER: Duration = Duration(u64::MAX / 4);

    /// A duration of `micros` microseconds.
    pub const fn micros(micros: u64) -> Self {
        Duration(micros)
    }

    /// A duration of whole seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Duration(seconds * MICROS_PER_SECOND)
    }

    /// Rounds `seconds` to the nearest microsecond, ties to even. Negative and NaN become zero, and anything beyond
    /// [`Duration::FOREVER`] becomes that: samplers may overshoot, the clock may not.
    #[inline]
    pub fn from_seconds(seconds: f64) -> Self {
        let micros = seconds * MICROS_PER_SECOND as f64;
        // In the sum with 2^52 the last bits count whole numbers, rounded ties to even.
        const WHOLE: u64 = 1 << 52;
        if (0.0..4e15).contains(&micros) {
            return Duration((micros + WHOLE as f64).to_bits() & (WHOLE - 1));
        }
        Self::from_unusual_micros(micros)
    }

    /// The same for what is negative, beyond a century, or no number: `as` saturates, and NaN gives 0.
    #[cold]
    fn from_unusual_micros(micros: f64) -> Self {
        if micros >= Self::FOREVER.0 as f64 {
            return Self::FOREVER;
        }
        Duration(micros.round_ties_even() as u64)
    }

    /// The whole microseconds.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The length in seconds.
    #[inline]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / MICROS_PER_SECOND as f64
    }

    /// The length in hours.
    pub fn as_hours(self) -> f64 {
        self.as_seconds() / 3_600.0
    }

    /// The length in days.
    pub fn as_days(self) -> f64 {
        self.as_seconds() / SECONDS_PER_DAY as f64
    }

    /// The length in weeks.
    pub fn as_weeks(self) -> f64 {
        self.as_days() / 7.0
    }
}

impl Add for Duration {
    type Output = Duration;
    #[inline]
    fn add(self, other: Duration) -> Duration {
        Duration(self.0 + other.0)
    }
}

impl AddAssign for Duration {
    #[inline]
    fn add_assign(&mut self, other: Duration) {
        self.0 += other.0;
    }
}

impl Instant {
    /// The start of the warm-up.
    pub const ZERO: Instant = Instant(0);
    /// After the end of any run.
    pub const NEVER: Instant = Instant(u64::MAX / 2);

    /// The instant `micros` microseconds after time 0.
    pub const fn micros(micros: u64) -> Self {
        Instant(micros)
    }

    /// Microseconds since time 0.
    #[inline]
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The time that has passed since `earlier`, zero if `earlier` is later.
    #[inline]
    pub fn since(self, earlier: Instant) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;
    #[inline]
    fn add(self, span: Duration) -> Instant {
        Instant((self.0 + span.0).min(Instant::NEVER.0))
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;
    /// The span between two instants in order.
    #[inline]
    fn sub(self, earlier: Instant) -> Duration {
        Duration(self.0 - earlier.0)
    }
}

impl fmt::Display for Duration {
    /// Writes the shortest scenario form, such as `4m10s` or `2d`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return write!(f, "0s");
        }
        let mut rest = self.0;
        for (unit, micros) in
            [("w", 604_800_000_000), ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000)]
        {
            // A whole number of a larger unit reads best alone: 26w, not 182d.
            let count = rest / micros;
            if count > 0 {
                write!(f, "{count}{unit}")?;
                rest %= micros;
            }
        }
        if rest > 0 {
            let seconds = rest / MICROS_PER_SECOND;
            let micros = rest % MICROS_PER_SECOND;
            if micros == 0 {
                write!(f, "{seconds}s")?;
            } else {
                let digits = format!("{micros:06}");
                write!(f, "{seconds}.{}s", digits.trim_end_matches('0'))?;
            }
        }
        Ok(())
    }
}

/// Where in the day and week time 0 lies, and how long warm-up and horizon last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Offset of time 0 from Monday 00:00.
    pub start: Duration,
    /// Length of the discarded beginning.
    pub warm_up: Duration,
    /// Length of what is measured.
    pub horizon: Duration,
}

impl Calendar {
    /// Quarters of an hour in a day: the finest interval a scenario may state.
    pub const QUARTERS_PER_DAY: usize = 96;

    /// The first instant that counts.
    pub fn measured_from(&self) -> Instant {
        Instant::ZERO + self.warm_up
    }

    /// The instant after which nobody new arrives.
    pub fn end(&self) -> Instant {
        Instant::ZERO + self.warm_up + self.horizon
    }

    /// Weeks of the horizon, the last one possibly cut short.
    pub fn weeks(&self) -> usize {
        self.horizon.as_micros().div_ceil(Duration::WEEK.as_micros()) as usize
    }

    /// Day of the week (0 = Monday) and microseconds since its midnight.
    #[inline]
    pub fn day_and_time(&self, at: Instant) -> (usize, Duration) {
        let micros = at.as_micros() + self.start.as_micros();
        let day = micros / Duration::DAY.as_micros();
        ((day % 7) as usize, Duration::micros(micros % Duration::DAY.as_micros()))
    }

    /// Index of the calendar day that holds `at`, counted from the Monday at or before time 0.
    pub fn day_number(&self, at: Instant) -> u64 {
        (at.as_micros() + self.start.as_micros()) / Duration::DAY.as_micros()
    }

    /// Calendar days that the horizon touches, the first and the last perhaps in part.
    pub fn days(&self) -> usize {
        let last = Instant::micros(self.end().as_micros().saturating_sub(1));
        (self.day_number(last).saturating_sub(self.day_number(self.measured_from())) + 1) as usize
    }

    /// The calendar day that holds `at`, counted from the first that the horizon touches; `None` before it.
    #[inline]
    pub fn day_of_horizon(&self, at: Instant) -> Option<usize> {
        let days = self.day_number(at).checked_sub(self.day_number(self.measured_from()))?;
        Some(days as usize)
    }

    /// The number of the calendar day that lay `before` an instant, which may be before time 0; a day before the first Monday has
    /// a number that counts down from the largest.
    pub fn day_number_before(&self, at: Instant, before: Duration) -> u64 {
        let since_monday = i128::from(at.as_micros()) + i128::from(self.start.as_micros());
        let day =
            (since_monday - i128::from(before.as_micros())).div_euclid(Duration::DAY.as_micros().into());
        day as u64
    }

    /// The week of the horizon that holds `at`, from 0; `None` during the warm-up.
    #[inline]
    pub fn week(&self, at: Instant) -> Option<usize> {
        let past = at.as_micros().checked_sub(self.warm_up.as_micros())?;
        Some((past / Duration::WEEK.as_micros()) as usize)
    }

    /// The first quarter-hour border of the wall clock after `at`.
    pub fn next_quarter(&self, at: Instant) -> Instant {
        let quarter = Duration::DAY.as_micros() / Self::QUARTERS_PER_DAY as u64;
        let micros = at.as_micros() + self.start.as_micros();
        Instant::micros((micros / quarter + 1) * quarter - self.start.as_micros())
    }

    /// The quarter of the week (0 to 671) that holds `at`.
    #[inline]
    pub fn quarter_of_week(&self, at: Instant) -> usize {
        let (day, time) = self.day_and_time(at);
        let quarter = Duration::DAY.as_micros() / Self::QUARTERS_PER_DAY as u64;
        day * Self::QUARTERS_PER_DAY + (time.as_micros() / quarter) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_nearest_ties_to_even() {
        assert_eq!(Duration::from_seconds(0.000_000_5), Duration::micros(0));
        assert_eq!(Duration::from_seconds(0.000_001_5), Duration::micros(2));
        assert_eq!(Duration::from_seconds(-3.0), Duration::ZERO);
        assert_eq!(Duration::from_seconds(f64::NAN), Duration::ZERO);
        assert_eq!(Duration::from_seconds(f64::INFINITY), Duration::FOREVER);
    }

    #[test]
    fn durations_print_in_scenario_form() {
        assert_eq!(Duration::seconds(250).to_string(), "4m10s");
        assert_eq!((Duration::WEEK + Duration::HOUR).to_string(), "1w1h");
        assert_eq!(Duration::micros(250_000).to_string(), "0.25s");
        assert_eq!(Duration::ZERO.to_string(), "0s");
    }

    #[test]
    fn the_day_before_time_0_has_a_number_of_its_own() {
        let calendar = Calendar { start: Duration::HOUR, warm_up: Duration::ZERO, horizon: Duration::WEEK };
        let number =
            |before: u64| calendar.day_number_before(Instant::ZERO, Duration::seconds(3_600 * before));
        assert_eq!([0, 1, 2, 25, 26].map(number), [0, 0, u64::MAX, u64::MAX, u64::MAX - 1]);
    }

    #[test]
    fn the_calendar_names_days_weeks_and_quarters() {
        let calendar = Calendar {
            start: Duration::DAY + Duration::HOUR, // Tuesday 01:00
            warm_up: Duration::WEEK,
            horizon: Duration::WEEK + Duration::WEEK + Duration::HOUR,
        };
        let at = Instant::ZERO + Duration::HOUR;
        assert_eq!(calendar.day_and_time(at), (1, Duration::HOUR + Duration::HOUR));
        assert_eq!(calendar.quarter_of_week(at), 96 + 8);
        assert_eq!(calendar.week(at), None);
        assert_eq!(calendar.week(calendar.measured_from()), Some(0));
        assert_eq!(calendar.weeks(), 3);
        assert_eq!(calendar.next_quarter(Instant::ZERO), Instant::ZERO + Duration::seconds(900));
    }
}
