//! Arms made ready, calibrated and run: from a scenario to facts and estimates.

use std::sync::Arc;

use crate::journey::{self, Blueprint, Calibration};
use crate::scenario::Scenario;
use crate::statistics::Confidence;

use super::arms::Arm;
use super::error::ExperimentError;
use super::estimates;
use super::names::Names;
use super::result::ArmResult;
use super::runs::{Ready, Riders, Runs, replicate_all};
use super::sample::Samples;
use super::settings::{Progress, Settings, Stage, Watch};
use super::warnings;

/// One arm of an experiment with what it takes to run it.
pub(super) struct Entrant {
    /// Name of the arm.
    pub name: String,
    /// Interventions in force.
    pub interventions: Vec<String>,
    /// What runs.
    pub ready: Ready,
}

/// What the entrants gave.
pub(super) struct Ran {
    /// The facts of all replications.
    pub runs: Runs,
    /// The samples of the whole run, by arm.
    pub samples: Vec<Samples>,
    /// The estimates, by arm.
    pub arms: Vec<ArmResult>,
    /// What the reader must know of how the runs went.
    pub warnings: Vec<String>,
}

impl Entrant {
    /// An arm with what it takes to run it.
    pub fn new(
        name: &str,
        interventions: Vec<String>,
        blueprint: &Arc<Blueprint>,
        calibration: &Arc<Calibration>,
    ) -> Entrant {
        let ready = Ready { blueprint: Arc::clone(blueprint), calibration: Arc::clone(calibration) };
        Entrant { name: name.to_string(), interventions, ready }
    }

    /// The arms of one scenario, which share one calibration.
    pub fn of_arms(
        arms: &[Arm],
        scenario: &Scenario,
        blueprints: &[Arc<Blueprint>],
        calibration: &Arc<Calibration>,
    ) -> Vec<Entrant> {
        arms.iter()
            .zip(blueprints)
            .map(|(arm, blueprint)| {
                Entrant::new(&arm.name, arm.interventions(scenario), blueprint, calibration)
            })
            .collect()
    }
}

/// The blueprints of some arms. Made before anything is calibrated, so that an arm beyond its limits is told at once.
pub(super) fn blueprints(
    arms: &[Arm],
    scenario: &Scenario,
    settings: &Settings,
) -> Result<Vec<Arc<Blueprint>>, ExperimentError> {
    let links = settings.links(scenario);
    arms.iter().map(|arm| Ok(Arc::new(scenario.blueprint(&arm.doses, links)?))).collect()
}

/// The calibration of a baseline.
pub(super) fn calibrated(baseline: &Blueprint, settings: &Settings, watch: &Watch) -> Arc<Calibration> {
    let progress = |done| (watch.progress)(Progress { stage: Stage::Calibration, done, of: 1 });
    progress(0);
    let calibration = Arc::new(journey::calibrate(baseline, settings.seed));
    progress(1);
    calibration
}

/// Runs all entrants, with riders, and estimates everything that stands by itself.
pub(super) fn simulate(
    entrants: &[Entrant],
    riders: &Riders,
    settings: &Settings,
    watch: &Watch,
) -> Result<Ran, ExperimentError> {
    let ready: Vec<Ready> = entrants.iter().map(|entrant| entrant.ready.clone()).collect();
    let Settings { replications, seed, threads, .. } = *settings;
    let runs = replicate_all(&ready, riders, replications, seed, threads, Stage::Arms, watch);
    if runs.replications == 0 {
        return Err(ExperimentError::NothingFinished);
    }
    let confidence = confidence(settings);
    let arms = entrants
        .iter()
        .zip(&runs.arms)
        .map(|(entrant, arm)| {
            estimates::arm_result(
                &entrant.name,
                entrant.interventions.clone(),
                arm,
                &Names::of(&entrant.ready.blueprint),
                confidence,
                currency(&entrant.ready.blueprint),
            )
        })
        .collect();
    let names: Vec<&str> = entrants.iter().map(|entrant| entrant.name.as_str()).collect();
    let warnings = warnings::of_runs(&names, &runs, settings.replications);
    let samples = runs.arms.iter().map(Samples::of_total).collect();
    Ok(Ran { runs, samples, arms, warnings })
}

/// The name of the currency, for labels.
pub(super) fn currency(blueprint: &Blueprint) -> &str {
    blueprint.before.money.as_ref().map_or("currency", |money| money.currency.as_str())
}

/// The confidence of all intervals.
pub(super) fn confidence(settings: &Settings) -> Confidence {
    Confidence::new(settings.confidence).unwrap_or_default()
}

/// Whether two blueprints have the same customers and categories, so that one calibration serves both.
pub(super) fn have_the_same_customers(one: &Blueprint, other: &Blueprint) -> bool {
    fn customers(blueprint: &Blueprint) -> Vec<(&str, u32)> {
        blueprint.segments.iter().map(|segment| (segment.name.as_str(), segment.size)).collect()
    }
    fn categories(blueprint: &Blueprint) -> Vec<&str> {
        let experience = blueprint.before.experience.iter();
        experience.flat_map(|model| model.categories.iter().map(|category| category.name.as_str())).collect()
    }
    customers(one) == customers(other) && categories(one) == categories(other)
}

/// The name, with a number behind it where it is taken.
pub(super) fn unused_name(name: &str, entrants: &[Entrant]) -> String {
    let taken = |name: &str| entrants.iter().any(|entrant| entrant.name == name);
    let mut candidate = name.to_string();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{name} ({number})");
        number += 1;
    }
    candidate
}
