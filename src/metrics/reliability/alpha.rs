//! Cronbach's alpha, raw and standardised: two figures that tools print under one name.

use crate::metrics::problem::MetricProblem;
use crate::statistics::{Confidence, Covariance, Interval, Problem, normal};

/// Alpha of `k` items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha {
    /// From covariances: `k / (k - 1) (1 - sum(s_j^2) / s_T^2)`, with the variance of the sum of the items. Source:
    /// Cronbach (1951).
    pub raw: f64,
    /// From correlations, as if every item had the same spread: `k r / (1 + (k - 1) r)` with the mean correlation r.
    pub standardised: f64,
    /// Mean correlation between items.
    pub mean_correlation: f64,
    /// Items.
    pub items: usize,
    /// Rows.
    pub n: usize,
}

/// Alpha of the columns of a covariance matrix. Needs two items that vary; below 0 where the items run against each
/// other (turn those asked the other way round first), at most 1.
pub fn alpha(covariance: &Covariance) -> Result<Alpha, MetricProblem> {
    let k = covariance.columns();
    if k < 2 {
        return Err(MetricProblem::WrongNumber { what: "items of a scale", given: k, needed: 2 });
    }
    let correlation = covariance.correlation()?;
    let items = k as f64;
    let total = covariance.matrix.sum();
    if total <= 0.0 {
        return Err(Problem::Constant { what: "the sum of the items".to_string() }.into());
    }
    let mean_correlation = (correlation.sum() - items) / (items * (items - 1.0));
    Ok(Alpha {
        raw: items / (items - 1.0) * (1.0 - covariance.matrix.trace() / total),
        standardised: items * mean_correlation / (1.0 + (items - 1.0) * mean_correlation),
        mean_correlation,
        items: k,
        n: covariance.n,
    })
}

impl Alpha {
    /// Interval of the raw alpha by its logarithm: `1 - exp(ln(1 - alpha) -+ z sqrt(2 k / ((k - 1)(n - 2))))`. Source: Bonett
    /// (2002), "Sample size requirements for testing and estimating coefficient alpha"; for normal parallel items, else
    /// resample. Absent with fewer than three rows or an alpha of 1.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        if self.n < 3 || self.raw >= 1.0 {
            return None;
        }
        let k = self.items as f64;
        let spread = (2.0 * k / ((k - 1.0) * (self.n as f64 - 2.0))).sqrt();
        let half = normal::critical_value(confidence.miss()) * spread;
        let end = |sign: f64| 1.0 - (1.0 - self.raw) * libm::exp(sign * half);
        Some(Interval { low: end(1.0), high: end(-1.0) })
    }

    /// Standard error of measurement: the spread that answering again would have, `s sqrt(1 - alpha)` for a scale with the
    /// standard deviation `deviation`.
    pub fn measurement_error(&self, deviation: f64) -> f64 {
        deviation * (1.0 - self.raw).max(0.0).sqrt()
    }
}

/// Alpha (raw) of the scale without each of its items in turn: an item whose removal lifts it is a weak one. Needs three
/// items.
pub fn without_each(covariance: &Covariance) -> Result<Vec<f64>, MetricProblem> {
    let k = covariance.columns();
    (0..k)
        .map(|left_out| {
            let rest: Vec<usize> = (0..k).filter(|&item| item != left_out).collect();
            Ok(alpha(&covariance.of_columns(&rest))?.raw)
        })
        .collect()
}

/// Reliability of a scale made `factor` times as long with items of the same kind: `f r / (1 + (f - 1) r)`; below 1 for a
/// shortened survey. Source: Spearman (1910), Brown (1910).
pub fn spearman_brown(reliability: f64, factor: f64) -> f64 {
    factor * reliability / (1.0 + (factor - 1.0) * reliability)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Divisor;

    fn covariance() -> Covariance {
        let items: [[f64; 6]; 3] =
            [[3.0, 4.0, 5.0, 2.0, 5.0, 1.0], [2.0, 5.0, 4.0, 1.0, 5.0, 2.0], [3.0, 3.0, 5.0, 1.0, 4.0, 3.0]];
        let columns: Vec<&[f64]> = items.iter().map(<[f64; 6]>::as_slice).collect();
        Covariance::of(&columns, None, Divisor::Sample).expect("columns")
    }

    #[test]
    fn alpha_by_hand() {
        // Sums 8, 12, 14, 4, 14, 6: squares about the mean of 29/3 are 274/3, so s_T^2 = 274/15. Item variances 40/3/5,
        // 89/6/5 and 53/6/5.
        let of = alpha(&covariance()).expect("items");
        let items = (8.0 / 3.0) + (89.0 / 30.0) + (53.0 / 30.0);
        assert!((of.raw - 1.5 * (1.0 - items / (274.0 / 15.0))).abs() < 1e-14, "{of:?}");
        assert!(of.standardised > 0.0 && of.standardised != of.raw);
        let without = without_each(&covariance()).expect("items");
        assert_eq!(without.len(), 3);
        let interval = of.interval(Confidence::NINETY_FIVE).expect("rows");
        assert!(interval.contains(of.raw) && interval.high < 1.0);
        // By the formula: ln(1 - a) -+ 1.96 sqrt(6 / 8).
        let half = 1.959_963_984_540_054_2 * 0.75f64.sqrt();
        assert!((interval.low - (1.0 - (1.0 - of.raw) * libm::exp(half))).abs() < 1e-14);
    }

    #[test]
    fn parallel_items_lengthen_by_spearman_and_brown() {
        // Equal variances and correlations: both alphas are Spearman-Brown of the correlation.
        let equal = Covariance {
            means: nalgebra::DVector::zeros(4),
            matrix: nalgebra::DMatrix::from_fn(4, 4, |i, j| if i == j { 2.0 } else { 1.0 }),
            n: 50,
        };
        let of = alpha(&equal).expect("items");
        for reliability in [of.raw, of.standardised, spearman_brown(0.5, 4.0)] {
            assert!((reliability - 0.8).abs() < 1e-14);
        }
        assert!((of.measurement_error(10.0) - 10.0 * 0.2f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn scales_that_cannot_have_one_are_refused() {
        assert!(alpha(&covariance().of_columns(&[0])).is_err());
        let opposed = Covariance {
            means: nalgebra::DVector::zeros(2),
            matrix: nalgebra::DMatrix::from_row_slice(2, 2, &[1.0, -1.0, -1.0, 1.0]),
            n: 9,
        };
        assert!(alpha(&opposed).is_err());
        let flat = Covariance {
            means: nalgebra::DVector::zeros(2),
            matrix: nalgebra::DMatrix::from_row_slice(2, 2, &[1.0, 0.0, 0.0, 0.0]),
            n: 9,
        };
        assert!(alpha(&flat).is_err());
    }
}
