//! What moves a yes: the odds of staying, complaining or buying again by the answers to other questions.

use super::figure::{Figure, Measurement, Section};
use super::model::OutcomeSpec;
use super::survey::Survey;
use crate::metrics::MetricProblem;
use crate::random::math;
use crate::statistics::logistic::{LogisticRegression, Separation};
use crate::statistics::{Estimate, Interval, Problem};

const DRIVERS: Section = Section::Drivers;
const FIGURE: &str = "odds_ratio";

/// Adds the odds ratios of every outcome.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    for spec in &survey.model.outcome {
        match odds(survey, spec) {
            Ok(rows) => rows.into_iter().for_each(|row| to.add(row)),
            Err(why) => to.lacks(DRIVERS, FIGURE, &spec.share, why),
        }
    }
}

/// Rows that answered everything: whether they said yes, their answers by column, their numbers.
struct Complete {
    yes: Vec<bool>,
    columns: Vec<Vec<f64>>,
    rows: Vec<usize>,
}

fn complete(survey: &Survey, spec: &OutcomeSpec) -> Result<Complete, MetricProblem> {
    let share = format!("share:{}", spec.share);
    let names: Vec<&str> = spec.columns.iter().map(String::as_str).chain([share.as_str()]).collect();
    let rows = survey.table.complete_rows(&names)?;
    let column = |name: &str| -> Result<Vec<f64>, MetricProblem> {
        let column = survey.table.column(name)?;
        Ok(rows.iter().filter_map(|&row| column.get(row)).collect())
    };
    let yes = column(&share)?.into_iter().map(|answer| answer > 0.5).collect();
    let columns = spec.columns.iter().map(|name| column(name)).collect::<Result<_, _>>()?;
    Ok(Complete { yes, columns, rows })
}

/// Odds ratios per point of each question, the others held, with the noise of the sample design.
fn odds(survey: &Survey, spec: &OutcomeSpec) -> Result<Vec<Figure>, String> {
    let told = |problem: MetricProblem| problem.to_string();
    let Complete { yes, columns, rows } = complete(survey, spec).map_err(told)?;
    let x: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let design = survey.table.design_of(&rows).map_err(told)?;
    let fit = LogisticRegression::fit_weighted(&yes, &x, design.weights())
        .map_err(|problem| why(&problem, spec, &yes, &x))?;
    let influences = fit.influences(&yes, &x);
    spec.columns
        .iter()
        .zip(fit.coefficients.iter().zip(&influences))
        .map(|(column, (&coefficient, influence))| {
            let of = design.of_influence(coefficient, influence, rows.len()).map_err(|of| of.to_string())?;
            Ok(figure(survey, spec, column, &of))
        })
        .collect()
}

fn figure(survey: &Survey, spec: &OutcomeSpec, column: &str, of: &Estimate) -> Figure {
    let Interval { low, high } = of.interval(survey.confidence);
    let method =
        format!("odds of `{}` per point, the others held; logistic regression, linearised", spec.share);
    let name = format!("{}~{column}", spec.share);
    Figure::plain(DRIVERS, FIGURE, &name, "factor", math::exp(of.value))
        .within(Interval { low: math::exp(low), high: math::exp(high) })
        .by(method)
        .among(of.n)
        .tested(of)
}

/// Why there is no regression, in the words of the file: columns by name, and where they separate.
fn why(problem: &Problem, spec: &OutcomeSpec, yes: &[bool], x: &[&[f64]]) -> String {
    let constant = || {
        let at = x.iter().position(|column| column.windows(2).all(|pair| pair[0] == pair[1]));
        at.map(|at| format!("every answer to `{}` is the same", spec.columns[at]))
    };
    let separation = LogisticRegression::separating(yes, x);
    match (problem, separation) {
        (Problem::Constant { .. }, _) => {
            let outcome =
                format!("everybody who answered all questions gave the same answer to `{}`", spec.share);
            constant().unwrap_or(outcome)
        }
        // On the way to infinite coefficients the information may vanish before they are seen to be infinite.
        (Problem::Undefined { .. } | Problem::Collinear { .. }, Some(Separation { column, at, above })) => {
            let (some, none) = if above { ("above", "below") } else { ("below", "above") };
            format!(
                "complete separation by `{}`: nobody {none} {at} says yes and nobody {some} {at} says no, so that no finite odds \
                 ratio is the most likely one (Albert and Anderson 1984); leave the question out",
                spec.columns[column]
            )
        }
        (Problem::Undefined { .. }, None) => format!(
            "complete separation: a combination of {} tells every yes from every no, so that no finite odds ratio is the most \
             likely one (Albert and Anderson 1984); leave a question out",
            spec.columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ),
        (problem, _) => problem.to_string(),
    }
}
