//! Shares in percent, whose intervals stay within 0 and 100.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::MetricProblem;
use crate::statistics::proportion::{is_certain, share_under_design};
use crate::statistics::{Estimate, Interval, ProportionInterval};

/// Adds a share: of a plain sample with Wilson's interval, under a sample design with the same at the size of the simple sample
/// that would be as precise; `column` is the one whose answers it is of. Source: Wilson (1927); Korn and Graubard (1998).
pub(super) fn add(
    survey: &Survey,
    section: Section,
    (figure, of): (&str, &str),
    (column, method): (&str, &str),
    share: Result<Estimate, MetricProblem>,
    to: &mut Measurement,
) {
    let with_answers = share.and_then(|share| Ok((share, survey.table.column(column)?)));
    match with_answers {
        Ok((share, answers)) => {
            let noise = noise_of(survey, &share);
            let counts = |row: usize| answers.get(row).is_some();
            let row = row(survey, section, (figure, of), &share, &counts).by(format!("{method}; {noise}"));
            to.add(row);
        }
        Err(problem) => to.lacks(section, figure, of, problem.to_string()),
    }
}

/// How the interval of a share in percent comes about.
pub(super) fn noise_of(survey: &Survey, percent: &Estimate) -> &'static str {
    let is_certain = is_certain(percent.value / 100.0);
    match (survey.has_design(), survey.model.design.cluster.is_some() && is_certain) {
        (false, _) => "Wilson",
        (true, false) => "Wilson at the effective sample size",
        (true, true) => "Wilson as if the answers of a cluster were all alike, because all answers are",
    }
}

/// A share of the answers of the rows that `counts`, as a figure.
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
        let if_alike = survey.table.design().map_or(0.0, |design| design.effective_clusters(counts));
        share_under_design(&share, if_alike, survey.confidence)
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
