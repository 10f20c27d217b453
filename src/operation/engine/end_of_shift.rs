//! Agents who leave on time with a contact in hand: it is cut off, or goes back to the head of its queue.

use super::Flow;
use crate::operation::centre::EndOfShift;
use crate::operation::event_list::Kind;
use crate::operation::open::{Phase, Rest};
use crate::operation::roster::SeatIndex;
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Ends what the agents of a team have in hand whose shift has just ended, unless they finish it.
    pub(super) fn end_shifts(&mut self, team: usize, now: Instant) {
        for index in 0.. {
            let Some(seat) = self.engine.rosters[team].ended().get(index).copied() else {
                return;
            };
            self.end_contacts(team, seat, now);
            self.drop_wrap_up(team, seat, now);
            self.drop_chat_wrap_ups(team, seat, now);
            self.drop_companion(team, seat, now);
        }
    }

    fn end_contacts(&mut self, team: usize, seat: SeatIndex, now: Instant) {
        let mut contacts = self.engine.open.occupied();
        contacts.retain(|slot| {
            let contact = &self.engine.open[*slot];
            matches!(contact.phase, Phase::Connecting | Phase::Talking | Phase::CallbackFailing)
                && (contact.team as usize, contact.seat) == (team, seat)
        });
        let hands_over = self.centre.teams[team].end_of_shift == EndOfShift::HandOver;
        // Of several chats the one that began first goes first, or back to the head last; of those that began at one instant, as they lie
        // on the desk.
        let desks = &self.engine.desks;
        let desk = desks.existing(team, seat).map(|desk| &desks[desk].works);
        let on_desk =
            |slot: u32| desk.and_then(|works| works.iter().position(|work| work.chat == Some(slot)));
        contacts.sort_by_key(|slot| {
            let contact = &self.engine.open[*slot];
            (contact.talk_from, on_desk(*slot), contact.record.request.issue)
        });
        if hands_over {
            contacts.reverse();
        }
        for slot in contacts {
            match self.engine.open[slot].phase {
                Phase::Connecting => {
                    self.unbind(slot, now);
                    let since = self.engine.open[slot].began_at;
                    self.put_back(slot, since, now);
                    let skill = self.engine.open[slot].record.skill as usize;
                    self.await_offers(slot, skill, since, now);
                }
                Phase::CallbackFailing => {
                    self.end_failed_callback(slot, now);
                }
                _ => {
                    self.book_talk(slot, Duration::ZERO, now);
                    if hands_over {
                        self.hand_back(slot, now);
                    } else {
                        self.take_talk_away(slot, now);
                        self.answer(slot, false, now);
                    }
                }
            }
        }
    }

    /// Takes a talk away from its agent; returns what is left of it.
    fn take_talk_away(&mut self, slot: u32, now: Instant) -> Rest {
        let contact = &mut self.engine.open[slot];
        contact.service_event = 0;
        if contact.is_chat {
            return Rest::Chat(self.take_chat_away(slot, now));
        }
        let (team, seat, until) = (contact.team as usize, contact.seat, contact.talk_until);
        self.engine.rosters[team].release(seat, now);
        Rest::Talk(until.since(now))
    }

    /// The contact goes back to the head of its queue, and waits there without limit for the rest of its talk.
    fn hand_back(&mut self, slot: u32, now: Instant) {
        let rest = self.take_talk_away(slot, now);
        let contact = &mut self.engine.open[slot];
        let (began_at, talked) = (contact.began_at, now.since(contact.talk_from));
        contact.began_at = now;
        contact.waiting_events_from = self.engine.events.next_sequence();
        let skill = contact.record.skill as usize;
        let extra = self.engine.extra(slot);
        extra.rest = Some(rest);
        extra.talked_before += talked;
        let since = *extra.since.get_or_insert(began_at);
        if let Some(overflow) = &self.centre.reasons[skill].overflow {
            self.engine.events.schedule((since + overflow.after).max(now), Kind::Overflow, slot);
        }
        self.put_back(slot, since, now);
    }

    fn drop_wrap_up(&mut self, team: usize, seat: SeatIndex, now: Instant) {
        let wrap_ups = self.engine.wrap_ups.occupied();
        let is_theirs = |slot: &u32| {
            let wrap_up = &self.engine.wrap_ups[*slot];
            (wrap_up.team as usize, wrap_up.seat) == (team, seat)
        };
        if let Some(slot) = wrap_ups.into_iter().find(is_theirs) {
            self.end_wrap_up(slot, now);
            self.engine.rosters[team].release(seat, now);
        }
    }

    /// An agent who stayed with a customer in a warm transfer leaves: it goes on as a cold one.
    fn drop_companion(&mut self, team: usize, seat: SeatIndex, now: Instant) {
        for slot in self.engine.open.occupied() {
            let companion = self.engine.extra_of(slot).and_then(|extra| extra.companion);
            if let Some(companion) = companion
                && (companion.team as usize, companion.seat) == (team, seat)
            {
                self.engine.extra(slot).companion = None;
                self.book_companion(slot, companion, now);
                self.engine.rosters[team].release(seat, now);
            }
        }
    }
}
