//! Weights adjusted to known margins, one after the other, until all hold: iterative proportional fitting.

use super::check_weights;
use crate::statistics::moments;
use crate::statistics::problem::{Problem, same_length};

/// One known margin of the population: in which category each row is, and how much each category holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin<'a> {
    /// Category of each row: an index into `totals`.
    pub category: &'a [u32],
    /// What the weights of each category must add up to, each finite and 0 or more.
    pub totals: &'a [f64],
}

/// When raking stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RakingLimits {
    /// Largest distance of a category from its total, as a share of the total, at which the margins hold.
    pub tolerance: f64,
    /// Rounds over all margins after which raking gives up.
    pub most_rounds: usize,
}

impl Default for RakingLimits {
    /// To `1e-10` of each total, within 1 000 rounds.
    fn default() -> Self {
        RakingLimits { tolerance: 1e-10, most_rounds: 1_000 }
    }
}

/// Raked weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weight of each row.
    pub weights: Vec<f64>,
    /// Rounds over all margins.
    pub rounds: usize,
    /// Largest distance of a category from its total that is left, as a share of the total.
    pub left: f64,
}

/// The `weights` multiplied by one factor per category and margin such that all `margins` hold. With a single margin
/// this is post-stratification.
///
/// Source: Deming and Stephan (1940); as calibration: Deville, Särndal and Sautory (1993). Fails when margins disagree
/// about the population by more than the tolerance, when a category that should hold somebody has no row with a weight,
/// or when the margins do not settle (they contradict each other through empty combinations).
pub fn rake(weights: &[f64], margins: &[Margin], limits: RakingLimits) -> Result<Raked, Problem> {
    check_weights(weights)?;
    for (index, margin) in margins.iter().enumerate() {
        check_margin(weights, index, margin)?;
        let (given, needed) = (moments::sum(margin.totals), moments::sum(margins[0].totals));
        if (given - needed).abs() > limits.tolerance.max(1e-12) * needed {
            return Err(Problem::MarginsDisagree { margin: index, given, needed });
        }
    }
    let mut raked = weights.to_vec();
    let mut left = f64::INFINITY;
    for rounds in 1..=limits.most_rounds {
        for margin in margins {
            let sums = sums_of(&raked, margin);
            let factors: Vec<f64> = sums
                .iter()
                .zip(margin.totals)
                .map(|(sum, total)| if *sum > 0.0 { total / sum } else { 0.0 })
                .collect();
            for (weight, &category) in raked.iter_mut().zip(margin.category) {
                *weight *= factors[category as usize];
            }
        }
        left = margins.iter().map(|margin| distance(&raked, margin)).fold(0.0, f64::max);
        if left <= limits.tolerance {
            return Ok(Raked { weights: raked, rounds, left });
        }
    }
    Err(Problem::NotSettled { what: "raking", rounds: limits.most_rounds, left, tolerance: limits.tolerance })
}

fn check_margin(weights: &[f64], index: usize, margin: &Margin) -> Result<(), Problem> {
    same_length("a margin", margin.category.len(), weights.len())?;
    let outside = |value: f64, what: &str, allowed| Problem::OutOfRange {
        what: format!("{what} of margin {index}"),
        value,
        allowed,
    };
    if let Some(&total) = margin.totals.iter().find(|total| !(total.is_finite() && **total >= 0.0)) {
        return Err(outside(total, "a total", "at 0 or above"));
    }
    if let Some(&category) = margin.category.iter().find(|&&c| c as usize >= margin.totals.len()) {
        return Err(outside(f64::from(category), "a category", "among those that have a total"));
    }
    let sums = sums_of(weights, margin);
    match sums.iter().zip(margin.totals).position(|(sum, total)| *sum <= 0.0 && *total > 0.0) {
        Some(at) => {
            Err(Problem::EmptyCategory { margin: index, category: at as u32, target: margin.totals[at] })
        }
        None => Ok(()),
    }
}

fn sums_of(weights: &[f64], margin: &Margin) -> Vec<f64> {
    let mut sums = vec![0.0; margin.totals.len()];
    for (weight, &category) in weights.iter().zip(margin.category) {
        sums[category as usize] += weight;
    }
    sums
}

