//! When a change acts: delay, ramp, an end, or decay.

use crate::random::math::{exp, ln};

/// The profile of a change over the weeks of the horizon.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) struct Effect {
    /// First week in which it acts, from 0.
    pub start: usize,
    /// Weeks over which it rises linearly; in the last of them it is full. 0 and 1 are full at once.
    pub ramp: usize,
    /// Weeks after which it is gone, from its start.
    pub lasts: Option<usize>,
    /// Share that remains in the long run.
    pub keeps: f64,
    /// Half-life in weeks of the part that does not remain.
    pub half_life: Option<f64>,
}

impl Effect {
    /// Strength from 0 to 1 in `week`, when everything happens `lag` weeks later than planned.
    pub fn strength(&self, week: usize, lag: usize) -> f64 {
        let Some(age) = week.checked_sub(self.start + lag) else {
            return 0.0;
        };
        if self.lasts.is_some_and(|lasts| age >= lasts) {
            return 0.0;
        }
        let ramp = self.ramp.max(1);
        if age + 1 < ramp {
            return (age + 1) as f64 / ramp as f64;
        }
        let since_full = (age + 1 - ramp) as f64;
        match self.half_life {
            // The platform's powers of 2 differ in the last bit; these do not.
            Some(half_life) if since_full > 0.0 => {
                self.keeps + (1.0 - self.keeps) * exp(-ln(2.0) * since_full / half_life)
            }
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(effect: &Effect, lag: usize) -> Vec<f64> {
        (0..8).map(|week| (effect.strength(week, lag) * 1e6).round() / 1e6).collect()
    }

    #[test]
    fn ramps_are_linear_by_week() {
        let effect = Effect { start: 1, ramp: 4, lasts: None, keeps: 1.0, half_life: None };
        assert_eq!(weeks(&effect, 0), [0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0]);
        assert_eq!(weeks(&effect, 2), [0.0, 0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0]);
        let at_once = Effect { ramp: 0, ..effect };
        assert_eq!(weeks(&at_once, 0), [0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn what_lasts_some_weeks_is_gone_after_them() {
        let effect = Effect { start: 2, ramp: 2, lasts: Some(3), keeps: 1.0, half_life: None };
        assert_eq!(weeks(&effect, 0), [0.0, 0.0, 0.5, 1.0, 1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn decay_halves_the_part_that_does_not_remain() {
        let effect = Effect { start: 0, ramp: 2, lasts: None, keeps: 0.6, half_life: Some(2.0) };
        // Full in week 1; two weeks later 0.6 + 0.4 / 2, four weeks later 0.6 + 0.4 / 4.
        let weeks = weeks(&effect, 0);
        assert_eq!((weeks[0], weeks[1], weeks[3], weeks[5]), (0.5, 1.0, 0.8, 0.7));
    }
}
