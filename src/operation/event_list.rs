//! The future events: a 4-ary heap of packed keys.
//!
//! An event is one `u128`: time, rank and sequence from the top, so that comparing integers is the order
//! `(time, rank, sequence)`, and below them what the event is about. Cancelling is lazy: the owner of the slot remembers
//! which event is still valid.

use crate::time::Instant;

/// What happens at an event. The rank of a kind decides what goes first among events of the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// An agent and a customer have talked.
    TalkEnd,
    /// An agent has finished the work after a contact.
    WrapUpEnd,
    /// A bound agent and the customer are connected.
    Connected,
    /// A customer is through with self-service.
    SelfServiceEnd,
    /// An agent has finished one of several chats.
    ChatEnd,
    /// An attempt to call a customer back has failed.
    CallbackFailed,
    /// A customer gives up.
    GivesUp,
    /// A waiting customer leaves a message.
    Message,
    /// Other teams may help a waiting contact.
    Overflow,
    /// The number of agents on the phones changes, or a reason opens or closes.
    Staffing,
    /// A redial, repeat or complaint is due.
    FollowUp,
    /// A promised callback is due.
    CallbackDue,
}

const KINDS: [Kind; 12] = [
    Kind::TalkEnd,
    Kind::WrapUpEnd,
    Kind::Connected,
    Kind::SelfServiceEnd,
    Kind::ChatEnd,
    Kind::CallbackFailed,
    Kind::GivesUp,
    Kind::Message,
    Kind::Overflow,
    Kind::Staffing,
    Kind::FollowUp,
    Kind::CallbackDue,
];

impl Kind {
    /// Place among events of the same instant: what agents finish goes before what the waiting do, that before changes of
    /// staffing, and those before follow-ups. Primary arrivals, which come from the demand and not from this list, come last.
    #[inline]
    const fn rank(self) -> u64 {
        match self {
            Kind::TalkEnd
            | Kind::WrapUpEnd
            | Kind::Connected
            | Kind::SelfServiceEnd
            | Kind::ChatEnd
            | Kind::CallbackFailed => 0,
            Kind::GivesUp | Kind::Message | Kind::Overflow => 1,
            Kind::Staffing => 2,
            Kind::FollowUp | Kind::CallbackDue => 3,
        }
    }
}

// From the top: 56 bits of time, 2 of rank, 38 of sequence, 28 of slot, 4 of kind.
const TIME_SHIFT: u32 = 72;
const RANK_SHIFT: u32 = 70;
const SEQUENCE_SHIFT: u32 = 32;
const SLOT_SHIFT: u32 = 4;
const SEQUENCE_MASK: u64 = (1 << (RANK_SHIFT - SEQUENCE_SHIFT)) - 1;
const SLOT_MASK: u32 = (1 << (SEQUENCE_SHIFT - SLOT_SHIFT)) - 1;
/// The last instant an event can have (2 283 years); what lies beyond never happens.
const LAST: u64 = (1 << (128 - TIME_SHIFT)) - 1;

/// One event, unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: Kind,
    /// Number of the event in the order of scheduling, from 1.
    pub sequence: u64,
    /// Which contact, follow-up or agent it is about.
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

    /// Adds an event and returns its sequence number. An event beyond all time is not added, but numbered all the same.
    #[inline]
    pub fn schedule(&mut self, at: Instant, kind: Kind, slot: u32) -> u64 {
        self.sequence += 1;
        let sequence = self.sequence & SEQUENCE_MASK;
        if at.as_micros() < LAST {
            let what = slot << SLOT_SHIFT | kind as u32;
            let key = u128::from(at.as_micros()) << TIME_SHIFT
                | u128::from(kind.rank()) << RANK_SHIFT
                | u128::from(sequence) << SEQUENCE_SHIFT
                | u128::from(what);
            self.heap.push(key);
            self.sift_up(self.heap.len() - 1);
        }
        sequence
    }

    /// The sequence number the next event will have at least.
    #[inline]
    pub fn next_sequence(&self) -> u64 {
        self.sequence + 1
    }

    /// Time of the first event.
    #[inline]
    pub fn first(&self) -> Option<Instant> {
        self.heap.first().map(|key| Instant::micros((key >> TIME_SHIFT) as u64))
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
    let what = key as u32;
    Event {
        at: Instant::micros((key >> TIME_SHIFT) as u64),
        kind: KINDS[(what & 0xf) as usize % KINDS.len()],
        sequence: (key >> SEQUENCE_SHIFT) as u64 & SEQUENCE_MASK,
        slot: what >> SLOT_SHIFT & SLOT_MASK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_out_by_time_then_rank_then_order_of_scheduling() {
        let mut list = EventList::default();
        let at = Instant::micros(500);
        list.schedule(at, Kind::FollowUp, 1);
        list.schedule(at, Kind::WrapUpEnd, 2);
        list.schedule(at, Kind::Overflow, 3);
        list.schedule(at, Kind::GivesUp, 4);
        list.schedule(at, Kind::TalkEnd, 5);
        list.schedule(at, Kind::Staffing, 6);
        list.schedule(Instant::micros(499), Kind::CallbackDue, 7);
        list.schedule(Instant::NEVER, Kind::GivesUp, 8);
        let order: Vec<u32> = std::iter::from_fn(|| list.pop()).map(|event| event.slot).collect();
        assert_eq!(order, [7, 2, 5, 3, 4, 6, 1]);
    }

    #[test]
    fn an_event_comes_out_as_it_went_in() {
        let mut list = EventList::default();
        for (kind, slot) in KINDS.into_iter().zip([0, 1, SLOT_MASK].into_iter().cycle()) {
            let at = Instant::micros(LAST - 1);
            let sequence = list.schedule(at, kind, slot);
            assert_eq!(list.pop(), Some(Event { at, kind, sequence, slot }));
        }
    }

    #[test]
    fn agrees_with_sorting_on_many_events() {
        let mut list = EventList::default();
        let mut expected = Vec::new();
        let mut state = 9u64;
        for slot in 0..5_000u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = Instant::micros(state >> 50);
            list.schedule(at, Kind::GivesUp, slot);
            expected.push((at, slot));
        }
        expected.sort();
        let found: Vec<(Instant, u32)> =
            std::iter::from_fn(|| list.pop()).map(|event| (event.at, event.slot)).collect();
        assert_eq!(found, expected);
    }
}
