//! Means, totals, ratios and differences under a sample design.
//!
//! Every figure takes a function from a row to what the row contributes; `None` leaves the row out of the group (the
//! domain) without taking its cluster out of the design, so that the noise of a group's size is counted.

use super::SampleDesign;
use crate::statistics::estimate::Estimate;
use crate::statistics::moments;
use crate::statistics::problem::Problem;

/// On which side of a difference a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The group whose figure the other's is taken from.
    Of,
    /// The group that is compared against.
    Against,
}

/// How many times larger the variance of a mean is than with a simple random sample of as many rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignEffect {
    /// Variance under the design over that of simple random sampling *with* replacement.
    pub with_replacement: f64,
    /// The same against simple random sampling *without* replacement from a population of `sum of weights`; `None` unless
    /// that exceeds the sample.
    pub without_replacement: Option<f64>,
}

impl SampleDesign {
    /// The weighted mean over the rows for which `value` is one: `sum(w y) / sum(w)`, in the unit of the values.
    pub fn mean(&self, value: impl Fn(usize) -> Option<f64>) -> Result<Estimate, Problem> {
        self.ratio(|row| value(row).map(|value| (value, 1.0)))
    }

    /// [`SampleDesign::mean`] without its noise, and the rows that entered: it exists where a standard error does not, as
    /// for a single row or a stratum of one cluster.
    pub fn mean_alone(&self, value: impl Fn(usize) -> Option<f64>) -> Result<(f64, usize), Problem> {
        let (mean, _, n) = self.linearised_ratio(&|row| value(row).map(|value| (value, 1.0)))?;
        Ok((mean, n))
    }

    /// The ratio `sum(w y) / sum(w x)` over the rows for which `parts` gives `(y, x)`. Linearised: `w (y - R x) / sum(w x)`.
    pub fn ratio(&self, parts: impl Fn(usize) -> Option<(f64, f64)>) -> Result<Estimate, Problem> {
        let (value, influence, n) = self.linearised_ratio(&parts)?;
        self.estimate(value, influence, n, 0.0)
    }

    /// The total `sum(w y)` over the rows for which `value` is one.
    pub fn total(&self, value: impl Fn(usize) -> Option<f64>) -> Result<Estimate, Problem> {
        let mut n = 0;
        let influence: Vec<f64> = (0..self.rows())
            .map(|row| match value(row) {
                Some(value) => {
                    n += 1;
                    self.weights()[row] * value
                }
                None => 0.0,
            })
            .collect();
        finite(&influence, "a value")?;
        self.estimate(moments::sum(&influence), influence, n, 0.0)
    }

    /// The mean of one group minus that of another, rows of both possibly in the same clusters. The degrees of freedom
    /// are those of a regression on one indicator: clusters - strata - 1.
    pub fn difference(&self, value: impl Fn(usize) -> Option<(Side, f64)>) -> Result<Estimate, Problem> {
        let on = |side: Side| {
            self.linearised_ratio(&|row| {
                value(row).filter(|(of, _)| *of == side).map(|(_, value)| (value, 1.0))
            })
        };
        let (of, mut influence, n) = on(Side::Of)?;
        let (against, other, m) = on(Side::Against)?;
        influence.iter_mut().zip(other).for_each(|(a, b)| *a -= b);
        self.estimate(of - against, influence, n + m, 1.0)
    }

    /// A figure of any kind from its value and each row's influence on it per unit of weight (0 for rows that do not
    /// enter). `n` is the number of rows that do.
    pub fn of_influence(&self, value: f64, influence: &[f64], n: usize) -> Result<Estimate, Problem> {
        crate::statistics::problem::same_length("the influence", influence.len(), self.rows())?;
        let weighted = influence.iter().zip(self.weights()).map(|(u, w)| u * w).collect();
        self.estimate(value, weighted, n, 0.0)
    }

