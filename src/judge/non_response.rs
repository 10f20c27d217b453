//! The bias of a mean that comes from who answers, exactly.

use crate::survey::{Census, SurveyModel, response_probability};

/// The bias of the mean of those who answer, in two forms that are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NonResponseBias {
    /// `sum(pi y) / sum(pi) - mean(y)`.
    pub of_sums: f64,
    /// `Cov(pi, y) / mean(pi)` (divisor N). Source: Bethlehem (1988).
    pub of_covariance: f64,
}

/// What a mean of `scores` is off in large surveys because answering depends on the person: everybody is invited, unit i
/// answers with its probability pi and tells the truth. `response` is the probability at satisfaction 50. Units without a
/// score do not count. `None` when nobody has one or nobody would answer.
pub fn non_response_bias(
    census: &Census,
    model: &SurveyModel,
    response: f64,
    scores: &[Option<f64>],
) -> Option<NonResponseBias> {
    let pairs: Vec<(f64, f64)> = census
        .units()
        .iter()
        .zip(scores)
        .filter_map(|(unit, score)| Some((response_probability(unit, model, response), (*score)?)))
        .collect();
    let n = pairs.len() as f64;
    let mean = |value: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(value).sum::<f64>() / n;
    let (mean_pi, mean_y) = (mean(&|(pi, _)| *pi), mean(&|(_, y)| *y));
    if pairs.is_empty() || mean_pi <= 0.0 {
        return None;
    }
    Some(NonResponseBias {
        of_sums: mean(&|(pi, y)| pi * y) / mean_pi - mean_y,
        of_covariance: mean(&|(pi, y)| (pi - mean_pi) * (y - mean_y)) / mean_pi,
    })
}
