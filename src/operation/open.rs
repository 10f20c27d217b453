//! A contact between its offering and its close.

use crate::operation::contact::{ContactKind, ContactRecord, Outcome, Request};
use crate::operation::roster::SeatIndex;
use crate::random::{Distribution, Luck, Purpose, Stream};
use crate::time::{Duration, Instant};

/// Where a contact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nowhere yet, or between two places at the same instant.
    Arriving,
    /// In self-service.
    SelfService,
    /// In a queue.
    Waiting,
    /// An agent is bound to it, but they do not talk yet.
    Connecting,
    /// An agent talks with the customer.
    Talking,
    /// Promised a callback, which is not due yet.
    Promised,
    /// Promised a callback, which is due: it waits for an agent.
    CallbackWaiting,
    /// An agent tries to call the customer back, in vain.
    CallbackFailing,
    /// Closed.
    Closed,
}

/// A contact from its offering to its close. Its record is filled as it goes.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) record: ContactRecord,
    pub(super) phase: Phase,
    /// Whether it holds a trunk.
    pub(super) holds_trunk: bool,
    /// Whether the agent it is with takes it as one of several chats.
    pub(super) is_chat: bool,
    /// Index of its present skill in the list of the team it is with.
    pub(super) skill_index: u16,
    /// The team and agent it is with.
    pub(super) team: u32,
    pub(super) seat: SeatIndex,
    /// Place of its rare circumstances; [`NO_EXTRA`] when there are none.
    pub(super) extra: u32,
    /// Number under which it waits.
    pub(super) waits_as: u64,
    /// Events of waiting with a sequence below this are not its own any more.
    pub(super) waiting_events_from: u64,
    /// Sequence of the event that ends what an agent or self-service does with it.
    pub(super) service_event: u64,
    /// When the waiting of this leg began.
    pub(super) began_at: Instant,
    /// When it joined the line it is in.
    pub(super) queued_at: Instant,
    /// When the talk ends, if it is not a chat.
    pub(super) talk_until: Instant,
    /// Time waited in this leg, where it is over.
    pub(super) leg_wait: Duration,
    /// When the talk began.
    pub(super) talk_from: Instant,
    /// Wrap-up of the present service.
    pub(super) wrap_up: Duration,
}

/// Stands for "no rare circumstances".
pub(super) const NO_EXTRA: u32 = u32::MAX;

/// What only few contacts have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extra {
    /// Factor on the talk of the first leg: context lost in self-service, the easy contacts gone.
    pub(super) talk_factor: f64,
    /// When the customer accepted to be called back, or began to wait in the leg before the contact went back to its queue.
    pub(super) since: Option<Instant>,
    /// Attempts to call back that have failed.
    pub(super) failed_attempts: u32,
    /// Talk left to another agent by one whose shift has ended.
    pub(super) rest: Option<Rest>,
    /// Talk of this leg with agents whose shift ended.
    pub(super) talked_before: Duration,
    /// The agent who stays with the customer until the next one answers.
    pub(super) companion: Option<Companion>,
    /// The talk is ended by force.
    pub(super) forced: bool,
}

/// What is left of a talk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rest {
    /// Time on the telephone.
    Talk(Duration),
    /// Work of a chat in seconds at speed 1.
    Chat(f64),
}

/// An agent in a warm transfer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Companion {
    pub(super) team: u32,
    pub(super) seat: SeatIndex,
    pub(super) since: Instant,
    pub(super) wrap_up: Duration,
}

impl Default for Extra {
    fn default() -> Self {
        Extra {
            talk_factor: 1.0,
            since: None,
            failed_attempts: 0,
            rest: None,
            talked_before: Duration::ZERO,
            companion: None,
            forced: false,
        }
    }
}

