//! The distance of an index to a competitor's or an industry's, with its standard error.

use crate::metrics::problem::MetricProblem;
use crate::statistics::{Confidence, Estimate, Interval, Problem, normal};

/// What an index is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Benchmark {
    /// A figure from an independent sample, with its standard error.
    Measured(Estimate),
    /// A printed figure whose noise is not known. It is taken as exact, so that the interval of the gap is too short by
    /// the benchmark's own noise; reports say so.
    Printed(f64),
}

/// A gap and whether it is more than noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BenchmarkGap {
    /// Own index minus the benchmark, `SE^2 = SE_own^2 + SE_benchmark^2`.
    pub gap: Estimate,
    /// Its confidence interval.
    pub interval: Interval,
    /// Two-sided p-value of "no gap"; absent without noise.
    pub p: Option<f64>,
    /// Whether the benchmark's own noise is in the standard error.
    pub noise_of_both: bool,
}

/// The gap `own - benchmark` of independent samples. For the same respondents rating two firms take their differences
/// ([`crate::statistics::two_samples::paired`], or the design's mean of differences).
pub fn gap(own: &Estimate, benchmark: Benchmark, confidence: Confidence) -> BenchmarkGap {
    let (gap, noise_of_both) = match benchmark {
        Benchmark::Measured(other) => (own.minus_independent(&other), true),
        Benchmark::Printed(value) => (Estimate { value: own.value - value, ..*own }, false),
    };
    BenchmarkGap { gap, interval: gap.interval(confidence), p: gap.p(), noise_of_both }
}

/// Respondents that each of two samples needs so that a true gap of `gap` points is found with probability `power`, when
/// the index of a respondent has the standard deviation `deviation`: `n = 2 (z_confidence + z_power)^2 sd^2 / gap^2`, rounded
/// up. Source: the normal approximation of the two-sample test, e.g. Cohen (1988).
pub fn respondents_needed(
    gap: f64,
    deviation: f64,
    power: f64,
    confidence: Confidence,
) -> Result<u64, MetricProblem> {
    for (what, value, within) in [
        ("the gap", gap.abs(), gap != 0.0 && gap.is_finite()),
        ("the standard deviation", deviation, deviation > 0.0 && deviation.is_finite()),
        ("the power", power, power > 0.5 && power < 1.0),
    ] {
        if !within {
            let allowed = "above 0 (a power: above 0.5 and below 1)";
            return Err(Problem::OutOfRange { what: what.to_string(), value, allowed }.into());
        }
    }
    let z = normal::critical_value(confidence.miss()) + normal::quantile(power);
    Ok((2.0 * (z * deviation / gap).powi(2)).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_has_the_noise_of_both_sides_where_it_is_known() {
        // Deviation 17 and 400 respondents each: the standard error of a gap is 1.2 points.
        let of = |value: f64| Estimate { value, standard_error: 0.85, degrees_of_freedom: 399.0, n: 400 };
        let measured = gap(&of(67.0), Benchmark::Measured(of(63.0)), Confidence::NINETY_FIVE);
        assert_eq!(measured.gap.value, 4.0);
        assert!((measured.gap.standard_error - 1.202).abs() < 1e-3);
        assert!(measured.interval.low > 1.6 && measured.noise_of_both);
        let printed = gap(&of(67.0), Benchmark::Printed(72.0), Confidence::NINETY_FIVE);
        assert_eq!((printed.gap.value, printed.gap.standard_error), (-5.0, 0.85));
        assert!(!printed.noise_of_both && printed.p.expect("noise") < 1e-7);
    }

    #[test]
    fn sample_sizes_of_the_textbook() {
        // Half a standard deviation at 80 %: 2 (1.95996 + 0.84162)^2 / 0.25 = 62.8.
        assert_eq!(respondents_needed(0.5, 1.0, 0.8, Confidence::NINETY_FIVE), Ok(63));
        assert!(respondents_needed(0.0, 1.0, 0.8, Confidence::NINETY_FIVE).is_err());
        assert!(respondents_needed(1.0, 1.0, 1.0, Confidence::NINETY_FIVE).is_err());
    }
}
