//! The contact centre as a planner states it: the door, reasons for contact, and the teams that serve them, as they stand
//! in one week. A run holds one [`Centre`] per week in which a setting changes.

mod door;
mod load;
mod reason;
mod self_service;
mod team;
mod waiting;

pub use door::{Closing, Door, Opening};
pub use reason::{Channel, FollowUpLaw, Priority, Reason, Transfer, Under};
pub use self_service::SelfService;
pub use team::{Break, Chat, EndOfShift, Hiring, QUARTERS_PER_WEEK, Shift, Skill, Staffing, Team, Variation};
pub use waiting::{Announcement, CallbackOffer, Overflow};

/// Reasons and teams with the settings of one week. The number and order of both never change within a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// What limits how many are let in.
    pub door: Door,
    /// Why customers make contact; a reason's index is its skill.
    pub reasons: Vec<Reason>,
    /// Who serves them.
    pub teams: Vec<Team>,
    /// How contacts and agents find each other.
    pub routing: crate::operation::routing::Routing,
}
