//! The primary stream: exogenous arrivals of each reason, the same in every arm.
//!
//! Each reason has a clock of its own: standard exponential gaps are spent against the integral of its rate, which is
//! piecewise constant, so arrivals are exact across interval borders. Arrival n of a reason draws from the luck of
//! (reason, n); a skipped arrival keeps its number.

use crate::operation::arrivals::WeekPattern;
use crate::operation::contact::{ANONYMOUS, ContactKind, Request};
use crate::random::{Distribution, Purpose, Stream, math, uniform};
use crate::time::{Calendar, Duration, Instant};

/// Bits of an issue number that count within a reason.
const ISSUE_BITS: u32 = 40;
/// The highest reason number leaves room for issues made by failures (complaints).
const REASON_BITS: u32 = 12;

/// The issue number of arrival `n` of `reason`.
#[inline]
pub fn issue_number(reason: usize, n: u64) -> u64 {
    (reason as u64) << ISSUE_BITS | n
}

/// The issue number of the complaint that attempt `attempt` of `issue` gave rise to.
#[inline]
pub fn complaint_number(issue: u64, attempt: u32) -> u64 {
    issue | u64::from(attempt + 1) << (ISSUE_BITS + REASON_BITS)
}

/// Arrivals of all reasons in order of time.
#[derive(Clone, Debug)]
pub struct PrimaryStream {
    stream: Stream,
    calendar: Calendar,
    clocks: Vec<Clock>,
    busyness: Busyness,
}

#[derive(Clone, Debug)]
struct Clock {
    /// Arrivals per microsecond in each quarter of the week.
    rates: Vec<f64>,
    /// Number of the next arrival.
    number: u64,
    /// When it comes; [`Instant::NEVER`] after the end.
    next_at: Instant,
    /// Its mark.
    mark: f64,
    /// The words of its talk and patience.
    luck: [u64; 2],
    /// Where the clock stands, in microseconds with a fraction, so that rounding does not add up.
    stands_at: f64,
    /// The rate in force there, and the next border of a quarter.
    rate: f64,
    border: f64,
}

#[derive(Clone, Debug)]
struct Busyness {
    law: Option<Distribution>,
    day: u64,
    factor: f64,
}

impl Busyness {
    /// Factor of the day numbered `day`.
    #[inline]
    fn of(&mut self, day: u64, stream: &Stream) -> f64 {
        if self.day != day {
            self.day = day;
            self.factor = match &self.law {
                None => 1.0,
                Some(law) => law.sample(&mut stream.luck(Purpose::Busyness, day, 0)),
            };
        }
        self.factor
    }
}

impl PrimaryStream {
    /// Starts the clocks at time 0. `rates_per_hour` holds one pattern per reason; `busyness_cv` is the coefficient of
    /// variation of the gamma factor that all reasons share within a day.
    pub fn new(stream: Stream, calendar: Calendar, rates_per_hour: &[WeekPattern], busyness_cv: f64) -> Self {
        let per_micro = 1.0 / Duration::HOUR.as_micros() as f64;
        let clocks = rates_per_hour
            .iter()
            .map(|pattern| Clock {
                rates: pattern.scaled(per_micro).values,
                number: 0,
                next_at: Instant::NEVER,
                mark: 0.0,
                luck: [0; 2],
                stands_at: 0.0,
                rate: 0.0,
                border: 0.0,
            })
            .collect();
        let law = Distribution::gamma(1.0, busyness_cv).ok();
        let busyness = Busyness { law, day: u64::MAX, factor: 1.0 };
        let mut primary = PrimaryStream { stream, calendar, clocks, busyness };
        for reason in 0..primary.clocks.len() {
            primary.draw(reason);
        }
        primary
    }

