//! The columns a formula may name.

use crate::metrics::survey_table::{Labels, SurveyTable};

/// Names of the columns of a survey, by what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormulaColumns {
    /// Columns of numbers: answers to questions.
    pub numbers: Vec<String>,
    /// Columns of names, such as `segment`, with the names that occur.
    pub labels: Vec<(String, Vec<String>)>,
}

impl FormulaColumns {
    /// The columns of a survey.
    pub fn of(survey: &SurveyTable) -> Self {
        let labels =
            labels_of(survey).into_iter().map(|(name, labels)| (name.to_string(), labels.names.clone()));
        FormulaColumns {
            numbers: survey.columns().map(|(name, _)| name.to_string()).collect(),
            labels: labels.collect(),
        }
    }

    /// All names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        let labels = self.labels.iter().map(|(name, _)| name);
        self.numbers.iter().chain(labels).map(String::as_str)
    }
}

/// The columns of names that a survey has.
pub(super) fn labels_of(survey: &SurveyTable) -> Vec<(&'static str, &Labels)> {
    [("segment", survey.segments()), ("wave", survey.waves())]
        .into_iter()
        .filter_map(|(name, labels)| labels.map(|labels| (name, labels)))
        .collect()
}
