//! Contrasts of several samples whose replications belong together: differences, main effects, interactions.
//!
//! Replication i of every sample has had the same luck, so what the samples share cancels in the values
//! `d_i = sum over samples of coefficient * l_i`, and their spread is the noise of the contrast. The point estimate is
//! the same combination of the point estimates; interval and p-value are Student's t with `n - 1` degrees of freedom.
//! Source: Law and Kelton (2000), *Simulation Modeling and Analysis*, section 10.2.1 (paired t), with the linearised
//! values of [`super::ratio`] in place of plain ones.

use super::interval::{Confidence, Interval};
use super::moments;
use super::ratio::Linearised;
use super::student;

/// A linear combination of paired estimates, with its noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// The combination of the point estimates.
    pub mean: f64,
    /// Sample deviation of the combined linearised values; `None` with one replication.
    pub sd: Option<f64>,
    /// Confidence interval; `None` with one replication.
    pub interval: Option<Interval>,
    /// Two-sided p-value of "the true contrast is 0"; `None` with one replication.
    pub p: Option<f64>,
    /// Variance the combination would have had with independent samples, over the variance it has; `None` with one
    /// replication and where the combination does not vary beyond rounding.
    pub variance_reduction: Option<f64>,
    /// Replications.
    pub n: u64,
}

impl Contrast {
    /// Standard error of the mean; `None` with one replication.
    pub fn standard_error(&self) -> Option<f64> {
        self.sd.map(|sd| sd / (self.n as f64).sqrt())
    }
}

/// The difference `of - against`; `None` unless both have the same number of replications, at least one.
pub fn difference(of: &Linearised, against: &Linearised, confidence: Confidence) -> Option<Contrast> {
    linear_combination(&[(1.0, of), (-1.0, against)], confidence)
}

/// The sum of `coefficient * sample` over all terms; `None` unless all samples have the same number of replications, at
/// least one.
///
/// Where every combined value is exactly 0, mean and both ends of the interval are exactly 0 and p is 1. Where all are
/// one same other number, there is no noise to test against: the interval is that point and p is 0.
pub fn linear_combination(terms: &[(f64, &Linearised)], confidence: Confidence) -> Option<Contrast> {
    let count = terms.first()?.1.values.len();
    if count == 0 || terms.iter().any(|(_, sample)| sample.values.len() != count) {
        return None;
    }
    let n = count as u64;
    // The careful sum makes terms that cancel in pairs cancel exactly, in whatever order they stand.
    let combined: Vec<f64> = (0..count)
        .map(|index| {
            moments::sum_of(terms.iter().map(|(coefficient, sample)| coefficient * sample.values[index]))
        })
        .collect();
    let mean = if combined.iter().all(|&value| value == 0.0) {
        0.0
    } else {
        moments::sum_of(terms.iter().map(|(coefficient, sample)| coefficient * sample.estimate))
    };
    let Some(sd) = moments::standard_deviation(&combined) else {
        return Some(Contrast { mean, sd: None, interval: None, p: None, variance_reduction: None, n });
    };
    let rounding = rounding_of(terms);
    Some(Contrast {
        mean,
        sd: Some(sd),
        interval: Interval::of_mean(mean, sd, n, confidence),
        p: Some(p_value(mean, sd, n, rounding)),
        variance_reduction: (sd > rounding).then(|| independent_variance(terms) / (sd * sd)),
        n,
    })
}

/// How far rounding alone may move a combined value from the true one.
fn rounding_of(terms: &[(f64, &Linearised)]) -> f64 {
    let largest = terms
        .iter()
        .flat_map(|(coefficient, sample)| sample.values.iter().map(move |value| (coefficient * value).abs()))
        .fold(0.0, f64::max);
    8.0 * f64::EPSILON * largest
}

/// Variance of the combination if the samples were independent: `sum of coefficient^2 * variance`.
fn independent_variance(terms: &[(f64, &Linearised)]) -> f64 {
    moments::sum_of(terms.iter().map(|(coefficient, sample)| {
        coefficient * coefficient * moments::variance(&sample.values).unwrap_or(0.0)
    }))
}

