//! Philox2x64-10 and Philox4x64-10, counter-based generators (Salmon, Moraes, Dror and Shaw 2011): 128 or 256 random bits
//! from a key and a counter, with no state in between.

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

const WIDE_MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const WIDE_WEYL: [u64; 2] = [WEYL, 0xBB67_AE85_84CA_A73B];

/// The keys of all rounds.
pub(super) type WideKeys = [[u64; 2]; ROUNDS as usize];

/// The keys of the rounds that follow from a key, for several blocks under the same one.
#[inline]
pub(super) fn wide_keys(key: [u64; 2]) -> WideKeys {
    std::array::from_fn(|round| {
        let step = |part: usize| key[part].wrapping_add(WIDE_WEYL[part].wrapping_mul(round as u64));
        [step(0), step(1)]
    })
}

/// The block of 4 x 64 bits at `counter` under a key. Its two multiplications per round do not wait for each other, so it
/// takes hardly longer than the narrow block.
#[inline]
pub(super) fn wide_block(keys: &WideKeys, counter: [u64; 4]) -> [u64; 4] {
    keys.iter().fold(counter, |words, key| wide_round(*key, words))
}

/// The same for who draws no other block under the key: the key of each round follows from that of the one before, and is
/// not kept.
#[inline]
pub(super) fn single_wide_block(mut key: [u64; 2], counter: [u64; 4]) -> [u64; 4] {
    let mut words = counter;
    for _ in 0..ROUNDS {
        words = wide_round(key, words);
        key = [key[0].wrapping_add(WIDE_WEYL[0]), key[1].wrapping_add(WIDE_WEYL[1])];
    }
    words
}

#[inline]
fn wide_round(key: [u64; 2], [a, b, c, d]: [u64; 4]) -> [u64; 4] {
    let first = u128::from(WIDE_MULTIPLIERS[0]) * u128::from(a);
    let second = u128::from(WIDE_MULTIPLIERS[1]) * u128::from(c);
    [(second >> 64) as u64 ^ b ^ key[0], second as u64, (first >> 64) as u64 ^ d ^ key[1], first as u64]
}

#[cfg(test)]
mod tests {
    use super::{block, wide_keys};

    fn wide_block(key: [u64; 2], counter: [u64; 4]) -> [u64; 4] {
        let words = super::wide_block(&wide_keys(key), counter);
        assert_eq!(super::single_wide_block(key, counter), words);
        words
    }

    /// The published vectors of Random123 for philox4x64-10.
    #[test]
    fn the_wide_block_meets_the_published_vectors() {
        let zeros =
            [0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b];
        assert_eq!(wide_block([0; 2], [0; 4]), zeros);
        let ones =
            [0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0];
        assert_eq!(wide_block([u64::MAX; 2], [u64::MAX; 4]), ones);
        let key = [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c];
        let counter =
            [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89];
        let digits =
            [0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6];
        assert_eq!(wide_block(key, counter), digits);
    }

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
