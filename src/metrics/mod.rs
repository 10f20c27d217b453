//! What is measured: the catalogue of metrics and the formulas that build them from facts.

mod catalogue;

pub use catalogue::{ALL, Better, Entry, Kind, Metric};