impl Open {
    #[inline(always)]
    pub(super) fn new(request: &Request) -> Self {
        Open {
            record: ContactRecord {
                request: *request,
                closed_at: request.at,
                outcome: Outcome::Answered,
                skill: request.reason,
                wait: Duration::ZERO,
                transfer_wait: Duration::ZERO,
                talk: Duration::ZERO,
                handling: Duration::ZERO,
                team: None,
                last_agent: None,
                resolved: false,
                transfers: 0,
                left_after_transfer: false,
                called_back: None,
                callback_delay: Duration::ZERO,
                context_lost: false,
                competence: 0.0,
                manner: 0.0,
            },
            phase: Phase::Arriving,
            holds_trunk: false,
            is_chat: false,
            skill_index: 0,
            team: 0,
            seat: 0,
            extra: NO_EXTRA,
            waits_as: 0,
            waiting_events_from: u64::MAX,
            service_event: 0,
            began_at: request.at,
            queued_at: request.at,
            talk_until: request.at,
            leg_wait: Duration::ZERO,
            talk_from: request.at,
            wrap_up: Duration::ZERO,
        }
    }

    /// Whether an agent has talked with the customer.
    #[inline]
    pub(super) fn was_answered(&self) -> bool {
        self.record.last_agent.is_some()
    }

    /// The attempt under which the present leg draws its luck: each leg has luck of its own.
    #[inline]
    fn leg(&self) -> u32 {
        self.record.request.attempt | u32::from(self.record.transfers) << 16
    }

    /// Whether the words of luck that came with the request are those of the present leg.
    #[inline]
    fn has_own_luck(&self) -> bool {
        let request = &self.record.request;
        request.kind == ContactKind::Primary && request.attempt == 0 && self.record.transfers == 0
    }

    /// An agent is bound to the contact, for the skill at this place in the list of the team.
    #[inline]
    pub(super) fn is_given_to(&mut self, team: usize, seat: SeatIndex, skill_index: usize) {
        self.team = team as u32;
        self.seat = seat;
        self.skill_index = skill_index as u16;
    }

    /// Books the time from the beginning of the leg's waiting until now, which is the end of it.
    #[inline]
    pub(super) fn book_wait(&mut self, now: Instant) {
        let waited = now.since(self.began_at);
        self.waiting_events_from = u64::MAX;
        self.leg_wait += waited;
        if self.was_answered() {
            self.record.transfer_wait += waited;
        } else {
            self.record.wait = waited;
        }
    }

    /// Books a talk that ends now, and the wrap-up that follows it; returns how long the talk was.
    #[inline]
    pub(super) fn book_talk(&mut self, wrap_up: Duration, now: Instant) -> Duration {
        let talk = now.since(self.talk_from);
        self.record.talk += talk;
        self.record.handling += talk + wrap_up;
        talk
    }

    /// The four words of luck of the present leg for a purpose.
    #[inline]
    pub(super) fn words(&self, stream: &Stream, purpose: Purpose) -> [u64; 4] {
        stream.words(purpose, self.record.request.issue, self.leg())
    }

    /// The luck of the present leg for a purpose, beginning with `word`.
    #[inline]
    pub(super) fn luck(&self, stream: &Stream, purpose: Purpose, word: u64) -> Luck {
        stream.luck(purpose, self.record.request.issue, self.leg()).starting_with(word)
    }

    /// The words of talk and patience of the present leg.
    #[inline]
    pub(super) fn talk_and_patience(&self, stream: &Stream) -> [u64; 2] {
        if self.has_own_luck() {
            return self.record.request.luck;
        }
        let [talk, patience, ..] = self.words(stream, Purpose::Service);
        [talk, patience]
    }

    /// How long the customer would wait in the present leg, in seconds; infinite without a law.
    #[inline]
    pub(super) fn patience(&self, law: &Option<Distribution>, stream: &Stream) -> f64 {
        let Some(law) = law else {
            return f64::INFINITY;
        };
        let [_, word] = self.talk_and_patience(stream);
        self.draw(law, word, stream, Purpose::Patience) * f64::from(self.record.request.patience_factor)
    }

    /// What a word of luck says under a law; a law that needs more than one draws the others by the purpose.
    #[inline]
    pub(super) fn draw(&self, law: &Distribution, word: u64, stream: &Stream, purpose: Purpose) -> f64 {
        law.of_word(word).unwrap_or_else(|| law.sample(&mut self.luck(stream, purpose, word)))
    }
}
