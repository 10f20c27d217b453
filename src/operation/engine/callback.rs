//! Callbacks: promised instead of waiting, due after a time, tried until the customer picks up or the attempts are used up.

use super::Flow;
use super::seeking::{Ask, Found};
use crate::operation::centre::CallbackOffer;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::Kind;
use crate::operation::open::Phase;
use crate::operation::queue::{Line, Place};
use crate::operation::seam::{Demand, Observer};
use crate::random::Purpose;
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// The customer accepts to be called back, and leaves the line.
    pub(super) fn promise_callback(&mut self, slot: u32, not_before: Duration, now: Instant) {
        self.give_trunk_back(slot);
        let contact = &mut self.engine.open[slot];
        contact.record.called_back = Some(false);
        contact.has_rare_state = true;
        let extra = self.engine.extra(slot);
        extra.since = Some(now);
        self.await_callback(slot, now + not_before);
    }

    fn await_callback(&mut self, slot: u32, due_at: Instant) {
        self.engine.open[slot].phase = Phase::Promised;
        self.engine.events.schedule(due_at, Kind::CallbackDue, slot);
    }

    /// An idle agent calls at once; otherwise the callback waits for one.
    pub(super) fn callback_is_due(&mut self, slot: u32, now: Instant) {
        if let Some(found) = self.free_agent(slot, now, Ask::AtOnce) {
            let team = found.team;
            self.call_back(slot, found, now);
            self.tell_agents(team, now);
            return;
        }
        let since = self.engine.extra(slot).since.unwrap_or(now);
        let engine = &mut *self.engine;
        let contact = &mut engine.open[slot];
        engine.waited += 1;
        contact.phase = Phase::CallbackWaiting;
        contact.waits_as = engine.waited;
        let reason = contact.record.skill as usize;
        engine.callbacks[reason].join(Line::Ordinary, Place { slot, waits_as: engine.waited, since });
        engine.callbacks[reason].step(now, 1);
    }

    /// An agent taken from the roster calls a customer back.
    pub(super) fn call_back(&mut self, slot: u32, found: Found, now: Instant) {
        let contact = &mut self.engine.open[slot];
        contact.waits_as = 0;
        contact.is_given_to(found.team, found.seat, found.skill_index);
        let request = contact.record.request;
        let accepted_at = self.engine.extra(slot).since.unwrap_or(now);
        let attempt = request.attempt | self.engine.extra(slot).failed_attempts << 16;
        let mut luck = self.engine.stream.luck(Purpose::Callback, request.issue, attempt);
        let contact = &mut self.engine.open[slot];
        // Without an offer in the present settings, those who were promised a callback are all reached.
        let fails = |offer: &&CallbackOffer| !luck.happens(offer.reach);
        let offer = self.centre.reasons[contact.record.skill as usize].callback.as_ref().filter(fails);
        if let Some(offer) = offer {
            let time = Duration::from_seconds(offer.failed_attempt.sample(&mut luck));
            contact.phase = Phase::CallbackFailing;
            contact.talk_from = now;
            let event = self.engine.events.schedule(now + time, Kind::CallbackFailed, slot);
            self.engine.open[slot].service_event = event;
            self.engine.rosters[found.team].begin_handling(found.seat, now);
        } else {
            contact.record.called_back = Some(true);
            contact.record.callback_delay = now.since(accepted_at);
            contact.leg_wait = contact.record.callback_delay;
            contact.began_at = now;
            self.begin_talk(slot, now);
        }
    }

    /// The customer has not picked up.
    pub(super) fn callback_failed(&mut self, slot: u32, now: Instant) {
        let (team, freed) = self.end_failed_callback(slot, now);
        self.agent_is_free(team, freed, now);
    }

    /// Books an attempt that failed; returns the team of the agent, and whether it has one more for another contact.
    pub(super) fn end_failed_callback(&mut self, slot: u32, now: Instant) -> (usize, bool) {
        let contact = &mut self.engine.open[slot];
        contact.service_event = 0;
        let spent = now.since(contact.talk_from);
        contact.record.handling += spent;
        self.engine.ledger.handled += u128::from(spent.as_micros());
        let (team, seat) = (contact.team as usize, contact.seat);
        let skill = contact.record.skill as usize;
        let extra = self.engine.extra(slot);
        extra.failed_attempts += 1;
        let failed = extra.failed_attempts;
        match &self.centre.reasons[skill].callback {
            Some(offer) if failed < offer.attempts => self.await_callback(slot, now + offer.retry_after),
            _ => self.give_callback_up(slot, now),
        }
        let freed = self.engine.rosters[team].release(seat, now);
        (team, freed)
    }

    /// A promised callback does not take place.
    pub(super) fn give_callback_up(&mut self, slot: u32, now: Instant) {
        self.end_leg(slot, now, LegEnd::Other);
        self.close(slot, now, Outcome::Callback, false);
    }
}
