//! What operators and functions do to values, and how fast their result moves with each value.
//!
//! Missing is NaN here: whatever touches it is missing, except where the language says otherwise (`and`, `or`, `if`).

use super::functions::Each;
use super::syntax::Operator;
use crate::random::math;

const TRUE: f64 = 1.0;
const FALSE: f64 = 0.0;

fn condition(holds: bool) -> f64 {
    if holds { TRUE } else { FALSE }
}

/// The result of an operator.
pub(super) fn between(operator: Operator, a: f64, b: f64) -> f64 {
    match operator {
        Operator::And => return both(a, b),
        Operator::Or => return not(both(not(a), not(b))),
        _ if a.is_nan() || b.is_nan() => return f64::NAN,
        _ => (),
    }
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        // Division by nothing has no result.
        Operator::Divide => finite(a / b),
        Operator::Power => power(a, b),
        Operator::Less => condition(a < b),
        Operator::LessOrEqual => condition(a <= b),
        Operator::Greater => condition(a > b),
        Operator::GreaterOrEqual => condition(a >= b),
        Operator::Equal => condition(a == b),
        Operator::Unequal => condition(a != b),
        Operator::And | Operator::Or => f64::NAN,
    }
}

/// False if either is false, whatever the other; missing if that depends on a missing one.
fn both(a: f64, b: f64) -> f64 {
    if a == FALSE || b == FALSE {
        FALSE
    } else if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        TRUE
    }
}

/// The opposite of a condition; missing stays missing.
pub(super) fn not(a: f64) -> f64 {
    1.0 - a
}

/// `a` to the power `b`; of a negative number only whole powers exist.
fn power(a: f64, b: f64) -> f64 {
    const LARGEST_WHOLE: f64 = 64.0;
    if b.fract() == 0.0 && b.abs() <= LARGEST_WHOLE {
        let of_size = math::powi(a, b.abs() as u32);
        return finite(if b < 0.0 { 1.0 / of_size } else { of_size });
    }
    if a < 0.0 { f64::NAN } else { finite(math::pow(a, b)) }
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

/// How fast the result of an operator moves with each side; conditions do not move.
pub(super) fn slopes(operator: Operator, a: f64, b: f64) -> (f64, f64) {
    match operator {
        Operator::Add => (1.0, 1.0),
        Operator::Subtract => (1.0, -1.0),
        Operator::Multiply => (b, a),
        Operator::Divide => (1.0 / b, -a / (b * b)),
        Operator::Power => {
            let with_base = if b == 0.0 { 0.0 } else { b * power(a, b - 1.0) };
            let with_exponent = if a > 0.0 { power(a, b) * math::ln(a) } else { 0.0 };
            (with_base, with_exponent)
        }
        _ => (0.0, 0.0),
    }
}

/// The result of a function of one number.
pub(super) fn of_one(function: Each, a: f64) -> f64 {
    match function {
        Each::Abs => a.abs(),
        Each::Sqrt => finite(a.sqrt()),
        Each::Log => finite(math::ln(a)),
        Each::Exp => finite(math::exp(a)),
        Each::Round => a.round_ties_even(),
        Each::Missing => condition(a.is_nan()),
        Each::If | Each::OrElse | Each::RowMean => f64::NAN,
    }
}

/// How fast it moves.
pub(super) fn slope_of_one(function: Each, a: f64) -> f64 {
    match function {
        Each::Abs => a.signum(),
        Each::Sqrt => finite(0.5 / a.sqrt()),
        Each::Log => 1.0 / a,
        Each::Exp => math::exp(a),
        _ => 0.0,
    }
}
