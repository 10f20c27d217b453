//! Finds where the two-sided tail of a symmetric distribution has a given probability.

/// The tail of a symmetric distribution at some `t > 0`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// Probability beyond `t` on both sides together.
    pub probability: f64,
    /// Density at `t` on both sides together, times `t`: minus the slope of `probability` in `ln t`.
    pub slope: f64,
}

/// Tails smaller than this are taken to be this, so that no square overflows.
const SMALLEST_PROBABILITY: f64 = 1e-100;
/// Steps after which the search ends in any case; about ten are usual.
const MOST_STEPS: u32 = 200;

/// The `t > 0` at which the tail has the `probability`, from a `start > 0`.
///
/// Newton's method on the logarithm of the tail against `ln t`. For the normal and Student's t the slope of that curve
/// falls throughout (an increasing generalised failure rate: Lariviere 2006), so every tangent lies above it: after
/// one step the search is on the far side of the solution and approaches it from there, whatever the start.
pub(super) fn where_tail_is(probability: f64, start: f64, tail_at: impl Fn(f64) -> Tail) -> f64 {
    let wanted = libm::log(probability.max(SMALLEST_PROBABILITY));
    let mut position = libm::log(start);
    for _ in 0..MOST_STEPS {
        let tail = tail_at(libm::exp(position));
        let step = (libm::log(tail.probability) - wanted) * tail.probability / tail.slope;
        if !step.is_finite() {
            break;
        }
        position += step;
        if step.abs() <= 4.0 * f64::EPSILON {
            break;
        }
    }
    libm::exp(position)
}
