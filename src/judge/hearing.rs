//! A survey before the formulas: what several of them need of it is worked out once.

use std::cell::OnceCell;

use crate::metrics::{MetricProblem, SurveyTable};
use crate::statistics::SampleDesign;

/// A survey that every formula is asked about.
pub(super) struct Hearing<'a> {
    /// The survey.
    pub survey: &'a SurveyTable,
    design: OnceCell<Result<SampleDesign, MetricProblem>>,
}

impl<'a> Hearing<'a> {
    pub fn new(survey: &'a SurveyTable) -> Self {
        Hearing { survey, design: OnceCell::new() }
    }

    /// Its weights, strata and clusters.
    pub fn design(&self) -> Result<&SampleDesign, MetricProblem> {
        self.design.get_or_init(|| self.survey.design()).as_ref().map_err(Clone::clone)
    }
}
