//! A formula on trial, whoever wrote it: the same questions are put to all of them.

use super::built_in::{BuiltIn, Questionnaire};
use super::external::{External, ExternalProcess, Protocol};
use super::hearing::Hearing;
use crate::metrics::formula::Formula as Written;
use crate::metrics::{Bootstrap, MetricProblem, SurveyTable};
use crate::parallel::Cancellation;
use crate::statistics::{Confidence, Estimate, Interval};

/// A formula on trial.
#[derive(Clone, Debug)]
pub struct OnTrial {
    /// Its name in reports.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// Who wrote a formula.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The house.
    BuiltIn(BuiltIn),
    /// The user, as an expression.
    Written(Written),
    /// The user, as a program.
    External(External),
}

/// What a formula says about one survey.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The estimate.
    pub estimate: f64,
    /// The interval, where there is one.
    pub interval: Option<Interval>,
}

/// How formulas are asked.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Level of intervals.
    pub confidence: Confidence,
    /// Resample every interval that the house makes, instead of deriving it.
    pub bootstrap: Option<Bootstrap>,
    /// The questionnaire.
    pub questionnaire: &'a Questionnaire,
    /// Whether programs that start anew for each survey are also asked for the parts of the error and about panels.
    pub programs_split: bool,
    /// The wish to stop: programs are then ended and asked no more.
    pub stop: &'a Cancellation,
}

/// Resamples for formulas that have no other interval.
pub const RESAMPLES: u32 = 200;

/// An estimate and each respondent's influence on it: the spread of their sum is the noise of the estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences {
    /// The estimate.
    pub estimate: f64,
    /// One per respondent.
    pub of_each: Vec<f64>,
}

impl OnTrial {
    /// What the formula is, in words, as an expression or as a command.
    pub fn definition(&self) -> String {
        match &self.kind {
            Kind::BuiltIn(of) => of.definition().to_string(),
            Kind::Written(of) if of.is_smooth() => format!("{}; linearised", of.text()),
            Kind::Written(of) => format!("{}; percentile interval of {RESAMPLES} resamples", of.text()),
            Kind::External(of) => format!("program: {}", of.command()),
        }
    }

    /// The unit of its figure.
    pub fn unit(&self) -> &'static str {
        match &self.kind {
            Kind::BuiltIn(of) => of.unit(),
            _ => "its own unit",
        }
    }

    /// What the formula says about a survey. The error is the reason why it says nothing.
    pub fn say(
        &self,
        hearing: &Hearing,
        asking: &Asking,
        process: &mut Option<ExternalProcess>,
    ) -> Result<Said, String> {
        match &self.kind {
            Kind::BuiltIn(of) => built_in(*of, hearing, asking).map_err(|problem| problem.to_string()),
            Kind::Written(of) => written(of, hearing.survey, asking).map_err(|problem| problem.to_string()),
            Kind::External(of) => of.ask(hearing.survey, process, asking.stop),
        }
    }

    /// The estimate alone, without its noise. On error-free answers of everybody it is the census value.
    pub fn estimate(
        &self,
        survey: &SurveyTable,
        asking: &Asking,
        process: &mut Option<ExternalProcess>,
    ) -> Result<f64, String> {
        match &self.kind {
            Kind::BuiltIn(of) => {
                let value = || {
                    let parameters = of.parameters(survey, asking.questionnaire)?;
                    let weights = if of.ignores_weights() { None } else { survey.weights() };
                    mean(&of.scores(survey, asking.questionnaire, parameters)?, weights, of.name())
                };
                value().map_err(|problem| problem.to_string())
            }
            Kind::Written(of) => of.value(survey).map_err(|problem| problem.to_string()),
            Kind::External(of) => of.ask(survey, process, asking.stop).map(|said| said.estimate),
        }
    }

    /// What the formula would say if it counted every respondent as often as the respondent stands for somebody, with
    /// `parameters` it need not estimate. A program is asked about the survey with the weights of the design, and estimates
    /// what it estimates.
    pub fn plug_in(
        &self,
        survey: &SurveyTable,
        asking: &Asking,
        parameters: Option<[f64; 3]>,
        process: &mut Option<ExternalProcess>,
    ) -> Result<f64, String> {
        match &self.kind {
            Kind::BuiltIn(of) => {
                let value = || {
                    let scores = of.scores(survey, asking.questionnaire, parameters)?;
                    mean(&scores, survey.weights(), of.name())
                };
                value().map_err(|problem| problem.to_string())
            }
            Kind::Written(of) => of.plug_in(survey).map_err(|problem| problem.to_string()),
            Kind::External(of) => of.ask(survey, process, asking.stop).map(|said| said.estimate),
        }
    }

    /// Whether its error is told in parts: always, but for programs that start anew for each survey, which must be asked
    /// for it because each start takes its time.
    pub fn is_split(&self, asking: &Asking) -> bool {
        match &self.kind {
            Kind::External(of) => asking.programs_split || of.protocol() == Protocol::Server,
            _ => true,
        }
    }

    /// Parameters that the formula estimates, as the census has them.
    pub fn parameters(&self, everybody: &SurveyTable, asking: &Asking) -> Option<[f64; 3]> {
        match &self.kind {
            Kind::BuiltIn(of) => of.parameters(everybody, asking.questionnaire).ok().flatten(),
            _ => None,
        }
    }

    /// The estimate with each respondent's influence, where they have a formula.
    pub fn influences(&self, survey: &SurveyTable, asking: &Asking) -> Option<Influences> {
        match &self.kind {
            Kind::BuiltIn(of) => {
                let parameters = of.parameters(survey, asking.questionnaire).ok()?;
                let scores = of.scores(survey, asking.questionnaire, parameters).ok()?;
                let weights = if of.ignores_weights() { None } else { survey.weights() };
                let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
                let estimate = mean(&scores, weights, of.name()).ok()?;
                let held: f64 = (0..scores.len()).filter(|&row| scores[row].is_some()).map(weight).sum();
                let influence = |(row, score): (usize, &Option<f64>)| {
                    score.map_or(0.0, |score| weight(row) * (score - estimate) / held)
                };
                Some(Influences { estimate, of_each: scores.iter().enumerate().map(influence).collect() })
            }
            Kind::Written(of) => {
                let (estimate, of_each) = of.influences(survey).ok()?;
                Some(Influences { estimate, of_each })
            }
            Kind::External(_) => None,
        }
    }
}

