//! Who has stayed is less frail than who joined: the frail are gone first.

use crate::random::math;

/// How frailty shrinks with the months that a customer has survived. Among newcomers it is gamma with mean 1. Given survival over a
/// cumulative hazard H it stays gamma: its rate grows from k to k + H, where k is the shape, so its values shrink by k / (k + H)
/// (Vaupel, Manton and Stallard 1979).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivingFrailty {
    /// Infinite where all are alike.
    shape: f64,
    /// Hazard survived in each month of tenure.
    monthly_hazard: f64,
}

impl SurvivingFrailty {
    /// Frailty with coefficient of variation `cv` (0: all are alike) among newcomers of whom a share `churn_monthly` leaves each
    /// month (0: nothing has been survived).
    pub fn new(cv: f64, churn_monthly: f64) -> SurvivingFrailty {
        SurvivingFrailty { shape: 1.0 / (cv * cv), monthly_hazard: -math::ln(1.0 - churn_monthly) }
    }

    /// What a frailty drawn for a newcomer is in a customer who has stayed for `tenure_months`.
    pub fn after(&self, frailty: f64, tenure_months: f64) -> f64 {
        if !self.shape.is_finite() {
            return 1.0;
        }
        frailty * self.shape / (self.shape + tenure_months * self.monthly_hazard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_survived_at_five_percent_a_month_shrinks_frailty_by_the_closed_form() {
        // k = 1 / 0.5^2 = 4 and H = -12 ln 0.95 = 0.61552, so 4 / 4.61552.
        let mean = SurvivingFrailty::new(0.5, 0.05).after(1.0, 12.0);
        assert!((mean - 0.866_641_333).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn where_all_are_alike_or_nothing_was_survived_nothing_shrinks() {
        assert_eq!(SurvivingFrailty::new(0.0, 0.05).after(1.0, 12.0), 1.0);
        assert_eq!(SurvivingFrailty::new(0.5, 0.0).after(1.75, 12.0), 1.75);
    }
}
