//! Ratios over replications: sum of numerators over sum of denominators, with honest noise.
//!
//! The mean of the replications' own ratios answers another question (it gives a quiet replication the weight of a
//! busy one) and is biased. The ratio of the sums is not a mean of independent values, but to first order it is: of the
//! *linearised* values
//!
//! ```text
//! l_i = r + (y_i - r x_i) / mean(x),    r = sum(y) / sum(x)
//! ```
//!
//! whose mean is `r` and whose sample deviation, divided by `sqrt(n)`, is the standard error of `r`. Source: Cochran
//! (1977), *Sampling Techniques*, 3rd ed., chapter 6. A total is the ratio with all denominators 1: then `l_i = y_i`,
//! and all of this is the ordinary mean with Student's t.

use super::interval::{Confidence, Interval};
use super::moments;

/// One numerator and one denominator per replication, in replication order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatioSample {
    numerators: Vec<f64>,
    denominators: Vec<f64>,
}

impl RatioSample {
    /// A sample without replications.
    pub fn new() -> Self {
        Self::default()
    }

    /// A sample of totals: every denominator is 1.
    pub fn totals(values: impl IntoIterator<Item = f64>) -> Self {
        values.into_iter().map(|value| (value, 1.0)).collect()
    }

    /// Adds the next replication.
    pub fn push(&mut self, numerator: f64, denominator: f64) {
        self.numerators.push(numerator);
        self.denominators.push(denominator);
    }

    /// How many replications.
    pub fn len(&self) -> usize {
        self.numerators.len()
    }

    /// Whether there is no replication.
    pub fn is_empty(&self) -> bool {
        self.numerators.is_empty()
    }

    /// The numerators, in replication order.
    pub fn numerators(&self) -> &[f64] {
        &self.numerators
    }

    /// The denominators, in replication order.
    pub fn denominators(&self) -> &[f64] {
        &self.denominators
    }

    /// Sum of numerators over sum of denominators; `None` unless that sum is above 0 and the result is a finite number.
    pub fn estimate(&self) -> Option<f64> {
        let denominator = moments::sum(&self.denominators);
        let ratio = moments::sum(&self.numerators) / denominator;
        (denominator > 0.0 && ratio.is_finite()).then_some(ratio)
    }

    /// The estimate with its linearised values; `None` where there is no [`RatioSample::estimate`].
    ///
    /// A replication whose numerator and denominator are both 0 says nothing, and its value is the estimate.
    pub fn linearised(&self) -> Option<Linearised> {
        let ratio = self.estimate()?;
        let first = *self.denominators.first()?;
        let pairs = self.numerators.iter().zip(&self.denominators);
        let values = if self.denominators.iter().all(|&denominator| denominator == first) {
            // The same value with one rounding: a total is then exactly its own linearised value.
            pairs.map(|(numerator, denominator)| numerator / denominator).collect()
        } else {
            let mean = moments::sum(&self.denominators) / self.len() as f64;
            pairs.map(|(numerator, denominator)| ratio + (numerator - ratio * denominator) / mean).collect()
        };
        Some(Linearised { estimate: ratio, values })
    }

    /// The estimate with its deviation and interval; `None` where there is no [`RatioSample::estimate`].
    pub fn summary(&self, confidence: Confidence) -> Option<Summary> {
        Some(self.linearised()?.summary(confidence))
    }
}

impl FromIterator<(f64, f64)> for RatioSample {
    /// Collects pairs of numerator and denominator.
    fn from_iter<T: IntoIterator<Item = (f64, f64)>>(pairs: T) -> Self {
        let (numerators, denominators) = pairs.into_iter().unzip();
        RatioSample { numerators, denominators }
    }
}

/// A point estimate with one value per replication, whose spread is the noise of the estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Linearised {
    /// The point estimate.
    pub estimate: f64,
    /// One value per replication, in replication order; their mean is the estimate, to first order.
    pub values: Vec<f64>,
}

/// A point estimate with its noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The point estimate.
    pub mean: f64,
    /// Sample deviation of the linearised values; `None` with one replication.
    pub sd: Option<f64>,
    /// Confidence interval by Student's t with `n - 1` degrees of freedom; `None` with one replication.
    pub interval: Option<Interval>,
    /// Replications.
    pub n: u64,
}

impl Linearised {
    /// The estimate with its deviation and interval.
    pub fn summary(&self, confidence: Confidence) -> Summary {
        let n = self.values.len() as u64;
        let sd = moments::standard_deviation(&self.values);
        let interval = sd.and_then(|sd| Interval::of_mean(self.estimate, sd, n, confidence));
        Summary { mean: self.estimate, sd, interval, n }
    }

    /// A smooth function `g` of the estimate, by the delta method: the estimate is `g(r)` and the values are
    /// `g(r) + g'(r) (l_i - r)`. `derivative` is g'. Source: Oehlert (1992), "A note on the delta method".
    pub fn transformed(&self, g: impl Fn(f64) -> f64, derivative: impl Fn(f64) -> f64) -> Linearised {
        let (estimate, slope) = (g(self.estimate), derivative(self.estimate));
        let values = self.values.iter().map(|value| estimate + slope * (value - self.estimate)).collect();
        Linearised { estimate, values }
    }

