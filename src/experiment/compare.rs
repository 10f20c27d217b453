//! The experiments a planner asks for: one arm, all arms of a scenario, or the baselines of several scenarios.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::journey::{self, Blueprint, Calibration};
use crate::metrics::Metric;
use crate::scenario::Scenario;
use crate::statistics::Confidence;

use super::arms::{self, Arm, BASELINE};
use super::error::ExperimentError;
use super::names::Names;
use super::payoffs::Books;
use super::replications::Replications;
use super::result::{ArmResult, CalibrationReport, Difference, Provenance, Results, Verdicts};
use super::runs::{Ready, Runs, replicate_all};
use super::sample::Samples;
use super::settings::{Progress, Settings, Stage, Watch};
use super::verdicts::Threshold;
use super::{budget, contrasts, doubt, effects, estimates, observed, payoffs, sentences, verdicts, warnings};

/// What an experiment gave.
#[derive(Debug)]
pub struct Outcome {
    /// Everything that is reported.
    pub results: Results,
    /// The figures of single replications.
    pub replications: Replications,
    /// Replications asked for.
    pub wanted: u64,
    /// Replications finished in every arm.
    pub finished: u64,
    /// Whether it was stopped before its end; what was finished is kept.
    pub interrupted: bool,
}

/// One arm of an experiment with what it takes to run it.
struct Entrant {
    name: String,
    interventions: Vec<String>,
    ready: Ready,
}

/// What the entrants gave.
struct Ran {
    runs: Runs,
    samples: Vec<Samples>,
    arms: Vec<ArmResult>,
    warnings: Vec<String>,
}

/// Runs one arm: the baseline, or the one that the settings name.
///
/// # Errors
/// When the settings or the scenario do not allow it, or it was stopped before the first replication was finished.
pub fn run(scenario: &Scenario, settings: &Settings, watch: &Watch) -> Result<Outcome, ExperimentError> {
    settings.validate()?;
    let arm = single_arm(scenario, settings)?;
    let (baseline, calibration) = calibrated(scenario, settings, watch)?;
    let is_baseline = arm.doses.is_empty();
    let blueprint = if is_baseline {
        Arc::clone(&baseline)
    } else {
        Arc::new(scenario.blueprint(&arm.doses, settings.links(scenario))?)
    };
    let entrants = [Entrant {
        name: arm.name.clone(),
        interventions: arm.interventions(scenario),
        ready: Ready {
            blueprint,
            calibration: Arc::clone(&calibration),
        },
    }];
    let ran = simulate(&entrants, settings, watch)?;
    let chosen = (!is_baseline).then(|| vec![arm.name.clone()]);
    let command = settings.command("run", chosen.as_deref());
    let mut results = bare_results(provenance(&[scenario], settings, command), &ran.arms);
    results.warnings = [scenario.warnings(), ran.warnings].concat();
    if is_baseline {
        held_against_reality(&mut results, scenario);
        report_calibration(&mut results, &baseline, &calibration, &ran.runs);
    }
    results.targets = observed::targets(scenario.spec(), &results.arms);
    Ok(outcome(results, &entrants, ran.runs, settings, false))
}

/// Runs the baseline and the arms of a scenario and contrasts them.
///
/// # Errors
/// As [`run`].
pub fn compare(scenario: &Scenario, settings: &Settings, watch: &Watch) -> Result<Outcome, ExperimentError> {
    settings.validate()?;
    let (arms, plan_warnings) = plan_arms(scenario, settings)?;
    let (baseline, calibration) = calibrated(scenario, settings, watch)?;
    let links = settings.links(scenario);
    let mut entrants = Vec::new();
    for arm in &arms {
        let blueprint = if arm.doses.is_empty() {
            Arc::clone(&baseline)
        } else {
            Arc::new(scenario.blueprint(&arm.doses, links)?)
        };
        entrants.push(Entrant {
            name: arm.name.clone(),
            interventions: arm.interventions(scenario),
            ready: Ready {
                blueprint,
                calibration: Arc::clone(&calibration),
            },
        });
    }
    let ran = simulate(&entrants, settings, watch)?;
    let chosen: Option<Vec<String>> = (settings.arms.is_some() && arms != usual_arms(scenario, settings).0)
        .then(|| arms[1..].iter().map(|arm| arm.name.clone()).collect());
    let command = settings.command("compare", chosen.as_deref());
    let mut results = bare_results(provenance(&[scenario], settings, command), &ran.arms);
    results.warnings = [scenario.warnings(), plan_warnings, ran.warnings.clone()].concat();
    held_against_reality(&mut results, scenario);
    report_calibration(&mut results, &baseline, &calibration, &ran.runs);
    results.targets = observed::targets(scenario.spec(), &results.arms);

    let thresholds = verdicts::thresholds(scenario.spec());
    judge(&mut results, &entrants, &ran, &thresholds, settings, Some((scenario, &arms)));
    let doubt_interrupted = doubt_inputs(
        &mut results,
        scenario,
        settings,
        &arms,
        &ran,
        &calibration,
        &thresholds,
        watch,
    );
    Ok(outcome(results, &entrants, ran.runs, settings, doubt_interrupted))
}

