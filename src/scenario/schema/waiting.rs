//! What may happen on the way to an agent: self-service, announcements, callbacks, overflow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::time::Duration;

/// Self-service before the queue: an IVR, an app, a bot. Its time is not part of the wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfServiceSpec {
    /// Time spent in it.
    pub time: TimeLaw,
    /// Share of contacts that end in it without an agent (contained).
    #[schemars(range(min = 0, max = 1))]
    pub containment: f64,
    /// Share of the contained whose matter is not resolved; they come back as `repeat` says.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub false_containment: f64,
    /// Share of the others of whom the agent sees what they have entered.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub context_kept: f64,
    /// Factor on talk when the agent does not see it and asks again.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 100))]
    pub talk_if_lost: f64,
    /// Factor on talk of everybody who goes on to an agent: the easy contacts are gone.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 100))]
    pub residual_talk: f64,
}

/// The expected wait, (contacts of the reason ahead + 1) x mean handling time / agents on duty with the skill, announced to
/// everybody who has to wait.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnnouncementSpec {
    /// Share of those with less patience than the announced wait who hang up at once.
    #[schemars(range(min = 0, max = 1))]
    pub balking: f64,
    /// Factor on the patience of those who stay; above 1, people who know wait longer.
    #[serde(default = "one")]
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0))]
    pub patience_factor: f64,
}

/// The offer to be called back, made on joining the queue when either condition holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackSpec {
    /// The offer is made when at least so many contacts of the reason wait already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_queue: Option<u32>,
    /// The offer is made when the expected wait is at least this duration: (contacts of the reason ahead + 1) x mean
    /// handling time / agents on duty with the skill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_expected_wait: Option<Span>,
    /// Share of customers who accept.
    #[schemars(range(min = 0, max = 1))]
    pub accept: f64,
    /// Duration from acceptance after which the callback is due.
    #[serde(default)]
    pub not_before: Span,
    /// Whether waiting contacts of the team's skills always go before callbacks.
    #[serde(default = "yes")]
    pub after_waiting: bool,
    /// Priority of a callback among waiting contacts, on the scale of `priority`, where `after_waiting` is false.
    #[serde(default)]
    pub priority: f64,
    /// Probability that the customer picks up.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub reach: f64,
    /// Agent's time spent on an attempt that fails.
    #[serde(default = "half_a_minute")]
    pub failed_attempt: TimeLaw,
    /// Attempts before the callback is given up.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 100))]
    pub attempts: u32,
    /// Duration until the next attempt.
    #[serde(default = "an_hour")]
    pub retry_after: Span,
}

/// Teams that help after a time in queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverflowSpec {
    /// Time in queue, as a duration, after which these teams may serve the contact too.
    pub after: Span,
    /// Names of the teams. They need not list the reason in `skills`; a team that does must say `overflow_only` in its
    /// `service`.
    #[schemars(
        length(min = 1),
        extend("x-fixed" = "who serves what is the same in all arms; name the teams with a long `after`, and shorten it")
    )]
    pub teams: Vec<String>,
}

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}

fn once() -> u32 {
    1
}

fn an_hour() -> Span {
    Span(Duration::HOUR)
}

fn half_a_minute() -> TimeLaw {
    TimeLaw::constant(Span(Duration::seconds(30)))
}
