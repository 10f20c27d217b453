//! Resamples: rows drawn with replacement, as counts.
//!
//! A resample is told by how often each row occurs in it, so a figure of it is the weighted figure of the same rows. Rows
//! are drawn block by block: how many of the draws fall into a block is binomial given what is left, and inside a block of
//! a power of two a few random bits are one draw. That has exactly the distribution of independent draws of row numbers,
//! and stays in the processor's nearest cache.

use super::stream::Luck;

/// Bits of a draw inside a full block.
const BLOCK_BITS: u32 = 12;
/// Rows of a full block.
const BLOCK: usize = 1 << BLOCK_BITS;
/// Draws that one word of 64 bits yields.
const DRAWS_PER_WORD: u32 = u64::BITS / BLOCK_BITS;
/// Pairs of words made at once.
const PAIRS: usize = 8;
/// Draws that they yield.
const PER_BATCH: u64 = 2 * PAIRS as u64 * DRAWS_PER_WORD as u64;

impl Luck {
    /// How many of `n` independent trials succeed that have probability `p` each. `p` must lie from 0 to 1.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        super::binomial::sample(n, p, self)
    }

    /// Distributes `n` draws over categories with the given shares (0 or more, not all 0; they need not add up to 1):
    /// one multinomial number, as conditional binomial ones. `counts` is as long as `shares`.
    pub fn multinomial(&mut self, n: u64, shares: &[f64], counts: &mut [u64]) {
        let mut left = n;
        let mut share_left: f64 = shares.iter().sum();
        for (share, count) in shares.iter().zip(counts.iter_mut()) {
            let p = if share_left > 0.0 { (share / share_left).clamp(0.0, 1.0) } else { 0.0 };
            *count = if left == 0 || *share <= 0.0 { 0 } else { self.binomial(left, p) };
            left -= *count;
            share_left -= share;
        }
        // Rounding of the shares may leave a draw over: it belongs to the last category that has a share.
        if let Some(last) = shares.iter().rposition(|share| *share > 0.0) {
            counts[last] += left;
        }
    }

    /// Draws `draws` rows with replacement out of `counts.len()` and writes how often each occurs.
    pub fn resample(&mut self, draws: u64, counts: &mut [u32]) {
        let mut left = draws;
        let mut rows_left = counts.len();
        for block in counts.chunks_mut(BLOCK) {
            block.fill(0);
            let here = if block.len() == rows_left {
                left
            } else {
                self.binomial(left, block.len() as f64 / rows_left as f64)
            };
            if block.len() == BLOCK {
                self.fill_block(here, block);
            } else {
                self.fill_part(here, block);
            }
            left -= here;
            rows_left -= block.len();
        }
    }

    fn fill_block(&mut self, draws: u64, block: &mut [u32]) {
        let Ok(block) = <&mut [u32; BLOCK]>::try_from(block) else { return };
        let mut take = |mut word: u64, draws: u32| {
            for _ in 0..draws {
                block[word as usize % BLOCK] += 1;
                word >>= BLOCK_BITS;
            }
        };
        let mut left = draws;
        while left >= PER_BATCH {
            self.many_bits::<PAIRS>().into_iter().flatten().for_each(|word| take(word, DRAWS_PER_WORD));
            left -= PER_BATCH;
        }
        while left > 0 {
            let here = left.min(u64::from(DRAWS_PER_WORD));
            take(self.bits(), here as u32);
            left -= here;
        }
    }

    /// Unbiased draws below any number by multiplication with rejection (Lemire 2019), here from 16 bits each.
    fn fill_part(&mut self, draws: u64, block: &mut [u32]) {
        let rows = block.len() as u32;
        if rows == 0 {
            return;
        }
        let rejected_below = (1 << u16::BITS) % rows;
        let mut left = draws;
        while left > 0 {
            for mut word in self.many_bits::<PAIRS>().into_iter().flatten() {
                for _ in 0..u64::BITS / u16::BITS {
                    let product = u32::from(word as u16) * rows;
                    word >>= u16::BITS;
                    if left > 0 && u32::from(product as u16) >= rejected_below {
                        block[(product >> u16::BITS) as usize] += 1;
                        left -= 1;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::random::{Luck, Purpose, Stream};

    fn luck(entity: u64) -> Luck {
        Stream::new(11, 3).luck(Purpose::Bootstrap, entity, 0)
    }

    #[test]
    fn every_draw_lands_on_a_row() {
        for (rows, draws) in [(1, 9), (7, 7), (4_095, 4_095), (4_096, 4_096), (4_097, 10_000), (20_000, 3)] {
            let mut counts = vec![99; rows];
            luck(rows as u64).resample(draws, &mut counts);
            assert_eq!(counts.iter().map(|&c| u64::from(c)).sum::<u64>(), draws, "{rows} rows");
        }
        luck(0).resample(5, &mut []);
    }

    /// Over 400 resamples of 9 000 rows (two full blocks and a part) each row is drawn 400 times on average; the sum of
    /// squared deviations is chi-squared-like, and the number of rows not drawn is n/e. Gates at z = 5.2, fixed seed.
    #[test]
    fn rows_are_drawn_evenly_and_independently() {
        let (rows, resamples) = (9_000usize, 400u32);
        let mut sums = vec![0u64; rows];
        let mut counts = vec![0; rows];
        let mut never = 0.0;
        for entity in 0..resamples {
            luck(u64::from(entity)).resample(rows as u64, &mut counts);
            sums.iter_mut().zip(&counts).for_each(|(sum, &count)| *sum += u64::from(count));
            never += counts.iter().filter(|&&count| count == 0).count() as f64;
        }
        let mean = f64::from(resamples);
        let chi: f64 = sums.iter().map(|&sum| (sum as f64 - mean).powi(2) / mean).sum();
        let dof = rows as f64 - 1.0;
        assert!(((chi - dof) / (2.0 * dof).sqrt()).abs() < 5.2, "chi-squared {chi}");
        // Probability that a row is not drawn, q = (1 - 1/n)^n; variance of the count n q - n q^2 (1 + ...) ~ n (q - 2 q^2).
        let q = libm::pow(1.0 - 1.0 / rows as f64, rows as f64);
        let expected = q * rows as f64 * mean;
        let deviation = (rows as f64 * mean * (q - 2.0 * q * q)).sqrt();
        assert!(
            ((never - expected) / deviation).abs() < 5.2,
            "{never} rows never drawn, {expected} expected"
        );
        // The blocks share the draws as they should: first 4 096 rows.
        let first: u64 = sums[..4_096].iter().sum();
        let (n, p) = (rows as f64 * mean, 4_096.0 / rows as f64);
        assert!(((first as f64 - n * p) / (n * p * (1.0 - p)).sqrt()).abs() < 5.2);
    }

    #[test]
    fn categories_share_the_draws() {
        let mut counts = [0; 4];
        luck(1).multinomial(1_000_000, &[0.2, 0.0, 0.5, 0.3], &mut counts);
        assert_eq!(counts.iter().sum::<u64>(), 1_000_000);
        assert_eq!(counts[1], 0);
        for (count, p) in counts.into_iter().zip([0.2, 0.0, 0.5, 0.3]) {
            let deviation = f64::max(1e6 * p * (1.0 - p), 1.0).sqrt();
            assert!(((count as f64 - 1e6 * p) / deviation).abs() < 5.2, "{count} at {p}");
        }
        luck(2).multinomial(7, &[0.0, 3.0], &mut counts[..2]);
        assert_eq!(counts[..2], [0, 7]);
    }

    #[test]
    fn the_bits_of_resamples_do_not_move() {
        let mut counts = vec![0; 5_000];
        luck(5).resample(5_000, &mut counts);
        let hash =
            counts.iter().fold(0u64, |hash, &count| hash.wrapping_mul(31).wrapping_add(u64::from(count)));
        assert_eq!(hash, 6_521_913_584_170_535_674);
        assert_eq!(luck(6).binomial(1_000, 0.3), 341);
    }
}
