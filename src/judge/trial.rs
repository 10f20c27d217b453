//! The trial: populations are simulated, surveys drawn, formulas asked, figures made.

use super::arms::{ArmTruth, Arms, try_arms};
use super::assemble::{Found, assemble};
use super::built_in::Questionnaire;
use super::draw::Drawing;
use super::error::JudgeError;
use super::formula::Asking;
use super::formulas::{columns, on_trial};
use super::population::try_population;
use super::questions::try_questions;
use super::record::PopulationRecord;
use super::result::{FormulaTrial, Trial};
use super::session::Session;
use super::settings::{Of, TrialSettings};
use crate::experiment::{Progress, Stage, Watch};
use crate::journey::{
    self, Blueprint, Calibration, Censuses, ReplicationFacts, Scope, Workshop, surveyed_indicators,
};
use crate::metrics::{Bootstrap, Metric};
use crate::parallel::ordered_map;
use crate::scenario::{Dose, Scenario};
use crate::statistics::{Confidence, moments};
use crate::survey::{Census, questions};
use crate::time::Duration;

/// What a trial gave.
#[derive(Debug)]
pub struct TrialOutcome {
    /// Everything that is reported.
    pub trial: Trial,
    /// Whether it was stopped before its end; the populations that were finished are reported.
    pub interrupted: bool,
}

impl TrialOutcome {
    /// The formulas that `settings` name - expressions, programs, built-in ones of a list - and that gave an estimate on no survey at all:
    /// nothing was learnt about them. A built-in one that was only among all the others is not one of them.
    pub fn never_judged(&self, settings: &TrialSettings) -> Vec<&FormulaTrial> {
        let expressions = settings.formulas.iter().map(|(name, _)| name.as_str());
        let programs = settings.programs.iter().map(|program| program.name.as_str());
        let built_in = settings.built_in.iter().flatten().map(String::as_str);
        let named: Vec<&str> = expressions.chain(programs).chain(built_in).collect();
        let is_meant = |of: &&FormulaTrial| of.estimates == 0 && named.contains(&of.name.as_str());
        self.trial.formulas.iter().filter(is_meant).collect()
    }
}

/// Populations below which the noise of the noise is told.
const ENOUGH_POPULATIONS: usize = 20;
/// Surveys of a population at most: they are numbered within blocks that hold more.
const MOST_SURVEYS: u64 = 10_000;

/// One arm, ready to run.
struct Arm {
    name: String,
    blueprint: Blueprint,
}

/// Everything that populations have in common.
struct Court<'a> {
    settings: &'a TrialSettings,
    calibration: Calibration,
    baseline: Arm,
    before: Blueprint,
    others: Vec<Arm>,
    worthwhile: f64,
}

