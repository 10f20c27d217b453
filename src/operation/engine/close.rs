//! A leg ends, a contact is closed, and what follows it is put on the list.

use super::{Engine, Flow};
use crate::operation::contact::{Leg, LegEnd, Outcome, Request};
use crate::operation::event_list::Kind;
use crate::operation::open::{Companion, NO_EXTRA, Phase};
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

impl Engine {
    /// Puts a follow-up on the list, unless it would come after the end.
    #[inline]
    fn expect(&mut self, request: Request) {
        if !self.closing && request.at < self.calendar.end() {
            if self.plan.has_open_ends {
                self.at_hand.coming[request.reason as usize] += 1;
            }
            self.ledger.expected += 1;
            let at = request.at;
            let place = self.follow_ups.put(request);
            self.events.schedule(at, Kind::FollowUp, place);
        }
    }
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Puts on the list what else follows what the demand has just heard of.
    #[inline]
    pub(super) fn expect_further(&mut self) {
        while let Some(request) = self.demand.further() {
            self.engine.expect(request);
        }
    }
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Tells of the end of a leg.
    #[inline(always)]
    pub(super) fn end_leg(&mut self, slot: u32, now: Instant, end: LegEnd) {
        if O::LOOKS_AT_LEGS {
            self.tell_leg(slot, now, end);
        }
    }

    fn tell_leg(&mut self, slot: u32, now: Instant, end: LegEnd) {
        let contact = &self.engine.open[slot];
        let is_answered = matches!(end, LegEnd::Answered | LegEnd::Transferred);
        let (mut talk, mut began_at) = (Duration::ZERO, contact.began_at);
        if is_answered {
            talk = now.since(contact.talk_from);
        }
        if let Some(extra) = self.engine.extra_of(slot) {
            talk += extra.talked_before;
            began_at = extra.since.unwrap_or(began_at);
        }
        let leg = Leg {
            request: contact.record.request,
            number: contact.record.transfers,
            skill: contact.record.skill,
            began_at,
            wait: contact.leg_wait,
            talk,
            end,
            agent: if is_answered { contact.record.last_agent } else { None },
        };
        self.observer.leg_ended(&leg);
    }

    /// How a contact ends that is lost without an agent in this leg: who has talked with one before was answered.
    pub(super) fn outcome_of_the_lost(&self, slot: u32, outcome: Outcome) -> Outcome {
        let record = &self.engine.open[slot].record;
        if record.called_back.is_some() {
            Outcome::Callback
        } else if record.last_agent.is_some() {
            Outcome::Answered
        } else {
            outcome
        }
    }

    /// Closes a contact, and schedules what follows it.
    pub(super) fn close(&mut self, slot: u32, now: Instant, outcome: Outcome, resolved: bool) {
        if self.engine.open[slot].has_rare_state {
            let companion = self.end_rare_circumstances(slot, now);
            self.close_ordinary(slot, now, outcome, resolved);
            self.engine.open[slot].forget_rare();
            if let Some(companion) = companion {
                self.goes_on(companion.team as usize, companion.seat, companion.wrap_up, now);
            }
        } else {
            self.close_ordinary(slot, now, outcome, resolved);
        }
        if self.engine.plan.has_open_ends {
            self.send_home_if_done(now);
        }
    }

    /// The same for a contact that has nothing rare, or of which that has been ended. Nobody is sent home yet.
    #[inline(always)]
    pub(super) fn close_ordinary(&mut self, slot: u32, now: Instant, outcome: Outcome, resolved: bool) {
        let engine = &mut *self.engine;
        let contact = &mut engine.open[slot];
        contact.phase = Phase::Closed;
        contact.waits_as = 0;
        contact.service_event = 0;
        contact.waiting_events_from = u64::MAX;
        let record = &mut contact.record;
        record.closed_at = now;
        record.outcome = outcome;
        record.resolved = resolved;
        engine.ledger.count(outcome);
        // Endless work is made by nobody, so nothing follows it.
        let is_endless =
            engine.plan.has_endless_work && self.centre.reasons[record.request.reason as usize].endless;
        let follow_up = if is_endless { None } else { self.demand.closed(record) };
        self.observer.closed(record, follow_up.as_ref());
        if engine.plan.has_open_ends {
            engine.at_hand.open[record.skill as usize] -= 1;
        }
        engine.open.free(slot);
        if let Some(request) = follow_up {
            engine.expect(request);
        }
        self.expect_further();
    }

    /// Gives the trunk back, and books the time of an agent who has stayed with the customer, who is returned.
    #[cold]
    fn end_rare_circumstances(&mut self, slot: u32, now: Instant) -> Option<Companion> {
        self.give_trunk_back(slot);
        let extra = self.engine.open[slot].extra;
        if extra == NO_EXTRA {
            return None;
        }
        let companion = self.engine.extras[extra].companion;
        if let Some(companion) = companion {
            self.book_companion(slot, companion, now);
        }
        self.engine.extras.free(extra);
        companion
    }
}
