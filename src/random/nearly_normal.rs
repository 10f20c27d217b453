//! Chance that is nearly normal, eight numbers from the bits of one draw: for the months of millions of customers, whose
//! exact shape does not matter.

use std::sync::LazyLock;

use super::normal::quantile;

/// Bits that choose a value.
const BITS: u32 = 10;
/// Number of values.
const STEPS: usize = 1 << BITS;
/// Values that the first of two words chooses; the second chooses the others with its lowest bits.
const FROM_FIRST: usize = 6;
/// Bits of the second word that [`NormalSteps::eight`] uses, counted from the lowest.
pub const BITS_OF_SECOND: u32 = 2 * BITS;

/// 1 024 equally likely values with mean 0 and variance 1: the medians of as many equal slices of a normal distribution,
/// stretched by 0.2 % to the variance of the whole. Never beyond 3.31.
#[derive(Debug)]
pub struct NormalSteps([f32; STEPS]);

static STEPS_OF_ALL: LazyLock<NormalSteps> = LazyLock::new(|| {
    let medians: [f64; STEPS] = std::array::from_fn(|step| quantile((step as f64 + 0.5) / STEPS as f64));
    let variance = medians.iter().map(|value| value * value).sum::<f64>() / STEPS as f64;
    NormalSteps(medians.map(|value| (value / super::math::sqrt(variance)) as f32))
});

impl NormalSteps {
    /// The values, worked out once.
    pub fn get() -> &'static NormalSteps {
        &STEPS_OF_ALL
    }

    /// Eight values from the first word and the lowest [`BITS_OF_SECOND`] bits of the second.
    #[inline]
    pub fn eight(&self, [first, second]: [u64; 2]) -> [f32; 8] {
        std::array::from_fn(|lane| {
            let bits = if lane < FROM_FIRST {
                first >> (BITS * lane as u32)
            } else {
                second >> (BITS * (lane - FROM_FIRST) as u32)
            };
            self.0[bits as usize % STEPS]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_have_mean_zero_variance_one_and_the_kurtosis_of_a_bounded_normal() {
        let values = NormalSteps::get().0.map(f64::from);
        let moment = |power: i32| values.iter().map(|value| value.powi(power)).sum::<f64>() / STEPS as f64;
        assert!(moment(1).abs() < 1e-7);
        assert!((moment(2) - 1.0).abs() < 1e-6);
        assert!((moment(4) - 3.0).abs() < 0.05, "{}", moment(4));
        assert!(values.is_sorted() && values[STEPS - 1] < 3.31);
    }

    /// Each lane is chosen by bits of its own.
    #[test]
    fn eight_lanes_share_no_bit() {
        let of = |first, second| NormalSteps::get().eight([first, second]);
        let base = of(0, 0);
        let moved = |other: [f32; 8]| base.iter().zip(other).filter(|(a, b)| **a != *b).count();
        for bit in 0..60 {
            assert_eq!(moved(of(1 << bit, 0)), 1);
        }
        for bit in 0..BITS_OF_SECOND {
            assert_eq!(moved(of(0, 1 << bit)), 1);
        }
        assert_eq!(moved(of(0xf << 60, u64::MAX << BITS_OF_SECOND)), 0);
    }
}
