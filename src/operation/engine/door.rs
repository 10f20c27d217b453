//! The door: opening hours, trunks, the limit on all who wait.

use super::Flow;
use crate::operation::centre::Channel;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::open::Phase;
use crate::operation::seam::{Demand, Observer};
use crate::time::Instant;

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// The contact arrives whose request stands in the record of `slot`.
    #[inline(always)]
    pub(super) fn offer(&mut self, slot: u32) {
        self.engine.ledger.offered += 1;
        self.engine.ledger.events += 1;
        let contact = &mut self.engine.open[slot];
        contact.begin();
        let request = &contact.record.request;
        self.observer.offered(request);
        let (now, reason) = (request.at, request.reason as usize);
        if self.engine.plan.has_open_ends {
            self.engine.at_hand.open[reason] += 1;
        }
        if self.engine.plan.reasons[reason].has_door {
            self.come_to_door(slot, reason, now);
        } else {
            self.seek_agent(slot, now);
        }
    }

    fn come_to_door(&mut self, slot: u32, reason: usize, now: Instant) {
        if self.passes_door(slot, reason, now) {
            self.seek_agent(slot, now);
        }
    }

    /// Whether the contact goes on to an agent or a queue now; if not, it was blocked or is in self-service.
    fn passes_door(&mut self, slot: u32, reason: usize, now: Instant) -> bool {
        if !self.is_let_in(slot, reason) {
            self.block(slot, now);
            return false;
        }
        !self.enters_self_service(slot, now) && self.passes_queue_limit(slot, reason, now)
    }

    /// Whether the reason is open and has a trunk for the contact, which it then holds.
    fn is_let_in(&mut self, slot: u32, reason: usize) -> bool {
        let channel = self.centre.reasons[reason].channel;
        if channel != Channel::Deferred && !self.is_open(reason) {
            return false;
        }
        if let Some(limit) = self.centre.door.trunks
            && channel == Channel::Voice
        {
            if self.engine.trunks >= limit {
                return false;
            }
            self.engine.open[slot].set_trunk(true);
            self.engine.trunks += 1;
        }
        true
    }

    /// The limit on all who wait on the line, tested before an agent is looked for.
    pub(super) fn passes_queue_limit(&mut self, slot: u32, reason: usize, now: Instant) -> bool {
        let on_the_line = |channel| channel != Channel::Deferred;
        let Some(limit) = self.centre.door.queue_limit else {
            return true;
        };
        if !on_the_line(self.centre.reasons[reason].channel) {
            return true;
        }
        let queues = self.engine.queues.iter().zip(&self.centre.reasons);
        let waiting: usize =
            queues.filter(|(_, of)| on_the_line(of.channel)).map(|(queue, _)| queue.length()).sum();
        if waiting < limit as usize {
            return true;
        }
        self.block(slot, now);
        false
    }

    /// The contact is refused, or cut off at closing time. Who has talked with an agent before was answered, and a callback
    /// that took place stays one, wherever it was handed to.
    pub(super) fn block(&mut self, slot: u32, now: Instant) {
        self.end_leg(slot, now, LegEnd::Blocked);
        let outcome = self.outcome_of_the_lost(slot, Outcome::Blocked);
        self.close(slot, now, outcome, false);
    }

    pub(super) fn give_trunk_back(&mut self, slot: u32) {
        if self.engine.open[slot].holds_trunk {
            self.engine.open[slot].holds_trunk = false;
            self.engine.trunks -= 1;
        }
    }

    /// Counts the trunks anew, as the limit may have come into force during the run.
    pub(super) fn count_trunks(&mut self) {
        if self.centre.door.trunks.is_none() {
            return;
        }
        self.engine.trunks = 0;
        for slot in self.engine.open.occupied() {
            let contact = &mut self.engine.open[slot];
            let is_on_the_line = matches!(
                contact.phase,
                Phase::SelfService | Phase::Waiting | Phase::Connecting | Phase::Talking
            );
            let skill = &self.centre.reasons[contact.record.skill as usize];
            contact.set_trunk(
                is_on_the_line
                    && contact.record.called_back.is_none()
                    && skill.channel == Channel::Voice
                    && !skill.endless,
            );
            self.engine.trunks += u32::from(contact.holds_trunk);
        }
    }
}
