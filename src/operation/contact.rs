//! A contact and what is known of it when it is closed.

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
}

/// How a contact ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Reached an agent.
    Answered,
    /// Left while waiting.
    Abandoned,
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
}

/// Everything known of a contact when it is closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContactRecord {
    /// What was offered.
    pub request: Request,
    /// When it was closed.
    pub closed_at: Instant,
    /// How it ended.
    pub outcome: Outcome,
    /// Time in the first queue until answer or abandonment.
    pub wait: Duration,
    /// Time in the queue after a transfer.
    pub transfer_wait: Duration,
    /// Talk, hold and wrap-up, of both agents if it was transferred.
    pub handling: Duration,
    /// Index of the team that answered first.
    pub team: Option<u32>,
    /// Whether the matter was resolved.
    pub resolved: bool,
    /// Whether it was handed to another skill.
    pub transferred: bool,
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
