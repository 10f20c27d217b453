//! The standard normal distribution: tail probabilities and the points that cut them off.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use super::tail::{Tail, where_tail_is};

/// Probability of at most `z`.
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Probability of a value at least as far from zero as `z`, on both sides together: `erfc(|z| / sqrt 2)`.
pub fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// The `z >= 0` beyond which, on both sides together, lies the `probability`: 1.96 for 0.05. A probability of 1 or more
/// gives 0.
pub fn critical_value(probability: f64) -> f64 {
    if probability >= 1.0 {
        return 0.0;
    }
    // The tail is below exp(-z^2 / 2), so this start is never short of the solution (Chernoff's bound).
    let start = (-2.0 * libm::log(probability.max(f64::MIN_POSITIVE))).sqrt();
    where_tail_is(probability, start, |z| Tail {
        probability: two_sided_p(z),
        slope: 2.0 * z * libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt(),
    })
}

/// The value below which a standard normal lies with `probability`: -1.645 for 0.05; infinite at 0 and 1.
pub fn quantile(probability: f64) -> f64 {
    if probability <= 0.0 {
        f64::NEG_INFINITY
    } else if probability >= 1.0 {
        f64::INFINITY
    } else if probability < 0.5 {
        -critical_value(2.0 * probability)
    } else {
        critical_value(2.0 * (1.0 - probability))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    #[test]
    fn quantile_and_probability_are_inverse() {
        for probability in [1e-12, 0.025, 0.31, 0.5, 0.69, 0.975] {
            assert_close(cumulative(quantile(probability)), probability, 1e-13);
        }
        assert_eq!((quantile(0.0), quantile(1.0), quantile(0.5)), (f64::NEG_INFINITY, f64::INFINITY, 0.0));
    }

    #[test]
    fn critical_values_agree_with_forty_digit_arithmetic() {
        // (two-sided probability, z), from mpmath 1.4.1 with 40 digits.
        for (probability, z) in [
            (0.5, 0.674_489_750_196_081_7),
            (0.1, 1.644_853_626_951_472_7),
            (0.05, 1.959_963_984_540_054_2),
            (0.01, 2.575_829_303_548_901),
            (1e-6, 4.891_638_475_698_59),
            (5e-9, 5.847_172_145_099_801),
            (1e-12, 7.130_506_848_171_325),
            (1e-30, 11.523_883_577_380_25),
        ] {
            assert_close(critical_value(probability), z, 2e-15);
            assert_close(two_sided_p(z), probability, 1e-13);
            assert_close(cumulative(-z), 0.5 * probability, 1e-13);
        }
    }

    #[test]
    fn extreme_probabilities_stay_finite() {
        assert_eq!((critical_value(1.0), critical_value(2.0)), (0.0, 0.0));
        assert!(critical_value(1.0 - 1e-12) < 2e-12);
        assert!(critical_value(0.0).is_finite());
        assert_eq!((two_sided_p(0.0), two_sided_p(f64::INFINITY), cumulative(0.0)), (1.0, 0.0, 0.5));
    }
}
