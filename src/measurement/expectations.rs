//! Expectation against perception: gaps question by question, SERVQUAL and SERVPERF, the expectation-adjusted index.

use super::figure::{Figure, Measurement, Section};
use super::indices;
use super::survey::Survey;
use crate::metrics::indices::expectation::adjusted;
use crate::metrics::indices::gap::{gap_table, servperf, servqual};
use crate::metrics::indices::{Category, IndexTree, Indicator, ItemScore};
use crate::statistics::Adjustment;

const EXPECTATIONS: Section = Section::Expectations;

/// Adds everything about expectations.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    let pairs: Vec<(&str, &str)> =
        survey.model.expectations.iter().map(|(s, e)| (s.as_str(), e.as_str())).collect();
    if pairs.is_empty() {
        return;
    }
    let perceptions: Vec<&str> = pairs.iter().map(|(perception, _)| *perception).collect();
    let mean = "mean over items of perception minus expectation";
    to.try_add(EXPECTATIONS, ("servqual", ""), "scale points", mean, servqual(&survey.table, &pairs, None));
    let of = servperf(&survey.table, &perceptions, None);
    to.try_add(EXPECTATIONS, ("servperf", ""), "scale points", "mean over items of perception", of);
    match gap_table(&survey.table, &pairs, Adjustment::Holm) {
        Ok(rows) => {
            for row in rows {
                let (perception, expectation, noise) = (row.perception, row.expectation, survey.noise());
                let method = format!(
                    "perception {perception:.2} minus expectation {expectation:.2} of each respondent; {noise}"
                );
                let mut figure =
                    to.of_estimate(EXPECTATIONS, "gap", &row.item, "scale points", &row.gap).by(method);
                (figure.p, figure.p_adjusted) = (Some(row.p), Some(row.p_adjusted));
                to.add(figure);
            }
        }
        Err(problem) => to.lacks(EXPECTATIONS, "gap", "", problem.to_string()),
    }
    if let Some(points) = survey.model.index.disconfirmation {
        adjusted_index(survey, points, to);
    }
}

fn adjusted_index(survey: &Survey, points: f64, to: &mut Measurement) {
    let Some(tree) = indices::tree(survey, ItemScore::Linear) else {
        return to.lacks(EXPECTATIONS, "csi_adjusted", "", "the model has no [[category]]".to_string());
    };
    let of = tree.and_then(|tree| {
        let expected = expectation_tree(survey, &tree)?;
        adjusted(&survey.table, &tree, &expected, points)
    });
    match of {
        Ok(of) => {
            let method = format!("index + {points} x weighted disconfirmation, held to 0-100");
            to.add(Figure::plain(EXPECTATIONS, "csi_adjusted", "", "points", of.adjusted).by(method));
            let ratio = Figure::plain(EXPECTATIONS, "csi_over_expectation", "", "percent", of.ratio);
            to.add(ratio.by("100 x index of perceptions / index of expectations"));
            let method = "index of expectations, the same weights";
            to.try_add(EXPECTATIONS, ("csi_expectation", ""), "points", method, Ok(of.expectation));
        }
        Err(problem) => to.lacks(EXPECTATIONS, "csi_adjusted", "", problem.to_string()),
    }
}

/// The same tree over the columns of expectations.
fn expectation_tree(survey: &Survey, tree: &IndexTree) -> Result<IndexTree, crate::metrics::MetricProblem> {
    let expected = |indicator: &Indicator| {
        let column = survey.model.expectations.get(&indicator.column).cloned().unwrap_or_default();
        let scale = survey.scale(&column).unwrap_or(indicator.scale);
        Indicator { column, scale, importance: indicator.importance }
    };
    let categories = tree.categories().iter().map(|category| Category {
        name: category.name.clone(),
        importance: category.importance,
        indicators: category.indicators.iter().map(expected).collect(),
    });
    IndexTree::new(categories.collect(), tree.source().clone(), tree.score())
}
