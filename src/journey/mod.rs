//! Couples the rooms on one clock: population -> operation -> experience -> loyalty -> population.

mod blueprint;
mod facts;

pub use blueprint::{Blueprint, DemandModel, Links, MoneyModel, ProgrammeCost, WeekModels};
pub use facts::{Fact, ReplicationFacts, Scope, WaitHistograms};
