//! Transcendental functions with the same bits on every machine: the pinned, pure-Rust `libm`.
//!
//! `std`'s functions call the platform's library, whose last bits differ between versions and systems.

/// Natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Exponential, with the bits of `libm`'s in less than half of its time.
///
/// x = k ln 2 + r with |r| at most 0.35; e^r from the rational approximation of Remez type that `libm` uses (fdlibm, Sun
/// 1993); the power of two is put straight into the exponent, where `libm` goes through a general scaling. Results that
/// are not normal numbers are left to `libm`.
#[inline]
pub fn exp(x: f64) -> f64 {
    let size = x.abs();
    if !(1e-8..700.0).contains(&size) {
        return libm::exp(x);
    }
    if size <= 0.5 * std::f64::consts::LN_2 {
        return exp_of_remainder(x, x, 0.0);
    }
    let k = if size < 1.5 * std::f64::consts::LN_2 {
        1.0f64.copysign(x)
    } else {
        (std::f64::consts::LOG2_E * x + 0.5f64.copysign(x)).trunc()
    };
    let high = x - k * LN_2_HIGH;
    let low = k * LN_2_LOW;
    exp_of_remainder(high - low, high, low) * f64::from_bits(((k as i64 + 1_023) as u64) << 52)
}

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
