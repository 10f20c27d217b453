//! A seat: what the engine touches at every contact. Whoever sits in it is a [`super::person::Person`].

use crate::time::Instant;

/// What an agent is like at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ability {
    /// Competence, log-odds of resolution against the standard agent.
    pub competence: f64,
    /// Manner, 1 to 10.
    pub manner: f64,
    /// Factor on handling time.
    pub handling_time: f64,
}

impl Ability {
    /// The same for a skill of this level.
    #[inline]
    pub(super) fn at(self, level: Level) -> Ability {
        Ability {
            competence: self.competence + level.competence,
            manner: self.manner,
            handling_time: self.handling_time * level.handling_time,
        }
    }
}

/// How good a team is at a skill, on top of what its agents are like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Added to competence, log-odds.
    pub competence: f64,
    /// Factor on handling time.
    pub handling_time: f64,
}

/// What the agent in a seat does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Not here.
    Off,
    /// Free, with no contact at all.
    Idle,
    /// Bound to contacts none of which has begun.
    Bound,
    /// At work on at least one contact.
    Handling,
    /// On a break.
    Break,
}

/// A place in a crew or shift, worked by one agent at a time. It fills one line of the processor's memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Seat {
    pub(super) duty: Duty,
    /// Takes nothing new: when the contacts in hand are over the agent goes, or takes the break that is due.
    pub(super) leaves: bool,
    /// Stays after the end of an open-ended shift.
    pub(super) overtime: bool,
    /// Is here after the end of the shift, in overtime or to finish a contact.
    pub(super) late: bool,
    /// Contacts by chat that hold the agent, begun or not.
    pub(super) slots: u16,
    /// Of these, begun.
    pub(super) open: u16,
    /// Since when the agent is idle (also while bound) or handling.
    pub(super) since: Instant,
    /// Time spent handling today up to `since`, microseconds.
    pub(super) busy: u64,
    /// When today's duty began, moved on by the length of breaks taken since.
    pub(super) day_began: Instant,
    /// What the agent is like apart from skill and fatigue, and until when that holds.
    pub(super) ability: Ability,
    pub(super) ability_until: Instant,
}

impl Seat {
    pub(super) fn empty() -> Self {
        Seat {
            duty: Duty::Off,
            leaves: false,
            overtime: false,
            late: false,
            slots: 0,
            open: 0,
            since: Instant::ZERO,
            busy: 0,
            day_began: Instant::ZERO,
            ability: Ability { competence: 0.0, manner: 0.0, handling_time: 1.0 },
            ability_until: Instant::ZERO,
        }
    }

    /// Whether the agent has a contact in hand.
    #[inline]
    pub(super) fn is_engaged(&self) -> bool {
        matches!(self.duty, Duty::Bound | Duty::Handling)
    }

    /// Whether the agent is here and not on a break.
    #[inline]
    pub(super) fn is_present(&self) -> bool {
        matches!(self.duty, Duty::Idle | Duty::Bound | Duty::Handling)
    }
}
