//! Linear regression on several columns, weighted or not.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::covariance::{Covariance, varies};
use super::estimate::Estimate;
use super::problem::Problem;

/// A regression `y = intercept + sum of coefficient * x`, by (weighted) least squares.
///
/// Source: Draper and Smith (1998), *Applied Regression Analysis*. Standard errors are those of independent rows with one
/// variance; under a sample design a resampling of clusters gives better ones.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// Value where all predictors are 0.
    pub intercept: f64,
    /// Change of y per unit of each predictor, the others held.
    pub coefficients: Vec<f64>,
    /// Standard error of each coefficient.
    pub standard_errors: Vec<f64>,
    /// Share of the variance of y explained, 0 to 1.
    pub r_squared: f64,
    /// Rows minus predictors minus one.
    pub degrees_of_freedom: f64,
    /// Rows that entered.
    pub n: usize,
}

/// A pivot below this share of its column's variance means that the column is a combination of others.
const SMALLEST_PIVOT: f64 = 1e-11;

impl LeastSquares {
    /// The regression of `y` on the columns `x`, from rows with `weights`.
    ///
    /// Fails when y does not vary, when a predictor is a combination of others or does not vary, and when there are not
    /// more rows than unknowns.
    pub fn fit(y: &[f64], x: &[&[f64]], weights: Option<&[f64]>) -> Result<Self, Problem> {
        let columns: Vec<&[f64]> = x.iter().copied().chain([y]).collect();
        let covariance = Covariance::of(&columns, weights, super::covariance::Divisor::Sample)?;
        Self::from_covariance(&covariance, x.len(), &(0..x.len()).collect::<Vec<_>>())
    }

    /// The regression of column `y` on the columns `x` of a covariance matrix.
    pub fn from_covariance(covariance: &Covariance, y: usize, x: &[usize]) -> Result<Self, Problem> {
        let (n, k) = (covariance.n, x.len());
        if n <= k + 1 {
            return Err(Problem::TooFew { what: "a regression", unit: "rows", given: n, needed: k + 2 });
        }
        let variance = covariance.matrix[(y, y)];
        if !varies(variance, covariance.means[y]) {
            return Err(Problem::Constant { what: "what is to be explained".to_string() });
        }
        let of_x = covariance.of_columns(x);
        let with_y = DVector::from_fn(k, |i, _| covariance.matrix[(x[i], y)]);
        let factor = factorised(&of_x.matrix, "a regression")?;
        let coefficients = factor.solve(&with_y);
        let explained = coefficients.dot(&with_y);
        let degrees_of_freedom = (n - k - 1) as f64;
        let squares = (variance - explained).max(0.0) * (n as f64 - 1.0);
        let inverse = factor.inverse();
        let spread = squares / degrees_of_freedom / (n as f64 - 1.0);
        Ok(LeastSquares {
            intercept: covariance.means[y] - coefficients.dot(&of_x.means),
            standard_errors: (0..k).map(|i| (spread * inverse[(i, i)]).max(0.0).sqrt()).collect(),
            coefficients: coefficients.iter().copied().collect(),
            r_squared: (explained / variance).clamp(0.0, 1.0),
            degrees_of_freedom,
            n,
        })
    }

    /// A coefficient with its noise.
    pub fn coefficient(&self, at: usize) -> Estimate {
        Estimate {
            value: self.coefficients[at],
            standard_error: self.standard_errors[at],
            degrees_of_freedom: self.degrees_of_freedom,
            n: self.n,
        }
    }

    /// The share explained, corrected for the number of predictors: `1 - (1 - R^2)(n - 1) / (n - k - 1)`.
    pub fn adjusted_r_squared(&self) -> f64 {
        1.0 - (1.0 - self.r_squared) * (self.n as f64 - 1.0) / self.degrees_of_freedom
    }
}