    /// Takes the next arrival before the end of the horizon.
    #[inline]
    pub fn take(&mut self) -> Option<Request> {
        let mut first = 0;
        let mut at = Instant::NEVER;
        for (reason, clock) in self.clocks.iter().enumerate() {
            if clock.next_at < at {
                at = clock.next_at;
                first = reason;
            }
        }
        if at == Instant::NEVER {
            return None;
        }
        let request = Request {
            at,
            reason: first as u32,
            issue: issue_number(first, self.clocks[first].number),
            attempt: 0,
            kind: ContactKind::Primary,
            customer: ANONYMOUS,
            group: 0,
            patience_factor: 1.0,
            mark: self.clocks[first].mark,
            answered_before: false,
            luck: self.clocks[first].luck,
        };
        self.clocks[first].number += 1;
        self.draw(first);
        Some(request)
    }

    /// Draws the gap to the next arrival of `reason` and its mark.
    #[inline]
    fn draw(&mut self, reason: usize) {
        let issue = issue_number(reason, self.clocks[reason].number);
        let [gap, mark, talk, patience] = self.stream.words(Purpose::Arrival, issue, 0);
        self.clocks[reason].mark = uniform(mark);
        self.clocks[reason].luck = [talk, patience];
        self.clocks[reason].next_at = self.spend(reason, -math::ln(uniform(gap)));
    }

    /// The instant at which the integral of the rate from where the clock stands reaches `gap`; never after the end.
    #[inline]
    fn spend(&mut self, reason: usize, mut gap: f64) -> Instant {
        let end = self.calendar.end();
        loop {
            let clock = &mut self.clocks[reason];
            let holds = clock.rate * (clock.border - clock.stands_at);
            if holds > gap {
                clock.stands_at += gap / clock.rate;
                let at = Instant::micros(clock.stands_at.round_ties_even() as u64);
                return if at < end { at } else { Instant::NEVER };
            }
            gap -= holds;
            clock.stands_at = clock.border;
            let now = Instant::micros(clock.border as u64);
            if now >= end {
                return Instant::NEVER;
            }
            let day = self.calendar.day_number(now);
            clock.border = self.calendar.next_quarter(now).as_micros() as f64;
            clock.rate =
                clock.rates[self.calendar.quarter_of_week(now)] * self.busyness.of(day, &self.stream);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::centre::QUARTERS_PER_WEEK;

    fn calendar(weeks: u64) -> Calendar {
        let week = Duration::WEEK.as_micros();
        Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::micros(weeks * week) }
    }

    /// Counts in a quiet and a busy quarter-hour against their Poisson means: two gates at 5 sigma.
    #[test]
    fn counts_follow_the_rate_across_borders() {
        let mut values = vec![0.0; QUARTERS_PER_WEEK];
        values[10] = 400.0;
        values[11] = 40.0;
        let weeks = 400;
        let pattern = WeekPattern { values };
        let mut primary = PrimaryStream::new(Stream::new(5, 0), calendar(weeks), &[pattern], 0.0);
        let mut counts = [0.0f64; 2];
        let mut last = Instant::ZERO;
        while let Some(request) = primary.take() {
            assert!(request.at >= last);
            last = request.at;
            match calendar(weeks).quarter_of_week(request.at) {
                10 => counts[0] += 1.0,
                11 => counts[1] += 1.0,
                quarter => panic!("an arrival in quarter {quarter}, whose rate is 0"),
            }
        }
        for (count, mean) in counts.iter().zip([40_000.0f64, 4_000.0]) {
            assert!((count - mean).abs() < 5.0 * mean.sqrt(), "{count} against {mean}");
        }
    }

    #[test]
    fn another_reason_moves_no_arrival_of_the_first() {
        let first_only: Vec<Request> = {
            let patterns = [WeekPattern::constant(5.0)];
            let mut primary = PrimaryStream::new(Stream::new(1, 0), calendar(1), &patterns, 0.3);
            std::iter::from_fn(|| primary.take()).collect()
        };
        let patterns = [WeekPattern::constant(5.0), WeekPattern::constant(50.0)];
        let mut primary = PrimaryStream::new(Stream::new(1, 0), calendar(1), &patterns, 0.3);
        let both: Vec<Request> =
            std::iter::from_fn(|| primary.take()).filter(|request| request.reason == 0).collect();
        assert_eq!(first_only, both);
    }
}
