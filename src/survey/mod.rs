//! Surveys as instruments with error: who is asked, who answers, and how answers differ from the truth.
//!
//! A [`Population`] is everybody (or every contact) with the truth about each; [`ask`] draws a survey of it. What makes a
//! survey differ from the truth is built from separate [`Part`]s that can be switched on and off one by one; each has luck
//! of its own, so that switching one off leaves the luck of the others alone.

mod answering;
mod answers;
mod census;
mod draw;
mod luck;
mod model;
mod panel;
mod parts;
mod question;
mod response;
mod sampling;
mod truth;

#[cfg(test)]
mod tests;

pub use answers::{Answers, Respondent};
pub use census::Census;
pub use draw::{Fielded, Member, ask, ask_one, field, invited};
pub use luck::SurveyLuck;
pub use model::{AfterContact, AnswerStyleModel, Frame, MissingItems, Mode, Recall, SurveyModel};
pub use panel::PanelSums;
pub use parts::{ErrorParts, Part};
pub use question::{AnswerScale, Asked, Question, questions};
pub use response::{is_kept_by_inviter, response_log_odds, response_probability};
pub use truth::{Indicator, KanoCodes, Population, Truth, Unit};
