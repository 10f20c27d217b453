//! What an experiment is asked to do besides the scenario, and who watches it.

use crate::journey::{Links, Recorder};
use crate::parallel::Cancellation;
use crate::scenario::Scenario;

use super::error::ExperimentError;

/// The options of an experiment. All but `threads` change its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Master seed.
    pub seed: u64,
    /// Replications of each arm, 1 or more.
    pub replications: u64,
    /// Threads; never changes a result.
    pub threads: usize,
    /// Level of all confidence intervals, above 0 and below 1.
    pub confidence: f64,
    /// Arms wanted, in any order; `None` stands for the usual ones.
    pub arms: Option<Vec<String>>,
    /// Cut the feedback from satisfaction to behaviour.
    pub open_loop: bool,
    /// Replications of each cell of the doubt table; 0 leaves the table out.
    pub doubt_replications: u64,
    /// Replications with which all assumptions are screened; 0 leaves the screening out.
    pub screening_replications: u64,
    /// How the paths of the assumptions begin that are screened; empty stands for all of them.
    pub screening_of: Vec<String>,
    /// Changes already made to the scenario (`--set`), for the record only.
    pub set: Vec<(String, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            seed: 1,
            replications: 20,
            threads: crate::parallel::available_threads(),
            confidence: 0.95,
            arms: None,
            open_loop: false,
            doubt_replications: 2,
            screening_replications: 0,
            screening_of: Vec::new(),
            set: Vec::new(),
        }
    }
}

impl Settings {
    /// Refuses options that no experiment can honour.
    pub(super) fn validate(&self) -> Result<(), ExperimentError> {
        if self.replications == 0 {
            return Err(ExperimentError::Setting(
                "`--replications` is 0, but it must be at least 1".to_string(),
            ));
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(ExperimentError::Setting(format!(
                "`--confidence` is {}, but it must lie between 0 and 1, such as 0.95",
                self.confidence
            )));
        }
        Ok(())
    }

    /// What the reader must know of options that do nothing in this scenario.
    pub(super) fn idle_options(&self, scenario: &Scenario) -> Option<String> {
        (self.open_loop && scenario.spec().is_bare()).then(|| {
            "`--open-loop` changes nothing here: without segments there are no customers whose satisfaction could move anything"
                .to_string()
        })
    }

    /// The links that are live: the scenario's, less those that `open_loop` cuts.
    pub fn links(&self, scenario: &Scenario) -> Links {
        let stated = scenario.links();
        if self.open_loop {
            Links { complaint: false, churn: false, word_of_mouth: false, ..stated }
        } else {
            stated
        }
    }

    /// The verb and the options that change results, always in this order and with defaults spelled out.
    pub(super) fn command(&self, verb: &str, chosen: Option<&[String]>) -> String {
        let mut words = vec![
            verb.to_string(),
            format!("--seed {}", self.seed),
            format!("--replications {}", self.replications),
            format!("--confidence {}", self.confidence),
        ];
        if verb == "compare" {
            words.push(format!("--doubt-replications {}", self.doubt_replications));
        }
        if self.screening_replications > 0 {
            words.push(format!("--screening-replications {}", self.screening_replications));
            if !self.screening_of.is_empty() {
                words.push(format!("--screening-of {}", quoted(&self.screening_of.join(","))));
            }
        }
        if let Some(names) = chosen {
            words.push(format!("--arms {}", quoted(&names.join(","))));
        }
        if self.open_loop {
            words.push("--open-loop".to_string());
        }
        for (path, value) in &self.set {
            words.push(format!("--set {}", quoted(&format!("{path}={value}"))));
        }
        words.join(" ")
    }
}

/// The text as one word of a POSIX shell.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.,=+%/:".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_string()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Who watches an experiment: hears how far it is and may stop it.
pub struct Watch<'a> {
    /// The wish to stop.
    pub cancellation: &'a Cancellation,
    /// Hears of each finished piece of work, from any thread.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Where the records of every replication go; `None` keeps sums only. Only [`run`](super::run) records.
    pub records: Option<&'a dyn Records>,
}

/// Takes the records of replications, from any thread.
pub trait Records: Sync {
    /// Begins the records of one replication; they are complete when what is returned is closed.
    fn begin(&self, replication: u64) -> Box<dyn ReplicationRecords + '_>;
}

/// Takes the records of one replication.
pub trait ReplicationRecords: Recorder {
    /// No further record comes.
    fn close(self: Box<Self>);
}

/// How far an experiment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Pieces of this stage that are done.
    pub done: usize,
    /// Pieces of this stage.
    pub of: usize,
}

/// The stages of an experiment, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding the starting memory and the intercepts of the churn hazard on the baseline.
    Calibration,
    /// Arms times replications.
    Arms,
    /// The table of doubtful inputs.
    Doubt,
    /// All assumptions, one after the other.
    Screening,
    /// The cases whose figures are known.
    Cases,
    /// Populations on which formulas are tried.
    Populations,
}

impl Stage {
    /// The stage in words.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Calibration => "calibrating the baseline",
            Stage::Arms => "simulating the arms",
            Stage::Doubt => "trying doubtful inputs",
            Stage::Screening => "screening all assumptions",
            Stage::Cases => "checking known answers",
            Stage::Populations => "trying populations",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_names_what_changes_results_and_nothing_else() {
        let settings = Settings {
            threads: 7,
            open_loop: true,
            set: vec![("team.front.agents".to_string(), "+25%".to_string())],
            ..Settings::default()
        };
        assert_eq!(
            settings.command("compare", Some(&["a".to_string(), "a + b".to_string()])),
            "compare --seed 1 --replications 20 --confidence 0.95 --doubt-replications 2 \
             --arms 'a,a + b' --open-loop --set team.front.agents=+25%"
        );
        assert_eq!(
            settings.command("run", None),
            "run --seed 1 --replications 20 --confidence 0.95 --open-loop --set team.front.agents=+25%"
        );
    }

    #[test]
    fn impossible_settings_are_refused() {
        for settings in [
            Settings { replications: 0, ..Settings::default() },
            Settings { confidence: 1.0, ..Settings::default() },
            Settings { confidence: f64::NAN, ..Settings::default() },
        ] {
            assert!(settings.validate().is_err());
        }
    }
}
