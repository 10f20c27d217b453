//! All cases, or those asked for, one after the other.

use crate::statistics::Confidence;

use super::super::error::ExperimentError;
use super::super::settings::{Progress, Stage, Watch};
use super::case::{Case, Figure};
use super::check::{Rules, check, smallest_deviation_found};
use super::defect::Defect;
use super::result::{LeftOut, Method, Verification};
use super::setup::Setup;
use super::{case, cases};

/// Probability that a run of all cases with a fresh seed goes red although nothing is wrong.
const FALSE_ALARM: f64 = 1e-3;

/// What is to be verified, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Verify {
    /// Master seed.
    pub seed: u64,
    /// Threads; never changes a result.
    pub threads: usize,
    /// Only the cheap cases.
    pub quick: bool,
    /// Only these cases; `None` stands for all.
    pub cases: Option<Vec<String>>,
    /// A fault planted in every model, to see whether it is found.
    pub defect: Option<Defect>,
}

impl Default for Verify {
    fn default() -> Self {
        Verify {
            seed: 1,
            threads: crate::parallel::available_threads(),
            quick: false,
            cases: None,
            defect: None,
        }
    }
}

/// What a verification gave.
#[derive(Clone, Debug)]
pub struct VerifyOutcome {
    /// Everything that is reported.
    pub verification: Verification,
    /// Whether it was stopped before its end; the cases that were finished are kept.
    pub interrupted: bool,
}

/// A figure of the collection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownFigure {
    /// Name of the case.
    pub case: &'static str,
    /// Name of the figure.
    pub metric: &'static str,
    /// Which of several figures of that name.
    pub at: &'static str,
    /// The known value.
    pub value: f64,
    /// Whether the case is in the quick subset.
    pub quick: bool,
}

/// Every figure that [`verify`] checks, without running anything.
pub fn collection() -> Vec<KnownFigure> {
    let of_case = |case: &Case| -> Vec<KnownFigure> {
        let known = |figure: &Figure| KnownFigure {
            case: case.id,
            metric: figure.metric,
            at: figure.at,
            value: figure.known.value(),
            quick: case.quick,
        };
        case.figures.iter().map(known).collect()
    };
    cases::all().iter().flat_map(of_case).collect()
}

/// The cases of the collection that are not run, and why.
pub fn left_out() -> Vec<LeftOut> {
    cases::left_out()
}

/// Runs the cases and judges every figure of them.
///
/// # Errors
/// When a case is asked for that there is not, or it was stopped before the first case was finished.
pub fn verify(settings: &Verify, watch: &Watch) -> Result<VerifyOutcome, ExperimentError> {
    let all = cases::all();
    let left_out = cases::left_out();
    let asked = asked(&all, settings)?;
    let gates = simulated_figures(&all);
    let false_alarm = FALSE_ALARM / f64::from(gates);
    let confidence = Confidence::NINETY_FIVE;
    let rules = Rules {
        seed: settings.seed,
        threads: settings.threads,
        false_alarm,
        confidence,
        defect: settings.defect,
        cancellation: watch.cancellation,
    };
    let mut checks = Vec::new();
    let tell = |done| (watch.progress)(Progress { stage: Stage::Cases, done, of: asked.len() });
    tell(0);
    for (index, case) in asked.iter().enumerate() {
        let Some(checked) = check(case, &rules) else { break };
        checks.push(checked);
        tell(index + 1);
    }
    let interrupted = checks.len() < asked.len();
    if checks.is_empty() {
        return Err(ExperimentError::NothingFinished);
    }
    let not_asked = all.iter().filter(|case| !asked.iter().any(|other| other.id == case.id));
    let verification = Verification {
        version: env!("CARGO_PKG_VERSION").to_string(),
        stream_version: crate::random::STREAM_VERSION,
        seed: settings.seed,
        command: command(settings),
        planted: settings.defect.map(|defect| defect.to_string()),
        method: Method {
            false_alarm: FALSE_ALARM,
            gates,
            precision: case::PRECISION,
            smallest_deviation_found: smallest_deviation_found(false_alarm),
            confidence: confidence.level(),
        },
        passed: checks.iter().all(|case| case.passed),
        cases: checks,
        left_out,
        not_asked: not_asked.map(|case| case.id.to_string()).collect(),
    };
    Ok(VerifyOutcome { verification, interrupted })
}

/// The cases asked for, in the order of the collection.
fn asked<'a>(all: &'a [Case], settings: &Verify) -> Result<Vec<&'a Case>, ExperimentError> {
    if let Some(names) = &settings.cases {
        for name in names {
            if !all.iter().any(|case| case.id.eq_ignore_ascii_case(name)) {
                return Err(unknown(name, all));
            }
        }
    }
    let wanted = |case: &&Case| {
        let named = |names: &Vec<String>| names.iter().any(|name| case.id.eq_ignore_ascii_case(name));
        settings.cases.as_ref().is_none_or(named) && (!settings.quick || case.quick)
    };
    let asked: Vec<&Case> = all.iter().filter(wanted).collect();
    if asked.is_empty() {
        return Err(ExperimentError::Setting(
            "none of the cases named by `--case` is in the quick subset\n  help: leave out --quick"
                .to_string(),
        ));
    }
    Ok(asked)
}

fn unknown(name: &str, all: &[Case]) -> ExperimentError {
    let known: Vec<&str> = all.iter().map(|case| case.id).collect();
    let why = cases::left_out().into_iter().find(|case| case.id.eq_ignore_ascii_case(name));
    let why = why.map(|case| format!(": it is left out, because {}", case.reason)).unwrap_or_default();
    ExperimentError::Setting(format!(
        "there is no case {name:?}{why}\n  help: the cases are {}",
        known.join(", ")
    ))
}

/// Figures with noise, among which the false alarms are divided.
fn simulated_figures(all: &[Case]) -> u32 {
    let simulated = all.iter().filter(|case| !matches!(case.setup, Setup::Formula));
    simulated.map(|case| case.figures.len() as u32).sum()
}

/// The verb and the options that change results, always in this order.
fn command(settings: &Verify) -> String {
    let mut words = vec!["verify".to_string(), format!("--seed {}", settings.seed)];
    if settings.quick {
        words.push("--quick".to_string());
    }
    if let Some(names) = &settings.cases {
        words.push(format!("--case {}", names.join(",")));
    }
    if let Some(defect) = settings.defect {
        words.push(format!("--plant {defect}"));
    }
    words.join(" ")
}
