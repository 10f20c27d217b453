//! The talk of an agent with a customer: how long it takes, and how it ends.

use super::Flow;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::Kind;
use crate::operation::open::{NO_EXTRA, Phase, Rest};
use crate::operation::roster::Ability;
use crate::operation::seam::{Demand, Observer};
use crate::random::Purpose;
use crate::time::{Duration, Instant};

/// How long a service takes by its laws.
struct Service {
    /// Talk and hold, seconds.
    talk: f64,
    wrap_up: Duration,
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// The agent bound to a contact begins to talk with the customer.
    #[inline]
    pub(super) fn begin_talk(&mut self, slot: u32, now: Instant) {
        self.book_wait(slot, now);
        let engine = &mut *self.engine;
        engine.ledger.events += 1;
        let contact = &mut engine.open[slot];
        let (team, seat) = (contact.team as usize, contact.seat);
        let roster = &mut engine.rosters[team];
        let is_chat = contact.is_chat;
        if is_chat {
            roster.begin_chat(seat, now);
        } else {
            roster.begin_handling(seat, now);
        }
        let of = &self.centre.teams[team];
        let skill = &of.skills[contact.skill_index as usize];
        let (ability, hired) = roster.ability(seat, of, skill, now, &engine.stream);
        (0..hired).for_each(|_| self.observer.hired(now, team));
        let record = &mut contact.record;
        record.team = record.team.or(Some(team as u32));
        record.last_agent = Some((team as u32, seat));
        record.competence = ability.competence as f32;
        record.manner = ability.manner as f32;
        contact.phase = Phase::Talking;
        contact.talk_from = now;
        let has_extra = contact.extra != NO_EXTRA;
        let Service { talk, wrap_up } = self.service(slot, &ability, now);
        self.engine.open[slot].wrap_up = wrap_up;
        let rest = if has_extra { self.engine.extra(slot).rest.take() } else { None };
        if is_chat {
            let work = if let Some(Rest::Chat(rest)) = rest { rest } else { talk };
            self.begin_chat(slot, work, now);
        } else {
            let talk = if let Some(Rest::Talk(rest)) = rest { rest } else { self.cut(slot, talk) };
            let engine = &mut *self.engine;
            let contact = &mut engine.open[slot];
            contact.talk_until = now + talk;
            contact.service_event = engine.events.schedule(contact.talk_until, Kind::TalkEnd, slot);
        }
        if has_extra {
            self.part_from_companion(slot, now);
        }
    }

    /// What the laws say of the service of this leg by an agent of this ability.
    #[inline]
    fn service(&self, slot: u32, ability: &Ability, now: Instant) -> Service {
        let engine = &*self.engine;
        let contact = &engine.open[slot];
        let skill = &self.centre.teams[contact.team as usize].skills[contact.skill_index as usize];
        let reason = &self.centre.reasons[contact.record.skill as usize];
        let plan = &engine.plan.reasons[contact.record.skill as usize];
        let [talk_word, _, hold_word, wrap_up_word] =
            contact.service_words(&engine.stream, plan.has_more_than_talk);
        let luck = |purpose, word| contact.luck(&engine.stream, purpose, word);
        let mut factor = ability.handling_time;
        if let Some(by_quarter) = &reason.handling_by_quarter {
            factor *= by_quarter[engine.calendar.quarter_of_week(now)];
        }
        let law = skill.talk.as_ref().unwrap_or(&reason.talk);
        let mut talk = law.sample(&mut luck(Purpose::Service, talk_word)) * factor;
        if contact.record.transfers == 0
            && let Some(extra) = engine.extra_of(slot)
        {
            talk *= extra.talk_factor;
        }
        if !plan.has_more_than_talk {
            return Service { talk, wrap_up: Duration::ZERO };
        }
        if let Some(law) = &reason.hold {
            talk += law.sample(&mut luck(Purpose::Hold, hold_word)) * factor;
        }
        let law = skill.wrap_up.as_ref().or(reason.wrap_up.as_ref());
        let wrap_up = law.map_or(0.0, |law| law.sample(&mut luck(Purpose::WrapUp, wrap_up_word)) * factor);
        Service { talk, wrap_up: Duration::from_seconds(wrap_up) }
    }

    /// The talk, ended by force if it would take too long.
    #[inline]
    fn cut(&mut self, slot: u32, seconds: f64) -> Duration {
        let mut talk = Duration::from_seconds(seconds);
        let reason = &self.centre.reasons[self.engine.open[slot].record.skill as usize];
        if reason.endless {
            // Without any time the next piece would begin in the same instant, and so on for ever.
            talk = talk.max(Duration::micros(1));
        }
        match reason.longest_talk {
            Some(longest) if longest < talk => {
                self.engine.extra(slot).forced = true;
                longest
            }
            _ => talk,
        }
    }

    /// An agent and a customer have talked: the contact is closed or handed over, and the agent goes on.
    #[inline]
    pub(super) fn talk_ends(&mut self, slot: u32, now: Instant) {
        self.engine.ledger.events += 1;
        let wrap_up = self.engine.open[slot].wrap_up;
        self.book_talk(slot, wrap_up, now);
        let contact = &self.engine.open[slot];
        let (team, seat) = (contact.team as usize, contact.seat);
        let end = self.end_of_talk(slot);
        match end.handed_to {
            None => {
                self.answer(slot, end.resolved, now);
                self.goes_on(team, seat, wrap_up, now);
            }
            Some(skill) => self.hand_over(slot, skill, now),
        }
    }

    /// The contact is closed after a talk.
    #[inline]
    pub(super) fn answer(&mut self, slot: u32, resolved: bool, now: Instant) {
        self.end_leg(slot, now, LegEnd::Answered);
        let is_callback = self.engine.open[slot].record.called_back.is_some();
        let outcome = if is_callback { Outcome::Callback } else { Outcome::Answered };
        self.close(slot, now, outcome, resolved);
    }

    /// Books a talk that ends now, and the wrap-up that follows it.
    #[inline]
    pub(super) fn book_talk(&mut self, slot: u32, wrap_up: Duration, now: Instant) {
        let contact = &mut self.engine.open[slot];
        let talk = now.since(contact.talk_from);
        contact.record.talk += talk;
        contact.record.handling += talk + wrap_up;
        self.engine.ledger.handled += u128::from(talk.as_micros());
    }
}
