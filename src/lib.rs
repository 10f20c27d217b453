//! Goodwill simulates how the way a firm serves its customers turns into satisfaction, churn and money.

pub mod experience;
pub mod journey;
pub mod loyalty;
pub mod metrics;
pub mod operation;
pub mod population;
pub mod random;
pub mod scenario;
pub mod survey;
pub mod time;
