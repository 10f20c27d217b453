//! When primary contacts arrive.
//!
//! | file | holds |
//! | --- | --- |
//! | here | what a reason's arrivals may be |
//! | `week_pattern.rs` | a value per quarter of the week |
//! | `fluctuation.rs`, `shock.rs` | what multiplies demand: busy days, a wrong forecast, outages |
//! | `course.rs` | the factor on a reason's demand as time goes on |
//! | `clock.rs`, `daily.rs` | arrivals at rates; a number a day |
//! | `primary.rs` | the primary stream: arrivals of all reasons in order of time |
//! | `finite.rs` | a finite population of callers |
//! | `anonymous.rs` | the demand of a bare operation |
//!
//! All arrivals but those of a finite population are exogenous: they depend on the seed and the replication alone, not on
//! what happens in the centre, and each reason has luck of its own.

mod anonymous;
mod clock;
mod course;
mod daily;
mod finite;
mod fluctuation;
mod primary;
mod shock;
mod week_pattern;

use std::sync::Arc;

use crate::operation::centre::QUARTERS_PER_WEEK;
use crate::time::Instant;

pub use anonymous::AnonymousDemand;
pub use finite::next_call;
pub use fluctuation::{Fluctuation, VolumeLaw};
pub use primary::{PrimaryStream, complaint_number, issue_number};
pub use shock::{Shock, ShockShape, Strike};
pub use week_pattern::WeekPattern;

/// The primary arrivals of a service: what each reason's are, and what multiplies them.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivalModel {
    /// One entry per reason.
    pub reasons: Vec<Arrivals>,
    /// Chance that acts on all that is not replayed and not a finite population.
    pub fluctuation: Fluctuation,
    /// The busyness of each reason where some differ; empty where all have the same. Volume is that of `fluctuation`.
    pub busyness: Vec<Fluctuation>,
    /// Events that raise or lower demand for a time; several at once multiply.
    pub shocks: Vec<Shock>,
}

/// The primary arrivals of one reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// A Poisson process, given the factors of fluctuation and shocks.
    Rates(WeekPattern),
    /// A number a day, each arrival at an independent time.
    Daily(Daily),
    /// Exactly these instants, in order of time; made by [`Arrivals::replay`]. Nothing multiplies them.
    Replay(Arc<[Instant]>),
    /// A finite population of callers. Nothing multiplies it. Only for a bare operation.
    Sources(Sources),
}

/// A number of arrivals a day: round(factor x normal(mean, sd)), at least 0, where the factor is that of the day's busyness,
/// of volume and of shocks. With an sd of 0 and no factor it is fixed. Times are independent: the quarter of an hour by its
/// weight, uniform within it, so that counts per quarter are multinomial.
#[derive(Clone, Debug, PartialEq)]
pub struct Daily {
    /// Mean number on Monday ... Sunday, 0 or more.
    pub mean: [f64; 7],
    /// Standard deviation of the number on Monday ... Sunday, 0 or more.
    pub sd: [f64; 7],
    /// Weight of each quarter of the week, 0 or more; only its share of its own day counts. A day without weight has no
    /// arrivals.
    pub weights: WeekPattern,
}

/// So many callers, each of whom makes contact at a constant rate while idle: a finite source, as in M/M/c//N. A caller is
/// not idle from making contact until the contact is closed and no redial or repeat follows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sources {
    /// Callers.
    pub count: u32,
    /// Contacts per hour of idle time of each, above 0.
    pub per_idle_hour: f64,
}

impl ArrivalModel {
    /// Poisson arrivals at these rates per hour, one pattern per reason, and nothing that multiplies them.
    pub fn rates(per_hour: &[WeekPattern]) -> Self {
        ArrivalModel {
            reasons: per_hour.iter().cloned().map(Arrivals::Rates).collect(),
            fluctuation: Fluctuation::none(),
            busyness: Vec::new(),
            shocks: Vec::new(),
        }
    }

    /// How the demand of a reason fluctuates.
    pub fn fluctuation_of(&self, reason: usize) -> &Fluctuation {
        self.busyness.get(reason).unwrap_or(&self.fluctuation)
    }

    /// The same, with a gamma factor of this coefficient of variation that all reasons share within a day.
    pub fn busy(per_hour: &[WeekPattern], busyness_cv: f64) -> Self {
        ArrivalModel { fluctuation: Fluctuation::busyness(busyness_cv), ..ArrivalModel::rates(per_hour) }
    }

    /// Whether the arrivals of some reason are a finite population of callers.
    pub fn has_sources(&self) -> bool {
        self.reasons.iter().any(|arrivals| matches!(arrivals, Arrivals::Sources(_)))
    }

    /// Mean arrivals per hour of each reason; see [`Arrivals::mean_per_hour`].
    pub fn mean_per_hour(&self) -> Vec<WeekPattern> {
        self.reasons.iter().map(Arrivals::mean_per_hour).collect()
    }
}

impl Arrivals {
    /// The arrivals of a log: the instants in order of time.
    pub fn replay(mut instants: Vec<Instant>) -> Self {
        instants.sort_unstable();
        Arrivals::Replay(instants.into())
    }

    /// Mean arrivals per hour in each quarter of the week without shocks: for a finite population while everybody is idle;
    /// 0 for a replay, which has no law.
    pub fn mean_per_hour(&self) -> WeekPattern {
        WeekPattern { values: (0..QUARTERS_PER_WEEK).map(|quarter| self.mean_per_hour_in(quarter)).collect() }
    }

    /// The same in one quarter of the week.
    pub fn mean_per_hour_in(&self, quarter: usize) -> f64 {
        match self {
            Arrivals::Rates(pattern) => pattern.values[quarter],
            Arrivals::Daily(daily) => daily.mean_per_hour_in(quarter),
            Arrivals::Replay(_) => 0.0,
            Arrivals::Sources(sources) => f64::from(sources.count) * sources.per_idle_hour,
        }
    }

    /// Whether any contact ever comes.
    pub fn comes_at_all(&self) -> bool {
        match self {
            Arrivals::Replay(instants) => !instants.is_empty(),
            _ => (0..QUARTERS_PER_WEEK).any(|quarter| self.mean_per_hour_in(quarter) > 0.0),
        }
    }

    /// Whether the stream can be drawn at more than its own rate, to leave room for arms in which demand is higher.
    pub fn can_grow(&self) -> bool {
        matches!(self, Arrivals::Rates(_) | Arrivals::Daily(_))
    }

    /// The same with `factor` times as many arrivals in the mean. A replay stays as it is.
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Arrivals::Rates(pattern) => Arrivals::Rates(pattern.scaled(factor)),
            Arrivals::Daily(daily) => Arrivals::Daily(Daily {
                mean: daily.mean.map(|mean| mean * factor),
                sd: daily.sd.map(|sd| sd * factor),
                weights: daily.weights.clone(),
            }),
            Arrivals::Replay(instants) => Arrivals::Replay(Arc::clone(instants)),
            Arrivals::Sources(sources) => {
                Arrivals::Sources(Sources { per_idle_hour: sources.per_idle_hour * factor, ..*sources })
            }
        }
    }
}

impl Daily {
    fn mean_per_hour_in(&self, quarter: usize) -> f64 {
        let quarters_per_day = QUARTERS_PER_WEEK / 7;
        let day = quarter / quarters_per_day;
        let total: f64 = self.weights.values[day * quarters_per_day..][..quarters_per_day].iter().sum();
        if total > 0.0 { 4.0 * self.mean[day] * self.weights.values[quarter] / total } else { 0.0 }
    }
}

#[cfg(test)]
mod tests;
