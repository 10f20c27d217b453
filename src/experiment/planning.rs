//! Which arms an experiment runs, by scenario and settings.

use crate::scenario::Scenario;

use super::arms::{self, Arm, BASELINE};
use super::budget;
use super::error::ExperimentError;
use super::settings::Settings;

/// The arms of an experiment.
pub(super) struct Plan {
    /// The arms in scenario order, the baseline first.
    pub arms: Vec<Arm>,
    /// Whether they are those that are run when nobody chooses.
    pub is_usual: bool,
    /// What the reader must know of arms that could not be made.
    pub warnings: Vec<String>,
}

impl Plan {
    /// The arms of a comparison: the usual ones, or those that the settings choose.
    pub fn of(scenario: &Scenario, settings: &Settings) -> Result<Plan, ExperimentError> {
        let (usual, warnings) = usual_arms(scenario, settings);
        let arms = match &settings.arms {
            None => usual.clone(),
            Some(asked) => {
                let names = intervention_names(scenario);
                let scaled: Vec<Arm> = usual.iter().filter(|arm| !arm.is_as_stated()).cloned().collect();
                arms::choose(asked, &names, &scenario.alternatives(), &scaled)?
            }
        };
        Ok(Plan { is_usual: arms == usual, arms, warnings })
    }

    /// The arms besides the baseline by name, unless they are the usual ones.
    pub fn chosen(&self) -> Option<Vec<String>> {
        let names = self.arms.iter().skip(1).map(|arm| arm.name.clone());
        (!self.is_usual).then(|| names.collect())
    }
}

/// Whether the scenario has the arms of a comparison that the settings ask for; nothing is simulated.
pub fn check_arms(scenario: &Scenario, settings: &Settings) -> Result<(), ExperimentError> {
    Plan::of(scenario, settings).map(|_| ())
}

/// Whether the scenario has the one arm of a run that the settings ask for; nothing is simulated.
pub fn check_arm(scenario: &Scenario, settings: &Settings) -> Result<(), ExperimentError> {
    single_arm(scenario, settings).map(|_| ())
}

/// The arm that `run` runs: the baseline, or the one that the settings name.
pub(super) fn single_arm(scenario: &Scenario, settings: &Settings) -> Result<Arm, ExperimentError> {
    let asked = settings.arms.clone().unwrap_or_default();
    // The baseline stands in every plan, so that one beside another arm shows in what was asked alone.
    let others = asked.iter().filter(|name| name.trim() != BASELINE).count();
    let names_baseline_too = others > 0 && others < asked.len();
    let named = Settings { arms: Some(asked), ..settings.clone() };
    match Plan::of(scenario, &named)?.arms.as_slice() {
        [only] | [_, only] if !names_baseline_too => Ok(only.clone()),
        _ => Err(ExperimentError::Setting(
            "`run` runs one arm, but `--arms` names several; `goodwill compare` runs several".to_string(),
        )),
    }
}

/// The names of a scenario's interventions.
pub(super) fn intervention_names(scenario: &Scenario) -> Vec<String> {
    let interventions = scenario.interventions().iter();
    interventions.map(|spec| spec.name.clone()).collect()
}

/// The usual arms, and those of equal budget where the scenario asks for them.
fn usual_arms(scenario: &Scenario, settings: &Settings) -> (Vec<Arm>, Vec<String>) {
    let names = intervention_names(scenario);
    let stated = &scenario.spec().compare.arms;
    // The names were checked when the scenario was read.
    let alternatives = scenario.alternatives();
    let chosen = if stated.is_empty() { None } else { arms::choose(stated, &names, &alternatives, &[]).ok() };
    let mut arms = chosen.unwrap_or_else(|| arms::usual(&names, &alternatives));
    let mut warnings = Vec::new();
    if let Some(amount) = scenario.spec().compare.equal_budget {
        let (equal, told) = budget::arms(scenario, amount, settings.links(scenario));
        arms.extend(equal);
        warnings.extend(told);
    }
    (arms, warnings)
}
