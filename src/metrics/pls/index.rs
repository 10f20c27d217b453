//! Constructs as indices on 0-100. The convention by which weights become an index is part of its name.

use super::PathFit;
use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;
use crate::statistics::{Estimate, Problem, SampleDesign};

/// How the weights of a fit become weights of raw answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScoreConvention {
    /// Weights of raw answers, so weights of standardised items are divided by the items' standard deviations, then
    /// normalised to sum 1. Source: Fornell et al. (1996). The default.
    #[default]
    Fornell,
    /// The weights that the fit holds, of treated items, normalised to sum 1 and put on raw answers as they are. Some
    /// programs do this under the same name; with standardised items the index differs by tenths of a point.
    AsFitted,
}

impl ScoreConvention {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            ScoreConvention::Fornell => "Fornell raw weights",
            ScoreConvention::AsFitted => "weights as fitted",
        }
    }
}

/// A construct as an index.
#[derive(Clone, Debug, PartialEq)]
pub struct PlsIndex {
    /// Place of the construct.
    pub construct: usize,
    /// The convention.
    pub convention: ScoreConvention,
    /// Weight of each of its items, summing to 1.
    pub weights: Vec<f64>,
    /// Mean of the score in points of the scale, `sum(u_j mean x_j)`.
    pub mean: f64,
    /// Standard deviation of the score in points of the scale.
    pub deviation: f64,
    /// `100 (mean - low) / (high - low)`.
    pub index: f64,
    /// Standard deviation on 0-100.
    pub index_deviation: f64,
    /// Whether some weight is negative: the index may then leave 0-100.
    pub has_negative_weight: bool,
}

/// The index of a construct whose items are all answered on `scale`. Fails when the weights sum to 0 or less, which has no
/// meaning as an average.
pub fn index(
    fit: &PathFit,
    construct: usize,
    scale: Scale,
    convention: ScoreConvention,
) -> Result<PlsIndex, MetricProblem> {
    let of = fit.model.constructs().get(construct).ok_or_else(|| MetricProblem::BadModel {
        why: format!("there is no construct number {construct}"),
    })?;
    let held = match convention {
        ScoreConvention::Fornell => &fit.raw_weights,
        ScoreConvention::AsFitted => &fit.weights,
    };
    let sum: f64 = of.items.clone().map(|item| held[item]).sum();
    let size: f64 = of.items.clone().map(|item| held[item].abs()).sum();
    if sum <= 1e-12 * size {
        let why = "the weights of the construct's items sum to 0 or less";
        return Err(Problem::Undefined { what: "an index", why }.into());
    }
    let weights: Vec<f64> = of.items.clone().map(|item| held[item] / sum).collect();
    let mean = of.items.clone().zip(&weights).map(|(item, weight)| weight * fit.means[item]).sum();
    let mut variance = 0.0;
    for (i, a) in of.items.clone().zip(&weights) {
        for (j, b) in of.items.clone().zip(&weights) {
            variance += a * b * fit.covariance[(i, j)];
        }
    }
    let deviation = f64::max(variance, 0.0).sqrt();
    Ok(PlsIndex {
        construct,
        convention,
        has_negative_weight: weights.iter().any(|&weight| weight < 0.0),
        mean,
        deviation,
        index: scale.to_hundred(mean),
        index_deviation: 100.0 * deviation / scale.extent(),
        weights,
    })
}

impl PlsIndex {
    /// The index with its standard error under a sample design, the weights taken as given; that they were estimated is in
    /// [`super::resampled::resample_figures`]. `data` are the rows of the fit, `design` theirs.
    pub fn estimate(
        &self,
        fit: &PathFit,
        data: &super::PathData,
        design: &SampleDesign,
        scale: Scale,
    ) -> Result<Estimate, MetricProblem> {
        let items = fit.model.constructs()[self.construct].items.clone();
        if data.columns.len() < items.end || design.rows() != data.rows.len() {
            let (given, needed) = (design.rows(), data.rows.len());
            return Err(MetricProblem::WrongNumber { what: "rows of the design", given, needed });
        }
        let columns = &data.columns[items];
        let score = |row: usize| -> f64 {
            self.weights.iter().zip(columns).map(|(weight, column)| weight * column[row]).sum()
        };
        Ok(design.mean(|row| Some(scale.to_hundred(score(row))))?)
    }

    /// The index of one respondent from the answers to the construct's items, 0-100.
    pub fn of_respondent(&self, answers: &[f64], scale: Scale) -> f64 {
        scale.to_hundred(self.weights.iter().zip(answers).map(|(weight, answer)| weight * answer).sum())
    }
}