    /// The design effect of the mean over the rows for which `value` is one. `s^2 / n` of a simple random sample is
    /// estimated with `s^2 = n / (n - 1) sum(w (y - mean)^2) / sum(w)`. Source: Kish (1965), section 8.2.
    pub fn design_effect(&self, value: impl Fn(usize) -> Option<f64>) -> Result<DesignEffect, Problem> {
        let mean = self.mean(&value)?;
        let (mut squares, mut held, mut weight_of_all) = (0.0, 0.0, 0.0);
        for (row, weight) in self.weights().iter().enumerate() {
            weight_of_all += weight;
            if let Some(value) = value(row) {
                squares += weight * (value - mean.value).powi(2);
                held += weight;
            }
        }
        let n = mean.n as f64;
        if mean.n < 2 || squares <= 0.0 {
            return Err(Problem::Constant { what: "the values of a design effect".to_string() });
        }
        let simple = squares / held / (n - 1.0);
        let effect = mean.standard_error.powi(2) / simple;
        let left = 1.0 - n / weight_of_all;
        Ok(DesignEffect {
            with_replacement: effect,
            without_replacement: (left > 0.0).then(|| effect / left),
        })
    }

    /// Ratio, weighted influence of each row, and rows that entered.
    fn linearised_ratio(
        &self,
        parts: &impl Fn(usize) -> Option<(f64, f64)>,
    ) -> Result<(f64, Vec<f64>, usize), Problem> {
        let (mut above, mut below, mut n) =
            (Vec::with_capacity(self.rows()), Vec::with_capacity(self.rows()), 0);
        for (row, weight) in self.weights().iter().enumerate() {
            let (y, x) = parts(row).map_or((0.0, 0.0), |parts| {
                n += usize::from(*weight > 0.0);
                parts
            });
            above.push(weight * y);
            below.push(weight * x);
        }
        finite(&above, "a value")?;
        finite(&below, "a denominator")?;
        let held = moments::sum(&below);
        if n == 0 || held == 0.0 {
            return Err(Problem::NoWeight);
        }
        let ratio = moments::sum(&above) / held;
        above.iter_mut().zip(&below).for_each(|(y, x)| *y = (*y - ratio * x) / held);
        Ok((ratio, above, n))
    }

    fn estimate(&self, value: f64, influence: Vec<f64>, n: usize, spent: f64) -> Result<Estimate, Problem> {
        let standard_error = self.variance_of_total(influence)?.max(0.0).sqrt();
        Ok(Estimate { value, standard_error, degrees_of_freedom: self.degrees_of_freedom() - spent, n })
    }
}

