//! From what happened to how it felt: drivers, perception, expectation, quality classes, satisfaction, memory.
//!
//! This room sees only plain facts of a contact; it knows neither the engine nor what a customer does next.

mod appraisal;
mod contact_score;
mod impression;
mod memory;
mod model;
mod quality_class;

pub use appraisal::Appraisal;
pub use contact_score::ContactScore;
pub use impression::{ContactFacts, Scores, scores};
pub use memory::{LANES, Lanes, Memory};
pub use model::{Category, Driver, Dynamics, ExperienceModel, Touch, Waiting};
pub use quality_class::QualityClass;
