//! The contacts waiting for one skill, in order of arrival.

use std::collections::VecDeque;

use crate::time::Instant;

/// A contact's place in a line: its slot and the number under which it waits, which tells a contact that gave up, or a new
/// one in the same slot, from the one that joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Slot of the contact.
    pub slot: u32,
    /// Number under which it waits.
    pub waits_as: u64,
    /// When it joined.
    pub since: Instant,
}

/// A line with lazy removal: those who gave up are dropped when they come to the front.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    line: VecDeque<Place>,
    length: usize,
    changed_at: Instant,
}

impl Queue {
    /// Empties the line, keeping the memory.
    pub fn clear(&mut self) {
        self.line.clear();
        self.length = 0;
        self.changed_at = Instant::ZERO;
    }

    /// Contacts waiting.
    #[inline]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Adds a contact at the end.
    #[inline]
    pub fn join(&mut self, place: Place) {
        self.line.push_back(place);
    }

    /// The first contact for which `waits` holds; those before it have gone and are dropped.
    #[inline]
    pub fn front(&mut self, waits: impl Fn(&Place) -> bool) -> Option<Place> {
        if self.length == 0 {
            self.line.clear();
            return None;
        }
        while let Some(place) = self.line.front() {
            if waits(place) {
                return Some(*place);
            }
            self.line.pop_front();
        }
        None
    }

    /// Removes the first place of the line, which [`Queue::front`] has just returned.
    #[inline]
    pub fn drop_front(&mut self) {
        self.line.pop_front();
    }

    /// Changes the count of those waiting by `step` and returns the queue time since the last change, in
    /// contact-microseconds.
    #[inline]
    pub fn step(&mut self, now: Instant, step: isize) -> u128 {
        let time = u128::from(now.since(self.changed_at).as_micros()) * self.length as u128;
        self.changed_at = now;
        self.length = self.length.wrapping_add_signed(step);
        time
    }
}
