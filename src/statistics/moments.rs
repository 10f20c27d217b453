//! Sums, means, variances and covariances that keep their digits.
//!
//! Variance is that of a sample: squares about the mean over `n - 1`. Values identical in every bit have a variance of
//! exactly zero.

/// Sum in index order with a running correction of what rounding lost.
///
/// Source: Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen".
pub fn sum(values: &[f64]) -> f64 {
    sum_of(values.iter().copied())
}

/// [`sum`] of whatever an iterator yields, in its order.
pub fn sum_of(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = 0.0;
    let mut lost = 0.0;
    for value in values {
        let next: f64 = sum + value;
        lost += if f64::abs(sum) >= f64::abs(value) { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    // An infinite sum makes the correction NaN; the sum itself then says what happened.
    if sum.is_finite() { sum + lost } else { sum }
}

/// Arithmetic mean; `None` without values.
///
/// The second pass adds the mean deviation from the first result, so that equal values have that value as their mean.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let first = sum(values) / n;
    Some(first + sum_of(values.iter().map(|value| value - first)) / n)
}

/// Sample variance, `sum((v - mean)^2) / (n - 1)`; `None` with fewer than two values.
///
/// Two passes with a correction for the rounding of the mean: Chan, Golub and LeVeque (1983).
pub fn variance(values: &[f64]) -> Option<f64> {
    covariance(values, values)
}

/// Sample standard deviation, the root of [`variance`]; `None` with fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}

/// Sample covariance, `sum((a - mean a)(b - mean b)) / (n - 1)`; `None` with fewer than two values or unequal lengths.
pub fn covariance(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let n = a.len() as f64;
    let (mean_a, mean_b) = (mean(a)?, mean(b)?);
    let products = sum_of(a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)));
    let rest_a = sum_of(a.iter().map(|a| a - mean_a));
    let rest_b = sum_of(b.iter().map(|b| b - mean_b));
    Some((products - rest_a * rest_b / n) / (n - 1.0))
}

/// Pearson's correlation; `None` with fewer than two values, unequal lengths, or where either side does not vary.
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let covariance = covariance(a, b)?;
    let spread = standard_deviation(a)? * standard_deviation(b)?;
    (spread > 0.0).then(|| (covariance / spread).clamp(-1.0, 1.0))
}

/// Count, mean and spread of values that come one at a time and are not kept.
///
/// Source: Welford (1962) for one more value; Chan, Golub and LeVeque (1979) for merging two groups. Merging in a
/// different order may change the last bits: merge in index order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
}

impl Moments {
    /// The moments of `values`, taken in index order.
    pub fn of(values: &[f64]) -> Self {
        let mut moments = Self::default();
        values.iter().for_each(|&value| moments.push(value));
        moments
    }

    /// Takes one more value.
    #[inline]
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
    }

    /// Takes all values that `other` has seen.
    pub fn merge(&mut self, other: &Moments) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (here, there) = (self.count as f64, other.count as f64);
        let total = here + there;
        let apart = other.mean - self.mean;
        self.mean += apart * (there / total);
        self.squares += other.squares + apart * apart * (here * there / total);
        self.count += other.count;
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Arithmetic mean; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Sample variance; `None` with fewer than two values.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// Sample standard deviation; `None` with fewer than two values.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Standard error of the mean of independent values, `sd / sqrt(n)`; `None` with fewer than two values.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.count as f64).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::{Luck, assert_close};

    /// A NumAcc series of NIST's Statistical Reference Datasets: the centre, then pairs 0.1 below and above it.
    fn numerical_accuracy(whole: &str) -> Vec<f64> {
        let at = |tenth: &str| format!("{whole}.{tenth}").parse().expect("a literal number");
        let mut values = vec![at("2")];
        (0..500).for_each(|_| values.extend([at("1"), at("3")]));
        values
    }

    #[test]
    fn mean_and_deviation_agree_with_the_certified_values_of_nist() {
        // NumAcc1: three integers of eight digits.
        let values = [10_000_001.0, 10_000_003.0, 10_000_002.0];
        assert_eq!((mean(&values), standard_deviation(&values)), (Some(10_000_002.0), Some(1.0)));
        // NumAcc2 to 4: what is lost is lost when the decimals become binary, before we see them.
        for (whole, tolerance) in [("1", 1e-14), ("1000000", 1e-9), ("10000000", 1e-8)] {
            let values = numerical_accuracy(whole);
            assert_close(mean(&values).expect("values"), values[0], 1e-15);
            assert_close(standard_deviation(&values).expect("values"), 0.1, tolerance);
            let running = Moments::of(&values);
            assert_close(running.mean().expect("values"), values[0], 1e-14);
            assert_close(running.standard_deviation().expect("values"), 0.1, 10.0 * tolerance);
        }
    }

    #[test]
    fn sums_keep_what_plain_addition_loses() {
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!(sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    }

    #[test]
    fn values_that_do_not_vary_have_exactly_no_variance() {
        for count in 2..200 {
            let values = vec![1.0 / 49.0; count];
            assert_eq!((mean(&values), variance(&values)), (Some(1.0 / 49.0), Some(0.0)), "{count} values");
        }
    }

    #[test]
    fn covariance_and_correlation_agree_with_numpy() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 6.0], [2.0, 1.0, 5.0, 4.0, 9.0]);
        assert_close(covariance(&a, &b).expect("pairs"), 5.45, 1e-15);
        assert_close(correlation(&a, &b).expect("pairs"), 0.909_724_253_152_280_3, 1e-15);
        assert_eq!(correlation(&a, &[1.0; 5]), None);
        assert_eq!(covariance(&a, &b[..4]), None);
    }

    #[test]
    fn too_few_values_give_nothing() {
        assert_eq!((mean(&[]), variance(&[1.0])), (None, None));
        let none = Moments::default();
        assert_eq!((none.count(), none.mean(), none.variance()), (0, None, None));
        let one = Moments::of(&[3.0]);
        assert_eq!((one.mean(), one.variance(), one.standard_error()), (Some(3.0), None, None));
    }

    #[test]
    fn merging_groups_equals_taking_all_values() {
        let mut luck = Luck::new(11);
        let values: Vec<f64> = (0..1_000).map(|_| 1e6 + luck.normal()).collect();
        let whole = Moments::of(&values);
        for cut in [0, 1, 17, 500, 999, 1_000] {
            let mut merged = Moments::of(&values[..cut]);
            merged.merge(&Moments::of(&values[cut..]));
            assert_eq!(merged.count(), 1_000);
            assert_close(merged.mean().expect("values"), whole.mean().expect("values"), 1e-14);
            assert_close(merged.variance().expect("values"), whole.variance().expect("values"), 1e-9);
        }
        assert_close(whole.variance().expect("values"), variance(&values).expect("values"), 1e-9);
        assert_close(
            whole.standard_error().expect("values"),
            (whole.variance().expect("values") / 1e3).sqrt(),
            1e-14,
        );
    }
}