/// Runs the baselines of several scenarios and contrasts them with the first. Scenarios that differ in segments, reasons
/// or teams share the metrics of the whole.
///
/// # Errors
/// As [`run`].
pub fn compare_scenarios(
    scenarios: &[Scenario],
    settings: &Settings,
    watch: &Watch,
) -> Result<Outcome, ExperimentError> {
    settings.validate()?;
    if settings.arms.is_some() {
        return Err(ExperimentError::Setting(
            "`--arms` chooses among the interventions of one scenario, but several scenarios are compared".to_string(),
        ));
    }
    let Some((first, others)) = scenarios.split_first() else {
        return Err(ExperimentError::Setting("there is no scenario to compare".to_string()));
    };
    let mut warnings = Vec::new();
    let (baseline, calibration) = calibrated(first, settings, watch)?;
    let mut entrants = vec![Entrant {
        name: BASELINE.to_string(),
        interventions: Vec::new(),
        ready: Ready {
            blueprint: Arc::clone(&baseline),
            calibration: Arc::clone(&calibration),
        },
    }];
    for other in others {
        let blueprint = Arc::new(other.blueprint(&[], settings.links(other))?);
        let name = unused_name(other.name(), &entrants);
        let calibration = if have_the_same_customers(&baseline, &blueprint) {
            Arc::clone(&calibration)
        } else {
            warnings.push(format!(
                "`{name}` has other customers than the first scenario: its churn is calibrated to its own stated rates, \
                 so the contrast of churn is what the files state and not an effect of service"
            ));
            Arc::new(journey::calibrate(&blueprint, settings.seed))
        };
        entrants.push(Entrant {
            name,
            interventions: Vec::new(),
            ready: Ready { blueprint, calibration },
        });
    }
    if scenarios.iter().any(|scenario| !scenario.interventions().is_empty()) {
        warnings.push(
            "of several scenarios only the baselines are compared: their interventions are not run".to_string(),
        );
    }
    let ran = simulate(&entrants, settings, watch)?;
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let command = settings.command("compare", None);
    let mut results = bare_results(provenance(&all, settings, command), &ran.arms);
    results.warnings = scenarios.iter().flat_map(Scenario::warnings).collect();
    results.warnings.extend(warnings);
    results.warnings.extend(ran.warnings.iter().cloned());
    held_against_reality(&mut results, first);
    report_calibration(&mut results, &baseline, &calibration, &ran.runs);
    results.targets = observed::targets(first.spec(), &results.arms);
    let thresholds = verdicts::thresholds(first.spec());
    judge(&mut results, &entrants, &ran, &thresholds, settings, None);
    Ok(outcome(results, &entrants, ran.runs, settings, false))
}

/// The arms of a comparison in scenario order, and what the reader must know of those that could not be made.
pub(super) fn plan_arms(
    scenario: &Scenario,
    settings: &Settings,
) -> Result<(Vec<Arm>, Vec<String>), ExperimentError> {
    let (usual, warnings) = usual_arms(scenario, settings);
    let Some(asked) = &settings.arms else {
        return Ok((usual, warnings));
    };
    let names = intervention_names(scenario);
    let extra: Vec<Arm> = usual.into_iter().filter(|arm| !arm.is_as_stated()).collect();
    Ok((arms::choose(asked, &names, &extra)?, warnings))
}

/// The usual arms, and those of equal budget where the scenario asks for them.
fn usual_arms(scenario: &Scenario, settings: &Settings) -> (Vec<Arm>, Vec<String>) {
    let mut arms = arms::usual(&intervention_names(scenario));
    let mut warnings = Vec::new();
    if arms.len() == 1 {
        warnings.push("the scenario has no interventions: there is nothing to compare the baseline with".to_string());
    }
    if let Some(amount) = scenario.spec().compare.equal_budget {
        let (equal, told) = budget::arms(scenario, amount, settings.links(scenario));
        arms.extend(equal);
        warnings.extend(told);
    }
    (arms, warnings)
}

