//! What an index consists of: categories of indicators, each with its importance.

use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;

/// Where importance comes from; always said beside an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightSource {
    /// Respondents (or the firm) said how important something is.
    Stated,
    /// Computed from how ratings move with an overall judgement; the method by name.
    Derived(String),
    /// All the same.
    Equal,
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ItemScore {
    /// Its place on the scale, 0-100.
    Linear,
    /// 100 if it is one of the best so many answers, 0 otherwise.
    TopBox(usize),
}

/// A question of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Column of the ratings.
    pub column: String,
    /// Scale of the answers.
    pub scale: Scale,
    /// Importance within its category, of any unit: it is divided by the category's sum.
    pub importance: f64,
}

/// A group of indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// Importance among the categories, of any unit.
    pub importance: f64,
    /// Its questions, at least one.
    pub indicators: Vec<Indicator>,
}

/// A checked index: importance sums to 1 over the categories and, within each, over its indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexTree {
    categories: Vec<Category>,
    source: WeightSource,
    score: ItemScore,
}

impl IndexTree {
    /// An index of `categories`. Importance is normalised per level. Fails on a category without indicators, on an
    /// importance that is negative or not finite, on a level whose importance is 0 altogether, and on a top box that is
    /// larger than a scale.
    pub fn new(
        mut categories: Vec<Category>,
        source: WeightSource,
        score: ItemScore,
    ) -> Result<Self, MetricProblem> {
        for category in &mut categories {
            if category.indicators.is_empty() {
                return Err(MetricProblem::WrongNumber {
                    what: "indicators of a category",
                    given: 0,
                    needed: 1,
                });
            }
            for indicator in &category.indicators {
                let answers = indicator.scale.answers();
                if let ItemScore::TopBox(top) = score
                    && !(1..answers).contains(&top)
                {
                    return Err(MetricProblem::WrongNumber {
                        what: "best answers that count",
                        given: top,
                        needed: answers - 1,
                    });
                }
            }
            let parent = &category.name;
            let named: Vec<(String, f64)> = category
                .indicators
                .iter()
                .map(|indicator| (format!("`{}` in {parent}", indicator.column), indicator.importance))
                .collect();
            let normal = normalised(&named)?;
            category.indicators.iter_mut().zip(normal).for_each(|(indicator, w)| indicator.importance = w);
        }
        let named: Vec<(String, f64)> =
            categories.iter().map(|category| (category.name.clone(), category.importance)).collect();
        let normal = normalised(&named)?;
        categories.iter_mut().zip(normal).for_each(|(category, w)| category.importance = w);
        Ok(IndexTree { categories, source, score })
    }

    /// An index of one level: indicators without categories.
    pub fn flat(
        indicators: Vec<Indicator>,
        source: WeightSource,
        score: ItemScore,
    ) -> Result<Self, MetricProblem> {
        Self::new(vec![Category { name: "index".to_string(), importance: 1.0, indicators }], source, score)
    }

    /// The categories, normalised.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Where the importance comes from.
    pub fn source(&self) -> &WeightSource {
        &self.source
    }

    /// What an answer is worth.
    pub fn score(&self) -> ItemScore {
        self.score
    }

    /// Each indicator with its weight in the whole index, category weight times its own; the weights sum to 1.
    pub fn indicators(&self) -> impl Iterator<Item = (&Indicator, f64)> {
        self.categories.iter().flat_map(|category| {
            category
                .indicators
                .iter()
                .map(move |indicator| (indicator, category.importance * indicator.importance))
        })
    }
}

impl ItemScore {
    /// What an answer on `scale` is worth, 0-100.
    #[inline]
    pub fn of(self, answer: f64, scale: Scale) -> f64 {
        match self {
            ItemScore::Linear => scale.to_hundred(answer),
            ItemScore::TopBox(top) => f64::from(u8::from(answer > scale.high() - top as f64)) * 100.0,
        }
    }
}

/// Weights that sum to 1 from importance of any unit: `I_k / sum(I)`.
pub fn normalised(importance: &[(String, f64)]) -> Result<Vec<f64>, MetricProblem> {
    if let Some((item, value)) = importance.iter().find(|(_, value)| !(value.is_finite() && *value >= 0.0)) {
        return Err(MetricProblem::BadImportance { item: item.clone(), value: *value });
    }
    let total: f64 = importance.iter().map(|(_, value)| value).sum();
    match importance.first() {
        Some((item, _)) if total <= 0.0 => {
            Err(MetricProblem::BadImportance { item: format!("{item} and all beside it"), value: 0.0 })
        }
        None => Err(MetricProblem::WrongNumber { what: "parts of an index", given: 0, needed: 1 }),
        Some(_) => Ok(importance.iter().map(|(_, value)| value / total).collect()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two categories, three and one indicators on 1-10.
    pub(crate) fn tree(score: ItemScore) -> IndexTree {
        let indicator = |column: &str, importance| Indicator {
            column: column.to_string(),
            scale: Scale::ONE_TO_TEN,
            importance,
        };
        let category =
            |name: &str, importance, indicators| Category { name: name.to_string(), importance, indicators };
        IndexTree::new(
            vec![
                category("network", 9.0, vec![indicator("a", 5.0), indicator("b", 3.0), indicator("c", 2.0)]),
                category("billing", 3.0, vec![indicator("d", 7.0)]),
            ],
            WeightSource::Stated,
            score,
        )
        .expect("a tree")
    }

    #[test]
    fn importance_sums_to_one_per_level() {
        let tree = tree(ItemScore::Linear);
        let weights: Vec<f64> = tree.indicators().map(|(_, weight)| weight).collect();
        for (weight, expected) in weights.iter().zip([0.375, 0.225, 0.15, 0.25]) {
            assert!((weight - expected).abs() < 1e-15);
        }
        assert_eq!(tree.categories()[0].importance, 0.75);
    }

    #[test]
    fn trees_that_weigh_nothing_are_refused() {
        let flat = |importance: &[f64]| {
            let indicators = importance
                .iter()
                .map(|&importance| Indicator {
                    column: "x".to_string(),
                    scale: Scale::ONE_TO_FIVE,
                    importance,
                })
                .collect();
            IndexTree::flat(indicators, WeightSource::Equal, ItemScore::Linear)
        };
        assert!(matches!(flat(&[0.0, 0.0]), Err(MetricProblem::BadImportance { value: 0.0, .. })));
        assert!(matches!(flat(&[1.0, -1.0]), Err(MetricProblem::BadImportance { value: -1.0, .. })));
        assert!(matches!(flat(&[f64::NAN]), Err(MetricProblem::BadImportance { .. })));
        assert!(matches!(flat(&[]), Err(MetricProblem::WrongNumber { .. })));
        assert!(IndexTree::new(vec![], WeightSource::Equal, ItemScore::Linear).is_err());
        let top = IndexTree::flat(
            vec![Indicator { column: "x".to_string(), scale: Scale::ONE_TO_FIVE, importance: 1.0 }],
            WeightSource::Equal,
            ItemScore::TopBox(5),
        );
        assert!(top.is_err());
    }
}
