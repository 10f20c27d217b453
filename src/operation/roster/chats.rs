//! Agents on chats: several contacts at once.

use crate::operation::roster::line::Line;
use crate::operation::roster::seat::Duty;
use crate::operation::roster::{Roster, SeatIndex};
use crate::time::Instant;

impl Roster {
    /// Numbers of chats, from 0, with which an agent may take one more under a limit of `at_once`.
    pub(super) fn levels_below(&self, at_once: u32) -> usize {
        (at_once as usize).min(self.on_chats.len() + 1)
    }

    /// The agents who have so many chats and may take one more: with none, the idle.
    pub(super) fn level(&self, slots: usize) -> &Line {
        if slots == 0 { &self.line } else { &self.on_chats[slots - 1] }
    }

    pub(super) fn level_mut(&mut self, slots: usize) -> &mut Line {
        if slots == 0 { &mut self.line } else { &mut self.on_chats[slots - 1] }
    }

    /// Puts an agent with chats in hand among those who may take one more, unless it is full or on the way out.
    pub(super) fn join_level(&mut self, seat: SeatIndex) {
        let of = &self.seats[seat as usize];
        let slots = usize::from(of.slots);
        if !of.leaves && slots > 0 && slots <= self.on_chats.len() {
            self.on_chats[slots - 1].join(seat);
        }
    }

    /// Takes an agent out of the line of those who may take one more chat, if it is in it.
    pub(super) fn leave_level(&mut self, seat: SeatIndex) {
        let slots = usize::from(self.seats[seat as usize].slots);
        if slots > 0 && slots <= self.on_chats.len() {
            self.on_chats[slots - 1].take_out(seat);
        }
    }

    /// Gives a slot of an agent who was just taken out of its line to a chat.
    pub(super) fn reserve_chat(&mut self, seat: SeatIndex) {
        if self.seats[seat as usize].slots == 0 {
            self.bind(seat);
        }
        self.seats[seat as usize].slots += 1;
        self.join_level(seat);
    }

    /// A chat begins in a reserved slot; with the first one the agent is handling.
    pub fn begin_chat(&mut self, seat: SeatIndex, now: Instant) {
        if self.seats[seat as usize].duty == Duty::Bound {
            self.begin_handling(seat, now);
        }
        self.seats[seat as usize].open += 1;
    }

    /// A chat that had begun is over. True when the team has an agent more, or again, who can take a contact.
    pub fn end_chat(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.leave_level(seat);
        let of = &mut self.seats[seat as usize];
        of.open -= 1;
        of.slots -= 1;
        let (open, slots) = (of.open, of.slots);
        if open > 0 {
            self.learn(seat);
        } else {
            self.stop_handling(seat, now);
            if slots == 0 {
                return self.free(seat, now);
            }
            self.seats[seat as usize].duty = Duty::Bound;
            self.bound += 1;
        }
        self.join_level(seat);
        !self.seats[seat as usize].leaves
    }

    /// A reserved slot is given back: its customer has gone. True as for [`Roster::end_chat`].
    pub fn unbind_chat(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.leave_level(seat);
        let of = &mut self.seats[seat as usize];
        of.slots -= 1;
        if of.slots == 0 {
            return self.unbind(seat, now);
        }
        self.join_level(seat);
        !self.seats[seat as usize].leaves
    }

    /// Chats of the agent that have begun.
    #[cfg(test)]
    pub fn open_chats(&self, seat: SeatIndex) -> u32 {
        u32::from(self.seats[seat as usize].open)
    }
}