fn intervention_names(scenario: &Scenario) -> Vec<String> {
    scenario.interventions().iter().map(|spec| spec.name.clone()).collect()
}

/// The arm that `run` runs.
fn single_arm(scenario: &Scenario, settings: &Settings) -> Result<Arm, ExperimentError> {
    let (arms, _) = plan_arms(
        scenario,
        &Settings {
            arms: Some(settings.arms.clone().unwrap_or_default()),
            ..settings.clone()
        },
    )?;
    match arms.as_slice() {
        [only] => Ok(only.clone()),
        [_, only] => Ok(only.clone()),
        _ => Err(ExperimentError::Setting(
            "`run` runs one arm, but `--arms` names several; `goodwill compare` runs several".to_string(),
        )),
    }
}

/// The baseline of a scenario and its calibration.
fn calibrated(
    scenario: &Scenario,
    settings: &Settings,
    watch: &Watch,
) -> Result<(Arc<Blueprint>, Arc<Calibration>), ExperimentError> {
    let progress = |done| {
        (watch.progress)(Progress {
            stage: Stage::Calibration,
            done,
            of: 1,
        });
    };
    let baseline = Arc::new(scenario.blueprint(&[], settings.links(scenario))?);
    progress(0);
    let calibration = Arc::new(journey::calibrate(&baseline, settings.seed));
    progress(1);
    Ok((baseline, calibration))
}

/// Runs all entrants and estimates everything that stands by itself.
fn simulate(entrants: &[Entrant], settings: &Settings, watch: &Watch) -> Result<Ran, ExperimentError> {
    let ready: Vec<Ready> = entrants.iter().map(|entrant| entrant.ready.clone()).collect();
    let runs = replicate_all(
        &ready,
        settings.replications,
        settings.seed,
        settings.threads,
        Stage::Arms,
        watch,
    );
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
    Ok(Ran {
        runs,
        samples,
        arms,
        warnings,
    })
}

/// Fills in contrasts, effects, verdicts and payoffs.
fn judge(
    results: &mut Results,
    entrants: &[Entrant],
    ran: &Ran,
    thresholds: &[Threshold],
    settings: &Settings,
    factorial: Option<(&Scenario, &[Arm])>,
) {
    let confidence = confidence(settings);
    let names: Vec<&str> = entrants.iter().map(|entrant| entrant.name.as_str()).collect();
    let first = &entrants[0].ready.blueprint;
    let style = sentences::Style {
        confidence: settings.confidence,
        currency: currency(first),
    };
    results.contrasts = contrasts::contrasts(&names, &ran.samples, confidence);
    let gains: Vec<Option<Difference>> = contrasts::gains(&ran.samples, confidence);
    let books: Vec<Books> = entrants
        .iter()
        .zip(&ran.arms)
        .zip(&ran.runs.arms)
        .map(|((entrant, result), runs)| Books {
            result,
            runs,
            blueprint: &entrant.ready.blueprint,
        })
        .collect();
    let (payoffs, note) = payoffs::payoffs(&books, &results.contrasts, &gains);
    results.payoffs = payoffs;
    results.warnings.extend(note);
    let mut in_words = Vec::new();
    if let Some((scenario, arms)) = factorial {
        let names = intervention_names(scenario);
        results.effects = effects::effects(arms, &names, &ran.samples, confidence);
        in_words =
            sentences::effects(arms, &names, &results.contrasts, &results.effects, thresholds, &style);
    }
    let rows = verdicts::rows(&results.contrasts, thresholds);
    let recommended = verdicts::recommended(&results.contrasts, &gains, &rows, thresholds);
    let found = sentences::Found {
        contrasts: &results.contrasts,
        thresholds,
        recommended,
        payoffs: &results.payoffs,
        has_money: ran.samples[0].get(Metric::Profit).is_some(),
    };
    let headline = sentences::headline(&found, &style);
    let recommended = found.recommended.map(|(contrast, _)| contrast.arm.clone());
    if !results.contrasts.is_empty() {
        results.verdicts = Some(Verdicts {
            rows,
            recommended,
            headline,
            sentences: in_words,
        });
    }
}

