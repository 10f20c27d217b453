//! Figures with one row left out.

use crate::statistics::moments;
use crate::statistics::problem::Problem;

/// Standard error by the jackknife: `sqrt((n - 1) / n sum((t_i - mean t)^2))` of the figures `t_i` without row i.
/// Source: Tukey (1958). Needs two figures.
pub fn standard_error(figures: &[f64]) -> Result<f64, Problem> {
    let variance = moments::variance(figures).ok_or(few(figures.len()))?;
    let n = figures.len() as f64;
    Ok((n - 1.0) * (variance / n).sqrt())
}

/// Acceleration `a = sum(u^3) / (6 (sum u^2)^(3/2))` with `u_i = mean t - t_i` of the figures `t_i` without row i: a sixth
/// of the skewness of the rows' influence. Source: Efron (1987), Efron and Tibshirani (1993), formula 14.15. 0 where no
/// row matters; needs two figures.
pub fn acceleration(figures: &[f64]) -> Result<f64, Problem> {
    let mean = moments::mean(figures).filter(|_| figures.len() > 1).ok_or(few(figures.len()))?;
    of_influence(figures.iter().map(|figure| mean - figure))
}

/// [`acceleration`] from the rows' influence itself (of any scale).
pub fn of_influence(influence: impl Iterator<Item = f64> + Clone) -> Result<f64, Problem> {
    let squares = moments::sum_of(influence.clone().map(|u| u * u));
    let cubes = moments::sum_of(influence.map(|u| u * u * u));
    Ok(if squares > 0.0 { cubes / (6.0 * squares * squares.sqrt()) } else { 0.0 })
}

fn few(given: usize) -> Problem {
    Problem::TooFew { what: "the jackknife", unit: "rows", given, needed: 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    #[test]
    fn for_a_mean_it_is_the_ordinary_standard_error() {
        let values = [1.0, 2.0, 4.0, 9.0];
        let without: Vec<f64> = values.iter().map(|value| (16.0 - value) / 3.0).collect();
        let ordinary = (moments::variance(&values).expect("values") / 4.0).sqrt();
        assert_close(standard_error(&without).expect("figures"), ordinary, 1e-14);
        // Influence of a row on a mean: its distance from it. -3, -2, 0, 5: cubes 90, squares 38.
        assert_close(acceleration(&without).expect("figures"), 90.0 / (6.0 * 38.0 * 38.0f64.sqrt()), 1e-13);
        assert_eq!(acceleration(&[2.0, 2.0]), Ok(0.0));
        assert!(acceleration(&[1.0]).is_err() && standard_error(&[]).is_err());
    }
}
