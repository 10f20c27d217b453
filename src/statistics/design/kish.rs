//! What unequal weights cost.

use super::{SampleDesign, check_weights};
use crate::statistics::moments;
use crate::statistics::problem::Problem;

/// The spread of a set of weights and its price in precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightSpread {
    /// Rows, those of weight 0 included.
    pub n: usize,
    /// Largest weight over the mean weight.
    pub largest_over_mean: f64,
    /// Coefficient of variation of the weights (standard deviation with divisor n over mean).
    pub coefficient_of_variation: f64,
    /// `1 + CV^2 = n sum(w^2) / (sum w)^2`: how many times larger the variance of a mean is than without weights, if the
    /// weights have nothing to do with the values. Source: Kish (1965), *Survey Sampling*, section 11.7.
    pub design_effect: f64,
    /// `n / design_effect = (sum w)^2 / sum(w^2)`: the size of the unweighted sample that would be as precise.
    pub effective_n: f64,
}

impl WeightSpread {
    /// The spread of `weights`, each finite and 0 or more, at least one above 0.
    pub fn of(weights: &[f64]) -> Result<Self, Problem> {
        check_weights(weights)?;
        let n = weights.len() as f64;
        let total = moments::sum(weights);
        let squares = moments::sum_of(weights.iter().map(|w| w * w));
        let largest = weights.iter().copied().fold(0.0, f64::max);
        let design_effect = (n * squares / (total * total)).max(1.0);
        Ok(WeightSpread {
            n: weights.len(),
            largest_over_mean: largest * n / total,
            coefficient_of_variation: (design_effect - 1.0).sqrt(),
            design_effect,
            effective_n: total * total / squares,
        })
    }
}

impl SampleDesign {
    /// The size of the simple sample that would be as precise if all rows of a cluster were alike, over the rows that
    /// `counts`: `(sum W)^2 / sum(W^2)` of the weights W of whole clusters. Without clusters it is Kish's effective size. The
    /// least that a design can be worth for a mean, but for strata; 0 where no row counts.
    pub fn effective_clusters(&self, counts: impl Fn(usize) -> bool) -> f64 {
        let mut of_cluster = vec![0.0; self.clusters().iter().max().map_or(0, |last| *last as usize + 1)];
        for (row, (&cluster, weight)) in self.clusters().iter().zip(self.weights()).enumerate() {
            if counts(row) {
                of_cluster[cluster as usize] += weight;
            }
        }
        let total = moments::sum(&of_cluster);
        let squares = moments::sum_of(of_cluster.iter().map(|weight| weight * weight));
        if squares > 0.0 { total * total / squares } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: clusters of weight 2, 2 and 4 are worth 64 / 24 rows; without clusters it is Kish's size; what does not count
    /// is no part of it.
    #[test]
    fn clusters_whose_rows_are_alike_are_worth_one_row_each() {
        let (weights, clusters) = ([1.0, 1.0, 2.0, 1.0, 3.0], [0, 0, 1, 2, 2]);
        let design = SampleDesign::new(&weights, None, Some(&clusters), None).expect("a design");
        assert!((design.effective_clusters(|_| true) - 64.0 / 24.0).abs() < 1e-15);
        assert_eq!(design.effective_clusters(|row| row < 3), 2.0);
        assert_eq!(design.effective_clusters(|_| false), 0.0);
        let rows = SampleDesign::new(&weights, None, None, None).expect("a design");
        let kish = WeightSpread::of(&weights).expect("weights").effective_n;
        assert!((rows.effective_clusters(|_| true) - kish).abs() < 1e-15);
    }

    #[test]
    fn equal_weights_cost_nothing_and_one_weight_leaves_one_row() {
        let equal = WeightSpread::of(&[0.5; 8]).expect("weights");
        assert_eq!((equal.design_effect, equal.effective_n, equal.coefficient_of_variation), (1.0, 8.0, 0.0));
        let single = WeightSpread::of(&[0.0, 3.0, 0.0]).expect("weights");
        assert_eq!((single.design_effect, single.effective_n, single.largest_over_mean), (3.0, 1.0, 3.0));
        // Weights 1 and 3: mean 2, standard deviation 1, so CV = 1/2.
        let two = WeightSpread::of(&[1.0, 3.0, 1.0, 3.0]).expect("weights");
        assert_eq!((two.design_effect, two.coefficient_of_variation), (1.25, 0.5));
    }

    #[test]
    fn weights_that_are_none_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(WeightSpread::of(&[1.0, bad]), Err(Problem::BadWeight { row: 1, .. })));
        }
        assert_eq!(WeightSpread::of(&[0.0, 0.0]), Err(Problem::NoWeight));
        assert_eq!(WeightSpread::of(&[]), Err(Problem::NoWeight));
    }
}
