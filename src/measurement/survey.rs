//! A survey that was read and checked.

use super::model::SurveyModelFile;
use crate::metrics::kano::Answer;
use crate::metrics::{Labels, Scale, SurveyTable};
use crate::statistics::Confidence;

/// A survey with its model, ready to be measured.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The model.
    pub model: SurveyModelFile,
    /// Confidence of all intervals.
    pub confidence: Confidence,
    /// Answers, weights, strata and clusters.
    pub table: SurveyTable,
    /// Groups by the name of their column.
    pub groups: Vec<(String, Labels)>,
    /// Scale of each item.
    pub scales: Vec<(String, Scale)>,
    /// Answers to the Kano pairs, feature by feature: functional, dysfunctional.
    pub kano: Vec<KanoAnswers>,
    /// What was noticed while reading.
    pub notes: Vec<String>,
}

/// Answers to one Kano pair, person by person: functional, dysfunctional.
pub type KanoAnswers = (Vec<Option<Answer>>, Vec<Option<Answer>>);

impl Survey {
    /// The scale of an item.
    pub fn scale(&self, column: &str) -> Option<Scale> {
        self.scales.iter().find(|(name, _)| name == column).map(|(_, scale)| *scale)
    }

    /// Whether the sample has weights, strata or clusters, so that formulas for plain counts do not hold.
    pub fn has_design(&self) -> bool {
        let design = &self.model.design;
        design.weight.is_some() || design.stratum.is_some() || design.cluster.is_some()
    }

    /// How the noise of means is made, in words.
    pub fn noise(&self) -> &'static str {
        if self.has_design() { "linearised over the sample design" } else { "standard error of a mean" }
    }

    /// The segment of each row by a column of groups.
    pub fn group(&self, column: &str) -> Option<&Labels> {
        self.groups.iter().find(|(name, _)| name == column).map(|(_, labels)| labels)
    }
}
