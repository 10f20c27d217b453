//! What a case is: a queue, and the figures of it that are known.

use super::read::{Reading, Scale};
use super::setup::Setup;

/// Largest standard error allowed, as a share of the known value.
pub(super) const PRECISION: f64 = 0.005;
/// How near a figure without noise must be to its known value, as a share of it.
pub(super) const ROUNDING: f64 = 1e-9;

/// A queue whose figures are known.
pub(super) struct Case {
    /// Name in the collection of reference cases.
    pub id: &'static str,
    /// The queue in the field's notation.
    pub model: &'static str,
    /// Where the known values come from.
    pub source: &'static str,
    /// Whether it is cheap enough for the quick subset, which takes less than 20 s of processor time in all.
    pub quick: bool,
    /// Length of the time unit of the known values, in seconds.
    pub unit_s: f64,
    /// Replications of the first round.
    pub pilot: u64,
    /// Replications after which the case gives up on precision.
    pub most: u64,
    /// What is run.
    pub setup: Setup,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// One figure of a case.
pub(super) struct Figure {
    /// Its name in the collection of reference cases.
    pub metric: &'static str,
    /// Which of several figures of that name, such as the instant; mostly empty.
    pub at: &'static str,
    /// What is known of it.
    pub known: Known,
    /// Where it is read.
    pub reading: Reading,
    /// Whether it carries the time unit.
    pub scale: Scale,
    /// How replications become an estimate.
    pub estimator: Estimator,
}

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Known {
    /// Its value, to the last digit.
    Exact(f64),
    /// Its value up to the noise of whoever simulated it, and up to how it was printed.
    Published {
        /// The value printed.
        value: f64,
        /// Its standard error: from the printed interval, or worked out for the printed number of replications.
        error: PublishedError,
        /// How far rounding may have moved the printed value.
        rounding: f64,
    },
}

/// The noise of a published value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PublishedError {
    /// An interval was printed.
    Interval {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// Its confidence.
        confidence: f64,
        /// Replications behind it.
        replications: u64,
    },
    /// The standard deviation of single replications was printed.
    Deviation {
        /// The deviation.
        sd: f64,
        /// Replications behind the value.
        replications: u64,
    },
    /// Only the number of replications was printed: each has the spread of one of ours.
    Replications(u64),
}

/// How replications become an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Estimator {
    /// Sum of numerators over sum of denominators.
    Ratio,
    /// The quantile of the pooled waits at this share.
    WaitQuantile(f64),
    /// Standard deviation of the numerators over replications.
    Deviation,
    /// Variance of the numerators over their mean.
    Dispersion,
    /// The same in every replication; no noise.
    Fixed,
}

impl Case {
    /// A case with the usual number of replications.
    pub fn new(id: &'static str, model: &'static str, source: &'static str, setup: Setup) -> Self {
        Case {
            id,
            model,
            source,
            quick: false,
            unit_s: 60.0,
            pilot: 40,
            most: 4_000,
            setup,
            figures: Vec::new(),
        }
    }

    /// The same case in the quick subset.
    pub fn quick(self) -> Self {
        Case { quick: true, ..self }
    }

    /// The same case with a time unit of so many seconds.
    pub fn unit(self, seconds: f64) -> Self {
        Case { unit_s: seconds, ..self }
    }

    /// The same case with so many replications at first and at most.
    pub fn replications(self, pilot: u64, most: u64) -> Self {
        Case { pilot, most, ..self }
    }

    /// The same case with these figures.
    pub fn figures(self, figures: impl IntoIterator<Item = Figure>) -> Self {
        Case { figures: figures.into_iter().collect(), ..self }
    }
}

impl Figure {
    /// A figure known exactly, estimated as a ratio of sums.
    pub fn exact(metric: &'static str, value: f64, reading: Reading) -> Self {
        let scale = reading.natural_scale();
        Figure { metric, at: "", known: Known::Exact(value), reading, scale, estimator: Estimator::Ratio }
    }

    /// A figure that somebody simulated and printed with an interval.
    pub fn published(metric: &'static str, value: f64, error: PublishedError, reading: Reading) -> Self {
        let known = Known::Published { value, error, rounding: 0.0 };
        Figure { known, ..Figure::exact(metric, value, reading) }
    }

    /// The same figure, printed to the nearest `step`.
    pub fn rounded(self, step: f64) -> Self {
        let known = match self.known {
            Known::Published { value, error, .. } => Known::Published { value, error, rounding: step / 2.0 },
            exact => exact,
        };
        Figure { known, ..self }
    }

    /// The same figure with a word on which one it is.
    pub fn at(self, at: &'static str) -> Self {
        Figure { at, ..self }
    }

    /// The same figure as a time: seconds are turned into the unit of the case.
    pub fn time(self) -> Self {
        Figure { scale: Scale::Time, ..self }
    }

    /// The same figure as a rate: per second is turned into per unit of the case.
    pub fn rate(self) -> Self {
        Figure { scale: Scale::Rate, ..self }
    }

    /// The same figure by another estimator.
    pub fn by(self, estimator: Estimator) -> Self {
        Figure { estimator, ..self }
    }
}

impl Known {
    /// The value itself.
    pub fn value(&self) -> f64 {
        match self {
            Known::Exact(value) | Known::Published { value, .. } => *value,
        }
    }
}
