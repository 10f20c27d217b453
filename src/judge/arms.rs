//! The interventions as a formula sees them: power under three designs, decisions, ranks.

use super::draw::{Drawing, part_of};
use super::formula::Said;
use super::measures::differs;
use super::panel::FirstWaves;
use super::session::Session;
use super::tally::{Key, Tally};
use crate::statistics::{Confidence, normal, rank_correlation};
use crate::survey::{Census, ErrorParts, SurveyModel};

/// Questions of this file.
pub(super) const POWER: &str = "power";
pub(super) const CHANGE: &str = "change";
pub(super) const DECISIONS: &str = "wrong_decisions";
pub(super) const CONSTRUCT: &str = "construct";

/// One arm of a population.
pub(super) struct ArmTruth {
    /// The intervention.
    pub name: String,
    /// Everybody at the end of the horizon.
    pub census: Census,
    /// How they are surveyed then.
    pub model: SurveyModel,
    /// Mean latent satisfaction, monthly churn and profit at or over the horizon.
    pub satisfaction: Option<f64>,
    pub churn: Option<f64>,
    pub profit: Option<f64>,
}

/// What the arms of one population are.
pub(super) struct Arms<'a> {
    /// The baseline at the end.
    pub baseline: &'a ArmTruth,
    /// The base before the interventions begin.
    pub before: Census,
    /// Each intervention alone.
    pub others: Vec<ArmTruth>,
    /// Change of mean satisfaction that is worth an intervention.
    pub worthwhile: f64,
}

/// What the formulas say of the surveys of an arm: by survey, then by formula.
type Answered = Vec<Vec<Result<Said, String>>>;

/// Whose luck a survey has: surveys of different blocks share none.
const BLOCK: u64 = 1 << 14;

/// Asks every formula about every arm.
pub(super) fn try_arms(
    arms: &Arms,
    drawing: &Drawing,
    surveys: u64,
    confidence: Confidence,
    session: &mut Session,
    tally: &mut Tally,
) {
    let z = normal::critical_value(confidence.miss());
    let usual = &arms.baseline.model;
    let halves = |census: &Census, odd: bool| part_of(census, |unit| (unit.customer % 2 == 1) == odd);
    let control = halves(&arms.baseline.census, false);
    let mut by_arm: Vec<(f64, Answered)> = Vec::new();
    let at_baseline = ask(&drawing.of(&arms.baseline.census, usual), 1, surveys, session);
    by_arm.extend(arms.baseline.satisfaction.map(|truth| (truth, at_baseline.clone())));
    let before = ask(&drawing.of(&arms.before, usual), 2, surveys, session);
    let untreated = ask(&drawing.of(&control, usual), 3, surveys, session);
    let waves = FirstWaves::of(&drawing.of(&arms.before, usual), BLOCK, surveys);
    let all = std::iter::once(arms.baseline).chain(&arms.others);
    for (place, arm) in all.enumerate() {
        let (name, census, model) = (&arm.name, &arm.census, &arm.model);
        let key = |question, formula, figure| Key { question, formula, about: name.clone(), figure };
        let block = 4 + 2 * place as u64;
        let after = ask(&drawing.of(census, model), block, surveys, session);
        let treated = halves(census, true);
        let half = ask(&drawing.of(&treated, model), block + 1, surveys, session);
        for formula in 0..session.formulas().len() {
            for number in 0..surveys as usize {
                let compare = |a: &[Vec<Result<Said, String>>], b: &[Vec<Result<Said, String>>]| {
                    let (a, b) = (a[number][formula].as_ref().ok()?, b[number][formula].as_ref().ok()?);
                    differs(a, b, z)
                };
                if let Some(of) = compare(&after, &before) {
                    tally.count(key(POWER, formula, "before/after"), of.is_significant);
                    tally.add(key(CHANGE, formula, "change"), of.value);
                }
                if let Some(of) = compare(&half, &untreated) {
                    tally.count(key(POWER, formula, "control group"), of.is_significant);
                }
            }
        }
        let segments = &census.segments;
        waves.compare(
            &drawing.of(census, model),
            segments,
            confidence,
            session,
            |formula, people, is_seen| {
                tally.count(key(POWER, formula, "panel"), is_seen);
                tally.add(key(POWER, formula, "answers in the panel"), people as f64);
            },
        );
        if place == 0 {
            continue;
        }
        decide(arm, arms, &after, &at_baseline, z, session.formulas().len(), tally);
        by_arm.extend(arm.satisfaction.map(|truth| (truth, after)));
    }
    ranks(&by_arm, surveys, session.formulas().len(), tally);
}

/// What every formula says about the surveys of one block.
fn ask(drawing: &Drawing, block: u64, surveys: u64, session: &mut Session) -> Vec<Vec<Result<Said, String>>> {
    let formulas = session.formulas().len();
    (0..surveys)
        .map(|number| match drawing.table(block * BLOCK + number, ErrorParts::ALL) {
            Ok(table) => session.say_all(&table),
            Err(problem) => vec![Err(problem.to_string()); formulas],
        })
        .collect()
}

/// Decisions about an intervention from a survey with it and one without it: adopt if it is significantly better.
fn decide(
    arm: &ArmTruth,
    arms: &Arms,
    after: &[Vec<Result<Said, String>>],
    without: &[Vec<Result<Said, String>>],
    z: f64,
    formulas: usize,
    tally: &mut Tally,
) {
    let change = |of: fn(&ArmTruth) -> Option<f64>| Some(of(arm)? - of(arms.baseline)?);
    let satisfaction = change(|of| of.satisfaction);
    // Less churn is better.
    let staying = change(|of| of.churn).map(|change| -change);
    let profit = change(|of| of.profit);
    for formula in 0..formulas {
        for (after, without) in after.iter().zip(without) {
            let (Ok(a), Ok(b)) = (&after[formula], &without[formula]) else { continue };
            let key =
                |question, about: &str, figure| Key { question, formula, about: about.to_string(), figure };
            let rises = a.estimate > b.estimate;
            let truths = [("satisfaction", satisfaction), ("churn", staying), ("profit", profit)];
            for (figure, truth) in truths {
                if let Some(truth) = truth.filter(|truth| *truth != 0.0) {
                    tally.count(key(CONSTRUCT, "", figure), rises == (truth > 0.0));
                }
            }
            if let (Some(truth), Some(of)) = (satisfaction, differs(a, b, z)) {
                let (adopted, is_worth) = (of.is_significant && of.value > 0.0, truth > arms.worthwhile);
                tally.count(key(DECISIONS, &arm.name, "adopted wrongly"), adopted && !is_worth);
                tally.count(key(DECISIONS, &arm.name, "missed"), !adopted && is_worth);
            }
        }
    }
}

/// Whether the arms stand in the right order.
fn ranks(by_arm: &[(f64, Answered)], surveys: u64, formulas: usize, tally: &mut Tally) {
    let truths: Vec<f64> = by_arm.iter().map(|(truth, _)| *truth).collect();
    for formula in 0..formulas {
        for number in 0..surveys as usize {
            let said: Option<Vec<f64>> = by_arm
                .iter()
                .map(|(_, said)| said[number][formula].as_ref().ok().map(|said| said.estimate))
                .collect();
            if let Some(correlation) = said.and_then(|said| rank_correlation(&said, &truths)) {
                let key = Key { question: CONSTRUCT, formula, about: String::new(), figure: "rank" };
                tally.add(key, correlation);
            }
        }
    }
}
