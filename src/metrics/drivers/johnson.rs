//! Relative weights: importance through the nearest uncorrelated stand-ins of the drivers.

use nalgebra::{DMatrix, SymmetricEigen};

use super::DriverCorrelations;
use crate::metrics::problem::MetricProblem;
use crate::statistics::least_squares::factorised;

/// Relative weights: with `R = V D V'` and `L = V D^(1/2) V'` the loadings of the drivers on their stand-ins,
/// `b = L^-1 r` and `e_k = sum over j of L_kj^2 b_j^2`. Source: Johnson (2000), "A heuristic method for estimating the relative
/// weight of predictor variables"; the same figures as Genizi (1993).
pub fn relative_weights(of: &DriverCorrelations) -> Result<Vec<f64>, MetricProblem> {
    let loadings = root(of)?;
    let coefficients = factorised(&loadings, "the drivers")?.solve(&of.with);
    Ok((0..of.with.len())
        .map(|k| (0..of.with.len()).map(|j| (loadings[(k, j)] * coefficients[j]).powi(2)).sum())
        .collect())
}

/// The symmetric root of the drivers' correlations.
pub(super) fn root(of: &DriverCorrelations) -> Result<DMatrix<f64>, MetricProblem> {
    factorised(&of.drivers, "the drivers")?;
    let eigen = SymmetricEigen::new(of.drivers.clone());
    let roots = DMatrix::from_diagonal(&eigen.eigenvalues.map(|value| value.max(0.0).sqrt()));
    Ok(&eigen.eigenvectors * roots * eigen.eigenvectors.transpose())
}
