//! The quality classes (Kano): how disconfirmation of a category or indicator counts towards satisfaction.

/// How satisfaction answers to perception against expectation.
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
    /// Unwanted: the less of it the better, so that a surplus hurts as a shortfall does of what is wanted.
    Reverse,
}

impl QualityClass {
    /// All classes with the word a scenario uses.
    pub const ALL: [(&'static str, QualityClass); 5] = [
        ("basic", QualityClass::Basic),
        ("linear", QualityClass::Linear),
        ("excitement", QualityClass::Excitement),
        ("indifferent", QualityClass::Indifferent),
        ("reverse", QualityClass::Reverse),
    ];

    /// Satisfaction points for `disconfirmation` (perception - expectation), given the points per unit of gain and loss.
    #[inline]
    pub fn response(self, disconfirmation: f64, gain: f64, loss: f64) -> f64 {
        let (gain, loss) = match self {
            QualityClass::Basic => (0.0, loss),
            QualityClass::Linear => (gain, loss),
            QualityClass::Excitement => (gain, 0.0),
            QualityClass::Indifferent => (0.0, 0.0),
            QualityClass::Reverse => (-loss, -gain),
        };
        if disconfirmation >= 0.0 { gain * disconfirmation } else { loss * disconfirmation }
    }
}

/// A class on its way to another: what delights today is taken for granted tomorrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassMix {
    /// The class at first.
    pub from: QualityClass,
    /// The class in the end.
    pub to: QualityClass,
    /// How far the way has been gone, 0-1.
    pub share: f64,
}

impl From<QualityClass> for ClassMix {
    fn from(class: QualityClass) -> Self {
        ClassMix { from: class, to: class, share: 0.0 }
    }
}

impl ClassMix {
    /// The answer of both classes, each by its share.
    pub fn response(self, disconfirmation: f64, gain: f64, loss: f64) -> f64 {
        let of = |class: QualityClass| class.response(disconfirmation, gain, loss);
        if self.share == 0.0 {
            return of(self.from);
        }
        (1.0 - self.share) * of(self.from) + self.share * of(self.to)
    }

    /// The class that has the larger share; of equal shares the one at first.
    pub fn leading(self) -> QualityClass {
        if self.share > 0.5 { self.to } else { self.from }
    }

    /// The share of a class in the mix, 0-1.
    pub fn share_of(self, class: QualityClass) -> f64 {
        let counts = |found: QualityClass, share: f64| if found == class { share } else { 0.0 };
        counts(self.from, 1.0 - self.share) + counts(self.to, self.share)
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
        assert_eq!(both_ways(QualityClass::Reverse), (2.0, -4.0));
    }

    #[test]
    fn a_class_on_its_way_answers_by_share() {
        let ageing = ClassMix { from: QualityClass::Excitement, to: QualityClass::Basic, share: 0.25 };
        assert_eq!((ageing.response(-1.0, 2.0, 4.0), ageing.response(1.0, 2.0, 4.0)), (-1.0, 1.5));
        assert_eq!(ageing.share_of(QualityClass::Basic), 0.25);
        assert_eq!(ClassMix::from(QualityClass::Basic).share_of(QualityClass::Basic), 1.0);
    }
}
