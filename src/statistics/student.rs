//! Student's t distribution: two-sided p-values, and the points that cut a tail off.
//!
//! Source: Student (1908). The tail is a regularised incomplete beta function, here as a continued fraction. The
//! relative accuracy is about `1e-14`, at a million degrees of freedom as well, and `3e-14` where p is below `1e-70`.

use std::f64::consts::PI;

use super::normal;
use super::tail::{Tail, where_tail_is};

/// Above so many degrees of freedom the normal distribution stands in; t then differs by some `1e-6` of itself.
const NORMAL_ABOVE: f64 = 1e6;
/// Terms after which the continued fraction ends in any case; 37 are enough at 19 degrees of freedom, 170 at a million.
const MOST_TERMS: u32 = 1_000;

/// Probability of a value at least as far from zero as `t`, on both sides together. `degrees_of_freedom` must be above
/// 0.
pub fn two_sided_p(t: f64, degrees_of_freedom: f64) -> f64 {
    if degrees_of_freedom > NORMAL_ABOVE {
        normal::two_sided_p(t)
    } else {
        tail(t.abs(), degrees_of_freedom).probability
    }
}

/// The `t >= 0` beyond which, on both sides together, lies the `probability`: 2.093 for 0.05 at 19 degrees of freedom.
/// `degrees_of_freedom` must be above 0; a probability of 1 or more gives 0.
pub fn critical_value(probability: f64, degrees_of_freedom: f64) -> f64 {
    let start = normal::critical_value(probability);
    if probability >= 1.0 || degrees_of_freedom > NORMAL_ABOVE {
        return start;
    }
    where_tail_is(probability, start, |t| tail(t, degrees_of_freedom))
}

/// The tail beyond `t >= 0`: `I_x(df / 2, 1 / 2)` at `x = df / (df + t^2)`.
fn tail(t: f64, degrees_of_freedom: f64) -> Tail {
    let a = 0.5 * degrees_of_freedom;
    let odds = t * t / degrees_of_freedom;
    let x = 1.0 / (1.0 + odds);
    let rest = 1.0 / (1.0 + 1.0 / odds);
    // x^a (1 - x)^b / Beta(a, b) with b = 1/2, each factor from what it knows to full precision.
    let front = libm::exp(-a * libm::log1p(odds) + log_gamma_step(a)) * (rest / PI).sqrt();
    let probability = if t > 1.0 {
        front / continued_fraction(a, 0.5, x, rest)
    } else {
        1.0 - front / continued_fraction(0.5, a, rest, x)
    };
    Tail { probability: probability.clamp(0.0, 1.0), slope: 2.0 * front }
}

/// `ln(Gamma(a + 1/2) / Gamma(a))` for `a > 0`, without taking the difference of two large logarithms.
///
/// From 20 on by Stirling's series for both (DLMF 5.11.8), where its error is below `2e-17`; below by the recurrence.
fn log_gamma_step(a: f64) -> f64 {
    let mut at = a;
    let mut factor = 1.0;
    while at < 20.0 {
        factor *= at / (at + 0.5);
        at += 1.0;
    }
    let r = 1.0 / (at * at);
    let series = 1.0 / 192.0 - r * (1.0 / 640.0 - r * (17.0 / 14_336.0 - r * (31.0 / 18_432.0)));
    libm::log(at.sqrt() * factor) + (r * series - 0.125) / at
}

