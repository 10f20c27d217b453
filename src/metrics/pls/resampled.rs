//! Intervals of everything a path model estimates, by resampling rows or clusters.

use super::{PathData, PathFit, PathModel, PlsSettings, fit};
use crate::metrics::problem::MetricProblem;
use crate::metrics::resampling::Bootstrap;
use crate::statistics::SampleDesign;
use crate::statistics::bootstrap::Replicates;

/// What is done when a construct comes out turned in a resample. Weights are determined up to a sign of each construct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignChange {
    /// Nothing beyond the rule of every fit, that most items load positively.
    #[default]
    None,
    /// A construct is turned when its loadings then lie nearer to those of the sample (Tenenhaus et al. 2005).
    Construct,
    /// Every figure takes the sign it has in the sample. Intervals then never hold 0: for comparison only.
    Individual,
}

/// The figures of resamples.
#[derive(Clone, Debug, PartialEq)]
pub struct ResampledFit {
    /// Per item.
    pub weights: Vec<Replicates>,
    /// Per item.
    pub loadings: Vec<Replicates>,
    /// Per path, equation by equation.
    pub paths: Vec<Replicates>,
    /// Total effects, per pair (from, to) of [`ResampledFit::effect_pairs`].
    pub total_effects: Vec<Replicates>,
    /// The pairs of constructs between which there is a total effect.
    pub effect_pairs: Vec<(usize, usize)>,
    /// Per equation.
    pub r_squared: Vec<Replicates>,
}

/// Refits the model on resamples of the rows (of whole clusters where `design` has some).
///
/// A resample on which the model cannot be estimated - an item that does not vary, an iteration that does not settle -
/// counts as degenerate in every figure and is left out.
pub fn resample(
    model: &PathModel,
    data: &PathData,
    settings: &PlsSettings,
    design: &SampleDesign,
    bootstrap: &Bootstrap,
    signs: SignChange,
) -> Result<ResampledFit, MetricProblem> {
    let sample = fit(model, &data.covariance(crate::statistics::Divisor::Sample)?, settings)?;
    let pairs: Vec<(usize, usize)> = (0..model.constructs().len())
        .flat_map(|from| (0..model.constructs().len()).map(move |to| (from, to)))
        .filter(|&(from, to)| sample.effects.total[(from, to)] != 0.0)
        .collect();
    let own = figures(&sample, &pairs);
    let of = resample_figures(&sample, data, design, bootstrap, signs, own.len(), |refit| {
        let mut figures = figures(refit, &pairs);
        if signs == SignChange::Individual {
            figures.iter_mut().zip(&own).for_each(|(figure, own)| *figure = figure.abs().copysign(*own));
        }
        figures.into_iter().map(Some).collect()
    })?;
    let mut of = of.into_iter();
    let items = model.items().len();
    let paths = sample.equations.iter().map(|equation| equation.paths.len()).sum();
    let mut take = |count: usize| of.by_ref().take(count).collect::<Vec<_>>();
    Ok(ResampledFit {
        weights: take(items),
        loadings: take(items),
        paths: take(paths),
        total_effects: take(pairs.len()),
        r_squared: take(sample.equations.len()),
        effect_pairs: pairs,
    })
}

/// Any `count` figures of refits: an index, the importance of a construct, a corrected path. `figures` gives `None` where
/// one does not exist. [`SignChange::Individual`] has no meaning for figures in general and is taken as none.
pub fn resample_figures(
    sample: &PathFit,
    data: &PathData,
    design: &SampleDesign,
    bootstrap: &Bootstrap,
    signs: SignChange,
    count: usize,
    figures: impl Fn(&PathFit) -> Vec<Option<f64>> + Sync,
) -> Result<Vec<Replicates>, MetricProblem> {
    let columns: Vec<&[f64]> = data.columns.iter().map(Vec::as_slice).collect();
    bootstrap.of_covariance(&columns, design, count, |covariance| {
        fit(&sample.model, covariance, &sample.settings).ok().map_or_else(Vec::new, |mut refit| {
            if signs == SignChange::Construct {
                turn_to(&mut refit, sample);
            }
            figures(&refit)
        })
    })
}

/// All figures of a fit in a row: weights, loadings, paths, total effects, explained shares.
fn figures(fit: &PathFit, pairs: &[(usize, usize)]) -> Vec<f64> {
    let mut all: Vec<f64> = fit.weights.iter().copied().collect();
    all.extend(fit.loadings().iter());
    all.extend(fit.equations.iter().flat_map(|equation| equation.paths.iter().map(|(_, path)| path.value)));
    all.extend(pairs.iter().map(|&(from, to)| fit.effects.total[(from, to)]));
    all.extend(fit.equations.iter().map(|equation| equation.r_squared));
    all
}

/// Turns each construct of `refit` whose loadings lie nearer to those of the sample with the other sign.
fn turn_to(refit: &mut PathFit, sample: &PathFit) {
    for (at, construct) in sample.model.constructs().iter().enumerate() {
        let apart = |sign: f64| -> f64 {
            let of = construct.items.clone();
            of.map(|item| (sample.cross_loadings[(item, at)] - sign * refit.cross_loadings[(item, at)]).abs())
                .sum()
        };
        if apart(-1.0) >= apart(1.0) {
            continue;
        }
        let (from, k) = (construct.items.start, construct.items.len());
        refit.weights.rows_mut(from, k).neg_mut();
        refit.raw_weights.rows_mut(from, k).neg_mut();
        refit.cross_loadings.column_mut(at).neg_mut();
        refit.correlation.row_mut(at).neg_mut();
        refit.correlation.column_mut(at).neg_mut();
        for equation in &mut refit.equations {
            for (from, path) in &mut equation.paths {
                if (*from == at) != (equation.of == at) {
                    path.value = -path.value;
                }
            }
        }
        let turned = &mut refit.effects;
        for matrix in [&mut turned.direct, &mut turned.indirect, &mut turned.total] {
            matrix.row_mut(at).neg_mut();
            matrix.column_mut(at).neg_mut();
        }
    }
}
