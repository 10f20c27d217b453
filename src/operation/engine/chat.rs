//! Chats: an agent has several at once, and each goes at a speed that depends on how many are open.
//!
//! The work left of a chat is kept in seconds at speed 1. The wrap-up of a chat keeps its place and goes at the speed of the
//! others.

use super::Flow;
use super::desk::{Desk, Work};
use crate::operation::event_list::Kind;
use crate::operation::roster::SeatIndex;
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    pub(super) fn can_take_chat(&mut self, team: usize, now: Instant) -> bool {
        let plan = &self.engine.plan.teams[team];
        let rule = self.centre.routing.agent;
        plan.has_chat && self.engine.rosters[team].peek_chat(rule, plan.at_once, now).is_some()
    }

    /// A chat begins that takes `work` seconds at speed 1.
    pub(super) fn begin_chat(&mut self, slot: u32, work: f64, now: Instant) {
        let contact = &self.engine.open[slot];
        let reason = &self.centre.reasons[contact.record.skill as usize];
        let cut_at = reason.longest_talk.map_or(Instant::NEVER, |longest| now + longest);
        let (team, seat) = (contact.team as usize, contact.seat);
        let desk = self.engine.desks.of(team, seat);
        self.engine.desks[desk].advance(now);
        self.engine.desks[desk].works.push(Work { chat: Some(slot), rest: work, from: now, cut_at });
        self.plan_desk(desk, team, now);
    }

    /// Works out which chat of an agent ends next, after the number of open chats has changed.
    fn plan_desk(&mut self, desk: u32, team: usize, now: Instant) {
        let engine = &mut *self.engine;
        engine.desks.count(desk, now);
        let of: &mut Desk = &mut engine.desks[desk];
        of.event = 0;
        if let Some(at) = of.plan(&self.centre.teams[team].chat, now) {
            let event = engine.events.schedule(at, Kind::ChatEnd, desk);
            engine.desks[desk].event = event;
        }
    }

    /// The next chat of an agent ends, or the wrap-up of one.
    pub(super) fn chat_ends(&mut self, desk: u32, now: Instant) {
        self.engine.desks[desk].advance(now);
        let of = &mut self.engine.desks[desk];
        let (team, seat, index, is_forced) = (of.team, of.seat, of.next, of.is_forced);
        let work = of.works.remove(index);
        let Some(slot) = work.chat else {
            self.book_chat_wrap_up(work.from, now);
            self.free_chat_place(desk, team, seat, now);
            return;
        };
        self.engine.ledger.events += 1;
        let wrap_up = self.engine.open[slot].wrap_up;
        self.book_talk(slot, wrap_up, now);
        if is_forced {
            self.engine.extra(slot).forced = true;
        }
        let end = self.end_of_talk(slot);
        match end.handed_to {
            None => self.answer(slot, end.resolved, now),
            Some(skill) => self.begin_next_leg(slot, skill, now),
        }
        if wrap_up > Duration::ZERO {
            let rest = wrap_up.as_seconds();
            let work = Work { chat: None, rest, from: now, cut_at: Instant::NEVER };
            self.engine.desks[desk].works.insert(index, work);
            self.plan_desk(desk, team, now);
        } else {
            self.free_chat_place(desk, team, seat, now);
        }
        if end.handed_to.is_some() {
            self.come_to_next_skill(slot, now);
        }
    }

    fn free_chat_place(&mut self, desk: u32, team: usize, seat: SeatIndex, now: Instant) {
        self.plan_desk(desk, team, now);
        let freed = self.engine.rosters[team].end_chat(seat, now);
        self.agent_is_free(team, freed, now);
    }

    fn book_chat_wrap_up(&mut self, from: Instant, now: Instant) {
        self.engine.ledger.handled += u128::from(now.since(from).as_micros());
    }

    /// Takes a chat away from its agent; returns the work that is left of it.
    pub(super) fn take_chat_away(&mut self, slot: u32, now: Instant) -> f64 {
        let (team, seat) = (self.engine.open[slot].team as usize, self.engine.open[slot].seat);
        let desk = self.engine.desks.of(team, seat);
        let of = &mut self.engine.desks[desk];
        of.advance(now);
        let index = of.works.iter().position(|work| work.chat == Some(slot));
        let rest = index.map_or(0.0, |index| of.works.remove(index).rest);
        self.plan_desk(desk, team, now);
        self.engine.rosters[team].end_chat(seat, now);
        rest
    }

    /// Cuts short the wrap-ups of an agent whose shift has ended.
    pub(super) fn drop_chat_wrap_ups(&mut self, team: usize, seat: SeatIndex, now: Instant) {
        let Some(desk) = self.engine.desks.existing(team, seat) else {
            return;
        };
        self.engine.desks[desk].advance(now);
        let wrap_up = |work: &Work| work.chat.is_none();
        while let Some(index) = self.engine.desks[desk].works.iter().position(wrap_up) {
            let work = self.engine.desks[desk].works.remove(index);
            self.book_chat_wrap_up(work.from, now);
            self.plan_desk(desk, team, now);
            self.engine.rosters[team].end_chat(seat, now);
        }
    }
}
