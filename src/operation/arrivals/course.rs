//! The factor on the demand of one reason as time goes on: volume, busyness of the day and shocks.

use crate::operation::arrivals::fluctuation::Busyness;
use crate::operation::arrivals::shock::Shocks;
use crate::operation::arrivals::{ArrivalModel, WeekPattern};
use crate::random::Stream;
use crate::time::{Calendar, Instant};

/// A pattern times the factors in force, piece by piece, in order of time.
#[derive(Clone, Debug)]
pub(super) struct Course {
    calendar: Calendar,
    values: Vec<f64>,
    /// Quarters from each on, itself included, that have the same value and lie in the same day.
    alike: Vec<u8>,
    volume: f64,
    busyness: Busyness,
    shocks: Shocks,
}

impl Course {
    /// `pattern` times `factor` times volume, busyness and shocks of `reason`.
    pub(super) fn new(
        pattern: &WeekPattern,
        factor: f64,
        model: &ArrivalModel,
        reason: usize,
        calendar: Calendar,
        stream: Stream,
    ) -> Self {
        let volume = model.fluctuation.volume(&stream);
        let values: Vec<f64> = pattern.values.iter().map(|value| value * factor).collect();
        let mut alike = vec![1u8; values.len()];
        for quarter in (0..values.len().saturating_sub(1)).rev() {
            let is_last_of_day = (quarter + 1) % Calendar::QUARTERS_PER_DAY == 0;
            if !is_last_of_day && values[quarter] == values[quarter + 1] {
                alike[quarter] = alike[quarter + 1] + 1;
            }
        }
        Course {
            calendar,
            values,
            alike,
            volume,
            busyness: Busyness::new(model.fluctuation_of(reason), reason, stream),
            shocks: Shocks::new(&model.shocks, reason, &calendar, &stream),
        }
    }

    /// The factor of volume and of the busyness of the day of `now`.
    pub(super) fn day_factor(&mut self, now: Instant) -> f64 {
        if !self.busyness.varies() {
            return self.volume;
        }
        let first = self.calendar.day_number(Instant::ZERO);
        self.volume * self.busyness.of(self.calendar.day_number(now), first)
    }

    /// The pattern's value in a quarter of the week.
    pub(super) fn value(&self, quarter_of_week: usize) -> f64 {
        self.values[quarter_of_week]
    }

    /// The pattern's value and the factor of shocks at `now`, and until when both hold: the end of the day at the latest.
    pub(super) fn piece(&mut self, now: Instant) -> (f64, f64, Instant) {
        let quarter = self.calendar.quarter_of_week(now);
        let mut until = self.calendar.next_quarter(now);
        for _ in 1..self.alike[quarter] {
            until = self.calendar.next_quarter(until);
        }
        if self.shocks.is_empty() {
            return (self.values[quarter], 1.0, until);
        }
        let (factor, holds) = self.shocks.at(now);
        (self.values[quarter], factor, until.min(holds))
    }
}
