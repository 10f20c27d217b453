//! One population on trial: its census, its surveys, and the error of each survey in parts.

use super::draw::Drawing;
use super::formula::Said;
use super::record::{FormulaRecord, PARTS, PopulationRecord};
use super::session::Session;
use crate::metrics::SurveyTable;
use crate::survey::{ErrorParts, Part, SurveyModel};

/// Draws `surveys` surveys of a population and asks every formula about each.
pub(super) fn try_population(drawing: &Drawing, surveys: u64, session: &mut Session) -> PopulationRecord {
    let formulas = session.formulas();
    let mut record =
        PopulationRecord { members: drawing.census.units().len(), surveys, ..PopulationRecord::default() };
    let everybody = drawing.everybody().map_err(|problem| problem.to_string());
    let mut stages = Stages::of(drawing, &everybody, session);
    record.formulas = (0..formulas.len())
        .map(|at| FormulaRecord {
            census: everybody.as_ref().map_err(String::clone).and_then(|table| session.census(at, table)),
            said: Vec::with_capacity(surveys as usize),
            parts: Vec::with_capacity(surveys as usize),
        })
        .collect();
    for number in 0..surveys {
        let answers = drawing.answers(number, ErrorParts::ALL);
        record.answers += answers.respondents.len() as u64;
        let table = SurveyTable::of_answers(&answers, &drawing.census.segments);
        let said = match &table {
            Ok(table) => session.say_all(table),
            Err(problem) => vec![Err(problem.to_string()); formulas.len()],
        };
        let values = stages.of_survey(drawing, number, session);
        for (at, said) in said.into_iter().enumerate() {
            let record = &mut record.formulas[at];
            record.parts.push(split(&record.census, &values[at], &said));
            record.said.push(said);
        }
    }
    record
}

/// The error of one estimate in parts that sum to it.
fn split(
    census: &Result<f64, String>,
    stages: &[Option<f64>; 5],
    said: &Result<Said, String>,
) -> Option<[f64; PARTS.len()]> {
    let mut before = *census.as_ref().ok()?;
    let mut parts = [0.0; PARTS.len()];
    for (part, stage) in parts.iter_mut().zip(stages) {
        let value = (*stage)?;
        *part = value - before;
        before = value;
    }
    parts[PARTS.len() - 1] = said.as_ref().ok()?.estimate - before;
    Some(parts)
}

/// The plug-in value of each formula with more and more parts of the error: frame, selection, sampling, response,
/// everything. What the formula itself then makes of the answers is the part called estimation.
struct Stages {
    /// The design's weights are known here, even where the survey's file leaves them out.
    model: SurveyModel,
    parameters: Vec<Option<[f64; 3]>>,
    /// Values that are the same in every survey of the population: the frame's, where nothing depends on luck.
    framed: Vec<Option<f64>>,
    has_selection: bool,
}

impl Stages {
    fn of(drawing: &Drawing, everybody: &Result<SurveyTable, String>, session: &Session) -> Stages {
        let (formulas, asking) = (session.formulas(), session.asking());
        let model = SurveyModel { weights: true, ..drawing.model.clone() };
        let parameters: Vec<Option<[f64; 3]>> = formulas
            .iter()
            .map(|formula| everybody.as_ref().ok().and_then(|table| formula.parameters(table, asking)))
            .collect();
        // Who can be reached is a trait of the person: the frame is the same in every survey.
        let framed = Drawing { model: &model, ..*drawing }.table(0, ErrorParts::up_to(Part::Frame));
        let framed = formulas
            .iter()
            .zip(&parameters)
            .map(|(formula, parameters)| formula.plug_in(framed.as_ref().ok()?, asking, *parameters))
            .collect();
        let has_selection = model.selection_effect > 0.0;
        Stages { model, parameters, framed, has_selection }
    }

    /// By formula: the value after each of the first five parts.
    fn of_survey(&mut self, drawing: &Drawing, number: u64, session: &Session) -> Vec<[Option<f64>; 5]> {
        let drawing = Drawing { model: &self.model, ..*drawing };
        let value = |parts: ErrorParts| -> Vec<Option<f64>> {
            let table = drawing.table(number, parts);
            let formulas = session.formulas().iter().zip(&self.parameters);
            formulas
                .map(|(formula, parameters)| {
                    formula.plug_in(table.as_ref().ok()?, session.asking(), *parameters)
                })
                .collect()
        };
        let selected = match self.has_selection {
            true => value(ErrorParts::up_to(Part::Selection)),
            false => self.framed.clone(),
        };
        let sampled = value(ErrorParts::up_to(Part::Sampling));
        let responded = value(ErrorParts::up_to(Part::Response));
        let answered = value(ErrorParts::ALL);
        (0..session.formulas().len())
            .map(|at| [self.framed[at], selected[at], sampled[at], responded[at], answered[at]])
            .collect()
    }
}
