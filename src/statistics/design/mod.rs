//! Inference under a sample design: weights, strata, clusters, finite populations, calibration to known totals.
//!
//! [`SampleDesign`] holds who was sampled how. Every figure it estimates - means, totals, ratios, differences between
//! groups - goes the same way: the figure is *linearised* (each row's influence on it, times the row's weight), and the
//! variance of that total follows from the spread of the cluster sums within strata. Source: Woodruff (1971), Binder
//! (1983), Särndal, Swensson and Wretman (1992), chapter 5. [`raking`] and [`trimming`] make weights, [`kish`] says what
//! they cost.

pub mod kish;
mod linearised;
pub mod raking;
mod sample;
pub mod trimming;

pub use kish::WeightSpread;
pub use linearised::{DesignEffect, Side};
pub use raking::{Margin, Raked, RakingLimits};
pub use sample::SampleDesign;
pub use trimming::{Bounds, Redistribution};

/// Checks weights one by one; at least one must be above 0.
pub(super) fn check_weights(weights: &[f64]) -> Result<(), super::Problem> {
    if let Some((row, &value)) = weights.iter().enumerate().find(|(_, w)| !(w.is_finite() && **w >= 0.0)) {
        return Err(super::Problem::BadWeight { row, value });
    }
    if weights.iter().any(|&weight| weight > 0.0) { Ok(()) } else { Err(super::Problem::NoWeight) }
}
