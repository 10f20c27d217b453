//! Free agents and waiting contacts find each other; what an agent does after a contact.

use super::seeking::Found;
use super::{Engine, Flow};
use crate::operation::event_list::Kind;
use crate::operation::queue::{Line, Place};
use crate::operation::roster::SeatIndex;
use crate::operation::routing::Head;
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

/// The work of an agent after a contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrapUp {
    pub(super) team: u32,
    pub(super) seat: SeatIndex,
    pub(super) from: Instant,
    /// Sequence of the event that ends it.
    pub(super) event: u64,
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Gives waiting contacts to the free agents of `team` while there are both.
    pub(super) fn serve_queues(&mut self, team: usize, now: Instant) {
        if self.engine.plan.teams[team].has_rare_skills {
            self.serve_all_lines(team, now);
            return;
        }
        while self.engine.rosters[team].idle() > 0 {
            let Some((skill_index, slot)) = self.next_waiting(team) else {
                return;
            };
            let Engine { open, plan, queues, rosters, .. } = &mut *self.engine;
            let contact = &mut open[slot];
            let skill = contact.record.skill as usize;
            let queue = &mut queues[skill];
            contact.waits_as = 0;
            queue.waited += u128::from(now.since(contact.queued_at).as_micros());
            queue.step(now, -1);
            self.observer.queue_changed(now, skill, queue.length());
            if plan.reasons[skill].is_ordinary {
                let Some(seat) = rosters[team].take_first() else {
                    return;
                };
                contact.is_given_to(team, seat, skill_index);
                contact.is_chat = false;
                self.begin_talk(slot, now);
            } else {
                let Some(seat) = self.take_for(Some(slot), team, skill, now) else {
                    return;
                };
                self.bind(slot, Found { team, skill_index, seat }, now);
            }
        }
    }

    /// Takes the contact a free agent of `team` serves next out of its line, when all lines are ordinary: its slot and the
    /// place of its skill in the team's list.
    #[inline(always)]
    fn next_waiting(&mut self, team: usize) -> Option<(usize, u32)> {
        let Engine { plan, queues, open, .. } = &mut *self.engine;
        let plan = &plan.teams[team];
        let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
        if plan.serves_in_order {
            let mut skills = plan.skills.iter().enumerate();
            return skills.find_map(|(skill_index, skill)| {
                let place = queues[skill.reason].take_front(waits)?;
                Some((skill_index, place.slot))
            });
        }
        self.next_by_rule(team)
    }

    /// The same where the routing rule compares the heads of the lines.
    fn next_by_rule(&mut self, team: usize) -> Option<(usize, u32)> {
        let engine = &mut *self.engine;
        let skills = &engine.plan.teams[team].skills;
        let mut best: Option<(Head, usize, Place)> = None;
        for (skill_index, skill) in skills.iter().enumerate() {
            let reason = skill.reason;
            let open = &engine.open;
            let Some(place) =
                engine.queues[reason].front(|place| open[place.slot].waits_as == place.waits_as)
            else {
                continue;
            };
            let head = Head { reason, priority: skill.priority, since: place.since };
            if best.as_ref().is_none_or(|(first, ..)| self.centre.routing.contact.prefers(&head, first)) {
                best = Some((head, skill_index, place));
            }
        }
        let (head, skill_index, place) = best?;
        engine.queues[head.reason].drop_front(Line::Ordinary);
        Some((skill_index, place.slot))
    }

    /// An agent who has talked does the wrap-up, or is free at once.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, team: usize, seat: SeatIndex, wrap_up: Duration, now: Instant) {
        if wrap_up > Duration::ZERO {
            let engine = &mut *self.engine;
            let slot = engine.wrap_ups.put(WrapUp { team: team as u32, seat, from: now, event: 0 });
            engine.wrap_ups[slot].event = engine.events.schedule(now + wrap_up, Kind::WrapUpEnd, slot);
        } else {
            let freed = self.engine.rosters[team].release(seat, now);
            self.agent_is_free(team, freed, now);
        }
    }

    pub(super) fn wrap_up_ends(&mut self, slot: u32, now: Instant) {
        let wrap_up = self.end_wrap_up(slot, now);
        let team = wrap_up.team as usize;
        let freed = self.engine.rosters[team].release(wrap_up.seat, now);
        self.agent_is_free(team, freed, now);
    }

    /// Books a wrap-up that ends now.
    #[inline]
    pub(super) fn end_wrap_up(&mut self, slot: u32, now: Instant) -> WrapUp {
        let engine = &mut *self.engine;
        let wrap_up = engine.wrap_ups[slot];
        engine.wrap_ups[slot].event = 0;
        engine.wrap_ups.free(slot);
        engine.ledger.handled += u128::from(now.since(wrap_up.from).as_micros());
        wrap_up
    }

    /// An agent of a team has become free, or has gone: whoever is free serves the queues.
    #[inline(always)]
    pub(super) fn agent_is_free(&mut self, team: usize, freed: bool, now: Instant) {
        if freed {
            self.serve_queues(team, now);
        } else {
            self.agent_has_parted(team, now);
        }
        if self.engine.plan.has_open_ends {
            self.send_home_if_done(now);
        }
        self.tell_agents(team, now);
    }

    /// An agent of a team has begun a break or gone off duty.
    #[cold]
    fn agent_has_parted(&mut self, team: usize, now: Instant) {
        if let Some(back_at) = self.engine.rosters[team].start_of_break() {
            self.schedule_staffing_by(back_at);
        }
        self.tell_duty(team, now);
    }

    /// Tells the observer how duty differs from what is planned and paid for by plan.
    pub(super) fn tell_duty(&mut self, team: usize, now: Instant) {
        let roster = &self.engine.rosters[team];
        self.observer.duty_changed(now, team, roster.vacant(), roster.beyond_plan());
    }

    /// Tells the observer how many agents of a team are free and at work.
    #[inline(always)]
    pub(super) fn tell_agents(&mut self, team: usize, now: Instant) {
        let roster = &self.engine.rosters[team];
        self.observer.agents_changed(now, team, roster.available(), roster.handling());
    }
}
