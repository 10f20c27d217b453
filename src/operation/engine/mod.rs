//! The event loop of the contact centre. One concern of a contact's life per file.
//!
//! Events of the same instant are ordered by rank, then by sequence (see [`super::event_list`]); a primary arrival comes
//! after everything else of its instant. Time is in whole microseconds, so no order depends on rounding.

mod answering;
mod at_hand;
mod callback;
mod chat;
mod choosing;
mod close;
mod desk;
mod door;
mod end_of_shift;
mod endless;
mod expected_wait;
mod opening;
mod plan;
mod queueing;
mod seeking;
mod self_service;
mod serving;
mod staffing;
mod talk;
#[cfg(test)]
mod tests;
mod transfer;

use crate::operation::centre::Centre;
use crate::operation::contact::{LegEnd, Outcome, Request};
use crate::operation::event_list::{Event, EventList, Key, Kind};
use crate::operation::ledger::Ledger;
use crate::operation::open::{Extra, NO_EXTRA, Open, Phase};
use crate::operation::queue::{Place, Queue};
use crate::operation::roster::Roster;
use crate::operation::seam::{Demand, Observer};
use crate::operation::slots::Slots;
use crate::random::{Stream, Words};
use crate::time::{Calendar, Duration, Instant};

use at_hand::AtHand;
use desk::Desks;
use plan::Plan;
use serving::WrapUp;

/// The state of a contact centre during a run; its buffers are reused from run to run.
#[derive(Clone, Debug)]
pub struct Engine {
    stream: Stream,
    words: Words,
    calendar: Calendar,
    plan: Plan,
    events: EventList,
    open: Slots<Open>,
    extras: Slots<Extra>,
    follow_ups: Slots<Request>,
    wrap_ups: Slots<WrapUp>,
    desks: Desks,
    queues: Vec<Queue>,
    /// Callbacks that are due, per reason.
    callbacks: Vec<Queue>,
    /// Whether a reason is closed.
    closed: Vec<bool>,
    /// Whether nobody serves the waiting of a reason until it opens again.
    frozen: Vec<bool>,
    rosters: Vec<Roster>,
    /// When the next primary contact arrives, and the place where it waits for that; [`Instant::NEVER`] after the last.
    arrives_at: Instant,
    arrives_in: u32,
    /// Number of contacts that have waited; the name under which the next one waits.
    waited: u64,
    /// Trunks in use, counted while a centre has a limit.
    trunks: u32,
    /// Number of the next piece of endless work, per reason.
    endless: Vec<u64>,
    /// What keeps agents of open-ended shifts, counted while a centre has any.
    at_hand: AtHand,
    /// When staffing or opening changes next, and the event that stands for it.
    staffing_at: Instant,
    staffing_event: u64,
    closing: bool,
    ledger: Ledger,
}

/// The engine together with those it talks to, for the length of one call.
struct Flow<'a, D, O> {
    engine: &'a mut Engine,
    centre: &'a Centre,
    demand: &'a mut D,
    observer: &'a mut O,
}

impl Default for Engine {
    fn default() -> Self {
        Engine {
            stream: Stream::new(0, 0),
            words: Stream::new(0, 0).all_words(),
            calendar: Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::ZERO },
            plan: Plan::default(),
            events: EventList::default(),
            open: Slots::default(),
            extras: Slots::default(),
            follow_ups: Slots::default(),
            wrap_ups: Slots::default(),
            desks: Desks::default(),
            queues: Vec::new(),
            callbacks: Vec::new(),
            closed: Vec::new(),
            frozen: Vec::new(),
            rosters: Vec::new(),
            arrives_at: Instant::NEVER,
            arrives_in: 0,
            waited: 0,
            trunks: 0,
            endless: Vec::new(),
            at_hand: AtHand::default(),
            staffing_at: Instant::NEVER,
            staffing_event: 0,
            closing: false,
            ledger: Ledger::default(),
        }
    }
}

impl Engine {
    /// Makes the engine ready for a run that starts at time 0.
    pub fn start(
        &mut self,
        centre: &Centre,
        calendar: Calendar,
        stream: Stream,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        let reasons = centre.reasons.len();
        self.stream = stream;
        self.words = stream.all_words();
        self.calendar = calendar;
        self.plan = Plan::of(centre);
        self.open.clear();
        self.extras.clear();
        self.follow_ups.clear();
        self.wrap_ups.clear();
        self.desks.clear(centre.teams.len());
        for queues in [&mut self.queues, &mut self.callbacks] {
            queues.resize_with(reasons, Queue::default);
            queues.iter_mut().for_each(Queue::clear);
        }
        self.rosters.resize_with(centre.teams.len(), Roster::default);
        for (index, (roster, team)) in self.rosters.iter_mut().zip(&centre.teams).enumerate() {
            roster.start(index, team, calendar, &stream);
        }
        self.events.clear(typical_talk(centre), self.rosters.iter().map(Roster::seats).sum());
        self.closed.clear();
        self.closed.resize(reasons, false);
        self.frozen.clear();
        self.frozen.resize(reasons, false);
        self.endless.clear();
        self.endless.resize(reasons, 0);
        self.at_hand.clear(reasons);
        self.waited = 0;
        self.trunks = 0;
        self.closing = false;
        self.ledger = Ledger::default();
        self.await_primary(demand);
        Flow { engine: self, centre, demand, observer }.begin();
    }

