//! The scenario file: its format, its mistakes told all at once, and the models built from it.
//!
//! [`parse`] reads a text and checks everything about it; [`Scenario::blueprint`] lays the interventions of an arm over the
//! baseline and builds what the journey runs. The format is the documented types in [`schema`]; rules between keys are in
//! `validate`, interventions in `overlay`, the way to models in `build`. This room opens no files and simulates nothing: a
//! caller who has files beside the scenario hands them to [`parse_with_files`].

mod brackets;
mod build;
mod canonical;
mod check;
mod checked;
mod clocks;
mod codes;
mod diagnostics;
mod distributions;
mod document;
mod durations;
mod explain;
mod files;
mod headcounts;
mod hours;
mod inputs;
mod overlay;
mod path;
mod patterns;
mod quarters_in_words;
mod reference;
pub mod schema;
mod settings;
mod shape;
mod source;
mod staffing;
mod syntax;
mod syntax_words;
mod validate;
mod warnings;
mod weeks;
mod wording;
mod words;

#[cfg(test)]
mod tests;

use crate::suggest;
pub use checked::{Dose, Scenario, parse, parse_with, parse_with_files};
pub use clocks::{DayClock, WeekClock};
pub use codes::Code;
pub use diagnostics::{Diagnostic, Diagnostics, Place};
pub(crate) use diagnostics::{Format, Sink};
pub use distributions::{Law, LawName, LawValue, Magnitude, NumberLaw, TimeLaw};
pub(crate) use document::{Document, shape_of};
pub use durations::Span;
pub use explain::{explain_code, explain_key};
pub use files::{NamedFile, ReadFile};
pub use hours::{OpenHours, Weekdays};
pub(crate) use path::Path;
pub use patterns::{
    ByWeekday, DayPattern, Factor, FactorPattern, HeadcountPattern, Pattern, RatePattern, Weight,
    WeightPattern,
};
pub use reference::reference;
pub use schema::{BASELINE, InterventionSpec, ScenarioSpec};
pub(crate) use shape::Shape;
pub use shape::json_schema;
pub use staffing::{Headcount, HeadcountChange};
pub use words::{
    AgentRuleWord, ChannelWord, ClassWord, ClosingWord, ContactRuleWord, EndOfShiftWord, TeamRuleWord,
    VolumeLawWord,
};
