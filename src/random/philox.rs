//! Philox2x64-10, a counter-based generator (Salmon, Moraes, Dror and Shaw 2011): 128 random bits from a key and a counter,
//! with no state in between.

const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: u32 = 10;

/// The block of 2 x 64 bits at `counter` under `key`.
#[inline]
pub(super) fn block(mut key: u64, counter: [u64; 2]) -> [u64; 2] {
    let [mut left, mut right] = counter;
    for _ in 0..ROUNDS {
        let product = u128::from(MULTIPLIER) * u128::from(left);
        (left, right) = ((product >> 64) as u64 ^ key ^ right, product as u64);
        key = key.wrapping_add(WEYL);
    }
    [left, right]
}

#[cfg(test)]
mod tests {
    use super::block;

    /// The published vectors of Random123 for philox2x64-10.
    #[test]
    fn meets_the_published_vectors() {
        assert_eq!(block(0, [0; 2]), [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]);
        assert_eq!(block(u64::MAX, [u64::MAX; 2]), [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]);
        assert_eq!(
            block(0xa409_3822_299f_31d0, [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344]),
            [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d]
        );
    }
}
