//! A value per quarter of the week.

use crate::operation::centre::QUARTERS_PER_WEEK;

/// A value per quarter of the week: a rate per hour, or a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekPattern {
    /// Value in each quarter of the week; [`QUARTERS_PER_WEEK`] entries, none negative.
    pub values: Vec<f64>,
}

impl WeekPattern {
    /// The same value all week.
    pub fn constant(value: f64) -> Self {
        WeekPattern { values: vec![value; QUARTERS_PER_WEEK] }
    }

    /// Mean over the week.
    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }

    /// The same pattern multiplied by `factor`.
    pub fn scaled(&self, factor: f64) -> Self {
        WeekPattern { values: self.values.iter().map(|value| value * factor).collect() }
    }
}