/// The continued fraction by which `x^a y^b / Beta(a, b)` is divided to give the regularised incomplete beta function
/// `I_x(a, b)`, for `y = 1 - x` and `a y >= b x`.
///
/// Source: Didonato and Morris (1992), algorithm 708, BFRAC, which takes `y` from where it is known and not as a
/// difference; evaluated by the method of Lentz (1976) as modified by Thompson and Barnett (1986).
fn continued_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let excess = a * y - b * x + 1.0;
    let mut fraction = away_from_zero(a * excess / (a + 1.0));
    let (mut c, mut d) = (fraction, 0.0);
    for term in 1..MOST_TERMS {
        let n = f64::from(term);
        let (before, after) = (a + 2.0 * n - 1.0, a + 2.0 * n + 1.0);
        let over = (a + n - 1.0) * (a + b + n - 1.0) * n * (b - n) * (x / before) * (x / before);
        let plus = n + n * (b - n) * x / before + (a + n) * (excess + n * (1.0 + y)) / after;
        d = 1.0 / away_from_zero(plus + over * d);
        c = away_from_zero(plus + over / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    #[test]
    fn p_values_agree_with_forty_digit_arithmetic_and_scipy() {
        // (t, degrees of freedom, p), from mpmath 1.4.1 with 40 digits; scipy 1.17.1 agrees to 1e-13.
        for (t, degrees_of_freedom, p) in [
            (0.5, 1.0, 0.704_832_764_699_133_5),
            (12.706, 1.0, 0.050_000_802_358_133_19),
            (1e6, 1.0, 6.366_197_723_673_691e-7),
            (2.0, 2.0, 0.183_503_419_072_273_97),
            (5.0, 2.5, 0.023_451_189_970_861_847),
            (1.96, 5.0, 0.107_287_952_505_294_17),
            (2.093, 19.0, 0.050_002_378_942_827_98),
            (0.01, 19.0, 0.992_125_542_002_558_1),
            (8.0, 19.0, 1.675_954_688_281_813_7e-7),
            (40.0, 19.0, 8.307_757_199_338_43e-20),
            (3.0, 30.0, 0.005_389_964_065_651_947),
            (2.5, 99.0, 0.014_062_596_921_149_058),
            (1.96, 1e3, 0.050_273_184_955_748_718),
            (6.0, 1e4, 2.041_618_472_922_615_3e-9),
            (1.96, 1e5, 0.049_998_563_194_301_64),
            (1.96, 1e6, 0.049_996_067_585_269_79),
        ] {
            assert_close(two_sided_p(t, degrees_of_freedom), p, 1e-13);
            assert_eq!(two_sided_p(-t, degrees_of_freedom), two_sided_p(t, degrees_of_freedom));
        }
    }

    #[test]
    fn critical_values_agree_with_forty_digit_arithmetic() {
        // (confidence, degrees of freedom, t), from mpmath 1.4.1 with 40 digits.
        for (confidence, degrees_of_freedom, t) in [
            (0.5, 1.0, 1.0),
            (0.5, 19.0, 0.687_621_460_203_960_3),
            (0.8, 3.0, 1.637_744_353_696_210_1),
            (0.9, 9.0, 1.833_112_932_656_237_2),
            (0.9, 999.0, 1.646_380_345_427_535_6),
            (0.95, 1.0, 12.706_204_736_174_705),
            (0.95, 2.0, 4.302_652_729_749_464),
            (0.95, 4.0, 2.776_445_105_197_794_4),
            (0.95, 9.0, 2.262_157_162_798_205_5),
            (0.95, 19.0, 2.093_024_054_408_309_8),
            (0.95, 49.0, 2.009_575_237_129_239_7),
            (0.95, 99.0, 1.984_216_951_586_417_5),
            (0.95, 1e4, 1.960_201_239_890_626_3),
            (0.95, 1e5, 1.959_987_707_534_609_6),
            (0.95, 1e6, 1.959_966_356_814_107),
            (0.99, 1.0, 63.656_741_162_871_58),
            (0.99, 19.0, 2.860_934_606_464_979),
            (0.999_999, 1.0, 636_619.772_367_057_7),
            (0.999_999, 19.0, 7.069_118_187_058_832),
            (0.999_999, 1e6, 4.891_668_960_710_385),
        ] {
            // 1 - confidence is itself rounded: to 1e-10 of its value at a confidence of 0.999999.
            let tolerance = if confidence > 0.999 { 1e-10 } else { 1e-13 };
            assert_close(critical_value(1.0 - confidence, degrees_of_freedom), t, tolerance);
        }
    }

    #[test]
    fn value_and_probability_are_inverse_over_the_whole_range() {
        for degrees_of_freedom in [1.0, 1.5, 2.0, 3.0, 7.0, 19.0, 39.0, 40.0, 41.0, 200.0, 5e3, 1e5] {
            for probability in [0.999_9, 0.9, 0.5, 0.2, 0.05, 1e-3, 1e-6, 1e-12, 1e-30] {
                let t = critical_value(probability, degrees_of_freedom);
                assert_close(two_sided_p(t, degrees_of_freedom), probability, 1e-11);
            }
        }
    }

    #[test]
    fn a_second_implementation_agrees() {
        use statrs::distribution::{ContinuousCDF, StudentsT};
        for degrees_of_freedom in [1.0, 2.0, 9.0, 19.0, 99.0, 999.0] {
            let theirs = StudentsT::new(0.0, 1.0, degrees_of_freedom).expect("a valid distribution");
            for t in [0.1, 0.7, 1.5, 2.1, 4.0, 12.0] {
                assert_close(two_sided_p(t, degrees_of_freedom), 2.0 * theirs.sf(t), 1e-11);
            }
        }
    }

    #[test]
    fn extreme_arguments_stay_within_bounds() {
        assert_eq!(two_sided_p(0.0, 5.0), 1.0);
        assert_eq!(two_sided_p(f64::INFINITY, 5.0), 0.0);
        assert_eq!(two_sided_p(1e300, 1.0), 0.0);
        assert_eq!(critical_value(1.0, 5.0), 0.0);
        assert!(critical_value(0.0, 1.0).is_finite());
        assert_eq!(two_sided_p(2.0, 2e6), normal::two_sided_p(2.0));
        assert_close(critical_value(0.05, 1.000_001e6), critical_value(0.05, 1e6), 3e-6);
    }

    #[test]
    fn the_bits_of_intervals_and_p_values_do_not_move() {
        assert_eq!(critical_value(1.0 - 0.95, 19.0).to_bits(), 0x4000_be83_653b_666d);
        assert_eq!(two_sided_p(2.5, 19.0).to_bits(), 0x3f96_431e_4be1_2309);
    }
}
