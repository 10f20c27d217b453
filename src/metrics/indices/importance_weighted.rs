//! The importance-weighted satisfaction index on two levels.
//!
//! `CSI = sum over categories of W_c sum over indicators of w_k S_k`, with every answer as a score S on 0-100 and weights
//! that sum to 1 per level. What happens where an answer is missing is part of the formula: [`MissingRule`].

use super::tree::IndexTree;
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::{Column, SurveyTable};
use crate::statistics::{Estimate, SampleDesign};

/// What is done about missing answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingRule {
    /// Each respondent's index is taken over what they answered: weights are divided by the sum of those answered, first
    /// within a category, then over the categories in which there is any answer. Never a zero in place of an answer.
    Renormalise,
    /// Only respondents who answered every indicator count.
    CompleteOnly,
    /// The index of the item means: each indicator is averaged over those who answered it. Nobody is left out, but
    /// different people stand behind different indicators.
    ItemMeans,
}

/// An index and its parts, each on 0-100 with its standard error under the survey's design.
#[derive(Clone, Debug, PartialEq)]
pub struct CsiResult {
    /// The index.
    pub index: Estimate,
    /// The categories, in the tree's order: name, weight, score.
    pub categories: Vec<(String, f64, Estimate)>,
    /// The indicators, in the tree's order: column, weight in the whole index, mean score of those who answered.
    pub indicators: Vec<(String, f64, Estimate)>,
    /// The rule for missing answers by which the index was made.
    pub missing: MissingRule,
}

/// The index of a survey.
///
/// Fails on an unknown column, an answer outside its scale, and an index, category or indicator without any answer.
pub fn csi(survey: &SurveyTable, tree: &IndexTree, missing: MissingRule) -> Result<CsiResult, MetricProblem> {
    let scored = Scored::new(survey, tree)?;
    let design = survey.design()?;
    let indicators = scored
        .items
        .iter()
        .flatten()
        .map(|item| Ok((item.name.to_string(), item.weight_in_index, item.mean(&design)?)))
        .collect::<Result<Vec<_>, MetricProblem>>()?;
    let categories = tree
        .categories()
        .iter()
        .zip(&scored.items)
        .map(|(category, items)| {
            let of = match missing {
                MissingRule::ItemMeans => of_means(&design, items.iter().map(|item| (item, item.weight)))?,
                _ => mean_of(&design, &category.name, |row| category_score(items, row, missing))?,
            };
            Ok((category.name.clone(), category.importance, of))
        })
        .collect::<Result<Vec<_>, MetricProblem>>()?;
    let index = match missing {
        MissingRule::ItemMeans => {
            of_means(&design, scored.items.iter().flatten().map(|item| (item, item.weight_in_index)))?
        }
        _ => mean_of(&design, "the index", |row| scored.respondent(row, missing))?,
    };
    Ok(CsiResult { index, categories, indicators, missing })
}

/// The index of each respondent, 0-100; `None` where the rule leaves nothing. [`MissingRule::ItemMeans`] has no index of a
/// respondent and is taken as [`MissingRule::Renormalise`].
pub fn respondent_scores(
    survey: &SurveyTable,
    tree: &IndexTree,
    missing: MissingRule,
) -> Result<Vec<Option<f64>>, MetricProblem> {
    let scored = Scored::new(survey, tree)?;
    Ok((0..survey.rows()).map(|row| scored.respondent(row, missing)).collect())
}

/// The columns of an index with their weights.
struct Scored<'a> {
    /// By category.
    items: Vec<Vec<Item<'a>>>,
    /// Weight of each category.
    weights: Vec<f64>,
}

struct Item<'a> {
    name: &'a str,
    column: &'a Column,
    scale: crate::metrics::Scale,
    score: super::tree::ItemScore,
    /// Within the category.
    weight: f64,
    weight_in_index: f64,
}

