//! What a waiting customer may be told or offered.

use crate::random::Distribution;
use crate::time::Duration;

/// An announcement of the expected wait, made to everybody who has to wait.
///
/// The expected wait is (contacts of the reason waiting ahead + 1) x mean handling time / agents on duty with the skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Announcement {
    /// Share of those whose patience is below the announced wait who hang up at once (they balk and count as abandoned with
    /// a wait of 0), 0 to 1.
    pub balking: f64,
    /// Factor on the patience of those who stay (above 1: people who know wait longer).
    pub patience_factor: f64,
}

/// The offer to be called back instead of waiting, made to voice contacts on joining the queue of their first leg.
#[derive(Clone, Debug, PartialEq)]
pub struct CallbackOffer {
    /// The offer is made when at least so many contacts of the reason wait already.
    pub from_queue: Option<u32>,
    /// The offer is made when the expected wait (see [`Announcement`]) is at least this.
    pub from_expected_wait: Option<Duration>,
    /// Probability that the customer accepts, 0 to 1.
    pub accept: f64,
    /// Callbacks are due this long after acceptance at the earliest.
    pub not_before: Duration,
    /// Whether waiting contacts of the team's skills always go before callbacks.
    pub after_waiting: bool,
    /// Priority of a callback on the scale of [`super::Priority`] when `after_waiting` is false: base, its wait since
    /// acceptance counting as for contacts.
    pub priority: f64,
    /// Probability that the customer picks up, 0 to 1.
    pub reach: f64,
    /// Agent's time spent on an attempt that fails, seconds.
    pub failed_attempt: Distribution,
    /// Attempts before the callback is given up (1 or more); a further one is due after `retry_after`.
    pub attempts: u32,
    /// Time until the next attempt.
    pub retry_after: Duration,
}

/// Other teams may help after a time in queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// Time in queue after which the contact may also be served by `teams`.
    pub after: Duration,
    /// Indices of the teams that may then serve it. Each needs the skill in its list with [`super::Skill::overflow_only`].
    pub teams: Vec<usize>,
}
