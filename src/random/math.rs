//! Transcendental functions with the same bits on every machine: the pinned, pure-Rust `libm`.
//!
//! `std`'s functions call the platform's library, whose last bits differ between versions and systems.

/// Natural logarithm, with the bits of `libm`'s, and fit to stand in a loop.
///
/// x = 2^k m with m between the roots of a half and of two; ln m = 2 artanh(f / (2 + f)) with f = m - 1 as the series of
/// Remez type that `libm` uses (fdlibm, Sun 1993). What is not a normal positive number is left to `libm`.
#[inline]
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    if (SMALLEST_NORMAL..INFINITE).contains(&bits) { ln_of_normal(bits) } else { libm::log(x) }
}

/// Natural logarithm of a number that is normal and positive, as all uniform ones are.
#[inline]
pub(super) fn ln_of_uniform(x: f64) -> f64 {
    ln_of_normal(x.to_bits())
}

/// The natural logarithms of numbers that are normal and positive, as all uniform ones are: several at a time, where the
/// processor can.
#[inline]
pub fn ln_of_each(values: &mut [f64]) {
    values.iter_mut().for_each(|value| *value = ln_of_normal(value.to_bits()));
}

/// x = 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2; ln(1 + f) from a rational approximation of Remez type.
#[inline]
fn ln_of_normal(bits: u64) -> f64 {
    let shifted = bits.wrapping_add(ONE - ROOT_OF_HALF);
    // In the sum with 2^52 the last bits are the whole number: a conversion that goes well in a loop.
    let k = f64::from_bits(shifted >> 52 | 0x433 << 52) - (4_503_599_627_370_496.0 + 1_023.0);
    let f = f64::from_bits((shifted & MANTISSA) + ROOT_OF_HALF) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LN[1] + w * (LN[3] + w * LN[5]));
    let odd = z * (LN[0] + w * (LN[2] + w * (LN[4] + w * LN[6])));
    s * (half_square + (odd + even)) + k * LN_2_LOW - half_square + f + k * LN_2_HIGH
}

/// Bits of the smallest normal number, of 1, of infinity, and of the upper half of the root of a half.
const SMALLEST_NORMAL: u64 = 1 << 52;
const ONE: u64 = 1_023 << 52;
const INFINITE: u64 = 2_047 << 52;
const ROOT_OF_HALF: u64 = 0x3fe6_a09e << 32;
const MANTISSA: u64 = (1 << 52) - 1;
const LN: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// Exponential, with the bits of `libm`'s in a third of its time.
///
/// x = k ln 2 + r with |r| at most 0.35; e^r from the rational approximation of Remez type that `libm` uses (fdlibm, Sun
/// 1993); the power of two is put straight into the exponent, where `libm` goes through a general scaling. Results that
/// are not normal numbers are left to `libm`.
#[inline]
pub fn exp(x: f64) -> f64 {
    if x.is_nan() || x.abs() >= 700.0 {
        return libm::exp(x);
    }
    // Adding the largest power of two that keeps whole numbers apart rounds to one and leaves it in the lowest bits.
    let rounded = std::f64::consts::LOG2_E * x + TO_WHOLE;
    let k = rounded - TO_WHOLE;
    let power = rounded.to_bits().wrapping_sub(TO_WHOLE.to_bits());
    let (high, low) = (x - k * LN_2_HIGH, k * LN_2_LOW);
    exp_of_remainder(high - low, high, low) * f64::from_bits(power.wrapping_add(1_023) << 52)
}

/// 1.5 x 2^52.
const TO_WHOLE: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, the first with trailing zeros, so that k times it is exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const EXP: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

/// e^r for r = high - low.
#[inline]
fn exp_of_remainder(r: f64, high: f64, low: f64) -> f64 {
    let t = r * r;
    let c = r - t * (EXP[0] + t * (EXP[1] + t * (EXP[2] + t * (EXP[3] + t * EXP[4]))));
    1.0 + (r * c / (2.0 - c) - low + high)
}

