//! Measures that regression output has always held.

use super::{DriverCorrelations, Method, johnson::root};
use crate::metrics::problem::MetricProblem;
use crate::statistics::least_squares::factorised;

/// Importance by one of the methods that need a single regression.
pub(super) fn importance(of: &DriverCorrelations, method: Method) -> Result<Vec<f64>, MetricProblem> {
    let factor = factorised(&of.drivers, "the drivers")?;
    let beta = factor.solve(&of.with);
    let drivers = of.with.len();
    Ok(match method {
        Method::First => of.with.iter().map(|r| r * r).collect(),
        Method::Last => {
            let inverse = factor.inverse();
            (0..drivers).map(|k| beta[k] * beta[k] / inverse[(k, k)]).collect()
        }
        Method::Pratt => beta.iter().zip(&of.with).map(|(b, r)| b * r).collect(),
        Method::BetaSquared => beta.iter().map(|b| b * b).collect(),
        Method::Car => {
            let adjusted = factorised(&root(of)?, "the drivers")?.solve(&of.with);
            adjusted.iter().map(|car| car * car).collect()
        }
        Method::Shapley | Method::RelativeWeights => return of.importance(method),
    })
}
