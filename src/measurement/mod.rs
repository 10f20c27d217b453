//! A user's own survey, measured: a model file says what the columns of a survey file mean, and every figure that can be
//! made of them follows, each with its noise.
//!
//! [`SurveyModelFile`] is the model, [`read`] turns the text of a survey into a checked [`Survey`], [`measure`] makes the
//! [`Measurement`]. A figure that does not exist is listed with the reason; it is never a number.

mod about;
mod bench;
mod columns;
mod drivers;
mod expectations;
mod figure;
mod indices;
mod kano;
mod model;
mod model_file;
mod off_scale;
mod outcome;
mod path_model;
mod places;
mod read;
mod reliability;
mod scores;
mod segments;
mod shares;
mod survey;
mod text;

#[cfg(test)]
mod tests;

pub use figure::{Absent, Figure, Measurement, Section};
pub use model::SurveyModelFile;
pub use read::read;
pub use survey::Survey;

use crate::metrics::Bootstrap;

/// Every figure of a survey. `bootstrap` says how the figures are resampled that have no formula for their noise.
pub fn measure(survey: &Survey, bootstrap: &Bootstrap) -> Measurement {
    let mut measurement = Measurement::new(survey);
    about::add(survey, &mut measurement);
    indices::add(survey, &mut measurement);
    path_model::add(survey, bootstrap, &mut measurement);
    bench::add(survey, &mut measurement);
    expectations::add(survey, &mut measurement);
    scores::add(survey, &mut measurement);
    segments::add(survey, &mut measurement);
    reliability::add(survey, &mut measurement);
    drivers::add(survey, bootstrap, &mut measurement);
    outcome::add(survey, &mut measurement);
    kano::add(survey, &mut measurement);
    measurement
}
