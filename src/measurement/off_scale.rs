//! Answers off the scale that the model states: slips and codes, or another scale.

use std::collections::BTreeSet;

use crate::metrics::Scale;
use crate::scenario::{Code, Diagnostic};

/// A cell that holds no answer that is allowed.
pub(super) struct Wrong {
    pub row: usize,
    pub cell: String,
    pub number: Option<f64>,
}

/// From this share of all answers on, those off the scale are no slips (our choice).
const MANY: f64 = 0.1;
/// Up to so many different values are codes, such as 98 for "does not apply" and 99 for "refused" (our choice).
const CODES: usize = 2;
/// The scales that surveys are asked on, the narrower first.
const USUAL: [[f64; 2]; 8] =
    [[1.0, 3.0], [1.0, 4.0], [1.0, 5.0], [0.0, 5.0], [1.0, 7.0], [1.0, 10.0], [0.0, 10.0], [0.0, 100.0]];

/// What is told of a column whose answers lie off its scale so often, and in so many ways, that the scale is another one; `add` is
/// what the model adds to the codes of the file, `answers` are those that could be read.
pub(super) fn off_scale(
    column: &str,
    scale: Scale,
    add: f64,
    wrong: &[Wrong],
    answers: &[Option<f64>],
) -> Option<Diagnostic> {
    let right = answers.iter().flatten().count();
    let numbers: Vec<f64> = wrong.iter().filter_map(|wrong| wrong.number).collect();
    let different: BTreeSet<&str> =
        wrong.iter().filter(|wrong| wrong.number.is_some()).map(|wrong| wrong.cell.as_str()).collect();
    let all = right + wrong.len();
    if different.len() <= CODES || (numbers.len() as f64) < MANY * all as f64 {
        return None;
    }
    let lowest = numbers.iter().copied().fold(scale.low() - add, f64::min);
    let highest = numbers.iter().copied().fold(scale.high() - add, f64::max);
    let fits = |[low, high]: &&[f64; 2]| *low <= lowest && highest <= *high;
    let [low, high] = USUAL.iter().find(fits).copied().unwrap_or([lowest, highest]);
    let (own_low, own_high) = (scale.low() - add, scale.high() - add);
    let message = format!(
        "{} of {all} answers to `{column}` lie off the scale of {own_low}-{own_high}: they go from {} to {}",
        numbers.len(),
        numbers.iter().copied().fold(f64::INFINITY, f64::min),
        numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    );
    Some(
        Diagnostic::new(Code::OffScaleAnswer, message)
            .why("so many answers are no slips: the question was asked on another scale, or its codes are others")
            .help(format!(
                "put `{column}` under an [[items]] with scale = [{low}, {high}]; `add` moves codes such as 1-11 to 0-10"
            )),
    )
}
