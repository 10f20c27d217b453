//! What happens before an agent: an IVR, an app, a bot. It takes a trunk, but no agent, and its time is not part of the
//! wait.

use super::Flow;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::Kind;
use crate::operation::open::Phase;
use crate::operation::seam::{Demand, Observer};
use crate::random::{Purpose, uniform};
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Sends the contact into self-service, if its reason has it.
    pub(super) fn enters_self_service(&mut self, slot: u32, now: Instant) -> bool {
        let contact = &mut self.engine.open[slot];
        let Some(service) = &self.centre.reasons[contact.record.request.reason as usize].self_service else {
            return false;
        };
        let [time, ..] = contact.words(&self.engine.stream, Purpose::SelfService);
        let mut luck = contact.luck(&self.engine.stream, Purpose::SelfService, time);
        let spent = Duration::from_seconds(service.time.sample(&mut luck));
        contact.phase = Phase::SelfService;
        self.engine.events.schedule(now + spent, Kind::SelfServiceEnd, slot);
        true
    }

    /// The contact is contained, or goes on to the agents with its context kept or lost.
    pub(super) fn self_service_ends(&mut self, slot: u32, now: Instant) {
        let contact = &mut self.engine.open[slot];
        contact.phase = Phase::Arriving;
        contact.began_at = now;
        let [_, contained, false_contained, context] =
            contact.words(&self.engine.stream, Purpose::SelfService);
        // The reason had self-service when the contact came; new settings may have taken it away since.
        if let Some(service) = &self.centre.reasons[contact.record.request.reason as usize].self_service {
            if uniform(contained) < service.containment {
                let resolved = uniform(false_contained) >= service.false_containment;
                self.end_leg(slot, now, LegEnd::Other);
                self.close(slot, now, Outcome::Contained, resolved);
                return;
            }
            let lost = uniform(context) >= service.context_kept;
            contact.record.context_lost = lost;
            contact.has_rare_state |= lost;
            let factor = service.residual_talk * if lost { service.talk_if_lost } else { 1.0 };
            if factor != 1.0 {
                self.engine.extra(slot).talk_factor = factor;
            }
        }
        let reason = self.engine.open[slot].record.request.reason as usize;
        if self.is_cut_off(reason) {
            self.block(slot, now);
        } else if self.passes_queue_limit(slot, reason, now) {
            self.seek_agent(slot, now);
        }
    }
}
