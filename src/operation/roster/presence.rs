//! How many agents are somewhere, and for how long in sum.

use crate::time::Instant;

/// A number of agents who come one by one and go one by one, and their time in sum.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Presence {
    pub count: usize,
    /// Goings minus comings, in microseconds; it wraps around below zero while somebody is there.
    sum: u128,
}

impl Presence {
    /// One more from `now` on.
    #[inline]
    pub fn begin(&mut self, now: Instant) {
        self.count += 1;
        self.sum = self.sum.wrapping_sub(u128::from(now.as_micros()));
    }

    /// One less from `now` on.
    #[inline]
    pub fn end(&mut self, now: Instant) {
        self.count -= 1;
        self.sum = self.sum.wrapping_add(u128::from(now.as_micros()));
    }

    /// So many from `now` on.
    pub fn set(&mut self, count: usize, now: Instant) {
        let at = u128::from(now.as_micros());
        self.sum = self.sum.wrapping_add(self.count as u128 * at).wrapping_sub(count as u128 * at);
        self.count = count;
    }

    /// Agent-microseconds up to `now`.
    pub fn time(&self, now: Instant) -> u128 {
        self.sum.wrapping_add(self.count as u128 * u128::from(now.as_micros()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_counted_from_coming_to_going() {
        let mut presence = Presence::default();
        presence.begin(Instant::micros(10));
        presence.begin(Instant::micros(30));
        presence.end(Instant::micros(40));
        assert_eq!((presence.count, presence.time(Instant::micros(100))), (1, 90 + 10));
        presence.set(3, Instant::micros(100));
        presence.set(0, Instant::micros(110));
        assert_eq!((presence.count, presence.time(Instant::micros(500))), (0, 100 + 30));
    }
}
