//! Known answers: queues whose figures are known exactly or were published with an interval, run by this engine and held
//! against them at a stated chance of a false alarm.
//!
//! A case is data: a scenario or a centre, and how each figure is read from a run. [`verify`] runs the cases one
//! after the other, each with as many replications as its figures need (`check`), and says of each figure whether it
//! agrees.

mod case;
mod cases;
mod check;
mod defect;
mod estimate;
mod probe;
mod read;
mod result;
mod run;
mod setup;

pub use defect::Defect;
pub use result::{CaseCheck, FigureCheck, FigureVerdict, Known, LeftOut, Method, Verification};
pub use run::{KnownFigure, Verify, VerifyOutcome, collection, left_out, verify};
