//! Confidence intervals around a mean whose noise is estimated from the same values.

use super::student;

/// A level of confidence, between 0 and 1 without either.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %, the customary level.
    pub const NINETY_FIVE: Confidence = Confidence(0.95);

    /// The confidence `level`, such as 0.95; `None` unless it lies above 0 and below 1.
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then_some(Confidence(level))
    }

    /// The level as a share.
    pub fn level(self) -> f64 {
        self.0
    }

    /// What is left: the probability that an interval misses.
    pub fn miss(self) -> f64 {
        1.0 - self.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}

/// A closed interval, `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The interval `centre -+ t * standard_error`, with t of Student (1908) for the degrees of freedom. Without noise
    /// both ends are exactly the centre.
    pub fn around(centre: f64, standard_error: f64, degrees_of_freedom: f64, confidence: Confidence) -> Self {
        let half = if standard_error == 0.0 {
            0.0
        } else {
            student::critical_value(confidence.miss(), degrees_of_freedom) * standard_error
        };
        Interval { low: centre - half, high: centre + half }
    }

    /// The interval of a mean of `n` independent values with the sample deviation `sd`: `mean -+ t * sd / sqrt(n)` at
    /// `n - 1` degrees of freedom; `None` with fewer than two values.
    pub fn of_mean(mean: f64, sd: f64, n: u64, confidence: Confidence) -> Option<Self> {
        (n > 1).then(|| Self::around(mean, sd / (n as f64).sqrt(), (n - 1) as f64, confidence))
    }

    /// Whether `value` lies inside, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Distance between the ends.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::moments::{mean, standard_deviation};
    use crate::statistics::testing::assert_close;

    #[test]
    fn confidence_lies_strictly_between_none_and_certainty() {
        assert_eq!(Confidence::new(0.95), Some(Confidence::default()));
        for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(Confidence::new(level), None);
        }
    }

    #[test]
    fn the_interval_of_a_mean_agrees_with_scipy() {
        // Student's (1908) sleep data, first drug; scipy 1.17.1 ttest_1samp.
        let hours = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let (mean, sd) = (mean(&hours).expect("values"), standard_deviation(&hours).expect("values"));
        let interval = Interval::of_mean(mean, sd, 10, Confidence::NINETY_FIVE).expect("ten values");
        assert_close(interval.low, -0.529_780_413_526_232_1, 1e-13);
        assert_close(interval.high, 2.029_780_413_526_232, 1e-13);
        assert!(interval.contains(mean) && interval.contains(interval.high) && !interval.contains(2.03));
        assert_eq!(interval.width(), interval.high - interval.low);
    }

    #[test]
    fn more_confidence_is_a_wider_interval() {
        let width = |level: f64| {
            let confidence = Confidence::new(level).expect("a level");
            Interval::of_mean(5.0, 1.0, 20, confidence).expect("values").width()
        };
        let widths: Vec<f64> = [0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999_999].map(width).to_vec();
        assert!(widths.is_sorted_by(|a, b| a < b), "{widths:?}");
    }

    #[test]
    fn without_noise_or_with_one_value_there_is_nothing_to_widen() {
        assert_eq!(
            Interval::of_mean(0.1, 0.0, 7, Confidence::default()),
            Some(Interval { low: 0.1, high: 0.1 })
        );
        assert_eq!(Interval::of_mean(0.1, 0.0, 1, Confidence::default()), None);
        assert_eq!(Interval::of_mean(0.1, 0.0, 0, Confidence::default()), None);
    }
}