/// Two-sided p-value of a mean of `n >= 2` values with the sample deviation `sd`. A mean and a deviation that are both
/// no more than rounding are no evidence of anything.
fn p_value(mean: f64, sd: f64, n: u64, rounding: f64) -> f64 {
    if mean.abs() <= rounding && sd <= rounding {
        1.0
    } else if sd == 0.0 {
        0.0
    } else {
        student::two_sided_p(mean / (sd / (n as f64).sqrt()), (n - 1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::ratio::RatioSample;
    use crate::statistics::testing::{Luck, assert_close};

    fn totals(values: &[f64]) -> Linearised {
        RatioSample::totals(values.iter().copied()).linearised().expect("values")
    }

    fn ratio(pairs: &[(f64, f64)]) -> Linearised {
        pairs.iter().copied().collect::<RatioSample>().linearised().expect("a ratio")
    }

    fn two_ratios() -> (Linearised, Linearised) {
        (
            ratio(&[(12.0, 100.0), (15.0, 120.0), (9.0, 95.0), (22.0, 160.0), (18.0, 130.0)]),
            ratio(&[(10.0, 101.0), (14.0, 119.0), (9.0, 95.0), (18.0, 161.0), (15.0, 128.0)]),
        )
    }

    #[test]
    fn the_paired_t_test_agrees_with_scipy() {
        // Student's (1908) sleep data; scipy 1.17.1 ttest_rel.
        let first = totals(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        let second = totals(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        let contrast = difference(&first, &second, Confidence::NINETY_FIVE).expect("pairs");
        let interval = contrast.interval.expect("ten pairs");
        assert_close(contrast.mean, -1.58, 1e-14);
        assert_close(interval.low, -2.459_885_763_276_983, 1e-13);
        assert_close(interval.high, -0.700_114_236_723_017_5, 1e-13);
        assert_close(contrast.p.expect("ten pairs"), 0.002_832_890_197_384_273, 1e-11);
        assert_close(contrast.variance_reduction.expect("ten pairs"), 4.765_423_031_727_379, 1e-13);
        let wide = difference(&first, &second, Confidence::new(0.99).expect("a level"))
            .and_then(|wide| wide.interval);
        assert_close(wide.expect("ten pairs").low, -2.844_051_885_104_825_3, 1e-13);
    }

    #[test]
    fn the_difference_of_two_ratios_agrees_with_numpy_and_scipy() {
        let (of, against) = two_ratios();
        let contrast = difference(&of, &against, Confidence::NINETY_FIVE).expect("pairs");
        let interval = contrast.interval.expect("five pairs");
        assert_close(contrast.mean, 0.016_348_311_531_935_86, 1e-13);
        assert_close(contrast.sd.expect("five pairs"), 0.010_485_991_564_629_635, 1e-12);
        assert_close(interval.low, 0.003_328_233_320_666_885_2, 1e-11);
        assert_close(interval.high, 0.029_368_389_743_204_836, 1e-12);
        assert_close(contrast.p.expect("five pairs"), 0.025_210_344_886_506_3, 1e-11);
        assert_close(contrast.variance_reduction.expect("five pairs"), 3.185_508_745_380_307_7, 1e-12);
    }

    #[test]
    fn transformed_ratios_are_paired_as_well() {
        let (of, against) = two_ratios();
        let (of, against) = (of.at_least_once_in(12), against.at_least_once_in(12));
        let contrast = difference(&of, &against, Confidence::NINETY_FIVE).expect("pairs");
        assert_close(contrast.mean, 0.049_715_606_232_276_11, 1e-13);
        assert_close(contrast.p.expect("five pairs"), 0.015_445_164_795_762_158, 1e-11);
    }

    #[test]
    fn an_interaction_of_four_arms_agrees_with_scipy() {
        let base = totals(&[10.0, 12.0, 9.0, 11.0, 13.0]);
        let a = totals(&[12.0, 13.0, 11.0, 14.0, 15.0]);
        let b = totals(&[9.0, 12.0, 8.0, 11.0, 11.0]);
        let both = totals(&[13.5, 14.0, 10.0, 15.0, 14.0]);
        let terms = [(1.0, &base), (-1.0, &a), (-1.0, &b), (1.0, &both)];
        let contrast = linear_combination(&terms, Confidence::NINETY_FIVE).expect("pairs");
        let interval = contrast.interval.expect("five pairs");
        assert_close(contrast.mean, 1.1, 1e-14);
        assert_close(interval.low, -0.010_578_042_079_117_278, 1e-11);
        assert_close(interval.high, 2.210_578_042_079_117_5, 1e-13);
        assert_close(contrast.p.expect("five pairs"), 0.051_374_430_844_368_074, 1e-12);
        assert_close(contrast.variance_reduction.expect("five pairs"), 14.25, 1e-13);
    }

    #[test]
    fn no_difference_anywhere_is_exactly_nothing() {
        let (of, _) = two_ratios();
        let contrast = difference(&of, &of.clone(), Confidence::NINETY_FIVE).expect("pairs");
        let nothing = Interval { low: 0.0, high: 0.0 };
        assert_eq!(
            contrast,
            Contrast {
                mean: 0.0,
                sd: Some(0.0),
                interval: Some(nothing),
                p: Some(1.0),
                variance_reduction: None,
                n: 5
            }
        );
    }

    #[test]
    fn an_intervention_that_does_nothing_interacts_with_nothing() {
        // Arms a and base are equal, and so are both and b, with values that share no common rounding.
        let mut luck = Luck::new(3);
        for _ in 0..1_000 {
            let base = totals(&[luck.uniform() / 3.0, 1e9 * luck.uniform(), luck.normal()]);
            let b = totals(&[luck.uniform() * 7.0, luck.uniform() / 7.0, 1e6 * luck.normal()]);
            let terms = [(1.0, &base), (-1.0, &base), (-1.0, &b), (1.0, &b)];
            for order in [[0, 1, 2, 3], [0, 2, 1, 3], [2, 0, 3, 1], [3, 0, 2, 1]] {
                let contrast = linear_combination(&order.map(|index| terms[index]), Confidence::default());
                let contrast = contrast.expect("pairs");
                assert_eq!((contrast.mean, contrast.sd, contrast.p), (0.0, Some(0.0), Some(1.0)));
            }
        }
    }

    #[test]
    fn the_same_difference_everywhere_leaves_no_doubt() {
        let contrast =
            difference(&totals(&[3.0, 5.0, 10.0]), &totals(&[1.0, 3.0, 8.0]), Confidence::default());
        let contrast = contrast.expect("pairs");
        assert_eq!((contrast.interval, contrast.p), (Some(Interval { low: 2.0, high: 2.0 }), Some(0.0)));
        assert_eq!(contrast.variance_reduction, None);
    }

    #[test]
    fn noise_that_is_only_rounding_is_no_variance_reduction() {
        let values = [0.1, 0.7, 1_000.3];
        let shifted = values.map(|value| value + 0.2);
        let contrast = difference(&totals(&shifted), &totals(&values), Confidence::default()).expect("pairs");
        assert!(contrast.sd > Some(0.0), "this example is about rounding");
        assert_eq!(contrast.variance_reduction, None);
        assert!(contrast.p < Some(1e-20));
        let nudged = values.map(|value| value * (1.0 + f64::EPSILON));
        let contrast = difference(&totals(&nudged), &totals(&values), Confidence::default()).expect("pairs");
        assert_eq!(contrast.p, Some(1.0));
    }

    #[test]
    fn one_pair_gives_a_difference_without_noise() {
        let contrast = difference(&totals(&[3.0]), &totals(&[1.0]), Confidence::default()).expect("a pair");
        let point = Contrast { mean: 2.0, sd: None, interval: None, p: None, variance_reduction: None, n: 1 };
        assert_eq!(contrast, point);
    }

    #[test]
    fn samples_that_cannot_be_paired_give_nothing() {
        let empty = Linearised { estimate: 0.0, values: vec![] };
        assert_eq!(difference(&totals(&[1.0, 2.0]), &totals(&[1.0]), Confidence::default()), None);
        assert_eq!(difference(&empty, &empty.clone(), Confidence::default()), None);
        assert_eq!(linear_combination(&[], Confidence::default()), None);
    }

    #[test]
    fn the_p_value_and_the_interval_tell_the_same_story() {
        let mut luck = Luck::new(8);
        for _ in 0..2_000 {
            let values: Vec<f64> = (0..6).map(|_| 0.8 + luck.normal()).collect();
            let contrast =
                difference(&totals(&values), &totals(&[0.0; 6]), Confidence::NINETY_FIVE).expect("pairs");
            let zero_inside = contrast.interval.expect("six pairs").contains(0.0);
            assert_eq!(zero_inside, contrast.p.expect("six pairs") >= 0.05);
        }
    }
}
