//! What a customer is still worth.

use crate::random::math;
use crate::time::DAYS_PER_MONTH;

/// Discounting over a number of months, worked out for many customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    months: u32,
    monthly_discount: f64,
}

impl Worth {
    /// Of `months`, discounted at `discount_annual` a year.
    pub fn new(months: u32, discount_annual: f64) -> Worth {
        Worth { months, monthly_discount: math::pow(1.0 + discount_annual, DAYS_PER_MONTH / 365.25) }
    }

    /// Discounted margin expected from a customer who pays `margin` a month and leaves with probability `hazard` each
    /// month: the sum over t = 1..months of margin (1 - hazard)^t / (1 + d)^t, with d the monthly rate of discount.
    #[inline]
    pub fn expected_margin(&self, margin: f64, hazard: f64) -> f64 {
        let keep = (1.0 - hazard) / self.monthly_discount;
        if (1.0 - keep).abs() < 1e-12 {
            return margin * f64::from(self.months);
        }
        let kept_to_the_end = math::powi(keep, self.months);
        margin * keep * (1.0 - kept_to_the_end) / (1.0 - keep)
    }
}

#[cfg(test)]
mod tests {
    use super::Worth;
    use crate::random::math;

    #[test]
    fn the_closed_form_is_the_sum() {
        let (margin, hazard, discount) = (10.0, 0.03, 0.1);
        let monthly = math::pow(1.0 + discount, 1.0 / 12.0);
        let sum: f64 = (1..=24).map(|t| margin * ((1.0 - hazard) / monthly).powi(t)).sum();
        assert!((Worth::new(24, discount).expected_margin(margin, hazard) - sum).abs() < 1e-9);
        assert_eq!(Worth::new(24, 0.0).expected_margin(10.0, 0.0), 240.0);
    }
}
