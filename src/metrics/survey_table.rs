//! A survey as data: named columns, and for each respondent a weight, a stratum, a cluster, a segment, a wave.

use super::problem::MetricProblem;
use crate::statistics::SampleDesign;

/// The answers to one question, a row per respondent; an answer may be missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Whole-numbered answers from 0 to 254, one byte each; [`Column::MISSING`] means none. Made for large surveys.
    Ratings(Vec<u8>),
    /// Any numbers. Where `present` is false the number means nothing.
    Numbers {
        /// The numbers.
        values: Vec<f64>,
        /// Whether the row has an answer.
        present: Vec<bool>,
    },
}

impl Column {
    /// The code of a missing rating.
    pub const MISSING: u8 = u8::MAX;

    /// A column from answers that may be missing; a number that is not finite counts as missing.
    pub fn from_answers(answers: impl IntoIterator<Item = Option<f64>>) -> Self {
        let (values, present) = answers
            .into_iter()
            .map(|answer| {
                answer.filter(|value| value.is_finite()).map_or((0.0, false), |value| (value, true))
            })
            .unzip();
        Column::Numbers { values, present }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Column::Ratings(codes) => codes.len(),
            Column::Numbers { values, .. } => values.len(),
        }
    }

    /// The answer of a row, if it has one.
    #[inline]
    pub fn get(&self, row: usize) -> Option<f64> {
        match self {
            Column::Ratings(codes) => (codes[row] != Self::MISSING).then(|| f64::from(codes[row])),
            Column::Numbers { values, present } => present[row].then(|| values[row]),
        }
    }

    /// The answers of some rows, in the order given.
    fn picked(&self, rows: &[usize]) -> Column {
        match self {
            Column::Ratings(codes) => Column::Ratings(rows.iter().map(|&row| codes[row]).collect()),
            Column::Numbers { values, present } => Column::Numbers {
                values: rows.iter().map(|&row| values[row]).collect(),
                present: rows.iter().map(|&row| present[row]).collect(),
            },
        }
    }

    /// The answers in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        (0..self.rows()).map(|row| self.get(row))
    }
}

/// Which of a list of names each row has: segments, waves, modes of interview.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The names, in the order of their numbers.
    pub names: Vec<String>,
    /// The number of each row's name.
    pub codes: Vec<u32>,
}

/// Answers and sample design of a survey.
///
/// All parts have one length, which the functions that add them check. What was not given does not exist: no weight
/// means a weight of 1 for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurveyTable {
    rows: usize,
    columns: Vec<(String, Column)>,
    weights: Option<Vec<f64>>,
    strata: Option<Vec<u32>>,
    clusters: Option<Vec<u32>>,
    segments: Option<Labels>,
    waves: Option<Labels>,
}

impl SurveyTable {
    /// A survey of `rows` respondents, as yet without answers.
    pub fn new(rows: usize) -> Self {
        SurveyTable { rows, ..SurveyTable::default() }
    }

    /// Adds a question.
    pub fn with_column(mut self, name: &str, column: Column) -> Result<Self, MetricProblem> {
        self.fits(name, column.rows())?;
        if self.columns.iter().any(|(other, _)| other == name) {
            return Err(MetricProblem::ColumnTwice { name: name.to_string() });
        }
        self.columns.push((name.to_string(), column));
        Ok(self)
    }

    /// Gives each respondent a weight.
    pub fn with_weights(mut self, weights: Vec<f64>) -> Result<Self, MetricProblem> {
        self.fits("weight", weights.len())?;
        crate::statistics::design::WeightSpread::of(&weights)?;
        self.weights = Some(weights);
        Ok(self)
    }

    /// Gives each respondent a stratum.
    pub fn with_strata(mut self, strata: Vec<u32>) -> Result<Self, MetricProblem> {
        self.fits("stratum", strata.len())?;
        self.strata = Some(strata);
        Ok(self)
    }

    /// Gives each respondent a cluster (within the stratum).
    pub fn with_clusters(mut self, clusters: Vec<u32>) -> Result<Self, MetricProblem> {
        self.fits("cluster", clusters.len())?;
        self.clusters = Some(clusters);
        Ok(self)
    }

    /// Gives each respondent a segment.
    pub fn with_segments(mut self, segments: Labels) -> Result<Self, MetricProblem> {
        self.fits("segment", segments.codes.len())?;
        self.segments = Some(segments);
        Ok(self)
    }

    /// Gives each respondent a wave.
    pub fn with_waves(mut self, waves: Labels) -> Result<Self, MetricProblem> {
        self.fits("wave", waves.codes.len())?;
        self.waves = Some(waves);
        Ok(self)
    }

    /// Respondents.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Some of the respondents, in the order given and with weights of their own; strata and clusters are left behind.
    pub fn picked(&self, rows: &[usize], weights: Vec<f64>) -> Result<SurveyTable, MetricProblem> {
        let of = |labels: &Labels| Labels {
            names: labels.names.clone(),
            codes: rows.iter().map(|&row| labels.codes[row]).collect(),
        };
        let columns = self.columns.iter().map(|(name, column)| (name.clone(), column.picked(rows)));
        let picked = SurveyTable {
            rows: rows.len(),
            columns: columns.collect(),
            segments: self.segments.as_ref().map(of),
            waves: self.waves.as_ref().map(of),
            ..SurveyTable::default()
        };
        if weights.iter().all(|&weight| weight == 1.0) { Ok(picked) } else { picked.with_weights(weights) }
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Result<&Column, MetricProblem> {
        self.columns.iter().find(|(other, _)| other == name).map(|(_, column)| column).ok_or_else(|| {
            let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
            MetricProblem::UnknownColumn { name: name.to_string(), columns: names.join(", ") }
        })
    }

    /// The columns of those names, in that order.
    pub fn columns_of(&self, names: &[&str]) -> Result<Vec<&Column>, MetricProblem> {
        names.iter().map(|name| self.column(name)).collect()
    }

    /// All columns with their names.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.columns.iter().map(|(name, column)| (name.as_str(), column))
    }

