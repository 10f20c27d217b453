//! A number of arrivals a day, at independent times.

use crate::operation::arrivals::course::Course;
use crate::operation::arrivals::primary::{Arrival, issue_number};
use crate::operation::arrivals::{ArrivalModel, Daily};
use crate::random::{Purpose, Stream, uniform};
use crate::time::{Calendar, Duration, Instant};

const DAY: i64 = Duration::DAY.as_micros() as i64;
const QUARTER: i64 = DAY / Calendar::QUARTERS_PER_DAY as i64;

/// The days of one reason.
#[derive(Clone, Debug)]
pub(super) struct Days {
    reason: usize,
    calendar: Calendar,
    mean: [f64; 7],
    sd: [f64; 7],
    course: Course,
    /// Times that more candidates are drawn than arrivals are meant.
    majorant: f64,
    /// Midnight before the next day, in microseconds since time 0; negative when the first day began before.
    midnight: i64,
    /// Number of the next candidate.
    number: u64,
    pieces: Vec<Piece>,
}

/// A part of the day with a constant weight.
#[derive(Clone, Copy, Debug)]
struct Piece {
    from: i64,
    /// Weight per microsecond, and of the day up to the end of the piece.
    density: f64,
    upto: f64,
}

impl Days {
    pub(super) fn new(
        daily: &Daily,
        majorant: f64,
        model: &ArrivalModel,
        reason: usize,
        calendar: Calendar,
        stream: Stream,
    ) -> Self {
        let (_, past_midnight) = calendar.day_and_time(Instant::ZERO);
        Days {
            reason,
            calendar,
            mean: daily.mean,
            sd: daily.sd,
            course: Course::new(&daily.weights, 1.0, model, reason, calendar, stream),
            majorant,
            midnight: -(past_midnight.as_micros() as i64),
            number: 0,
            pieces: Vec::new(),
        }
    }

    /// Draws the arrivals of the next day that has any; one that comes never when there are no more.
    ///
    /// Candidates of a day are numbered by their draws, not by time. The mark of candidate i of n x majorant is
    /// (i + 1/2) / (n x majorant): an arm with r times the demand accepts exactly round(n r) of them.
    pub(super) fn fill(&mut self, batch: &mut Vec<Arrival>, stream: &Stream) {
        batch.clear();
        let end = self.calendar.end().as_micros() as i64;
        while batch.is_empty() && self.midnight < end {
            self.draw_day(end, batch, stream);
            self.midnight += DAY;
        }
        if batch.is_empty() {
            batch.push(Arrival { at: Instant::NEVER, number: self.number, mark: 0.0, luck: [0; 2] });
        }
    }

    fn draw_day(&mut self, end: i64, batch: &mut Vec<Arrival>, stream: &Stream) {
        let shocks = self.lay_out();
        let within = Instant::micros(self.midnight.max(0) as u64);
        let (weekday, _) = self.calendar.day_and_time(within);
        let day = self.calendar.day_number(within);
        let weight = self.pieces.last().map_or(0.0, |piece| piece.upto);
        if weight <= 0.0 {
            return;
        }
        let key = issue_number(self.reason, day);
        let normal = stream.luck(Purpose::DailyCount, key, 0).normal();
        let factor = self.course.day_factor(within) * shocks;
        let count = (factor * (self.mean[weekday] + self.sd[weekday] * normal)).round_ties_even().max(0.0);
        let candidates = (count * self.majorant) as u64;
        for candidate in 0..candidates {
            let number = self.number + candidate;
            let [time, _, talk, patience] =
                stream.words(Purpose::Arrival, issue_number(self.reason, number), 0);
            let at = self.time_at(uniform(time) * weight);
            if (0..end).contains(&at) {
                let mark = (candidate as f64 + 0.5) / (count * self.majorant);
                batch.push(Arrival { at: Instant::micros(at as u64), number, mark, luck: [talk, patience] });
            }
        }
        self.number += candidates;
        // They stand in the order of their numbers, which those of one instant keep. An arrival is large to move about.
        batch.sort_by_cached_key(|arrival| arrival.at);
    }

    /// Lays out the weights of the day; returns the factor of shocks on its whole weight. What lies before time 0 knows of no
    /// shock.
    fn lay_out(&mut self) -> f64 {
        self.pieces.clear();
        let (mut from, mut upto, mut plain) = (self.midnight, 0.0, 0.0);
        while from < self.midnight + DAY {
            let (weight, shocks, until) = if from < 0 {
                let quarter = (from - self.midnight) / QUARTER;
                let (day, _) = self.calendar.day_and_time(Instant::ZERO);
                let of_week = day * Calendar::QUARTERS_PER_DAY + quarter as usize;
                (self.course.value(of_week), 1.0, (self.midnight + (quarter + 1) * QUARTER).min(0))
            } else {
                let (weight, shocks, until) = self.course.piece(Instant::micros(from as u64));
                (weight, shocks, until.as_micros() as i64)
            };
            let length = (until - from) as f64;
            plain += weight * length;
            upto += weight * shocks * length;
            self.pieces.push(Piece { from, density: weight * shocks, upto });
            from = until;
        }
        if plain > 0.0 { upto / plain } else { 0.0 }
    }

    /// The time at which the weight of the day up to there is `weight`, below the day's whole.
    fn time_at(&self, weight: f64) -> i64 {
        let index = self.pieces.partition_point(|piece| piece.upto <= weight).min(self.pieces.len() - 1);
        let before = if index == 0 { 0.0 } else { self.pieces[index - 1].upto };
        let piece = &self.pieces[index];
        let until = self.pieces.get(index + 1).map_or(self.midnight + DAY, |next| next.from);
        (piece.from + ((weight - before) / piece.density) as i64).min(until - 1)
    }
}
