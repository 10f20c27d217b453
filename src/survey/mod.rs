//! What a survey of the customers would show: who answers, and how answers differ from the truth.

mod model;

pub use model::SurveyModel;
