//! From what happened to how it felt: drivers, perception, expectation, quality classes, satisfaction, memory.
//!
//! This room sees only plain facts of a contact; it knows neither the engine nor what a customer does next.

mod appraisal;
mod block;
mod category;
mod contact_score;
mod impression;
mod indicators;
mod lanes;
mod leaning;
mod lesson;
mod memory;
mod model;
mod peak_end;
mod quality_class;
mod questionnaire;
mod touchpoints;

pub use appraisal::{Appraisal, Felt};
pub use category::{Category, Differences, Indicator, category_weights};
pub use contact_score::ContactScore;
pub use impression::{ContactFacts, Scores, USUAL_CHANNEL_EFFORT, USUAL_MANNER, scores};
pub use leaning::Basics;
pub use memory::{LANES, Lanes, Memory};
pub use model::{
    ContactTouch, Driver, DriverShare, Dynamics, ExperienceModel, MemoryForm, MemoryRule, MonthTouch, Touch,
    Touchpoint, TouchpointDriver, Waiting,
};
pub use quality_class::{ClassMix, QualityClass};
pub use questionnaire::{Asked, Item, ItemTruth, Questionnaire};
pub use touchpoints::{DRIVERS_AT_MOST, MonthLuck};
