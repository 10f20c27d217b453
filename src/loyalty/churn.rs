//! The monthly hazard of leaving.
//!
//! Two competing parts: involuntary leaving at a constant rate that satisfaction cannot touch, and voluntary leaving,
//! logistic in satisfaction, tenure, contract and personal frailty (Gustafsson, Johnson and Roos 2005 for the form).
//! Satisfaction is centred at the segment's own calibrated mean, so that the intercept carries the level and the effect
//! carries the slope.

use crate::loyalty::model::Churn;
use crate::random::math;

/// What the hazard depends on, of one customer in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtRisk {
    /// Latent satisfaction, 0-100.
    pub satisfaction: f64,
    /// Months with the firm.
    pub tenure_months: f64,
    /// Whether in a contract term.
    pub in_contract: bool,
    /// Personal frailty, mean 1 among newcomers.
    pub frailty: f64,
}

/// Where a segment's hazard stands, found by calibration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Intercept, log-odds.
    pub intercept: f64,
    /// Satisfaction at which the hazard is centred.
    pub reference: f64,
    /// Monthly probability of involuntary leaving.
    pub involuntary: f64,
}

impl Churn {
    /// Probability of leaving voluntarily this month, of somebody who does not leave involuntarily.
    #[inline]
    pub fn voluntary(&self, of: &AtRisk, level: &Level) -> f64 {
        let odds = level.intercept
            - self.satisfaction_effect * (of.satisfaction - level.reference) / 10.0
            - self.tenure_effect * math::ln(1.0 + of.tenure_months);
        let lock = if of.in_contract { self.contract_lock } else { 1.0 };
        let odds = math::exp(odds) * of.frailty * lock;
        odds / (1.0 + odds)
    }

    /// Probability of leaving this month for either reason.
    #[inline]
    pub fn hazard(&self, of: &AtRisk, level: &Level) -> f64 {
        level.involuntary + (1.0 - level.involuntary) * self.voluntary(of, level)
    }

    /// The level at which the mean hazard of `sample` is `target` per month, with the given reference satisfaction.
    pub fn calibrate(&self, sample: &[AtRisk], target: f64, reference: f64) -> Level {
        let involuntary = self.involuntary_share * target;
        let mean = |intercept: f64| {
            let level = Level { intercept, reference, involuntary };
            sample.iter().map(|of| self.hazard(of, &level)).sum::<f64>() / sample.len().max(1) as f64
        };
        let (mut low, mut high) = (-40.0, 20.0);
        for _ in 0..52 {
            let middle = (low + high) / 2.0;
            if mean(middle) < target { low = middle } else { high = middle }
        }
        Level { intercept: (low + high) / 2.0, reference, involuntary }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHURN: Churn = Churn {
        satisfaction_effect: 0.4,
        tenure_effect: 0.1,
        contract_lock: 0.3,
        frailty_cv: 0.7,
        involuntary_share: 0.2,
    };

    fn people() -> Vec<AtRisk> {
        (0..1_000)
            .map(|i| AtRisk {
                satisfaction: f64::from(i % 100),
                tenure_months: f64::from(i % 37),
                in_contract: i % 3 == 0,
                frailty: 0.5 + f64::from(i % 11) / 10.0,
            })
            .collect()
    }

    #[test]
    fn the_calibrated_level_gives_the_target() {
        let people = people();
        let level = CHURN.calibrate(&people, 0.02, 50.0);
        let mean = people.iter().map(|of| CHURN.hazard(of, &level)).sum::<f64>() / people.len() as f64;
        assert!((mean - 0.02).abs() < 1e-9);
    }

    /// Ten points of satisfaction move the log-odds of voluntary leaving by exactly the effect.
    #[test]
    fn the_effect_is_what_it_says() {
        let level = Level { intercept: -3.0, reference: 60.0, involuntary: 0.0 };
        let at = |satisfaction| {
            let of = AtRisk { satisfaction, tenure_months: 5.0, in_contract: false, frailty: 1.3 };
            math::logit(CHURN.voluntary(&of, &level))
        };
        assert!((at(60.0) - at(70.0) - 0.4).abs() < 1e-12);
    }
}
