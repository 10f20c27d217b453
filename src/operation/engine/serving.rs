//! Free agents and waiting contacts find each other; what an agent does after a contact.

use super::plan::TeamPlan;
use super::seeking::Found;
use super::talk::{Means, begin};
use super::{Engine, Flow};
use crate::operation::event_list::Kind;
use crate::operation::open::Open;
use crate::operation::queue::{Line, Place, Queue};
use crate::operation::roster::SeatIndex;
use crate::operation::routing::{ContactRule, Head};
use crate::operation::seam::{Demand, Observer};
use crate::operation::slots::Slots;
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
        if self.engine.plan.teams[team].needs_full_search {
            self.serve_all_lines(team, now);
            return;
        }
        while self.engine.rosters[team].idle() > 0 {
            let Engine { open, plan, queues, .. } = &mut *self.engine;
            let rule = self.centre.routing.contact;
            let Some((skill_index, slot)) = next_waiting(&plan.teams[team], rule, queues, open) else {
                return;
            };
            self.leave_queue(slot, now);
            let skill = self.engine.plan.teams[team].skills[skill_index].reason;
            let Some(seat) = self.take_for(Some(slot), team, skill, now) else {
                return;
            };
            self.bind(slot, Found { team, skill_index, seat }, now);
        }
    }

    /// An agent who has talked does the wrap-up, or is free at once.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, team: usize, seat: SeatIndex, wrap_up: Duration, now: Instant) {
        if wrap_up > Duration::ZERO {
            let engine = &mut *self.engine;
            let slot = engine.wrap_ups.put(WrapUp { team: team as u32, seat, from: now, event: 0 });
            engine.wrap_ups[slot].event = engine.events.schedule(now + wrap_up, Kind::WrapUpEnd, slot);
        } else {
            self.has_done(team, seat, now);
        }
    }

    /// An agent has done with a contact.
    #[inline(always)]
    fn has_done(&mut self, team: usize, seat: SeatIndex, now: Instant) {
        if self.takes_next(team, seat, now) {
            return;
        }
        let Engine { plan, rosters, queues, .. } = &mut *self.engine;
        let (of, roster) = (&plan.teams[team], &mut rosters[team]);
        let nobody_waits = || of.skills.iter().all(|skill| queues[skill.reason].length() == 0);
        let just_idles = of.is_plain && roster.stays(seat) && nobody_waits();
        let freed = roster.release(seat, now);
        if just_idles {
            self.tell_agents(team, now);
        } else {
            self.agent_is_free(team, freed, now);
        }
    }

    /// Lets an agent who has done with a contact talk with the next one at once, if nobody else is idle; whether there is one.
    /// It comes to the same as becoming idle and being found for who waits, and is how most contacts of a busy team begin.
    #[inline(always)]
    fn takes_next(&mut self, team: usize, seat: SeatIndex, now: Instant) -> bool {
        let Engine { open, extras, rosters, plan, queues, events, ledger, calendar, stream, words, .. } =
            &mut *self.engine;
        let (of, roster) = (&plan.teams[team], &mut rosters[team]);
        if !of.is_plain || roster.idle() > 0 || !roster.stays(seat) {
            return false;
        }
        let Some((skill_index, slot)) = next_waiting(of, self.centre.routing.contact, queues, open) else {
            return false;
        };
        let (contact, skill) = (&mut open[slot], &of.skills[skill_index]);
        let queue = &mut queues[skill.reason];
        contact.waits_as = 0;
        queue.leave(contact.queued_at, now);
        self.observer.queue_changed(now, skill.reason, queue.length());
        let ability = roster.go_on(seat, &self.centre.teams[team], skill.level, now);
        contact.is_given_to(team, seat, skill_index);
        contact.is_chat = false;
        ledger.events += 1;
        let mut means = Means { centre: self.centre, calendar, stream, words, extras, events };
        if let Some(seconds) = begin(contact, slot, skill, ability, &mut means, now) {
            self.begin_unusual_talk(slot, seconds, now);
        }
        true
    }

    pub(super) fn wrap_up_ends(&mut self, slot: u32, now: Instant) {
        let wrap_up = self.end_wrap_up(slot, now);
        self.has_done(wrap_up.team as usize, wrap_up.seat, now);
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

    /// Tells the observer how duty differs from what is planned and paid for by plan, and who is on a break.
    pub(super) fn tell_duty(&mut self, team: usize, now: Instant) {
        let roster = &mut self.engine.rosters[team];
        roster.note_present(now);
        self.observer.duty_changed(now, team, roster.vacant(), roster.beyond_plan());
        self.observer.breaks_changed(now, team, roster.on_break());
    }

    /// Tells the observer how many agents of a team are free and at work.
    #[inline(always)]
    pub(super) fn tell_agents(&mut self, team: usize, now: Instant) {
        let roster = &self.engine.rosters[team];
        self.observer.agents_changed(now, team, roster.available(), roster.handling());
    }
}

/// Takes the contact that a free agent of a team serves next out of its line, when all lines are ordinary: the place of its
/// skill in the team's list, and its slot.
#[inline(always)]
fn next_waiting(
    team: &TeamPlan,
    rule: ContactRule,
    queues: &mut [Queue],
    open: &Slots<Open>,
) -> Option<(usize, u32)> {
    if !team.serves_in_order {
        return next_by_rule(team, rule, queues, open);
    }
    let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
    let mut skills = team.skills.iter().enumerate();
    skills.find_map(|(skill_index, skill)| {
        let place = queues[skill.reason].take_front(waits)?;
        Some((skill_index, place.slot))
    })
}

/// The same where the routing rule compares the heads of the lines.
fn next_by_rule(
    team: &TeamPlan,
    rule: ContactRule,
    queues: &mut [Queue],
    open: &Slots<Open>,
) -> Option<(usize, u32)> {
    let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
    let mut best: Option<(Head, usize, Place)> = None;
    for (skill_index, skill) in team.skills.iter().enumerate() {
        let reason = skill.reason;
        let Some(place) = queues[reason].front(waits) else {
            continue;
        };
        let head = Head { reason, priority: skill.priority, since: place.since };
        if best.as_ref().is_none_or(|(first, ..)| rule.prefers(&head, first)) {
            best = Some((head, skill_index, place));
        }
    }
    let (head, skill_index, place) = best?;
    queues[head.reason].drop_front(Line::Ordinary);
    Some((skill_index, place.slot))
}
