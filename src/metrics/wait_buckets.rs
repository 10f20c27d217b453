//! The buckets of waits: as wide as so many binary digits of the wait leave open (Tene 2012, HDR histogram).

/// Buckets of whole milliseconds. The first 2^digits hold one value each, every further half as many are twice as wide; so a
/// bucket is at most 2^(1 - digits) of its waits wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Buckets {
    digits: u32,
}

impl Buckets {
    /// Buckets that keep so many binary digits, at least 1.
    pub const fn of_digits(digits: u32) -> Self {
        Buckets { digits }
    }

    /// Values before the width doubles.
    pub const fn half_steps(self) -> u64 {
        1 << (self.digits - 1)
    }

    /// The bucket of a wait of `millis`.
    #[inline(always)]
    pub const fn of(self, millis: u64) -> usize {
        let width = u64::BITS - (millis | ((1 << self.digits) - 1)).leading_zeros() - self.digits;
        (width as u64 * self.half_steps() + (millis >> width)) as usize
    }

    /// Binary digits that a bucket leaves open.
    const fn open_digits(self, bucket: usize) -> u64 {
        (bucket as u64 / self.half_steps()).saturating_sub(1)
    }

    /// The least wait of a bucket, in milliseconds.
    pub const fn least(self, bucket: usize) -> u64 {
        let open = self.open_digits(bucket);
        (bucket as u64 - open * self.half_steps()) << open
    }

    /// The longest wait of a bucket, in milliseconds.
    pub const fn longest(self, bucket: usize) -> u64 {
        self.least(bucket) + (1 << self.open_digits(bucket)) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_its_least_wait_and_none_below() {
        for buckets in [6, 11].map(Buckets::of_digits) {
            let last = if buckets.digits == 6 { 1_000 } else { 40_000 };
            for of in 1..last {
                assert_eq!(buckets.of(buckets.least(of)), of);
                assert_eq!(buckets.longest(of - 1), buckets.least(of) - 1);
            }
        }
    }

    #[test]
    fn a_bucket_is_narrow_against_its_waits() {
        let buckets = Buckets::of_digits(6);
        for millis in (0..3_600_000).step_by(7) {
            let (least, longest) = (buckets.least(buckets.of(millis)), buckets.longest(buckets.of(millis)));
            assert!((least..=longest).contains(&millis));
            assert!((longest - least) * 32 <= least.max(31), "{least} to {longest}");
        }
    }
}
