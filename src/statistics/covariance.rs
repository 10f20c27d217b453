//! Covariances between many columns, weighted or not.

use nalgebra::{DMatrix, DVector};

use super::moments;
use super::problem::{Problem, same_length};

/// By what the sum of products about the means is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divisor {
    /// By n - 1, as the variance of a sample.
    Sample,
    /// By n, as the variance of the rows themselves.
    Population,
}

/// Means and covariances of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Covariance {
    /// Mean of each column.
    pub means: DVector<f64>,
    /// Covariance of each pair of columns; variances on the diagonal.
    pub matrix: DMatrix<f64>,
    /// Rows that entered (with a weight above 0).
    pub n: usize,
}

impl Covariance {
    /// Covariances of `columns`, all of one length and without gaps, each row with its weight (1 for all without).
    ///
    /// `sum(w (x - mean x)(y - mean y)) / sum(w)`, times `n / (n - 1)` for [`Divisor::Sample`], where n counts the rows
    /// with a weight: so the scale of the weights does not matter and weights of 1 give the ordinary covariance.
    pub fn of(columns: &[&[f64]], weights: Option<&[f64]>, divisor: Divisor) -> Result<Self, Problem> {
        let rows = columns.first().map_or(0, |column| column.len());
        for column in columns {
            same_length("a column", column.len(), rows)?;
        }
        let n = match weights {
            Some(weights) => {
                same_length("the weights", weights.len(), rows)?;
                super::design::check_weights(weights)?;
                weights.iter().filter(|weight| **weight > 0.0).count()
            }
            None => rows,
        };
        if n < 2 {
            return Err(Problem::TooFew {
                what: "a covariance",
                unit: "rows with a weight",
                given: n,
                needed: 2,
            });
        }
        if let Some((row, value)) = first_not_finite(columns) {
            return Err(Problem::NotFinite { what: "a value".to_string(), row, value });
        }
        let total = weights.map_or(rows as f64, moments::sum);
        let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
        let centred: Vec<(f64, Vec<f64>)> = columns
            .iter()
            .map(|column| {
                let sum = |shift: f64| {
                    moments::sum_of(column.iter().enumerate().map(|(row, x)| weight(row) * (x - shift)))
                };
                let first = sum(0.0) / total;
                let mean = first + sum(first) / total;
                (mean, column.iter().map(|x| x - mean).collect())
            })
            .collect();
        let scale = match divisor {
            Divisor::Sample => n as f64 / (n as f64 - 1.0) / total,
            Divisor::Population => 1.0 / total,
        };
        let mut matrix = DMatrix::zeros(columns.len(), columns.len());
        for (i, (_, a)) in centred.iter().enumerate() {
            for (j, (_, b)) in centred.iter().enumerate().take(i + 1) {
                let products = (0..rows).map(|row| weight(row) * a[row] * b[row]);
                let covariance = products.sum::<f64>() * scale;
                matrix[(i, j)] = covariance;
                matrix[(j, i)] = covariance;
            }
        }
        let means = DVector::from_iterator(columns.len(), centred.iter().map(|(mean, _)| *mean));
        Ok(Covariance { means, matrix, n })
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.matrix.nrows()
    }

    /// Standard deviation of column `at`.
    pub fn deviation(&self, at: usize) -> f64 {
        self.matrix[(at, at)].max(0.0).sqrt()
    }

    /// The correlations. Fails on a column that does not vary, naming it by its place.
    pub fn correlation(&self) -> Result<DMatrix<f64>, Problem> {
        let k = self.columns();
        if let Some(at) = (0..k).find(|&at| !varies(self.matrix[(at, at)], self.means[at])) {
            return Err(Problem::Constant { what: format!("column {at}") });
        }
        let deviations: Vec<f64> = (0..k).map(|at| self.deviation(at)).collect();
        Ok(DMatrix::from_fn(k, k, |i, j| match i == j {
            true => 1.0,
            false => (self.matrix[(i, j)] / (deviations[i] * deviations[j])).clamp(-1.0, 1.0),
        }))
    }

