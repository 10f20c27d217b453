//! Drivers and judgement out of a survey.

use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::statistics::{Covariance, Divisor, SampleDesign};

/// Complete answers to the drivers and the judgement, with their sample design.
#[derive(Clone, Debug)]
pub struct DriverData {
    /// The drivers' columns, then the judgement's.
    pub columns: Vec<Vec<f64>>,
    /// The sample design of the rows.
    pub design: SampleDesign,
    /// The survey's row behind each row here.
    pub rows: Vec<usize>,
}

impl DriverData {
    /// The rows of a survey that answered all `drivers` and the `judgement`. Fails on an unknown column and when fewer rows
    /// than drivers plus two are left.
    pub fn of(survey: &SurveyTable, drivers: &[&str], judgement: &str) -> Result<Self, MetricProblem> {
        let names: Vec<&str> = drivers.iter().copied().chain([judgement]).collect();
        let rows = survey.complete_rows(&names)?;
        let (given, needed) = (rows.len(), drivers.len() + 2);
        if given < needed {
            let what = "a driver analysis";
            return Err(
                crate::statistics::Problem::TooFew { what, unit: "complete rows", given, needed }.into()
            );
        }
        let columns = survey
            .columns_of(&names)?
            .into_iter()
            .map(|column| rows.iter().filter_map(|&row| column.get(row)).collect())
            .collect();
        let design = survey.design_of(&rows)?;
        Ok(DriverData { columns, design, rows })
    }

    /// The (weighted) covariance, the judgement last.
    pub fn covariance(&self) -> Result<Covariance, MetricProblem> {
        let columns: Vec<&[f64]> = self.columns.iter().map(Vec::as_slice).collect();
        Ok(Covariance::of(&columns, Some(self.design.weights()), Divisor::Sample)?)
    }
}
