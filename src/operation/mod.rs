//! The contact centre as discrete events: arrivals, queues, teams of individual agents, patience, redial and repeat.
//!
//! The engine knows nothing of satisfaction and nothing of reports. A [`Demand`] yields the next arrival and hears of
//! each closed contact; facts go to an [`Observer`], which cannot influence the run.

mod arrivals;
mod centre;
mod contact;
mod engine;
pub mod event_list;
pub mod follow_up;
mod ledger;
mod open;
mod queue;
mod roster;
pub mod routing;
mod seam;
mod slots;
pub mod theory;

pub use arrivals::{
    AnonymousDemand, ArrivalModel, Arrivals, Daily, Fluctuation, PrimaryStream, Shock, ShockShape, Sources,
    Strike, VolumeLaw, WeekPattern, complaint_number, issue_number, next_call,
};
pub use centre::{
    Announcement, Break, CallbackOffer, Centre, Channel, Chat, Closing, Door, EndOfShift, FollowUpLaw,
    Hiring, Opening, Overflow, Priority, QUARTERS_PER_WEEK, Reason, SelfService, Shift, Skill, Staffing,
    Team, Transfer, Under, Variation,
};
pub use contact::{ANONYMOUS, ContactKind, ContactRecord, Leg, LegEnd, Outcome, Request};
pub use engine::Engine;
pub use ledger::Ledger;
pub use roster::derive_shifts;
pub use seam::{Demand, Observer};
pub use slots::Slots;
