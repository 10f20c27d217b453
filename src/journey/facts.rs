//! What one replication of one arm hands over: numerators and denominators by scope, the wait histograms, and the errors
//! that must be printed.

use crate::metrics::{Metric, Waits};

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

/// Rows of facts in a fixed order: the same scopes and metrics for every replication and arm of one scenario; `None` where a
/// metric does not apply to the scope at all.
pub type Rows = Vec<(Scope, Vec<Option<Fact>>)>;

/// The facts of one replication of one arm.
#[derive(Clone, Debug)]
pub struct ReplicationFacts {
    /// A row for each scope.
    pub scopes: Rows,
    /// Waits by scope. Of arms that differ in prices alone and share a run, the first has them.
    pub waits: Waits,
    /// Primary arrivals whose rate exceeded the majorant: a counted, printed error.
    pub majorant_exceeded: u64,
    /// Newcomers for whom no slot was left: a counted, printed error.
    pub slots_exhausted: u64,
}

/// The shares of waits that the quantile metrics speak of.
pub const WAIT_QUANTILES: [(Metric, f64); 4] =
    [(Metric::WaitP50, 0.5), (Metric::WaitP90, 0.9), (Metric::WaitP95, 0.95), (Metric::WaitP99, 0.99)];

impl Scope {
    /// The waits of the scope in seconds at the shares of [`WAIT_QUANTILES`]; `None` where nobody could wait, or waits are not kept.
    pub fn wait_quantiles(self, waits: &Waits) -> Option<[f64; 4]> {
        let shares = WAIT_QUANTILES.map(|(_, share)| share);
        let millis = match self {
            Scope::Total => waits.quantiles(shares),
            Scope::Segment(at) => waits.quantiles_of_segment(at, shares),
            Scope::Reason(at) => waits.quantiles_of_reason(at, shares),
            Scope::Team(at) => waits.quantiles_of_team(at, shares),
            Scope::Interval(at) => {
                return Some(waits.quantiles_of_interval(at, shares)?.map(|millis| millis / 1_000.0));
            }
            Scope::Week(at) => {
                return Some(waits.quantiles_of_week(at, shares)?.map(|millis| millis / 1_000.0));
            }
        };
        Some(millis?.map(|millis| millis as f64 / 1_000.0))
    }
}

impl ReplicationFacts {
    /// The fact of `metric` in the row `scope`, if it applies.
    pub fn fact(&self, scope: Scope, metric: Metric) -> Option<Fact> {
        let (_, row) = self.scopes.iter().find(|(of, _)| *of == scope)?;
        row[metric as usize]
    }
}
