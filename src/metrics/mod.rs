//! The catalogue of metrics.

mod catalogue;

pub use catalogue::{ALL, Better, Entry, Kind, Metric};