fn finite(values: &[f64], what: &str) -> Result<(), Problem> {
    match values.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        Some((row, &value)) => Err(Problem::NotFinite { what: what.to_string(), row, value }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::moments::Moments;
    use crate::statistics::testing::assert_close;

    const VALUES: [f64; 6] = [3.0, 5.0, 4.0, 9.0, 7.0, 8.0];

    #[test]
    fn a_simple_sample_gives_the_ordinary_standard_error() {
        let of = SampleDesign::simple(6).mean(|row| Some(VALUES[row])).expect("values");
        let ordinary = Moments::of(&VALUES);
        assert_close(of.value, 6.0, 1e-15);
        assert_close(of.standard_error, ordinary.standard_error().expect("values"), 1e-14);
        assert_eq!((of.degrees_of_freedom, of.n), (5.0, 6));
        let effect = SampleDesign::simple(6).design_effect(|row| Some(VALUES[row])).expect("values");
        assert_close(effect.with_replacement, 1.0, 1e-14);
        assert_eq!(effect.without_replacement, None);
    }

    #[test]
    fn clusters_and_strata_count_by_hand() {
        // Two strata of two clusters each: cluster means by hand. Stratum 0: clusters {3, 5}, {4}; stratum 1: {9}, {7, 8}.
        let (strata, clusters) = ([0, 0, 0, 1, 1, 1], [7, 7, 9, 7, 8, 8]);
        let design = SampleDesign::new(&[1.0; 6], Some(&strata), Some(&clusters), None).expect("a design");
        let of = design.mean(|row| Some(VALUES[row])).expect("values");
        // Influences (y - 6) / 6: cluster sums -4/6, -2/6 and 3/6, 3/6; variance 2/1 * ((1/6)^2 * 2) + 0.
        assert_close(of.standard_error, (4.0f64 / 36.0).sqrt(), 1e-14);
        assert_eq!(of.degrees_of_freedom, 2.0);
        let finite =
            SampleDesign::new(&[1.0; 6], Some(&strata), Some(&clusters), Some(&[8.0; 6])).expect("a design");
        let of = finite.mean(|row| Some(VALUES[row])).expect("values");
        assert_close(of.standard_error, (4.0f64 / 36.0 * 0.75).sqrt(), 1e-14);
    }

    #[test]
    fn integer_weights_give_the_mean_of_repeated_rows_and_groups_keep_their_clusters() {
        let design = SampleDesign::new(&[2.0, 1.0, 0.0, 1.0, 3.0, 1.0], None, None, None).expect("a design");
        let of = design.mean(|row| Some(VALUES[row])).expect("values");
        assert_close(of.value, (6.0 + 5.0 + 9.0 + 21.0 + 8.0) / 8.0, 1e-15);
        assert_eq!(of.n, 5);
        let group = design.mean(|row| (row < 2).then_some(VALUES[row])).expect("values");
        assert_close(group.value, 11.0 / 3.0, 1e-15);
        assert_eq!((group.n, group.degrees_of_freedom), (2, 5.0));
    }

    #[test]
    fn a_difference_of_groups_counts_the_clusters_they_share() {
        // Each cluster holds one row of each group, at a constant distance: the difference has no noise.
        let clusters = [0, 1, 2, 0, 1, 2];
        let values = [1.0, 5.0, 9.0, 3.0, 7.0, 11.0];
        let design = SampleDesign::new(&[1.0; 6], None, Some(&clusters), None).expect("a design");
        let side = |row: usize| if row < 3 { Side::Against } else { Side::Of };
        let of = design.difference(|row| Some((side(row), values[row]))).expect("values");
        assert_close(of.value, 2.0, 1e-14);
        assert!(of.standard_error < 1e-14);
        assert_eq!(of.degrees_of_freedom, 1.0);
    }

    #[test]
    fn calibration_removes_what_the_margins_explain() {
        use crate::statistics::design::{Margin, RakingLimits, raking::rake};
        // The value is a sum of one number per row category and one per column category: nothing is left to be noise.
        let (row, column) = ([0, 0, 1, 1, 0, 1], [0, 1, 0, 1, 1, 0]);
        let value = |at: usize| Some(10.0 * f64::from(row[at]) + 3.0 * f64::from(column[at]));
        let margins = [
            Margin { category: &row, totals: &[50.0, 50.0] },
            Margin { category: &column, totals: &[30.0, 70.0] },
        ];
        let design = SampleDesign::simple(6);
        let raked = rake(design.weights(), &margins, RakingLimits::default()).expect("it settles");
        let calibrated = design.calibrated(&raked.weights, &margins).expect("a design");
        let of = calibrated.mean(value).expect("values");
        assert_close(of.value, 5.0 + 3.0 * 0.7, 1e-9);
        assert!(of.standard_error < 1e-10, "{}", of.standard_error);
        assert!(calibrated.reweighted(&raked.weights).is_ok());
    }

    #[test]
    fn what_cannot_be_estimated_is_named() {
        let lonely = SampleDesign::new(&[1.0; 3], Some(&[0, 0, 4]), None, None).expect("a design");
        assert_eq!(lonely.mean(|_| Some(1.0)), Err(Problem::LonelyCluster { stratum: 4 }));
        let single = SampleDesign::simple(1);
        assert_eq!(single.mean(|_| Some(7.0)), Err(Problem::LonelyCluster { stratum: 0 }));
        assert_eq!(single.mean_alone(|_| Some(7.0)), Ok((7.0, 1)));
        let design = SampleDesign::simple(3);
        assert_eq!(design.mean(|_| None), Err(Problem::NoWeight));
        assert!(matches!(design.mean(|_| Some(f64::NAN)), Err(Problem::NotFinite { row: 0, .. })));
        let bad =
            |population: [f64; 3]| SampleDesign::new(&[1.0; 3], None, None, Some(&population)).map(|_| ());
        assert!(matches!(bad([2.0; 3]), Err(Problem::BadPopulation { sampled: 3, .. })));
        assert!(matches!(bad([9.0, 9.0, 8.0]), Err(Problem::BadPopulation { given: 8.0, .. })));
        assert!(SampleDesign::new(&[1.0; 3], Some(&[1]), None, None).is_err());
    }
}