impl<'a> Scored<'a> {
    fn new(survey: &'a SurveyTable, tree: &'a IndexTree) -> Result<Self, MetricProblem> {
        let mut items = Vec::new();
        for category in tree.categories() {
            let mut of_category = Vec::new();
            for indicator in &category.indicators {
                let column = survey.column(&indicator.column)?;
                indicator.scale.check(&indicator.column, column.iter())?;
                of_category.push(Item {
                    name: &indicator.column,
                    column,
                    scale: indicator.scale,
                    score: tree.score(),
                    weight: indicator.importance,
                    weight_in_index: category.importance * indicator.importance,
                });
            }
            items.push(of_category);
        }
        let weights = tree.categories().iter().map(|category| category.importance).collect();
        Ok(Scored { items, weights })
    }

    fn respondent(&self, row: usize, missing: MissingRule) -> Option<f64> {
        let mut total = Weighted::default();
        for (items, &weight) in self.items.iter().zip(&self.weights) {
            match category_score(items, row, missing) {
                Some(score) => total.add(score, weight),
                None if missing == MissingRule::CompleteOnly => return None,
                None => (),
            }
        }
        total.mean()
    }
}

impl Item<'_> {
    #[inline]
    fn get(&self, row: usize) -> Option<f64> {
        self.column.get(row).map(|answer| self.score.of(answer, self.scale))
    }

    fn mean(&self, design: &SampleDesign) -> Result<Estimate, MetricProblem> {
        mean_of(design, self.name, |row| self.get(row))
    }
}

fn category_score(items: &[Item], row: usize, missing: MissingRule) -> Option<f64> {
    let mut total = Weighted::default();
    for item in items {
        match item.get(row) {
            Some(score) => total.add(score, item.weight),
            None if missing == MissingRule::CompleteOnly => return None,
            None => (),
        }
    }
    total.mean()
}

fn mean_of(
    design: &SampleDesign,
    what: &str,
    score: impl Fn(usize) -> Option<f64>,
) -> Result<Estimate, MetricProblem> {
    if !(0..design.rows()).any(|row| design.weights()[row] > 0.0 && score(row).is_some()) {
        return Err(MetricProblem::NoAnswers { what: what.to_string() });
    }
    Ok(design.mean(score)?)
}

/// A weighted sum of item means with the standard error of the sum, linearised.
fn of_means<'a>(
    design: &SampleDesign,
    items: impl Iterator<Item = (&'a Item<'a>, f64)>,
) -> Result<Estimate, MetricProblem> {
    let mut influence = vec![0.0; design.rows()];
    let mut answered = vec![false; design.rows()];
    let mut value = 0.0;
    for (item, weight) in items {
        let mean = item.mean(design)?.value;
        let held: f64 =
            (0..design.rows()).filter(|&row| item.get(row).is_some()).map(|row| design.weights()[row]).sum();
        for row in 0..design.rows() {
            if let Some(score) = item.get(row) {
                influence[row] += weight * (score - mean) / held;
                answered[row] |= design.weights()[row] > 0.0;
            }
        }
        value += weight * mean;
    }
    let n = answered.into_iter().filter(|&answered| answered).count();
    Ok(design.of_influence(value, &influence, n)?)
}

#[derive(Default)]
struct Weighted {
    sum: f64,
    weight: f64,
}

impl Weighted {
    fn add(&mut self, score: f64, weight: f64) {
        self.sum += score * weight;
        self.weight += weight;
    }

    fn mean(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.sum / self.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::{ItemScore, tests::tree};
    use super::*;

    const GAP: u8 = Column::MISSING;

    fn survey(columns: [[u8; 4]; 4]) -> SurveyTable {
        ["a", "b", "c", "d"].into_iter().zip(columns).fold(SurveyTable::new(4), |survey, (name, codes)| {
            survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
        })
    }

    /// Weights .375 .225 .15 | .25; score of an answer x: 100 (x - 1) / 9.
    fn complete() -> SurveyTable {
        survey([[10, 1, 4, 7], [1, 10, 4, 7], [10, 10, 4, 7], [1, 10, 4, 10]])
    }

    fn close(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-11, "{actual} is not {expected}");
    }

