//! From a survey to the covariance of a model's items.

use super::PathModel;
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::statistics::{Covariance, Divisor};

/// What is done about missing answers to the items of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingItems {
    /// Rows with a missing answer are left out.
    Listwise,
    /// A missing answer is replaced by the (weighted) mean of its item. It pulls correlations towards 0: for few gaps only.
    Mean,
}

/// The answers to a model's items, complete, with the rows' weights.
#[derive(Clone, Debug, PartialEq)]
pub struct PathData {
    /// One column per item, in the model's order.
    pub columns: Vec<Vec<f64>>,
    /// The weight of each row, if the survey has weights.
    pub weights: Option<Vec<f64>>,
    /// The survey's row behind each row here.
    pub rows: Vec<usize>,
}

impl PathData {
    /// Takes the items of `model` out of a survey. Fails on an unknown column and when no row is left.
    pub fn of(survey: &SurveyTable, model: &PathModel, missing: MissingItems) -> Result<Self, MetricProblem> {
        let names: Vec<&str> = model.items().iter().map(String::as_str).collect();
        let columns = survey.columns_of(&names)?;
        let rows: Vec<usize> = match missing {
            MissingItems::Listwise => survey.complete_rows(&names)?,
            MissingItems::Mean => (0..survey.rows()).collect(),
        };
        if rows.len() < 2 {
            return Err(MetricProblem::NoAnswers { what: "the path model".to_string() });
        }
        let weight = |row: usize| survey.weights().map_or(1.0, |weights| weights[row]);
        let filled = columns
            .iter()
            .zip(&names)
            .map(|(column, name)| {
                let (mut sum, mut held) = (0.0, 0.0);
                for (row, answer) in column.iter().enumerate() {
                    if let Some(answer) = answer {
                        sum += weight(row) * answer;
                        held += weight(row);
                    }
                }
                if held <= 0.0 {
                    return Err(MetricProblem::NoAnswers { what: format!("`{name}`") });
                }
                Ok(rows.iter().map(|&row| column.get(row).unwrap_or(sum / held)).collect())
            })
            .collect::<Result<Vec<Vec<f64>>, _>>()?;
        let weights = survey.weights().map(|weights| rows.iter().map(|&row| weights[row]).collect());
        Ok(PathData { columns: filled, weights, rows })
    }

    /// The covariance of the items.
    pub fn covariance(&self, divisor: Divisor) -> Result<Covariance, MetricProblem> {
        let columns: Vec<&[f64]> = self.columns.iter().map(Vec::as_slice).collect();
        Ok(Covariance::of(&columns, self.weights.as_deref(), divisor)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, PathModelSpec};
    use super::*;
    use crate::metrics::survey_table::Column;

    #[test]
    fn gaps_are_left_out_or_filled_with_the_mean() {
        let spec = PathModelSpec::default()
            .construct("a", Mode::A, &["x"])
            .construct("b", Mode::A, &["y"])
            .path("a", &["b"]);
        let model = PathModel::new(&spec).expect("a model");
        let survey = SurveyTable::new(4)
            .with_column("y", Column::Ratings(vec![4, 5, 6, 9]))
            .and_then(|survey| survey.with_column("x", Column::Ratings(vec![1, Column::MISSING, 3, 8])))
            .and_then(|survey| survey.with_weights(vec![2.0, 1.0, 1.0, 1.0]))
            .expect("it fits");
        let listwise = PathData::of(&survey, &model, MissingItems::Listwise).expect("rows");
        assert_eq!(listwise.columns, [[1.0, 3.0, 8.0], [4.0, 6.0, 9.0]]);
        assert_eq!((listwise.weights, listwise.rows), (Some(vec![2.0, 1.0, 1.0]), vec![0, 2, 3]));
        let filled = PathData::of(&survey, &model, MissingItems::Mean).expect("rows");
        assert_eq!(filled.columns[0], [1.0, 13.0 / 4.0, 3.0, 8.0]);
    }
}
