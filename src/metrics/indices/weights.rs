//! Importance of the indicators of an index: asked for, or derived from how ratings move with an overall judgement.

use super::tree::{Category, IndexTree, Indicator, WeightSource};
use crate::metrics::drivers::{DriverCorrelations, DriverData, Method};
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;

/// The same index with *stated* importance: the (weighted) mean of the answers to one importance question per indicator,
/// given as columns in the tree's order. A category weighs as much as the mean importance of its indicators, so that it
/// does not gain by being asked about in more detail.
pub fn stated(
    tree: &IndexTree,
    survey: &SurveyTable,
    importance: &[&str],
) -> Result<IndexTree, MetricProblem> {
    let mut means = Vec::with_capacity(importance.len());
    let design = survey.design()?;
    for name in importance {
        let column = survey.column(name)?;
        if column.iter().all(|answer| answer.is_none()) {
            return Err(MetricProblem::NoAnswers { what: format!("the importance `{name}`") });
        }
        means.push(design.mean(|row| column.get(row))?.value);
    }
    let of_category = |importance: &[f64]| importance.iter().sum::<f64>() / importance.len() as f64;
    with_importance(tree, &means, of_category, WeightSource::Stated)
}

/// The same index with *derived* importance: each indicator's share of the explained variance of the column `judgement`.
/// A category weighs as much as its indicators together. Negative shares (Pratt) are refused. Uses respondents who answered
/// everything.
pub fn derived(
    tree: &IndexTree,
    survey: &SurveyTable,
    judgement: &str,
    method: Method,
) -> Result<IndexTree, MetricProblem> {
    let names: Vec<&str> = tree.indicators().map(|(indicator, _)| indicator.column.as_str()).collect();
    let data = DriverData::of(survey, &names, judgement)?;
    let weights = DriverCorrelations::of(&data.covariance()?)?.weights(method)?;
    with_importance(
        tree,
        &weights,
        |shares| shares.iter().sum(),
        WeightSource::Derived(method.name().to_string()),
    )
}

fn with_importance(
    tree: &IndexTree,
    importance: &[f64],
    of_category: impl Fn(&[f64]) -> f64,
    source: WeightSource,
) -> Result<IndexTree, MetricProblem> {
    let needed = tree.indicators().count();
    if importance.len() != needed {
        return Err(MetricProblem::WrongNumber {
            what: "importance questions",
            given: importance.len(),
            needed,
        });
    }
    let mut left = importance;
    let categories = tree
        .categories()
        .iter()
        .map(|category| {
            let (own, rest) = left.split_at(category.indicators.len());
            left = rest;
            let indicators = category
                .indicators
                .iter()
                .zip(own)
                .map(|(indicator, &importance)| Indicator { importance, ..indicator.clone() })
                .collect();
            Category { name: category.name.clone(), importance: of_category(own), indicators }
        })
        .collect();
    IndexTree::new(categories, source, tree.score())
}

#[cfg(test)]
mod tests {
    use super::super::tree::{ItemScore, tests::tree};
    use super::*;
    use crate::metrics::survey_table::Column;
    use crate::random::{Purpose, Stream};

    #[test]
    fn stated_importance_is_the_mean_of_the_answers() {
        let survey = [("ia", [8, 10]), ("ib", [3, 3]), ("ic", [6, 6]), ("id", [2, 4])].into_iter().fold(
            SurveyTable::new(2),
            |survey, (name, codes)| {
                survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
            },
        );
        let of = stated(&tree(ItemScore::Linear), &survey, &["ia", "ib", "ic", "id"]).expect("answers");
        // Indicators 9, 3, 6 of 18; categories 6 and 3.
        let weights: Vec<f64> = of.indicators().map(|(_, weight)| weight).collect();
        for (weight, expected) in weights.iter().zip([1.0 / 3.0, 1.0 / 9.0, 2.0 / 9.0, 1.0 / 3.0]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        assert_eq!(of.source(), &WeightSource::Stated);
        assert!(stated(&tree(ItemScore::Linear), &survey, &["ia"]).is_err());
    }

    #[test]
    fn derived_importance_finds_what_moves_the_judgement() {
        let mut luck = Stream::new(3, 3).luck(Purpose::Survey, 0, 0);
        let rows: Vec<[f64; 5]> = (0..500)
            .map(|_| {
                let x: [f64; 4] = std::array::from_fn(|_| luck.normal());
                [x[0], x[1], x[2], x[3], x[0] + 2.0 * x[3] + luck.normal()]
            })
            .collect();
        let survey = ["a", "b", "c", "d", "overall"].into_iter().enumerate().fold(
            SurveyTable::new(500),
            |survey, (at, name)| {
                let column = Column::from_answers(rows.iter().map(|row| Some(row[at])));
                survey.with_column(name, column).expect("it fits")
            },
        );
        let of = derived(&tree(ItemScore::Linear), &survey, "overall", Method::Shapley).expect("rows");
        let weights: Vec<f64> = of.indicators().map(|(_, weight)| weight).collect();
        // In the population 1/5, 0, 0, 4/5 of the explained variance.
        assert!((weights[3] - 0.8).abs() < 0.08 && weights[1] < 0.05 && weights[2] < 0.05, "{weights:?}");
        assert_eq!(of.source(), &WeightSource::Derived("Shapley (LMG)".to_string()));
        assert!(derived(&tree(ItemScore::Linear), &survey, "nobody", Method::Shapley).is_err());
    }
}
