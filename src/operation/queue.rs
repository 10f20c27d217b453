//! The contacts waiting for one skill.

use std::collections::VecDeque;

use crate::time::{Duration, Instant};

/// A contact's place in a line: its slot and the number under which it waits, which tells a contact that has gone, or a new
/// one in the same slot, from the one that joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Slot of the contact.
    pub slot: u32,
    /// Number under which it waits.
    pub waits_as: u64,
    /// When its waiting began.
    pub since: Instant,
}

/// The lines of a queue. Within a line the order is that of joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Everybody.
    Ordinary,
    /// Those whose score holds the bonus after a transfer, where the routing rule counts it.
    Bonus,
}

/// Lines with lazy removal: those who have gone are dropped when they come to the front.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    ordinary: VecDeque<Place>,
    bonus: VecDeque<Place>,
    length: usize,
    /// Sum of the length over time, in contact-microseconds, from the changes of the length: the instants of leaving minus
    /// those of joining. It is complete after [`Queue::close`], and wraps around below zero while contacts wait.
    pub time: u128,
    /// Sum of the times spent in the queue by those who have left it, in microseconds, from the contacts themselves.
    pub waited: u128,
}

impl Queue {
    /// Empties the lines, keeping the memory.
    pub fn clear(&mut self) {
        self.ordinary.clear();
        self.bonus.clear();
        self.length = 0;
        self.time = 0;
        self.waited = 0;
    }

    /// Contacts waiting.
    #[inline]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Adds a contact at the end of a line.
    #[inline]
    pub fn join(&mut self, line: Line, place: Place) {
        match line {
            Line::Ordinary => self.ordinary.push_back(place),
            Line::Bonus => self.bonus.push_back(place),
        }
    }

    /// Puts a contact that was taken out back at the head of a line.
    pub fn put_back(&mut self, line: Line, place: Place) {
        match line {
            Line::Ordinary => self.ordinary.push_front(place),
            Line::Bonus => self.bonus.push_front(place),
        }
    }

    /// The first contact of the ordinary line for which `waits` holds; those before it have gone and are dropped.
    #[inline]
    pub fn front(&mut self, waits: impl Fn(&Place) -> bool) -> Option<Place> {
        if self.length == 0 {
            self.ordinary.clear();
            return None;
        }
        first(&mut self.ordinary, waits)
    }

    /// Takes the first contact of the ordinary line for which `waits` holds.
    #[inline]
    pub fn take_front(&mut self, waits: impl Fn(&Place) -> bool) -> Option<Place> {
        if self.length == 0 {
            self.ordinary.clear();
            return None;
        }
        while let Some(place) = self.ordinary.pop_front() {
            if waits(&place) {
                return Some(place);
            }
        }
        None
    }

    /// The same for the line of those with a bonus.
    #[inline]
    pub fn bonus_front(&mut self, waits: impl Fn(&Place) -> bool) -> Option<Place> {
        first(&mut self.bonus, waits)
    }

    /// The first contact of a line for which `waits` holds that has waited at least `after`. Who was put back may stand before
    /// others who have waited longer.
    pub fn first_since(
        &self,
        line: Line,
        now: Instant,
        after: Duration,
        waits: impl Fn(&Place) -> bool,
    ) -> Option<Place> {
        let places = match line {
            Line::Ordinary => &self.ordinary,
            Line::Bonus => &self.bonus,
        };
        places.iter().find(|place| place.since + after <= now && waits(place)).copied()
    }

    /// Removes a place that still waits; if it is not the first of its line, it stays as one who has gone.
    pub fn remove(&mut self, line: Line, place: &Place) {
        let places = match line {
            Line::Ordinary => &mut self.ordinary,
            Line::Bonus => &mut self.bonus,
        };
        if places.front() == Some(place) {
            places.pop_front();
        }
    }

    /// Removes the first place of a line, which [`Queue::front`] or [`Queue::bonus_front`] has just returned.
    #[inline]
    pub fn drop_front(&mut self, line: Line) {
        match line {
            Line::Ordinary => self.ordinary.pop_front(),
            Line::Bonus => self.bonus.pop_front(),
        };
    }

    /// Everybody who waits, line by line, in order.
    pub fn everybody(&self, waits: impl Fn(&Place) -> bool) -> Vec<u32> {
        let places = self.ordinary.iter().chain(&self.bonus);
        places.filter(|place| waits(place)).map(|place| place.slot).collect()
    }

    /// A contact that joined its line at `joined_at` leaves the queue.
    #[inline]
    pub fn leave(&mut self, joined_at: Instant, now: Instant) {
        self.waited += u128::from(now.since(joined_at).as_micros());
        self.step(now, -1);
    }

    /// Changes the count of those waiting by `step`.
    #[inline]
    pub fn step(&mut self, now: Instant, step: isize) {
        let change = (now.as_micros() as i128) * step as i128;
        self.time = self.time.wrapping_sub(change as u128);
        self.length = self.length.wrapping_add_signed(step);
    }

    /// Completes the sum of the length over time at the end of a run.
    pub fn close(&mut self, now: Instant) {
        self.time = self.time.wrapping_add(u128::from(now.as_micros()) * self.length as u128);
    }
}

#[inline]
fn first(line: &mut VecDeque<Place>, waits: impl Fn(&Place) -> bool) -> Option<Place> {
    while let Some(place) = line.front() {
        if waits(place) {
            return Some(*place);
        }
        line.pop_front();
    }
    None
}
