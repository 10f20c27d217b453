//! The distance of a figure to a competitor's or an industry's.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::indices::benchmark::{Benchmark, gap};
use crate::statistics::Estimate;

const BENCHMARKS: Section = Section::Benchmarks;

/// Adds the gaps to the figures of others; scores are computed here when they are not yet there.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    for other in &survey.model.benchmark {
        let (figure, of) = other.figure.split_once(':').unwrap_or((&other.figure, ""));
        let own = to
            .figure(figure, of)
            .and_then(|own| {
                Some(Estimate {
                    value: own.value?,
                    standard_error: own.standard_error?,
                    degrees_of_freedom: f64::INFINITY,
                    n: own.n?,
                })
            })
            .or_else(|| super::scores::score(survey, figure, of)?.ok());
        let Some(own) = own else {
            let why = format!("this survey has no figure `{}` with a standard error", other.figure);
            to.lacks(BENCHMARKS, "gap", &other.name, why);
            continue;
        };
        let benchmark = match other.standard_error {
            Some(standard_error) => Benchmark::Measured(Estimate {
                value: other.value,
                standard_error,
                degrees_of_freedom: f64::INFINITY,
                n: 0,
            }),
            None => Benchmark::Printed(other.value),
        };
        let found = gap(&own, benchmark, survey.confidence);
        let method = if found.noise_of_both {
            format!("{} minus {}", other.figure, other.value)
        } else {
            format!("{} minus {} taken as exact: its own noise is not known", other.figure, other.value)
        };
        let mut row = Figure::plain(BENCHMARKS, "gap", &other.name, "points", found.gap.value);
        row.standard_error = Some(found.gap.standard_error);
        row.p = found.p;
        to.add(row.within(found.interval).by(method).among(own.n));
    }
}
