//! The bench that puts a formula on trial: simulated populations, whose truth is known, are surveyed with all the errors
//! of surveys, and what a formula says is held against what it should say.
//!
//! Two truths, never mixed. The *census value* of a formula is the same formula on error-free answers of everybody in the
//! target population; bias, coverage and false alarms are against it, in the formula's own unit. The *construct* - latent
//! satisfaction, churn, profit - has another unit; against it only scale-free figures are told. Surveys of one population
//! share its luck, so that every Monte Carlo standard error is clustered by population.

mod answers;
mod arms;
mod assemble;
mod built_in;
mod draw;
mod error;
mod external;
mod formula;
mod formulas;
mod hearing;
mod measures;
mod non_response;
mod panel;
mod population;
mod questions;
mod ranking;
mod record;
mod requirement;
mod resampled;
mod result;
mod sentences;
mod session;
mod settings;
mod stages;
mod stopping;
mod survey_csv;
mod tally;
mod trial;

pub use built_in::{BuiltIn, Questionnaire, Scores};
pub use error::JudgeError;
pub use external::Protocol;
pub use non_response::{NonResponseBias, non_response_bias};
pub use requirement::{Figure, Requirement};
pub use result::{
    AgainstCensus, AgainstConstruct, Answer, ErrorPart, ErrorSplit, Failures, FormulaTrial, Measured,
    Question, RequirementCheck, Standing, Trial, TrialMethod,
};
pub use settings::{Of, Program, TrialSettings};
pub use trial::{TrialOutcome, judge};
