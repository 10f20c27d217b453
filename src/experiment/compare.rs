//! The experiments a planner asks for: one arm, all arms of a scenario, or the baselines of several scenarios.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::journey::{self, Blueprint, Calibration, FailureEffect, ModelPart};
use crate::metrics::Metric;
use crate::scenario::Scenario;

use super::arms::{Arm, BASELINE};
use super::contrasts;
use super::doubt;
use super::entrants::{
    Entrant, Ran, blueprints, calibrated, confidence, currency, have_the_same_customers, simulate,
    unused_name,
};
use super::error::ExperimentError;
use super::judgement;
use super::names::Names;
use super::observed;
use super::planning::{Plan, single_arm};
use super::provenance::provenance;
use super::replications::Replications;
use super::result::{CalibrationReport, FailureSplit, Provenance, Results};
use super::runs::{Riders, Runs};
use super::service;
use super::settings::{Settings, Watch};
use super::twin::twins;
use super::verdicts::{self, Threshold};
use super::warnings;

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

/// Runs one arm: the baseline, or the one that the settings name.
///
/// # Errors
/// When the settings or the scenario do not allow it, or it was stopped before the first replication was finished.
pub fn run(scenario: &Scenario, settings: &Settings, watch: &Watch) -> Result<Outcome, ExperimentError> {
    settings.validate()?;
    let arm = single_arm(scenario, settings)?;
    let is_baseline = arm.doses.is_empty();
    let arms = [Arm::baseline(), arm];
    let blueprints = blueprints(&arms, scenario, settings)?;
    let baseline = &blueprints[0];
    let calibration = calibrated(baseline, settings, watch);
    let entrants = Entrant::of_arms(&arms[1..], scenario, &blueprints[1..], &calibration);
    let ran = simulate(&entrants, &Riders::default(), settings, watch)?;
    let chosen = (!is_baseline).then(|| vec![arms[1].name.clone()]);
    let command = settings.command("run", chosen.as_deref());
    let mut results =
        first_results(provenance(&[scenario], settings.seed, command), settings.confidence, &ran);
    results.warnings = [scenario.warnings(), ran.warnings.clone()].concat();
    results.warnings.extend(settings.idle_options(scenario));
    if is_baseline {
        hold_against_reality(&mut results, scenario);
        report_calibration(&mut results, baseline, &calibration, &ran.runs);
    }
    results.targets = observed::targets(scenario.spec(), &results.arms);
    if !money_decides(baseline) {
        let (arm, blueprint) = (&results.arms[0], &blueprints[1]);
        results.summary = service::summary(arm, blueprint, &results.targets, currency(blueprint));
    }
    results.twins = twins(&blueprints[1], &ran.runs.arms[0], confidence(settings));
    Ok(outcome(results, &entrants, ran.runs, settings, false))
}

