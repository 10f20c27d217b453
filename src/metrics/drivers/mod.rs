//! What drives an overall judgement: how much of its explained variance each driver accounts for.
//!
//! All methods work on the correlations between the drivers and the judgement, weighted or not. [`Method::Shapley`] and
//! [`Method::RelativeWeights`] share out the whole R^2 in parts that are never negative; the others are listed because
//! reports use them. Importance by correlation is no proof that improving a driver moves the judgement.

mod classic;
mod data;
pub mod johnson;
pub mod lmg;
pub mod resampled;
#[cfg(test)]
mod tests;

pub use data::DriverData;
pub use resampled::{DriverInterval, intervals, null_p};

use nalgebra::{DMatrix, DVector};

use super::problem::MetricProblem;
use crate::statistics::Covariance;
use crate::statistics::least_squares::factorised;

/// How importance is measured. All but the two of first and last sum to R^2, or to their own total where said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Average gain of R^2 over all orders in which drivers may enter: Lindeman, Merenda and Gold (1980), the Shapley
    /// value of regression. Sums to R^2.
    Shapley,
    /// Relative weights of Johnson (2000), equal to Genizi (1993). Sums to R^2; near Shapley at a fraction of the cost.
    RelativeWeights,
    /// Gain of R^2 when the driver enters last ("usefulness", Darlington 1968).
    Last,
    /// R^2 of the driver alone, its squared correlation.
    First,
    /// Standardised coefficient times correlation (Pratt 1987). Sums to R^2; may be negative.
    Pratt,
    /// Squared standardised coefficient. Sums to no figure of interest where drivers correlate.
    BetaSquared,
    /// Squared correlation-adjusted correlation (Zuber and Strimmer 2011). Sums to R^2.
    Car,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 7] = [
        Method::Shapley,
        Method::RelativeWeights,
        Method::Last,
        Method::First,
        Method::Pratt,
        Method::BetaSquared,
        Method::Car,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Method::Shapley => "Shapley (LMG)",
            Method::RelativeWeights => "relative weights (Johnson)",
            Method::Last => "last",
            Method::First => "first",
            Method::Pratt => "Pratt",
            Method::BetaSquared => "beta squared",
            Method::Car => "CAR",
        }
    }
}

/// Correlations of drivers with each other and with what they drive.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverCorrelations {
    /// Between the drivers.
    pub drivers: DMatrix<f64>,
    /// Of each driver with the judgement.
    pub with: DVector<f64>,
}

impl DriverCorrelations {
    /// From a covariance matrix whose last column is the judgement. Fails when a driver or the judgement does not vary,
    /// or a driver is a combination of others.
    pub fn of(covariance: &Covariance) -> Result<Self, MetricProblem> {
        let k = covariance.columns().saturating_sub(1);
        if k == 0 {
            return Err(MetricProblem::WrongNumber { what: "drivers", given: 0, needed: 1 });
        }
        let all = covariance.correlation()?;
        let of = DriverCorrelations {
            drivers: all.view((0, 0), (k, k)).into_owned(),
            with: all.view((0, k), (k, 1)).column(0).into_owned(),
        };
        factorised(&of.drivers, "the drivers")?;
        Ok(of)
    }

    /// Share of the judgement's variance that all drivers explain together, 0 to 1.
    pub fn r_squared(&self) -> Result<f64, MetricProblem> {
        Ok(factorised(&self.drivers, "the drivers")?.solve(&self.with).dot(&self.with))
    }

    /// The importance of each driver, as a share of the judgement's variance.
    pub fn importance(&self, method: Method) -> Result<Vec<f64>, MetricProblem> {
        match method {
            Method::Shapley => lmg::shapley(self),
            Method::RelativeWeights => johnson::relative_weights(self),
            other => classic::importance(self, other),
        }
    }

    /// Importance weights that sum to 1: the shares of [`DriverCorrelations::importance`]. Fails where they sum to nothing
    /// or some are negative (Pratt).
    pub fn weights(&self, method: Method) -> Result<Vec<f64>, MetricProblem> {
        let named: Vec<(String, f64)> = self
            .importance(method)?
            .into_iter()
            .enumerate()
            .map(|(at, value)| (format!("driver {at} by {}", method.name()), value))
            .collect();
        super::indices::tree::normalised(&named)
    }
}
