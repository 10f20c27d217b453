//! The American index: three questions, weighted.
//!
//! `100 sum(w_j (mean x_j - low) / (high - low))` over overall satisfaction, confirmation of expectations and closeness to
//! the ideal, weights 0 or more that sum to 1. Source: Fornell, Johnson, Anderson, Cha and Bryant (1996), "The American
//! Customer Satisfaction Index". The published index takes the weights from a PLS model of each firm and does not print
//! them; take them from [`crate::metrics::pls`], or equal.

use super::tree::{IndexTree, Indicator, ItemScore, WeightSource};
use crate::metrics::pls::{PathFit, ScoreConvention, index::index};
use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;

/// The three questions, their scale and weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Acsi {
    /// Columns: overall satisfaction, confirmation of expectations, closeness to the ideal.
    pub columns: [String; 3],
    /// Scale of all three, 1-10 in the original.
    pub scale: Scale,
    /// Weights of any unit; they are normalised.
    pub weights: [f64; 3],
    /// Where the weights come from.
    pub source: WeightSource,
}

impl Acsi {
    /// The index with equal weights.
    pub fn equal(columns: [&str; 3], scale: Scale) -> Self {
        Acsi { columns: columns.map(str::to_string), scale, weights: [1.0; 3], source: WeightSource::Equal }
    }

    /// The index with the raw weights that a path model gave to its satisfaction construct, whose three items are the three
    /// questions in their order: how the published index is made.
    pub fn of_path_model(fit: &PathFit, construct: &str, scale: Scale) -> Result<Self, MetricProblem> {
        let place = fit.model.place(construct)?;
        let of = index(fit, place, scale, ScoreConvention::Fornell)?;
        let items = &fit.model.items()[fit.model.constructs()[place].items.clone()];
        match (<[String; 3]>::try_from(items.to_vec()), <[f64; 3]>::try_from(of.weights)) {
            (Ok(columns), Ok(weights)) => {
                Ok(Acsi { columns, scale, weights, source: WeightSource::Derived("PLS".to_string()) })
            }
            _ => Err(MetricProblem::WrongNumber {
                what: "items of the satisfaction construct",
                given: items.len(),
                needed: 3,
            }),
        }
    }

    /// As an importance-weighted index, to be computed with [`super::importance_weighted::csi`]. Only respondents who
    /// answered all three questions make the same figure as the formula on means does.
    pub fn tree(&self) -> Result<IndexTree, MetricProblem> {
        let indicators = self
            .columns
            .iter()
            .zip(self.weights)
            .map(|(column, importance)| Indicator { column: column.clone(), scale: self.scale, importance })
            .collect();
        IndexTree::flat(indicators, self.source.clone(), ItemScore::Linear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::indices::importance_weighted::{MissingRule, csi};
    use crate::metrics::survey_table::{Column, SurveyTable};

    #[test]
    fn the_formula_on_means_comes_out() {
        let survey = [("sat", [7, 9]), ("conf", [6, 8]), ("ideal", [5, 10])].into_iter().fold(
            SurveyTable::new(2),
            |survey, (name, codes)| {
                survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
            },
        );
        let acsi =
            Acsi { weights: [0.4, 0.4, 0.2], ..Acsi::equal(["sat", "conf", "ideal"], Scale::ONE_TO_TEN) };
        let of = csi(&survey, &acsi.tree().expect("weights"), MissingRule::CompleteOnly).expect("answers");
        let expected = 100.0 * (0.4 * 7.0 + 0.4 * 6.0 + 0.2 * 6.5) / 9.0;
        assert!((of.index.value - expected).abs() < 1e-12);
    }

    /// The index with weights of a path model is the model's own index of that construct.
    #[test]
    fn weights_of_a_path_model_give_its_index() {
        use crate::metrics::pls::{Mode, PathModel, PathModelSpec, PlsSettings, fit};
        use crate::statistics::{Covariance, Divisor};
        let columns: [[u8; 6]; 4] =
            [[7, 9, 4, 8, 6, 10], [6, 8, 5, 9, 5, 9], [5, 10, 3, 7, 7, 8], [4, 9, 2, 8, 5, 9]];
        let names = ["sat", "conf", "ideal", "loyal"];
        let numbers: Vec<Vec<f64>> =
            columns.iter().map(|of| of.iter().map(|&x| f64::from(x)).collect()).collect();
        let numbers: Vec<&[f64]> = numbers.iter().map(Vec::as_slice).collect();
        let spec = PathModelSpec::default()
            .construct("SAT", Mode::A, &names[..3])
            .construct("LOY", Mode::A, &names[3..])
            .path("SAT", &["LOY"]);
        let covariance = Covariance::of(&numbers, None, Divisor::Sample).expect("rows");
        let fit = fit(&PathModel::new(&spec).expect("a model"), &covariance, &PlsSettings::default())
            .expect("a fit");
        let own = index(&fit, 0, Scale::ONE_TO_TEN, ScoreConvention::Fornell).expect("an index");
        let acsi = Acsi::of_path_model(&fit, "SAT", Scale::ONE_TO_TEN).expect("three items");
        let survey = names.into_iter().zip(columns).fold(SurveyTable::new(6), |survey, (name, codes)| {
            survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
        });
        let of = csi(&survey, &acsi.tree().expect("weights"), MissingRule::CompleteOnly).expect("answers");
        assert!((of.index.value - own.index).abs() < 1e-11);
        assert!(Acsi::of_path_model(&fit, "LOY", Scale::ONE_TO_TEN).is_err());
    }
}
