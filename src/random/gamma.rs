//! Gamma numbers: by rejection (Marsaglia and Tsang 2000), where the number of draws varies, which is harmless because each
//! (entity, purpose) has a stream of its own; and by inversion, where one uniform must decide.

use super::math::{exp, ln, ln_gamma, normal_cumulative, sqrt};
use super::normal;
use super::stream::Luck;

/// A gamma number with the given shape and scale 1.
pub(super) fn sample(shape: f64, luck: &mut Luck) -> f64 {
    if shape < 1.0 {
        // Boosting: a gamma of shape + 1 times uniform^(1 / shape).
        let boost = exp(ln(luck.uniform()) / shape);
        return sample(shape + 1.0, luck) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (3.0 * sqrt(d));
    loop {
        let x = luck.normal();
        let cube_root = 1.0 + c * x;
        if cube_root <= 0.0 {
            continue;
        }
        let v = cube_root * cube_root * cube_root;
        let (u, square) = (luck.uniform(), x * x);
        // The squeeze accepts nearly all that the logarithms would.
        if u < 1.0 - 0.0331 * square * square || ln(u) < 0.5 * square + d - d * v + d * ln(v) {
            return d * v;
        }
    }
}

/// The number below which a gamma number with this shape and scale 1 lies with the probability that a standard normal one
/// lies below `z`.
pub fn gamma_at_normal(shape: f64, z: f64) -> f64 {
    quantile(shape, normal_cumulative(z), normal_cumulative(-z))
}

/// The number with probability `below` below it and `above` above it; the smaller of the two is the exact one.
fn quantile(shape: f64, below: f64, above: f64) -> f64 {
    if below <= 0.0 {
        return 0.0;
    }
    // The cube root of a gamma number is nearly normal (Wilson and Hilferty 1931).
    let z =
        if below < above { normal::quantile(below) } else { -normal::quantile(above.max(f64::MIN_POSITIVE)) };
    let cube_root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
    let near_zero = exp((ln(below) + ln_gamma(shape + 1.0)) / shape);
    let mut x = if cube_root > 0.3 { shape * cube_root * cube_root * cube_root } else { near_zero };
    x = x.max(f64::MIN_POSITIVE);
    let (mut low, mut high) = (0.0, f64::INFINITY);
    for _ in 0..200 {
        let (lower, upper) = incomplete(shape, x);
        let excess = if below < above { lower - below } else { above - upper };
        if excess > 0.0 {
            high = x
        } else {
            low = x
        }
        // Newton's step with Halley's correction; halving where it leaves the bracket.
        let density = exp((shape - 1.0) * ln(x) - x - ln_gamma(shape));
        let step = excess / density;
        let curved = step / (1.0 - 0.5 * (step * ((shape - 1.0) / x - 1.0)).clamp(-1.0, 1.0));
        let mut next = x - curved;
        if !(next > low && next < high) {
            next = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * x };
        }
        if (next - x).abs() <= 1e-15 * x {
            return next;
        }
        x = next;
    }
    x
}

/// Regularised incomplete gamma functions at `x`, lower and upper: a series below shape + 1, a continued fraction (Lentz's
/// method) above.
fn incomplete(shape: f64, x: f64) -> (f64, f64) {
    let front = exp(shape * ln(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        let lower = front * sum;
        return (lower, 1.0 - lower);
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for i in 1..100_000 {
        let i = f64::from(i);
        let a = -i * (i - shape);
        b += 2.0;
        d = a * d + b;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = b + a / c;
        c = if c.abs() < tiny { tiny } else { c };
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    let upper = front * fraction;
    (1.0 - upper, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma};

    /// Against an independent distribution function, both tails, for shapes of cv 0.02 to 5.
    #[test]
    fn inversion_meets_an_independent_distribution_function() {
        for cv in [0.02, 0.1, 0.3, 1.0, 2.0, 5.0] {
            let shape = 1.0 / (cv * cv);
            let law = Gamma::new(shape, 1.0).unwrap();
            for z in [-6.0, -3.0, -1.5, -0.2, 0.0, 0.7, 2.0, 3.5, 6.0] {
                let x = gamma_at_normal(shape, z);
                let (found, wanted) = if z < 0.0 {
                    (law.cdf(x), normal_cumulative(z))
                } else {
                    (law.sf(x), normal_cumulative(-z))
                };
                assert!(
                    (found - wanted).abs() <= 1e-8 * wanted,
                    "cv {cv}, z {z}: {x} has {found}, not {wanted}"
                );
            }
        }
    }

    #[test]
    fn inversion_is_exact_for_the_exponential_and_rises() {
        for z in [-4.0, -0.5, 0.0, 1.0, 5.0] {
            let exact = -ln(normal_cumulative(-z));
            assert!((gamma_at_normal(1.0, z) - exact).abs() < 1e-13 * exact.max(1e-3), "{z}");
        }
        let values: Vec<f64> = (-60..60).map(|z| gamma_at_normal(0.3, f64::from(z) / 10.0)).collect();
        assert!(values.is_sorted());
    }
}
