//! Scores of a single question: NPS, CSAT, CES, and shares of yes.
//!
//! Each is a mean of what one answer contributes, so each has two forms: from plain counts, with the intervals made for
//! small samples, and [`of_column`] under the sample design of a survey, with a linearised standard error.

pub mod ces;
pub mod csat;
pub mod nps;
pub mod shares;

use super::problem::MetricProblem;
use super::survey_table::SurveyTable;
use crate::statistics::Estimate;

/// The weighted mean of what the answers to `column` contribute, under the survey's design. Rows without an answer, or
/// for which `contribution` is `None`, are left out as a group is: their clusters stay in the design.
pub fn of_column(
    survey: &SurveyTable,
    column: &str,
    contribution: impl Fn(f64) -> Option<f64>,
) -> Result<Estimate, MetricProblem> {
    let answers = survey.column(column)?;
    if !answers.iter().any(|answer| answer.is_some_and(|answer| contribution(answer).is_some())) {
        return Err(MetricProblem::NoAnswers { what: format!("the score of `{column}`") });
    }
    Ok(survey.design()?.mean(|row| answers.get(row).and_then(&contribution))?)
}
