//! Voice: complaining after a failure, and telling others.

use crate::loyalty::model::{Complaint, WordOfMouth};
use crate::random::math;

/// The readiness to complain, worked out for many failures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// Log-odds at satisfaction 0; minus infinity where nobody complains.
    log_odds_at_zero: f64,
    /// Fall of the log-odds per point of satisfaction.
    slope: f64,
}

impl Complaint {
    /// The readiness to complain, worked out.
    pub fn voice(&self) -> Voice {
        let slope = self.dissatisfaction_effect / 10.0;
        let at_fifty = if self.probability > 0.0 { math::logit(self.probability) } else { f64::NEG_INFINITY };
        Voice { log_odds_at_zero: at_fifty + 50.0 * slope, slope }
    }
}

impl Voice {
    /// Probability of complaining after a failed contact (Hirschman 1970: voice rises with dissatisfaction).
    #[inline]
    pub fn chance(&self, satisfaction: f64, segment_factor: f64) -> f64 {
        (math::logistic(self.log_odds_at_zero - self.slope * satisfaction) * segment_factor).min(1.0)
    }
}

impl WordOfMouth {
    /// What one customer adds to the balance of word of mouth, in units of 10 points of satisfaction; the dissatisfied
    /// weigh more.
    #[inline]
    pub fn voice(&self, satisfaction: f64) -> f64 {
        let distance = (satisfaction - self.neutral) / 10.0;
        if distance >= 0.0 { distance } else { self.negative_weight * distance }
    }

    /// Factor on acquisition at a balance `above` the reference.
    pub fn acquisition_factor(&self, above: f64) -> f64 {
        math::exp(self.acquisition_effect * above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Distribution;

    #[test]
    fn the_dissatisfied_complain_more_and_weigh_more() {
        let complaint = Complaint {
            reason: Some(0),
            probability: 0.1,
            dissatisfaction_effect: 0.3,
            delay: Distribution::constant(0.0).unwrap(),
            recovery: 0.0,
            double_deviation: 0.0,
            handling: None,
        };
        let voice = complaint.voice();
        assert!((voice.chance(50.0, 1.0) - 0.1).abs() < 1e-12);
        assert!((math::logit(voice.chance(20.0, 1.0)) - math::logit(0.1) - 0.9).abs() < 1e-12);
        assert_eq!(voice.chance(0.0, 1e9), 1.0);
        let nobody = Complaint { probability: 0.0, ..complaint };
        assert_eq!(nobody.voice().chance(0.0, 1e9), 0.0);
        let word = WordOfMouth {
            neutral: 60.0,
            negative_weight: 2.0,
            acquisition_effect: 0.2,
            expectation_effect: 0.0,
        };
        assert_eq!(word.voice(70.0), 1.0);
        assert_eq!(word.voice(50.0), -2.0);
        assert_eq!(word.acquisition_factor(0.0), 1.0);
    }
}
