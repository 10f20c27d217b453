//! Correction of p-values for the number of comparisons made, by the customary methods.

use super::holm::holm;

/// A method of correction. The first four bound the probability of *any* false finding (the family-wise error rate), the
/// last two the expected *share* of false ones among the findings (the false discovery rate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// No correction.
    None,
    /// Times the number of comparisons: Bonferroni (1936), Dunn (1961). Any dependence.
    Bonferroni,
    /// Step down: Holm (1979). Any dependence, never weaker than Bonferroni.
    Holm,
    /// Step up: Hochberg (1988). Needs independence or positive dependence.
    Hochberg,
    /// False discovery rate: Benjamini and Hochberg (1995). Needs independence or positive dependence.
    BenjaminiHochberg,
    /// False discovery rate under any dependence: Benjamini and Yekutieli (2001).
    BenjaminiYekutieli,
}

impl Adjustment {
    /// The adjusted p-values, in the order given, each from 0 to 1 and never below the given one. The values must be
    /// numbers from 0 to 1.
    pub fn adjust(self, p_values: &[f64]) -> Vec<f64> {
        let m = p_values.len() as f64;
        match self {
            Adjustment::None => p_values.to_vec(),
            Adjustment::Bonferroni => p_values.iter().map(|p| (p * m).min(1.0)).collect(),
            Adjustment::Holm => holm(p_values),
            Adjustment::Hochberg => step_up(p_values, |rank| m - rank + 1.0),
            Adjustment::BenjaminiHochberg => step_up(p_values, |rank| m / rank),
            Adjustment::BenjaminiYekutieli => {
                let harmonic: f64 = (1..=p_values.len()).map(|k| 1.0 / k as f64).sum();
                step_up(p_values, |rank| harmonic * m / rank)
            }
        }
    }
}

/// From the largest p-value down, each is multiplied by the factor of its rank (1 for the smallest) and never exceeds
/// the adjusted one above it.
fn step_up(p_values: &[f64], factor_of_rank: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut smallest: f64 = 1.0;
    for (place, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[index] * factor_of_rank((place + 1) as f64));
        adjusted[index] = smallest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;
    use proptest::prelude::*;

    const ALL: [Adjustment; 6] = [
        Adjustment::None,
        Adjustment::Bonferroni,
        Adjustment::Holm,
        Adjustment::Hochberg,
        Adjustment::BenjaminiHochberg,
        Adjustment::BenjaminiYekutieli,
    ];

    #[test]
    fn a_worked_example_comes_out_for_every_method() {
        // By hand from the definitions; p sorted: 0.005, 0.01, 0.03, 0.04; harmonic sum of 4 is 25/12.
        let p = [0.01, 0.04, 0.03, 0.005];
        let by = 25.0 / 12.0;
        for (method, expected) in ALL.into_iter().zip([
            [0.01, 0.04, 0.03, 0.005],
            [0.04, 0.16, 0.12, 0.02],
            [0.03, 0.06, 0.06, 0.02],
            [0.03, 0.04, 0.04, 0.02],
            [0.02, 0.04, 0.04, 0.02],
            [0.02 * by, 0.04 * by, 0.04 * by, 0.02 * by],
        ]) {
            for (actual, expected) in method.adjust(&p).into_iter().zip(expected) {
                assert_close(actual, expected, 1e-14);
            }
            assert!(method.adjust(&[]).is_empty());
            assert_eq!(method.adjust(&[0.25]), [0.25]);
        }
    }

    proptest! {
        #[test]
        fn no_method_goes_below_the_given_or_above_bonferroni_but_the_last(
            p in proptest::collection::vec(0.0..=1.0f64, 1..20),
        ) {
            let bonferroni = Adjustment::Bonferroni.adjust(&p);
            for method in ALL {
                for ((adjusted, p), most) in method.adjust(&p).into_iter().zip(&p).zip(&bonferroni) {
                    prop_assert!(*p <= adjusted * (1.0 + 1e-15) && adjusted <= 1.0);
                    if method != Adjustment::BenjaminiYekutieli {
                        prop_assert!(adjusted <= *most);
                    }
                }
            }
        }
    }
}