/// Puts formulas on trial on the surveys of a scenario.
///
/// # Errors
/// When the scenario has no survey, an option or a formula is wrong, or it was stopped before one population was finished.
pub fn judge(
    scenario: &Scenario,
    settings: &TrialSettings,
    watch: &Watch,
) -> Result<TrialOutcome, JudgeError> {
    let confidence = validate(scenario, settings)?;
    let spec = scenario.spec();
    let baseline = scenario.blueprint(&[], scenario.links())?;
    let last_week = baseline.models(baseline.calendar.weeks().checked_sub(1));
    let Some(model) = last_week.survey.clone() else {
        return Err(no_survey(scenario));
    };
    let indicators = surveyed_indicators(&baseline);
    let asked = questions(&model, &indicators, settings.of == Of::Contacts);
    let questionnaire = Questionnaire::new(&asked, &indicators)
        .map_err(|problem| JudgeError::Options(vec![format!("error: {problem}")]))?;
    let (formulas, mut warnings) =
        on_trial(settings, spec, &questionnaire, &columns(&asked, spec)).map_err(JudgeError::Options)?;
    let others = if settings.questions { arms(scenario)? } else { Vec::new() };
    let start = spec.intervention.iter().map(|of| u64::from(of.start_week) - 1).min().unwrap_or(0);
    let before = until_week(&baseline, start.max(1));
    let progress = |stage, done, of| (watch.progress)(Progress { stage, done, of });
    progress(Stage::Calibration, 0, 1);
    let calibration = journey::calibrate(&baseline, settings.seed);
    progress(Stage::Calibration, 1, 1);
    // Where only the one is stated by which `compare` decides, that is meant.
    let matters = |key: &str| spec.goals.matters.get(key).copied();
    let worthwhile = matters("satisfaction").or_else(|| matters("satisfaction_cohort")).unwrap_or(0.0);
    let baseline = Arm { name: crate::experiment::BASELINE.to_string(), blueprint: baseline };
    let court = Court { settings, calibration, baseline, before, others, worthwhile };
    let bootstrap =
        settings.resamples.map(|resamples| Bootstrap { resamples, seed: settings.seed, threads: 1 });
    let programs_split = settings.programs_split;
    let asking = Asking {
        confidence,
        bootstrap,
        questionnaire: &questionnaire,
        programs_split,
        stop: watch.cancellation,
    };
    let jobs: Vec<u64> = (1..=settings.populations).collect();
    let finished = ordered_map(
        &jobs,
        settings.threads,
        watch.cancellation,
        &|done| progress(Stage::Populations, done, jobs.len()),
        || Session::new(&formulas, asking),
        |session, &population| court.try_one(population, session),
    );
    // In order, so that an interrupted trial is exactly a shorter one.
    let records: Vec<PopulationRecord> = finished.into_iter().map_while(Option::flatten).collect();
    if records.is_empty() {
        return Err(JudgeError::NothingFinished);
    }
    if records.len() < ENOUGH_POPULATIONS {
        warnings.push(format!(
            "{} populations: Monte Carlo standard errors (mc_se) are themselves doubtful below {ENOUGH_POPULATIONS}",
            records.len()
        ));
    }
    let interrupted = (records.len() as u64) < settings.populations;
    let answer_cost = model.incentive + spec.judge.answer_cost;
    let found = Found { scenario, settings, confidence, formulas: &formulas, records: &records, answer_cost };
    Ok(TrialOutcome { trial: assemble(&found, warnings), interrupted })
}

fn validate(scenario: &Scenario, settings: &TrialSettings) -> Result<Confidence, JudgeError> {
    let mut mistakes = Vec::new();
    if settings.populations == 0 {
        mistakes.push(
            "error: `--populations` is 0, but it must be at least 1 (20 for trustworthy noise)".to_string(),
        );
    }
    if !(2..=MOST_SURVEYS).contains(&settings.surveys) {
        mistakes.push(format!(
            "error: `--surveys` is {}, but it must be from 2 to {MOST_SURVEYS}: the noise within a population is seen by \
             comparing surveys",
            settings.surveys
        ));
    }
    if settings.resamples.is_some_and(|resamples| resamples < 50) {
        mistakes
            .push("error: `--bootstrap` must be at least 50: a 95 % interval needs both tails".to_string());
    }
    let confidence = Confidence::new(settings.confidence);
    if confidence.is_none() {
        mistakes.push(format!(
            "error: `--confidence` is {}, but it must lie between 0 and 1, such as 0.95",
            settings.confidence
        ));
    }
    if scenario.spec().is_bare() {
        return Err(no_survey(scenario));
    }
    match confidence {
        Some(confidence) if mistakes.is_empty() => Ok(confidence),
        _ => Err(JudgeError::Options(mistakes)),
    }
}

fn no_survey(scenario: &Scenario) -> JudgeError {
    JudgeError::Options(vec![format!(
        "error: {}: there is no survey whose formulas could be judged\n  why:  a formula is judged on the answers of \
         simulated customers\n  help: add segments, categories and a table [survey]; scenarios/judge/metrics-team.toml has \
         them",
        scenario.file()
    )])
}