    /// The covariances of the columns at `which`, in that order.
    pub fn of_columns(&self, which: &[usize]) -> Covariance {
        let k = which.len();
        Covariance {
            means: DVector::from_fn(k, |i, _| self.means[which[i]]),
            matrix: DMatrix::from_fn(k, k, |i, j| self.matrix[(which[i], which[j])]),
            n: self.n,
        }
    }
}

/// Whether a variance is more than what rounding makes of none.
pub(crate) fn varies(variance: f64, mean: f64) -> bool {
    variance > 1e-24 * (mean * mean).max(f64::MIN_POSITIVE)
}

fn first_not_finite(columns: &[&[f64]]) -> Option<(usize, f64)> {
    columns
        .iter()
        .find_map(|column| column.iter().enumerate().find(|(_, x)| !x.is_finite()).map(|(row, &x)| (row, x)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    const A: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 6.0];
    const B: [f64; 5] = [2.0, 1.0, 5.0, 4.0, 9.0];

    #[test]
    fn without_weights_it_is_the_ordinary_covariance() {
        let of = Covariance::of(&[&A, &B], None, Divisor::Sample).expect("columns");
        assert_close(of.matrix[(0, 1)], moments::covariance(&A, &B).expect("pairs"), 1e-15);
        assert_close(of.matrix[(1, 1)], moments::variance(&B).expect("values"), 1e-15);
        assert_close(
            of.correlation().expect("they vary")[(1, 0)],
            moments::correlation(&A, &B).expect("pairs"),
            1e-15,
        );
        let of_rows = Covariance::of(&[&A, &B], None, Divisor::Population).expect("columns");
        assert_close(of_rows.matrix[(0, 1)], of.matrix[(0, 1)] * 0.8, 1e-15);
        assert_eq!(of.of_columns(&[1]).means[0], of.means[1]);
    }

    #[test]
    fn whole_weights_repeat_rows_and_their_scale_does_not_matter() {
        let weights = [2.0, 0.0, 1.0, 1.0, 3.0];
        let repeat = |x: &[f64; 5]| -> Vec<f64> {
            x.iter().zip(&weights).flat_map(|(x, w)| std::iter::repeat_n(*x, *w as usize)).collect()
        };
        let (a, b) = (repeat(&A), repeat(&B));
        let long = Covariance::of(&[&a, &b], None, Divisor::Population).expect("columns");
        for scale in [1.0, 0.125] {
            let scaled: Vec<f64> = weights.iter().map(|w| w * scale).collect();
            let of = Covariance::of(&[&A, &B], Some(&scaled), Divisor::Population).expect("columns");
            assert_close(of.matrix[(0, 1)], long.matrix[(0, 1)], 1e-14);
            assert_close(of.means[1], long.means[1], 1e-15);
            assert_eq!(of.n, 4);
        }
    }

    #[test]
    fn columns_without_spread_or_numbers_are_refused() {
        let flat = Covariance::of(&[&A, &[0.1; 5]], None, Divisor::Sample).expect("columns");
        assert!(matches!(flat.correlation(), Err(Problem::Constant { what }) if what == "column 1"));
        let nan = [1.0, f64::NAN, 1.0, 1.0, 1.0];
        assert!(matches!(
            Covariance::of(&[&A, &nan], None, Divisor::Sample),
            Err(Problem::NotFinite { row: 1, .. })
        ));
        assert!(Covariance::of(&[&A, &B[..4]], None, Divisor::Sample).is_err());
        let single = Some(&[0.0, 0.0, 1.0, 0.0, 0.0][..]);
        assert!(matches!(
            Covariance::of(&[&A], single, Divisor::Sample),
            Err(Problem::TooFew { given: 1, .. })
        ));
    }
}
