//! What a thread keeps while it asks formulas: simulated people, servers, and who is no longer asked.

use super::external::ExternalProcess;
use super::formula::{Asking, OnTrial, Said};
use super::hearing::Hearing;
use super::resampled;
use crate::journey::Workshop;
use crate::metrics::SurveyTable;
use crate::statistics::normal;

/// What a thread keeps.
pub(super) struct Session<'a> {
    pub workshop: Workshop,
    formulas: &'a [OnTrial],
    asking: Asking<'a>,
    processes: Vec<Option<ExternalProcess>>,
    /// Formulas that hung on a survey of this population.
    hung: Vec<bool>,
    /// Whether a program was not heard because the trial is being stopped.
    is_stopped: bool,
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
            is_stopped: false,
        }
    }

    pub fn formulas(&self) -> &'a [OnTrial] {
        self.formulas
    }

    pub fn asking(&self) -> &Asking<'a> {
        &self.asking
    }

    /// Standard errors beyond which a figure of a survey is told from another one, at the level of the intervals.
    pub fn critical_value(&self) -> f64 {
        normal::critical_value(self.asking.confidence.miss())
    }

    /// Begins a population: what happened in another one has no consequences in it, so that its result does not depend on
    /// which thread took it.
    pub fn begin(&mut self) {
        self.hung.fill(false);
    }

    /// Whether a program was not heard because the trial is being stopped: what is known of this population is not whole.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// What the formula at a place says about a survey.
    fn say(&mut self, at: usize, hearing: &Hearing) -> Result<Said, String> {
        if self.hung[at] {
            return Err(HUNG.to_string());
        }
        let said = self.formulas[at].say(hearing, &self.asking, &mut self.processes[at]);
        self.note(at, &said);
        said
    }

    /// What every formula says about a survey.
    pub fn say_all(&mut self, survey: &SurveyTable) -> Vec<Result<Said, String>> {
        let hearing = Hearing::new(survey);
        let bootstrap = self.asking.bootstrap;
        let mut resampled = match &bootstrap {
            Some(bootstrap) => resampled::built_in(self.formulas, &hearing, &self.asking, bootstrap),
            None => vec![None; self.formulas.len()],
        };
        (0..self.formulas.len())
            .map(|at| match resampled[at].take() {
                Some(said) => said.map_err(|problem| problem.to_string()),
                None => self.say(at, &hearing),
            })
            .collect()
    }

    /// What the formula at a place estimates from a survey, without its noise; on error-free answers of everybody this is its
    /// census value.
    pub fn estimate(&mut self, at: usize, survey: &SurveyTable) -> Result<f64, String> {
        if self.hung[at] {
            return Err(HUNG.to_string());
        }
        let value = self.formulas[at].estimate(survey, &self.asking, &mut self.processes[at]);
        self.note(at, &value);
        value
    }

    /// What every formula estimates from a survey; `None` where it fails.
    pub fn estimate_all(&mut self, survey: &SurveyTable) -> Vec<Option<f64>> {
        (0..self.formulas.len()).map(|at| self.estimate(at, survey).ok()).collect()
    }

    /// The plug-in value of the formula at a place; `None` where it fails or its error is not split.
    pub fn plug_in(&mut self, at: usize, survey: &SurveyTable, parameters: Option<[f64; 3]>) -> Option<f64> {
        if self.hung[at] || !self.is_split(at) {
            return None;
        }
        let value = self.formulas[at].plug_in(survey, &self.asking, parameters, &mut self.processes[at]);
        self.note(at, &value);
        value.ok()
    }

    /// Whether the error of the formula at a place is told in parts.
    pub fn is_split(&self, at: usize) -> bool {
        self.formulas[at].is_split(&self.asking)
    }

    fn note<T>(&mut self, at: usize, said: &Result<T, String>) {
        let Some(why) = said.as_ref().err() else { return };
        self.hung[at] |= super::external::is_time_out(why);
        self.is_stopped |= super::stopping::is_stopped(why);
    }
}
