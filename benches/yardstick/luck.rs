//! Random numbers as fast as they come: xoshiro256++ (Blackman and Vigna 2021) and the ziggurat of `rand_distr`.

// A measure of speed, not part of the simulation: the platform's exponential is its fastest.
#![allow(clippy::disallowed_methods)]

use std::convert::Infallible;

use rand::TryRng;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// Standard deviation of the logarithm of a lognormal number whose coefficient of variation is 1: the root of ln 2.
const SIGMA: f64 = 0.832_554_611_157_697_8;

/// One stream, consumed in order.
#[derive(Clone, Debug)]
pub struct Luck {
    state: [u64; 4],
}

impl Luck {
    /// The stream of `seed`, whose bits are spread by splitmix64 (Steele, Lea and Flood 2014).
    pub fn new(seed: u64) -> Self {
        let mut at = seed;
        let state = [(); 4].map(|()| {
            at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = at;
            bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            bits ^ bits >> 31
        });
        Luck { state }
    }

    #[inline]
    fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let bits = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        bits
    }

    /// A uniform number from 0 to below 1.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A standard exponential number.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        Exp1.sample(self)
    }

    /// A lognormal number with a coefficient of variation of 1 whose logarithm has the mean `mu`.
    #[inline]
    pub fn lognormal(&mut self, mu: f64) -> f64 {
        let z: f64 = StandardNormal.sample(self);
        (mu + SIGMA * z).exp()
    }
}

impl TryRng for Luck {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.bits().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}
