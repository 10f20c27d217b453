//! What satisfaction does to behaviour: leaving, complaining, telling others; and what a customer is worth.

mod churn;
mod model;
mod value;
mod voice;

pub use churn::{AtRisk, HazardBounds, Level};
pub use model::{Churn, Complaint, LoyaltyModel, WordOfMouth};
pub use value::Worth;
pub use voice::Voice;
