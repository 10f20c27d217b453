//! Intervals of a proportion.

use super::estimate::Estimate;
use super::interval::{Confidence, Interval};
use super::{normal, student};

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

/// The interval of a share under a sample design, which never leaves 0 to 1: Wilson's, with the answers of a simple sample
/// that would be as precise in the place of n.
///
/// `share` is the share (0 to 1) with its linearised standard error. The effective sample size is `p (1 - p) / se^2`, times
/// the square of the ratio of Student's critical values at n - 1 and at the design's degrees of freedom, and at most n: Korn
/// and Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts estimated from
/// survey data". They put it into the exact binomial interval; the score interval with it is compared in Franco, Little,
/// Louis and Slud (2019). At a share of 0 or 1 the linearised error is 0 and says nothing of how alike the rows of a cluster
/// are: `n_if_alike` stands in, the effective size if they are all alike (ours: the interval is then at worst too wide;
/// see [`SampleDesign::effective_clusters`](super::SampleDesign::effective_clusters)). `None` where there is no effective
/// sample.
pub fn share_under_design(share: &Estimate, n_if_alike: f64, confidence: Confidence) -> Option<Interval> {
    let (p, n) = (share.value.clamp(0.0, 1.0), share.n as f64);
    let variance = share.standard_error * share.standard_error;
    let plain = if is_certain(p) { n_if_alike } else { p * (1.0 - p) / variance };
    let freedom = share.degrees_of_freedom;
    let widened = if n > 1.0 && freedom >= 1.0 && freedom.is_finite() {
        student::critical_value(confidence.miss(), n - 1.0)
            / student::critical_value(confidence.miss(), freedom)
    } else {
        1.0
    };
    let effective = (plain * widened * widened).min(n);
    ProportionInterval::Wilson.of((p * effective).min(effective), effective, confidence)
}

/// Whether a share is 0 or 1 but for the rounding of weights.
pub fn is_certain(share: f64) -> bool {
    share * (1.0 - share) < 1e-12
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

    /// By hand: without a design effect it is Wilson's interval; with a variance four times as large that of a quarter of the
    /// answers; few clusters widen it; a share of 0 has a lower end of 0 and an upper end above it.
    #[test]
    fn a_share_under_a_design_is_that_of_an_effective_sample() {
        let level = Confidence::NINETY_FIVE;
        let share = |p: f64, variance: f64, degrees_of_freedom: f64| Estimate {
            value: p,
            standard_error: variance.sqrt(),
            degrees_of_freedom,
            n: 400,
        };
        let of = |share: Estimate| share_under_design(&share, 100.0, level).expect("answers");
        let wilson = |p: f64, n: f64| ProportionInterval::Wilson.of(p * n, n, level).expect("answers");
        let near = |a: Interval, b: Interval| {
            assert!((a.low - b.low).abs() < 1e-12 && (a.high - b.high).abs() < 1e-12, "{a:?} {b:?}");
        };
        near(of(share(0.02, 0.02 * 0.98 / 400.0, 399.0)), wilson(0.02, 400.0));
        near(of(share(0.02, 4.0 * 0.02 * 0.98 / 400.0, 399.0)), wilson(0.02, 100.0));
        // Linearised, 0.02 -+ 1.97 x 0.014 would begin below 0.
        assert!(of(share(0.02, 4.0 * 0.02 * 0.98 / 400.0, 399.0)).low > 0.0);
        let few = of(share(0.02, 4.0 * 0.02 * 0.98 / 400.0, 9.0));
        assert!(few.width() > wilson(0.02, 100.0).width());
        near(of(share(0.0, 0.0, 399.0)), wilson(0.0, 100.0));
        near(of(share(1.0, 0.0, 399.0)), wilson(1.0, 100.0));
        // A design cannot make a share more precise than its answers.
        near(of(share(0.5, 1e-9, 399.0)), wilson(0.5, 400.0));
    }

    /// Fifty clusters of eight whose members answer alike: the share of yes is that of a binomial number of clusters, so that
    /// coverage is a finite sum. A rare yes is often seen nowhere; the interval then is that of fifty answers, where that of
    /// four hundred would miss.
    #[test]
    fn a_rare_yes_of_whole_clusters_is_covered() {
        let (clusters, size, p) = (50u32, 8.0, 0.03);
        let level = Confidence::NINETY_FIVE;
        let coverage = |n_if_alike: f64| -> f64 {
            let ln_factorial = |k: u32| (1..=k).map(|i| crate::random::math::ln(f64::from(i))).sum::<f64>();
            (0..=clusters)
                .map(|yes| {
                    let (k, m) = (f64::from(yes), f64::from(clusters));
                    let value = k / m;
                    let standard_error = (value * (1.0 - value) / (m - 1.0)).sqrt();
                    let n = (m * size) as usize;
                    let share = Estimate { value, standard_error, degrees_of_freedom: m - 1.0, n };
                    let ln = ln_factorial(clusters) - ln_factorial(yes) - ln_factorial(clusters - yes);
                    let probability = crate::random::math::exp(
                        ln + k * crate::random::math::ln(p) + (m - k) * crate::random::math::ln(1.0 - p),
                    );
                    let interval = share_under_design(&share, n_if_alike, level).expect("answers");
                    if interval.contains(p) { probability } else { 0.0 }
                })
                .sum()
        };
        let (alike, strangers) = (coverage(f64::from(clusters)), coverage(f64::from(clusters) * size));
        assert!(alike > 0.93, "{alike}");
        // 0.97^50 = 22 % of samples hold no yes.
        assert!(strangers < 0.78, "{strangers}");
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
