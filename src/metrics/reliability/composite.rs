//! Reliability of a composite from loadings and weights, and one-dimensionality.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::metrics::problem::MetricProblem;
use crate::statistics::Problem;

/// Composite reliability `rho_C = (sum l)^2 / ((sum l)^2 + sum(1 - l^2))` of standardised loadings. Source: Werts, Linn and
/// Jöreskog (1974), Jöreskog (1971); also Dillon and Goldstein's rho. 0 to 1.
pub fn composite_reliability(loadings: &[f64]) -> Result<f64, MetricProblem> {
    some(loadings)?;
    let sum: f64 = loadings.iter().sum();
    let rest: f64 = loadings.iter().map(|loading| 1.0 - loading * loading).sum();
    Ok(sum * sum / (sum * sum + rest))
}

/// Average variance extracted, `AVE = sum(l^2) / k` of standardised loadings. Source: Fornell and Larcker (1981). 0 to 1;
/// at least 0.5 is customary.
pub fn variance_extracted(loadings: &[f64]) -> Result<f64, MetricProblem> {
    some(loadings)?;
    Ok(loadings.iter().map(|loading| loading * loading).sum::<f64>() / loadings.len() as f64)
}

/// Dijkstra and Henseler's reliability of a weighted composite,
/// `rho_A = (w'w)^2 w'(S - diag S)w / w'(ww' - diag(ww'))w`, from the block's correlations S and weights w that give the
/// composite unit variance. Source: Dijkstra and Henseler (2015), "Consistent partial least squares path modeling". May
/// leave 0 to 1 in small samples; a block of one item has 1.
pub fn rho_a(correlation: &DMatrix<f64>, weights: &[f64]) -> Result<f64, MetricProblem> {
    let k = weights.len();
    if correlation.nrows() != k || k == 0 {
        return Err(MetricProblem::WrongNumber {
            what: "weights of a block",
            given: k,
            needed: correlation.nrows(),
        });
    }
    if k == 1 {
        return Ok(1.0);
    }
    let w = DVector::from_column_slice(weights);
    // The scale of w is that of a composite of unit variance, whatever was given.
    let variance = w.dot(&(correlation * &w));
    if variance <= 0.0 || !variance.is_finite() {
        return Err(Problem::Constant { what: "the composite".to_string() }.into());
    }
    let w = w / variance.sqrt();
    let squares = w.norm_squared();
    let (mut above, mut below) = (0.0, 0.0);
    for i in 0..k {
        for j in 0..k {
            if i != j {
                above += w[i] * w[j] * correlation[(i, j)];
                below += w[i] * w[i] * w[j] * w[j];
            }
        }
    }
    if below <= 0.0 {
        return Err(Problem::Undefined { what: "rho_A", why: "all weight lies on one item" }.into());
    }
    Ok(squares * squares * above / below)
}

/// How one-dimensional a block is.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimensions {
    /// Eigenvalues of the correlation matrix, descending; they sum to the number of items. A block of one dimension has
    /// one above 1.
    pub eigenvalues: Vec<f64>,
    /// Dillon and Goldstein's rho: composite reliability on the loadings of the first principal component (Chin 1998).
    pub dillon_goldstein: f64,
}

/// Eigenvalues and the first component's reliability of a correlation matrix. Needs two items.
pub fn dimensions(correlation: &DMatrix<f64>) -> Result<Dimensions, MetricProblem> {
    if correlation.nrows() < 2 {
        return Err(MetricProblem::WrongNumber {
            what: "items of a block",
            given: correlation.nrows(),
            needed: 2,
        });
    }
    let eigen = SymmetricEigen::new(correlation.clone());
    let mut order: Vec<usize> = (0..eigen.eigenvalues.len()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let scale = eigen.eigenvalues[order[0]].max(0.0).sqrt();
    let loadings: Vec<f64> = eigen.eigenvectors.column(order[0]).iter().map(|v| v * scale).collect();
    Ok(Dimensions {
        eigenvalues: order.iter().map(|&at| eigen.eigenvalues[at]).collect(),
        dillon_goldstein: composite_reliability(&loadings)?,
    })
}

fn some(loadings: &[f64]) -> Result<(), MetricProblem> {
    if loadings.is_empty() {
        return Err(MetricProblem::WrongNumber { what: "loadings", given: 0, needed: 1 });
    }
    match loadings.iter().enumerate().find(|(_, loading)| !loading.is_finite()) {
        Some((row, &value)) => Err(Problem::NotFinite { what: "the loading".to_string(), row, value }.into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textbook_figures_come_out() {
        let loadings = [0.8, 0.7, 0.6];
        // 2.1^2 = 4.41; rest 3 - 1.49 = 1.51.
        assert!((composite_reliability(&loadings).expect("loadings") - 4.41 / 5.92).abs() < 1e-15);
        assert!((variance_extracted(&loadings).expect("loadings") - 1.49 / 3.0).abs() < 1e-15);
        assert!(composite_reliability(&[]).is_err() && variance_extracted(&[f64::NAN]).is_err());
    }

    /// In the population of one factor, weights proportional to the loadings give rho_A = (w'l)^2, the squared
    /// correlation of composite and factor: that is what the formula is made for.
    #[test]
    fn rho_a_is_the_true_reliability_in_the_population() {
        let loadings: [f64; 4] = [0.9, 0.8, 0.7, 0.5];
        let s = DMatrix::from_fn(4, 4, |i, j| if i == j { 1.0 } else { loadings[i] * loadings[j] });
        let w = DVector::from_column_slice(&loadings);
        let variance = w.dot(&(&s * &w));
        let truth = w.norm_squared() * w.norm_squared() / variance;
        assert!((rho_a(&s, &loadings).expect("a block") - truth).abs() < 1e-14);
        assert_eq!(rho_a(&DMatrix::identity(1, 1), &[0.3]), Ok(1.0));
        assert!(rho_a(&s, &[1.0, 0.0, 0.0, 0.0]).is_err());
        assert!(rho_a(&s, &[1.0]).is_err());
    }

    #[test]
    fn equal_correlations_have_known_dimensions() {
        let s = DMatrix::from_fn(3, 3, |i, j| if i == j { 1.0 } else { 0.4 });
        let of = dimensions(&s).expect("a block");
        for (eigenvalue, expected) in of.eigenvalues.iter().zip([1.8, 0.6, 0.6]) {
            assert!((eigenvalue - expected).abs() < 1e-14);
        }
        // Loadings sqrt(0.6) each: (3 l)^2 / ((3 l)^2 + 3 (1 - 0.6)) = 5.4 / 6.6.
        assert!((of.dillon_goldstein - 5.4 / 6.6).abs() < 1e-14);
    }
}
