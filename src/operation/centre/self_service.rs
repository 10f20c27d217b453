//! Self-service before an agent: an IVR, an app, a bot.

use crate::random::Distribution;

/// What happens before a contact of the reason reaches the queue. It occupies a trunk, but no agent, and its time is not
/// part of the wait.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfService {
    /// Time spent in it, seconds.
    pub time: Distribution,
    /// Probability that the contact ends in it (contained), 0 to 1.
    pub containment: f64,
    /// Share of the contained whose matter is not resolved (false containment): they come back by the law of repeats, 0-1.
    pub false_containment: f64,
    /// Probability that what the customer entered reaches the agent when the contact is escalated, 0 to 1.
    pub context_kept: f64,
    /// Factor on talk when the context is lost (1 or more).
    pub talk_if_lost: f64,
    /// Factor on talk of every escalated contact: the easy ones are gone (1 or more).
    pub residual_talk: f64,
}
