//! Poisson arrivals: standard exponential gaps are spent against the integral of the rate, which is piecewise constant, so
//! that arrivals are exact across the borders of intervals.

use crate::operation::arrivals::course::Course;
use crate::operation::arrivals::primary::{Arrival, issue_number};
use crate::random::{Purpose, Stream, math, uniform};
use crate::time::{Duration, Instant};

/// Arrivals drawn together: their luck does not wait for each other's.
const TOGETHER: usize = 32;

/// The clock of one reason.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    course: Course,
    reason: usize,
    /// Number of the next arrival.
    number: u64,
    end: Instant,
    /// The end of the piece of constant rate in which the clock stands.
    border: Instant,
    /// Integral of the rate from where the clock stands to the border. The place of the clock follows from it, so that
    /// rounding does not add up.
    left: f64,
    /// Microseconds per arrival at this rate.
    mean_gap: f64,
}

impl Clock {
    /// A clock that stands at time 0; the course is one of rates per hour.
    pub(super) fn new(course: Course, reason: usize, end: Instant) -> Self {
        Clock { course, reason, number: 0, end, border: Instant::ZERO, left: 0.0, mean_gap: 0.0 }
    }

    /// Draws the next arrivals; the last one comes never when there are no more before the end.
    pub(super) fn fill(&mut self, batch: &mut Vec<Arrival>, stream: &Stream) {
        let mut gaps = [0.0; TOGETHER];
        batch.clear();
        for (number, gap) in (self.number..).zip(&mut gaps) {
            let issue = issue_number(self.reason, number);
            let [first, mark, talk, patience] = stream.words(Purpose::Arrival, issue, 0);
            *gap = -math::ln(uniform(first));
            batch.push(Arrival { at: Instant::NEVER, number, mark: uniform(mark), luck: [talk, patience] });
        }
        self.number += TOGETHER as u64;
        for (arrival, gap) in batch.iter_mut().zip(gaps) {
            arrival.at = self.spend(gap);
        }
    }

    /// The instant at which the integral of the rate from where the clock stands reaches `gap`; never after the end.
    #[inline]
    fn spend(&mut self, mut gap: f64) -> Instant {
        while self.left <= gap {
            if self.border >= self.end {
                self.left = 0.0;
                return Instant::NEVER;
            }
            gap -= self.left;
            self.next_piece();
        }
        self.left -= gap;
        let at = to_nearest(self.border.as_micros() as f64 - self.left * self.mean_gap);
        if at < self.end { at } else { Instant::NEVER }
    }

    fn next_piece(&mut self) {
        let from = self.border;
        let (per_hour, shocks, until) = self.course.piece(from);
        let rate = per_hour * shocks * self.course.day_factor(from) / Duration::HOUR.as_micros() as f64;
        self.border = until;
        self.left = rate * (until - from).as_micros() as f64;
        self.mean_gap = 1.0 / rate;
    }
}

/// The nearest microsecond, ties to even, of a time of at least 0 and below 2^52: in the sum with 2^52 the last bit counts
/// whole numbers.
#[inline]
fn to_nearest(micros: f64) -> Instant {
    const WHOLE: u64 = 1 << 52;
    Instant::micros((micros.max(0.0) + WHOLE as f64).to_bits() & (WHOLE - 1))
}

#[cfg(test)]
mod tests {
    use super::to_nearest;

    #[test]
    fn times_round_to_the_nearest_ties_to_even() {
        for micros in [0.0, 0.499_999, 0.5, 1.5, 2.5, 1e15 + 0.25, 3.9e15 + 0.5, 86_400e6 + 0.75] {
            assert_eq!(to_nearest(micros).as_micros(), micros.round_ties_even() as u64, "{micros}");
        }
        assert_eq!(to_nearest(-1e-9).as_micros(), 0);
    }
}
