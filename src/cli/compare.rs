//! `goodwill compare`: which change is worth it?

use std::path::PathBuf;

use clap::Args;

use crate::experiment;
use crate::scenario::Scenario;

use super::arguments::{Destination, Simulation};
use super::exit::{Exit, Failure};
use super::input;
use super::job::Job;

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scenario file; of several files the baselines are compared with the first
    #[arg(required = true)]
    scenarios: Vec<PathBuf>,
    /// The arms to run besides the baseline, such as "staffing,staffing + training"; always reported in scenario order
    #[arg(long, value_name = "ARM,ARM", value_delimiter = ',')]
    arms: Vec<String>,
    /// Replications of each cell of the table of doubtful inputs; 0 leaves the table out
    #[arg(long, value_name = "N", default_value_t = 2)]
    doubt_replications: u64,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    destination: Destination,
}

/// Answers the question. Exit 1 when targets are stated and no arm meets them all.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let set = &arguments.simulation.set;
    let scenarios = input::scenarios(&arguments.scenarios, set)?;
    let settings = arguments.simulation.settings(&arguments.arms, arguments.doubt_replications);
    let job = Job::prepare(&arguments.destination, &settings)?;
    let sources: Vec<&str> = scenarios.iter().map(Scenario::source).collect();
    job.finish(&sources, None, |watch| match scenarios.as_slice() {
        [only] => experiment::compare(only, &settings, watch),
        several => experiment::compare_scenarios(several, &settings, watch),
    })
}
