//! What satisfaction does to behaviour: leaving, complaining, telling others; and what a customer is worth.

mod model;

pub use model::{Churn, Complaint, LoyaltyModel, WordOfMouth};
