//! The future events, in order of time.
//!
//! An event is one `u128`: time, rank and sequence from the top, so that comparing integers is the order
//! `(time, rank, sequence)`, and below them what the event is about. Cancelling is lazy: the owner of the slot remembers
//! which event is still valid.

mod heap;
mod wheel;

use crate::time::{Duration, Instant};

use heap::Heap;
use wheel::{BUCKETS, Wheel};

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
const KIND_MASK: u32 = (1 << SLOT_SHIFT) - 1;
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

/// One event as the list holds it, which is taken apart as far as anybody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u128);

/// A priority queue of events.
///
/// Most events lie within a few mean talks from now. They wait in a calendar of buckets, in no order, and are put in order
/// when their bucket begins, some five at a time: adding one is a push, and those that are cancelled meanwhile are never put
/// in order at all. What lies beyond the calendar waits in a heap until its bucket begins: should the buckets be too narrow,
/// that is most events. Should they be too wide, many are sorted together.
#[derive(Clone, Debug)]
pub struct EventList {
    /// Events of the buckets that have begun, the first last.
    near: Vec<u128>,
    wheel: Wheel,
    /// Events beyond the wheel at the time when they were added.
    far: Heap,
    sequence: u64,
    /// Logarithm of the width of a bucket in microseconds.
    width: u32,
    /// The last bucket that has begun, counted from time 0.
    begun: u64,
    /// The next bucket that holds events; [`NONE`] when no other does.
    next: u64,
    /// The bucket of the first event of `far`; [`NONE`] without any.
    far_next: u64,
}

/// How many talks at most end in a bucket, in the mean, when all agents talk.
const AT_ONCE: u64 = 8;
/// Keys of a bucket that are looked through before they are added to those in order.
const FEW: usize = 8;

/// Stands for "no bucket": after all there are.
const NONE: u64 = u64::MAX;

impl Default for EventList {
    fn default() -> Self {
        EventList {
            near: Vec::new(),
            wheel: Wheel::default(),
            far: Heap::default(),
            sequence: 0,
            width: 0,
            begun: 0,
            next: NONE,
            far_next: NONE,
        }
    }
}

impl EventList {
    /// Removes all events, keeping the memory. `talk` is how long a talk takes as a rule and `agents` how many there are:
    /// about one event for each agent lies within the time of a talk. The calendar covers at least four talks.
    pub fn clear(&mut self, talk: Duration, agents: usize) {
        self.near.clear();
        self.wheel.clear();
        self.far.clear();
        self.sequence = 0;
        let buckets = (agents as u64 / AT_ONCE).clamp(1, BUCKETS / 4);
        self.width = (talk.as_micros() / buckets).clamp(1 << 10, 1 << 36).ilog2();
        self.begun = 0;
        self.next = NONE;
        self.far_next = NONE;
    }

    /// Adds an event and returns its sequence number. An event beyond all time is not added, but numbered all the same.
    #[inline(always)]
    pub fn schedule(&mut self, at: Instant, kind: Kind, slot: u32) -> u64 {
        self.sequence += 1;
        let sequence = self.sequence & SEQUENCE_MASK;
        let low = kind.rank() << (RANK_SHIFT - SEQUENCE_SHIFT) | sequence;
        let what = slot << SLOT_SHIFT | kind as u32;
        let key =
            u128::from(at.as_micros()) << TIME_SHIFT | u128::from(low) << SEQUENCE_SHIFT | u128::from(what);
        let bucket = at.as_micros() >> self.width;
        // Buckets that have begun are below; the difference wraps around for them.
        if bucket.wrapping_sub(self.begun + 1) < BUCKETS - 1 {
            self.wheel.put(bucket, key);
            self.next = self.next.min(bucket);
        } else {
            self.add_outside(bucket, at, key);
        }
        sequence
    }

    /// Adds an event before or beyond the wheel.
    #[inline(never)]
    fn add_outside(&mut self, bucket: u64, at: Instant, key: u128) {
        if bucket <= self.begun {
            let place = self.near.partition_point(|other| *other > key);
            self.near.insert(place, key);
        } else if at.as_micros() < LAST {
            self.far.push(key);
            self.far_next = self.far_next.min(bucket);
            self.next = self.next.min(bucket);
        }
    }

    /// The sequence number the next event will have.
    #[inline]
    pub fn next_sequence(&self) -> u64 {
        self.sequence + 1
    }

    /// Removes and returns the first event if it lies at or before `limit`. The end of a patience that `is_over` when its bucket
    /// begins is dropped; other events that have become stale are returned. `is_over` is asked by sequence and slot, of other
    /// kinds of event as well, of which the answer does not count.
    #[inline(always)]
    pub fn pop_until(&mut self, limit: Instant, is_over: impl Fn(u64, u32) -> bool) -> Option<Key> {
        let limit = limit.as_micros().min(LAST - 1);
        loop {
            if let Some(key) = self.near.last().copied() {
                // What is in a later bucket comes later.
                if (key >> TIME_SHIFT) as u64 > limit {
                    return None;
                }
                self.near.pop();
                return Some(Key(key));
            }
            if self.next > limit >> self.width {
                return None;
            }
            self.begin_bucket(&is_over);
        }
    }

