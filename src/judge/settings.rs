//! What a trial is asked to do.

use std::time::Duration;

use super::external::Protocol;
use super::requirement::Requirement;
use crate::experiment::quoted;

/// Whose answers formulas are judged on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// The panel: customers at the end of the horizon.
    #[default]
    Customers,
    /// Surveys after contacts: the answered contacts of the horizon.
    Contacts,
}

/// A program of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name in reports.
    pub name: String,
    /// The command.
    pub command: String,
    /// How it is asked.
    pub protocol: Protocol,
}

/// The options of a trial. All but `threads` change its results.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialSettings {
    /// Master seed.
    pub seed: u64,
    /// Simulated populations, 1 or more; below 20 the Monte Carlo standard errors are themselves doubtful.
    pub populations: u64,
    /// Surveys drawn of each population, 2 or more.
    pub surveys: u64,
    /// Threads; never changes a result.
    pub threads: usize,
    /// Level of the intervals on trial, above 0 and below 1.
    pub confidence: f64,
    /// Resamples with which every interval of the house is made; `None`: each formula's own interval.
    pub resamples: Option<u32>,
    /// Whose answers.
    pub of: Of,
    /// Built-in formulas, by name; `None`: all that the questionnaire feeds.
    pub built_in: Option<Vec<String>>,
    /// Formulas as expressions: name and text, besides those of the scenario.
    pub formulas: Vec<(String, String)>,
    /// Formulas as programs.
    pub programs: Vec<Program>,
    /// How long a program may take for one survey.
    pub time_out: Duration,
    /// Whether programs that start anew for each survey are also asked for the parts of their error and about panels, as
    /// servers always are.
    pub programs_split: bool,
    /// Whether the questions that a team asks are answered; they need further simulations.
    pub questions: bool,
    /// Bars.
    pub requirements: Vec<Requirement>,
    /// Changes already made to the scenario (`--set`), for the record only.
    pub set: Vec<(String, String)>,
}

impl Default for TrialSettings {
    fn default() -> Self {
        TrialSettings {
            seed: 1,
            populations: 50,
            surveys: 20,
            threads: crate::parallel::available_threads(),
            confidence: 0.95,
            resamples: None,
            of: Of::Customers,
            built_in: None,
            formulas: Vec::new(),
            programs: Vec::new(),
            time_out: Duration::from_secs(10),
            programs_split: false,
            questions: true,
            requirements: Vec::new(),
            set: Vec::new(),
        }
    }
}

impl TrialSettings {
    /// The verb and the options that change results, always in this order.
    pub(super) fn command(&self) -> String {
        let mut words = vec![
            "judge".to_string(),
            format!("--seed {}", self.seed),
            format!("--populations {}", self.populations),
            format!("--surveys {}", self.surveys),
            format!("--confidence {}", self.confidence),
        ];
        if self.of == Of::Contacts {
            words.push("--of contacts".to_string());
        }
        if let Some(resamples) = self.resamples {
            words.push(format!("--bootstrap {resamples}"));
        }
        if let Some(names) = &self.built_in {
            let names = if names.is_empty() { "none".to_string() } else { names.join(",") };
            words.push(format!("--only {}", quoted(&names)));
        }
        for (name, text) in &self.formulas {
            words.push(format!("--formula {}", quoted(&format!("{name}={text}"))));
        }
        for program in &self.programs {
            let option = match program.protocol {
                Protocol::Once => "--formula-cmd",
                Protocol::Server => "--formula-server",
            };
            words.push(format!("{option} {}", quoted(&format!("{}={}", program.name, program.command))));
        }
        if self.programs_split {
            words.push("--programs-split".to_string());
        }
        if !self.questions {
            words.push("--no-questions".to_string());
        }
        for requirement in &self.requirements {
            words.push(format!("--require {}", quoted(&requirement.to_string())));
        }
        for (path, value) in &self.set {
            words.push(format!("--set {}", quoted(&format!("{path}={value}"))));
        }
        words.join(" ")
    }
}
