//! The monthly hazard of leaving.
//!
//! Two competing parts: involuntary leaving at a constant rate that satisfaction cannot touch, and voluntary leaving,
//! logistic in satisfaction, tenure, contract and personal frailty (Gustafsson, Johnson and Roos 2005 for the form).
//! Satisfaction is centred at the segment's own calibrated mean, so that the intercept carries the level and the effect
//! carries the slope.

use crate::loyalty::model::{Churn, Knee};
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
    /// Factor on the odds of leaving for what else holds or pulls this month: a term that ends, a programme, a rival. 1 as a
    /// rule.
    pub odds_factor: f64,
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
        let odds = self.odds(of, level);
        odds / (1.0 + odds)
    }

    /// Odds of leaving voluntarily this month.
    #[inline]
    fn odds(&self, of: &AtRisk, level: &Level) -> f64 {
        let log_odds = level.intercept
            - self.held_by(of.satisfaction, level.reference)
            - self.tenure_effect * math::ln(1.0 + of.tenure_months);
        let lock = if of.in_contract { self.contract_lock } else { 1.0 };
        math::exp(log_odds) * of.frailty * lock * of.odds_factor
    }

    /// Fall of the log-odds of leaving at a satisfaction against the reference: a line, or two that meet at the knee.
    #[inline]
    fn held_by(&self, satisfaction: f64, reference: f64) -> f64 {
        let Some(Knee { at, effect_above }) = self.knee else {
            return self.satisfaction_effect * (satisfaction - reference) / 10.0;
        };
        let held = |of: f64| self.satisfaction_effect * of.min(at) + effect_above * (of - at).max(0.0);
        (held(satisfaction) - held(reference)) / 10.0
    }

    /// Probability of leaving this month for either reason.
    #[inline]
    pub fn hazard(&self, of: &AtRisk, level: &Level) -> f64 {
        level.involuntary + (1.0 - level.involuntary) * self.voluntary(of, level)
    }

    /// The level at which the mean hazard of `sample`, with the share `exits` who leave at once besides, is `target` per
    /// month, with the given reference satisfaction. Where the exits alone are more, nobody else leaves voluntarily.
    pub fn calibrate(&self, sample: &[AtRisk], target: f64, exits: f64, reference: f64) -> Level {
        let involuntary = self.involuntary_share * target;
        let target = target - exits;
        let without_intercept = Level { intercept: 0.0, reference, involuntary };
        let odds: Vec<f64> = sample.iter().map(|of| self.odds(of, &without_intercept)).collect();
        let mean = |intercept: f64| {
            let level = math::exp(intercept);
            let voluntary = |odds: &f64| level * odds / (1.0 + level * odds);
            let sum: f64 = odds.iter().map(voluntary).sum();
            involuntary + (1.0 - involuntary) * sum / sample.len().max(1) as f64
        };
        let (mut low, mut high) = (-40.0, 20.0);
        for _ in 0..52 {
            let middle = (low + high) / 2.0;
            if mean(middle) < target { low = middle } else { high = middle }
        }
        Level { intercept: (low + high) / 2.0, reference, involuntary }
    }

    /// Upper bounds of the hazard at a level.
    pub fn bounds(&self, level: &Level) -> HazardBounds {
        let mut odds_at = [0.0; POINTS + 1];
        for (point, odds) in odds_at.iter_mut().enumerate() {
            let newcomer = AtRisk {
                satisfaction: point as f64,
                tenure_months: 0.0,
                in_contract: false,
                frailty: 1.0,
                odds_factor: 1.0,
            };
            // A share for rounding, which the bound must survive.
            *odds = self.odds(&newcomer, level) * (1.0 + 1e-6);
        }
        // With a negative effect the odds rise with tenure without end.
        let unbounded = self.tenure_effect < 0.0;
        let bound =
            |point: usize| if unbounded { f64::INFINITY } else { odds_at[point].max(odds_at[point + 1]) };
        HazardBounds {
            involuntary: level.involuntary,
            contract_lock: self.contract_lock,
            odds: std::array::from_fn(bound),
        }
    }
}

/// Points of satisfaction that have a bound of their own; 100 itself shares the last.
const POINTS: usize = 100;

/// Upper bounds of the monthly hazard, by satisfaction: who draws a number above the bound stays, and the hazard itself,
/// with its logarithm and exponential, need not be worked out. That is nearly everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardBounds {
    involuntary: f64,
    contract_lock: f64,
    /// Odds of a newcomer without a contract and with frailty 1 within each point of satisfaction, at most.
    odds: [f64; POINTS],
}

