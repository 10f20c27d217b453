//! The iteration: outer weights from inner weights from outer weights.
//!
//! Everything is done on the covariance matrix, never on rows: a score is its weights, the covariance of items with a score
//! is the matrix times the weights. A round of 24 items costs about a thousand multiplications.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::{Mode, PathModel, PlsSettings, Scheme, StopRule, Treatment};
use crate::metrics::problem::MetricProblem;
use crate::statistics::Problem;
use crate::statistics::covariance::{Covariance, varies};
use crate::statistics::least_squares::factorised;

/// Weights at which the iteration settled.
pub(super) struct Settled {
    /// Weight of each treated item; each construct's score has variance 1.
    pub weights: DVector<f64>,
    /// Covariance of each treated item (rows) with each construct's score (columns).
    pub with_scores: DMatrix<f64>,
    /// Correlations between the constructs' scores.
    pub correlation: DMatrix<f64>,
    /// Standard deviation of each treated item.
    pub deviations: DVector<f64>,
    /// Rounds.
    pub rounds: usize,
}

/// Runs the iteration on the covariance of the model's items, in the model's order.
pub(super) fn settle(
    model: &PathModel,
    covariance: &Covariance,
    settings: &PlsSettings,
) -> Result<Settled, MetricProblem> {
    let given = covariance.columns();
    if given != model.items().len() {
        return Err(MetricProblem::WrongNumber { what: "items", given, needed: model.items().len() });
    }
    if let Some(at) = (0..given).find(|&at| !varies(covariance.matrix[(at, at)], covariance.means[at])) {
        return Err(MetricProblem::Constant {
            column: model.items()[at].clone(),
            value: covariance.means[at],
        });
    }
    let matrix = match settings.treatment {
        Treatment::Standardise => covariance.correlation()?,
        Treatment::Centre => covariance.matrix.clone(),
    };
    let mut state = State::new(model, matrix)?;
    let mut left = f64::INFINITY;
    for rounds in 1..=settings.most_rounds {
        let (change, tolerance) = state.round(settings)?;
        left = change;
        if change < tolerance {
            return state.finish(rounds);
        }
    }
    let (StopRule::AbsoluteChange(tolerance) | StopRule::SquaredChange(tolerance)) = settings.stop;
    let rounds = settings.most_rounds;
    Err(Problem::NotSettled { what: "the path model", rounds, left, tolerance }.into())
}

struct State<'a> {
    model: &'a PathModel,
    matrix: DMatrix<f64>,
    /// Of the items of each Mode B construct.
    factors: Vec<Option<Cholesky<f64, Dyn>>>,
    /// Scaled so that each score has variance 1.
    weights: DVector<f64>,
    /// Before scaling, of the round before.
    raw: DVector<f64>,
    with_scores: DMatrix<f64>,
    correlation: DMatrix<f64>,
    inner: DMatrix<f64>,
}

impl<'a> State<'a> {
    fn new(model: &'a PathModel, matrix: DMatrix<f64>) -> Result<Self, MetricProblem> {
        let (items, count) = (matrix.nrows(), model.constructs().len());
        let mut factors = Vec::with_capacity(count);
        for construct in model.constructs() {
            let k = construct.items.len();
            let from = construct.items.start;
            factors.push(if construct.mode == Mode::B && k > 1 {
                let block = matrix.view((from, from), (k, k)).into_owned();
                let factor =
                    factorised(&block, "a construct in Mode B").map_err(|_| MetricProblem::BadModel {
                        why: format!(
                            "{} is in Mode B, but one of its items is a combination of the others",
                            construct.name
                        ),
                    })?;
                Some(factor)
            } else {
                None
            });
        }
        let mut state = State {
            model,
            matrix,
            factors,
            weights: DVector::from_element(items, 1.0),
            raw: DVector::zeros(items),
            with_scores: DMatrix::zeros(items, count),
            correlation: DMatrix::zeros(count, count),
            inner: DMatrix::zeros(count, count),
        };
        state.scale()?;
        state.raw.copy_from(&state.weights);
        Ok(state)
    }

    /// Scales each construct's weights to a score of variance 1 and brings covariances and correlations up to date.
    fn scale(&mut self) -> Result<(), MetricProblem> {
        for (at, construct) in self.model.constructs().iter().enumerate() {
            let mut with = self.with_scores.column_mut(at);
            with.fill(0.0);
            for item in construct.items.clone() {
                with.axpy(self.weights[item], &self.matrix.column(item), 1.0);
            }
            let (from, k) = (construct.items.start, construct.items.len());
            let variance = self.weights.rows(from, k).dot(&with.rows(from, k));
            if variance <= 0.0 || !variance.is_finite() {
                let why = format!("the items of {} cancel: their score has no variance", construct.name);
                return Err(MetricProblem::BadModel { why });
            }
            let scale = 1.0 / variance.sqrt();
            with *= scale;
            self.weights.rows_mut(from, k).scale_mut(scale);
        }
        for (i, construct) in self.model.constructs().iter().enumerate() {
            let (from, k) = (construct.items.start, construct.items.len());
            for j in 0..self.model.constructs().len() {
                self.correlation[(i, j)] = if i == j {
                    1.0
                } else {
                    self.weights.rows(from, k).dot(&self.with_scores.view((from, j), (k, 1)))
                };
            }
        }
        Ok(())
    }

