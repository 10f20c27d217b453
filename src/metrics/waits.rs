//! Waits counted as they come, and handed over as a histogram.

use hdrhistogram::Histogram;

use crate::time::Duration;

/// Binary digits of a wait in milliseconds that are kept: 2^11 = 2048 steps are 3 significant decimal digits.
const DIGITS: u32 = 11;
const STEPS: u64 = 1 << DIGITS;

/// Counts of waits in milliseconds, in the buckets of a [`Histogram`] of 3 significant digits. Counting is a few
/// instructions here; the histogram's own `record` takes several times as many.
#[derive(Clone, Debug, Default)]
pub(super) struct WaitCounts {
    counts: Vec<u64>,
}

/// The bucket of a wait of `millis`: the first 2048 hold one value each, every further 1024 are twice as wide.
#[inline]
fn bucket(millis: u64) -> usize {
    let width = u64::BITS - (millis | (STEPS - 1)).leading_zeros() - DIGITS;
    (u64::from(width) * (STEPS / 2) + (millis >> width)) as usize
}

/// The least wait of a bucket, in milliseconds.
fn least(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    let width = (bucket / (STEPS / 2)).saturating_sub(1);
    (bucket - width * (STEPS / 2)) << width
}

impl WaitCounts {
    /// Counts a wait.
    #[inline]
    pub(super) fn record(&mut self, wait: Duration) {
        let bucket = bucket(wait.as_micros() / 1_000);
        if bucket >= self.counts.len() {
            self.counts.resize((bucket + 1).next_multiple_of(STEPS as usize / 2), 0);
        }
        self.counts[bucket] += 1;
    }

    /// Hands over everything counted so far, and begins anew.
    pub(super) fn take(&mut self) -> Histogram<u64> {
        let mut histogram = wait_histogram();
        // From the longest wait down, so that the histogram finds its size at once.
        for (bucket, count) in self.counts.iter().enumerate().rev().filter(|(_, count)| **count > 0) {
            // `saturating_record_n` would clip at the present size instead of growing.
            histogram
                .record_n(least(bucket), *count)
                .expect("a histogram that grows as needed takes every wait");
        }
        self.counts.clear();
        histogram
    }
}

/// An empty histogram of waits in milliseconds to 3 significant digits that grows as needed.
pub(super) fn wait_histogram() -> Histogram<u64> {
    // 3 digits are within the crate's range of 0 to 5, so the creation cannot fail.
    let mut histogram = Histogram::new(3).expect("3 significant digits are legal");
    histogram.auto(true);
    histogram
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every power of two with its neighbours, and a spread over the whole range: the same histogram as by its own hand.
    #[test]
    fn the_buckets_are_those_of_the_histogram() {
        let mut counts = WaitCounts::default();
        let mut direct = wait_histogram();
        let powers = (0..34).flat_map(|digit| [(1u64 << digit) - 1, 1 << digit, (1 << digit) + 1]);
        let spread = (0..20_000u64).map(|i| i * i * 7 % 900_001);
        for millis in powers.chain(spread).chain([0, 0, 5_000]) {
            counts.record(Duration::micros(millis * 1_000 + millis % 1_000));
            direct.record(millis).unwrap();
        }
        let counted = counts.take();
        assert_eq!(counted, direct);
        assert_eq!((counted.min(), counted.max(), counted.len()), (direct.min(), direct.max(), direct.len()));
        for share in [0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0] {
            assert_eq!(counted.value_at_quantile(share), direct.value_at_quantile(share), "{share}");
        }
        assert!(counts.take().is_empty(), "what was handed over is gone");
    }

    #[test]
    fn a_bucket_holds_its_least_wait_and_none_below() {
        for of in 1..40_000 {
            assert_eq!(bucket(least(of)), of);
            assert_eq!(bucket(least(of) - 1), of - 1);
        }
    }
}
