//! Rows about their means, so that the covariance of a resample is one pass.

use nalgebra::{DMatrix, DVector};

use super::covariance::Covariance;
use super::problem::{Problem, same_length};

/// Complete columns, stored row by row about their (unweighted) means.
#[derive(Clone, Debug)]
pub struct CentredRows {
    columns: usize,
    values: Vec<f64>,
    means: DVector<f64>,
}

impl CentredRows {
    /// Takes columns of one length without gaps.
    pub fn of(columns: &[&[f64]]) -> Result<Self, Problem> {
        let rows = columns.first().map_or(0, |column| column.len());
        for column in columns {
            same_length("a column", column.len(), rows)?;
            if let Some((row, &value)) = column.iter().enumerate().find(|(_, x)| !x.is_finite()) {
                return Err(Problem::NotFinite { what: "a value".to_string(), row, value });
            }
        }
        let means = DVector::from_iterator(
            columns.len(),
            columns.iter().map(|column| super::moments::mean(column).unwrap_or_default()),
        );
        let mut values = Vec::with_capacity(columns.len() * rows);
        for row in 0..rows {
            values.extend(columns.iter().zip(&means).map(|(column, mean)| column[row] - mean));
        }
        Ok(CentredRows { columns: columns.len(), values, means })
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }

    /// Replaces a column by what `value` gives for each row.
    pub fn set_column(&mut self, at: usize, value: impl Fn(usize) -> f64) {
        let rows = self.rows();
        let mean = (0..rows).map(&value).sum::<f64>() / rows as f64;
        self.means[at] = mean;
        for (row, values) in self.values.chunks_exact_mut(self.columns).enumerate() {
            values[at] = value(row) - mean;
        }
    }

    /// The covariance of the rows with these weights, divisor n - 1; `None` with fewer than two rows that have a weight.
    ///
    /// Means of a resample lie near those of the sample, so that taking the product of the means off afterwards costs no
    /// digits. A column that does not vary in the resample has a variance of exactly 0.
    pub fn covariance(&self, weights: &[f64]) -> Option<Covariance> {
        let k = self.columns;
        let mut sums = vec![0.0; k];
        let mut products = vec![0.0; k * k];
        let (mut total, mut n) = (0.0, 0usize);
        for (row, &weight) in self.values.chunks_exact(k).zip(weights) {
            if weight <= 0.0 {
                continue;
            }
            total += weight;
            n += 1;
            for (i, &x) in row.iter().enumerate() {
                let wx = weight * x;
                sums[i] += wx;
                for (product, &y) in products[i * k..=i * k + i].iter_mut().zip(row) {
                    *product += wx * y;
                }
            }
        }
        if n < 2 {
            return None;
        }
        let scale = n as f64 / (n as f64 - 1.0) / total;
        let about_mean = |i: usize, j: usize| {
            let (i, j) = (i.max(j), i.min(j));
            products[i * k + j] - sums[i] * sums[j] / total
        };
        let flat: Vec<bool> = (0..k).map(|i| about_mean(i, i) <= 1e-12 * products[i * k + i]).collect();
        let matrix =
            DMatrix::from_fn(k, k, |i, j| if flat[i] || flat[j] { 0.0 } else { about_mean(i, j) * scale });
        let means = DVector::from_fn(k, |i, _| self.means[i] + sums[i] / total);
        Some(Covariance { means, matrix, n })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::covariance::Divisor;
    use crate::statistics::testing::{Luck, assert_close};

    #[test]
    fn one_pass_gives_the_covariance_of_two() {
        let mut luck = Luck::new(9);
        let columns: Vec<Vec<f64>> = (0..3).map(|_| (0..40).map(|_| 1e3 + luck.normal()).collect()).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let weights: Vec<f64> = (0..40).map(|row| f64::from(row % 4)).collect();
        let exact = Covariance::of(&columns, Some(&weights), Divisor::Sample).expect("columns");
        let mut rows = CentredRows::of(&columns).expect("columns");
        let of = rows.covariance(&weights).expect("rows");
        for i in 0..3 {
            assert_close(of.means[i], exact.means[i], 1e-14);
            for j in 0..3 {
                assert_close(of.matrix[(i, j)], exact.matrix[(i, j)], 1e-11);
            }
        }
        assert_eq!((of.n, rows.rows()), (30, 40));
        rows.set_column(1, |row| f64::from(u8::from(row == 0)));
        let flat = rows.covariance(&weights).expect("rows");
        assert_eq!((flat.matrix[(1, 1)], flat.matrix[(0, 1)]), (0.0, 0.0));
        assert!(rows.covariance(&[0.0; 40]).is_none());
        assert!(CentredRows::of(&[&[1.0, f64::NAN]]).is_err());
    }
}
