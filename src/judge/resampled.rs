//! Percentile intervals of the house's formulas: one resample serves all of them.

use super::built_in::{BuiltIn, Scores};
use super::formula::{Asking, Kind, OnTrial, Said, mean};
use super::hearing::Hearing;
use crate::metrics::{Bootstrap, MetricProblem};
use crate::statistics::SampleDesign;
use crate::statistics::bootstrap::Replicates;

/// A mean of scores that waits for its resamples.
struct Waiting {
    /// Place of the formula.
    at: usize,
    of: BuiltIn,
    estimate: f64,
    scores: Scores,
}

/// What every built-in formula says about a survey, by place; `None` at the places of others. The path model is fitted anew
/// to every resample; the other formulas are means of fixed scores, of which a resample changes the weights alone.
pub(super) fn built_in(
    formulas: &[OnTrial],
    hearing: &Hearing,
    asking: &Asking,
    bootstrap: &Bootstrap,
) -> Vec<Option<Result<Said, MetricProblem>>> {
    let mut said = vec![None; formulas.len()];
    let (mut weighted, mut unweighted) = (Vec::new(), Vec::new());
    for (at, formula) in formulas.iter().enumerate() {
        let Kind::BuiltIn(of) = formula.kind else { continue };
        let ignores_weights = of.ignores_weights() && hearing.survey.weights().is_some();
        match prepared(at, of, hearing, asking) {
            Err(problem) => said[at] = Some(Err(problem)),
            Ok(waiting) if of.has_parameters() => {
                said[at] = Some(refitted(&waiting, hearing, asking, bootstrap));
            }
            Ok(waiting) if ignores_weights => unweighted.push(waiting),
            Ok(waiting) => weighted.push(waiting),
        }
    }
    for (waiting, ignores_weights) in [(weighted, false), (unweighted, true)] {
        let replicates = together(&waiting, hearing, ignores_weights, bootstrap);
        for (at, waiting) in waiting.iter().enumerate() {
            let of = replicates.as_ref().map_err(MetricProblem::clone);
            said[waiting.at] = Some(of.map(|of| about(waiting.estimate, of.get(at), asking)));
        }
    }
    said
}

fn prepared(at: usize, of: BuiltIn, hearing: &Hearing, asking: &Asking) -> Result<Waiting, MetricProblem> {
    let parameters = of.parameters(hearing.survey, asking.questionnaire)?;
    let scores = of.scores(hearing.survey, asking.questionnaire, parameters)?;
    let weights = if of.ignores_weights() { None } else { hearing.survey.weights() };
    Ok(Waiting { at, of, estimate: mean(&scores, weights, of.name())?, scores })
}

fn about(estimate: f64, replicates: Option<&Replicates>, asking: &Asking) -> Said {
    Said { estimate, interval: replicates.and_then(|of| of.percentile(asking.confidence).ok()) }
}

fn refitted(
    waiting: &Waiting,
    hearing: &Hearing,
    asking: &Asking,
    bootstrap: &Bootstrap,
) -> Result<Said, MetricProblem> {
    let refits = asking.questionnaire.refits(waiting.of, hearing.survey)?;
    let replicates =
        refits.map(|refits| refits.bootstrap(bootstrap, hearing.design()?)).transpose()?.flatten();
    Ok(about(waiting.estimate, replicates.as_ref(), asking))
}

/// Resamples of several means of scores. Scores stand row by row, so that a row's weight is read once for all of them.
fn together(
    waiting: &[Waiting],
    hearing: &Hearing,
    ignores_weights: bool,
    bootstrap: &Bootstrap,
) -> Result<Vec<Replicates>, MetricProblem> {
    let (count, rows) = (waiting.len(), hearing.survey.rows());
    if count == 0 {
        return Ok(Vec::new());
    }
    let (mut values, mut present) = (Vec::with_capacity(rows * count), Vec::with_capacity(rows * count));
    for row in 0..rows {
        for of in waiting {
            values.push(of.scores[row].unwrap_or(0.0));
            present.push(f64::from(u8::from(of.scores[row].is_some())));
        }
    }
    let equal: SampleDesign;
    let design = if ignores_weights {
        equal = hearing.design()?.reweighted(&vec![1.0; rows])?;
        &equal
    } else {
        hearing.design()?
    };
    let start = || (vec![0.0; count], vec![0.0; count]);
    Ok(bootstrap.of_design(design, count, start, |(sums, held), times, _| {
        sums.fill(0.0);
        held.fill(0.0);
        let rows = values.chunks_exact(count).zip(present.chunks_exact(count)).zip(times);
        for ((values, present), &times) in rows {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += times * value;
            }
            for (held, present) in held.iter_mut().zip(present) {
                *held += times * present;
            }
        }
        sums.iter().zip(held.iter()).map(|(sum, held)| (*held > 0.0).then(|| sum / held)).collect()
    }))
}
