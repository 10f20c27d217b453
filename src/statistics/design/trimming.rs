//! Weights cut to bounds, and what was cut off given to the others.

use super::check_weights;
use crate::statistics::moments;
use crate::statistics::problem::Problem;

/// The lowest and highest weight allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Lower bound; 0 or less cuts nothing.
    pub lower: f64,
    /// Upper bound; infinite cuts nothing.
    pub upper: f64,
}

/// Who gets what was cut off, so that the sum of the weights stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redistribution {
    /// The same amount to every row that was within the bounds.
    Equal,
    /// In proportion to the weights of the rows that were within the bounds.
    Proportional,
}

/// Rounds after which strict trimming gives up.
const MOST_ROUNDS: usize = 1_000;

/// `weights` cut to `bounds`, their sum kept by `redistribution`. What is handed on may lift a weight over the bound
/// again; with `strict`, trimming is repeated until none lies outside (by more than rounding).
///
/// Source: Potter (1990), "A study of procedures to identify and trim extreme sampling weights". Fails when the bounds
/// are in the wrong order, or leave no weight to hand the rest to.
pub fn trim(
    weights: &[f64],
    bounds: Bounds,
    redistribution: Redistribution,
    strict: bool,
) -> Result<Vec<f64>, Problem> {
    check_weights(weights)?;
    if !(bounds.upper > 0.0 && bounds.lower <= bounds.upper) {
        let what = "the upper bound of the weights".to_string();
        return Err(Problem::OutOfRange {
            what,
            value: bounds.upper,
            allowed: "above 0 and above the lower one",
        });
    }
    let slack = 1e-12 * bounds.upper.min(moments::sum(weights));
    let outside = |weight: f64| weight < bounds.lower - slack || weight > bounds.upper + slack;
    let mut trimmed = weights.to_vec();
    for _ in 0..MOST_ROUNDS {
        if !trimmed.iter().any(|&weight| outside(weight)) {
            return Ok(trimmed);
        }
        trimmed = trim_once(&trimmed, bounds, redistribution, outside)?;
        if !strict {
            return Ok(trimmed);
        }
    }
    let left = trimmed.iter().map(|w| (w - bounds.upper).max(bounds.lower - w)).fold(0.0, f64::max);
    Err(Problem::NotSettled { what: "strict trimming", rounds: MOST_ROUNDS, left, tolerance: slack })
}

fn trim_once(
    weights: &[f64],
    bounds: Bounds,
    redistribution: Redistribution,
    outside: impl Fn(f64) -> bool,
) -> Result<Vec<f64>, Problem> {
    let cut: Vec<f64> = weights.iter().map(|w| w.clamp(bounds.lower, bounds.upper)).collect();
    let rest = moments::sum_of(weights.iter().zip(&cut).map(|(before, after)| before - after));
    let share_of = |weight: f64| match redistribution {
        _ if outside(weight) => 0.0,
        Redistribution::Equal => 1.0,
        Redistribution::Proportional => weight,
    };
    let shares = moments::sum_of(weights.iter().map(|&weight| share_of(weight)));
    if shares <= 0.0 {
        let what = "trimming";
        return Err(Problem::Undefined {
            what,
            why: "every weight lies outside the bounds, so nobody can take the rest",
        });
    }
    Ok(weights.iter().zip(&cut).map(|(&before, after)| after + rest * share_of(before) / shares).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP_TO_FOUR: Bounds = Bounds { lower: 0.0, upper: 4.0 };

    #[test]
    fn what_is_cut_off_goes_to_the_others() {
        let weights = [1.0, 3.0, 8.0];
        assert_eq!(trim(&weights, UP_TO_FOUR, Redistribution::Equal, false), Ok(vec![3.0, 5.0, 4.0]));
        assert_eq!(trim(&weights, UP_TO_FOUR, Redistribution::Proportional, false), Ok(vec![2.0, 6.0, 4.0]));
        let strict = trim(&weights, UP_TO_FOUR, Redistribution::Equal, true).expect("it settles");
        assert!(strict.iter().all(|w| (w - 4.0).abs() < 1e-11), "{strict:?}");
        assert_eq!(trim(&[1.0, 2.0], UP_TO_FOUR, Redistribution::Equal, true), Ok(vec![1.0, 2.0]));
        let lifted = trim(&[0.0, 3.0, 3.0], Bounds { lower: 1.0, upper: 9.0 }, Redistribution::Equal, true);
        assert_eq!(lifted, Ok(vec![1.0, 2.5, 2.5]));
    }

    #[test]
    fn impossible_bounds_are_refused() {
        let up = |upper| trim(&[5.0, 6.0], Bounds { lower: 0.0, upper }, Redistribution::Equal, true);
        assert!(matches!(up(4.0), Err(Problem::Undefined { .. })));
        assert!(matches!(up(-1.0), Err(Problem::OutOfRange { .. })));
        assert!(matches!(up(f64::NAN), Err(Problem::OutOfRange { .. })));
        let strict = trim(&[4.0, 4.0, 12.0], UP_TO_FOUR, Redistribution::Equal, true);
        assert!(strict.is_err(), "twenty do not fit under three times four: {strict:?}");
    }
}
