//! `goodwill compare`: which change is worth it?

use std::path::PathBuf;

use clap::Args;

use crate::experiment;
use crate::scenario::Scenario;

use super::arguments::{Destination, Simulation, whole};
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
    #[arg(long, value_name = "N", default_value_t = 2, allow_negative_numbers = true, value_parser = whole(0, 1_000_000))]
    doubt_replications: u64,
    /// Also move every assumption of the scenario by a fifth (or to the ends that its [[doubt]] states), one at a time with so many
    /// replications, those that lead both ways, and rank them by how far they move the answer; says first how many runs that takes
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true, value_parser = whole(0, 1_000_000))]
    screening_replications: u64,
    /// Screen only the assumptions whose paths begin so, such as "loyalty,reason.billing"
    #[arg(long, value_name = "PATH,PATH", value_delimiter = ',', requires = "screening_replications")]
    screening_of: Vec<String>,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    destination: Destination,
}

/// Answers the question. Exit 1 when targets are stated and no arm meets them all.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let set = &arguments.simulation.set;
    let settings = experiment::Settings {
        screening_replications: arguments.screening_replications,
        screening_of: arguments.screening_of.clone(),
        ..arguments.simulation.settings(&arguments.arms, arguments.doubt_replications)
    };
    let read = input::scenarios(&arguments.scenarios, set);
    let scenarios = read.as_deref().unwrap_or_default();
    let arms = match scenarios {
        [only] => experiment::check_arms(only, &settings).map_err(Failure::from),
        _ => Ok(()),
    };
    let job = Job::prepare(&arguments.destination, &settings, scenarios);
    let job = Job::unless(job, read.as_ref().err().cloned().into_iter().chain(arms.err()))?;
    super::tell_idle_changes(scenarios, arguments.destination.quiet);
    tell_cost(scenarios, &settings, arguments.destination.quiet);
    job.finish(None, |watch| match scenarios {
        [only] => experiment::compare(only, &settings, watch),
        several => experiment::compare_scenarios(several, &settings, watch),
    })
}

/// Says what a screening will cost, before it starts.
fn tell_cost(scenarios: &[Scenario], settings: &experiment::Settings, quiet: bool) {
    let [scenario] = scenarios else { return };
    if settings.screening_replications == 0 || quiet {
        return;
    }
    let cost = experiment::screening_cost(scenario, settings);
    super::eprintln_quietly(&format!(
        "screening: up to {} inputs, the baseline and one arm, {} replications: up to {} runs besides those of the comparison, most of them \
         with a calibration of their own; a shorter horizon (--set time.horizon=...) makes each cheaper, --screening-of chooses among the inputs",
        cost.inputs, settings.screening_replications, cost.runs
    ));
}
