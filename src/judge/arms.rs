//! The interventions as a formula sees them: power under three designs, decisions, ranks.

use super::draw::{Drawing, part_of};
use super::formula::Said;
use super::measures::differs;
use super::panel::FirstWaves;
use super::session::Session;
use super::tally::{Key, Tally};
use crate::statistics::rank_correlation;
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
    session: &mut Session,
    tally: &mut Tally,
) {
    let usual = &arms.baseline.model;
    let at_baseline = ask(&drawing.of(&arms.baseline.census, usual), 1, surveys, session);
    let before = ask(&drawing.of(&arms.before, usual), 2, surveys, session);
    let untreated = ask(&drawing.of(&half(&arms.baseline.census, false), usual), 3, surveys, session);
    let waves = FirstWaves::of(&drawing.of(&arms.before, usual), BLOCK, surveys);
    let mut by_arm: Vec<(f64, Answered)> = Vec::new();
    by_arm.extend(arms.baseline.satisfaction.map(|truth| (truth, at_baseline.clone())));
    let all = std::iter::once(arms.baseline).chain(&arms.others);
    for (place, arm) in all.enumerate() {
        let (census, model) = (&arm.census, &arm.model);
        let block = 4 + 2 * place as u64;
        let after = ask(&drawing.of(census, model), block, surveys, session);
        let treated = ask(&drawing.of(&half(census, true), model), block + 1, surveys, session);
        compare(&arm.name, [&before, &after], [&untreated, &treated], session, tally);
        waves.compare(&drawing.of(census, model), &census.segments, session, |formula, people, is_seen| {
            let key = |figure| Key { question: POWER, formula, about: arm.name.clone(), figure };
            tally.count(key("panel"), is_seen);
            tally.add(key("answers in the panel"), people as f64);
        });
        if place > 0 {
            decide(arm, arms, [&at_baseline, &after], session, tally);
            by_arm.extend(arm.satisfaction.map(|truth| (truth, after)));
        }
    }
    ranks(&by_arm, surveys, session.formulas().len(), tally);
}

/// Half of a population: who is treated where only one half is, or who is not.
fn half(census: &Census, treated: bool) -> Census {
    part_of(census, |unit| (unit.customer % 2 == 1) == treated)
}

/// Whether the formulas see an arm in a survey before its changes and one after them, and in one of those untreated and one of
/// those treated.
fn compare(
    about: &str,
    before_after: [&Answered; 2],
    control_group: [&Answered; 2],
    session: &Session,
    tally: &mut Tally,
) {
    let z = session.critical_value();
    for formula in 0..session.formulas().len() {
        let key = |question, figure| Key { question, formula, about: about.to_string(), figure };
        for number in 0..before_after[0].len() {
            let change = |[from, to]: [&Answered; 2]| {
                let (to, from) = (to[number][formula].as_ref().ok()?, from[number][formula].as_ref().ok()?);
                differs(to, from, z)
            };
            if let Some(of) = change(before_after) {
                tally.count(key(POWER, "before/after"), of.is_significant);
                tally.add(key(CHANGE, "change"), of.value);
            }
            if let Some(of) = change(control_group) {
                tally.count(key(POWER, "control group"), of.is_significant);
            }
        }
    }
}

/// What every formula says about the surveys of one block.
fn ask(drawing: &Drawing, block: u64, surveys: u64, session: &mut Session) -> Answered {
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
    [without, after]: [&Answered; 2],
    session: &Session,
    tally: &mut Tally,
) {
    let z = session.critical_value();
    let change = |of: fn(&ArmTruth) -> Option<f64>| Some(of(arm)? - of(arms.baseline)?);
    let satisfaction = change(|of| of.satisfaction);
    // Less churn is better.
    let staying = change(|of| of.churn).map(|change| -change);
    let profit = change(|of| of.profit);
    for formula in 0..session.formulas().len() {
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
