//! Goodwill.

pub mod experiment;
pub mod metrics;
pub mod report;
