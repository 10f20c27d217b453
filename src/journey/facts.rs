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

/// The facts of one scope, in the order of the catalogue: those of the metrics that apply to it.
///
/// Which they are is a set of bits. Not one metric in three applies to a half-hour of the day, and the rows of thousands of
/// replications are held at once: places for what does not apply would be most of a run's memory.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    applies: [u64; WORDS],
    facts: Box<[Fact]>,
}

/// Metrics to a word of bits.
const WORD: usize = u64::BITS as usize;
const WORDS: usize = Metric::COUNT.div_ceil(WORD);

impl FactRow {
    /// A row of what stands here for each metric, in the order of the catalogue; `None` for those that do not apply.
    pub fn of(by_metric: &[Option<Fact>; Metric::COUNT]) -> Self {
        let mut applies = [0; WORDS];
        for (metric, fact) in by_metric.iter().enumerate() {
            applies[metric / WORD] |= u64::from(fact.is_some()) << (metric % WORD);
        }
        let mut facts = Vec::with_capacity(by_metric.iter().flatten().count());
        facts.extend(by_metric.iter().flatten());
        FactRow { applies, facts: facts.into() }
    }

    /// The fact of a metric, if it applies.
    pub fn get(&self, metric: Metric) -> Option<Fact> {
        let (word, bit) = (metric as usize / WORD, metric as usize % WORD);
        let before = self.applies[word] & ((1 << bit) - 1);
        let of_words = self.applies[..word].iter().map(|word| word.count_ones()).sum::<u32>();
        let place = (of_words + before.count_ones()) as usize;
        (self.applies[word] >> bit & 1 == 1).then(|| self.facts[place])
    }
}

/// Rows of facts in a fixed order: the same scopes and metrics for every replication and arm of one scenario.
pub type Rows = Vec<(Scope, FactRow)>;

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
        row.get(metric)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::ALL;

    #[test]
    fn a_row_gives_back_what_applies() {
        let fact = |metric: usize| Fact { numerator: metric as f64, denominator: 1.0 };
        for step in [1, 2, 3, 63, 64, 65, Metric::COUNT - 1] {
            let by_metric: [Option<Fact>; Metric::COUNT] =
                std::array::from_fn(|metric| (metric % step == 0).then(|| fact(metric)));
            let row = FactRow::of(&by_metric);
            let given: Vec<Option<Fact>> = ALL.iter().map(|entry| row.get(entry.metric)).collect();
            assert_eq!(given, by_metric, "every metric in {step}");
        }
        let row = FactRow::of(&[None; Metric::COUNT]);
        assert!(ALL.iter().all(|entry| row.get(entry.metric).is_none()));
    }
}
