//! Arms times replications, and what they say: estimates, contrasts, effects, verdicts, payoffs, and doubt about the
//! inputs.
//!
//! An experiment takes a [`Scenario`](crate::scenario::Scenario), runs its arms with common luck on all threads, and
//! fills in [`Results`]. It reads no file and prints nothing: the caller brings the scenario and watches through
//! [`Watch`].

mod arms;
mod budget;
pub mod claims;
mod compare;
mod contrasts;
mod doubt;
mod effects;
mod entrants;
mod error;
mod estimates;
mod gain_over_time;
mod judgement;
mod names;
mod observed;
mod payoffs;
mod planning;
mod preview;
mod provenance;
mod replications;
mod result;
mod runs;
mod sample;
mod sentences;
mod service;
mod settings;
mod turns;
mod twin;
mod verdicts;
pub mod verification;
mod warnings;

pub use arms::{Arm, BASELINE};
pub use compare::{Outcome, compare, compare_scenarios, run};
pub use doubt::{Screening, ScreeningCost, ScreeningRow, screening_cost};
pub use error::ExperimentError;
pub use observed::some_arm_meets_targets;
pub use planning::{check_arm, check_arms};
pub use preview::{ArmPreview, LoadHour, Preview, StaffingChange, StaffingPeriod, StaffingRow, preview};
pub(crate) use provenance::provenance;
pub use replications::{ReplicationFigure, Replications};
pub use result::*;
pub(crate) use settings::quoted;
pub use settings::{Progress, Records, ReplicationRecords, Settings, Stage, Watch};
pub use twin::{ReasonTwin, TwinFigure, TwinStretch};