/// Weighted mean of the scores there are.
pub(super) fn mean(
    scores: &[Option<f64>],
    weights: Option<&[f64]>,
    what: &str,
) -> Result<f64, MetricProblem> {
    let (mut sum, mut held) = (0.0, 0.0);
    for (row, score) in scores.iter().enumerate() {
        if let Some(score) = score {
            let weight = weights.map_or(1.0, |weights| weights[row]);
            sum += weight * score;
            held += weight;
        }
    }
    if held > 0.0 { Ok(sum / held) } else { Err(MetricProblem::NoAnswers { what: what.to_string() }) }
}

fn built_in(of: BuiltIn, hearing: &Hearing, asking: &Asking) -> Result<Said, MetricProblem> {
    let survey = hearing.survey;
    let parameters = of.parameters(survey, asking.questionnaire)?;
    let scores = of.scores(survey, asking.questionnaire, parameters)?;
    if let Some(interval) = of.interval_of_counts(survey, asking.confidence)? {
        return Ok(Said { estimate: mean(&scores, None, of.name())?, interval: Some(interval) });
    }
    Ok(match hearing.design()?.mean(|row| scores[row]) {
        Ok(estimate) => about(&estimate, asking.confidence),
        // One respondent has a figure but no noise.
        Err(_) => Said { estimate: mean(&scores, survey.weights(), of.name())?, interval: None },
    })
}

fn written(of: &Written, survey: &SurveyTable, asking: &Asking) -> Result<Said, MetricProblem> {
    let resample = Bootstrap { resamples: RESAMPLES, seed: 1, threads: 1 };
    let bootstrap = match (&asking.bootstrap, of.is_smooth()) {
        (None, true) => {
            return Ok(match of.estimate(survey) {
                Ok(estimate) => about(&estimate, asking.confidence),
                Err(_) => Said { estimate: of.value(survey)?, interval: None },
            });
        }
        (Some(bootstrap), _) => bootstrap,
        (None, false) => &resample,
    };
    let estimate = of.value(survey)?;
    let replicates = of.bootstrap(survey, bootstrap)?;
    Ok(Said { estimate, interval: replicates.percentile(asking.confidence).ok() })
}

fn about(estimate: &Estimate, confidence: Confidence) -> Said {
    Said { estimate: estimate.value, interval: Some(estimate.interval(confidence)) }
}