impl HazardBounds {
    /// A number that the hazard does not exceed.
    #[inline]
    pub fn above(&self, of: &AtRisk) -> f64 {
        let point = (of.satisfaction as usize).min(POINTS - 1);
        let lock = if of.in_contract { self.contract_lock } else { 1.0 };
        // v = o / (1 + o) <= o, and i + (1 - i) v <= i + v.
        self.involuntary + self.odds[point] * of.frailty * lock * of.odds_factor
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
        knee: None,
        expiry_factor: 1.0,
    };

    fn people() -> Vec<AtRisk> {
        (0..1_000)
            .map(|i| AtRisk {
                satisfaction: f64::from(i % 100),
                tenure_months: f64::from(i % 37),
                in_contract: i % 3 == 0,
                frailty: 0.5 + f64::from(i % 11) / 10.0,
                odds_factor: if i % 5 == 0 { 2.0 } else { 1.0 },
            })
            .collect()
    }

    #[test]
    fn the_calibrated_level_gives_the_target() {
        let people = people();
        let level = CHURN.calibrate(&people, 0.02, 0.005, 50.0);
        let mean = people.iter().map(|of| CHURN.hazard(of, &level)).sum::<f64>() / people.len() as f64;
        assert!((mean - 0.015).abs() < 1e-9, "the rest leaves at once");
    }

    /// The bound lies above the hazard, and not far above it for a newcomer.
    #[test]
    fn no_hazard_exceeds_its_bound() {
        for (satisfaction_effect, knee) in [
            (0.4, None),
            (-0.3, None),
            (2.0, None),
            (0.4, Some(Knee { at: 70.5, effect_above: 0.0 })),
            (0.1, Some(Knee { at: 80.0, effect_above: 3.0 })),
        ] {
            let churn = Churn { satisfaction_effect, knee, ..CHURN };
            let people = people();
            let level = churn.calibrate(&people, 0.02, 0.0, 50.0);
            let bounds = churn.bounds(&level);
            for of in people
                .iter()
                .chain([0.0, 0.3, 99.99, 100.0].map(|s| AtRisk { satisfaction: s, ..people[0] }).iter())
            {
                let hazard = churn.hazard(of, &level);
                assert!(hazard <= bounds.above(of), "{of:?}");
                if of.tenure_months == 0.0 && hazard < 0.1 && churn == CHURN {
                    assert!(bounds.above(of) < 1.2 * hazard, "{of:?}");
                }
            }
        }
        let rising = Churn { tenure_effect: -0.1, ..CHURN };
        let level = Level { intercept: -4.0, reference: 50.0, involuntary: 0.0 };
        assert_eq!(rising.bounds(&level).above(&people()[0]), f64::INFINITY);
    }

    /// Ten points of satisfaction move the log-odds of voluntary leaving by exactly the effect, on either side of the knee.
    #[test]
    fn the_effect_is_what_it_says() {
        let level = Level { intercept: -3.0, reference: 60.0, involuntary: 0.0 };
        let threshold = Churn { knee: Some(Knee { at: 70.0, effect_above: 0.0 }), ..CHURN };
        let convex = Churn { knee: Some(Knee { at: 70.0, effect_above: 0.9 }), ..CHURN };
        let at = |satisfaction| {
            let of = AtRisk {
                satisfaction,
                tenure_months: 5.0,
                in_contract: false,
                frailty: 1.3,
                odds_factor: 1.0,
            };
            [CHURN, threshold.clone(), convex.clone()].map(|churn| math::logit(churn.voluntary(&of, &level)))
        };
        let fall = |from: f64, to: f64| -> [f64; 3] {
            let (before, after) = (at(from), at(to));
            std::array::from_fn(|shape| before[shape] - after[shape])
        };
        let near = |found: [f64; 3], wanted: [f64; 3]| {
            assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} {wanted:?}");
        };
        near(fall(60.0, 70.0), [0.4, 0.4, 0.4]);
        near(fall(70.0, 80.0), [0.4, 0.0, 0.9]);
        near(fall(65.0, 75.0), [0.4, 0.2, 0.65]);
        // At the reference all shapes agree.
        let [line, flat, steep] = at(60.0);
        assert!((line - flat).abs() < 1e-12 && (line - steep).abs() < 1e-12);
    }
}
