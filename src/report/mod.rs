//! Lays out what an experiment found: for a terminal, as JSON, as CSV, and as one self-contained page.
//!
//! This room computes no statistic and opens no file; all it needs is the [`Results`](crate::experiment::Results), fresh
//! or read back, and for the page the text of the scenario.

pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod measurement_csv;
pub mod terminal;

mod claims;
mod judge;
mod measurement;
mod number;
mod table;
mod tables;
mod verification;
mod view;
