//! Waits by half-hour of the day, in coarse buckets.

use crate::metrics::operational::INTERVALS_PER_DAY;
use crate::metrics::wait_buckets::Buckets;
use crate::metrics::waits::rank;
use crate::time::Duration;

/// 2^6 = 64 steps: a bucket is at most 1/32 of its waits wide, and its middle off by 1.6 % at most.
const BUCKETS: Buckets = Buckets::of_digits(6);
/// Buckets are made this many at a time: the waits of another doubling.
const MADE_AT_A_TIME: usize = BUCKETS.half_steps() as usize;

/// Counts of waits in milliseconds for each half-hour of the day. There are 48 of them, so their buckets are coarse: with waits of
/// up to an hour a half-hour takes 4 kilobytes, where three significant digits would take a hundred. The counts of several
/// replications add up, exactly and in any order.
#[derive(Clone, Debug, Default)]
pub struct WaitsOfDay {
    /// Buckets of each half-hour: as many as the longest wait needs.
    buckets: usize,
    /// Half-hour by half-hour; empty before the first wait.
    counts: Vec<u64>,
}

impl WaitsOfDay {
    /// Counts a wait of a contact offered in this half-hour of the day.
    #[inline]
    pub(super) fn record(&mut self, interval: usize, wait: Duration) {
        let bucket = bucket_of(wait);
        if bucket >= self.buckets {
            self.make_room(bucket + 1);
        }
        self.counts[interval * self.buckets + bucket] += 1;
    }

    /// Forgets all waits, keeping the memory and its division into buckets.
    pub(super) fn clear(&mut self) {
        self.counts.fill(0);
    }

    #[cold]
    fn make_room(&mut self, wanted: usize) {
        let (before, buckets) = (self.buckets, wanted.next_multiple_of(MADE_AT_A_TIME));
        self.counts.resize(buckets * INTERVALS_PER_DAY, 0);
        // From the last half-hour on, so that none is overwritten before it has moved.
        for interval in (0..INTERVALS_PER_DAY).rev() {
            let place = interval * buckets;
            self.counts.copy_within(interval * before..(interval + 1) * before, place);
            self.counts[place + before..place + buckets].fill(0);
        }
        self.buckets = buckets;
    }

    /// The counts of a half-hour.
    fn of(&self, interval: usize) -> &[u64] {
        &self.counts[interval * self.buckets..(interval + 1) * self.buckets]
    }

    /// Adds the waits of another replication.
    pub fn add(&mut self, other: &WaitsOfDay) {
        if other.buckets > self.buckets {
            self.make_room(other.buckets);
        }
        for interval in 0..INTERVALS_PER_DAY {
            let from = interval * self.buckets;
            let sums = &mut self.counts[from..from + other.buckets];
            sums.iter_mut().zip(other.of(interval)).for_each(|(sum, count)| *sum += count);
        }
    }

    /// The waits in milliseconds at which these shares (ascending, 0 to 1) of the waits of a half-hour are reached, each to
    /// within 1.6 %: the middle of its bucket. `None` without any.
    pub fn at_quantiles<const N: usize>(&self, interval: usize, shares: [f64; N]) -> Option<[f64; N]> {
        middles_at_quantiles(self.of(interval), shares)
    }

    /// The counts of all half-hours together.
    pub(super) fn all(&self) -> Vec<u64> {
        let mut all = vec![0; self.buckets];
        for interval in 0..INTERVALS_PER_DAY {
            all.iter_mut().zip(self.of(interval)).for_each(|(sum, count)| *sum += count);
        }
        all
    }
}

/// The bucket of a wait.
#[inline(always)]
pub(super) fn bucket_of(wait: Duration) -> usize {
    BUCKETS.of(wait.as_micros() / 1_000)
}

/// The middles in milliseconds of the buckets in which these shares (ascending, 0 to 1) of what is counted are reached. `None`
/// where nothing is.
pub(super) fn middles_at_quantiles<const N: usize>(counts: &[u64], shares: [f64; N]) -> Option<[f64; N]> {
    let all = counts.iter().sum::<u64>();
    let (mut reached, mut buckets) = (0, 0);
    (all > 0).then(|| {
        shares.map(|share| {
            let wanted = rank(share, all);
            while reached < wanted {
                reached += counts[buckets];
                buckets += 1;
            }
            let last = buckets - 1;
            (BUCKETS.least(last) + BUCKETS.longest(last)) as f64 / 2.0
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_a_half_hour_are_within_their_stated_error() {
        let mut waits = WaitsOfDay::default();
        assert_eq!(waits.at_quantiles(3, [0.5]), None);
        let millis = |rank: u64| rank * rank * 7 + 11 * rank;
        (1..=1_000).for_each(|rank| waits.record(3, Duration::micros(millis(rank) * 1_000 + 999)));
        waits.record(47, Duration::ZERO);
        for (share, rank) in [(0.001, 1), (0.1, 100), (0.5, 500), (0.9, 900), (1.0, 1_000)] {
            let [found] = waits.at_quantiles(3, [share]).unwrap();
            let exact = millis(rank) as f64;
            assert!((found / exact - 1.0).abs() < 1.0 / 64.0, "{share}: {found} against {exact}");
        }
        assert_eq!(waits.at_quantiles(47, [0.9]), Some([0.0]));
        assert_eq!(waits.at_quantiles(4, [0.9]), None);
    }

    #[test]
    fn waits_of_replications_add_up_in_any_order() {
        let of = |waits: &[(usize, u64)]| {
            let mut counts = WaitsOfDay::default();
            waits
                .iter()
                .for_each(|(interval, seconds)| counts.record(*interval, Duration::seconds(*seconds)));
            counts
        };
        let (mut one, mut other) = (of(&[(0, 1), (9, 5)]), of(&[(9, 5_000), (47, 3)]));
        let both = of(&[(47, 3), (9, 5), (0, 1), (9, 5_000)]);
        let first = one.clone();
        let shares = [0.0, 0.5, 1.0];
        let seen = |waits: &WaitsOfDay| {
            [0, 9, 47].map(|interval| {
                (waits.of(interval).iter().sum::<u64>(), waits.at_quantiles(interval, shares))
            })
        };
        one.add(&other);
        other.add(&first);
        assert_eq!((seen(&one), seen(&other)), (seen(&both), seen(&both)));
        other.add(&WaitsOfDay::default());
        assert_eq!(seen(&other), seen(&both));
        other.clear();
        assert_eq!(seen(&other), [(0, None); 3]);
    }
}
