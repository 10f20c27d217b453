//! How a talk ends: resolved or not, and handed over to another skill or not.

use super::Flow;
use crate::operation::contact::LegEnd;
use crate::operation::open::{Companion, NO_EXTRA};
use crate::operation::seam::{Demand, Observer};
use crate::random::{Purpose, uniform};
use crate::time::{Duration, Instant};

/// How a talk ends.
pub(super) struct EndOfTalk {
    pub(super) resolved: bool,
    /// The skill to which the contact is handed over.
    pub(super) handed_to: Option<usize>,
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    pub(super) fn end_of_talk(&self, slot: u32) -> EndOfTalk {
        let contact = &self.engine.open[slot];
        let skill = contact.record.skill as usize;
        if !self.engine.plan.reasons[skill].has_chance && contact.extra == NO_EXTRA {
            return EndOfTalk { resolved: true, handed_to: None };
        }
        if self.engine.extra_of(slot).is_some_and(|extra| extra.forced) {
            return EndOfTalk { resolved: false, handed_to: None };
        }
        let reason = &self.centre.reasons[skill];
        let [_, transferred, target, _] = contact.words(&self.engine.stream, Purpose::Outcome);
        let handed_to = reason.transfer.as_ref().and_then(|transfer| {
            let is_handed_over = u32::from(contact.record.transfers) < transfer.most.min(u8::MAX.into())
                && uniform(transferred) < transfer.probability;
            is_handed_over.then(|| {
                let word = uniform(target);
                let index = transfer.to.partition_point(|(_, upto)| *upto <= word);
                transfer.to[index.min(transfer.to.len() - 1)].0
            })
        });
        let resolved = handed_to.is_none() && contact.is_resolved(reason.resolution, &self.engine.words);
        EndOfTalk { resolved, handed_to }
    }

    /// Hands a contact over at the end of a talk on the telephone or of deferred work. In a cold transfer the agent goes on
    /// first, and serves who waits; then the contact seeks its next agent.
    pub(super) fn hand_over(&mut self, slot: u32, skill: usize, now: Instant) {
        let contact = &self.engine.open[slot];
        let (team, seat, wrap_up) = (contact.team as usize, contact.seat, contact.wrap_up);
        let before = &self.centre.reasons[contact.record.skill as usize];
        let warm = before.transfer.as_ref().is_some_and(|transfer| transfer.warm);
        self.begin_next_leg(slot, skill, now);
        if warm {
            let companion = Companion { team: team as u32, seat, since: now, wrap_up };
            self.engine.extra(slot).companion = Some(companion);
        } else {
            self.goes_on(team, seat, wrap_up, now);
        }
        self.come_to_next_skill(slot, now);
    }

    /// The leg is over, and the next begins.
    pub(super) fn begin_next_leg(&mut self, slot: u32, skill: usize, now: Instant) {
        self.end_leg(slot, now, LegEnd::Transferred);
        let contact = &mut self.engine.open[slot];
        contact.record.transfers += 1;
        contact.has_rare_state = true;
        let before = std::mem::replace(&mut contact.record.skill, skill as u32);
        contact.began_at = now;
        contact.leg_wait = Duration::ZERO;
        contact.wrap_up = Duration::ZERO;
        if contact.extra != NO_EXTRA {
            let extra = self.engine.extra(slot);
            extra.since = None;
            extra.talked_before = Duration::ZERO;
        }
        if self.engine.plan.has_open_ends {
            self.engine.at_hand.open[before as usize] -= 1;
            self.engine.at_hand.open[skill] += 1;
            // The skill it leaves may have no work any more.
            self.send_home_if_done(now);
        }
    }

    /// A contact that was handed over comes to its next skill: no limit refuses it, but a queue cleared for the night takes
    /// nobody. It gives its trunk back when the skill needs none.
    pub(super) fn come_to_next_skill(&mut self, slot: u32, now: Instant) {
        let skill = self.engine.open[slot].record.skill as usize;
        if !self.engine.plan.reasons[skill].is_voice {
            self.give_trunk_back(slot);
        }
        if self.is_cut_off(skill) {
            self.block(slot, now);
        } else {
            self.seek_agent(slot, now);
        }
    }

    pub(super) fn has_companion(&self, slot: u32) -> bool {
        self.engine.extra_of(slot).is_some_and(|extra| extra.companion.is_some())
    }

    /// The agent who stayed with the customer goes on, now that the next one talks.
    pub(super) fn part_from_companion(&mut self, slot: u32, now: Instant) {
        if !self.has_companion(slot) {
            return;
        }
        if let Some(companion) = self.engine.extra(slot).companion.take() {
            self.book_companion(slot, companion, now);
            self.goes_on(companion.team as usize, companion.seat, companion.wrap_up, now);
        }
    }

    /// Books the time an agent has stayed with a customer who was handed over.
    pub(super) fn book_companion(&mut self, slot: u32, companion: Companion, now: Instant) {
        let stayed = now.since(companion.since);
        self.engine.open[slot].record.handling += stayed;
        self.engine.ledger.handled += u128::from(stayed.as_micros());
    }
}
