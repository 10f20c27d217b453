//! Gamma numbers by rejection (Marsaglia and Tsang 2000). The number of draws varies, which is harmless because each
//! (entity, purpose) has a stream of its own.

use super::math::{exp, ln, sqrt};
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
