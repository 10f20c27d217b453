//! Weights that are shares of a whole.

use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;

/// How far a sum of weights may lie from 1.
const TOLERANCE: f64 = 1e-6;

/// Tells when named weights do not sum to 1, and what they are once divided by their sum.
pub(super) fn sums_to_one(weights: &[(String, f64)], what: &str, path: &Path, sink: &mut Sink) {
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if (sum - 1.0).abs() <= TOLERANCE {
        return;
    }
    let mut diagnostic =
        Diagnostic::new(Code::SumNotOne, format!("{what} sum to {}, but they must sum to 1", short(sum)))
            .why("weights are shares of the whole");
    if sum > 0.0 {
        let scaled: Vec<String> =
            weights.iter().map(|(name, weight)| format!("{name} {}", short(weight / sum))).collect();
        diagnostic = diagnostic.help(format!("divided by their sum they are: {}", scaled.join(", ")));
    }
    sink.value(path, diagnostic);
}

/// Six decimals at most, so that binary fractions do not show.
fn short(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
