//! The quality classes (Kano): how disconfirmation of a category counts towards satisfaction.

/// How satisfaction answers to perception against expectation in one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QualityClass {
    /// Must-be: only shortfall counts.
    Basic,
    /// One-dimensional: shortfall and surplus count, shortfall more.
    Linear,
    /// Attractive: only surplus counts.
    Excitement,
    /// Neither counts.
    Indifferent,
}

impl QualityClass {
    /// All classes with the word a scenario uses.
    pub const ALL: [(&'static str, QualityClass); 4] = [
        ("basic", QualityClass::Basic),
        ("linear", QualityClass::Linear),
        ("excitement", QualityClass::Excitement),
        ("indifferent", QualityClass::Indifferent),
    ];

    /// Satisfaction points for `disconfirmation` (perception - expectation), given the points per unit of gain and loss.
    #[inline]
    pub fn response(self, disconfirmation: f64, gain: f64, loss: f64) -> f64 {
        let (gain, loss) = match self {
            QualityClass::Basic => (0.0, loss),
            QualityClass::Linear => (gain, loss),
            QualityClass::Excitement => (gain, 0.0),
            QualityClass::Indifferent => (0.0, 0.0),
        };
        if disconfirmation >= 0.0 { gain * disconfirmation } else { loss * disconfirmation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_answers_as_kano_says() {
        let both_ways = |class: QualityClass| (class.response(-1.0, 2.0, 4.0), class.response(1.0, 2.0, 4.0));
        assert_eq!(both_ways(QualityClass::Basic), (-4.0, 0.0));
        assert_eq!(both_ways(QualityClass::Linear), (-4.0, 2.0));
        assert_eq!(both_ways(QualityClass::Excitement), (0.0, 2.0));
        assert_eq!(both_ways(QualityClass::Indifferent), (0.0, 0.0));
    }
}