    /// The probability of at least one event in `periods`, when the estimate `r` is that of one period:
    /// `1 - (1 - r)^periods`, by the delta method. An estimate above 1 is no probability and counts as 1.
    pub fn at_least_once_in(&self, periods: u32) -> Linearised {
        let periods = f64::from(periods);
        // ln(1 - r), so that a small r keeps its digits.
        let log_none = |r: f64| libm::log1p(-r.min(1.0));
        self.transformed(
            |r| -libm::expm1(periods * log_none(r)),
            |r| {
                if r >= 1.0 { 0.0 } else { periods * libm::exp((periods - 1.0) * log_none(r)) }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::{Luck, assert_close};

    fn five_replications() -> RatioSample {
        [(12.0, 100.0), (15.0, 120.0), (9.0, 95.0), (22.0, 160.0), (18.0, 130.0)].into_iter().collect()
    }

    #[test]
    fn the_ratio_of_sums_agrees_with_numpy_and_scipy() {
        let summary = five_replications().summary(Confidence::NINETY_FIVE).expect("a ratio");
        let interval = summary.interval.expect("five replications");
        assert_close(summary.mean, 76.0 / 605.0, 1e-16);
        assert_close(summary.sd.expect("five replications"), 0.016_178_698_755_616_23, 1e-13);
        assert_close(interval.low, 0.105_531_326_928_111_1, 1e-13);
        assert_close(interval.high, 0.145_708_342_493_376_52, 1e-13);
        assert_eq!(summary.n, 5);
    }

    #[test]
    fn the_mean_of_linearised_values_is_the_ratio() {
        let linearised = five_replications().linearised().expect("a ratio");
        assert_close(moments::mean(&linearised.values).expect("values"), linearised.estimate, 1e-15);
    }

    #[test]
    fn the_standard_error_is_near_that_of_the_jackknife() {
        // Leaving one replication out at a time (Quenouille 1956) estimates the same noise by other means.
        let mut luck = Luck::new(5);
        let sample: RatioSample = (0..200)
            .map(|_| {
                let denominator = 100.0 + 20.0 * luck.normal();
                (0.3 * denominator + 5.0 * luck.normal(), denominator)
            })
            .collect();
        let (all_y, all_x) = (moments::sum(sample.numerators()), moments::sum(sample.denominators()));
        let without: Vec<f64> = sample
            .numerators()
            .iter()
            .zip(sample.denominators())
            .map(|(y, x)| (all_y - y) / (all_x - x))
            .collect();
        let n = sample.len() as f64;
        let jackknife = (moments::variance(&without).expect("values") * (n - 1.0) * (n - 1.0) / n).sqrt();
        let sd = sample.summary(Confidence::default()).and_then(|summary| summary.sd).expect("values");
        assert_close(sd / n.sqrt(), jackknife, 0.01);
    }

    #[test]
    fn with_denominators_of_one_it_is_the_ordinary_mean() {
        let values = [10.1, 12.7, 9.3, 11.9];
        let sample = RatioSample::totals(values);
        let summary = sample.summary(Confidence::default()).expect("totals");
        assert_close(summary.mean, moments::mean(&values).expect("values"), 1e-15);
        assert_eq!(summary.sd, moments::standard_deviation(&values));
        assert_eq!(sample.linearised().map(|linearised| linearised.values), Some(values.to_vec()));
    }

    #[test]
    fn totals_that_do_not_vary_have_no_noise() {
        let summary =
            RatioSample::totals(vec![1.0 / 49.0; 20]).summary(Confidence::default()).expect("totals");
        assert_eq!(summary.sd, Some(0.0));
        assert_eq!(summary.interval, Some(Interval { low: summary.mean, high: summary.mean }));
    }

    #[test]
    fn without_anything_to_divide_by_there_is_no_estimate() {
        let nothing: RatioSample = [(0.0, 0.0), (0.0, 0.0)].into_iter().collect();
        assert_eq!((nothing.estimate(), nothing.summary(Confidence::default())), (None, None));
        assert_eq!(RatioSample::new().linearised(), None);
        assert!(RatioSample::new().is_empty());
        let broken: RatioSample = [(f64::NAN, 1.0)].into_iter().collect();
        assert_eq!(broken.estimate(), None);
    }

    #[test]
    fn one_replication_gives_a_point_without_noise() {
        let mut sample = RatioSample::new();
        sample.push(3.0, 4.0);
        let summary = sample.summary(Confidence::default()).expect("a ratio");
        assert_eq!(summary, Summary { mean: 0.75, sd: None, interval: None, n: 1 });
    }

    #[test]
    fn an_empty_replication_adds_no_spread() {
        let mut sample = five_replications();
        sample.push(0.0, 0.0);
        let linearised = sample.linearised().expect("a ratio");
        assert_eq!(linearised.values[5], linearised.estimate);
    }

    #[test]
    fn at_least_once_agrees_with_numpy() {
        let yearly = five_replications().linearised().expect("a ratio").at_least_once_in(12);
        let summary = yearly.summary(Confidence::NINETY_FIVE);
        assert_close(summary.mean, 0.800_288_272_375_028_4, 1e-14);
        assert_close(summary.sd.expect("values"), 0.044_343_309_797_827_57, 1e-13);
        assert_close(summary.interval.expect("values").low, 0.745_228_781_037_869_7, 1e-13);
    }

    #[test]
    fn at_least_once_keeps_its_digits_at_both_ends() {
        let yearly = |r: f64| Linearised { estimate: r, values: vec![r, r] }.at_least_once_in(12);
        assert_eq!(yearly(0.0), Linearised { estimate: 0.0, values: vec![0.0, 0.0] });
        assert_close(yearly(1e-12).estimate, 12e-12 - 66e-24, 1e-15);
        assert_eq!(yearly(1.0), Linearised { estimate: 1.0, values: vec![1.0, 1.0] });
        assert_eq!(yearly(3.0), Linearised { estimate: 1.0, values: vec![1.0, 1.0] });
    }
}