    /// One round; the change and the change allowed.
    fn round(&mut self, settings: &PlsSettings) -> Result<(f64, f64), MetricProblem> {
        self.inner_weights(settings.scheme)?;
        let before = match settings.stop {
            StopRule::AbsoluteChange(_) => Some(self.weights.clone()),
            StopRule::SquaredChange(_) => None,
        };
        for (at, construct) in self.model.constructs().iter().enumerate() {
            let (from, k) = (construct.items.start, construct.items.len());
            // Covariance of the items with the sum of the neighbours' scores.
            let mut covariance =
                self.with_scores.view((from, 0), (k, self.inner.nrows())) * self.inner.column(at);
            if let Some(factor) = &self.factors[at] {
                factor.solve_mut(&mut covariance);
            } else if construct.mode == Mode::B {
                covariance[0] /= self.matrix[(from, from)];
            }
            self.weights.rows_mut(from, k).copy_from(&covariance);
        }
        let squared = self.raw.iter().zip(&self.weights).map(|(a, b)| (a.abs() - b.abs()).powi(2)).sum();
        self.raw.copy_from(&self.weights);
        self.scale()?;
        Ok(match settings.stop {
            StopRule::SquaredChange(tolerance) => (squared, tolerance),
            StopRule::AbsoluteChange(tolerance) => {
                let before = before.unwrap_or_else(|| self.weights.clone());
                (before.iter().zip(&self.weights).map(|(a, b)| (a - b).abs()).sum(), tolerance)
            }
        })
    }

    /// `inner[(j, i)]`: with what weight construct j enters what construct i sees.
    fn inner_weights(&mut self, scheme: Scheme) -> Result<(), MetricProblem> {
        self.inner.fill(0.0);
        for (i, construct) in self.model.constructs().iter().enumerate() {
            let r = |j: usize| self.correlation[(j, i)];
            for &j in construct.predecessors.iter().chain(&construct.successors) {
                self.inner[(j, i)] = match scheme {
                    Scheme::Centroid if r(j) == 0.0 => 0.0,
                    Scheme::Centroid => r(j).signum(),
                    Scheme::Factorial | Scheme::Path => r(j),
                };
            }
            if scheme == Scheme::Path && construct.predecessors.len() > 1 {
                let coefficients = regression(&self.correlation, i, &construct.predecessors)
                    .ok_or_else(|| collinear(self.model, i))?;
                for (&j, coefficient) in construct.predecessors.iter().zip(&coefficients) {
                    self.inner[(j, i)] = *coefficient;
                }
            }
        }
        Ok(())
    }

    /// Turns every construct so that most of its items load positively, and hands over the result.
    fn finish(mut self, rounds: usize) -> Result<Settled, MetricProblem> {
        let deviations = self.matrix.diagonal().map(f64::sqrt);
        for (at, construct) in self.model.constructs().iter().enumerate() {
            let loadings =
                construct.items.clone().map(|item| self.with_scores[(item, at)] / deviations[item]);
            let (balance, sum) =
                loadings.fold((0.0, 0.0), |(balance, sum), l| (balance + l.signum(), sum + l));
            if balance < 0.0 || balance == 0.0 && sum < 0.0 {
                let (from, k) = (construct.items.start, construct.items.len());
                self.weights.rows_mut(from, k).neg_mut();
                self.with_scores.column_mut(at).neg_mut();
                self.correlation.row_mut(at).neg_mut();
                self.correlation.column_mut(at).neg_mut();
            }
        }
        Ok(Settled {
            weights: self.weights,
            with_scores: self.with_scores,
            correlation: self.correlation,
            deviations,
            rounds,
        })
    }
}

/// Coefficients of the regression of one score on others; `None` where they are combinations of each other.
pub(super) fn regression(correlation: &DMatrix<f64>, of: usize, on: &[usize]) -> Option<DVector<f64>> {
    let matrix = DMatrix::from_fn(on.len(), on.len(), |i, j| correlation[(on[i], on[j])]);
    let with = DVector::from_fn(on.len(), |i, _| correlation[(on[i], of)]);
    Some(factorised(&matrix, "an inner regression").ok()?.solve(&with))
}

pub(super) fn collinear(model: &PathModel, of: usize) -> MetricProblem {
    let name = &model.constructs()[of].name;
    MetricProblem::BadModel {
        why: format!("the constructs that act on {name} are combinations of each other"),
    }
}
