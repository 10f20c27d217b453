//! What one replication of one arm hands over: numerators and denominators by scope, the wait histograms, and the errors
//! that must be printed.

use crate::metrics::{Metric, WaitCounts, WaitsOfDay, WaitsOfWeek};

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
    /// Waits by scope.
    pub waits: Waits,
    /// Primary arrivals whose rate exceeded the majorant: a counted, printed error.
    pub majorant_exceeded: u64,
    /// Newcomers for whom no slot was left: a counted, printed error.
    pub slots_exhausted: u64,
}

/// The shares of waits that the quantile metrics speak of.
pub const WAIT_QUANTILES: [(Metric, f64); 4] =
    [(Metric::WaitP50, 0.5), (Metric::WaitP90, 0.9), (Metric::WaitP95, 0.95), (Metric::WaitP99, 0.99)];

/// Waits by scope, of one replication or of several of the same arm.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    /// All contacts.
    pub total: WaitCounts,
    /// By segment.
    pub by_segment: Vec<WaitCounts>,
    /// By reason.
    pub by_reason: Vec<WaitCounts>,
    /// By team, of what it answered first.
    pub by_team: Vec<WaitCounts>,
    /// By half-hour of the day.
    pub of_day: WaitsOfDay,
    /// By week of the horizon.
    pub of_week: WaitsOfWeek,
}

impl Waits {
    /// Adds the waits of another replication of the same arm.
    pub fn add(&mut self, other: &Waits) {
        self.total.add(&other.total);
        for (sums, others) in [
            (&mut self.by_segment, &other.by_segment),
            (&mut self.by_reason, &other.by_reason),
            (&mut self.by_team, &other.by_team),
        ] {
            sums.iter_mut().zip(others).for_each(|(sum, waits)| sum.add(waits));
        }
        self.of_day.add(&other.of_day);
        self.of_week.add(&other.of_week);
    }

    /// The waits of a scope in seconds at the shares of [`WAIT_QUANTILES`]; `None` where nobody could wait, or waits are not kept.
    pub fn quantiles(&self, scope: Scope) -> Option<[f64; 4]> {
        let shares = WAIT_QUANTILES.map(|(_, share)| share);
        let counts = match scope {
            Scope::Total => &self.total,
            Scope::Segment(at) => self.by_segment.get(at)?,
            Scope::Reason(at) => self.by_reason.get(at)?,
            Scope::Team(at) => self.by_team.get(at)?,
            Scope::Interval(at) => {
                return Some(self.of_day.at_quantiles(at, shares)?.map(|millis| millis / 1_000.0));
            }
            Scope::Week(at) => {
                return Some(self.of_week.at_quantiles(at, shares)?.map(|millis| millis / 1_000.0));
            }
        };
        let millis = (!counts.is_empty()).then(|| counts.at_quantiles(shares))?;
        Some(millis.map(|millis| millis as f64 / 1_000.0))
    }
}

impl ReplicationFacts {
    /// The fact of `metric` in the row `scope`, if it applies.
    pub fn fact(&self, scope: Scope, metric: Metric) -> Option<Fact> {
        let (_, row) = self.scopes.iter().find(|(of, _)| *of == scope)?;
        row[metric as usize]
    }
}