/// The Cholesky factor of a covariance (or correlation) matrix; fails when a column is, up to rounding, a combination of
/// others or constant.
pub fn factorised(
    matrix: &DMatrix<f64>,
    what: &'static str,
) -> Result<Cholesky<f64, nalgebra::Dyn>, Problem> {
    let factor = Cholesky::new(matrix.clone()).ok_or(Problem::Collinear { what })?;
    let near_zero = |i: usize| factor.l_dirty()[(i, i)].powi(2) <= SMALLEST_PIVOT * matrix[(i, i)].abs();
    if (0..matrix.nrows()).any(near_zero) { Err(Problem::Collinear { what }) } else { Ok(factor) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::regression::StraightLine;
    use crate::statistics::testing::{Luck, assert_close};

    #[test]
    fn with_one_predictor_it_is_the_straight_line() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.1, 3.9, 6.2, 7.8, 10.1, 11.7]);
        let line = StraightLine::fit(&x, &y).expect("points");
        let of = LeastSquares::fit(&y, &[&x], None).expect("points");
        assert_close(of.intercept, line.intercept, 1e-11);
        assert_close(of.coefficients[0], line.slope, 1e-14);
        assert_close(of.standard_errors[0], line.slope_standard_error.expect("points"), 1e-10);
        assert_close(of.r_squared, line.r_squared.expect("points"), 1e-14);
        assert_close(of.coefficient(0).p().expect("noise"), line.slope_p().expect("points"), 1e-9);
    }

    #[test]
    fn longley_agrees_with_the_certified_values_of_nist() {
        // NIST StRD Longley (1967), the classic near-collinear set: deflator, GNP, unemployed, forces, population, year.
        const ROWS: [[f64; 7]; 16] = [
            [60323.0, 83.0, 234289.0, 2356.0, 1590.0, 107608.0, 1947.0],
            [61122.0, 88.5, 259426.0, 2325.0, 1456.0, 108632.0, 1948.0],
            [60171.0, 88.2, 258054.0, 3682.0, 1616.0, 109773.0, 1949.0],
            [61187.0, 89.5, 284599.0, 3351.0, 1650.0, 110929.0, 1950.0],
            [63221.0, 96.2, 328975.0, 2099.0, 3099.0, 112075.0, 1951.0],
            [63639.0, 98.1, 346999.0, 1932.0, 3594.0, 113270.0, 1952.0],
            [64989.0, 99.0, 365385.0, 1870.0, 3547.0, 115094.0, 1953.0],
            [63761.0, 100.0, 363112.0, 3578.0, 3350.0, 116219.0, 1954.0],
            [66019.0, 101.2, 397469.0, 2904.0, 3048.0, 117388.0, 1955.0],
            [67857.0, 104.6, 419180.0, 2822.0, 2857.0, 118734.0, 1956.0],
            [68169.0, 108.4, 442769.0, 2936.0, 2798.0, 120445.0, 1957.0],
            [66513.0, 110.8, 444546.0, 4681.0, 2637.0, 121950.0, 1958.0],
            [68655.0, 112.6, 482704.0, 3813.0, 2552.0, 123366.0, 1959.0],
            [69564.0, 114.2, 502601.0, 3931.0, 2514.0, 125368.0, 1960.0],
            [69331.0, 115.7, 518173.0, 4806.0, 2572.0, 127852.0, 1961.0],
            [70551.0, 116.9, 554894.0, 4007.0, 2827.0, 130081.0, 1962.0],
        ];
        let columns: Vec<Vec<f64>> = (0..7).map(|j| ROWS.iter().map(|row| row[j]).collect()).collect();
        let x: Vec<&[f64]> = columns[1..].iter().map(Vec::as_slice).collect();
        let of = LeastSquares::fit(&columns[0], &x, None).expect("rows");
        let certified = [
            (15.061_872_271_373_3, 84.914_925_774_766_9),
            (-0.358_191_792_925_910e-1, 0.334_910_077_722_432e-1),
            (-2.020_229_803_816_83, 0.488_399_681_651_699),
            (-1.033_226_867_173_59, 0.214_274_163_161_675),
            (-0.511_041_056_535_807e-1, 0.226_073_200_069_370),
            (1_829.151_464_613_55, 455.478_499_142_212),
        ];
        for (at, (coefficient, standard_error)) in certified.into_iter().enumerate() {
            // The matrix of squares loses half of the digits that the columns have in common; seven remain at worst.
            assert_close(of.coefficients[at], coefficient, 1e-7);
            assert_close(of.standard_errors[at], standard_error, 1e-7);
        }
        assert_close(of.r_squared, 0.995_479_004_577_296, 1e-11);
        assert_close(of.intercept, -3_482_258.634_595_82, 1e-7);
    }

    #[test]
    fn combinations_of_columns_are_refused() {
        let mut luck = Luck::new(5);
        let a: Vec<f64> = (0..50).map(|_| luck.normal()).collect();
        let b: Vec<f64> = (0..50).map(|_| luck.normal()).collect();
        let sum: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 2.0 * a - 3.0 * b + 1.0).collect();
        let y: Vec<f64> = (0..50).map(|_| luck.normal()).collect();
        assert!(matches!(LeastSquares::fit(&y, &[&a, &b, &sum], None), Err(Problem::Collinear { .. })));
        assert!(matches!(LeastSquares::fit(&y, &[&a, &[1.0; 50]], None), Err(Problem::Collinear { .. })));
        assert!(matches!(LeastSquares::fit(&[4.0; 50], &[&a], None), Err(Problem::Constant { .. })));
        assert!(matches!(LeastSquares::fit(&y[..3], &[&a[..3], &b[..3]], None), Err(Problem::TooFew { .. })));
        let exact = LeastSquares::fit(&sum, &[&a, &b], None).expect("rows");
        assert_close(exact.coefficients[1], -3.0, 1e-13);
        assert!((exact.adjusted_r_squared() - 1.0).abs() < 1e-12);
    }
}
