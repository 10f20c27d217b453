//! One population on trial: its census, its surveys, and the error of each survey in parts.

use super::draw::{Drawing, as_the_file_says};
use super::record::{FormulaRecord, PopulationRecord};
use super::session::Session;
use super::stages::Stages;
use crate::metrics::SurveyTable;
use crate::survey::{ErrorParts, SurveyModel};

/// Draws `surveys` surveys of a population and asks every formula about each.
pub(super) fn try_population(drawing: &Drawing, surveys: u64, session: &mut Session) -> PopulationRecord {
    let mut record =
        PopulationRecord { members: drawing.census.units().len(), surveys, ..PopulationRecord::default() };
    // The design's weights are known here, even where the survey's file leaves them out.
    let model = SurveyModel { weights: true, ..drawing.model.clone() };
    let (designed, says_weights) = (Drawing { model: &model, ..*drawing }, drawing.model.weights);
    let stages = Stages::of(&designed, session);
    let formulas = session.formulas().len();
    record.formulas = (0..formulas)
        .map(|at| FormulaRecord {
            census: stages.census(at).clone(),
            said: Vec::with_capacity(surveys as usize),
            parts: Vec::with_capacity(surveys as usize),
        })
        .collect();
    for number in 0..surveys {
        if session.is_stopped() {
            break;
        }
        let fielded = designed.field(number, ErrorParts::ALL);
        record.answers += fielded.answers.respondents.len() as u64;
        let table = SurveyTable::of_answers(&fielded.answers, &drawing.census.segments);
        let in_file = match &table {
            Ok(table) if says_weights || table.weights().is_none() => Ok(table.clone()),
            _ => SurveyTable::of_answers(&as_the_file_says(&fielded.answers), &drawing.census.segments),
        };
        let said = match &in_file {
            Ok(table) => session.say_all(table),
            Err(problem) => vec![Err(problem.to_string()); formulas],
        };
        let parts = stages.split(&designed, number, &fielded, table.as_ref().ok(), &said, session);
        for (record, (said, parts)) in record.formulas.iter_mut().zip(said.into_iter().zip(parts)) {
            record.parts.push(parts);
            record.said.push(said);
        }
    }
    record
}
