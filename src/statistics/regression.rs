//! A straight line through points, by ordinary least squares.

use super::interval::{Confidence, Interval};
use super::moments;
use super::student;

/// The line `y = intercept + slope * x` with the least sum of squared residuals, and how sure it is.
///
/// Source: Draper and Smith (1998), *Applied Regression Analysis*, chapter 1. What needs a residual degree of freedom
/// is `None` with only two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StraightLine {
    /// Value at `x = 0`.
    pub intercept: f64,
    /// Change of `y` per unit of `x`.
    pub slope: f64,
    /// Standard error of the slope.
    pub slope_standard_error: Option<f64>,
    /// Standard error of the intercept.
    pub intercept_standard_error: Option<f64>,
    /// Residual standard deviation, `sqrt(sum of squared residuals / (n - 2))`.
    pub residual_sd: Option<f64>,
    /// Share of the variance of `y` that the line explains; `None` where `y` does not vary.
    pub r_squared: Option<f64>,
    /// Points.
    pub n: u64,
}

impl StraightLine {
    /// Fits the line; `None` with fewer than two points, unequal lengths, or where `x` does not vary.
    pub fn fit(x: &[f64], y: &[f64]) -> Option<Self> {
        let spread_xx = moments::variance(x)?;
        let spread_xy = moments::covariance(x, y)?;
        if spread_xx <= 0.0 {
            return None;
        }
        let (mean_x, mean_y) = (moments::mean(x)?, moments::mean(y)?);
        let slope = spread_xy / spread_xx;
        let residual = |(x, y): (&f64, &f64)| (y - mean_y) - slope * (x - mean_x);
        let unexplained = moments::sum_of(x.iter().zip(y).map(residual).map(|left| left * left));
        let n = x.len() as f64;
        let total_xx = spread_xx * (n - 1.0);
        let total_yy = moments::variance(y)? * (n - 1.0);
        let residual_sd = (x.len() > 2).then(|| (unexplained / (n - 2.0)).sqrt());
        Some(StraightLine {
            intercept: mean_y - slope * mean_x,
            slope,
            slope_standard_error: residual_sd.map(|sd| sd / total_xx.sqrt()),
            intercept_standard_error: residual_sd
                .map(|sd| sd * (1.0 / n + mean_x * mean_x / total_xx).sqrt()),
            residual_sd,
            r_squared: (total_yy > 0.0).then(|| (1.0 - unexplained / total_yy).max(0.0)),
            n: x.len() as u64,
        })
    }

    /// The height of the line at `x`.
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }

    /// Confidence interval of the slope, by Student's t with `n - 2` degrees of freedom.
    pub fn slope_interval(&self, confidence: Confidence) -> Option<Interval> {
        let standard_error = self.slope_standard_error?;
        Some(Interval::around(self.slope, standard_error, self.degrees_of_freedom(), confidence))
    }

    /// Two-sided p-value of "the true slope is 0". Points exactly on a line leave no noise: 0, or 1 where it is level.
    pub fn slope_p(&self) -> Option<f64> {
        let standard_error = self.slope_standard_error?;
        Some(match (self.slope == 0.0, standard_error == 0.0) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => student::two_sided_p(self.slope / standard_error, self.degrees_of_freedom()),
        })
    }

    fn degrees_of_freedom(&self) -> f64 {
        self.n as f64 - 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    /// The Norris data of NIST's Statistical Reference Datasets (calibration of ozone monitors): y, x.
    const NORRIS: [(f64, f64); 36] = [
        (0.1, 0.2),
        (338.8, 337.4),
        (118.1, 118.2),
        (888.0, 884.6),
        (9.2, 10.1),
        (228.1, 226.5),
        (668.5, 666.3),
        (998.5, 996.3),
        (449.1, 448.6),
        (778.9, 777.0),
        (559.2, 558.2),
        (0.3, 0.4),
        (0.1, 0.6),
        (778.1, 775.5),
        (668.8, 666.9),
        (339.3, 338.0),
        (448.9, 447.5),
        (10.8, 11.6),
        (557.7, 556.0),
        (228.3, 228.1),
        (998.0, 995.8),
        (888.8, 887.6),
        (119.6, 120.2),
        (0.3, 0.3),
        (0.6, 0.3),
        (557.6, 556.8),
        (339.3, 339.1),
        (888.0, 887.2),
        (998.5, 999.0),
        (778.9, 779.0),
        (10.2, 11.1),
        (117.6, 118.3),
        (228.9, 229.2),
        (668.4, 669.1),
        (449.2, 448.9),
        (0.2, 0.5),
    ];

    #[test]
    fn the_line_agrees_with_the_certified_values_of_nist() {
        let (y, x): (Vec<f64>, Vec<f64>) = NORRIS.into_iter().unzip();
        let line = StraightLine::fit(&x, &y).expect("points");
        assert_close(line.intercept, -0.262_323_073_774_029, 1e-12);
        assert_close(line.slope, 1.002_116_818_020_45, 1e-14);
        assert_close(line.residual_sd.expect("points"), 0.884_796_396_144_373, 1e-12);
        assert_close(line.slope_standard_error.expect("points"), 0.429_796_848_199_937e-3, 1e-12);
        assert_close(line.intercept_standard_error.expect("points"), 0.232_818_234_301_152, 1e-12);
        assert_close(line.r_squared.expect("points"), 0.999_993_745_883_712, 1e-14);
        assert_eq!(line.n, 36);
    }

    #[test]
    fn p_value_and_interval_of_the_slope_agree_with_scipy() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let line = StraightLine::fit(&x, &[2.1, 3.9, 6.2, 7.8, 10.1, 11.7]).expect("points");
        assert_close(line.slope_p().expect("points"), 1.829_808_727_431_396_9e-6, 1e-11);
        let interval = line.slope_interval(Confidence::NINETY_FIVE).expect("points");
        assert_close(interval.low, 1.821_318_123_842_588, 1e-12);
        assert_close(interval.high, 2.075_824_733_300_268_4, 1e-12);
        let flatter = StraightLine::fit(&x[..5], &[2.0, 1.0, 4.0, 3.0, 3.5]).expect("points");
        assert_close(flatter.slope_p().expect("points"), 0.228_777_804_069_771_16, 1e-13);
        assert_close(flatter.r_squared.expect("points"), 0.431_034_482_758_620_8, 1e-14);
    }

    #[test]
    fn points_on_a_line_leave_no_doubt() {
        let line = StraightLine::fit(&[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0]).expect("points");
        assert_eq!((line.intercept, line.slope, line.at(10.0)), (1.0, 2.0, 21.0));
        assert_eq!((line.slope_p(), line.r_squared), (Some(0.0), Some(1.0)));
        let level = StraightLine::fit(&[0.0, 1.0, 2.0], &[4.0; 3]).expect("points");
        assert_eq!((level.slope, level.slope_p(), level.r_squared), (0.0, Some(1.0), None));
    }

    #[test]
    fn two_points_make_a_line_without_certainty_and_fewer_make_none() {
        let line = StraightLine::fit(&[1.0, 3.0], &[2.0, 6.0]).expect("two points");
        assert_eq!(
            (line.slope, line.slope_p(), line.slope_interval(Confidence::default())),
            (2.0, None, None)
        );
        assert_eq!(StraightLine::fit(&[1.0], &[2.0]), None);
        assert_eq!(StraightLine::fit(&[1.0, 1.0], &[2.0, 3.0]), None);
        assert_eq!(StraightLine::fit(&[1.0, 2.0], &[2.0]), None);
    }
}
