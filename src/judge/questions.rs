//! Questions about one population that need no other arm: each error alone, gaming, the mix of segments, small segments,
//! the ranking of those who serve.

use super::draw::{Drawing, part_of, picked};
use super::measures::differs;
use super::session::Session;
use super::tally::{Key, Tally};
use crate::metrics::SurveyTable;
use crate::statistics::{Confidence, normal, rank_correlation};
use crate::survey::{Answers, Census, ErrorParts, Part, SurveyModel};

/// Questions of this file.
pub(super) const EACH_ERROR: &str = "each_error";
pub(super) const GAMING: &str = "gaming";
pub(super) const MIX: &str = "mix";
pub(super) const SEGMENTS: &str = "small_segments";
pub(super) const RANKING: &str = "ranking";

/// Surveys of these questions take numbers from here on, so that they share no luck with those of the league or of arms.
const FROM: u64 = 1 << 19;

/// Surveys per question and population: the populations carry most of the noise.
const SURVEYS: u64 = 5;

/// Strength of the selection that is tried against a formula: of customers at satisfaction 30, 37 % are still invited.
const GAMING_EFFECT: f64 = 0.5;

/// Answers per agent at which rankings are judged.
const ANSWERS_PER_AGENT: [usize; 3] = [10, 30, 100];

/// Puts the questions of this file to every formula.
pub(super) fn try_questions(
    drawing: &Drawing,
    contacts: &Census,
    confidence: Confidence,
    session: &mut Session,
    tally: &mut Tally,
) {
    each_error(drawing, session, tally);
    gaming(drawing, session, tally);
    mix(drawing, confidence, session, tally);
    small_segments(drawing, session, tally);
    if !contacts.units().is_empty() {
        ranking(&Drawing { census: contacts, ..*drawing }, session, tally);
    }
}

/// What every formula estimates from the surveys of a drawing; `None` where it fails.
fn estimates(drawing: &Drawing, number: u64, parts: ErrorParts, session: &mut Session) -> Vec<Option<f64>> {
    match drawing.table(FROM + number, parts) {
        Ok(table) => session.say_all(&table).into_iter().map(|said| Some(said.ok()?.estimate)).collect(),
        Err(_) => vec![None; session.formulas().len()],
    }
}

/// Each part of the error alone, on the same samples: the difference it makes.
fn each_error(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let sample = ErrorParts::NONE.with(Part::Sampling);
    for number in 0..SURVEYS {
        let without = estimates(drawing, number, sample, session);
        for part in Part::ALL.into_iter().filter(|part| *part != Part::Sampling) {
            let with = estimates(drawing, number, sample.with(part), session);
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
    for number in SURVEYS..2 * SURVEYS {
        let honest = estimates(drawing, number, ErrorParts::ALL, session);
        let gamed = estimates(&Drawing { model: &gamed, ..*drawing }, number, ErrorParts::ALL, session);
        for (formula, (gamed, honest)) in gamed.iter().zip(&honest).enumerate() {
            if let (Some(gamed), Some(honest)) = (gamed, honest) {
                let about = "the unhappy avoided".to_string();
                tally.add(Key { question: GAMING, formula, about, figure: "gain" }, gamed - honest);
            }
        }
    }
}

/// Half of the largest segment is gone and nothing else changed: how often is a change of satisfaction announced?
fn mix(drawing: &Drawing, confidence: Confidence, session: &mut Session, tally: &mut Tally) {
    let segments = drawing.census.segments.len();
    if segments < 2 {
        return;
    }
    let mut sizes = vec![0u64; segments];
    drawing.census.units().iter().for_each(|unit| sizes[unit.segment as usize] += 1);
    let largest = (0..segments).max_by_key(|&segment| sizes[segment]).unwrap_or(0);
    let mixed = part_of(drawing.census, |unit| unit.segment as usize != largest || unit.customer % 2 == 0);
    let after = Drawing { census: &mixed, ..*drawing };
    let z = normal::critical_value(confidence.miss());
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
            Ok(table) => (0..session.formulas().len()).map(|at| session.census(at, &table).ok()).collect(),
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

/// Agents ranked by a formula on so many answers each, against their order on error-free answers of all their contacts.
fn ranking(drawing: &Drawing, session: &mut Session, tally: &mut Tally) {
    let everybody = drawing.answers(0, ErrorParts::NONE);
    let answered = drawing.answers(FROM, ErrorParts::ALL.without(Part::Sampling));
    let (contacts, answers) = (by_agent(&everybody), by_agent(&answered));
    for wanted in ANSWERS_PER_AGENT {
        // Agents in the same order in both lists, each with enough answers.
        let ranked: Vec<(&[usize], &[usize])> = answers
            .iter()
            .filter(|(_, rows)| rows.len() >= wanted)
            .filter_map(|(agent, rows)| {
                let at = contacts.binary_search_by_key(agent, |(other, _)| *other).ok()?;
                Some((contacts[at].1.as_slice(), &rows[..wanted]))
            })
            .collect();
        let value = |answers: &Answers, rows: &[usize]| {
            SurveyTable::of_answers(&picked(answers, rows), &drawing.census.segments).ok()
        };
        let mut truths = vec![Vec::new(); session.formulas().len()];
        let mut estimates = vec![Vec::new(); session.formulas().len()];
        for (all, some) in ranked {
            let (Some(all), Some(some)) = (value(&everybody, all), value(&answered, some)) else { continue };
            for formula in 0..session.formulas().len() {
                if let (Ok(truth), Ok(said)) = (session.census(formula, &all), session.say(formula, &some)) {
                    truths[formula].push(truth);
                    estimates[formula].push(said.estimate);
                }
            }
        }
        for (formula, (truths, estimates)) in truths.iter().zip(&estimates).enumerate() {
            if let Some(correlation) = rank_correlation(truths, estimates) {
                let about = format!("{wanted} answers per agent");
                tally.add(
                    Key { question: RANKING, formula, about: about.clone(), figure: "rank correlation" },
                    correlation,
                );
                tally.add(Key { question: RANKING, formula, about, figure: "agents" }, truths.len() as f64);
            }
        }
    }
}

/// The rows of each agent, agents ascending.
fn by_agent(answers: &Answers) -> Vec<(u64, Vec<usize>)> {
    let mut rows: std::collections::BTreeMap<u64, Vec<usize>> = std::collections::BTreeMap::new();
    for (row, respondent) in answers.respondents.iter().enumerate() {
        rows.entry(respondent.cluster).or_default().push(row);
    }
    rows.into_iter().collect()
}
