//! What one replication of one arm hands over: numerators and denominators by scope, the wait histograms, and the errors
//! that must be printed.

use hdrhistogram::Histogram;

use crate::metrics::{Metric, WaitCounts};

/// What a row of facts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole run.
    Total,
    /// One segment, by index.
    Segment(usize),
    /// One reason, by index.
    Reason(usize),
    /// One team, by index.
    Team(usize),
    /// One half-hour of the day, 0 to 47, over all days of the horizon.
    Interval(usize),
    /// One week of the horizon, from 0.
    Week(usize),
}

/// A fact as numerator and denominator; for totals and quantiles the denominator is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact {
    /// Sum in the numerator.
    pub numerator: f64,
    /// Sum in the denominator.
    pub denominator: f64,
}

/// The facts of one replication of one arm.
#[derive(Clone, Debug)]
pub struct ReplicationFacts {
    /// Rows in a fixed order: the same scopes and metrics for every replication and arm of one scenario; `None` where a
    /// metric does not apply to the scope at all.
    pub scopes: Vec<(Scope, Vec<Option<Fact>>)>,
    /// Waits of the whole run and of each reason.
    pub waits: Waits,
    /// Primary arrivals whose rate exceeded the majorant: a counted, printed error.
    pub majorant_exceeded: u64,
    /// Newcomers for whom no slot was left: a counted, printed error.
    pub slots_exhausted: u64,
}

/// Waits, pooled and by reason.
#[derive(Clone, Debug)]
pub struct Waits {
    /// All reasons.
    pub total: WaitCounts,
    /// By reason.
    pub by_reason: Vec<WaitCounts>,
}

/// Waits of all replications in milliseconds, pooled and by reason.
#[derive(Clone, Debug)]
pub struct WaitHistograms {
    /// All reasons.
    pub total: Histogram<u64>,
    /// By reason.
    pub by_reason: Vec<Histogram<u64>>,
}

impl Waits {
    /// Adds the waits of another replication of the same arm.
    pub fn add(&mut self, other: &Waits) {
        self.total.add(&other.total);
        self.by_reason.iter_mut().zip(&other.by_reason).for_each(|(sum, waits)| sum.add(waits));
    }

    /// The same waits as histograms.
    pub fn histograms(&self) -> WaitHistograms {
        WaitHistograms {
            total: self.total.histogram(),
            by_reason: self.by_reason.iter().map(WaitCounts::histogram).collect(),
        }
    }
}

impl ReplicationFacts {
    /// The fact of `metric` in the row `scope`, if it applies.
    pub fn fact(&self, scope: Scope, metric: Metric) -> Option<Fact> {
        let (_, row) = self.scopes.iter().find(|(of, _)| *of == scope)?;
        row[metric as usize]
    }
}
