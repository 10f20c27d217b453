//! Those who find no free agent: they balk, accept a callback, join a queue, and leave it again.

use super::seeking::Ask;
use super::{Engine, Flow};
use crate::operation::centre::Channel;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::Kind;
use crate::operation::open::Phase;
use crate::operation::queue::Place;
use crate::operation::seam::{Demand, Observer};
use crate::random::{Purpose, uniform};
use crate::time::Instant;

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// No agent is free for the contact.
    #[inline(always)]
    pub(super) fn must_wait(&mut self, slot: u32, now: Instant) {
        let contact = &self.engine.open[slot];
        let skill = contact.record.skill as usize;
        let plan = &self.engine.plan.reasons[skill];
        // A contact that was handed over is never refused by a limit.
        if let Some(limit) = plan.queue_limit
            && contact.record.transfers == 0
            && self.engine.queues[skill].length() >= limit as usize
        {
            self.block(slot, now);
            return;
        }
        let mut patience = contact.patience(&plan.patience, &self.engine.stream);
        if plan.has_offers && self.centre.reasons[skill].channel != Channel::Deferred {
            match self.stays(slot, skill, patience, now) {
                Some(changed) => patience = changed,
                None => return,
            }
        }
        self.engine.open[slot].began_at = now;
        self.join_queue(slot, skill, patience, now);
    }

    /// How long the customer would wait in this leg, in seconds; infinite without a law and for deferred work.
    #[inline]
    pub(super) fn patience(&self, slot: u32) -> f64 {
        let contact = &self.engine.open[slot];
        let plan = &self.engine.plan.reasons[contact.record.skill as usize];
        contact.patience(&plan.patience, &self.engine.stream)
    }

    /// What those who have to wait are told and offered. Returns the patience of who stays; `None` when the customer has
    /// hung up or will be called back.
    fn stays(&mut self, slot: u32, skill: usize, mut patience: f64, now: Instant) -> Option<f64> {
        let reason = &self.centre.reasons[skill];
        let contact = &self.engine.open[slot];
        let can_be_called_back = reason.channel == Channel::Voice
            && contact.record.transfers == 0
            && contact.record.called_back.is_none();
        let [balks, balks_when_told, accepts, _] = contact.words(&self.engine.stream, Purpose::Waiting);
        if reason.balking > 0.0 && uniform(balks) < reason.balking {
            self.balk(slot, now);
            return None;
        }
        if let Some(announcement) = &reason.announcement {
            if patience < self.expected_wait(skill) && uniform(balks_when_told) < announcement.balking {
                self.balk(slot, now);
                return None;
            }
            patience *= announcement.patience_factor;
        }
        if let Some(offer) = &reason.callback
            && can_be_called_back
            && self.is_offered(offer, skill)
            && uniform(accepts) < offer.accept
        {
            self.promise_callback(slot, offer.not_before, now);
            return None;
        }
        Some(patience)
    }

    /// The customer hangs up at once.
    fn balk(&mut self, slot: u32, now: Instant) {
        self.engine.ledger.events += 1;
        self.engine.open[slot].record.left_after_transfer = self.engine.open[slot].was_answered();
        self.end_leg(slot, now, LegEnd::Abandoned);
        let outcome = self.outcome_of_the_lost(slot, Outcome::Abandoned);
        self.close(slot, now, outcome, false);
    }

    /// Joins the end of the queue of a skill, with the events that may end its waiting; `patience` is in seconds.
    pub(super) fn join_queue(&mut self, slot: u32, skill: usize, patience: f64, now: Instant) {
        let Engine { open, plan, queues, events, waited, .. } = &mut *self.engine;
        let contact = &mut open[slot];
        let plan = &plan.reasons[skill];
        *waited += 1;
        contact.joins_queue(*waited, patience, slot, events, now);
        let line = contact.line(plan.has_bonus);
        let queue = &mut queues[skill];
        queue.join(line, Place { slot, waits_as: *waited, since: now });
        queue.step(now, 1);
        self.observer.queue_changed(now, skill, queue.length());
        if plan.has_offers {
            self.await_offers(slot, skill, now, now);
        }
    }

    /// What else may end the waiting of a leg that began at `since`: a message that is left, helpers after a time. What was due
    /// before `now` happens at once.
    #[cold]
    pub(super) fn await_offers(&mut self, slot: u32, skill: usize, since: Instant, now: Instant) {
        if !self.engine.plan.reasons[skill].has_offers {
            return;
        }
        let reason = &self.centre.reasons[skill];
        if let Some(after) = reason.message_after
            && reason.channel != Channel::Deferred
        {
            self.engine.events.schedule((since + after).max(now), Kind::Message, slot);
        }
        if let Some(overflow) = &reason.overflow {
            self.engine.events.schedule((since + overflow.after).max(now), Kind::Overflow, slot);
        }
    }

    /// Puts a contact whose agent was taken away back at the head of its queue, as one who has waited there since `since`.
    pub(super) fn put_back(&mut self, slot: u32, since: Instant, now: Instant) {
        let engine = &mut *self.engine;
        let contact = &mut engine.open[slot];
        let skill = contact.record.skill as usize;
        engine.waited += 1;
        contact.phase = Phase::Waiting;
        contact.waits_as = engine.waited;
        contact.queued_at = now;
        let place = Place { slot, waits_as: engine.waited, since };
        let line = contact.line(engine.plan.reasons[skill].has_bonus);
        self.engine.queues[skill].put_back(line, place);
        self.queue_step(skill, now, 1);
    }

    #[inline]
    fn queue_step(&mut self, skill: usize, now: Instant, step: isize) {
        let queue = &mut self.engine.queues[skill];
        queue.step(now, step);
        self.observer.queue_changed(now, skill, queue.length());
    }

    /// A contact leaves its queue. Its waiting may go on, when it has been given an agent who is not connected yet.
    #[inline(always)]
    pub(super) fn leave_queue(&mut self, slot: u32, now: Instant) {
        let engine = &mut *self.engine;
        let contact = &mut engine.open[slot];
        contact.waits_as = 0;
        let skill = contact.record.skill as usize;
        let queue = &mut engine.queues[skill];
        queue.leave(contact.queued_at, now);
        self.observer.queue_changed(now, skill, queue.length());
    }

    /// Books the time from the beginning of the leg's waiting until now.
    #[inline]
    pub(super) fn book_wait(&mut self, slot: u32, now: Instant) {
        self.engine.open[slot].book_wait(now);
    }

    /// The customer hangs up, waiting in the queue or for the connection to an agent.
    pub(super) fn gives_up(&mut self, slot: u32, now: Instant) {
        self.engine.ledger.events += 1;
        let was_bound = self.engine.open[slot].phase == Phase::Connecting;
        let team = self.engine.open[slot].team as usize;
        let freed = if was_bound {
            self.unbind(slot, now)
        } else {
            self.leave_queue(slot, now);
            false
        };
        self.book_wait(slot, now);
        let contact = &mut self.engine.open[slot];
        contact.record.left_after_transfer = contact.was_answered();
        self.end_leg(slot, now, LegEnd::Abandoned);
        let outcome = self.outcome_of_the_lost(slot, Outcome::Abandoned);
        self.close(slot, now, outcome, false);
        if was_bound {
            self.agent_is_free(team, freed, now);
        }
    }

    /// The customer leaves a message, which settles the matter.
    pub(super) fn leaves_message(&mut self, slot: u32, now: Instant) {
        self.leave_queue(slot, now);
        self.book_wait(slot, now);
        self.end_leg(slot, now, LegEnd::Other);
        let outcome = self.outcome_of_the_lost(slot, Outcome::Contained);
        self.close(slot, now, outcome, true);
    }

    /// The contact has waited long enough for other teams to help; one of their idle agents takes it at once.
    pub(super) fn overflows(&mut self, slot: u32, now: Instant) {
        if let Some(found) = self.free_agent(slot, now, Ask::Helpers) {
            let team = found.team;
            self.leave_queue(slot, now);
            self.bind(slot, found, now);
            self.tell_agents(team, now);
        }
    }
}
