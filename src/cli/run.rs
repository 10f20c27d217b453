//! `goodwill run`: how does this service perform?

use std::path::{Path, PathBuf};

use clap::Args;

use crate::data::records::{Format, Names, RecordFolder};
use crate::experiment;
use crate::journey::Links;
use crate::scenario::Scenario;

use super::arguments::{Destination, Simulation};
use super::exit::{Exit, Failure};
use super::folder::Folder;
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
    /// Also write every contact (and customers and survey answers, where there are any) into this folder, a set of files per
    /// replication with a data dictionary beside them
    #[arg(long, value_name = "DIR")]
    records: Option<PathBuf>,
    /// How records are written
    #[arg(long, value_enum, default_value_t = RecordFormat::Csv, requires = "records")]
    records_format: RecordFormat,
    #[command(flatten)]
    simulation: Simulation,
    #[command(flatten)]
    destination: Destination,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum RecordFormat {
    /// Text with commas
    Csv,
    /// Parquet
    #[cfg(feature = "parquet")]
    Parquet,
}

impl From<RecordFormat> for Format {
    fn from(format: RecordFormat) -> Format {
        match format {
            RecordFormat::Csv => Format::Csv,
            #[cfg(feature = "parquet")]
            RecordFormat::Parquet => Format::Parquet,
        }
    }
}

/// The folder of `--records`, found usable before anything is simulated.
fn record_folder(path: &Path, arguments: &Arguments, scenario: &Scenario) -> Result<RecordFolder, Failure> {
    Folder::prepare_for("--records", &["dictionary.csv"], path, arguments.destination.force)?;
    let spec = scenario.spec();
    let calendar = scenario.blueprint(&[], Links::CLOSED).map_err(Failure::ours)?.calendar;
    let names = Names {
        reasons: spec.reason.iter().map(|reason| reason.name.clone()).collect(),
        teams: spec.team.iter().map(|team| team.name.clone()).collect(),
        segments: spec.segment.iter().map(|segment| segment.name.clone()).collect(),
        has_survey: spec.survey.is_some(),
        says_segment: spec.survey.as_ref().is_none_or(|survey| survey.segments_in_file),
    };
    RecordFolder::new(path, arguments.records_format.into(), names, calendar).map_err(|error| {
        Failure::input(format!("error: cannot write to --records {}: {error}", path.display()))
    })
}

/// Answers the question. Exit 1 when the arm misses a target.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let settings = arguments.simulation.settings(&arguments.arms, 0);
    let read = input::scenario(&arguments.scenario, &arguments.simulation.set);
    let scenarios = read.as_ref().map_or(&[][..], std::slice::from_ref);
    let arm = scenarios.first().map_or(Ok(()), |scenario| experiment::check_arm(scenario, &settings));
    let job = Job::prepare(&arguments.destination, &settings, scenarios);
    let wrong = arm.err().map(Failure::from);
    let job = Job::unless(job, read.as_ref().err().cloned().into_iter().chain(wrong))?;
    let scenario = read.as_ref().map_err(Failure::clone)?;
    super::tell_idle_changes(scenarios, arguments.destination.quiet);
    let records = arguments.records.as_deref();
    let records = records.map(|path| record_folder(path, arguments, scenario)).transpose()?;
    job.finish(records, |watch| experiment::run(scenario, &settings, watch))
}
