//! What a customer is still worth.

use crate::random::math;
use crate::time::DAYS_PER_MONTH;

/// Discounted margin expected over `months` from a customer who pays `margin` a month and leaves with probability `hazard`
/// each month: the sum over t = 1..months of margin (1 - hazard)^t / (1 + d)^t, with d the monthly rate of
/// `discount_annual`.
pub fn expected_margin(margin: f64, hazard: f64, months: u32, discount_annual: f64) -> f64 {
    let monthly_discount = math::pow(1.0 + discount_annual, DAYS_PER_MONTH / 365.25);
    let keep = (1.0 - hazard) / monthly_discount;
    let kept_to_the_end = math::pow(keep, f64::from(months));
    if (1.0 - keep).abs() < 1e-12 {
        return margin * f64::from(months);
    }
    margin * keep * (1.0 - kept_to_the_end) / (1.0 - keep)
}

#[cfg(test)]
mod tests {
    use super::expected_margin;
    use crate::random::math;

    #[test]
    fn the_closed_form_is_the_sum() {
        let (margin, hazard, discount) = (10.0, 0.03, 0.1);
        let monthly = math::pow(1.0 + discount, 1.0 / 12.0);
        let sum: f64 = (1..=24).map(|t| margin * ((1.0 - hazard) / monthly).powi(t)).sum();
        assert!((expected_margin(margin, hazard, 24, discount) - sum).abs() < 1e-9);
        assert_eq!(expected_margin(10.0, 0.0, 24, 0.0), 240.0);
    }
}
