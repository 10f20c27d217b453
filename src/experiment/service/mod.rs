//! How a service does by itself, apart from satisfaction and revenue: the figures by which it is judged, what each arm does to
//! them and to cost, and the answer in one or two sentences. Which figures those are follows from what the scenario has: where a
//! contact may also be blocked, contained or called back, abandonment alone would mislead.

mod cost;
mod headline;
mod measures;
mod summary;
mod verdict;
mod words;

pub(super) use headline::{Asked, headline};
pub(super) use measures::{measures, of_reasons};
pub(super) use summary::summary;
pub(super) use verdict::verdicts;
