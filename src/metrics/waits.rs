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
/// replication need not make histograms that are only going to be added to others. Nor are a few waits worth a table of some
/// hundred kilobytes: they are kept as a list of their buckets, which is put into the table when it is full. A count may lie
/// anywhere in that table, the end of the list is always at hand.
#[derive(Clone, Debug, Default)]
pub struct WaitCounts {
    /// The buckets of the latest waits; every bucket has a number of 16 bits.
    few: Vec<u16>,
    /// Those before, by bucket: as many as the longest of them needs.
    counts: Vec<u64>,
}

/// Waits at most that are kept as a list.
const FEW: usize = 8_192;

impl WaitCounts {
    /// Counts a wait.
    #[inline(always)]
    pub fn record(&mut self, wait: Duration) {
        self.few.push(BUCKETS.of(wait.as_micros() / 1_000) as u16);
        if self.few.len() == FEW {
            self.tabulate();
        }
    }

    /// Puts the list into the table.
    #[inline(never)]
    fn tabulate(&mut self) {
        let buckets = self.few.iter().max().map_or(0, |bucket| usize::from(*bucket) + 1);
        if buckets > self.counts.len() {
            self.counts.resize(buckets, 0);
        }
        self.few.drain(..).for_each(|bucket| self.counts[usize::from(bucket)] += 1);
    }

    /// Adds the waits of another scope or replication.
    pub fn add(&mut self, other: &WaitCounts) {
        self.few.extend_from_slice(&other.few);
        if self.few.len() >= FEW {
            self.tabulate();
        }
        if other.counts.len() > self.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, count)| *sum += count);
    }

    /// Forgets all waits, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.few.clear();
        self.counts.clear();
    }

    /// Waits counted.
    pub fn len(&self) -> u64 {
        self.few.len() as u64 + self.counts.iter().sum::<u64>()
    }

    /// Whether no wait was counted.
    pub fn is_empty(&self) -> bool {
        self.few.is_empty() && self.counts.iter().all(|count| *count == 0)
    }

    /// The waits in milliseconds at which these shares (0 to 1) of all waits are reached, to 3 significant digits upwards; `None`
    /// without any.
    pub fn at_quantiles<const N: usize>(&self, shares: [f64; N]) -> Option<[u64; N]> {
        at_quantiles_of([self].into_iter(), shares)
    }

    /// The buckets that hold waits, the longest first, and how many they hold.
    fn filled(&self) -> Vec<(usize, u64)> {
        let mut all = self.clone();
        all.tabulate();
        all.counts.into_iter().enumerate().rev().filter(|(_, count)| *count > 0).collect()
    }

    /// The same waits as a histogram in milliseconds, which grows as needed.
    pub fn histogram(&self) -> Histogram<u64> {
        // 3 digits are within the crate's range of 0 to 5, so the creation cannot fail.
        let mut histogram = Histogram::new(3).expect("3 significant digits are legal");
        histogram.auto(true);
        // From the longest wait down, so that the histogram finds its size at once.
        for (bucket, count) in self.filled() {
            // `saturating_record_n` would clip at the present size instead of growing.
            histogram
                .record_n(BUCKETS.least(bucket), count)
                .expect("a histogram that grows as needed takes every wait");
        }
        histogram
    }
}

/// Whether the same waits are counted, in whatever form.
impl PartialEq for WaitCounts {
    fn eq(&self, other: &Self) -> bool {
        self.filled() == other.filled()
    }
}

impl Eq for WaitCounts {}

/// The waits in milliseconds at which these shares (0 to 1) of the waits in several counts together are reached, to 3 significant
/// digits upwards; `None` without any.
///
/// Nothing is added up for it: first the counts are looked through for the upper byte of the buckets that are met, then for the
/// lower byte of those that share it.
pub(super) fn at_quantiles_of<'a, const N: usize>(
    counts: impl Iterator<Item = &'a WaitCounts> + Clone,
    shares: [f64; N],
) -> Option<[u64; N]> {
    let mut upper = [0; 256];
    for WaitCounts { few, counts } in counts.clone() {
        few.iter().for_each(|bucket| upper[usize::from(bucket >> 8)] += 1);
        let blocks = counts.chunks(256).map(|block| block.iter().sum::<u64>());
        upper.iter_mut().zip(blocks).for_each(|(sum, block)| *sum += block);
    }
    let all = upper.iter().sum::<u64>();
    if all == 0 {
        return None;
    }
    // The upper byte of each, and which of the waits that share it is the one, by length from 1.
    let met = shares.map(|share| {
        let mut left = rank(share, all);
        let byte = upper.iter().position(|count| {
            let is_reached = *count >= left;
            left -= if is_reached { 0 } else { *count };
            is_reached
        });
        (byte.unwrap_or(255), left)
    });
    // Shares that meet the same upper byte have the table of the last of them; the others have none.
    let mut table_of = [N; 256];
    met.iter().enumerate().for_each(|(table, (byte, _))| table_of[*byte] = table);
    let mut lower = [[0; 256]; N];
    for WaitCounts { few, counts } in counts {
        for bucket in few {
            if let Some(table) = lower.get_mut(table_of[usize::from(bucket >> 8)]) {
                table[usize::from(bucket & 255)] += 1;
            }
        }
        for (block, table) in counts.chunks(256).zip(table_of) {
            if let Some(table) = lower.get_mut(table) {
                table.iter_mut().zip(block).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    Some(met.map(|(byte, wanted)| {
        let mut left = wanted;
        let place = lower[table_of[byte]].iter().position(|count| {
            let is_reached = *count >= left;
            left -= if is_reached { 0 } else { *count };
            is_reached
        });
        BUCKETS.longest(byte << 8 | place.unwrap_or(255))
    }))
}

/// Which of so many waits, by length from 1, is the one at which a share of them is reached.
pub(super) fn rank(share: f64, of: u64) -> u64 {
    ((share * of as f64).ceil() as u64).clamp(1, of.max(1))
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
        assert_eq!(counts.at_quantiles([0.5]), None);
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
        assert_eq!(counts.at_quantiles(shares), Some(shares.map(|share| direct.value_at_quantile(share))));
    }

    /// A list, a table and both say the same of the same waits, at the border between them too.
    #[test]
    fn few_waits_are_counted_like_many() {
        for number in [1, 2, 255, 4_000, FEW as u64 - 1, FEW as u64, FEW as u64 + 1] {
            let mut few = WaitCounts::default();
            (0..number).for_each(|i| few.record(Duration::micros(i * i % 700_001 * 1_000)));
            assert_eq!(few.counts.is_empty(), number < FEW as u64);
            let mut many = few.clone();
            many.tabulate();
            assert!(many.few.is_empty());
            let shares = [0.0, 0.3, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0];
            assert_eq!(few.at_quantiles(shares), many.at_quantiles(shares), "{number}");
            assert_eq!((&few, few.len(), few.histogram()), (&many, number, many.histogram()));
            let both: Vec<WaitCounts> = [(&few, &many), (&many, &few), (&few, &few)]
                .map(|(one, other)| {
                    let mut sum = one.clone();
                    sum.add(other);
                    sum
                })
                .into();
            assert!(both.iter().all(|sum| *sum == both[0] && sum.len() == 2 * number));
            assert!(both.iter().all(|sum| sum.at_quantiles(shares) == both[0].at_quantiles(shares)));
            assert_eq!(
                at_quantiles_of([&few, &many].into_iter(), shares),
                both[0].at_quantiles(shares),
                "{number}"
            );
        }
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
        assert_eq!((both.len(), both.at_quantiles([0.5, 1.0])), (5, Some([5_003, 90_047])));
    }
}
