//! What a survey of the customers would show: who answers, and how answers differ from the truth.

mod model;
mod panel;

pub use model::SurveyModel;
pub use panel::{Answer, Invited, PanelSums};
