//! Measurement held against answers that nobody here wrote: published outputs and figures of other programs.
//!
//! The data sets are not part of the project. Each test looks for them in the folder `data` of the folder that the
//! environment variable `GOODWILL_SHARED` names, else in `../shared` beside the checkout, and says that it was skipped
//! when they are not there. The same code paths are held by the unit tests, on figures small enough to stand in them.

mod airline;
mod airport;
mod bank;
mod drivers;
mod kano;
#[path = "../common/published_data.rs"]
mod published_data;
mod raking;
mod reference;
mod resampling;
mod scale_usage;
