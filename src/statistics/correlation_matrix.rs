//! Correlation matrices: their Cholesky factor, and which pair keeps a matrix from being one.

use nalgebra::DMatrix;

/// A correlation that the others do not allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contradiction {
    /// The pair, the first smaller.
    pub pair: (usize, usize),
    /// Between these values, both excluded, the others would allow it.
    pub allowed: (f64, f64),
}

/// The lower triangular L with `matrix` = L L', row by row; `None` when the matrix is not positive definite.
pub fn factor(matrix: &DMatrix<f64>) -> Option<Vec<Vec<f64>>> {
    let lower = matrix.clone().cholesky()?.l();
    let size = matrix.nrows();
    Some((0..size).map(|row| (0..=row).map(|column| lower[(row, column)]).collect()).collect())
}

/// Why a symmetric matrix with a diagonal of 1 is not positive definite; `None` when it is.
///
/// In the smallest set of columns that already contradict each other every smaller set is sound, so that each of its pairs
/// has an interval of values that the rest would allow; the pair that needs the smallest change is named.
pub fn contradiction(matrix: &DMatrix<f64>) -> Option<Contradiction> {
    let size = matrix.nrows();
    let mut sets: Vec<Vec<usize>> = (1u32..1 << size)
        .map(|members| (0..size).filter(|column| members & 1 << column != 0).collect())
        .collect();
    sets.sort_by_key(Vec::len);
    let is_sound = |set: &[usize]| part(matrix, set).cholesky().is_some();
    let culprit = sets.into_iter().find(|set| !is_sound(set))?;
    let mut least: Option<(f64, Contradiction)> = None;
    for (place, &first) in culprit.iter().enumerate() {
        for &second in &culprit[place + 1..] {
            let rest: Vec<usize> =
                culprit.iter().copied().filter(|column| *column != first && *column != second).collect();
            let allowed = allowed(matrix, first, second, &rest);
            let value = matrix[(first, second)];
            let change = (allowed.0 - value).max(value - allowed.1);
            if least.is_none_or(|(smallest, _)| change < smallest) {
                least = Some((change, Contradiction { pair: (first, second), allowed }));
            }
        }
    }
    least.map(|(_, found)| found)
}

/// The values of the correlation of `first` and `second` that those with `rest` allow: r +- sqrt((1 - R1)(1 - R2)), where r
/// is the correlation that goes through the rest and R1, R2 are the squared multiple correlations with it.
fn allowed(matrix: &DMatrix<f64>, first: usize, second: usize, rest: &[usize]) -> (f64, f64) {
    let Some(inverse) = part(matrix, rest).try_inverse().filter(|_| !rest.is_empty()) else {
        return (-1.0, 1.0);
    };
    let through = |a: usize, b: usize| {
        let mut sum = 0.0;
        for (i, &x) in rest.iter().enumerate() {
            for (j, &y) in rest.iter().enumerate() {
                sum += matrix[(a, x)] * inverse[(i, j)] * matrix[(y, b)];
            }
        }
        sum
    };
    let middle = through(first, second);
    let room = (1.0 - through(first, first)).max(0.0) * (1.0 - through(second, second)).max(0.0);
    let half = libm::sqrt(room);
    (middle - half, middle + half)
}

/// The matrix of these columns alone.
fn part(matrix: &DMatrix<f64>, columns: &[usize]) -> DMatrix<f64> {
    DMatrix::from_fn(columns.len(), columns.len(), |i, j| matrix[(columns[i], columns[j])])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(usize, usize, f64)], size: usize) -> DMatrix<f64> {
        let mut matrix = DMatrix::identity(size, size);
        for &(i, j, value) in pairs {
            matrix[(i, j)] = value;
            matrix[(j, i)] = value;
        }
        matrix
    }

    #[test]
    fn the_factor_times_itself_is_the_matrix() {
        let lower = factor(&of(&[(0, 1, 0.6)], 2)).expect("a correlation matrix");
        assert_eq!(lower, [vec![1.0], vec![0.6, 0.8]]);
    }

    /// 0.1 and 0.8 through the third leave 0.08 +- 0.6 sqrt(0.99): 0.8 needs a smaller change than 0.1 would.
    #[test]
    fn the_pair_that_contradicts_the_others_is_named() {
        let matrix = of(&[(0, 1, 0.8), (1, 2, 0.8), (0, 2, 0.1), (0, 3, 0.9)], 4);
        assert!(factor(&matrix).is_none());
        let found = contradiction(&matrix).expect("a contradiction");
        assert_eq!(found.pair, (0, 1));
        let half = 0.6 * 0.99_f64.sqrt();
        assert!((found.allowed.0 - (0.08 - half)).abs() < 1e-12, "{found:?}");
        assert!((found.allowed.1 - (0.08 + half)).abs() < 1e-12, "{found:?}");
        assert_eq!(contradiction(&of(&[(0, 1, 0.8), (1, 2, 0.8), (0, 2, 0.3)], 3)), None);
    }

    /// A perfect correlation is none that can be drawn from.
    #[test]
    fn a_correlation_of_one_leaves_no_second_trait() {
        let found = contradiction(&of(&[(0, 1, 1.0)], 2)).expect("a contradiction");
        assert_eq!((found.pair, found.allowed), ((0, 1), (-1.0, 1.0)));
    }
}
