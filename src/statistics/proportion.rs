//! Intervals of a proportion.

use super::interval::{Confidence, Interval};
use super::normal;

/// How the interval of a proportion is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProportionInterval {
    /// `p -+ z sqrt(p (1 - p) / n)` (Laplace 1812): a point at 0 and 1, and too short near them. For comparison only.
    Wald,
    /// The score interval: Wilson (1927). Never leaves 0 to 1, covers well from n = 10 on: the default.
    Wilson,
    /// Wald's after adding `z^2 / 2` successes and as many failures: Agresti and Coull (1998); cut to 0 to 1.
    AgrestiCoull,
}

impl ProportionInterval {
    /// The interval of the proportion `successes / n`; `None` unless `n > 0` and `0 <= successes <= n`. Numbers need not be
    /// whole: an effective sample size may stand in for `n`.
    pub fn of(self, successes: f64, n: f64, confidence: Confidence) -> Option<Interval> {
        if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&successes)) {
            return None;
        }
        let z = normal::critical_value(confidence.miss());
        let p = successes / n;
        let (centre, half) = match self {
            ProportionInterval::Wald => (p, z * (p * (1.0 - p) / n).sqrt()),
            ProportionInterval::Wilson => {
                let more = n + z * z;
                ((successes + 0.5 * z * z) / more, z / more * (n * p * (1.0 - p) + 0.25 * z * z).sqrt())
            }
            ProportionInterval::AgrestiCoull => {
                let more = n + z * z;
                let p = (successes + 0.5 * z * z) / more;
                (p, z * (p * (1.0 - p) / more).sqrt())
            }
        };
        let cut = |end: f64| if self == ProportionInterval::Wald { end } else { end.clamp(0.0, 1.0) };
        // At no success the score interval begins at exactly 0; rounding must not say otherwise.
        let low =
            if self == ProportionInterval::Wilson && successes == 0.0 { 0.0 } else { cut(centre - half) };
        let high =
            if self == ProportionInterval::Wilson && successes == n { 1.0 } else { cut(centre + half) };
        Some(Interval { low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    #[test]
    fn the_ends_of_the_score_interval_solve_its_equation() {
        // By definition: |p_hat - p| = z sqrt(p (1 - p) / n) at both ends.
        let z = 1.959_963_984_540_054_2;
        for (successes, n) in [(1.0, 10.0), (81.0, 263.0), (15.0, 148.0), (29.0, 29.5)] {
            let of =
                ProportionInterval::Wilson.of(successes, n, Confidence::NINETY_FIVE).expect("a proportion");
            for end in [of.low, of.high] {
                assert_close((successes / n - end).abs(), z * (end * (1.0 - end) / n).sqrt(), 1e-12);
            }
        }
        // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
        let of = ProportionInterval::Wilson.of(81.0, 263.0, Confidence::NINETY_FIVE).expect("a proportion");
        assert!((of.low - 0.2553).abs() < 5e-5 && (of.high - 0.3662).abs() < 5e-5, "{of:?}");
    }

    #[test]
    fn edges_stay_within_bounds_or_are_refused() {
        let none = ProportionInterval::Wilson.of(0.0, 10.0, Confidence::NINETY_FIVE).expect("a proportion");
        assert_eq!(none.low, 0.0);
        assert_close(none.high, 0.277_532_799_862_889_4, 1e-12);
        let wald = ProportionInterval::Wald.of(0.0, 10.0, Confidence::NINETY_FIVE).expect("a proportion");
        assert_eq!((wald.low, wald.high), (0.0, 0.0));
        for (successes, n) in [(1.0, 0.0), (-1.0, 5.0), (6.0, 5.0), (f64::NAN, 5.0), (1.0, f64::INFINITY)] {
            for method in
                [ProportionInterval::Wald, ProportionInterval::Wilson, ProportionInterval::AgrestiCoull]
            {
                assert_eq!(method.of(successes, n, Confidence::NINETY_FIVE), None);
            }
        }
    }
}
