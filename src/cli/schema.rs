//! `goodwill schema`: JSON schemas, of scenarios for editors and of results for programs.

use clap::{Args, ValueEnum};

use crate::experiment::Results;
use crate::experiment::claims::Claims;
use crate::experiment::verification::Verification;
use crate::judge::Trial;
use crate::scenario;

use super::exit::{Exit, Failure};
use super::{measure, output};

/// Options of `schema`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The schema of what this verb prints with --format json, instead of that of scenarios
    #[arg(long, value_enum, value_name = "VERB")]
    result: Option<Verb>,
}

/// The verbs whose results have a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Verb {
    /// Results of `goodwill run`
    Run,
    /// Results of `goodwill compare`
    Compare,
    /// Results of `goodwill verify`
    Verify,
    /// Results of `goodwill verify --claims`
    VerifyClaims,
    /// Results of `goodwill judge`
    Judge,
    /// Results of `goodwill measure`
    Measure,
}

/// Answers the question.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    match arguments.result {
        None => output::json(&scenario::json_schema())?,
        Some(verb) => output::json(&of_results(verb))?,
    }
    Ok(Exit::Done)
}

/// `run` and `compare` share one form; a run leaves out what only a comparison has.
fn of_results(verb: Verb) -> serde_json::Value {
    let mut schema = match verb {
        Verb::Run | Verb::Compare => schemars::schema_for!(Results),
        Verb::Verify => schemars::schema_for!(Verification),
        Verb::VerifyClaims => schemars::schema_for!(Claims),
        Verb::Judge => schemars::schema_for!(Trial),
        Verb::Measure => schemars::schema_for!(measure::Document),
    };
    let title = match verb {
        Verb::Run => "Results of goodwill run",
        Verb::Compare => "Results of goodwill compare",
        Verb::Verify => "Results of goodwill verify",
        Verb::VerifyClaims => "Results of goodwill verify --claims",
        Verb::Judge => "Results of goodwill judge",
        Verb::Measure => "Results of goodwill measure",
    };
    schema.insert("title".to_string(), title.into());
    schema.to_value()
}
