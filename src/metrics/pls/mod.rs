//! Partial least squares path modelling: constructs measured by items, tied by paths (ECSI and its kin).
//!
//! A [`PathModel`] says which items measure which construct and which construct acts on which; [`fit()`] estimates it from a
//! covariance matrix - so survey weights come in by a weighted one (weighted PLS: Becker and Ismail 2016) - and
//! [`PathFit`] holds weights, loadings, paths, explained shares and effects. Scores of a construct on 0-100 come from
//! [`index`], which names its convention; [`consistent`] corrects for measurement error; [`resampled`] gives intervals.
//!
//! Source of the algorithm: Wold (1982), Lohmöller (1989), Tenenhaus, Esposito Vinzi, Chatelin and Lauro (2005), "PLS path
//! modeling".

pub mod consistent;
pub mod data;
mod effects;
mod estimation;
mod fit;
pub mod index;
mod model;
pub mod resampled;
#[cfg(test)]
mod tests;

pub use data::{MissingItems, PathData};
pub use effects::Effects;
pub use fit::{Equation, PathFit, fit};
pub use index::{PlsIndex, ScoreConvention};
pub use model::{Construct, Mode, PathModel, PathModelSpec};

/// How a construct looks at its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// By the sign of the correlation (Wold).
    Centroid,
    /// By the correlation (Lohmöller).
    Factorial,
    /// Predecessors by their regression coefficients, successors by the correlation: the scheme of ECSI.
    Path,
}

/// What is done to items before estimation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Centred and divided by their standard deviation: every item counts by its correlations.
    Standardise,
    /// Only centred: an item with a larger spread weighs more. For items of one scale.
    Centre,
}

/// When the iteration has settled. The rule alone moves the seventh digit of a published result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StopRule {
    /// Sum of absolute changes of the weights (scaled to scores of variance 1) below this.
    AbsoluteChange(f64),
    /// Sum of squared changes of the absolute weights, *before* they are scaled, below this.
    SquaredChange(f64),
}

/// How a model is estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlsSettings {
    /// Inner weighting.
    pub scheme: Scheme,
    /// Treatment of the items.
    pub treatment: Treatment,
    /// When to stop.
    pub stop: StopRule,
    /// Rounds after which estimation gives up.
    pub most_rounds: usize,
}

impl Default for PlsSettings {
    /// Path scheme, standardised items, to an absolute change of 1e-10 within 1 000 rounds.
    fn default() -> Self {
        PlsSettings {
            scheme: Scheme::Path,
            treatment: Treatment::Standardise,
            stop: StopRule::AbsoluteChange(1e-10),
            most_rounds: 1_000,
        }
    }
}
