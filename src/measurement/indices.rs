//! The importance-weighted index with its parts, its top box, and the three-question index.

use super::figure::{Measurement, Section};
use super::model::{IndexWeights, Missing};
use super::survey::Survey;
use crate::metrics::drivers::Method;
use crate::metrics::indices::importance_weighted::{CsiResult, MissingRule, csi};
use crate::metrics::indices::weights::{derived, stated};
use crate::metrics::indices::{Acsi, Category, IndexTree, Indicator, ItemScore, WeightSource};
use crate::metrics::{MetricProblem, Scale};

const INDICES: Section = Section::Indices;

/// The tree of a survey's index, with importance from where the model says; `None` without categories.
pub(super) fn tree(survey: &Survey, score: ItemScore) -> Option<Result<IndexTree, MetricProblem>> {
    let model = &survey.model;
    if model.category.is_empty() {
        return None;
    }
    let scale = |column: &str| survey.scale(column).unwrap_or(Scale::ONE_TO_TEN);
    let categories = model.category.iter().map(|category| Category {
        name: category.name.clone(),
        importance: category.importance,
        indicators: category
            .indicators
            .iter()
            .map(|(column, importance)| Indicator {
                column: column.clone(),
                scale: scale(column),
                importance: *importance,
            })
            .collect(),
    });
    let tree = IndexTree::new(categories.collect(), WeightSource::Stated, score);
    Some(tree.and_then(|tree| match (model.index.weights, &model.index.judgement) {
        (IndexWeights::Stated, _) => Ok(tree),
        (IndexWeights::Asked, _) => {
            let importance = |column: &str| {
                let why = || format!("`index.importance` names no column for `{column}`");
                let asked = model.index.importance.get(column).map(String::as_str);
                asked.ok_or_else(|| MetricProblem::BadModel { why: why() })
            };
            let columns: Result<Vec<&str>, _> =
                tree.indicators().map(|(indicator, _)| importance(&indicator.column)).collect();
            stated(&tree, &survey.table, &columns?)
        }
        (IndexWeights::Derived, Some(judgement)) => derived(&tree, &survey.table, judgement, Method::Shapley),
        (IndexWeights::Derived, None) => Err(MetricProblem::BadModel {
            why: "derived weights need `index.judgement`, the column of an overall judgement".to_string(),
        }),
    }))
}

/// The rule for missing answers.
pub(super) fn missing_rule(survey: &Survey) -> MissingRule {
    match survey.model.index.missing {
        Missing::Renormalise => MissingRule::Renormalise,
        Missing::CompleteOnly => MissingRule::CompleteOnly,
        Missing::ItemMeans => MissingRule::ItemMeans,
    }
}

/// The formula in words: weights and rule for missing answers.
fn formula(tree: &IndexTree, missing: MissingRule) -> String {
    let weights = match tree.source() {
        WeightSource::Stated => "stated weights".to_string(),
        WeightSource::Derived(method) => format!("weights derived by {method}"),
        WeightSource::Equal => "equal weights".to_string(),
    };
    let missing = match missing {
        MissingRule::Renormalise => "over what was answered",
        MissingRule::CompleteOnly => "complete answers only",
        MissingRule::ItemMeans => "of item means",
    };
    format!("{weights}, {missing}")
}

/// Adds the indices.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    let missing = missing_rule(survey);
    if let Some(tree) = tree(survey, ItemScore::Linear) {
        match tree.and_then(|tree| Ok((csi(&survey.table, &tree, missing)?, tree))) {
            Ok((result, tree)) => parts(&result, &formula(&tree, missing), to),
            Err(problem) => to.lacks(INDICES, "csi", "", problem.to_string()),
        }
    }
    if let Some(top) = survey.model.index.top_box
        && let Some(tree) = tree(survey, ItemScore::TopBox(top))
    {
        let name = format!("best {top} answers count 100, others 0");
        let of = tree.and_then(|tree| Ok(csi(&survey.table, &tree, missing)?.index));
        to.try_add(INDICES, ("csi_top_box", ""), "points", &name, of);
    }
    if let Some(spec) = &survey.model.acsi {
        let scale = survey.scale(&spec.columns[0]).unwrap_or(Scale::ONE_TO_TEN);
        let [satisfaction, confirmation, ideal] = &spec.columns;
        let mut acsi = Acsi::equal([satisfaction, confirmation, ideal], scale);
        if let Some(weights) = spec.weights {
            (acsi.weights, acsi.source) = (weights, WeightSource::Stated);
        }
        let of = acsi
            .tree()
            .and_then(|tree| Ok((csi(&survey.table, &tree, MissingRule::CompleteOnly)?.index, tree)));
        let name =
            of.as_ref().map_or_else(|_| String::new(), |(_, tree)| formula(tree, MissingRule::CompleteOnly));
        to.try_add(INDICES, ("acsi", ""), "points", &name, of.map(|(index, _)| index));
    }
}

fn parts(result: &CsiResult, formula: &str, to: &mut Measurement) {
    to.try_add(INDICES, ("csi", ""), "points", formula, Ok(result.index));
    for (figure, list) in [("csi_category", &result.categories), ("csi_indicator", &result.indicators)] {
        for (name, weight, estimate) in list {
            to.try_add(INDICES, (figure, name), "points", &format!("weight {weight:.3}"), Ok(*estimate));
        }
    }
}
