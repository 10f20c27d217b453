//! One reason for contact.

use crate::operation::centre::{Announcement, CallbackOffer, Opening, Overflow, SelfService};
use crate::random::Distribution;
use crate::time::Duration;

/// One reason for contact, with the laws of its service and of its customers' behaviour.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Name as in the scenario.
    pub name: String,
    /// By which channel its contacts come.
    pub channel: Channel,
    /// When it is open; `None` means always.
    pub opening: Option<Opening>,
    /// Contacts of this reason waiting at once; a further one is blocked unless an agent is free. `None`: no limit.
    pub queue_limit: Option<u32>,
    /// What happens before the queue; `None` means nothing.
    pub self_service: Option<SelfService>,
    /// Time between reaching an agent and the start of talk. It is part of the wait, the customer can still hang up, and the
    /// agent, though bound, counts as available.
    pub connection: Duration,
    /// Talk time in seconds, for an agent whose handling-time factor is 1.
    pub talk: Distribution,
    /// Hold time in seconds, added to talk; `None` means no hold.
    pub hold: Option<Distribution>,
    /// Wrap-up (after-contact work) in seconds; the customer has gone or moved on. `None` means no wrap-up.
    pub wrap_up: Option<Distribution>,
    /// Factor on talk, hold and wrap-up by the quarter of the week in which the service starts; `None` means 1.
    pub handling_by_quarter: Option<Vec<f64>>,
    /// A talk (with hold) is ended by force after this time, unresolved; `None` means never.
    pub longest_talk: Option<Duration>,
    /// Time a customer would wait, in seconds; `None` means for ever. Drawn anew after a transfer.
    pub patience: Option<Distribution>,
    /// Probability that a customer who has to wait hangs up at once (patience 0), 0 to 1.
    pub balking: f64,
    /// What those who have to wait are told; `None` means nothing.
    pub announcement: Option<Announcement>,
    /// The offer of a callback; `None` means none.
    pub callback: Option<CallbackOffer>,
    /// After this time in queue the contact ends with a message left (contained, resolved); `None` means never.
    pub message_after: Option<Duration>,
    /// Teams that help after a time in queue.
    pub overflow: Option<Overflow>,
    /// Acceptable wait of the service levels.
    pub awt: Duration,
    /// An abandonment within this time is a short abandon.
    pub short_abandon: Duration,
    /// Who is served first.
    pub priority: Priority,
    /// A free agent takes a contact of this reason only while more than this many agents of the team are idle.
    pub leave_idle: u32,
    /// Whether there is always one more contact waiting (outbound work, a backlog without end). Such work is answered when
    /// it starts, has no patience, and is not offered by any stream: each start counts as one offered contact. A piece that
    /// would take no time takes a microsecond; it has no connection time, and nothing follows it.
    pub endless: bool,
    /// Share of contacts that an agent of competence 0 resolves; with competence c the log-odds rise by c.
    pub resolution: f64,
    /// Handing a contact over to another skill at the end of talk; `None` means never.
    pub transfer: Option<Transfer>,
    /// What a customer does after abandoning (also in the queue after a transfer), when this is the present skill.
    pub redial: FollowUpLaw,
    /// What a customer does after being blocked.
    pub redial_blocked: FollowUpLaw,
    /// What a customer does after being answered or contained without resolution.
    pub repeat: FollowUpLaw,
    /// An issue counts as resolved at first contact when no repeat follows its first answered contact within this time.
    pub fcr_window: Duration,
}

/// By which channel contacts come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    /// One contact at a time, now; occupies a trunk.
    #[default]
    Voice,
    /// Several at a time per agent, by the team's [`super::Chat`].
    Chat,
    /// Email, back office: nobody waits on the line. No trunk, no patience; the backlog stays over closing and night.
    Deferred,
}

/// The score by which waiting contacts are ordered when the routing rule uses it: base + slope x wait + bonus.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Priority {
    /// Score without waiting. Under the rules without score, the higher base goes before everything else.
    pub base: f64,
    /// Score per second waited.
    pub per_second: f64,
    /// Added after a transfer; lost by a redial or repeat.
    pub transfer_bonus: f64,
}

/// Handing a contact over to another skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    /// Probability at the end of each talk under this reason, 0 to 1.
    pub probability: f64,
    /// Reasons whose queue it may join, with cumulative probability; the last is 1.
    pub to: Vec<(usize, f64)>,
    /// Times a contact may be handed over in all.
    pub most: u32,
    /// A warm transfer keeps the first agent on the line until the second answers; a cold one does not.
    pub warm: bool,
}

/// When and with what probability a further contact follows a failed one.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUpLaw {
    /// Probability of a further contact after the first attempt of the issue, 0 to 1.
    pub probability: f64,
    /// The same after later attempts.
    pub probability_further: f64,
    /// Delay until it after the first attempt, in seconds.
    pub delay: Distribution,
    /// The same after later attempts.
    pub delay_further: Distribution,
    /// Attempts an issue may take in all, the first included.
    pub max_attempts: u32,
    /// Under which reason it comes after the first attempt.
    pub under: Under,
    /// The same after later attempts.
    pub under_further: Under,
}

/// Under which reason a follow-up comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Under {
    /// The skill the contact had when it failed: after a transfer, the one it was handed to.
    #[default]
    Present,
    /// The reason under which the failed contact was offered.
    Original,
    /// This reason (a change of channel or matter).
    Reason(usize),
}

impl FollowUpLaw {
    /// Nobody ever comes back.
    pub fn never() -> Self {
        FollowUpLaw {
            probability: 0.0,
            probability_further: 0.0,
            delay: Distribution::Constant { mean: 0.0 },
            delay_further: Distribution::Constant { mean: 0.0 },
            max_attempts: 1,
            under: Under::Present,
            under_further: Under::Present,
        }
    }

    /// Probability, delay and reason of what follows an attempt of an issue, numbered from 0.
    #[inline]
    pub fn after(&self, attempt: u32) -> (f64, &Distribution, Under) {
        match attempt {
            0 => (self.probability, &self.delay, self.under),
            _ => (self.probability_further, &self.delay_further, self.under_further),
        }
    }
}

impl Reason {
    /// A reason by voice with this talk law and nothing else: no wrap-up, infinite patience, always open, always resolved.
    pub fn plain(name: &str, talk: Distribution) -> Self {
        Reason {
            name: name.to_string(),
            channel: Channel::Voice,
            opening: None,
            queue_limit: None,
            self_service: None,
            connection: Duration::ZERO,
            talk,
            hold: None,
            wrap_up: None,
            handling_by_quarter: None,
            longest_talk: None,
            patience: None,
            balking: 0.0,
            announcement: None,
            callback: None,
            message_after: None,
            overflow: None,
            awt: Duration::seconds(20),
            short_abandon: Duration::seconds(5),
            priority: Priority::default(),
            leave_idle: 0,
            endless: false,
            resolution: 1.0,
            transfer: None,
            redial: FollowUpLaw::never(),
            redial_blocked: FollowUpLaw::never(),
            repeat: FollowUpLaw::never(),
            fcr_window: Duration::WEEK,
        }
    }
}
