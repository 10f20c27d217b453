//! Kano's quality classes from pairs of questions.
//!
//! A respondent is asked how they feel if a feature is there (functional) and if it is not (dysfunctional). An evaluation
//! table turns the pair of answers into a class; counts of classes give the class of the feature, and the coefficients
//! better and worse. Sources: Kano, Seraku, Takahashi and Tsuji (1984); Berger et al. (1993), "Kano's methods for
//! understanding customer-defined quality".
//!
//! The classes bear the words of the project: *basic* (Kano's must-be, M), *linear* (one-dimensional, O), *excitement*
//! (attractive, A), indifferent (I), reverse (R), questionable (Q).

pub mod class;
pub mod coefficients;
pub mod continuous;
pub mod evaluation;
pub mod wording;

pub use class::{ClassRule, KanoCounts};
pub use coefficients::{BetterWorse, better_worse};
pub use evaluation::{Answer, EvaluationTable, KanoClass};
pub use wording::Wording;

use super::problem::MetricProblem;

/// The class of each respondent for one feature, `None` where either answer is missing.
pub fn classes(
    functional: &[Option<Answer>],
    dysfunctional: &[Option<Answer>],
    table: EvaluationTable,
) -> Result<Vec<Option<KanoClass>>, MetricProblem> {
    let (given, needed) = (dysfunctional.len(), functional.len());
    if given != needed {
        return Err(MetricProblem::WrongNumber { what: "dysfunctional answers", given, needed });
    }
    Ok(functional.iter().zip(dysfunctional).map(|(f, d)| Some(table.class((*f)?, (*d)?))).collect())
}