/// Each intervention alone.
fn arms(scenario: &Scenario) -> Result<Vec<Arm>, JudgeError> {
    let names = scenario.interventions().iter().map(|of| of.name.clone());
    names
        .enumerate()
        .map(|(intervention, name)| {
            let dose = Dose { intervention, strength: 1.0 };
            Ok(Arm { name, blueprint: scenario.blueprint(&[dose], scenario.links())? })
        })
        .collect()
}

/// The same arm, ended after so many weeks of the horizon.
fn until_week(blueprint: &Blueprint, weeks: u64) -> Blueprint {
    let mut short = blueprint.clone();
    let length = Duration::micros(weeks * Duration::WEEK.as_micros());
    short.calendar.horizon = short.calendar.horizon.min(length);
    short.weeks.truncate(short.calendar.weeks());
    short
}

impl Arm {
    /// What is true of one population under this arm.
    fn truth(&self, facts: &ReplicationFacts, census: Census) -> ArmTruth {
        let fact = |metric| facts.fact(Scope::Total, metric);
        let satisfaction: Vec<f64> = census.satisfaction().collect();
        let last_week = self.blueprint.calendar.weeks().checked_sub(1);
        ArmTruth {
            name: self.name.clone(),
            satisfaction: moments::mean(&satisfaction),
            churn: fact(Metric::ChurnMonthly)
                .map(|of| of.numerator / of.denominator)
                .filter(|of| of.is_finite()),
            profit: fact(Metric::Profit).map(|of| of.numerator),
            model: self.blueprint.models(last_week).survey.clone().unwrap_or_default(),
            census,
        }
    }
}

impl Court<'_> {
    /// Tries every formula on one population; `None` when it was stopped before a program had answered everything.
    fn try_one(&self, population: u64, session: &mut Session) -> Option<PopulationRecord> {
        let record = self.record(population, session);
        (!session.is_stopped()).then_some(record)
    }

    fn record(&self, population: u64, session: &mut Session) -> PopulationRecord {
        session.begin();
        let settings = self.settings;
        let of_contacts = settings.of == Of::Contacts;
        let of = |censuses: Censuses| if of_contacts { censuses.contacts } else { censuses.base };
        let before = settings.questions.then(|| self.run(&self.before, population, &mut session.workshop).1);
        let (facts, censuses) = self.run(&self.baseline.blueprint, population, &mut session.workshop);
        let Some(mut censuses) = censuses else { return PopulationRecord::default() };
        // Agents are ranked by their contacts, whoever else is on trial.
        let contacts = (!of_contacts).then(|| std::mem::take(&mut censuses.contacts));
        let baseline = self.baseline.truth(&facts, of(censuses));
        let drawing =
            Drawing { census: &baseline.census, model: &baseline.model, seed: settings.seed, population };
        let mut record = try_population(&drawing, settings.surveys, session);
        let Some(Some(before)) = before else { return record };
        if session.is_stopped() {
            return record;
        }
        let contacts = contacts.as_ref().unwrap_or(&baseline.census);
        try_questions(&drawing, contacts, session, &mut record.tally);
        let mut others = Vec::with_capacity(self.others.len());
        for arm in &self.others {
            if session.is_stopped() {
                return record;
            }
            let (facts, censuses) = self.run(&arm.blueprint, population, &mut session.workshop);
            others.extend(censuses.map(|censuses| arm.truth(&facts, of(censuses))));
        }
        let arms = Arms { baseline: &baseline, before: of(before), others, worthwhile: self.worthwhile };
        try_arms(&arms, &drawing, settings.surveys, session, &mut record.tally);
        record
    }

    fn run(
        &self,
        blueprint: &Blueprint,
        population: u64,
        workshop: &mut Workshop,
    ) -> (ReplicationFacts, Option<Censuses>) {
        journey::replicate_with_census(blueprint, &self.calibration, self.settings.seed, population, workshop)
    }
}
