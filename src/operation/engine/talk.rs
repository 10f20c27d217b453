//! The talk of an agent with a customer: how long it takes, and how it ends.

use super::plan::SkillPlan;
use super::{Engine, Flow};
use crate::operation::centre::Centre;
use crate::operation::contact::{LegEnd, Outcome};
use crate::operation::event_list::{EventList, Kind};
use crate::operation::open::{Extra, NO_EXTRA, Open, Phase, Rest};
use crate::operation::roster::Ability;
use crate::operation::seam::{Demand, Observer};
use crate::operation::slots::Slots;
use crate::random::{Distribution, Purpose, Stream, Words};
use crate::time::{Calendar, Duration, Instant};

/// What the beginning of a talk draws on, and where its end is put on the list.
pub(super) struct Means<'a> {
    pub(super) centre: &'a Centre,
    pub(super) calendar: &'a Calendar,
    pub(super) stream: &'a Stream,
    pub(super) words: &'a Words,
    pub(super) extras: &'a Slots<Extra>,
    pub(super) events: &'a mut EventList,
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// The agent bound to a contact begins to talk with the customer.
    pub(super) fn begin_talk(&mut self, slot: u32, now: Instant) {
        let Engine { open, extras, rosters, plan, events, ledger, calendar, stream, words, .. } =
            &mut *self.engine;
        let mut means = Means { centre: self.centre, calendar, stream, words, extras, events };
        let contact = &mut open[slot];
        let (team, skill_index, seat) = (contact.team as usize, contact.skill_index as usize, contact.seat);
        let (roster, skill) = (&mut rosters[team], &plan.teams[team].skills[skill_index]);
        let team = &self.centre.teams[team];
        let ability = if contact.is_chat {
            roster.begin_chat(seat, now);
            roster.ability(seat, team, skill.level, now)
        } else {
            roster.begin_bound(seat, team, skill.level, now)
        };
        ledger.events += 1;
        if let Some(seconds) = begin(contact, slot, skill, ability, &mut means, now) {
            self.begin_unusual_talk(slot, seconds, now);
        }
    }

    /// The talk of a contact with rare circumstances, of a chat or within bounds; by its laws it takes `seconds`.
    #[cold]
    pub(super) fn begin_unusual_talk(&mut self, slot: u32, seconds: f64, now: Instant) {
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
        let may_be_rare = contact.has_rare_state || engine.plan.has_open_ends;
        let of = &engine.plan.reasons[contact.record.skill as usize];
        let mut resolved = true;
        if may_be_rare || of.has_transfer {
            let end = self.end_of_talk(slot);
            if let Some(skill) = end.handed_to {
                self.hand_over(slot, skill, now);
                return;
            }
            resolved = end.resolved;
        } else if of.has_chance {
            resolved = contact.is_resolved(of.resolution, &engine.words);
        }
        if may_be_rare {
            self.answer(slot, resolved, now);
        } else {
            self.end_leg(slot, now, LegEnd::Answered);
            self.close_ordinary(slot, now, Outcome::Answered, resolved);
        }
        self.goes_on(team, seat, wrap_up, now);
    }

    /// The contact is closed after a talk.
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

/// A talk begins, with the agent whom the contact is given to, who is of this ability, for a skill of the team. When its end is
/// not simply put on the list the answer is how long it takes by its laws, in seconds, hold included.
#[inline(always)]
pub(super) fn begin(
    contact: &mut Open,
    slot: u32,
    skill: &SkillPlan,
    ability: Ability,
    means: &mut Means,
    now: Instant,
) -> Option<f64> {
    contact.book_wait(now);
    let record = &mut contact.record;
    if record.team.is_none() {
        record.team = Some(contact.team);
    }
    record.last_agent = Some((contact.team, contact.seat));
    record.competence = ability.competence as f32;
    record.manner = ability.manner as f32;
    contact.phase = Phase::Talking;
    contact.talk_from = now;
    contact.draw_outcome(skill.has_chance, means.words);
    let seconds = if contact.has_rare_state || skill.is_more_than_one_draw {
        let seconds = rare_talk(contact, skill, ability, means, now);
        if contact.extra != NO_EXTRA || contact.is_chat || skill.has_bounds {
            return Some(seconds);
        }
        seconds
    } else {
        contact.talk_by(&skill.talk, means.stream) * ability.handling_time
    };
    contact.talk_until = now + Duration::from_seconds(seconds);
    contact.service_event = means.events.schedule(contact.talk_until, Kind::TalkEnd, slot);
    None
}

/// How long a talk takes to which more belongs than one draw; sets the wrap-up.
#[inline(never)]
fn rare_talk(contact: &mut Open, skill: &SkillPlan, ability: Ability, means: &Means, now: Instant) -> f64 {
    let mut factor = ability.handling_time;
    if let Some(by_quarter) = &means.centre.reasons[skill.reason].handling_by_quarter {
        factor *= by_quarter[means.calendar.quarter_of_week(now)];
    }
    let mut talk = contact.talk_by(&skill.talk, means.stream) * factor;
    if contact.extra != NO_EXTRA && contact.record.transfers == 0 {
        talk *= means.extras[contact.extra].talk_factor;
    }
    let (mut hold, mut wrap_up) = (0.0, Duration::ZERO);
    if skill.has_more_than_talk {
        (hold, wrap_up) = further_work(means.centre, contact, factor, means.stream);
    }
    contact.wrap_up = wrap_up;
    talk + hold
}

/// Hold in seconds, and wrap-up, of a service by an agent with this factor on handling time.
fn further_work(centre: &Centre, contact: &Open, factor: f64, stream: &Stream) -> (f64, Duration) {
    let skill = &centre.teams[contact.team as usize].skills[contact.skill_index as usize];
    let reason = &centre.reasons[skill.reason];
    let [_, _, hold_word, wrap_up_word] = contact.words(stream, Purpose::Service);
    let draw = |law: &Distribution, word, purpose| contact.draw(law, word, stream, purpose) * factor;
    let hold = skill.hold.as_ref().or(reason.hold.as_ref());
    let hold = hold.map_or(0.0, |law| draw(law, hold_word, Purpose::Hold));
    let wrap_up = skill.wrap_up.as_ref().or(reason.wrap_up.as_ref());
    let wrap_up = wrap_up.map_or(0.0, |law| draw(law, wrap_up_word, Purpose::WrapUp));
    (hold, Duration::from_seconds(wrap_up))
}
