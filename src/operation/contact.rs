//! A contact and what is known of it when it is closed.

use crate::random::Standard;
use crate::time::{Duration, Instant};

/// Stands for "nobody in particular": the customer of a bare operation.
pub const ANONYMOUS: u32 = u32::MAX;

/// Why a contact is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    /// The first attempt of an issue.
    Primary,
    /// After abandoning or being blocked.
    Redial,
    /// After being answered without resolution.
    Repeat,
    /// To complain: the first attempt of an issue that a failure made.
    Complaint,
    /// To ask what became of a complaint: after a promised callback that was missed, or after silence.
    Chase,
    /// Back-office work that a contact gave rise to; no customer makes it.
    Work,
}

/// How a contact ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Reached an agent, whatever became of it after that: also when it was handed over and then given up, or cut off at
    /// closing time.
    Answered,
    /// Left while waiting.
    Abandoned,
    /// Refused at the door, or cut off at closing time before it reached an agent.
    Blocked,
    /// Ended without an agent, in self-service or with a message left.
    Contained,
    /// Deferred by agreement: the customer accepted to be called back.
    Callback,
    /// Still open when nobody was left to serve it.
    CarriedOver,
}

/// A contact about to be offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// When it arrives.
    pub at: Instant,
    /// Index of the reason.
    pub reason: u32,
    /// Number of the issue: the key of its luck.
    pub issue: u64,
    /// Attempt within the issue, from 0.
    pub attempt: u32,
    /// Why it is made.
    pub kind: ContactKind,
    /// Index of the customer, or [`ANONYMOUS`].
    pub customer: u32,
    /// Group the customer belongs to; 0 in a bare operation.
    pub group: u32,
    /// Factor on patience.
    pub patience_factor: f32,
    /// Uniform mark that decides whether an arm accepts a primary contact.
    pub mark: f64,
    /// Whether an earlier contact of this issue was answered.
    pub answered_before: bool,
    /// For a primary contact, the luck that decides the talk and the patience of its first leg: words, or what they have been
    /// made into. Every other contact and leg has an address of its own, and this stands idle.
    pub luck: [u64; 2],
    /// What each of the two words of luck has been made into ahead of its use.
    pub luck_is: [Standard; 2],
}

/// Everything known of a contact when it is closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContactRecord {
    /// What was offered.
    pub request: Request,
    /// When it was closed: for an answered contact the end of talk.
    pub closed_at: Instant,
    /// How it ended.
    pub outcome: Outcome,
    /// The skill it had at the end: another than `request.reason` after a transfer.
    pub skill: u32,
    /// Time from joining the first queue until answer (connection included), abandonment, cut-off or message.
    pub wait: Duration,
    /// The same after transfers, summed.
    pub transfer_wait: Duration,
    /// Talk and hold of all agents, as the customer met it.
    pub talk: Duration,
    /// Talk, hold and wrap-up of all agents; failed attempts to call back included.
    pub handling: Duration,
    /// Index of the team that answered first.
    pub team: Option<u32>,
    /// Index of the team that talked last, and the number of the agent in it.
    pub last_agent: Option<(u32, u32)>,
    /// Whether the matter was resolved.
    pub resolved: bool,
    /// Times it was handed to another skill.
    pub transfers: u8,
    /// Whether the customer gave up in a queue after a transfer.
    pub left_after_transfer: bool,
    /// Whether a promised callback took place: `None` if none was promised.
    pub called_back: Option<bool>,
    /// Time from accepting a callback to its answer; zero if there was none.
    pub callback_delay: Duration,
    /// Whether what the customer told self-service was lost.
    pub context_lost: bool,
    /// Competence of the last agent, log-odds.
    pub competence: f32,
    /// Manner of the last agent, 1 to 10.
    pub manner: f32,
}

impl ContactRecord {
    /// Whether this is the first contact of its issue that was answered.
    #[inline]
    pub fn is_first_answer(&self) -> bool {
        self.outcome == Outcome::Answered && !self.request.answered_before
    }
}

/// One leg of a contact: from joining a queue (or the door) to leaving it or to the end of talk. A contact without transfer
/// has one; each transfer adds one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    /// The contact.
    pub request: Request,
    /// Number of the leg, from 0.
    pub number: u8,
    /// The skill of this leg.
    pub skill: u32,
    /// When this leg's waiting began.
    pub began_at: Instant,
    /// Time until talk, abandonment or cut-off, connection included.
    pub wait: Duration,
    /// Talk and hold; zero if not answered.
    pub talk: Duration,
    /// How the leg ended.
    pub end: LegEnd,
    /// Team and agent, if answered.
    pub agent: Option<(u32, u32)>,
}

/// How a leg ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegEnd {
    /// Answered, and the contact went on to another skill.
    Transferred,
    /// Answered, and the contact ended.
    Answered,
    /// The customer gave up.
    Abandoned,
    /// Refused or cut off.
    Blocked,
    /// Ended without an agent or deferred by agreement.
    Other,
}
