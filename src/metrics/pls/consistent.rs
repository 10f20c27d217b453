//! Consistent PLS: path coefficients and loadings corrected for measurement error.
//!
//! Source: Dijkstra and Henseler (2015), "Consistent partial least squares path modeling". PLS scores hold measurement
//! error, so their correlations are too small and loadings too large; dividing by the scores' reliabilities gives the
//! correlations of the constructs themselves.

use nalgebra::{DMatrix, DVector};

use super::estimation::{collinear, regression};
use super::{Effects, Mode, PathFit};
use crate::metrics::problem::MetricProblem;
use crate::metrics::reliability::composite::rho_a;
use crate::statistics::Problem;

/// A fit corrected for measurement error.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsistentFit {
    /// Reliability of each construct's score, rho_A; 1 for Mode B and for single items, which are taken as exact.
    pub reliabilities: Vec<f64>,
    /// Loadings `w sqrt(rho_A) / (w'w)`; in Mode B those of the fit.
    pub loadings: DVector<f64>,
    /// Correlations between the constructs, `r / sqrt(rho_i rho_j)`.
    pub correlation: DMatrix<f64>,
    /// Path coefficients and effects.
    pub effects: Effects,
    /// Explained share of each construct; 0 where nothing acts on it.
    pub r_squared: Vec<f64>,
}

/// Corrects a fit. Fails where a reliability is 0 or less (the items of a construct hardly correlate: in small samples and
/// in resamples this happens and is no fault of the program), naming the construct, and where corrected correlations are
/// no longer those of anything, so that a regression has no solution.
pub fn consistent(fit: &PathFit) -> Result<ConsistentFit, MetricProblem> {
    let constructs = fit.model.constructs();
    let loadings_of_fit = fit.loadings();
    let mut loadings = loadings_of_fit.clone();
    let mut reliabilities = Vec::with_capacity(constructs.len());
    for construct in constructs {
        let (from, k) = (construct.items.start, construct.items.len());
        if construct.mode == Mode::B || k == 1 {
            reliabilities.push(1.0);
            continue;
        }
        let deviation = |item: usize| fit.covariance[(item, item)].sqrt();
        let correlation = DMatrix::from_fn(k, k, |i, j| {
            fit.covariance[(from + i, from + j)] / (deviation(from + i) * deviation(from + j))
        });
        // Weights of standardised items, whatever the treatment was.
        let weights: Vec<f64> =
            construct.items.clone().map(|item| fit.raw_weights[item] * deviation(item)).collect();
        let reliability = rho_a(&correlation, &weights)?;
        if reliability <= 0.0 {
            let why = format!(
                "the reliability of {} is {reliability:.3}, so nothing can be corrected by it",
                construct.name
            );
            return Err(MetricProblem::BadModel { why });
        }
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        for (item, weight) in construct.items.clone().zip(&weights) {
            loadings[item] = weight * reliability.sqrt() / squares;
        }
        reliabilities.push(reliability);
    }
    let count = constructs.len();
    let correlation = DMatrix::from_fn(count, count, |i, j| match i == j {
        true => 1.0,
        false => fit.correlation[(i, j)] / (reliabilities[i] * reliabilities[j]).sqrt(),
    });
    let mut direct = DMatrix::zeros(count, count);
    let mut r_squared = vec![0.0; count];
    for (of, construct) in
        constructs.iter().enumerate().filter(|(_, construct)| !construct.predecessors.is_empty())
    {
        let on = &construct.predecessors;
        let coefficients = regression(&correlation, of, on).ok_or_else(|| collinear(&fit.model, of))?;
        for (&from, &coefficient) in on.iter().zip(&coefficients) {
            direct[(from, of)] = coefficient;
            r_squared[of] += coefficient * correlation[(from, of)];
        }
        if !r_squared[of].is_finite() {
            return Err(Problem::Undefined {
                what: "consistent PLS",
                why: "a corrected regression has no solution",
            }
            .into());
        }
    }
    Ok(ConsistentFit { reliabilities, loadings, correlation, effects: Effects::of(direct), r_squared })
}
