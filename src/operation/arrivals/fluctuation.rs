//! Busy days and wrong forecasts: chance that acts on demand as a whole.

use crate::random::{Distribution, Purpose, Stream, gamma_at_normal, math};

/// Factors of mean 1 on demand.
///
/// *Busyness*: each day has a factor, gamma with mean 1, exactly, whatever the correlation: a stationary first-order
/// autoregression on the normal scale (z of a day = rho x z of the day before + sqrt(1 - rho^2) x chance) goes through the
/// normal distribution function into the gamma quantile function: a Gaussian copula. A day lasts from midnight to midnight.
/// *Volume*: one factor for the whole run: demand is not what was forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fluctuation {
    /// Coefficient of variation of the factor of a day, 0 or more; 0 means none.
    pub busyness_cv: f64,
    /// Correlation of the normal scores of two days in a row, above -1 and below 1.
    pub correlation: f64,
    /// Whether all reasons share one busyness; else each has its own, independent of the others.
    pub shared: bool,
    /// Coefficient of variation of the factor of a run, the same for all reasons, 0 or more; 0 means none.
    pub volume_cv: f64,
    /// Law of that factor.
    pub volume_law: VolumeLaw,
}

/// Law of the factor on the demand of a whole run; its mean is 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VolumeLaw {
    /// Gamma.
    #[default]
    Gamma,
    /// Lognormal.
    Lognormal,
}

impl Fluctuation {
    /// Every day and every run like any other.
    pub fn none() -> Self {
        Fluctuation {
            busyness_cv: 0.0,
            correlation: 0.0,
            shared: true,
            volume_cv: 0.0,
            volume_law: VolumeLaw::Gamma,
        }
    }

    /// Independent busyness of each day, shared by all reasons.
    pub fn busyness(cv: f64) -> Self {
        Fluctuation { busyness_cv: cv, ..Fluctuation::none() }
    }

    /// The factor on the demand of the run.
    pub(super) fn volume(&self, stream: &Stream) -> f64 {
        let law = match self.volume_law {
            VolumeLaw::Gamma => Distribution::gamma(1.0, self.volume_cv),
            VolumeLaw::Lognormal => Distribution::lognormal(1.0, self.volume_cv),
        };
        // A coefficient of variation of 0 is no law: the factor is 1.
        law.map_or(1.0, |law| law.sample(&mut stream.luck(Purpose::Volume, 0, 0)))
    }
}

/// The busyness of day after day, for one reason or for all.
#[derive(Clone, Debug)]
pub(super) struct Busyness {
    shape: f64,
    correlation: f64,
    /// Key of its luck besides the day.
    whose: u64,
    stream: Stream,
    /// The day that stands, its normal score and its factor; `None` before the first day.
    day: Option<u64>,
    z: f64,
    factor: f64,
}

impl Busyness {
    /// That of `reason`, or the shared one.
    pub(super) fn new(fluctuation: &Fluctuation, reason: usize, stream: Stream) -> Self {
        let cv = fluctuation.busyness_cv;
        Busyness {
            shape: if cv > 0.0 { 1.0 / (cv * cv) } else { f64::INFINITY },
            correlation: fluctuation.correlation,
            whose: if fluctuation.shared { 0 } else { (reason as u64 + 1) << 40 },
            stream,
            day: None,
            z: 0.0,
            factor: 1.0,
        }
    }

    /// Whether days differ.
    pub(super) fn varies(&self) -> bool {
        self.shape.is_finite()
    }

    /// The factor of a day; days are asked for in order. The first day of all is `first`.
    pub(super) fn of(&mut self, day: u64, first: u64) -> f64 {
        if !self.varies() || self.day == Some(day) {
            return self.factor;
        }
        let chance = |day: u64| self.stream.luck(Purpose::Busyness, self.whose | day, 0).normal();
        let rho = self.correlation;
        if rho == 0.0 {
            self.z = chance(day);
        } else {
            let (mut at, mut z) = self.day.map_or_else(|| (first, chance(first)), |at| (at, self.z));
            while at < day {
                at += 1;
                z = rho * z + math::sqrt(1.0 - rho * rho) * chance(at);
            }
            self.z = z;
        }
        self.day = Some(day);
        self.factor = gamma_at_normal(self.shape, self.z) / self.shape;
        self.factor
    }
}
