//! The contact centre as discrete events: arrivals, queues, teams of individual agents, patience, redial and repeat.
//!
//! The engine knows nothing of satisfaction and nothing of reports. A [`Demand`] yields the next arrival and hears of
//! each closed contact; facts go to an [`Observer`], which cannot influence the run.

mod arrivals;
mod centre;
pub mod routing;

pub use arrivals::WeekPattern;
pub use centre::{Centre, FollowUpLaw, Hiring, QUARTERS_PER_WEEK, Reason, Team};
