//! A contact between its offering and its close.

use crate::operation::contact::{ContactRecord, Outcome, Request};
use crate::operation::roster::{Ability, SeatIndex};
use crate::time::{Duration, Instant};

/// The second service of a transferred contact has luck of its own: the attempt's number with this bit.
const SECOND_SERVICE: u32 = 1 << 16;

/// A contact from its offering to its close.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) request: Request,
    /// Reason whose queue it is in or whose service it gets: another than offered after a transfer.
    pub(super) skill: u32,
    /// Number under which it waits; 0 while it does not.
    pub(super) waits_as: u64,
    /// Sequence of the event at which it gives up; 0 when there is none.
    pub(super) gives_up_as: u64,
    pub(super) joined_at: Instant,
    pub(super) wait: Duration,
    pub(super) transfer_wait: Duration,
    pub(super) handling: Duration,
    pub(super) first_team: Option<u32>,
    pub(super) team: u32,
    pub(super) seat: SeatIndex,
    pub(super) ability: Ability,
    pub(super) transferred: bool,
}

impl Open {
    pub(super) fn new(request: Request) -> Self {
        Open {
            request,
            skill: request.reason,
            waits_as: 0,
            gives_up_as: 0,
            joined_at: request.at,
            wait: Duration::ZERO,
            transfer_wait: Duration::ZERO,
            handling: Duration::ZERO,
            first_team: None,
            team: 0,
            seat: 0,
            ability: Ability { competence: 0.0, manner: 0.0, handling_time: 1.0 },
            transferred: false,
        }
    }

    /// The attempt under which service and outcome draw their luck.
    pub(super) fn luck_attempt(&self) -> u32 {
        self.request.attempt | if self.transferred { SECOND_SERVICE } else { 0 }
    }

    pub(super) fn record(&self, now: Instant, outcome: Outcome, resolved: bool) -> ContactRecord {
        ContactRecord {
            request: self.request,
            closed_at: now,
            outcome,
            skill: self.skill,
            wait: self.wait,
            transfer_wait: self.transfer_wait,
            talk: self.handling,
            handling: self.handling,
            team: self.first_team,
            last_agent: self.first_team.map(|_| (self.team, self.seat)),
            resolved,
            transfers: u8::from(self.transferred),
            left_after_transfer: false,
            called_back: None,
            callback_delay: Duration::ZERO,
            context_lost: false,
            competence: self.ability.competence as f32,
            manner: self.ability.manner as f32,
        }
    }
}
