//! A contact between its offering and its close.

use crate::operation::contact::{ANONYMOUS, ContactKind, ContactRecord, Outcome, Request};
use crate::operation::event_list::{EventList, Kind};
use crate::operation::queue::Line;
use crate::operation::roster::SeatIndex;
use crate::random::{Distribution, Luck, Purpose, Standard, Stream, Words, math, uniform};
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

/// What the luck of a leg decides, by its place among the words that come with a request.
#[derive(Clone, Copy)]
enum OfLeg {
    Talk,
    Patience,
}

/// A contact from its offering to its close. Its record is filled as it goes.
///
/// Its size is a power of two, which is quick to count in.
#[derive(Clone, Debug)]
#[repr(align(256))]
pub(super) struct Open {
    pub(super) record: ContactRecord,
    pub(super) phase: Phase,
    /// Whether it has, or had, anything that an ordinary contact has not: see [`Open::forget_rare`].
    pub(super) has_rare_state: bool,
    /// Whether the luck of the present talk's outcome is known.
    pub(super) knows_outcome: bool,
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
    /// The word of luck that decides whether the present talk resolves the matter, where it is known.
    pub(super) outcome: u64,
}

const _: () = assert!(size_of::<Open>() == 256, "more of a contact than its place is made for");

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
    /// The place of a contact that is still to come.
    pub(super) fn empty() -> Self {
        let request = Request {
            at: Instant::ZERO,
            reason: 0,
            issue: 0,
            attempt: 0,
            kind: ContactKind::Primary,
            customer: ANONYMOUS,
            group: 0,
            patience_factor: 1.0,
            mark: 0.0,
            answered_before: false,
            luck: [0; 2],
            luck_is: [Standard::Word; 2],
        };
        Open {
            record: ContactRecord {
                request,
                closed_at: Instant::ZERO,
                outcome: Outcome::Answered,
                skill: 0,
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
            phase: Phase::Closed,
            has_rare_state: false,
            knows_outcome: false,
            holds_trunk: false,
            is_chat: false,
            skill_index: 0,
            team: 0,
            seat: 0,
            extra: NO_EXTRA,
            waits_as: 0,
            waiting_events_from: u64::MAX,
            service_event: 0,
            began_at: Instant::ZERO,
            queued_at: Instant::ZERO,
            talk_until: Instant::ZERO,
            leg_wait: Duration::ZERO,
            talk_from: Instant::ZERO,
            wrap_up: Duration::ZERO,
            outcome: 0,
        }
    }

    /// Begins the contact whose request stands in the record, in a place that is empty or whose contact is closed. Closing
    /// has taken care of what is not set here.
    #[inline(always)]
    pub(super) fn begin(&mut self) {
        debug_assert!(self.has_nothing_rare(), "closing forgets what is rare: {self:?}");
        let record = &mut self.record;
        let at = record.request.at;
        record.skill = record.request.reason;
        record.wait = Duration::ZERO;
        record.talk = Duration::ZERO;
        record.handling = Duration::ZERO;
        record.team = None;
        record.last_agent = None;
        record.competence = 0.0;
        record.manner = 0.0;
        self.phase = Phase::Arriving;
        self.began_at = at;
        self.talk_from = at;
        self.leg_wait = Duration::ZERO;
        self.wrap_up = Duration::ZERO;
    }

    /// Whether everything is as with an ordinary contact that is closed.
    fn has_nothing_rare(&self) -> bool {
        let record = &self.record;
        let is_plain = record.transfers == 0
            && record.transfer_wait == Duration::ZERO
            && !record.left_after_transfer
            && record.called_back.is_none()
            && record.callback_delay == Duration::ZERO
            && !record.context_lost;
        let is_closed = self.waits_as == 0 && self.waiting_events_from == u64::MAX && self.service_event == 0;
        is_plain
            && is_closed
            && !self.has_rare_state
            && !self.holds_trunk
            && !self.is_chat
            && self.extra == NO_EXTRA
    }

    /// Sets all back that an ordinary contact does not have, for the next contact in this place.
    #[cold]
    pub(super) fn forget_rare(&mut self) {
        let record = &mut self.record;
        record.transfers = 0;
        record.transfer_wait = Duration::ZERO;
        record.left_after_transfer = false;
        record.called_back = None;
        record.callback_delay = Duration::ZERO;
        record.context_lost = false;
        self.has_rare_state = false;
        self.holds_trunk = false;
        self.is_chat = false;
        self.extra = NO_EXTRA;
    }

    /// Whether the agent whom the contact has been given to takes it as one of several chats.
    #[inline]
    pub(super) fn set_chat(&mut self, is_chat: bool) {
        self.is_chat = is_chat;
        self.has_rare_state |= is_chat;
    }

    /// Whether the contact holds a trunk.
    #[inline]
    pub(super) fn set_trunk(&mut self, holds_trunk: bool) {
        self.holds_trunk = holds_trunk;
        self.has_rare_state |= holds_trunk;
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

    /// The contact joins a queue under this number, with the event that ends the customer's patience, in seconds.
    #[inline(always)]
    pub(super) fn joins_queue(
        &mut self,
        waits_as: u64,
        patience: f64,
        slot: u32,
        events: &mut EventList,
        now: Instant,
    ) {
        self.phase = Phase::Waiting;
        self.waits_as = waits_as;
        self.queued_at = now;
        self.waiting_events_from = events.next_sequence();
        if patience < f64::INFINITY {
            let gives_up_at = now + Duration::from_seconds(patience);
            events.schedule(gives_up_at, Kind::GivesUp, slot);
        }
    }

    /// The line it waits in, where scores of its skill hold a bonus for those handed over or not.
    #[inline]
    pub(super) fn line(&self, has_bonus: bool) -> Line {
        if has_bonus && self.record.transfers > 0 { Line::Bonus } else { Line::Ordinary }
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

    /// What the luck of the present leg says of its talk or patience under a law.
    #[inline(always)]
    fn draw_of_leg(&self, law: &Distribution, which: OfLeg, stream: &Stream) -> f64 {
        let Request { luck, luck_is, .. } = &self.record.request;
        if self.has_own_luck()
            && let Some(value) = law.of_standard(luck_is[which as usize], luck[which as usize])
        {
            return value;
        }
        self.draw_of_word(law, which, stream)
    }

    /// The same from the word of luck, where that has not come with the request as the law needs it.
    #[inline(never)]
    fn draw_of_word(&self, law: &Distribution, which: OfLeg, stream: &Stream) -> f64 {
        let request = &self.record.request;
        let words = if self.has_own_luck() {
            let [_, _, talk, patience] = stream.words(Purpose::Arrival, request.issue, 0);
            [talk, patience]
        } else {
            let [talk, patience, ..] = self.words(stream, Purpose::Service);
            [talk, patience]
        };
        let purpose = match which {
            OfLeg::Talk => Purpose::Service,
            OfLeg::Patience => Purpose::Patience,
        };
        self.draw(law, words[which as usize], stream, purpose)
    }

    /// How long the talk of the present leg takes under a law, in seconds.
    #[inline(always)]
    pub(super) fn talk_by(&self, law: &Distribution, stream: &Stream) -> f64 {
        self.draw_of_leg(law, OfLeg::Talk, stream)
    }

    /// How long the customer would wait in the present leg, in seconds; infinite without a law.
    #[inline(always)]
    pub(super) fn patience(&self, law: &Option<Distribution>, stream: &Stream) -> f64 {
        let Some(law) = law else {
            return f64::INFINITY;
        };
        self.draw_of_leg(law, OfLeg::Patience, stream) * f64::from(self.record.request.patience_factor)
    }

    /// What a word of luck says under a law; a law that needs more than one draws the others by the purpose.
    #[inline(always)]
    pub(super) fn draw(&self, law: &Distribution, word: u64, stream: &Stream, purpose: Purpose) -> f64 {
        law.of_word(word).unwrap_or_else(|| self.draw_more(law, word, stream, purpose))
    }

    #[inline(never)]
    fn draw_more(&self, law: &Distribution, word: u64, stream: &Stream, purpose: Purpose) -> f64 {
        law.sample(&mut self.luck(stream, purpose, word))
    }

    /// Draws the luck of the outcome of a talk that begins, unless nothing is left to chance. Nobody waits for it yet, while at the
    /// end of the talk everything would.
    #[inline(always)]
    pub(super) fn draw_outcome(&mut self, has_chance: bool, words: &Words) {
        self.knows_outcome = has_chance;
        if has_chance {
            self.outcome = self.word_of_outcome(words);
        }
    }

    #[inline]
    fn word_of_outcome(&self, words: &Words) -> u64 {
        let [word, ..] = words.at(Purpose::Outcome, self.record.request.issue, self.leg());
        word
    }

    /// Whether the agent who has talked with the customer has resolved the matter, where the standard agent does so with this
    /// probability.
    #[inline(always)]
    pub(super) fn is_resolved(&self, standard: f64, words: &Words) -> bool {
        // Settings that came into force meanwhile may leave to chance what was certain.
        let word = if self.knows_outcome { self.outcome } else { self.word_of_outcome(words) };
        uniform(word) < resolution_chance(standard, f64::from(self.record.competence))
    }
}

/// Probability that an agent of this competence resolves a contact: the standard agent's odds times exp(competence).
#[inline]
fn resolution_chance(standard: f64, competence: f64) -> f64 {
    if standard >= 1.0 || competence == 0.0 {
        return standard;
    }
    let odds = standard / (1.0 - standard) * math::exp(competence);
    odds / (1.0 + odds)
}
