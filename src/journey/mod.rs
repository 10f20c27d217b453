//! Couples the rooms on one clock: population -> operation -> experience -> loyalty -> population.

mod agent_rows;
mod ahead;
mod base;
mod blueprint;
mod calibration;
mod choice;
mod closed_loop;
mod complaint_rows;
mod complaints;
mod contact_rows;
mod customers;
mod day_rows;
mod facts;
mod failure;
mod feedback;
mod figures;
mod in_force;
mod ledgers;
mod loyalty_rows;
mod money;
mod money_rows;
mod month;
mod observed;
mod records;
mod run;
mod service_cost;
mod staffing;
mod standing;
mod sums;
mod surveys;
mod table;
mod warm_start;

pub use base::surveyed_indicators;
pub use blueprint::{Blueprint, DemandModel, Links, MoneyModel, ProgrammeCost, WeekModels};
pub use calibration::{Calibration, calibrate, calibrate_in, recalibrate};
pub use facts::{Fact, ReplicationFacts, Scope, WAIT_QUANTILES, Waits};
pub use failure::{FailureEffect, failure_effects, mean_failure_effect};
pub use feedback::MOST_CLASSES as MOST_FEEDBACK_CLASSES;
pub use figures::ModelPart;
pub use money::planned_service_cost;
pub use records::{CustomerRow, MonthRow, Recorder, Stay};
pub use run::{
    Censuses, Workshop, replicate, replicate_at_prices, replicate_recorded, replicate_with_census,
};
pub use staffing::{PlannedDuty, Staffing};