    /// The next bucket that holds events begins: they are put in order. Those of the buckets before are gone.
    #[inline(never)]
    fn begin_bucket(&mut self, is_over: &impl Fn(u64, u32) -> bool) {
        let bucket = self.next;
        self.begun = bucket;
        let (near, mut row, mut length) = (&mut self.near, [0; FEW], 0);
        self.wheel.empty(bucket, |key| {
            // Without a branch, which nobody could foretell: the next key takes the place of one that is dropped.
            let is_patience = key as u32 & KIND_MASK == Kind::GivesUp as u32;
            let stays = !(is_patience & is_over(sequence_of(key), slot_of(key)));
            row[length] = key;
            length += usize::from(stays);
            if length == FEW {
                near.extend_from_slice(&row);
                length = 0;
            }
        });
        self.next = self.wheel.next_filled(bucket).unwrap_or(NONE);
        // The whole row, whose length is known beforehand, and then without what is beyond: quicker than a part of it.
        let filled = near.len() + length;
        near.extend_from_slice(&row);
        near.truncate(filled);
        if self.far_next <= bucket {
            self.come_near(bucket);
        }
        self.next = self.next.min(self.far_next);
        self.near.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// Events that lay beyond the wheel when they were added come into the bucket that has begun.
    #[inline(never)]
    fn come_near(&mut self, bucket: u64) {
        while self.far_next <= bucket {
            self.near.push(self.far.first());
            self.far.drop_first();
            let time = (self.far.first() >> TIME_SHIFT) as u64;
            self.far_next = if self.far.is_empty() { NONE } else { time >> self.width };
        }
    }
}

impl Key {
    /// When.
    #[inline]
    pub fn at(self) -> Instant {
        Instant::micros((self.0 >> TIME_SHIFT) as u64)
    }

    /// Whether a talk ends.
    #[inline]
    pub fn is_talk_end(self) -> bool {
        self.0 as u32 & KIND_MASK == Kind::TalkEnd as u32
    }

    /// Number of the event in the order of scheduling.
    #[inline]
    pub fn sequence(self) -> u64 {
        sequence_of(self.0)
    }

    /// Which contact, follow-up or agent it is about.
    #[inline]
    pub fn slot(self) -> u32 {
        slot_of(self.0)
    }

    /// The event, unpacked.
    #[inline]
    pub fn event(self) -> Event {
        let kind = KINDS[(self.0 as u32 & KIND_MASK) as usize];
        Event { at: self.at(), kind, sequence: self.sequence(), slot: self.slot() }
    }
}

#[inline]
fn sequence_of(key: u128) -> u64 {
    (key >> SEQUENCE_SHIFT) as u64 & SEQUENCE_MASK
}

#[inline]
fn slot_of(key: u128) -> u32 {
    key as u32 >> SLOT_SHIFT
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
        let order: Vec<u32> = std::iter::from_fn(|| list.pop_until(Instant::NEVER, |_, _| false))
            .map(|event| event.slot())
            .collect();
        assert_eq!(order, [7, 2, 5, 3, 4, 6, 1]);
        assert_eq!(list.pop_until(Instant::NEVER, |_, _| false), None);
    }

    #[test]
    fn an_event_comes_out_as_it_went_in() {
        let mut list = EventList::default();
        for (kind, slot) in
            KINDS[..12].iter().zip([0, 1, (1 << (SEQUENCE_SHIFT - SLOT_SHIFT)) - 1].into_iter().cycle())
        {
            let (at, kind) = (Instant::micros(LAST - 1), *kind);
            let sequence = list.schedule(at, kind, slot);
            let event = list.pop_until(at, |_, _| false).map(Key::event);
            assert_eq!(event, Some(Event { at, kind, sequence, slot }));
        }
    }

    /// Events come and go as in a run: at once, in the next buckets, beyond the calendar, and after long silences.
    #[test]
    fn agrees_with_sorting_on_many_events() {
        let mut list = EventList::default();
        list.clear(Duration::micros(300_000), 40);
        let mut expected: Vec<(u64, u64, u32)> = Vec::new();
        let mut state = 9u64;
        let mut now = 0;
        let is_over = |_, slot| slot % 7 == 3;
        for slot in 0..20_000u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let at = now + (state >> [46, 40, 34, 64][(state >> 20 & 3) as usize].min(63));
            let sequence = list.schedule(Instant::micros(at), Kind::GivesUp, slot);
            // What is stale may be dropped on the way, so it never counts as due.
            if slot % 7 != 3 {
                expected.push((at, sequence, slot));
            }
            if slot % 2 == 0 {
                continue;
            }
            // Now and then time passes without an event, as when only arrivals come.
            let limit = now + (state >> 44 << (20 * (state >> 30 & 1)));
            let due = expected.iter().copied().min().filter(|(at, ..)| *at <= limit);
            let next = || list.pop_until(Instant::micros(limit), is_over).map(Key::event);
            let event = std::iter::from_fn(next).find(|event| event.slot % 7 != 3);
            assert_eq!(event.map(|event| (event.at.as_micros(), event.sequence, event.slot)), due);
            if let Some(first) = due {
                expected.retain(|event| *event != first);
            }
            now = due.map_or(limit, |(at, ..)| at);
        }
        expected.sort_unstable();
        for first in expected {
            let next = || list.pop_until(Instant::NEVER, is_over).map(Key::event);
            let event = std::iter::from_fn(next).find(|event| event.slot % 7 != 3);
            let event = event.expect("as many come out as went in");
            assert_eq!((event.at.as_micros(), event.sequence, event.slot), first);
        }
        let mut rest = std::iter::from_fn(|| list.pop_until(Instant::NEVER, is_over).map(Key::event));
        assert!(rest.all(|event| event.slot % 7 == 3));
    }
}
