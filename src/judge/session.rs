//! What a thread keeps while it asks formulas: simulated people, servers, and who is no longer asked.

use super::external::ExternalProcess;
use super::formula::{Asking, OnTrial, Said};
use crate::journey::Workshop;
use crate::metrics::SurveyTable;

/// What a thread keeps.
pub(super) struct Session<'a> {
    pub workshop: Workshop,
    formulas: &'a [OnTrial],
    asking: Asking<'a>,
    processes: Vec<Option<ExternalProcess>>,
    /// Formulas that hung on a survey of this population.
    hung: Vec<bool>,
}

/// The reason given for a formula that hung before.
const HUNG: &str = "not asked again in a population in which it hung";

impl<'a> Session<'a> {
    pub fn new(formulas: &'a [OnTrial], asking: Asking<'a>) -> Self {
        Session {
            workshop: Workshop::default(),
            formulas,
            asking,
            processes: formulas.iter().map(|_| None).collect(),
            hung: vec![false; formulas.len()],
        }
    }

    pub fn formulas(&self) -> &'a [OnTrial] {
        self.formulas
    }

    pub fn asking(&self) -> &Asking<'a> {
        &self.asking
    }

    /// Begins a population: what happened in another one has no consequences in it, so that its result does not depend on
    /// which thread took it.
    pub fn begin(&mut self) {
        self.hung.fill(false);
    }

    /// What the formula at a place says about a survey.
    pub fn say(&mut self, at: usize, survey: &SurveyTable) -> Result<Said, String> {
        if self.hung[at] {
            return Err(HUNG.to_string());
        }
        let said = self.formulas[at].say(survey, &self.asking, &mut self.processes[at]);
        self.note(at, &said);
        said
    }

    /// What every formula says about a survey.
    pub fn say_all(&mut self, survey: &SurveyTable) -> Vec<Result<Said, String>> {
        (0..self.formulas.len()).map(|at| self.say(at, survey)).collect()
    }

    /// The value of a formula on error-free answers of everybody.
    pub fn census(&mut self, at: usize, everybody: &SurveyTable) -> Result<f64, String> {
        if self.hung[at] {
            return Err(HUNG.to_string());
        }
        let value = self.formulas[at].census(everybody, &self.asking, &mut self.processes[at]);
        self.note(at, &value);
        value
    }

    fn note<T>(&mut self, at: usize, said: &Result<T, String>) {
        if said.as_ref().is_err_and(|why| super::external::is_time_out(why)) {
            self.hung[at] = true;
        }
    }
}
