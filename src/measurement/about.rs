//! The sample: respondents, weights, clusters, how many answered.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::statistics::design::WeightSpread;

const SAMPLE: Section = Section::Sample;

/// Adds what is known of the sample.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    let rows = survey.table.rows();
    to.warnings.extend(survey.notes.iter().cloned());
    to.add(Figure::plain(SAMPLE, "respondents", "", "respondents", rows as f64));
    if rows == 1 {
        to.warnings.push(
            "one respondent: the only intervals are those made of counts, and they say next to nothing"
                .to_string(),
        );
    }
    if let Some(weights) = survey.table.weights() {
        match WeightSpread::of(weights) {
            Ok(spread) => {
                let kish = "Kish: 1 + squared coefficient of variation of the weights";
                to.add(
                    Figure::plain(SAMPLE, "design_effect_of_weights", "", "factor", spread.design_effect)
                        .by(kish),
                );
                to.add(
                    Figure::plain(SAMPLE, "effective_n", "", "respondents", spread.effective_n).by("Kish"),
                );
                let largest = spread.largest_over_mean;
                to.add(
                    Figure::plain(SAMPLE, "largest_weight", "", "means", largest).by("over the mean weight"),
                );
            }
            Err(problem) => to.lacks(SAMPLE, "design_effect_of_weights", "", problem.to_string()),
        }
    }
    if let (true, Ok(design)) = (survey.model.design.cluster.is_some(), survey.table.design()) {
        let mut clusters = design.clusters().to_vec();
        clusters.sort_unstable();
        clusters.dedup();
        to.add(Figure::plain(SAMPLE, "clusters", "", "clusters", clusters.len() as f64));
    }
    for (column, answers) in survey.table.columns() {
        let answered = answers.iter().flatten().count();
        let share = answered as f64 / rows.max(1) as f64;
        if share < 0.5 {
            to.warnings.push(format!("only {answered} of {rows} respondents answered `{column}`"));
        }
    }
}
