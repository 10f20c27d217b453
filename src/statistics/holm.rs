//! Correction of p-values for the number of comparisons made.

/// Holm-adjusted p-values, in the order given: the p-value at which each comparison would just be rejected when the
/// probability of any false rejection among all of them is to stay below it.
///
/// The k-th smallest of m is multiplied by `m - k + 1`; the result never falls below that of a smaller p-value and
/// never exceeds 1. No assumption about dependence is needed. Source: Holm (1979), "A simple sequentially rejective
/// multiple test procedure". The values must be numbers from 0 to 1.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut largest: f64 = 0.0;
    for (rank, &index) in order.iter().enumerate() {
        largest = largest.max(p_values[index] * (p_values.len() - rank) as f64);
        adjusted[index] = largest.min(1.0);
    }
    adjusted
}

/// [`holm`] over those p-values that are present; an absent one stays absent and is no comparison made.
pub fn holm_of_present(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let present: Vec<f64> = p_values.iter().copied().flatten().collect();
    let mut adjusted = holm(&present).into_iter();
    p_values.iter().map(|p| p.and_then(|_| adjusted.next())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;
    use proptest::prelude::*;

    #[test]
    fn a_worked_example_comes_out() {
        // By hand, and as R 4's p.adjust(method = "holm") gives: 4 x 0.005, 3 x 0.01, 2 x 0.03, 1 x 0.04 -> 0.06.
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (actual, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert_close(*actual, expected, 1e-15);
        }
    }

    #[test]
    fn nothing_exceeds_one_and_ties_stay_tied() {
        assert_eq!(holm(&[0.6, 0.7, 1.0]), [1.0, 1.0, 1.0]);
        assert_eq!(holm(&[0.125, 0.125]), [0.25, 0.25]);
        assert_eq!(holm(&[0.0, 0.5]), [0.0, 0.5]);
        assert_eq!(holm(&[0.3]), [0.3]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn absent_values_are_no_comparisons() {
        assert_eq!(
            holm_of_present(&[None, Some(0.25), None, Some(0.125)]),
            [None, Some(0.25), None, Some(0.25)]
        );
        assert_eq!(holm_of_present(&[None, None]), [None, None]);
    }

    proptest! {
        #[test]
        fn adjusting_lies_between_nothing_and_bonferroni_and_keeps_the_order(
            p_values in proptest::collection::vec(0.0..=1.0f64, 0..20),
        ) {
            let adjusted = holm(&p_values);
            for (a, p) in adjusted.iter().zip(&p_values) {
                let bonferroni = (p * p_values.len() as f64).min(1.0);
                prop_assert!(p <= a && *a <= bonferroni);
                for (b, q) in adjusted.iter().zip(&p_values) {
                    prop_assert!(p > q || a <= b);
                }
            }
        }
    }
}
