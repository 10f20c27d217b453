//! The figures of many resamples.

use super::jackknife::acceleration;
use crate::statistics::interval::{Confidence, Interval};
use crate::statistics::moments;
use crate::statistics::normal;
use crate::statistics::problem::Problem;

/// The figures of resamples in ascending order, and how many resamples had none.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    sorted: Vec<f64>,
    degenerate: usize,
}

impl Replicates {
    /// Takes one figure per resample; `None` or a number that is not finite is a *degenerate* resample (a column that
    /// does not vary, a singular matrix), counted and left out.
    pub fn new(figures: impl IntoIterator<Item = Option<f64>>) -> Self {
        let mut sorted = Vec::new();
        let mut degenerate = 0;
        for figure in figures {
            match figure.filter(|figure| figure.is_finite()) {
                Some(figure) => sorted.push(figure),
                None => degenerate += 1,
            }
        }
        sorted.sort_by(f64::total_cmp);
        Replicates { sorted, degenerate }
    }

    /// The figures, ascending.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// Resamples that had no figure.
    pub fn degenerate(&self) -> usize {
        self.degenerate
    }

    /// Mean of the figures; `None` without any.
    pub fn mean(&self) -> Option<f64> {
        moments::mean(&self.sorted)
    }

    /// Bootstrap standard error: the standard deviation of the figures. `None` with fewer than two.
    pub fn standard_error(&self) -> Option<f64> {
        moments::standard_deviation(&self.sorted)
    }

    /// The percentile interval: the figures with shares `(1 - confidence) / 2` below and above. Source: Efron (1979),
    /// Efron and Tibshirani (1993), section 13.3.
    pub fn percentile(&self, confidence: Confidence) -> Result<Interval, Problem> {
        let tail = 0.5 * confidence.miss();
        Ok(Interval { low: self.at(tail)?, high: self.at(1.0 - tail)? })
    }

    /// The bias-corrected and accelerated interval of the sample's figure `estimate`.
    ///
    /// The shares of the percentile interval are moved to `Phi(z0 + (z0 + z) / (1 - a (z0 + z)))`, with `z0` the normal
    /// quantile of the share of figures below the estimate (those equal to it count half, because figures of ratings are
    /// grainy) and `a` the acceleration of the `jackknife` figures ([`acceleration`]). Second-order correct where the
    /// percentile interval is first-order. Source: Efron (1987); Efron and Tibshirani (1993), section 14.3. Fails when all
    /// figures lie on one side of the estimate.
    pub fn accelerated(
        &self,
        estimate: f64,
        jackknife: &[f64],
        confidence: Confidence,
    ) -> Result<Interval, Problem> {
        self.accelerated_by(estimate, acceleration(jackknife)?, confidence)
    }

    /// [`Replicates::accelerated`] with a known acceleration.
    pub fn accelerated_by(
        &self,
        estimate: f64,
        acceleration: f64,
        confidence: Confidence,
    ) -> Result<Interval, Problem> {
        let bias = self.bias_correction(estimate)?;
        let share = |probability: f64| {
            let z = bias + normal::quantile(probability);
            normal::cumulative(bias + z / (1.0 - acceleration * z))
        };
        let tail = 0.5 * confidence.miss();
        let (low, high) = (self.at(share(tail))?, self.at(share(1.0 - tail))?);
        Ok(Interval { low: low.min(high), high: high.max(low) })
    }

    /// `z0`: the normal quantile of the share of figures below `estimate`, ties counting half.
    pub fn bias_correction(&self, estimate: f64) -> Result<f64, Problem> {
        let below = self.sorted.partition_point(|&figure| figure < estimate);
        let up_to = self.sorted.partition_point(|&figure| figure <= estimate);
        let share = 0.5 * (below + up_to) as f64 / self.enough()? as f64;
        if share <= 0.0 || share >= 1.0 {
            let why = "all figures of the resamples lie on one side of the sample's own";
            return Err(Problem::Undefined { what: "the accelerated interval", why });
        }
        Ok(normal::quantile(share))
    }

    /// The figure at a share, interpolated between the order statistics at `(B + 1) share`, ends held.
    fn at(&self, share: f64) -> Result<f64, Problem> {
        let last = self.enough()? - 1;
        let position = (share * (self.sorted.len() + 1) as f64 - 1.0).clamp(0.0, last as f64);
        let below = position.floor() as usize;
        let above = (below + 1).min(last);
        Ok(self.sorted[below] + (position - below as f64) * (self.sorted[above] - self.sorted[below]))
    }

    fn enough(&self) -> Result<usize, Problem> {
        match self.sorted.len() {
            given @ 0..2 => Err(Problem::TooFew {
                what: "a bootstrap interval",
                unit: "resamples with a figure",
                given,
                needed: 2,
            }),
            given => Ok(given),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    fn level(level: f64) -> Confidence {
        Confidence::new(level).expect("a level")
    }

    /// 1 to 999 in a scrambled order: share p lies at 1 000 p.
    fn thousand() -> Replicates {
        Replicates::new((1..1_000).map(|i| Some(f64::from(i * 7 % 1_000))))
    }

    #[test]
    fn percentiles_are_order_statistics() {
        let of = thousand().percentile(level(0.9)).expect("figures");
        assert_close(of.low, 50.0, 1e-12);
        assert_close(of.high, 950.0, 1e-12);
        assert_eq!(thousand().mean(), Some(500.0));
    }

    #[test]
    fn without_bias_or_acceleration_the_accelerated_interval_is_the_percentile_one() {
        let replicates = thousand();
        assert_close(replicates.bias_correction(500.0).expect("figures"), 0.0, 1e-12);
        let of = replicates.accelerated_by(500.0, 0.0, level(0.9)).expect("figures");
        assert_close(of.low, 50.0, 1e-9);
        assert_close(of.high, 950.0, 1e-9);
        // By the formula, to scipy's normal distribution: z0 = ppf(0.6), a = 0.05.
        let of = replicates.accelerated_by(600.1, 0.05, level(0.9)).expect("figures");
        let z0 = normal::quantile(600.0 / 999.0);
        let share = |z: f64| normal::cumulative(z0 + (z0 + z) / (1.0 - 0.05 * (z0 + z)));
        assert_close(of.low, 1_000.0 * share(-1.644_853_626_951_472_7), 1e-10);
        assert_close(of.high, 1_000.0 * share(1.644_853_626_951_472_7), 1e-10);
    }

    #[test]
    fn degenerate_resamples_are_counted_and_left_out() {
        let of = Replicates::new([Some(2.0), None, Some(f64::NAN), Some(1.0), Some(f64::INFINITY)]);
        assert_eq!((of.sorted(), of.degenerate()), (&[1.0, 2.0][..], 3));
        assert!(matches!(
            Replicates::new([None, Some(1.0)]).percentile(level(0.9)),
            Err(Problem::TooFew { given: 1, .. })
        ));
        assert!(matches!(of.accelerated_by(0.5, 0.0, level(0.9)), Err(Problem::Undefined { .. })));
        assert!(Replicates::new([]).standard_error().is_none());
    }
}
