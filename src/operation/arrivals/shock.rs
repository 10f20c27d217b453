//! Shocks: events that raise or lower demand for a time, such as an outage or a billing run.

use crate::random::{Purpose, Stream};
use crate::time::{Calendar, Duration, Instant};

/// An event that multiplies the demand of some reasons for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// When it strikes.
    pub strike: Strike,
    /// Factor on demand at its peak, 0 or more: 3 means three times as many contacts, 0.5 half as many.
    pub peak: f64,
    /// How the factor goes back to 1.
    pub shape: ShockShape,
    /// Indices of the reasons it acts on.
    pub reasons: Vec<usize>,
}

/// When a shock strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strike {
    /// Once: at the first such time of the week in the given week of the horizon, counted from the end of the warm-up.
    At {
        /// Week, from 0.
        week: usize,
        /// Day of the calendar's week, 0 = Monday.
        day: usize,
        /// Time after midnight, below 24 hours.
        time: Duration,
    },
    /// Every week at this time, the warm-up included.
    Weekly {
        /// Day of the calendar's week, 0 = Monday.
        day: usize,
        /// Time after midnight, below 24 hours.
        time: Duration,
    },
    /// By chance, as a Poisson process with this mean number per year of 365.25 days; it went on before time 0. The same
    /// instants in every arm.
    Random {
        /// Shocks per year, 0 or more.
        per_year: f64,
    },
}

/// How the factor of a shock goes back to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShockShape {
    /// The peak holds for this long, and then it is over.
    Step {
        /// Above 0.
        length: Duration,
    },
    /// The distance from 1 falls by half in each half-life. It is constant over each minute since the strike, at its mean
    /// over the minute, and over after 20 half-lives, with a millionth of the distance left.
    Decay {
        /// Above 0.
        half_life: Duration,
    },
}

const MINUTE: u64 = 60_000_000;
const HALF_LIVES: u64 = 20;
const YEAR_SECONDS: f64 = 365.25 * 86_400.0;

impl ShockShape {
    /// How long a shock lasts, in microseconds.
    fn lasts(self) -> u64 {
        match self {
            ShockShape::Step { length } => length.as_micros(),
            ShockShape::Decay { half_life } => {
                half_life.as_micros().saturating_mul(HALF_LIVES).div_ceil(MINUTE) * MINUTE
            }
        }
    }

    /// Share of the peak's distance from 1 at `after` microseconds, and until when, counted from the strike, it holds.
    fn at(self, after: u64) -> (f64, u64) {
        match self {
            ShockShape::Step { length } => (1.0, length.as_micros()),
            ShockShape::Decay { half_life } => {
                let minute = after / MINUTE;
                let decay = std::f64::consts::LN_2 * MINUTE as f64 / half_life.as_micros().max(1) as f64;
                let begins = crate::random::math::exp(-decay * minute as f64);
                let mean = (1.0 - crate::random::math::exp(-decay)) / decay;
                (begins * mean, (minute + 1) * MINUTE)
            }
        }
    }
}

/// One shock that strikes in a run, in microseconds since time 0 (negative: before).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Struck {
    from: i64,
    to: i64,
    peak: f64,
    shape: ShockShape,
}

/// The shocks of a run that act on one reason, in order of time.
#[derive(Clone, Debug, Default)]
pub(super) struct Shocks {
    struck: Vec<Struck>,
    /// Those before this one are over.
    first: usize,
}

impl Shocks {
    pub(super) fn new(shocks: &[Shock], reason: usize, calendar: &Calendar, stream: &Stream) -> Self {
        let mut struck = Vec::new();
        for (index, shock) in shocks.iter().enumerate() {
            if !shock.reasons.contains(&reason) {
                continue;
            }
            let lasts = shock.shape.lasts() as i64;
            let mut add = |from: i64| {
                if from + lasts > 0 {
                    struck.push(Struck { from, to: from + lasts, peak: shock.peak, shape: shock.shape });
                }
            };
            match shock.strike {
                Strike::At { week, day, time } => {
                    let begins = calendar.measured_from() + Duration::micros(WEEK * week as u64);
                    add(next_time_of_week(calendar, begins, day, time).as_micros() as i64);
                }
                Strike::Weekly { day, time } => {
                    let first = next_time_of_week(calendar, Instant::ZERO, day, time).as_micros() as i64;
                    let before = lasts / WEEK as i64 + 1;
                    let end = calendar.end().as_micros() as i64;
                    (-before..)
                        .map(|week| first + week * WEEK as i64)
                        .take_while(|at| *at < end)
                        .for_each(add);
                }
                Strike::Random { per_year } => {
                    let mut at = -lasts;
                    for number in 0u64.. {
                        let gap = stream.luck(Purpose::Shock, (index as u64) << 40 | number, 0).exponential();
                        at += Duration::from_seconds(gap * YEAR_SECONDS / per_year).as_micros() as i64;
                        if at >= calendar.end().as_micros() as i64 {
                            break;
                        }
                        add(at);
                    }
                }
            }
        }
        struck.sort_by_key(|shock| (shock.from, shock.to));
        Shocks { struck, first: 0 }
    }

