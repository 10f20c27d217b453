//! Intervals from resampling: what the figures of resamples say about the figure of the sample.
//!
//! Making the resamples needs luck and is done elsewhere (`random::resample`); here their figures become intervals
//! ([`Replicates`]). [`abc`] approximates the bias-corrected accelerated interval without any resampling.

pub mod abc;
pub mod jackknife;
mod replicates;

pub use replicates::Replicates;
