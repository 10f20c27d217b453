//! What an estimated model says.

use nalgebra::{DMatrix, DVector};

use super::estimation::{collinear, regression, settle};
use super::{Effects, Mode, PathModel, PlsSettings};
use crate::metrics::problem::MetricProblem;
use crate::metrics::reliability::{composite, discriminant};
use crate::statistics::least_squares::factorised;
use crate::statistics::{Covariance, Estimate};

/// The regression of one construct on those that act on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// The construct.
    pub of: usize,
    /// Those that act on it, with the path coefficient of each (standardised scores) and its standard error by least squares.
    pub paths: Vec<(usize, Estimate)>,
    /// Share of the construct's variance explained.
    pub r_squared: f64,
    /// The same, corrected for the number of predecessors.
    pub adjusted_r_squared: f64,
    /// Variance inflation of each predecessor: `1 / (1 - R^2 on the others)`.
    pub inflation: Vec<f64>,
    /// Effect size of each predecessor, `f^2 = (R^2 with - R^2 without) / (1 - R^2 with)` (Cohen 1988).
    pub effect_size: Vec<f64>,
}

/// An estimated path model. Items and constructs stand in the model's order.
#[derive(Clone, Debug, PartialEq)]
pub struct PathFit {
    /// The model.
    pub model: PathModel,
    /// How it was estimated.
    pub settings: PlsSettings,
    /// Weight of each treated item; scores have variance 1 under the divisor of the covariance given.
    pub weights: DVector<f64>,
    /// The same for items in their own units: a score is the sum of these times the item about its mean.
    pub raw_weights: DVector<f64>,
    /// Correlation of each item (rows) with each construct (columns).
    pub cross_loadings: DMatrix<f64>,
    /// Correlations between the constructs.
    pub correlation: DMatrix<f64>,
    /// One equation per construct on which others act, in the model's order.
    pub equations: Vec<Equation>,
    /// Direct, indirect and total effects.
    pub effects: Effects,
    /// Means of the items.
    pub means: DVector<f64>,
    /// Covariance of the items as given.
    pub covariance: DMatrix<f64>,
    /// Rounds of the iteration.
    pub rounds: usize,
    /// Rows behind the covariance.
    pub n: usize,
}

/// Estimates `model` from the covariance of its items (in the model's order, see [`super::PathData`]).
///
/// Weighted PLS is this with a weighted covariance. Fails, naming the culprit, on an item that does not vary, on a
/// construct in Mode B one of whose items is a combination of the others, on predecessors that are combinations of each
/// other, and when the iteration does not settle.
pub fn fit(
    model: &PathModel,
    covariance: &Covariance,
    settings: &PlsSettings,
) -> Result<PathFit, MetricProblem> {
    let settled = settle(model, covariance, settings)?;
    let items = covariance.columns();
    let own = DVector::from_fn(items, |item, _| covariance.deviation(item));
    // A treated item is the item times (its treated deviation / its own).
    let raw_weights = settled.weights.component_mul(&settled.deviations).component_div(&own);
    let count = model.constructs().len();
    let cross_loadings = DMatrix::from_fn(items, count, |item, construct| {
        settled.with_scores[(item, construct)] / settled.deviations[item]
    });
    let equations = equations(model, &settled.correlation, covariance.n)?;
    let mut direct = DMatrix::zeros(count, count);
    for equation in &equations {
        for (from, coefficient) in &equation.paths {
            direct[(*from, equation.of)] = coefficient.value;
        }
    }
    Ok(PathFit {
        model: model.clone(),
        settings: *settings,
        weights: settled.weights,
        raw_weights,
        cross_loadings,
        correlation: settled.correlation,
        equations,
        effects: Effects::of(direct),
        means: covariance.means.clone(),
        covariance: covariance.matrix.clone(),
        rounds: settled.rounds,
        n: covariance.n,
    })
}

fn equations(
    model: &PathModel,
    correlation: &DMatrix<f64>,
    n: usize,
) -> Result<Vec<Equation>, MetricProblem> {
    let mut equations = Vec::new();
    for (of, construct) in model.constructs().iter().enumerate() {
        let on = &construct.predecessors;
        if !on.is_empty() {
            equations.push(equation(model, correlation, of, on, n)?);
        }
    }
    Ok(equations)
}