/// Runs the baseline and the arms of a scenario and contrasts them.
///
/// # Errors
/// As [`run`].
pub fn compare(scenario: &Scenario, settings: &Settings, watch: &Watch) -> Result<Outcome, ExperimentError> {
    settings.validate()?;
    doubt::screening_paths_exist(scenario, settings)?;
    let plan = Plan::of(scenario, settings)?;
    let blueprints = blueprints(&plan.arms, scenario, settings)?;
    let baseline = &blueprints[0];
    let calibration = calibrated(baseline, settings, watch);
    let entrants = Entrant::of_arms(&plan.arms, scenario, &blueprints, &calibration);
    let other_prices = doubt::OtherPrices::in_doubt(scenario, settings, &plan.arms, &calibration);
    let ran = simulate(&entrants, &other_prices.riders, settings, watch)?;
    let command = settings.command("compare", plan.chosen().as_deref());
    let mut results =
        first_results(provenance(&[scenario], settings.seed, command), settings.confidence, &ran);
    results.warnings = [scenario.warnings(), plan.warnings.clone(), ran.warnings.clone()].concat();
    results.warnings.extend(settings.idle_options(scenario));
    if plan.arms.len() == 1 {
        let alone = "only the baseline was run: there is nothing to compare it with";
        results.warnings.push(alone.to_string());
    }
    hold_against_reality(&mut results, scenario);
    report_calibration(&mut results, baseline, &calibration, &ran.runs);
    results.targets = observed::targets(scenario.spec(), &results.arms);

    let thresholds = verdicts::thresholds(scenario.spec(), &of_service(scenario, &entrants, &ran));
    judgement::judge(&mut results, &entrants, &ran, &thresholds, settings);
    judgement::judge_effects(&mut results, scenario, &plan.arms, &ran, &thresholds, settings);
    let mut doubt_interrupted = false;
    if let Some(at) = arm_in_doubt(&results, &plan.arms) {
        let question = doubt::Question {
            scenario,
            settings,
            links: settings.links(scenario),
            arms: &plan.arms,
            runs: &ran.runs,
            other_prices: &other_prices,
            at,
            gains: &contrasts::gains(&ran.samples, confidence(settings)),
            calibration: &calibration,
            thresholds: &thresholds,
            has_customers: ran.samples[0].get(Metric::ChurnMonthly).is_some(),
            has_money: ran.samples[0].get(Metric::Profit).is_some(),
        };
        doubt_interrupted = report_doubt(&mut results, &question, watch);
        doubt_interrupted |= report_screening(&mut results, &question, watch);
    }
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
    let Some(first) = scenarios.first() else {
        return Err(ExperimentError::Setting("there is no scenario to compare".to_string()));
    };
    refuse_options_of_one(settings)?;
    let mut told: Vec<String> = scenarios.iter().flat_map(Scenario::warnings).collect();
    let mut blueprints = Vec::new();
    for scenario in scenarios {
        blueprints.push(Arc::new(scenario.blueprint(&[], settings.links(scenario))?));
    }
    let baseline = &blueprints[0];
    let calibration = calibrated(baseline, settings, watch);
    let entrants = entrants_of(scenarios, &blueprints, &calibration, settings.seed, &mut told);
    if scenarios.iter().any(|scenario| !scenario.interventions().is_empty()) {
        told.push(
            "of several scenarios only the baselines are compared: their interventions are not run"
                .to_string(),
        );
    }
    let ran = simulate(&entrants, &Riders::default(), settings, watch)?;
    told.extend(ran.warnings.iter().cloned());
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let command = settings.command("compare", None);
    let mut results = first_results(provenance(&all, settings.seed, command), settings.confidence, &ran);
    results.warnings = told;
    hold_against_reality(&mut results, first);
    report_calibration(&mut results, baseline, &calibration, &ran.runs);
    results.targets = observed::targets(first.spec(), &results.arms);
    let thresholds = verdicts::thresholds(first.spec(), &of_service(first, &entrants, &ran));
    judgement::judge(&mut results, &entrants, &ran, &thresholds, settings);
    Ok(outcome(results, &entrants, ran.runs, settings, false))
}

/// Refuses options that speak of the interventions or the assumptions of one scenario.
fn refuse_options_of_one(settings: &Settings) -> Result<(), ExperimentError> {
    if settings.arms.is_some() {
        return Err(ExperimentError::Setting(
            "`--arms` chooses among the interventions of one scenario, but several scenarios are compared"
                .to_string(),
        ));
    }
    if settings.screening_replications > 0 {
        return Err(ExperimentError::Setting(
            "`--screening-replications` moves the assumptions of one scenario, but several scenarios are compared"
                .to_string(),
        ));
    }
    Ok(())
}

/// The baselines of several scenarios as arms, of which the first has this calibration; `told` gets what makes the others hard to
/// compare with it.
fn entrants_of(
    scenarios: &[Scenario],
    blueprints: &[Arc<Blueprint>],
    calibration: &Arc<Calibration>,
    seed: u64,
    told: &mut Vec<String>,
) -> Vec<Entrant> {
    let baseline = &blueprints[0];
    let mut entrants = vec![Entrant::new(BASELINE, Vec::new(), baseline, calibration)];
    for (other, blueprint) in scenarios.iter().zip(blueprints).skip(1) {
        let name = unused_name(other.name(), &entrants);
        let (here, there) = (baseline.calendar, blueprint.calendar);
        if (here.warm_up, here.horizon) != (there.warm_up, there.horizon) {
            told.push(format!(
                "`{name}` runs {} days after a warm-up of {}, the first scenario {} after {}: totals and money are not \
                 comparable; `--set time.horizon=...` gives all the same",
                there.horizon.as_days(),
                there.warm_up.as_days(),
                here.horizon.as_days(),
                here.warm_up.as_days()
            ));
        }
        let calibration = if have_the_same_customers(baseline, blueprint) {
            Arc::clone(calibration)
        } else {
            told.push(format!(
                "`{name}` has other customers than the first scenario: its churn is calibrated to its own stated rates, \
                 so the contrast of churn is what the files state and not an effect of service"
            ));
            Arc::new(journey::calibrate(blueprint, seed))
        };
        entrants.push(Entrant::new(&name, Vec::new(), blueprint, &calibration));
    }
    entrants
}

