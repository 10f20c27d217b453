//! From the records of populations to what is reported.

use indexmap::IndexMap;

use super::answers::answers;
use super::arms::CONSTRUCT;
use super::formula::OnTrial;
use super::measures::against_census;
use super::record::{FormulaRecord, PARTS, PopulationRecord};
use super::result::{
    AgainstConstruct, ErrorPart, ErrorSplit, Failures, FormulaTrial, Measured, Trial, TrialMethod,
};
use super::sentences::OnTheBench;
use super::settings::{Of, TrialSettings};
use super::tally::{Key, Tally, measured, of_ratio};
use crate::experiment::provenance;
use crate::scenario::Scenario;
use crate::statistics::{Confidence, RatioSample, moments};

/// What a trial found before it is told.
pub(super) struct Found<'a> {
    pub scenario: &'a Scenario,
    pub settings: &'a TrialSettings,
    pub confidence: Confidence,
    pub formulas: &'a [OnTrial],
    pub records: &'a [PopulationRecord],
    /// Money that one answer costs.
    pub answer_cost: f64,
}

impl Found<'_> {
    /// The records of the formula at a place.
    pub fn of(&self, formula: usize) -> Vec<&FormulaRecord> {
        self.records.iter().filter_map(|record| record.formulas.get(formula)).collect()
    }

    /// Mean answers of a survey.
    pub fn answers(&self) -> f64 {
        let (answers, surveys) = self
            .records
            .iter()
            .fold((0, 0), |(answers, surveys), of| (answers + of.answers, surveys + of.surveys));
        answers as f64 / (surveys as f64).max(1.0)
    }

    /// Whom the figures are about.
    pub fn population(&self) -> String {
        let members: Vec<f64> = self.records.iter().map(|record| record.members as f64).collect();
        let members = moments::mean(&members).unwrap_or(0.0).round();
        match self.settings.of {
            Of::Customers => {
                format!("everybody who is a customer at the end of the horizon ({members} on average)")
            }
            Of::Contacts => format!("every answered contact of the horizon ({members} on average)"),
        }
    }
}

/// Everything that is reported.
pub(super) fn assemble(found: &Found, warnings: Vec<String>) -> Trial {
    let tallies: Vec<&Tally> = found.records.iter().map(|record| &record.tally).collect();
    let figures = measured(&tallies);
    let formulas: Vec<FormulaTrial> =
        (0..found.formulas.len()).map(|formula| of_formula(found, formula, &figures)).collect();
    let requirements = found.settings.requirements.iter().flat_map(|bar| bar.check(&formulas)).collect();
    let questions = if found.settings.questions { answers(found, &formulas, &figures) } else { Vec::new() };
    Trial {
        goodwill: provenance(&[found.scenario], found.settings.seed, found.settings.command()),
        method: TrialMethod {
            populations: found.records.len() as u64,
            surveys: found.settings.surveys,
            answers: found.answers(),
            confidence: found.confidence.level(),
            resamples: found.settings.resamples,
        },
        population: found.population(),
        formulas,
        questions,
        requirements,
        warnings,
    }
}

fn of_formula(found: &Found, formula: usize, figures: &[(Key, Measured)]) -> FormulaTrial {
    let on_trial = &found.formulas[formula];
    let records = found.of(formula);
    let census = against_census(&records, found.confidence);
    let split = split(&records);
    let failures = failures(&records);
    let with_interval =
        |record: &&FormulaRecord| record.judged().filter(|(_, said)| said.interval.is_some()).count() as u64;
    let bench = OnTheBench {
        name: &on_trial.name,
        unit: on_trial.unit(),
        level: found.confidence.level(),
        surveys: records.iter().map(|record| record.said.len() as u64).sum(),
        intervals: records.iter().map(with_interval).sum(),
        census: census.as_ref(),
        split: split.as_ref(),
        failures: &failures,
    };
    let (verdict, standing) = bench.verdict();
    let construct = |figure: &str| {
        let is_it = |key: &Key| key.question == CONSTRUCT && key.formula == formula && key.figure == figure;
        figures.iter().find(|(key, _)| is_it(key)).map(|(_, measured)| *measured)
    };
    FormulaTrial {
        name: on_trial.name.clone(),
        definition: on_trial.definition(),
        unit: on_trial.unit().to_string(),
        verdict,
        standing,
        estimates: records.iter().map(|record| record.judged().count() as u64).sum(),
        failures,
        census,
        construct: AgainstConstruct {
            rank_correlation: construct("rank"),
            right_about_satisfaction: construct("satisfaction"),
            right_about_churn: construct("churn"),
            right_about_profit: construct("profit"),
        },
        error_parts: split,
    }
}

/// Reasons told per formula.
const MOST_REASONS: usize = 5;

fn failures(records: &[&FormulaRecord]) -> Vec<Failures> {
    let mut counts: IndexMap<String, u64> = IndexMap::new();
    for record in records {
        match &record.census {
            Err(why) => {
                let reason = format!("no census value: {why}");
                *counts.entry(reason).or_default() += record.said.len() as u64;
            }
            Ok(_) => {
                for why in record.said.iter().filter_map(|said| said.as_ref().err()) {
                    *counts.entry(why.clone()).or_default() += 1;
                }
            }
        }
    }
    // A stable sort: equally frequent reasons stand in the order in which they occurred.
    counts.sort_by(|_, a, _, b| b.cmp(a));
    let rest: u64 = counts.values().skip(MOST_REASONS).sum();
    let mut failures: Vec<Failures> =
        counts.into_iter().take(MOST_REASONS).map(|(reason, surveys)| Failures { reason, surveys }).collect();
    if rest > 0 {
        failures.push(Failures { reason: "other reasons".to_string(), surveys: rest });
    }
    failures
}

/// The mean of each part over the surveys in which all of them exist.
fn split(records: &[&FormulaRecord]) -> Option<ErrorSplit> {
    let mean = |part: &dyn Fn(&[f64; PARTS.len()]) -> f64| {
        let mut sample = RatioSample::new();
        for record in records {
            let parts = record.parts.iter().flatten();
            let (sum, n) = parts.fold((0.0, 0.0), |(sum, n), parts| (sum + part(parts), n + 1.0));
            sample.push(sum, n);
        }
        of_ratio(&sample)
    };
    let deviation = |at: usize| {
        let values: Vec<f64> =
            records.iter().flat_map(|record| &record.parts).flatten().map(|parts| parts[at]).collect();
        moments::standard_deviation(&values).unwrap_or(0.0)
    };
    let parts = PARTS
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let bias = mean(&|parts| parts[at])?;
            Some(ErrorPart { part: name.to_string(), bias, sd: deviation(at) })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(ErrorSplit { parts, total: mean(&|parts| parts.iter().sum())? })
}
