//! What satisfaction does to behaviour: leaving, complaining, telling others; and what a customer is worth.

mod churn;
mod exit;
mod feedback;
mod handling;
mod model;
mod programme;
mod rival;
mod value;
mod voice;

pub use churn::{AtRisk, HazardBounds, Level};
pub use exit::{Answer, Disappointed, VoiceOrExit};
pub use feedback::{Feedback, FeedbackClass};
pub use handling::{Apology, BuyAgain, Chases, Compensation, Ending, Handling, PromisedCallback, Updates};
pub use model::{
    Churn, Complaint, Consideration, Exit, Knee, LoyaltyModel, Observed, SegmentLoyalty, Term, WordOfMouth,
};
pub use programme::{Candidate, Dealings, Programme};
pub use rival::Rival;
pub use value::Worth;
pub use voice::Voice;