    /// The factor in force at `now`, and until when it holds. Instants are asked for in order of time.
    pub(super) fn at(&mut self, now: Instant) -> (f64, Instant) {
        let now = now.as_micros() as i64;
        while self.struck.get(self.first).is_some_and(|shock| shock.to <= now) {
            self.first += 1;
        }
        let (mut factor, mut until) = (1.0, Instant::NEVER.as_micros() as i64);
        for shock in &self.struck[self.first..] {
            if shock.from > now {
                until = until.min(shock.from);
                break;
            }
            if shock.to > now {
                let (share, holds) = shock.shape.at((now - shock.from) as u64);
                factor *= 1.0 + (shock.peak - 1.0) * share;
                until = until.min(shock.from + holds as i64).min(shock.to);
            }
        }
        (factor, Instant::micros(until as u64))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.struck.is_empty()
    }
}

const WEEK: u64 = Duration::WEEK.as_micros();

/// The first instant from `from` on that is this time of the week.
fn next_time_of_week(calendar: &Calendar, from: Instant, day: usize, time: Duration) -> Instant {
    let (day_now, time_now) = calendar.day_and_time(from);
    let place = |day: usize, time: Duration| day as u64 * Duration::DAY.as_micros() + time.as_micros();
    let ahead = (place(day, time) + WEEK - place(day_now, time_now)) % WEEK;
    from + Duration::micros(ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        // Time 0 is Wednesday 06:00; the horizon begins a day later.
        let start = Duration::seconds(2 * 86_400 + 6 * 3_600);
        Calendar { start, warm_up: Duration::DAY, horizon: Duration::micros(WEEK * 500) }
    }

    fn shocks(shocks: &[Shock]) -> Shocks {
        Shocks::new(shocks, 0, &calendar(), &Stream::new(3, 0))
    }

    fn hours(hours: u64) -> Duration {
        Duration::seconds(3_600 * hours)
    }

    #[test]
    fn a_step_holds_from_the_stated_time_on_for_its_length() {
        let step = Shock {
            // Wednesday 12:00 of the horizon's first week, which begins on Thursday 06:00: six days later.
            strike: Strike::At { week: 0, day: 2, time: hours(12) },
            peak: 3.0,
            shape: ShockShape::Step { length: hours(2) },
            reasons: vec![0],
        };
        let strikes = Instant::ZERO + hours(7 * 24 + 6);
        let mut of = shocks(std::slice::from_ref(&step));
        assert_eq!(of.at(Instant::ZERO), (1.0, strikes));
        assert_eq!(of.at(strikes), (3.0, strikes + hours(2)));
        assert_eq!(of.at(strikes + hours(1)), (3.0, strikes + hours(2)));
        assert_eq!(of.at(strikes + hours(2)), (1.0, Instant::NEVER));
        let others = Shock { reasons: vec![1], ..step.clone() };
        assert!(shocks(&[others]).is_empty());
        // Two at once multiply.
        let half = Shock { peak: 0.5, ..step.clone() };
        assert_eq!(shocks(&[step, half]).at(strikes).0, 1.5);
    }

    #[test]
    fn a_decay_loses_half_of_its_distance_in_each_half_life() {
        let strike = Strike::At { week: 0, day: 3, time: hours(6) };
        let decay =
            Shock { strike, peak: 5.0, shape: ShockShape::Decay { half_life: hours(1) }, reasons: vec![0] };
        let mut of = shocks(&[decay]);
        let strikes = Instant::ZERO + hours(24);
        let mean = (1.0 - crate::random::math::pow(0.5, 1.0 / 60.0)) / (std::f64::consts::LN_2 / 60.0);
        let (first, until) = of.at(strikes);
        assert!((first - 1.0 - 4.0 * mean).abs() < 1e-12);
        assert_eq!(until, strikes + Duration::seconds(60));
        assert!((of.at(strikes + hours(3)).0 - 1.0 - 4.0 * mean / 8.0).abs() < 1e-12);
        // The sum over all minutes is the integral of the decay: 4 x half-life / ln 2 in minutes.
        let mut of = Shocks { first: 0, ..of };
        let minutes = (0..1_200).map(|minute| of.at(strikes + Duration::seconds(60 * minute)).0 - 1.0);
        let expected = 4.0 * 60.0 / std::f64::consts::LN_2;
        assert!((minutes.sum::<f64>() - expected).abs() < 1e-5 * expected);
        assert_eq!(of.at(strikes + hours(20)), (1.0, Instant::NEVER));
    }

    #[test]
    fn weekly_shocks_strike_every_week_and_reach_into_time_zero() {
        let weekly = Shock {
            strike: Strike::Weekly { day: 2, time: hours(0) },
            peak: 2.0,
            shape: ShockShape::Step { length: hours(8) },
            reasons: vec![0],
        };
        let mut of = shocks(&[weekly]);
        assert_eq!(of.at(Instant::ZERO), (2.0, Instant::ZERO + hours(2)));
        let next = Instant::ZERO + hours(7 * 24 - 6);
        assert_eq!(of.at(Instant::ZERO + hours(2)), (1.0, next));
        assert_eq!(of.at(next).0, 2.0);
    }

    /// 500 weeks at 52.18 a year: 500 expected, one registered gate.
    #[test]
    fn random_shocks_come_at_their_rate() {
        let random = Shock {
            strike: Strike::Random { per_year: 365.25 / 7.0 },
            peak: 2.0,
            shape: ShockShape::Step { length: hours(1) },
            reasons: vec![0],
        };
        let of = shocks(std::slice::from_ref(&random));
        let gate = crate::statistics::Gate::registered();
        assert!(gate.holds(of.struck.len() as f64, 500.0, 500f64.sqrt()), "{}", of.struck.len());
        assert!(of.struck.iter().all(|shock| shock.to > 0));
        assert!(shocks(&[Shock { strike: Strike::Random { per_year: 0.0 }, ..random }]).is_empty());
    }
}
