//! How reliable a set of questions is: alpha, composite reliability, variance extracted, and whether constructs differ.
//!
//! All work on a covariance or correlation matrix, weighted or not, so that a survey's weights are honoured; intervals
//! come from a formula where there is a good one ([`alpha`]), else from resampling the matrix.

pub mod agreement;
pub mod alpha;
pub mod composite;
pub mod discriminant;

pub use alpha::Alpha;
