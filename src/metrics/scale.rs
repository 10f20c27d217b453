//! Answer scales.

use super::problem::MetricProblem;

/// The scale of a rating: its lowest and highest answer, such as 1-10 or 0-10. The highest is always the best; a question
/// that is worded the other way is reversed with [`Scale::reversed`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// 1 to 5.
    pub const ONE_TO_FIVE: Scale = Scale { low: 1.0, high: 5.0 };
    /// 1 to 7.
    pub const ONE_TO_SEVEN: Scale = Scale { low: 1.0, high: 7.0 };
    /// 1 to 10.
    pub const ONE_TO_TEN: Scale = Scale { low: 1.0, high: 10.0 };
    /// 0 to 10.
    pub const ZERO_TO_TEN: Scale = Scale { low: 0.0, high: 10.0 };

    /// A scale from `low` to `high`; both finite, `high` above `low`.
    pub fn new(low: f64, high: f64) -> Result<Self, MetricProblem> {
        if low.is_finite() && high.is_finite() && high > low {
            Ok(Scale { low, high })
        } else {
            Err(MetricProblem::BadScale { low, high })
        }
    }

    /// Lowest answer.
    pub fn low(self) -> f64 {
        self.low
    }

    /// Highest answer.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Distance from the lowest to the highest answer.
    pub fn extent(self) -> f64 {
        self.high - self.low
    }

    /// Number of answers of a whole-numbered scale: 10 for 1-10, 11 for 0-10.
    pub fn answers(self) -> usize {
        self.extent().round() as usize + 1
    }

    /// Whether `value` lies on the scale, ends included.
    pub fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// From the scale to 0-100: `100 (x - low) / (high - low)`.
    pub fn to_hundred(self, value: f64) -> f64 {
        100.0 * (value - self.low) / self.extent()
    }

    /// The same answer on a question worded the other way: `low + high - x`.
    pub fn reversed(self, value: f64) -> f64 {
        self.low + self.high - value
    }

    /// Fails on the first answer outside the scale, naming column and row; what is `None` is no answer.
    pub fn check(
        self,
        column: &str,
        answers: impl IntoIterator<Item = Option<f64>>,
    ) -> Result<(), MetricProblem> {
        for (row, answer) in answers.into_iter().enumerate() {
            if let Some(value) = answer.filter(|&value| !self.holds(value)) {
                let (low, high) = (self.low, self.high);
                return Err(MetricProblem::OutsideScale {
                    column: column.to_string(),
                    row,
                    value,
                    low,
                    high,
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_map_their_ends_to_0_and_100() {
        assert_eq!((Scale::ONE_TO_TEN.to_hundred(1.0), Scale::ONE_TO_TEN.to_hundred(10.0)), (0.0, 100.0));
        assert_eq!(Scale::ZERO_TO_TEN.to_hundred(7.5), 75.0);
        assert_eq!(Scale::ONE_TO_FIVE.reversed(2.0), 4.0);
        assert_eq!((Scale::ONE_TO_TEN.answers(), Scale::ZERO_TO_TEN.answers()), (10, 11));
    }

    #[test]
    fn what_is_no_scale_or_not_on_it_is_refused() {
        for (low, high) in [(1.0, 1.0), (5.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert!(Scale::new(low, high).is_err());
        }
        let checked = Scale::ONE_TO_FIVE.check("q7", [Some(1.0), None, Some(6.0)]);
        assert!(
            matches!(checked, Err(MetricProblem::OutsideScale { row: 2, value: 6.0, .. })),
            "{checked:?}"
        );
        assert!(Scale::ONE_TO_FIVE.check("q7", [Some(5.0), None]).is_ok());
    }
}
