//! Shares in percent, whose intervals stay within 0 and 100.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::{MetricProblem, SurveyTable};
use crate::statistics::design::WeightSpread;
use crate::statistics::proportion::share_under_design;
use crate::statistics::{Estimate, Interval, ProportionInterval};

/// Adds a share: of a plain sample with Wilson's interval, under a sample design with the same at the size of the simple sample
/// that would be as precise. Source: Wilson (1927); Korn and Graubard (1998).
pub(super) fn add(
    survey: &Survey,
    section: Section,
    (figure, of): (&str, &str),
    method: &str,
    share: Result<Estimate, MetricProblem>,
    to: &mut Measurement,
) {
    match share {
        Ok(share) => {
            let noise = if survey.has_design() { "Wilson at the effective sample size" } else { "Wilson" };
            let row = row(survey, section, (figure, of), &share, &|_| true).by(format!("{method}; {noise}"));
            to.add(row);
        }
        Err(problem) => to.lacks(section, figure, of, problem.to_string()),
    }
}

/// A share among the rows that `counts`, as a figure.
pub(super) fn row(
    survey: &Survey,
    section: Section,
    (figure, of): (&str, &str),
    percent: &Estimate,
    counts: &dyn Fn(usize) -> bool,
) -> Figure {
    let row = Figure::plain(section, figure, of, "percent", percent.value).among(percent.n);
    let share = percent.scaled(0.01, 0.0);
    let interval = if survey.has_design() {
        share_under_design(&share, n_by_weights(&survey.table, counts, share.n), survey.confidence)
    } else {
        let n = share.n as f64;
        ProportionInterval::Wilson.of((share.value * n).clamp(0.0, n), n, survey.confidence)
    };
    let has_noise = survey.has_design() && share.n > 1 && percent.degrees_of_freedom >= 1.0;
    let standard_error = Some(percent.standard_error).filter(|error| has_noise && error.is_finite());
    match interval {
        Some(Interval { low, high }) => {
            let interval = Interval { low: 100.0 * low, high: 100.0 * high };
            Figure { standard_error, ..row.within(interval) }
        }
        None => row,
    }
}

/// Kish's effective size of the rows that count, scaled to the `n` of them that answered.
fn n_by_weights(table: &SurveyTable, counts: &dyn Fn(usize) -> bool, n: usize) -> f64 {
    let Some(weights) = table.weights() else { return n as f64 };
    let of: Vec<f64> = (0..table.rows()).filter(|&row| counts(row)).map(|row| weights[row]).collect();
    WeightSpread::of(&of).map_or(n as f64, |spread| spread.effective_n * n as f64 / of.len() as f64)
}
