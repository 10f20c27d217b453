//! Which formulas stand on trial: those of the house, of the scenario, of the command line; all mistakes at once.

use super::built_in::{BuiltIn, Questionnaire};
use super::external::External;
use super::formula::{Kind, OnTrial};
use super::settings::TrialSettings;
use crate::metrics::formula::{Formula, FormulaColumns};
use crate::scenario::ScenarioSpec;
use crate::suggest::did_you_mean;
use crate::survey::Question;

/// The columns of a survey with these questions.
pub(super) fn columns(questions: &[Question], spec: &ScenarioSpec) -> FormulaColumns {
    FormulaColumns {
        numbers: questions.iter().map(|question| question.name.clone()).collect(),
        labels: vec![
            ("segment".to_string(), spec.segment.iter().map(|segment| segment.name.clone()).collect()),
            ("wave".to_string(), vec!["0".to_string()]),
        ],
    }
}

/// Who stands on trial, and why built-in formulas are left out. The error holds every mistake.
pub(super) fn on_trial(
    settings: &TrialSettings,
    spec: &ScenarioSpec,
    questionnaire: &Questionnaire,
    columns: &FormulaColumns,
) -> Result<(Vec<OnTrial>, Vec<String>), Vec<String>> {
    let (mut formulas, mut notes, mut mistakes) = (Vec::new(), Vec::new(), Vec::new());
    built_in(settings, questionnaire, &mut formulas, &mut notes, &mut mistakes);
    let of_scenario =
        spec.judge.formula.iter().map(|formula| {
            (format!("[[judge.formula]] `{}`", formula.name), &formula.name, &formula.formula)
        });
    let of_options = settings.formulas.iter().map(|(name, text)| (format!("--formula `{name}`"), name, text));
    for (place, name, text) in of_scenario.chain(of_options) {
        match Formula::new(text, columns) {
            Ok(formula) => add(&mut formulas, &place, name, Kind::Written(formula), &mut mistakes),
            Err(told) => mistakes.push(format!("error: {place}: {told}")),
        }
    }
    for program in &settings.programs {
        let place = format!("program `{}`", program.name);
        match External::new(&program.command, program.protocol, settings.time_out) {
            Ok(external) => {
                add(&mut formulas, &place, &program.name, Kind::External(external), &mut mistakes)
            }
            Err(told) => mistakes.push(format!("error: {place}: {told}")),
        }
    }
    for requirement in &settings.requirements {
        if let Some(name) = &requirement.formula
            && mistakes.is_empty()
            && !formulas.iter().any(|formula| formula.name == *name)
        {
            let names = formulas.iter().map(|formula| formula.name.as_str());
            let help = did_you_mean(name, names).unwrap_or_default();
            mistakes.push(format!(
                "error: --require {requirement}: no formula on trial is called `{name}`\n  help: {help}"
            ));
        }
    }
    if formulas.is_empty() && mistakes.is_empty() {
        let help = "give one with --formula name='100 * (mean(overall) - 1) / 9', or leave --only out";
        mistakes.push(format!("error: no formula stands on trial\n  help: {help}"));
    }
    if mistakes.is_empty() { Ok((formulas, notes)) } else { Err(mistakes) }
}

fn built_in(
    settings: &TrialSettings,
    questionnaire: &Questionnaire,
    formulas: &mut Vec<OnTrial>,
    notes: &mut Vec<String>,
    mistakes: &mut Vec<String>,
) {
    let names = || BuiltIn::ALL.into_iter().map(BuiltIn::name);
    for name in settings.built_in.iter().flatten() {
        if !names().any(|other| other == name) {
            let known: Vec<&str> = names().collect();
            let help = did_you_mean(name, known).unwrap_or_default();
            mistakes.push(format!("error: --only: there is no built-in formula `{name}`\n  help: {help}"));
        }
    }
    for of in BuiltIn::ALL {
        let is_asked = settings.built_in.as_ref().map(|asked| asked.iter().any(|name| name == of.name()));
        match (is_asked, questionnaire.offers(of)) {
            (Some(false), _) => (),
            (_, Ok(())) => {
                formulas.push(OnTrial { name: of.name().to_string(), kind: Kind::BuiltIn(of) });
            }
            (Some(true), Err(why)) => {
                mistakes.push(format!("error: --only: `{}` cannot be judged here: {why}", of.name()));
            }
            (None, Err(why)) => notes.push(format!("`{}` is not judged: {why}", of.name())),
        }
    }
}

fn add(formulas: &mut Vec<OnTrial>, place: &str, name: &str, kind: Kind, mistakes: &mut Vec<String>) {
    if formulas.iter().any(|other| other.name == name) {
        let why = "a formula of this name stands on trial already";
        mistakes.push(format!("error: {place}: {why}\n  help: give each formula a name of its own"));
    } else {
        formulas.push(OnTrial { name: name.to_string(), kind });
    }
}