/// Fills in the table of doubtful inputs; tells whether it was interrupted.
#[allow(clippy::too_many_arguments)]
fn doubt_inputs(
    results: &mut Results,
    scenario: &Scenario,
    settings: &Settings,
    arms: &[Arm],
    ran: &Ran,
    calibration: &Arc<Calibration>,
    thresholds: &[Threshold],
    watch: &Watch,
) -> bool {
    if arms.len() < 2 || settings.doubt_replications == 0 {
        return false;
    }
    if ran.runs.replications < settings.replications {
        results.warnings.push("the table of doubtful inputs is left out".to_string());
        return true;
    }
    let recommended = results.verdicts.as_ref().and_then(|verdicts| verdicts.recommended.as_deref());
    let at = recommended
        .and_then(|name| arms.iter().position(|arm| arm.name == name))
        .unwrap_or(arms.len() - 1);
    let question = doubt::Question {
        scenario,
        settings,
        links: settings.links(scenario),
        arm: &arms[at],
        calibration,
        stated: [&ran.runs.arms[0], &ran.runs.arms[at]],
        thresholds,
        has_customers: ran.samples[0].get(Metric::ChurnMonthly).is_some(),
        has_money: ran.samples[0].get(Metric::Profit).is_some(),
    };
    let (doubt, warnings) = doubt::doubt(&question, watch);
    let interrupted = doubt.is_none() && watch.cancellation.is_cancelled();
    results.doubt = doubt;
    results.warnings.extend(warnings);
    interrupted
}

/// Fills in what was observed, and the warnings that go with it.
fn held_against_reality(results: &mut Results, scenario: &Scenario) {
    let baseline = &results.arms[0];
    let rows = observed::observed(scenario.spec(), baseline);
    let told = observed::warnings(scenario.spec(), &rows, baseline);
    results.observed = rows;
    results.warnings.extend(told);
}

/// Fills in what was calibrated; a bare operation has nothing to calibrate.
fn report_calibration(results: &mut Results, baseline: &Blueprint, calibration: &Calibration, runs: &Runs) {
    if baseline.segments.is_empty() {
        return;
    }
    let by_segment = |values: &[f64]| {
        baseline
            .segments
            .iter()
            .zip(values)
            .map(|(segment, &value)| (segment.name.clone(), value))
            .collect()
    };
    let baseline_drift = warnings::drift(&runs.arms[0]);
    results.calibration = Some(CalibrationReport {
        churn_intercepts: by_segment(&calibration.churn_intercepts),
        satisfaction_reference: by_segment(&calibration.satisfaction_reference),
        word_of_mouth_reference: calibration.word_of_mouth_reference,
        baseline_drift,
    });
    results.warnings.extend(warnings::of_drift(baseline_drift));
}

fn bare_results(goodwill: Provenance, arms: &[ArmResult]) -> Results {
    Results {
        goodwill,
        arms: arms.to_vec(),
        contrasts: Vec::new(),
        effects: Vec::new(),
        verdicts: None,
        payoffs: Vec::new(),
        doubt: None,
        observed: Vec::new(),
        targets: Vec::new(),
        calibration: None,
        warnings: Vec::new(),
    }
}

fn provenance(scenarios: &[&Scenario], settings: &Settings, command: String) -> Provenance {
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name()).collect();
    let scenario_sha256 = match scenarios {
        [only] => only.sha256(),
        // Several scenarios are identified by the hash of their hashes, one per line.
        several => {
            let lines: String = several.iter().map(|scenario| scenario.sha256() + "\n").collect();
            Sha256::digest(lines.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
        }
    };
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_string(),
        stream_version: crate::random::STREAM_VERSION,
        scenario: names.join(", "),
        scenario_sha256,
        seed: settings.seed,
        command,
    }
}

fn outcome(
    results: Results,
    entrants: &[Entrant],
    runs: Runs,
    settings: &Settings,
    doubt_interrupted: bool,
) -> Outcome {
    let finished = runs.replications;
    let mut replications = Replications::default();
    for (entrant, arm) in entrants.iter().zip(runs.arms) {
        let names = Names::of(&entrant.ready.blueprint);
        replications.push(&entrant.name, names, arm.replications);
    }
    Outcome {
        results,
        replications,
        wanted: settings.replications,
        finished,
        interrupted: finished < settings.replications || doubt_interrupted,
    }
}

fn currency(blueprint: &Blueprint) -> &str {
    blueprint.before.money.as_ref().map_or("currency", |money| money.currency.as_str())
}

fn confidence(settings: &Settings) -> Confidence {
    Confidence::new(settings.confidence).unwrap_or_default()
}

/// Whether two blueprints have the same customers and categories, so that one calibration serves both.
fn have_the_same_customers(one: &Blueprint, other: &Blueprint) -> bool {
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
fn unused_name(name: &str, entrants: &[Entrant]) -> String {
    let taken = |name: &str| entrants.iter().any(|entrant| entrant.name == name);
    let mut candidate = name.to_string();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{name} ({number})");
        number += 1;
    }
    candidate
}
