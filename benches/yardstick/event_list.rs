//! The future events: a 4-ary heap of integers, time from the top and the event in the 16 bits below.

use super::Event;

/// Units of time in a minute. The 48 bits hold nearly 20 days, so that no service drawn at the end of the day is too long.
const UNITS: f64 = 1e10;
const EVENT_BITS: u32 = 16;
/// Keys the heap has room for; at most some 500 events are ahead at once.
const ROOM: usize = 4_096;
const NOTHING: u64 = u64::MAX;
/// Contacts of one reason that may have to wait in a day, twice those that call.
const PLACES: usize = (1 << (EVENT_BITS - 2)) - 4;
/// Adding 2^52 puts a number below it, rounded, into the low bits of the sum.
const LOW_BITS: f64 = (1u64 << 52) as f64;

/// The key of the first event that could lie at `at` minutes.
#[inline]
pub fn key_at(at: f64) -> u64 {
    (at * UNITS + LOW_BITS).to_bits() << EVENT_BITS
}

/// The minutes of a key.
#[inline]
fn time_of(key: u64) -> f64 {
    (key >> EVENT_BITS) as i64 as f64 * (1.0 / UNITS)
}

/// A priority queue of events. Places beyond the last event hold [`NOTHING`], so that a parent has always four children.
#[derive(Clone, Debug)]
pub struct EventList {
    heap: Box<[u64; ROOM]>,
    length: usize,
}

impl Default for EventList {
    fn default() -> Self {
        EventList { heap: Box::new([NOTHING; ROOM]), length: 0 }
    }
}

impl EventList {
    /// Adds an event.
    #[inline]
    pub fn schedule(&mut self, at: f64, event: Event) {
        let key = key_at(at) | pack(event);
        let mut index = self.length;
        assert!(index < ROOM - 4, "more events ahead than there is room for");
        self.length += 1;
        while index > 0 {
            let parent = (index - 1) / 4;
            let above = self.heap[parent];
            if above <= key {
                break;
            }
            self.heap[index] = above;
            index = parent;
        }
        self.heap[index] = key;
    }

    /// Removes and returns the first event if it comes before the time of the key `until`.
    #[inline]
    pub fn pop_before(&mut self, until: u64) -> Option<(f64, Event)> {
        let first = self.heap[0];
        if first >= until {
            return None;
        }
        self.length -= 1;
        let last = std::mem::replace(&mut self.heap[self.length % ROOM], NOTHING);
        if self.length > 0 {
            self.sift_down(last);
        }
        Some((time_of(first), unpack(first)))
    }

    /// Puts `key` into the place of the first event, and into order.
    #[inline]
    fn sift_down(&mut self, key: u64) {
        let mut index = 0;
        loop {
            let child = 4 * index + 1;
            let Some(&[a, b, c, d]) = self.heap[child..].first_chunk() else {
                break;
            };
            let (left, left_at) = if b < a { (b, child + 1) } else { (a, child) };
            let (right, right_at) = if d < c { (d, child + 3) } else { (c, child + 2) };
            let (least, least_at) = if right < left { (right, right_at) } else { (left, left_at) };
            if least >= key {
                break;
            }
            self.heap[index] = least;
            index = least_at;
        }
        self.heap[index] = key;
    }
}

/// The last two bits are the reason; above them stands the team, 3 for a repeat, or 4 and more for a place in the queue.
#[inline]
fn pack(event: Event) -> u64 {
    match event {
        Event::ServiceEnd { team, reason } => ((team << 2) | reason) as u64,
        Event::Repeat { reason } => ((3 << 2) | reason) as u64,
        Event::Redial { reason, place } => {
            assert!(place < PLACES, "more contacts wait in a day than there are places for");
            (((place + 4) << 2) | reason) as u64
        }
    }
}

#[inline]
fn unpack(key: u64) -> Event {
    let low = (key & ((1 << EVENT_BITS) - 1)) as usize;
    let reason = low & 3;
    match low >> 2 {
        team @ 0..=2 => Event::ServiceEnd { team, reason },
        3 => Event::Repeat { reason },
        place => Event::Redial { reason, place: place - 4 },
    }
}
