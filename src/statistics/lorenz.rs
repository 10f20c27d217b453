//! The Lorenz curve (Lorenz 1905): how unequally a sum is spread over those who make it up.

/// A Lorenz curve at equal steps of the population, from its smallest value to its largest.
#[derive(Clone, Debug, PartialEq)]
pub struct LorenzCurve {
    /// Share of the sum that falls to the smallest 0, 1, ..., n of n equal parts of the population; the first is 0, the
    /// last 1. It dips below 0 where some values are negative.
    pub shares: Vec<f64>,
}

impl LorenzCurve {
    /// Of `values`, which it sorts, at `steps` equal parts; between two values the sum is spread evenly. `None` without
    /// values, or where their sum is not above 0 and shares of it mean nothing.
    pub fn of(values: &mut [f64], steps: usize) -> Option<LorenzCurve> {
        values.sort_by(f64::total_cmp);
        let total: f64 = values.iter().sum();
        if values.is_empty() || steps == 0 || total <= 0.0 {
            return None;
        }
        let count = values.len() as f64;
        let mut shares = Vec::with_capacity(steps + 1);
        let (mut taken, mut sum) = (0, 0.0);
        for step in 0..=steps {
            let upto = count * step as f64 / steps as f64;
            while taken < upto.floor() as usize {
                sum += values[taken];
                taken += 1;
            }
            let part = values.get(taken).map_or(0.0, |value| value * (upto - taken as f64));
            shares.push((sum + part) / total);
        }
        Some(LorenzCurve { shares })
    }

    /// Share of the sum that falls to the largest `top` of the population (0-1), by linear interpolation.
    pub fn share_of_top(&self, top: f64) -> f64 {
        let steps = self.shares.len() - 1;
        let at = (1.0 - top.clamp(0.0, 1.0)) * steps as f64;
        let below = (at.floor() as usize).min(steps - 1);
        let (low, high) = (self.shares[below], self.shares[below + 1]);
        1.0 - (low + (high - low) * (at - below as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_give_the_diagonal() {
        let curve = LorenzCurve::of(&mut [3.0; 7], 10).expect("a curve");
        for (step, share) in curve.shares.iter().enumerate() {
            assert!((share - step as f64 / 10.0).abs() < 1e-12);
        }
        assert!((curve.share_of_top(0.2) - 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_fifth_may_bring_four_fifths() {
        let mut values: Vec<f64> = (0..100).map(|i| if i % 5 == 0 { 16.0 } else { 1.0 }).collect();
        let curve = LorenzCurve::of(&mut values, 20).expect("a curve");
        assert!((curve.share_of_top(0.2) - 0.8).abs() < 1e-12);
        assert!((curve.share_of_top(1.0) - 1.0).abs() < 1e-12 && curve.share_of_top(0.0).abs() < 1e-12);
    }

    /// Of a Pareto law with index a the top share p holds p^(1 - 1/a) of the sum; here by its own quantiles.
    #[test]
    fn the_curve_of_a_pareto_law_is_known() {
        let (index, count) = (2.5, 200_000);
        let quantile =
            |i: usize| crate::random::math::pow(1.0 - (i as f64 + 0.5) / f64::from(count), -1.0 / index);
        let mut values: Vec<f64> = (0..count as usize).map(quantile).collect();
        let known = crate::random::math::pow(0.2, 1.0 - 1.0 / index);
        let found = LorenzCurve::of(&mut values, 100).expect("a curve").share_of_top(0.2);
        assert!((found - known).abs() < 1e-3, "{found} {known}");
    }

    #[test]
    fn losses_dip_below_zero_and_nothing_has_no_curve() {
        let curve = LorenzCurve::of(&mut [4.0, -1.0, 1.0], 3).expect("a curve");
        assert_eq!(curve.shares, [0.0, -0.25, 0.0, 1.0]);
        assert!(LorenzCurve::of(&mut [], 3).is_none() && LorenzCurve::of(&mut [-1.0, 1.0], 3).is_none());
    }
}
