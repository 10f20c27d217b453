//! Questions about one population that need no other arm: each error alone, gaming, the mix of segments, small segments.

use super::draw::{Drawing, part_of, picked};
use super::measures::differs;
use super::ranking::ranking;
use super::session::Session;
use super::tally::{Key, Tally};
use crate::metrics::SurveyTable;
use crate::survey::{Answers, Census, ErrorParts, Part, SurveyModel};

/// Questions of this file.
pub(super) const EACH_ERROR: &str = "each_error";
pub(super) const GAMING: &str = "gaming";
pub(super) const MIX: &str = "mix";
pub(super) const SEGMENTS: &str = "small_segments";

/// Surveys of these questions take numbers from here on, so that they share no luck with those of the league or of arms.
const FROM: u64 = 1 << 19;

/// Surveys per question and population: the populations carry most of the noise.
const SURVEYS: u64 = 5;

/// Strength of the selection that is tried against a formula: of customers at satisfaction 30, 37 % are still invited.
const GAMING_EFFECT: f64 = 0.5;

/// Puts the questions of this file to every formula.
pub(super) fn try_questions(drawing: &Drawing, contacts: &Census, session: &mut Session, tally: &mut Tally) {
    each_error(drawing, session, tally);
    gaming(drawing, session, tally);
    mix(drawing, session, tally);
    small_segments(drawing, session, tally);
    if !contacts.units().is_empty() {
        ranking(&Drawing { census: contacts, ..*drawing }, FROM, session, tally);
    }
}

/// What every formula estimates from the answers to a survey; `None` where it fails.
fn estimates(drawing: &Drawing, answers: &Answers, session: &mut Session) -> Vec<Option<f64>> {
    match SurveyTable::of_answers(answers, &drawing.census.segments) {
        Ok(table) => session.estimate_all(&table),
        Err(_) => vec![None; session.formulas().len()],
    }
}

/// Each part of the error alone, on the same samples: the difference it makes.
fn each_error(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let sample = ErrorParts::NONE.with(Part::Sampling);
    for number in FROM..FROM + SURVEYS {
        let without = estimates(drawing, &drawing.answers(number, sample), session);
        for part in Part::ALL.into_iter().filter(|part| *part != Part::Sampling) {
            // Of most surveys most parts are switched off, and the answers the same.
            let with = match drawing.model.errs_in(part) {
                true => estimates(drawing, &drawing.answers(number, sample.with(part)), session),
                false => without.clone(),
            };
            for (formula, (with, without)) in with.iter().zip(&without).enumerate() {
                if let (Some(with), Some(without)) = (with, without) {
                    let about = part.word().replace('_', " ");
                    let key = Key { question: EACH_ERROR, formula, about, figure: "bias" };
                    tally.add(key, with - without);
                }
            }
        }
    }
}

/// Those who invite avoid the unhappy: what the formula gains though nothing changed.
fn gaming(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let gamed = SurveyModel {
        selection_effect: drawing.model.selection_effect + GAMING_EFFECT,
        ..drawing.model.clone()
    };
    let gamed = Drawing { model: &gamed, ..*drawing };
    for number in FROM + SURVEYS..FROM + 2 * SURVEYS {
        let [honest, gamed] = [drawing, &gamed].map(|drawing| {
            let answers = drawing.answers(number, ErrorParts::ALL);
            estimates(drawing, &answers, session)
        });
        for (formula, (gamed, honest)) in gamed.iter().zip(&honest).enumerate() {
            if let (Some(gamed), Some(honest)) = (gamed, honest) {
                let about = "the unhappy avoided".to_string();
                tally.add(Key { question: GAMING, formula, about, figure: "gain" }, gamed - honest);
            }
        }
    }
}

/// Half of the largest segment is gone and nothing else changed: how often is a change of satisfaction announced?
fn mix(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let segments = drawing.census.segments.len();
    if segments < 2 {
        return;
    }
    let mut sizes = vec![0u64; segments];
    drawing.census.units().iter().for_each(|unit| sizes[unit.segment as usize] += 1);
    let largest = (0..segments).max_by_key(|&segment| sizes[segment]).unwrap_or(0);
    let mixed = part_of(drawing.census, |unit| unit.segment as usize != largest || unit.customer % 2 == 0);
    let after = Drawing { census: &mixed, ..*drawing };
    let z = session.critical_value();
    for number in 2 * SURVEYS..3 * SURVEYS {
        let first = drawing.table(FROM + number, ErrorParts::ALL);
        let second = after.table(FROM + SURVEYS + number, ErrorParts::ALL);
        let (Ok(first), Ok(second)) = (first, second) else { continue };
        let (first, second) = (session.say_all(&first), session.say_all(&second));
        for (formula, said) in first.iter().zip(&second).enumerate() {
            let (Ok(before), Ok(after)) = said else { continue };
            if let Some(of) = differs(after, before, z) {
                let about = format!("half of `{}` gone", drawing.census.segments[largest]);
                tally.count(Key { question: MIX, formula, about, figure: "false alarms" }, of.is_significant);
            }
        }
    }
}

/// The formula within each segment, against the segment's own census value.
fn small_segments(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let names = &drawing.census.segments;
    if names.len() < 2 {
        return;
    }
    let everybody = drawing.answers(0, ErrorParts::NONE);
    let truths: Vec<Vec<Option<f64>>> = (0..names.len())
        .map(|segment| match of_segment(&everybody, segment, drawing) {
            Ok(table) => session.estimate_all(&table),
            Err(_) => vec![None; session.formulas().len()],
        })
        .collect();
    for number in 5 * SURVEYS..6 * SURVEYS {
        let answers = drawing.answers(FROM + number, ErrorParts::ALL);
        for (segment, name) in names.iter().enumerate() {
            let Ok(table) = of_segment(&answers, segment, drawing) else { continue };
            for (formula, said) in session.say_all(&table).into_iter().enumerate() {
                let mut add = |figure, value| {
                    tally.add(Key { question: SEGMENTS, formula, about: name.clone(), figure }, value);
                };
                add("answers", table.rows() as f64);
                let (Ok(said), Some(truth)) = (said, truths[segment][formula]) else {
                    add("failures", 1.0);
                    continue;
                };
                add("failures", 0.0);
                add("bias", said.estimate - truth);
                if let Some(interval) = said.interval {
                    add("coverage", f64::from(u8::from(interval.contains(truth))));
                    add("width", interval.width());
                }
            }
        }
    }
}

fn of_segment(
    answers: &Answers,
    segment: usize,
    drawing: &Drawing,
) -> Result<SurveyTable, crate::metrics::MetricProblem> {
    let is_of = |row: &usize| answers.respondents[*row].segment as usize == segment;
    let rows: Vec<usize> = (0..answers.respondents.len()).filter(is_of).collect();
    SurveyTable::of_answers(&picked(answers, &rows), &drawing.census.segments)
}