fn distance(weights: &[f64], margin: &Margin) -> f64 {
    let apart = |(sum, total): (f64, &f64)| if *total > 0.0 { (sum - total).abs() / total } else { sum };
    sums_of(weights, margin).into_iter().zip(margin.totals).map(apart).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    fn margin<'a>(category: &'a [u32], totals: &'a [f64]) -> Margin<'a> {
        Margin { category, totals }
    }

    #[test]
    fn one_margin_is_post_stratification() {
        let raked = rake(&[1.0, 1.0, 2.0], &[margin(&[0, 0, 1], &[30.0, 70.0])], RakingLimits::default());
        assert_eq!(raked.map(|raked| (raked.weights, raked.rounds)), Ok((vec![15.0, 15.0, 70.0], 1)));
    }

    #[test]
    fn two_margins_hold_and_cross_ratios_stay() {
        // Four cells of a two by two table with odds ratio (4 x 3) / (1 x 2) = 6.
        let (weights, row, column) = ([4.0, 1.0, 2.0, 3.0], [0, 0, 1, 1], [0, 1, 0, 1]);
        let raked = rake(
            &weights,
            &[margin(&row, &[40.0, 60.0]), margin(&column, &[55.0, 45.0])],
            RakingLimits::default(),
        )
        .expect("it settles");
        let w = &raked.weights;
        assert_close(w[0] + w[1], 40.0, 1e-10);
        assert_close(w[0] + w[2], 55.0, 1e-10);
        assert_close(w[0] * w[3] / (w[1] * w[2]), 6.0, 1e-9);
        assert!(raked.left <= 1e-10 && raked.rounds > 1);
    }

    /// 183 schools of a cluster sample in six cells of level and goal met (R's survey, data api), each with a weight of
    /// 6194 / 183: the weights that `rake` gives after its four rounds.
    #[test]
    fn a_published_raking_comes_out() {
        let cells = [
            (0, 0, 12, 39.838_509_410_554),
            (1, 0, 3, 67.125_782_626_330_4),
            (2, 0, 8, 49.070_067_399_295_2),
            (0, 1, 132, 29.870_463_872_734_5),
            (1, 1, 11, 50.330_152_772_675_1),
            (2, 1, 17, 36.792_181_664_683_3),
        ];
        let rows = |of: fn(&(u32, u32, usize, f64)) -> u32| -> Vec<u32> {
            cells.iter().flat_map(|cell| std::iter::repeat_n(of(cell), cell.2)).collect()
        };
        let (level, goal) = (rows(|cell| cell.0), rows(|cell| cell.1));
        let margins = [margin(&level, &[4_421.0, 755.0, 1_018.0]), margin(&goal, &[1_072.0, 5_122.0])];
        let limits = RakingLimits { tolerance: 1e-4, most_rounds: 9 };
        let raked = rake(&[33.846_996_307_373; 183], &margins, limits).expect("it settles");
        assert_eq!(raked.rounds, 4);
        let expected = cells.iter().flat_map(|cell| std::iter::repeat_n(cell.3, cell.2));
        raked
            .weights
            .iter()
            .zip(expected)
            .for_each(|(weight, expected)| assert_close(*weight, expected, 1e-13));
        let spread = super::super::WeightSpread::of(&raked.weights).expect("weights");
        assert!(spread.design_effect > 1.0 && spread.effective_n < 183.0);
    }

    #[test]
    fn margins_that_cannot_hold_are_named() {
        let limits = RakingLimits::default();
        let weights = [1.0, 1.0];
        let of = |margins: &[Margin]| rake(&weights, margins, limits).expect_err("must be refused");
        assert!(matches!(
            of(&[margin(&[0, 0], &[5.0, 5.0])]),
            Problem::EmptyCategory { margin: 0, category: 1, target: 5.0 }
        ));
        assert!(matches!(
            of(&[margin(&[0, 1], &[5.0, 5.0]), margin(&[0, 1], &[5.0, 6.0])]),
            Problem::MarginsDisagree { margin: 1, given: 11.0, needed: 10.0 }
        ));
        // Two rows that sit in the same cells of both margins cannot have different sums in them.
        assert!(matches!(
            of(&[margin(&[0, 1], &[5.0, 5.0]), margin(&[0, 1], &[4.0, 6.0])]),
            Problem::NotSettled { rounds: 1_000, .. }
        ));
        assert!(matches!(of(&[margin(&[0, 2], &[5.0, 5.0])]), Problem::OutOfRange { .. }));
        assert!(matches!(of(&[margin(&[0], &[5.0])]), Problem::UnequalLengths { given: 1, needed: 2, .. }));
    }
}
