//! From the fractions of the replications to an estimate with its standard error.

use crate::metrics::WaitCounts;
use crate::statistics::quantile::sectioned;
use crate::statistics::{Linearised, RatioSample, moments};

use super::case::Estimator;
use super::read::Fraction;

/// Milliseconds in a second, the unit of wait histograms.
const MILLIS: f64 = 1_000.0;

/// The estimate of a figure with one value per replication; `None` where nothing can be said.
pub(super) fn linearised(
    estimator: Estimator,
    fractions: &[Fraction],
    waits: Option<&WaitCounts>,
) -> Option<Linearised> {
    let sample: RatioSample = fractions.iter().copied().collect();
    match estimator {
        Estimator::Ratio | Estimator::Fixed => sample.linearised(),
        Estimator::WaitQuantile(share) => {
            let [pooled] = waits?.at_quantiles([share])?.map(|millis| millis as f64 / MILLIS);
            Some(sectioned(pooled, sample.linearised()?.values))
        }
        Estimator::Deviation => {
            Some(variance(sample.numerators())?.transformed(f64::sqrt, |v| 0.5 / v.sqrt()))
        }
        Estimator::Dispersion => {
            let variance = variance(sample.numerators())?;
            let mean = moments::mean(sample.numerators())?;
            let ratio = variance.estimate / mean;
            // By the delta method for a quotient: (v_i - v) / m - v (x_i - m) / m^2.
            let pairs = variance.values.iter().zip(sample.numerators());
            let values = pairs
                .map(|(v, x)| ratio + (v - variance.estimate) / mean - ratio * (x - mean) / mean)
                .collect();
            Some(Linearised { estimate: ratio, values })
        }
    }
}

/// The sample variance of values, with its own noise: the mean of the squares about the mean.
fn variance(values: &[f64]) -> Option<Linearised> {
    let (mean, estimate) = (moments::mean(values)?, moments::variance(values)?);
    let n = values.len() as f64;
    let values = values.iter().map(|value| (value - mean) * (value - mean) * n / (n - 1.0)).collect();
    Some(Linearised { estimate, values })
}

/// Standard error of an estimate over replications; `None` with fewer than two.
pub(super) fn standard_error(linearised: &Linearised) -> Option<f64> {
    let n = linearised.values.len() as f64;
    moments::standard_deviation(&linearised.values).map(|sd| sd / n.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exponential values by inversion of an even grid: mean 1, variance 1, and a variance whose own standard deviation
    /// is sqrt(8) (the fourth central moment of the exponential is 9).
    #[test]
    fn the_noise_of_a_variance_is_that_of_squares() {
        let n = 200_000;
        let fractions: Vec<Fraction> =
            (0..n).map(|i| (-libm::log((f64::from(i) + 0.5) / f64::from(n)), 1.0)).collect();
        let variance = super::variance(&fractions.iter().map(|(x, _)| *x).collect::<Vec<_>>()).unwrap();
        assert!((variance.estimate - 1.0).abs() < 1e-3);
        assert!((standard_error(&variance).unwrap() * f64::from(n).sqrt() - 8.0f64.sqrt()).abs() < 0.02);
        let deviation = linearised(Estimator::Deviation, &fractions, None).unwrap();
        assert!((deviation.estimate - 1.0).abs() < 1e-3);
        assert!((standard_error(&deviation).unwrap() * f64::from(n).sqrt() - 2.0f64.sqrt()).abs() < 0.01);
        // For variance / mean of the exponential: 8 + 1 - 2 cov with cov = third central moment = 2, hence 5.
        let dispersion = linearised(Estimator::Dispersion, &fractions, None).unwrap();
        assert!((standard_error(&dispersion).unwrap() * f64::from(n).sqrt() - 5.0f64.sqrt()).abs() < 0.02);
    }

    #[test]
    fn a_ratio_is_the_ratio_of_sums() {
        let estimate = linearised(Estimator::Ratio, &[(1.0, 2.0), (3.0, 6.0)], None).unwrap();
        assert_eq!((estimate.estimate, standard_error(&estimate)), (0.5, Some(0.0)));
        assert!(linearised(Estimator::Ratio, &[(f64::NAN, 1.0)], None).is_none());
    }
}
