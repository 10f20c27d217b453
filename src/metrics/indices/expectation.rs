//! Indices that take expectation into account, each with the three figures it is made of.
//!
//! A difference score hides where it comes from and is less reliable than its parts (see [`super::gap`]): expectation,
//! satisfaction and their difference stand beside every index made of them.

use super::importance_weighted::{MissingRule, csi};
use super::tree::IndexTree;
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::statistics::Estimate;

/// Satisfaction against expectation, by the same weights, 0-100.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectationAdjusted {
    /// Importance-weighted satisfaction.
    pub satisfaction: Estimate,
    /// Importance-weighted expectation.
    pub expectation: Estimate,
    /// Importance-weighted disconfirmation, satisfaction minus expectation, over respondents who gave both.
    pub disconfirmation: Estimate,
    /// `clip(satisfaction + lambda * disconfirmation)` to 0-100.
    pub adjusted: f64,
    /// `100 * satisfaction / expectation`: above 100 where expectations are exceeded.
    pub ratio: f64,
}

/// Satisfaction adjusted for expectation.
///
/// `satisfaction` and `expectation` have the same shape and weights and differ in their columns. `lambda` (0 or more) is how
/// many points of the index a point of disconfirmation is worth. Source: the disconfirmation model of Oliver (1980); the
/// combination into one number is practice. Missing answers: each respondent's index is taken over what they answered;
/// disconfirmation only over items of which both were answered.
pub fn adjusted(
    survey: &SurveyTable,
    satisfaction: &IndexTree,
    expectation: &IndexTree,
    lambda: f64,
) -> Result<ExpectationAdjusted, MetricProblem> {
    if !(lambda >= 0.0 && lambda.is_finite()) {
        let what = "the weight of disconfirmation".to_string();
        let allowed = "at 0 or above";
        return Err(crate::statistics::Problem::OutOfRange { what, value: lambda, allowed }.into());
    }
    let pairs: Vec<_> = satisfaction.indicators().zip(expectation.indicators()).collect();
    let (given, needed) = (expectation.indicators().count(), satisfaction.indicators().count());
    if given != needed {
        return Err(MetricProblem::WrongNumber { what: "expectation items", given, needed });
    }
    if let Some(((_, _), (item, value))) = pairs.iter().find(|((_, a), (_, b))| (a - b).abs() > 1e-12) {
        return Err(MetricProblem::BadImportance {
            item: format!("expectation `{}` (it must be that of its satisfaction)", item.column),
            value: *value,
        });
    }
    let of_satisfaction = csi(survey, satisfaction, MissingRule::Renormalise)?.index;
    let of_expectation = csi(survey, expectation, MissingRule::Renormalise)?.index;
    let columns = pairs
        .iter()
        .map(|((s, weight), (e, _))| {
            Ok((survey.column(&s.column)?, s.scale, survey.column(&e.column)?, e.scale, *weight))
        })
        .collect::<Result<Vec<_>, MetricProblem>>()?;
    let disconfirmation = survey.design()?.mean(|row| {
        let (mut sum, mut held) = (0.0, 0.0);
        for (s, s_scale, e, e_scale, weight) in &columns {
            if let (Some(s), Some(e)) = (s.get(row), e.get(row)) {
                sum += weight * (satisfaction.score().of(s, *s_scale) - expectation.score().of(e, *e_scale));
                held += weight;
            }
        }
        (held > 0.0).then(|| sum / held)
    })?;
    Ok(ExpectationAdjusted {
        satisfaction: of_satisfaction,
        expectation: of_expectation,
        disconfirmation,
        adjusted: (of_satisfaction.value + lambda * disconfirmation.value).clamp(0.0, 100.0),
        ratio: 100.0 * of_satisfaction.value / of_expectation.value,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Indicator, ItemScore, WeightSource};
    use super::*;
    use crate::metrics::scale::Scale;
    use crate::metrics::survey_table::Column;

    fn tree(columns: [&str; 2], importance: [f64; 2]) -> IndexTree {
        let indicators = columns
            .into_iter()
            .zip(importance)
            .map(|(column, importance)| Indicator {
                column: column.to_string(),
                scale: Scale::ONE_TO_TEN,
                importance,
            })
            .collect();
        IndexTree::flat(indicators, WeightSource::Stated, ItemScore::Linear).expect("a tree")
    }

    #[test]
    fn satisfaction_expectation_and_their_difference_by_hand() {
        let survey = [("s1", [10, 1]), ("s2", [10, 10]), ("e1", [10, 10]), ("e2", [1, 10])].into_iter().fold(
            SurveyTable::new(2),
            |survey, (name, codes)| {
                survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
            },
        );
        let (s, e) = (tree(["s1", "s2"], [3.0, 1.0]), tree(["e1", "e2"], [3.0, 1.0]));
        let of = adjusted(&survey, &s, &e, 0.5).expect("answers");
        // Satisfaction 100 and 25, expectation 75 and 100, difference 25 and -75.
        assert_eq!(
            (of.satisfaction.value, of.expectation.value, of.disconfirmation.value),
            (62.5, 87.5, -25.0)
        );
        assert_eq!(of.adjusted, 50.0);
        assert!((of.ratio - 100.0 * 62.5 / 87.5).abs() < 1e-12);
        assert_eq!(adjusted(&survey, &s, &e, 9.0).expect("answers").adjusted, 0.0);
        assert!(adjusted(&survey, &s, &tree(["e1", "e2"], [1.0, 1.0]), 0.5).is_err());
        assert!(adjusted(&survey, &s, &e, -1.0).is_err());
    }
}
