//! Any of them with equal probability.

/// Place of who is taken, of so many, by a word of 64 random bits.
#[inline]
pub(in crate::operation) fn place(luck: u64, competing: usize) -> Option<usize> {
    (competing > 0).then(|| ((u128::from(luck) * competing as u128) >> 64) as usize)
}