/// Results with what stands by itself.
fn first_results(goodwill: Provenance, confidence: f64, ran: &Ran) -> Results {
    Results {
        goodwill,
        confidence,
        arms: ran.arms.clone(),
        contrasts: Vec::new(),
        effects: Vec::new(),
        gains_over_time: Vec::new(),
        summary: None,
        verdicts: None,
        payoffs: Vec::new(),
        doubt: None,
        screening: None,
        observed: Vec::new(),
        targets: Vec::new(),
        calibration: None,
        twins: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The figures by which a service is judged where there is no money that could decide.
fn of_service(scenario: &Scenario, entrants: &[Entrant], ran: &Ran) -> Vec<Threshold> {
    let blueprints: Vec<&Blueprint> = entrants.iter().map(|entrant| &*entrant.ready.blueprint).collect();
    if blueprints.iter().any(|of| money_decides(of)) {
        Vec::new()
    } else {
        service::measures(scenario.spec(), &blueprints, &ran.arms)
    }
}

/// Whether what customers pay decides what is worth it.
fn money_decides(blueprint: &Blueprint) -> bool {
    blueprint.has(ModelPart::Money) && !blueprint.segments.is_empty()
}

/// Which arm doubt is about: the recommended one, else that of the headline, else the last; `None` when there is only the baseline.
fn arm_in_doubt(results: &Results, arms: &[Arm]) -> Option<usize> {
    if arms.len() < 2 {
        return None;
    }
    let verdicts = results.verdicts.as_ref();
    let named = verdicts.and_then(|verdicts| verdicts.recommended.as_ref().or(verdicts.spotlight.as_ref()));
    let at = named.and_then(|name| arms.iter().position(|arm| arm.name == *name));
    Some(at.unwrap_or(arms.len() - 1))
}

/// Fills in the table of doubtful inputs; tells whether it was interrupted.
fn report_doubt(results: &mut Results, question: &doubt::Question, watch: &Watch) -> bool {
    if question.settings.doubt_replications == 0 {
        return false;
    }
    let (doubt, warnings) = doubt::doubt(question, watch);
    let interrupted = doubt.is_none() && watch.cancellation.is_cancelled();
    results.doubt = doubt;
    results.warnings.extend(warnings);
    interrupted
}

/// Fills in the screening of all assumptions where it is asked for; tells whether it was interrupted.
fn report_screening(results: &mut Results, question: &doubt::Question, watch: &Watch) -> bool {
    if question.settings.screening_replications == 0 || watch.cancellation.is_cancelled() {
        return false;
    }
    let (screening, warnings) = doubt::screening(question, watch);
    let interrupted = screening.is_none() && watch.cancellation.is_cancelled();
    results.screening = screening;
    results.warnings.extend(warnings);
    interrupted
}

/// Fills in what was observed, and the warnings that go with it.
fn hold_against_reality(results: &mut Results, scenario: &Scenario) {
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
        let pairs = baseline.segments.iter().zip(values);
        pairs.map(|(segment, &value)| (segment.name.clone(), value)).collect()
    };
    let baseline_drift = warnings::drift(&runs.arms[0]);
    results.calibration = Some(CalibrationReport {
        churn_intercepts: by_segment(&calibration.churn_intercepts),
        satisfaction_reference: by_segment(&calibration.satisfaction_reference),
        word_of_mouth_reference: calibration.word_of_mouth_reference,
        failure_effect: failure_split(baseline, calibration),
        baseline_drift,
    });
    results.warnings.extend(warnings::of_drift(baseline_drift));
}

/// What a thousand failed contacts do, by segment and over all of them.
fn failure_split(baseline: &Blueprint, calibration: &Calibration) -> IndexMap<String, FailureSplit> {
    let of = |effect: &FailureEffect| FailureSplit {
        memory: 1_000.0 * effect.memory,
        exit: 1_000.0 * effect.exit,
        complaint: 1_000.0 * effect.complaint,
        word_of_mouth: 1_000.0 * effect.word_of_mouth,
        total: 1_000.0 * effect.total(),
    };
    let effects = journey::failure_effects(baseline, calibration);
    let all = ("all".to_string(), of(&journey::mean_failure_effect(baseline, &effects)));
    let segments = baseline.segments.iter().zip(&effects);
    segments.map(|(segment, effect)| (segment.name.clone(), of(effect))).chain([all]).collect()
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
