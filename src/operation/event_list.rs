//! The future events: a 4-ary heap of packed keys.
//!
//! An event is one `u128`: time, rank and sequence from the top, so that comparing integers is the order
//! `(time, rank, sequence)`, and below them what the event is about. Cancelling is lazy: the owner of the slot remembers
//! which event is still valid.

use crate::time::{Duration, Instant};

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

/// The kinds by their number; what stands beyond is never met.
const KINDS: [Kind; 16] = [
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
    Kind::CallbackDue,
    Kind::CallbackDue,
    Kind::CallbackDue,
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

/// Buckets of the wheel.
const BUCKETS: u64 = 64;

/// A priority queue of events.
///
/// Its heart is a 4-ary heap. The place at its top stays empty after an event was taken out until the next one is added,
/// because an end of service is mostly followed by another service: then one way down the heap does for both. Behind the
/// last event stand `EMPTY` places, so that a node always has four children to compare, which needs no branch.
///
/// Events that will most likely be cancelled go to a wheel first: buckets of time in no order, whose live events enter the
/// heap only when their time has come.
#[derive(Clone, Debug)]
pub struct EventList {
    heap: Vec<u128>,
    length: usize,
    /// Whether the event at the top has been taken out.
    hole: bool,
    sequence: u64,
    buckets: Vec<Vec<u128>>,
    /// Which buckets hold events.
    filled: u64,
    /// Logarithm of the width of a bucket in microseconds.
    width: u32,
    /// The last bucket that was opened, counted from time 0.
    opened: u64,
    /// Where the next bucket with events begins.
    border: Instant,
}

/// Sorts after every event.
const EMPTY: u128 = u128::MAX;

impl Default for EventList {
    fn default() -> Self {
        EventList {
            heap: vec![EMPTY; 4],
            length: 0,
            hole: false,
            sequence: 0,
            buckets: vec![Vec::new(); BUCKETS as usize],
            filled: 0,
            width: 0,
            opened: 0,
            border: Instant::NEVER,
        }
    }
}

impl EventList {
    /// Removes all events, keeping the memory. `typical` is how far ahead events are scheduled that will most likely be
    /// cancelled.
    pub fn clear(&mut self, typical: Duration) {
        self.heap.fill(EMPTY);
        self.length = 0;
        self.hole = false;
        self.sequence = 0;
        self.buckets.iter_mut().for_each(Vec::clear);
        self.filled = 0;
        self.width = (typical.as_micros() / 8).clamp(1 << 10, 1 << 36).ilog2();
        self.opened = 0;
        self.border = Instant::NEVER;
    }

    #[inline]
    fn key(&mut self, at: Instant, kind: Kind, slot: u32) -> (u64, u128) {
        self.sequence += 1;
        let sequence = self.sequence & SEQUENCE_MASK;
        let low = kind.rank() << (RANK_SHIFT - SEQUENCE_SHIFT) | sequence;
        let what = slot << SLOT_SHIFT | kind as u32;
        let key =
            u128::from(at.as_micros()) << TIME_SHIFT | u128::from(low) << SEQUENCE_SHIFT | u128::from(what);
        (sequence, key)
    }

    /// Adds an event and returns its sequence number. An event beyond all time is not added, but numbered all the same.
    #[inline]
    pub fn schedule(&mut self, at: Instant, kind: Kind, slot: u32) -> u64 {
        let (sequence, key) = self.key(at, kind, slot);
        if at.as_micros() < LAST {
            self.add(key);
        }
        sequence
    }

    /// The same for an event that will most likely be cancelled; `now` is the instant of the event being handled.
    #[inline]
    pub fn schedule_doubtful(&mut self, now: Instant, at: Instant, kind: Kind, slot: u32) -> u64 {
        let (sequence, key) = self.key(at, kind, slot);
        // Buckets up to now that are not opened are empty.
        self.opened = self.opened.max(now.as_micros() >> self.width);
        let bucket = at.as_micros() >> self.width;
        if bucket > self.opened && bucket - self.opened < BUCKETS {
            self.buckets[(bucket % BUCKETS) as usize].push(key);
            self.filled |= 1 << (bucket % BUCKETS);
            self.border = self.border.min(Instant::micros(bucket << self.width));
        } else if at.as_micros() < LAST {
            self.add(key);
        }
        sequence
    }

    /// Where the next bucket of doubtful events begins. No event at or after it may be handled before it is opened.
    #[inline]
    pub fn border(&self) -> Instant {
        self.border
    }

    /// Opens the next bucket: its events that are not stale enter the heap.
    pub fn open_bucket(&mut self, is_stale: impl Fn(&Event) -> bool) {
        let bucket = self.border.as_micros() >> self.width;
        let mut events = std::mem::take(&mut self.buckets[(bucket % BUCKETS) as usize]);
        for key in events.drain(..) {
            if !is_stale(&unpack(key)) {
                self.add(key);
            }
        }
        self.buckets[(bucket % BUCKETS) as usize] = events;
        self.filled &= !(1 << (bucket % BUCKETS));
        self.opened = bucket;
        self.border = if self.filled == 0 {
            Instant::NEVER
        } else {
            let ahead = self.filled.rotate_right((bucket % BUCKETS) as u32).trailing_zeros();
            Instant::micros((bucket + u64::from(ahead)) << self.width)
        };
    }

    /// The sequence number the next event will have at least.
    #[inline]
    pub fn next_sequence(&self) -> u64 {
        self.sequence + 1
    }

    /// Time of the first event in the heap; [`Instant::NEVER`] if there is none.
    #[inline]
    pub fn first(&mut self) -> Instant {
        if self.hole {
            self.fill_hole();
        }
        if self.length == 0 { Instant::NEVER } else { Instant::micros((self.heap[0] >> TIME_SHIFT) as u64) }
    }

    /// Removes and returns the first event of the heap.
    #[inline]
    pub fn pop(&mut self) -> Option<Event> {
        if self.hole {
            self.fill_hole();
        }
        if self.length == 0 {
            return None;
        }
        self.hole = true;
        Some(unpack(self.heap[0]))
    }

    #[inline]
    fn add(&mut self, key: u128) {
        if self.hole {
            self.hole = false;
            self.sift_down(key);
            return;
        }
        if self.length + 4 >= self.heap.len() {
            self.heap.extend([EMPTY; 64]);
        }
        self.length += 1;
        self.sift_up(self.length - 1, key);
    }

    #[inline]
    fn fill_hole(&mut self) {
        self.hole = false;
        self.length -= 1;
        let last = std::mem::replace(&mut self.heap[self.length], EMPTY);
        if self.length > 0 {
            self.sift_down(last);
        }
    }

    #[inline]
    fn sift_up(&mut self, mut index: usize, key: u128) {
        let heap = &mut self.heap[..];
        while index > 0 {
            let parent = (index - 1) / 4;
            if heap[parent] <= key {
                break;
            }
            heap[index] = heap[parent];
            index = parent;
        }
        heap[index] = key;
    }

    /// Puts a key at the top and lets it sink.
    #[inline]
    fn sift_down(&mut self, key: u128) {
        let heap = &mut self.heap[..];
        let mut index = 0;
        loop {
            let first = 4 * index + 1;
            if first >= self.length {
                break;
            }
            let children = &heap[first..first + 4];
            let (left, one) = least((children[0], 0), (children[1], 1));
            let (right, other) = least((children[2], 2), (children[3], 3));
            let (child, nth) = least((left, one), (right, other));
            if child >= key {
                break;
            }
            heap[index] = child;
            index = first + nth;
        }
        heap[index] = key;
    }
}

#[inline]
fn least(one: (u128, usize), other: (u128, usize)) -> (u128, usize) {
    if other.0 < one.0 { other } else { one }
}

#[inline]
fn unpack(key: u128) -> Event {
    let what = key as u32;
    Event {
        at: Instant::micros((key >> TIME_SHIFT) as u64),
        kind: KINDS[(what & 0xf) as usize],
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
        assert_eq!(list.first(), Instant::NEVER);
    }

    #[test]
    fn an_event_comes_out_as_it_went_in() {
        let mut list = EventList::default();
        for (kind, slot) in KINDS[..12].iter().zip([0, 1, SLOT_MASK].into_iter().cycle()) {
            let (at, kind) = (Instant::micros(LAST - 1), *kind);
            let sequence = list.schedule(at, kind, slot);
            assert_eq!(list.pop(), Some(Event { at, kind, sequence, slot }));
        }
    }

    /// Events come and go as in a run, some of them by way of the wheel and some of those cancelled.
    #[test]
    fn agrees_with_sorting_on_many_events() {
        let mut list = EventList::default();
        list.clear(Duration::micros(300_000));
        let mut expected: Vec<(u64, u64, u32)> = Vec::new();
        let mut state = 9u64;
        let mut now = 0;
        let is_cancelled = |event: &Event| event.slot.is_multiple_of(3) && event.kind == Kind::GivesUp;
        for slot in 0..20_000u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Now and then far beyond the wheel, and now and then in the bucket that is open.
            let at = now + ((state >> 46) << (8 * (state >> 20 & 1)));
            let sequence = if state >> 30 & 1 == 0 {
                list.schedule(Instant::micros(at), Kind::Message, slot)
            } else {
                list.schedule_doubtful(Instant::micros(now), Instant::micros(at), Kind::GivesUp, slot)
            };
            expected.push((at, sequence, slot));
            if slot % 2 == 0 {
                continue;
            }
            while list.border() <= list.first() && list.border() < Instant::NEVER {
                list.open_bucket(is_cancelled);
            }
            let Some(event) = list.pop() else { continue };
            now = event.at.as_micros();
            let place = expected.iter().position(|(.., slot)| *slot == event.slot).expect("it was added");
            let before = |(at, sequence, slot): &&(u64, u64, u32)| {
                (*at, *sequence) < (event.at.as_micros(), event.sequence) && slot % 3 != 0
            };
            assert_eq!(expected.iter().find(before), None, "{event:?}");
            expected.swap_remove(place);
        }
    }
}
