//! The future events: a 4-ary heap of packed keys.
//!
//! An event is one `u128`: time, rank and sequence from the top, so that comparing integers is the order
//! `(time, rank, sequence)`, and below them the slot the event is about. Cancelling is lazy: the owner of the slot
//! remembers which event is still valid.

use crate::time::Instant;

/// What happens first among events of the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rank {
    /// An agent ends handling a contact.
    ServiceEnd = 0,
    /// A customer gives up.
    Abandonment = 1,
    /// The number of agents on the phones changes.
    Staffing = 2,
    /// A redial, repeat or complaint is due. Primary arrivals, which come from the demand and not from this list, rank
    /// after it.
    FollowUp = 3,
}

const RANK_SHIFT: u32 = 60;
const SEQUENCE_SHIFT: u32 = 24;
const SEQUENCE_MASK: u64 = (1 << (RANK_SHIFT - SEQUENCE_SHIFT)) - 1;
const SLOT_MASK: u64 = (1 << SEQUENCE_SHIFT) - 1;

/// Most slots that can be open at once.
pub const SLOTS_MAX: usize = 1 << SEQUENCE_SHIFT;

/// One event, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What kind.
    pub rank: Rank,
    /// Number of the event in the order of scheduling.
    pub sequence: u64,
    /// Which contact or follow-up it is about.
    pub slot: u32,
}

/// A priority queue of events.
#[derive(Clone, Debug, Default)]
pub struct EventList {
    heap: Vec<u128>,
    sequence: u64,
}

impl EventList {
    /// Removes all events, keeping the memory.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.sequence = 0;
    }

    /// Adds an event and returns its sequence number.
    #[inline]
    pub fn schedule(&mut self, at: Instant, rank: Rank, slot: u32) -> u64 {
        self.sequence += 1;
        let sequence = self.sequence & SEQUENCE_MASK;
        let low = (rank as u64) << RANK_SHIFT | sequence << SEQUENCE_SHIFT | u64::from(slot);
        self.heap.push(u128::from(at.as_micros()) << 64 | u128::from(low));
        self.sift_up(self.heap.len() - 1);
        sequence
    }

    /// Time of the first event.
    #[inline]
    pub fn first(&self) -> Option<Instant> {
        self.heap.first().map(|key| Instant::micros((key >> 64) as u64))
    }

    /// Removes and returns the first event if it lies before `until`.
    #[inline]
    pub fn pop_before(&mut self, until: Instant) -> Option<Event> {
        if self.first()? < until { self.pop() } else { None }
    }

    /// Removes and returns the first event.
    #[inline]
    pub fn pop(&mut self) -> Option<Event> {
        let last = self.heap.pop()?;
        let Some(first) = self.heap.first_mut() else {
            return Some(unpack(last));
        };
        let key = std::mem::replace(first, last);
        self.sift_down();
        Some(unpack(key))
    }

    #[inline]
    fn sift_up(&mut self, mut index: usize) {
        let key = self.heap[index];
        while index > 0 {
            let parent = (index - 1) / 4;
            if self.heap[parent] <= key {
                break;
            }
            self.heap[index] = self.heap[parent];
            index = parent;
        }
        self.heap[index] = key;
    }

    #[inline]
    fn sift_down(&mut self) {
        let length = self.heap.len();
        let key = self.heap[0];
        let mut index = 0;
        loop {
            let first_child = 4 * index + 1;
            if first_child >= length {
                break;
            }
            let mut least = first_child;
            for child in first_child + 1..(first_child + 4).min(length) {
                if self.heap[child] < self.heap[least] {
                    least = child;
                }
            }
            if self.heap[least] >= key {
                break;
            }
            self.heap[index] = self.heap[least];
            index = least;
        }
        self.heap[index] = key;
    }
}

#[inline]
fn unpack(key: u128) -> Event {
    let low = key as u64;
    let rank = match low >> RANK_SHIFT {
        0 => Rank::ServiceEnd,
        1 => Rank::Abandonment,
        2 => Rank::Staffing,
        _ => Rank::FollowUp,
    };
    Event {
        at: Instant::micros((key >> 64) as u64),
        rank,
        sequence: low >> SEQUENCE_SHIFT & SEQUENCE_MASK,
        slot: (low & SLOT_MASK) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_out_by_time_then_rank_then_order_of_scheduling() {
        let mut list = EventList::default();
        let at = Instant::micros(500);
        list.schedule(at, Rank::FollowUp, 1);
        list.schedule(at, Rank::ServiceEnd, 2);
        list.schedule(at, Rank::Abandonment, 3);
        list.schedule(at, Rank::Abandonment, 4);
        list.schedule(Instant::micros(499), Rank::FollowUp, 5);
        let order: Vec<u32> = std::iter::from_fn(|| list.pop()).map(|event| event.slot).collect();
        assert_eq!(order, [5, 2, 3, 4, 1]);
    }

    #[test]
    fn agrees_with_sorting_on_many_events() {
        let mut list = EventList::default();
        let mut expected = Vec::new();
        let mut state = 9u64;
        for slot in 0..5_000u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = Instant::micros(state >> 50);
            list.schedule(at, Rank::Abandonment, slot);
            expected.push((at, slot));
        }
        expected.sort();
        let found: Vec<(Instant, u32)> =
            std::iter::from_fn(|| list.pop()).map(|event| (event.at, event.slot)).collect();
        assert_eq!(found, expected);
    }
}
