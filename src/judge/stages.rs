//! The error of each survey in parts: the plug-in value of every formula as more and more parts are switched on.

use super::built_in::Scores;
use super::draw::Drawing;
use super::formula::{Kind, Said, mean};
use super::record::PARTS;
use super::session::Session;
use crate::metrics::SurveyTable;
use crate::survey::{ErrorParts, Fielded, Member, Part};

/// The plug-in value of each formula with more and more parts of the error: frame, selection, sampling, response,
/// everything. What the formula itself then makes of the answers is the part called estimation.
///
/// Up to the response nobody errs in answering, so that these values need only to know who is left: the error-free answers
/// of everybody are known, and so are their scores.
pub(super) struct Stages {
    everybody: Result<SurveyTable, String>,
    /// By formula: what each member contributes, with the parameters of the census, of a formula that is a mean.
    scores: Vec<Option<Scores>>,
    parameters: Vec<Option<[f64; 3]>>,
    /// By formula: its value on error-free answers of everybody, or why there is none.
    census: Vec<Result<f64, String>>,
    /// Values that are the same in every survey of the population: the frame's, where nothing depends on luck.
    framed: Vec<Option<f64>>,
    has_selection: bool,
}

impl Stages {
    /// Of a population whose survey's design is known, even where the survey's file leaves its weights out.
    pub fn of(drawing: &Drawing, session: &mut Session) -> Stages {
        let everybody = drawing.everybody().map_err(|problem| problem.to_string());
        let (formulas, questionnaire) = (session.formulas(), session.asking().questionnaire);
        let parameters: Vec<Option<[f64; 3]>> = formulas
            .iter()
            .map(|formula| formula.parameters(everybody.as_ref().ok()?, session.asking()))
            .collect();
        let scores: Vec<Option<Scores>> = formulas
            .iter()
            .zip(&parameters)
            .map(|(formula, parameters)| match &formula.kind {
                Kind::BuiltIn(of) => of.scores(everybody.as_ref().ok()?, questionnaire, *parameters).ok(),
                _ => None,
            })
            .collect();
        let census = (0..formulas.len())
            .map(|at| everybody.as_ref().map_err(String::clone).and_then(|table| session.estimate(at, table)))
            .collect();
        let has_selection = drawing.model.errs_in(Part::Selection);
        let mut stages = Stages { everybody, scores, parameters, census, framed: Vec::new(), has_selection };
        // Who can be reached is a trait of the person: the frame is the same in every survey.
        let members = drawing.invited(0, ErrorParts::up_to(Part::Frame));
        stages.framed = stages.of_members(&members, session);
        stages
    }

    /// The value of a formula on error-free answers of everybody, or why there is none.
    pub fn census(&self, at: usize) -> &Result<f64, String> {
        &self.census[at]
    }

    /// The error of each estimate in parts that sum to it, by formula. `answered` is the survey with the weights of its
    /// design, `said` what the formulas say about the survey as its file has it.
    pub fn split(
        &self,
        drawing: &Drawing,
        number: u64,
        fielded: &Fielded,
        answered: Option<&SurveyTable>,
        said: &[Result<Said, String>],
        session: &mut Session,
    ) -> Vec<Option<[f64; PARTS.len()]>> {
        let selected = match self.has_selection {
            true => self.of_members(&drawing.invited(number, ErrorParts::up_to(Part::Selection)), session),
            false => self.framed.clone(),
        };
        let sampled = self.of_members(&fielded.invited, session);
        let responded = self.of_members(&fielded.answered, session);
        (0..said.len())
            .map(|at| {
                let estimate = said[at].as_ref().ok()?.estimate;
                let answered = self.answered(at, answered?, estimate, session);
                let stages = [self.framed[at], selected[at], sampled[at], responded[at], answered];
                parts(*self.census[at].as_ref().ok()?, &stages, estimate)
            })
            .collect()
    }

    /// The plug-in value on the survey's own answers: the estimate itself where weights and parameters are out of play.
    fn answered(&self, at: usize, table: &SurveyTable, estimate: f64, session: &mut Session) -> Option<f64> {
        if table.weights().is_none() && self.parameters[at].is_none() {
            return session.is_split(at).then_some(estimate);
        }
        session.plug_in(at, table, self.parameters[at])
    }

    /// By formula: its plug-in value on error-free answers of some members, each counting what its weight says.
    fn of_members(&self, members: &[Member], session: &mut Session) -> Vec<Option<f64>> {
        let mut table: Option<Option<SurveyTable>> = None;
        let formulas = session.formulas();
        (0..formulas.len())
            .map(|at| {
                if let Some(scores) = &self.scores[at] {
                    return mean_of(scores, members);
                }
                if matches!(formulas[at].kind, Kind::BuiltIn(_)) || !session.is_split(at) {
                    return None;
                }
                let everybody = self.everybody.as_ref().ok()?;
                if members.len() == everybody.rows() && members.iter().all(|member| member.weight == 1.0) {
                    return self.census[at].as_ref().ok().copied();
                }
                let table = table.get_or_insert_with(|| {
                    let places: Vec<usize> = members.iter().map(|member| member.place).collect();
                    everybody.picked(&places, members.iter().map(|member| member.weight).collect()).ok()
                });
                session.plug_in(at, table.as_ref()?, None)
            })
            .collect()
    }
}

fn mean_of(scores: &Scores, members: &[Member]) -> Option<f64> {
    let of: Scores = members.iter().map(|member| scores[member.place]).collect();
    let weights: Vec<f64> = members.iter().map(|member| member.weight).collect();
    mean(&of, Some(&weights), "").ok()
}

/// The error of one estimate in parts that sum to it.
fn parts(census: f64, stages: &[Option<f64>; PARTS.len() - 1], estimate: f64) -> Option<[f64; PARTS.len()]> {
    let mut before = census;
    let mut parts = [0.0; PARTS.len()];
    for (part, stage) in parts.iter_mut().zip(stages) {
        let value = (*stage)?;
        *part = value - before;
        before = value;
    }
    parts[PARTS.len() - 1] = estimate - before;
    Some(parts)
}
