//! Poisson arrivals: standard exponential gaps are spent against the integral of the rate, which is piecewise constant, so
//! that arrivals are exact across the borders of intervals.

use crate::operation::arrivals::course::Course;
use crate::operation::arrivals::primary::{Arrival, issue_number};
use crate::random::{Purpose, STANDARD_TOGETHER, Stream, math, uniform};
use crate::time::{Duration, Instant};

/// Arrivals drawn together: their luck does not wait for each other's.
const TOGETHER: usize = STANDARD_TOGETHER;

/// The clock of one reason.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    course: Course,
    reason: usize,
    /// Number of the next arrival.
    number: u64,
    end: Instant,
    /// The end of the piece in which the clock stands.
    until: Instant,
    piece: Piece,
}

/// A stretch of time of constant rate, from where the clock stands.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its end, in microseconds.
    border: f64,
    /// Integral of the rate from where the clock stands to the border. The place of the clock follows from it, so that
    /// rounding does not add up.
    left: f64,
    /// Microseconds per arrival at this rate.
    mean_gap: f64,
}

impl Clock {
    /// A clock that stands at time 0; the course is one of rates per hour.
    pub(super) fn new(course: Course, reason: usize, end: Instant) -> Self {
        let piece = Piece { border: 0.0, left: 0.0, mean_gap: 0.0 };
        Clock { course, reason, number: 0, end, until: Instant::ZERO, piece }
    }

    /// Draws the next arrivals. When there are no more before the end one comes never, and nobody looks behind it.
    pub(super) fn fill(&mut self, batch: &mut Vec<Arrival>, stream: &Stream) {
        let none = Arrival { at: Instant::NEVER, number: 0, mark: 0.0, luck: [0; 2] };
        batch.resize(TOGETHER, none);
        let mut gaps = [0.0; TOGETHER];
        let words = stream.words_of_each(Purpose::Arrival, issue_number(self.reason, self.number));
        for (place, (arrival, words)) in batch.iter_mut().zip(words).enumerate() {
            let [first, mark, talk, patience] = words;
            gaps[place] = uniform(first);
            arrival.number = self.number + place as u64;
            (arrival.mark, arrival.luck) = (uniform(mark), [talk, patience]);
        }
        self.number += TOGETHER as u64;
        math::ln_of_each(&mut gaps);
        let mut piece = self.piece;
        for (arrival, logarithm) in batch.iter_mut().zip(gaps) {
            let mut gap = -logarithm;
            while piece.left <= gap {
                gap -= piece.left;
                if !self.next_piece() {
                    self.piece.left = 0.0;
                    arrival.at = Instant::NEVER;
                    return;
                }
                piece = self.piece;
            }
            piece.left -= gap;
            let at = to_nearest(piece.border - piece.left * piece.mean_gap);
            arrival.at = if at < self.end { at } else { Instant::NEVER };
        }
        self.piece = piece;
    }

    /// Goes on to the next piece; whether there is one before the end.
    #[inline(never)]
    fn next_piece(&mut self) -> bool {
        let from = self.until;
        if from >= self.end {
            return false;
        }
        let (per_hour, shocks, until) = self.course.piece(from);
        let rate = per_hour * shocks * self.course.day_factor(from) / Duration::HOUR.as_micros() as f64;
        self.until = until;
        self.piece = Piece {
            border: until.as_micros() as f64,
            left: rate * (until - from).as_micros() as f64,
            mean_gap: 1.0 / rate,
        };
        true
    }
}

/// The nearest microsecond, ties to even, of a time of at least 0. Within the first 120 years without a call: in the sum with
/// 2^52 the last bit counts whole numbers.
#[inline]
fn to_nearest(micros: f64) -> Instant {
    const WHOLE: u64 = 1 << 52;
    if micros < 3.8e15 {
        return Instant::micros((micros.max(0.0) + WHOLE as f64).to_bits() & (WHOLE - 1));
    }
    Instant::micros(micros.round_ties_even() as u64)
}

#[cfg(test)]
mod tests {
    use super::to_nearest;

    #[test]
    fn times_round_to_the_nearest_ties_to_even() {
        for micros in [0.0, 0.499_999, 0.5, 1.5, 2.5, 1e15 + 0.25, 3.9e15 + 0.5, 86_400e6 + 0.75, 7e15 + 1.0]
        {
            assert_eq!(to_nearest(micros).as_micros(), micros.round_ties_even() as u64, "{micros}");
        }
        assert_eq!(to_nearest(-1e-9).as_micros(), 0);
    }
}