    /// The weights, where there are any.
    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }

    /// The segments, where there are any.
    pub fn segments(&self) -> Option<&Labels> {
        self.segments.as_ref()
    }

    /// The waves, where there are any.
    pub fn waves(&self) -> Option<&Labels> {
        self.waves.as_ref()
    }

    /// Whether everybody counts alike and stands alone: no weights, strata or clusters.
    pub fn is_simple(&self) -> bool {
        self.weights.is_none() && self.strata.is_none() && self.clusters.is_none()
    }

    /// The sample design: weights, strata and clusters together.
    pub fn design(&self) -> Result<SampleDesign, MetricProblem> {
        let ones;
        let weights = match &self.weights {
            Some(weights) => weights,
            None => {
                ones = vec![1.0; self.rows];
                &ones
            }
        };
        Ok(SampleDesign::new(weights, self.strata.as_deref(), self.clusters.as_deref(), None)?)
    }

    /// The sample design of some of the rows alone, in the order given.
    pub fn design_of(&self, rows: &[usize]) -> Result<SampleDesign, MetricProblem> {
        let of = |codes: &Option<Vec<u32>>| {
            codes.as_ref().map(|codes| rows.iter().map(|&row| codes[row]).collect::<Vec<u32>>())
        };
        let weights: Vec<f64> =
            rows.iter().map(|&row| self.weights.as_ref().map_or(1.0, |weights| weights[row])).collect();
        let (strata, clusters) = (of(&self.strata), of(&self.clusters));
        Ok(SampleDesign::new(&weights, strata.as_deref(), clusters.as_deref(), None)?)
    }

    /// The rows that answered every one of these columns.
    pub fn complete_rows(&self, names: &[&str]) -> Result<Vec<usize>, MetricProblem> {
        let columns = self.columns_of(names)?;
        let complete = |row: &usize| columns.iter().all(|column| column.get(*row).is_some());
        Ok((0..self.rows).filter(complete).collect())
    }

    fn fits(&self, name: &str, given: usize) -> Result<(), MetricProblem> {
        let needed = self.rows;
        if given == needed {
            Ok(())
        } else {
            Err(MetricProblem::ColumnLength { name: name.to_string(), given, needed })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_may_be_missing_in_both_kinds_of_column() {
        let ratings = Column::Ratings(vec![3, Column::MISSING, 0]);
        let numbers = Column::from_answers([Some(3.0), None, Some(0.0)]);
        assert!(ratings.iter().eq(numbers.iter()));
        assert_eq!(Column::from_answers([Some(f64::NAN)]).get(0), None);
    }

    #[test]
    fn parts_must_fit_and_names_be_known() {
        let survey = SurveyTable::new(2).with_column("q1", Column::Ratings(vec![1, 2])).expect("it fits");
        assert!(matches!(survey.column("q2"), Err(MetricProblem::UnknownColumn { .. })));
        assert_eq!(
            survey.column("q2").map(|_| ()).unwrap_err().to_string(),
            "there is no column `q2`; the columns are: q1"
        );
        let again = survey.clone().with_column("q1", Column::Ratings(vec![1, 2]));
        assert!(matches!(again, Err(MetricProblem::ColumnTwice { .. })));
        assert!(matches!(
            survey.clone().with_weights(vec![1.0]),
            Err(MetricProblem::ColumnLength { given: 1, needed: 2, .. })
        ));
        assert!(survey.clone().with_weights(vec![1.0, -1.0]).is_err());
        let clustered = survey.with_clusters(vec![4, 4]).expect("it fits");
        assert_eq!(clustered.design().expect("a design").degrees_of_freedom(), 0.0);
    }

    #[test]
    fn some_rows_keep_answers_and_segments() {
        let segments = Labels { names: vec!["a".into(), "b".into()], codes: vec![0, 1, 1] };
        let survey = SurveyTable::new(3)
            .with_column("x", Column::Ratings(vec![1, Column::MISSING, 3]))
            .and_then(|survey| survey.with_column("y", Column::from_answers([Some(0.5), None, Some(2.5)])))
            .and_then(|survey| survey.with_segments(segments))
            .expect("it fits");
        let picked = survey.picked(&[2, 0, 1], vec![2.0, 1.0, 1.0]).expect("rows");
        let column = |name: &str| picked.column(name).expect("it is there").iter().collect::<Vec<_>>();
        assert_eq!(column("x"), [Some(3.0), Some(1.0), None]);
        assert_eq!(column("y"), [Some(2.5), Some(0.5), None]);
        assert_eq!(picked.segments().map(|of| of.codes.clone()), Some(vec![1, 0, 1]));
        assert_eq!(picked.weights(), Some(&[2.0, 1.0, 1.0][..]));
        assert_eq!(survey.picked(&[0, 2], vec![1.0; 2]).expect("rows").weights(), None);
    }

    #[test]
    fn complete_rows_answered_everything() {
        let survey = SurveyTable::new(3)
            .with_column("a", Column::Ratings(vec![1, Column::MISSING, 3]))
            .and_then(|survey| survey.with_column("b", Column::from_answers([Some(1.0), Some(2.0), None])))
            .expect("it fits");
        assert_eq!(survey.complete_rows(&["a", "b"]), Ok(vec![0]));
        assert_eq!(survey.complete_rows(&["b"]), Ok(vec![0, 1]));
    }
}