/// `x` to the power `y`, for `x` of 0 or more: exp(y ln x), a third of the cost of a correctly rounded power and within
/// 1e-13 of it for the exponents met here.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

/// `x` to a whole power, by repeated squaring.
#[inline]
pub fn powi(x: f64, power: u32) -> f64 {
    let (mut result, mut square, mut rest) = (1.0, x, power);
    while rest > 0 {
        if rest & 1 == 1 {
            result *= square;
        }
        square *= square;
        rest >>= 1;
    }
    result
}

/// Square root, which IEEE 754 rounds correctly everywhere.
#[inline]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Probability that a standard normal number is at most `z`.
pub fn normal_cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Logarithm of the gamma function.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Log-odds of a probability; infinite at 0 and 1.
#[inline]
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// The probability with these log-odds.
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 400 000 arguments over the whole range, both signs, and the borders of the cases.
    #[test]
    fn the_exponential_has_the_bits_of_libm() {
        let borders =
            [0.0, -0.0, 1e-8, 0.5 * std::f64::consts::LN_2, 1.5 * std::f64::consts::LN_2, 699.9, 745.0];
        let spread = (0..200_000).map(|i| f64::from(i) * 0.003_517_3 + 1e-9 * f64::from(i % 97));
        for x in spread.chain(borders).chain([f64::NAN, f64::INFINITY]) {
            for x in [x, -x] {
                assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x}");
            }
        }
    }

    /// 400 000 arguments over the whole range, near 1 and at the borders of the cases.
    #[test]
    fn the_logarithm_has_the_bits_of_libm() {
        let root = std::f64::consts::FRAC_1_SQRT_2;
        let near_borders = [root, 1.0, 2.0 * root, f64::MIN_POSITIVE].into_iter().flat_map(|x| {
            (0..200u64).flat_map(move |i| [f64::from_bits(x.to_bits() + i), f64::from_bits(x.to_bits() - i)])
        });
        let spread = (0..400_000u64).map(|i| f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let others = [0.0, -0.0, -1.0, 5e-324, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        let mut many: Vec<f64> = (0..10_001u64).map(|i| (i as f64 + 0.5) / 1e4).collect();
        let each: Vec<f64> = many.iter().map(|x| libm::log(*x)).collect();
        ln_of_each(&mut many);
        assert_eq!(many, each);
        for x in near_borders.chain(spread).chain(others) {
            let (ours, theirs) = (ln(x), libm::log(x));
            assert!(ours.to_bits() == theirs.to_bits() || (ours.is_nan() && theirs.is_nan()), "{x}");
        }
    }

    #[test]
    fn powers_agree_with_correctly_rounded_ones() {
        for (x, y) in [(2.0, 0.5), (1e-9, 1.25), (570.0, 0.9), (7_200.0, 0.69), (1.1, 365.0), (0.0, 0.5)] {
            let exact = libm::pow(x, y);
            assert!((pow(x, y) - exact).abs() <= 1e-13 * exact, "{x}^{y}");
        }
    }

    #[test]
    fn whole_powers_are_products() {
        assert_eq!((powi(3.0, 0), powi(3.0, 1), powi(3.0, 13)), (1.0, 3.0, 1_594_323.0));
        assert!((powi(0.97, 24) - libm::pow(0.97, 24.0)).abs() < 1e-15);
    }

    #[test]
    fn the_bits_of_the_pinned_functions_do_not_move() {
        assert_eq!(ln(10.0).to_bits(), 0x4002_6bb1_bbb5_5516);
        assert_eq!(exp(1.0).to_bits(), 0x4005_bf0a_8b14_576a);
        assert!((logistic(logit(0.3)) - 0.3).abs() < 1e-15);
        assert_eq!(logistic(f64::INFINITY), 1.0);
        assert_eq!(logistic(logit(0.0)), 0.0);
    }
}