    /// Puts the settings of a new week into force at `now`. The services under way keep theirs.
    pub fn change_settings(
        &mut self,
        now: Instant,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        Flow { engine: self, centre, demand, observer }.use_settings(now);
    }

    /// Handles all events before `until`.
    pub fn advance(
        &mut self,
        until: Instant,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        Flow { engine: self, centre, demand, observer }.advance(until);
    }

    /// Serves out what is open after the end, with the last staffing and nobody new; returns the ledger of the run.
    pub fn finish(
        &mut self,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) -> Ledger {
        self.closing = true;
        if self.arrives_at < Instant::NEVER {
            self.arrives_at = Instant::NEVER;
            self.open.free(self.arrives_in);
        }
        let end = self.calendar.end();
        Flow { engine: self, centre, demand, observer }.finish(end);
        self.ledger.still_expected = self.follow_ups.occupied().len() as u64;
        for queue in &mut self.queues {
            self.ledger.queue_time += queue.time;
            self.ledger.waited += queue.waited;
            self.ledger.queues_out_of_balance += u64::from(queue.time != queue.waited);
        }
        self.ledger
    }

    /// The next primary contact takes its place, in which it is not open before it arrives: so its request is written but once.
    #[inline(always)]
    fn await_primary(&mut self, demand: &mut impl Demand) {
        self.arrives_at = Instant::NEVER;
        if let Some(request) = demand.next_primary() {
            self.arrives_at = request.at;
            self.arrives_in = self.open.occupy(Open::empty);
            self.open[self.arrives_in].record.request = request;
        }
    }

    /// The first event at or before `limit`. Of patience that was not tried the loop hears nothing, as a rule.
    #[inline(always)]
    fn next_event(&mut self, limit: Instant) -> Option<Key> {
        let open = self.open.places();
        let is_over = |sequence: u64, slot: u32| {
            let contact = open.get(slot as usize);
            contact.is_some_and(|contact| sequence < contact.waiting_events_from)
        };
        self.events.pop_until(limit, is_over)
    }

    /// Whether what an event was scheduled for is over: cancelling is lazy.
    #[inline(always)]
    fn is_stale(&self, event: &Event) -> bool {
        let Event { kind, sequence, slot, .. } = *event;
        match kind {
            Kind::TalkEnd | Kind::Connected | Kind::CallbackFailed => {
                self.open[slot].service_event != sequence
            }
            Kind::GivesUp => sequence < self.open[slot].waiting_events_from,
            Kind::Message | Kind::Overflow => {
                sequence < self.open[slot].waiting_events_from || self.open[slot].phase != Phase::Waiting
            }
            Kind::WrapUpEnd => self.wrap_ups[slot].event != sequence,
            Kind::ChatEnd => self.desks.event(slot) != sequence,
            Kind::Staffing => self.staffing_event != sequence,
            Kind::SelfServiceEnd | Kind::FollowUp | Kind::CallbackDue => false,
        }
    }

    /// The rare circumstances of a contact, which it has from now on.
    fn extra(&mut self, slot: u32) -> &mut Extra {
        if self.open[slot].extra == NO_EXTRA {
            let contact = &mut self.open[slot];
            contact.extra = self.extras.put(Extra::default());
            contact.has_rare_state = true;
        }
        &mut self.extras[self.open[slot].extra]
    }

    /// The rare circumstances of a contact, if it has any.
    #[inline]
    fn extra_of(&self, slot: u32) -> Option<&Extra> {
        let extra = self.open[slot].extra;
        if extra == NO_EXTRA { None } else { Some(&self.extras[extra]) }
    }
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    fn advance(&mut self, until: Instant) {
        let last = Instant::micros(until.as_micros().saturating_sub(1));
        loop {
            let arrival = self.engine.arrives_at;
            // An arrival comes after everything else of its instant.
            let limit = arrival.min(last);
            while let Some(key) = self.engine.next_event(limit) {
                self.handle(key);
            }
            if arrival > last {
                return;
            }
            self.arrive();
        }
    }

    fn finish(&mut self, end: Instant) {
        for roster in &self.engine.rosters {
            let [there, on_break, present] = roster.duty_times(end);
            self.engine.ledger.duty_time += there;
            self.engine.ledger.break_time += on_break;
            self.engine.ledger.present_time += present;
        }
        self.serve_out(end);
        let mut last = self.drain(end);
        // Agents in warm transfers may wait for each other for ever; who is let go may have work.
        while let Some(slot) = self.left_over().into_iter().find(|slot| self.has_companion(*slot)) {
            self.give_up_on(slot, last);
            last = self.drain(last);
        }
        for slot in self.left_over() {
            self.give_up_on(slot, last);
        }
        for queue in &mut self.engine.queues {
            queue.close(last);
        }
        for roster in &mut self.engine.rosters {
            self.engine.ledger.busy_time += roster.handling_time(last);
        }
        self.engine.ledger.busy_time += self.engine.desks.time_beyond_the_first(last);
    }

