//! How well the questions of a scale measure one thing, and which of them is weak.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::MetricProblem;
use crate::metrics::reliability::alpha::{Alpha, alpha, without_each};
use crate::statistics::{Covariance, Divisor};

const RELIABILITY: Section = Section::Reliability;
/// Below it a scale is usually held to be too loose (Nunnally 1978).
const LEAST_ALPHA: f64 = 0.7;

/// Adds the reliability of every scale.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    for scale in &survey.model.reliability {
        let columns: Vec<&str> = scale.columns.iter().map(String::as_str).collect();
        match covariance(survey, &columns).and_then(|covariance| Ok((alpha(&covariance)?, covariance))) {
            Ok((alpha, covariance)) => one(survey, &scale.name, &columns, &alpha, &covariance, to),
            Err(problem) => to.lacks(RELIABILITY, "alpha", &scale.name, problem.to_string()),
        }
    }
}

/// The covariance of those who answered everything.
fn covariance(survey: &Survey, columns: &[&str]) -> Result<Covariance, MetricProblem> {
    let rows = survey.table.complete_rows(columns)?;
    let answers: Vec<Vec<f64>> = survey
        .table
        .columns_of(columns)?
        .into_iter()
        .map(|column| rows.iter().filter_map(|row| column.get(*row)).collect())
        .collect();
    for (name, answers) in columns.iter().zip(&answers) {
        if let Some(first) = answers.first().filter(|first| answers.iter().all(|answer| answer == *first)) {
            return Err(MetricProblem::Constant { column: name.to_string(), value: *first });
        }
    }
    let weights: Option<Vec<f64>> =
        survey.table.weights().map(|weights| rows.iter().map(|row| weights[*row]).collect());
    let answers: Vec<&[f64]> = answers.iter().map(Vec::as_slice).collect();
    Ok(Covariance::of(&answers, weights.as_deref(), Divisor::Sample)?)
}

fn one(
    survey: &Survey,
    name: &str,
    columns: &[&str],
    alpha: &Alpha,
    covariance: &Covariance,
    to: &mut Measurement,
) {
    let raw =
        Figure::plain(RELIABILITY, "alpha", name, "0-1", alpha.raw).by("raw; interval of Bonett (2002)");
    let raw = alpha.interval(survey.confidence).into_iter().fold(raw, Figure::within);
    to.add(raw.among(alpha.n));
    let standardised = Figure::plain(RELIABILITY, "alpha_standardised", name, "0-1", alpha.standardised);
    to.add(standardised.by("of items with equal spread").among(alpha.n));
    if alpha.raw < LEAST_ALPHA {
        to.warnings.push(format!(
            "the scale `{name}` is loose: alpha is {:.2}, below the customary {LEAST_ALPHA}",
            alpha.raw
        ));
    }
    let Ok(without) = without_each(covariance) else { return };
    if columns.len() < 3 {
        return;
    }
    for (column, without) in columns.iter().zip(without) {
        let of = format!("{name} without {column}");
        to.add(Figure::plain(RELIABILITY, "alpha_without", &of, "0-1", without).among(alpha.n));
        if without > alpha.raw {
            to.warnings.push(format!(
                "weak item: without `{column}` the alpha of `{name}` rises from {:.3} to {without:.3}",
                alpha.raw
            ));
        }
    }
}