    #[test]
    fn a_complete_survey_by_hand_whatever_the_rule() {
        let expected = [52.5, 62.5, 100.0 / 3.0, 75.0];
        let scores =
            respondent_scores(&complete(), &tree(ItemScore::Linear), MissingRule::Renormalise).expect("data");
        scores.iter().zip(expected).for_each(|(score, expected)| close(score.expect("an answer"), expected));
        let mean = expected.iter().sum::<f64>() / 4.0;
        let spread = expected.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / 3.0;
        for rule in [MissingRule::Renormalise, MissingRule::CompleteOnly, MissingRule::ItemMeans] {
            let of = csi(&complete(), &tree(ItemScore::Linear), rule).expect("data");
            close(of.index.value, mean);
            close(of.index.standard_error, (spread / 4.0).sqrt());
            assert_eq!(of.index.n, 4);
            let from_parts: f64 = of.categories.iter().map(|(_, weight, of)| weight * of.value).sum();
            close(from_parts, of.index.value);
        }
    }

    #[test]
    fn missing_answers_follow_the_stated_rule() {
        // Respondent 0 left out b, respondent 1 everything of the second category, respondent 2 all.
        let with_gaps = survey([[10, 1, GAP, 7], [GAP, 10, GAP, 7], [10, 10, GAP, 7], [1, GAP, GAP, 10]]);
        let tree = tree(ItemScore::Linear);
        let of = |rule| respondent_scores(&with_gaps, &tree, rule).expect("data");
        let scores = of(MissingRule::Renormalise);
        // 0: network all 100 (over a and c), billing 0: 75. 1: network alone: (0.3 + 0.2) of 100.
        close(scores[0].expect("an answer"), 75.0);
        close(scores[1].expect("an answer"), 50.0);
        assert_eq!(scores[2], None);
        assert_eq!(of(MissingRule::CompleteOnly)[..3], [None, None, None]);
        let result = csi(&with_gaps, &tree, MissingRule::Renormalise).expect("data");
        close(result.index.value, (75.0 + 50.0 + 75.0) / 3.0);
        assert_eq!(result.index.n, 3);
        let result = csi(&with_gaps, &tree, MissingRule::ItemMeans).expect("data");
        // Means: a (100, 0, 66.7) 55.56, b (100, 66.7) 83.33, c (100, 100, 66.7) 88.89, d (0, 100) 50.
        close(
            result.index.value,
            0.375 * 500.0 / 9.0 + 0.225 * 250.0 / 3.0 + 0.15 * 800.0 / 9.0 + 0.25 * 50.0,
        );
        assert_eq!(result.indicators[1].2.n, 2);
    }

    #[test]
    fn top_boxes_count_the_best_answers() {
        let of = csi(&complete(), &tree(ItemScore::TopBox(3)), MissingRule::CompleteOnly).expect("data");
        // Answers of 8 to 10: a 1 of 4, b 1, c 2, d 2.
        close(of.index.value, 100.0 * (0.375 * 0.25 + 0.225 * 0.25 + 0.15 * 0.5 + 0.25 * 0.5));
    }

    #[test]
    fn weights_and_faults_are_heard() {
        let weighted = complete().with_weights(vec![1.0, 0.0, 0.0, 3.0]).expect("it fits");
        let of = csi(&weighted, &tree(ItemScore::Linear), MissingRule::Renormalise).expect("data");
        close(of.index.value, (52.5 + 225.0) / 4.0);
        let wrong = survey([[10, 1, 4, 11], [1; 4], [1; 4], [1; 4]]);
        assert!(matches!(
            csi(&wrong, &tree(ItemScore::Linear), MissingRule::Renormalise),
            Err(MetricProblem::OutsideScale { row: 3, value: 11.0, .. })
        ));
        let empty = survey([[GAP; 4], [1; 4], [1; 4], [1; 4]]);
        assert!(matches!(
            csi(&empty, &tree(ItemScore::Linear), MissingRule::ItemMeans),
            Err(MetricProblem::NoAnswers { .. })
        ));
    }
}