    /// Contacts that are still open, in the order of reasons and queues; those promised a callback last.
    fn left_over(&self) -> Vec<u32> {
        let open = &self.engine.open;
        let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
        let queues = self.engine.queues.iter().chain(&self.engine.callbacks);
        let mut left: Vec<u32> = queues.flat_map(|queue| queue.everybody(waits)).collect();
        let mut promised = open.occupied();
        promised.retain(|slot| open[*slot].phase == Phase::Promised);
        promised.sort_by_key(|slot| {
            let request = &open[*slot].record.request;
            (self.engine.extra_of(*slot).and_then(|extra| extra.since), request.issue, request.attempt)
        });
        left.append(&mut promised);
        left
    }

    /// Handles what is left but staffing and what would be new; returns the last instant at which something happened.
    fn drain(&mut self, mut last: Instant) -> Instant {
        while let Some(key) = self.engine.next_event(Instant::NEVER) {
            let Event { at, kind, .. } = key.event();
            if !matches!(kind, Kind::Staffing | Kind::FollowUp | Kind::CallbackDue) && self.handle(key) {
                last = last.max(at);
            }
        }
        last
    }

    /// A contact that nobody can serve any more.
    fn give_up_on(&mut self, slot: u32, now: Instant) {
        match self.engine.open[slot].phase {
            Phase::Waiting => {
                self.leave_queue(slot, now);
                self.book_wait(slot, now);
                self.end_leg(slot, now, LegEnd::Other);
                self.close(slot, now, Outcome::CarriedOver, false);
            }
            _ => self.give_callback_up(slot, now),
        }
    }

    /// Lets an event happen; the answer is whether it did, or whether it had become stale.
    #[inline(always)]
    fn handle(&mut self, key: Key) -> bool {
        // More than half of all events.
        if !key.is_talk_end() {
            return self.handle_other(key);
        }
        let slot = key.slot();
        let is_due = self.engine.open[slot].service_event == key.sequence();
        if is_due {
            self.talk_ends(slot, key.at());
        }
        is_due
    }

    #[inline(never)]
    fn handle_other(&mut self, key: Key) -> bool {
        let event = key.event();
        if self.engine.is_stale(&event) {
            return false;
        }
        let Event { at, kind, slot, .. } = event;
        match kind {
            Kind::TalkEnd => self.talk_ends(slot, at),
            Kind::WrapUpEnd => self.wrap_up_ends(slot, at),
            Kind::GivesUp => self.gives_up(slot, at),
            Kind::Connected => self.connected(slot, at),
            Kind::SelfServiceEnd => self.self_service_ends(slot, at),
            Kind::ChatEnd => self.chat_ends(slot, at),
            Kind::CallbackFailed => self.callback_failed(slot, at),
            Kind::Message => self.leaves_message(slot, at),
            Kind::Overflow => self.overflows(slot, at),
            Kind::Staffing => self.staffing_changes(at),
            Kind::FollowUp => self.follow_up_is_due(slot),
            Kind::CallbackDue => self.callback_is_due(slot, at),
        }
        true
    }

    /// The next primary contact arrives, if its demand still accepts it.
    #[inline(always)]
    fn arrive(&mut self) {
        let engine = &mut *self.engine;
        let slot = engine.arrives_in;
        engine.await_primary(self.demand);
        if self.demand.accepts(&mut engine.open[slot].record.request) {
            engine.ledger.issues += 1;
            self.offer(slot);
        } else {
            engine.open.free(slot);
        }
    }

    fn follow_up_is_due(&mut self, place: u32) {
        let request = self.engine.follow_ups[place];
        self.engine.follow_ups.free(place);
        if self.engine.plan.has_open_ends {
            self.engine.at_hand.coming[request.reason as usize] -= 1;
        }
        let is_wanted = self.demand.still_wanted(&request);
        self.expect_further();
        if is_wanted {
            self.engine.ledger.follow_ups += 1;
            let slot = self.engine.open.occupy(Open::empty);
            self.engine.open[slot].record.request = request;
            self.offer(slot);
        } else {
            self.engine.ledger.unwanted += 1;
            if self.engine.plan.has_open_ends {
                // It may have been the last for whom agents of open-ended shifts were waiting.
                self.send_home_if_done(request.at);
            }
        }
    }
}

/// The mean talk of the reason that lies in the middle by it.
fn typical_talk(centre: &Centre) -> Duration {
    let mut means: Vec<f64> = centre.reasons.iter().map(|reason| reason.talk.mean()).collect();
    means.sort_by(f64::total_cmp);
    Duration::from_seconds(means.get(means.len() / 2).copied().unwrap_or_default())
}
