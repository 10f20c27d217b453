//! Goodwill simulates how the way a firm serves its customers turns into satisfaction, churn and money.

pub mod cli;
pub mod experience;
pub mod experiment;
pub mod journey;
pub mod loyalty;
pub mod metrics;
pub mod operation;
pub mod parallel;
pub mod population;
pub mod random;
pub mod report;
pub mod scenario;
pub mod statistics;
pub mod survey;
pub mod time;
