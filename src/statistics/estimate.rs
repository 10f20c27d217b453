//! A figure with its noise.

use super::interval::{Confidence, Interval};
use super::student;

/// A figure, its standard error and what is needed for an interval and a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error, in the unit of the figure.
    pub standard_error: f64,
    /// Degrees of freedom of the standard error; infinite where the normal distribution is meant.
    pub degrees_of_freedom: f64,
    /// Observations that entered.
    pub n: usize,
}

impl Estimate {
    /// Confidence interval `value -+ t * standard_error`.
    pub fn interval(&self, confidence: Confidence) -> Interval {
        Interval::around(self.value, self.standard_error, self.degrees_of_freedom, confidence)
    }

    /// Confidence interval with the normal distribution in place of Student's.
    pub fn normal_interval(&self, confidence: Confidence) -> Interval {
        Interval::around(self.value, self.standard_error, f64::INFINITY, confidence)
    }

    /// The figure over its standard error; `None` without noise.
    pub fn t(&self) -> Option<f64> {
        (self.standard_error > 0.0).then(|| self.value / self.standard_error)
    }

    /// Two-sided p-value of "the true figure is 0"; `None` without noise.
    pub fn p(&self) -> Option<f64> {
        self.t().map(|t| student::two_sided_p(t, self.degrees_of_freedom))
    }

    /// The figure and its noise in another unit: both times `factor`, the figure then moved by `shift`.
    pub fn scaled(&self, factor: f64, shift: f64) -> Estimate {
        Estimate {
            value: self.value * factor + shift,
            standard_error: self.standard_error * factor.abs(),
            ..*self
        }
    }

    /// `self - other` of two independent samples: the variances add, degrees of freedom by Satterthwaite (1946).
    pub fn minus_independent(&self, other: &Estimate) -> Estimate {
        let (a, b) = (self.standard_error.powi(2), other.standard_error.powi(2));
        let both = a + b;
        let spread = a * a / self.degrees_of_freedom + b * b / other.degrees_of_freedom;
        Estimate {
            value: self.value - other.value,
            standard_error: both.sqrt(),
            degrees_of_freedom: if spread > 0.0 { both * both / spread } else { f64::INFINITY },
            n: self.n + other.n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    #[test]
    fn independent_differences_add_variances_and_share_degrees_of_freedom() {
        let a = Estimate { value: 67.0, standard_error: 3.0, degrees_of_freedom: 10.0, n: 11 };
        let b = Estimate { value: 63.0, standard_error: 4.0, degrees_of_freedom: 20.0, n: 21 };
        let gap = a.minus_independent(&b);
        assert_eq!((gap.value, gap.standard_error, gap.n), (4.0, 5.0, 32));
        assert_close(gap.degrees_of_freedom, 625.0 / (81.0 / 10.0 + 256.0 / 20.0), 1e-14);
        let normal = Estimate { degrees_of_freedom: f64::INFINITY, ..a };
        assert_eq!(normal.minus_independent(&normal).degrees_of_freedom, f64::INFINITY);
    }

    #[test]
    fn a_figure_without_noise_has_a_point_as_interval_and_no_test() {
        let exact = Estimate { value: 5.0, standard_error: 0.0, degrees_of_freedom: 3.0, n: 4 };
        assert_eq!(exact.interval(Confidence::NINETY_FIVE), Interval { low: 5.0, high: 5.0 });
        assert_eq!((exact.t(), exact.p()), (None, None));
        assert_eq!(exact.scaled(-2.0, 1.0).value, -9.0);
    }
}
