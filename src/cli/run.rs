//! `goodwill run`: how does this service perform?

use std::path::PathBuf;

use clap::Args;

use crate::experiment;

use super::arguments::{Destination, Simulation};
use super::exit::{Exit, Failure};
use super::input;
use super::job::Job;

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scenario file
    scenario: PathBuf,
    /// The arm to run, such as "staffing" or "staffing + training" [default: baseline]
    #[arg(long, value_name = "ARM", value_delimiter = ',')]
    arms: Vec<String>,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    destination: Destination,
}

/// Answers the question. Exit 1 when the arm misses a target.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let scenario = input::scenario(&arguments.scenario, &arguments.simulation.set)?;
    let settings = arguments.simulation.settings(&arguments.arms, 0);
    let job = Job::prepare(&arguments.destination, &settings)?;
    job.finish(&[scenario.source()], |watch| experiment::run(&scenario, &settings, watch))
}
