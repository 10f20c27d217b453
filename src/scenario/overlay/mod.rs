//! Interventions as an overlay on the baseline: what a change says, when it acts, and the values that hold in a week.
//!
//! An overlay works on the value tree of the effective scenario and knows nothing of models. Percents multiply, additions
//! add, plain values replace; all of them by the strength that the change has in the week.

mod apply;
mod change;
mod effect;
mod entries;
mod rounding;
mod target;

pub(super) use apply::{overlaid, set_value, strengths};
pub(super) use change::{Operation, read_operation};
pub(super) use entries::{Entry, alternatives, compile, doubts, is_numeric};
pub(super) use rounding::{is_rounded_away, smallest_that_acts};
pub(super) use target::{Target, resolve};