fn equation(
    model: &PathModel,
    correlation: &DMatrix<f64>,
    of: usize,
    on: &[usize],
    n: usize,
) -> Result<Equation, MetricProblem> {
    let coefficients = regression(correlation, of, on).ok_or_else(|| collinear(model, of))?;
    let matrix = DMatrix::from_fn(on.len(), on.len(), |i, j| correlation[(on[i], on[j])]);
    let inverse = factorised(&matrix, "an inner regression").map_err(|_| collinear(model, of))?.inverse();
    let r_squared = on.iter().zip(&coefficients).map(|(&j, b)| b * correlation[(j, of)]).sum::<f64>();
    let degrees_of_freedom = n as f64 - on.len() as f64 - 1.0;
    let unexplained = (1.0 - r_squared).max(0.0);
    let paths = on
        .iter()
        .enumerate()
        .map(|(at, &from)| {
            let standard_error =
                (unexplained * inverse[(at, at)] / degrees_of_freedom.max(f64::MIN_POSITIVE)).sqrt();
            (from, Estimate { value: coefficients[at], standard_error, degrees_of_freedom, n })
        })
        .collect();
    Ok(Equation {
        of,
        paths,
        r_squared,
        adjusted_r_squared: 1.0 - unexplained * (n as f64 - 1.0) / degrees_of_freedom,
        inflation: (0..on.len()).map(|at| inverse[(at, at)]).collect(),
        effect_size: (0..on.len())
            .map(|at| coefficients[at].powi(2) / inverse[(at, at)] / unexplained)
            .collect(),
    })
}

impl PathFit {
    /// Loading of each item: its correlation with its own construct.
    pub fn loadings(&self) -> DVector<f64> {
        let mut loadings = DVector::zeros(self.weights.len());
        for (at, construct) in self.model.constructs().iter().enumerate() {
            construct.items.clone().for_each(|item| loadings[item] = self.cross_loadings[(item, at)]);
        }
        loadings
    }

    /// Share of an item's variance that its construct explains, `loading^2`, for each item.
    pub fn communalities(&self) -> DVector<f64> {
        self.loadings().map(|loading| loading * loading)
    }

    /// The explained share of a construct; 0 where nothing acts on it.
    pub fn r_squared(&self, construct: usize) -> f64 {
        self.equations
            .iter()
            .find(|equation| equation.of == construct)
            .map_or(0.0, |equation| equation.r_squared)
    }

    /// Share of each item's variance that the constructs acting on its own explain: `loading^2 R^2`.
    pub fn redundancies(&self) -> DVector<f64> {
        let mut redundancies = self.communalities();
        for (at, construct) in self.model.constructs().iter().enumerate() {
            let share = self.r_squared(at);
            construct.items.clone().for_each(|item| redundancies[item] *= share);
        }
        redundancies
    }

    /// Mean communality of a construct's items: for Mode A the average variance extracted.
    pub fn mean_communality(&self, construct: usize) -> f64 {
        let items = self.model.constructs()[construct].items.clone();
        let count = items.len() as f64;
        items.map(|item| self.cross_loadings[(item, construct)].powi(2)).sum::<f64>() / count
    }

    /// Composite reliability of a construct in Mode A from its loadings; absent in Mode B, whose items need not agree.
    pub fn composite_reliability(&self, construct: usize) -> Option<f64> {
        let of = &self.model.constructs()[construct];
        let loadings: Vec<f64> =
            of.items.clone().map(|item| self.cross_loadings[(item, construct)]).collect();
        if of.mode == Mode::A { composite::composite_reliability(&loadings).ok() } else { None }
    }

    /// Heterotrait-monotrait ratio of two constructs with two items or more each; see [`discriminant::htmt`].
    pub fn htmt(&self, a: usize, b: usize) -> Result<f64, MetricProblem> {
        let constructs = self.model.constructs();
        let (Some(of_a), Some(of_b)) = (constructs.get(a), constructs.get(b)) else {
            return Err(MetricProblem::BadModel {
                why: format!("there are no constructs number {a} and {b}"),
            });
        };
        let all = Covariance { means: self.means.clone(), matrix: self.covariance.clone(), n: self.n };
        let items = |of: &super::Construct| of.items.clone().collect::<Vec<_>>();
        discriminant::htmt(&all.correlation()?, &items(of_a), &items(of_b))
    }

    /// Goodness of fit, `sqrt(mean communality * mean R^2)`: communality over the items of constructs with more than one,
    /// R^2 over constructs on which others act. Source: Tenenhaus et al. (2005). Absent when no construct has two items. It
    /// does not tell a right model from a wrong one (Henseler and Sarstedt 2013).
    pub fn goodness_of_fit(&self) -> Option<f64> {
        let communalities = self.communalities();
        let several: Vec<f64> = self
            .model
            .constructs()
            .iter()
            .filter(|construct| construct.items.len() > 1)
            .flat_map(|construct| construct.items.clone().map(|item| communalities[item]))
            .collect();
        if several.is_empty() || self.equations.is_empty() {
            return None;
        }
        let communality = several.iter().sum::<f64>() / several.len() as f64;
        let explained =
            self.equations.iter().map(|of| of.r_squared).sum::<f64>() / self.equations.len() as f64;
        Some((communality * explained).sqrt())
    }

    /// The score of a construct for one row of items in their own units, mean 0 and variance 1 over the rows of the fit.
    pub fn score(&self, construct: usize, items: &[f64]) -> f64 {
        let of = self.model.constructs()[construct].items.clone();
        of.map(|item| self.raw_weights[item] * (items[item] - self.means[item])).sum()
    }
}
