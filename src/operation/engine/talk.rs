//! The talk of an agent with a customer: how long it takes, and how it ends.

use super::Flow;
use crate::operation::centre::Centre;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::Kind;
use crate::operation::open::{NO_EXTRA, Open, Phase, Rest};
use crate::operation::seam::{Demand, Observer};
use crate::random::{Distribution, Purpose, Stream};
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// The agent bound to a contact begins to talk with the customer.
    pub(super) fn begin_talk(&mut self, slot: u32, now: Instant) {
        let engine = &mut *self.engine;
        engine.ledger.events += 1;
        let contact = &mut engine.open[slot];
        contact.book_wait(now);
        let (team, seat) = (contact.team as usize, contact.seat);
        let roster = &mut engine.rosters[team];
        if contact.is_chat {
            roster.begin_chat(seat, now);
        } else {
            roster.begin_handling(seat, now);
        }
        let skill = &engine.plan.teams[team].skills[contact.skill_index as usize];
        let ability = roster.ability(seat, &self.centre.teams[team], skill.level, now);
        let record = &mut contact.record;
        record.team = record.team.or(Some(team as u32));
        record.last_agent = Some((team as u32, seat));
        record.competence = ability.competence as f32;
        record.manner = ability.manner as f32;
        contact.phase = Phase::Talking;
        contact.talk_from = now;
        let mut factor = ability.handling_time;
        if skill.varies_by_quarter
            && let Some(by_quarter) = &self.centre.reasons[skill.reason].handling_by_quarter
        {
            factor *= by_quarter[engine.calendar.quarter_of_week(now)];
        }
        let [word, _] = contact.talk_and_patience(&engine.stream);
        let mut talk = contact.draw(&skill.talk, word, &engine.stream, Purpose::Service) * factor;
        if contact.extra != NO_EXTRA && contact.record.transfers == 0 {
            talk *= engine.extras[contact.extra].talk_factor;
        }
        let (mut hold, mut wrap_up) = (0.0, Duration::ZERO);
        if skill.has_more_than_talk {
            (hold, wrap_up) = further_work(self.centre, contact, factor, &engine.stream);
        }
        contact.wrap_up = wrap_up;
        let is_ordinary = contact.extra == NO_EXTRA && !contact.is_chat && !skill.has_bounds;
        if is_ordinary {
            contact.talk_until = now + Duration::from_seconds(talk + hold);
            contact.service_event = engine.events.schedule(contact.talk_until, Kind::TalkEnd, slot);
        } else {
            self.begin_unusual_talk(slot, talk + hold, now);
        }
    }

    /// The talk of a contact with rare circumstances, of a chat or within bounds; by its laws it takes `seconds`.
    #[cold]
    fn begin_unusual_talk(&mut self, slot: u32, seconds: f64, now: Instant) {
        let has_extra = self.engine.open[slot].extra != NO_EXTRA;
        let rest = if has_extra { self.engine.extra(slot).rest.take() } else { None };
        if self.engine.open[slot].is_chat {
            let work = if let Some(Rest::Chat(rest)) = rest { rest } else { seconds };
            self.begin_chat(slot, work, now);
        } else {
            let talk = if let Some(Rest::Talk(rest)) = rest { rest } else { self.cut(slot, seconds) };
            let engine = &mut *self.engine;
            let contact = &mut engine.open[slot];
            contact.talk_until = now + talk;
            contact.service_event = engine.events.schedule(contact.talk_until, Kind::TalkEnd, slot);
        }
        if has_extra {
            self.part_from_companion(slot, now);
        }
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
    #[inline(always)]
    pub(super) fn talk_ends(&mut self, slot: u32, now: Instant) {
        let engine = &mut *self.engine;
        engine.ledger.events += 1;
        let contact = &mut engine.open[slot];
        let (team, seat, wrap_up) = (contact.team as usize, contact.seat, contact.wrap_up);
        engine.ledger.handled += u128::from(contact.book_talk(wrap_up, now).as_micros());
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
    #[inline(always)]
    pub(super) fn answer(&mut self, slot: u32, resolved: bool, now: Instant) {
        self.end_leg(slot, now, LegEnd::Answered);
        let is_callback = self.engine.open[slot].record.called_back.is_some();
        let outcome = if is_callback { Outcome::Callback } else { Outcome::Answered };
        self.close(slot, now, outcome, resolved);
    }

    /// Books a talk that ends now, and the wrap-up that follows it.
    #[inline]
    pub(super) fn book_talk(&mut self, slot: u32, wrap_up: Duration, now: Instant) {
        let talk = self.engine.open[slot].book_talk(wrap_up, now);
        self.engine.ledger.handled += u128::from(talk.as_micros());
    }
}

/// Hold in seconds, and wrap-up, of a service by an agent with this factor on handling time.
fn further_work(centre: &Centre, contact: &Open, factor: f64, stream: &Stream) -> (f64, Duration) {
    let skill = &centre.teams[contact.team as usize].skills[contact.skill_index as usize];
    let reason = &centre.reasons[skill.reason];
    let [_, _, hold_word, wrap_up_word] = contact.words(stream, Purpose::Service);
    let draw = |law: &Distribution, word, purpose| contact.draw(law, word, stream, purpose) * factor;
    let hold = reason.hold.as_ref().map_or(0.0, |law| draw(law, hold_word, Purpose::Hold));
    let wrap_up = skill.wrap_up.as_ref().or(reason.wrap_up.as_ref());
    let wrap_up = wrap_up.map_or(0.0, |law| draw(law, wrap_up_word, Purpose::WrapUp));
    (hold, Duration::from_seconds(wrap_up))
}
