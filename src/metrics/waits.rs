//! Waits counted as they come.

use hdrhistogram::Histogram;

use crate::metrics::wait_buckets::Buckets;
use crate::time::Duration;

/// 2^11 = 2048 steps are 3 significant decimal digits.
const BUCKETS: Buckets = Buckets::of_digits(11);

/// Counts of waits in milliseconds, in the buckets of a [`Histogram`] of 3 significant digits. The counts of several
/// replications add up, exactly and in any order.
///
/// Counting is a few instructions here, where the histogram's own `record` takes several times as many; and a short
/// replication need not make histograms that are only going to be added to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitCounts {
    /// As many buckets as the longest wait needs.
    counts: Vec<u64>,
}

impl WaitCounts {
    /// Counts a wait.
    #[inline]
    pub fn record(&mut self, wait: Duration) {
        let bucket = BUCKETS.of(wait.as_micros() / 1_000);
        match self.counts.get_mut(bucket) {
            Some(count) => *count += 1,
            None => self.grow(bucket),
        }
    }

    /// Makes room up to a bucket and counts one there.
    #[cold]
    fn grow(&mut self, bucket: usize) {
        self.counts.resize(bucket + 1, 0);
        self.counts[bucket] += 1;
    }

    /// Adds the waits of another scope or replication.
    pub fn add(&mut self, other: &WaitCounts) {
        if other.counts.len() > self.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, count)| *sum += count);
    }

    /// Takes off waits that are among those counted.
    pub(super) fn take_off(&mut self, some: &WaitCounts) {
        self.counts.iter_mut().zip(&some.counts).for_each(|(sum, count)| *sum -= count);
    }

    /// Waits counted.
    pub fn len(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether no wait was counted.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    /// The waits in milliseconds at which these shares (ascending, 0 to 1) of all waits are reached, to 3 significant
    /// digits upwards; 0 without any.
    pub fn at_quantiles<const N: usize>(&self, shares: [f64; N]) -> [u64; N] {
        quantile_buckets(&self.counts, shares)
            .map(|bucket| bucket.map_or(0, |bucket| BUCKETS.longest(bucket)))
    }

    /// The same waits as a histogram in milliseconds, which grows as needed.
    pub fn histogram(&self) -> Histogram<u64> {
        // 3 digits are within the crate's range of 0 to 5, so the creation cannot fail.
        let mut histogram = Histogram::new(3).expect("3 significant digits are legal");
        histogram.auto(true);
        // From the longest wait down, so that the histogram finds its size at once.
        for (bucket, count) in self.counts.iter().enumerate().rev().filter(|(_, count)| **count > 0) {
            // `saturating_record_n` would clip at the present size instead of growing.
            histogram
                .record_n(BUCKETS.least(bucket), *count)
                .expect("a histogram that grows as needed takes every wait");
        }
        histogram
    }
}

/// The buckets in which these shares (ascending, 0 to 1) of all that is counted are reached; none where nothing is.
pub(super) fn quantile_buckets<const N: usize>(counts: &[u64], shares: [f64; N]) -> [Option<usize>; N] {
    let all = counts.iter().sum::<u64>() as f64;
    let (mut reached, mut next) = (0, 0);
    shares.map(|share| {
        let wanted = ((share * all).ceil() as u64).max(1);
        while reached < wanted && next < counts.len() {
            reached += counts[next];
            next += 1;
        }
        next.checked_sub(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every power of two with its neighbours, and a spread over the whole range: the same histogram as by its own hand.
    #[test]
    fn the_buckets_are_those_of_the_histogram() {
        let mut counts = WaitCounts::default();
        let mut direct = Histogram::<u64>::new(3).unwrap();
        direct.auto(true);
        assert!(counts.is_empty());
        assert_eq!(counts.at_quantiles([0.5]), [0]);
        let powers = (0..34).flat_map(|digit| [(1u64 << digit) - 1, 1 << digit, (1 << digit) + 1]);
        let spread = (0..20_000u64).map(|i| i * i * 7 % 900_001);
        for millis in powers.chain(spread).chain([0, 0, 5_000]) {
            counts.record(Duration::micros(millis * 1_000 + millis % 1_000));
            direct.record(millis).unwrap();
        }
        let counted = counts.histogram();
        assert_eq!(counted, direct);
        assert_eq!((counted.min(), counted.max(), counted.len()), (direct.min(), direct.max(), counts.len()));
        let shares = [0.0, 1e-9, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0];
        // At share 0 the histogram names the least wait of the first bucket, which here holds one value.
        assert_eq!(counts.at_quantiles(shares), shares.map(|share| direct.value_at_quantile(share)));
    }

    #[test]
    fn waits_of_replications_add_up_in_any_order() {
        let of = |waits: &[u64]| {
            let mut counts = WaitCounts::default();
            waits.iter().for_each(|seconds| counts.record(Duration::seconds(*seconds)));
            counts
        };
        let (mut one, mut other) = (of(&[0, 5]), of(&[7, 0, 90]));
        let both = of(&[0, 5, 7, 0, 90]);
        let first = one.clone();
        one.add(&other);
        other.add(&first);
        assert_eq!(one, both);
        assert_eq!(other, both);
        assert_eq!((both.len(), both.at_quantiles([0.5, 1.0])), (5, [5_003, 90_047]));
        one.take_off(&first);
        assert_eq!((one.len(), one.at_quantiles([1.0])), (3, [90_047]));
    }
}
