//! `goodwill measure`: what does my own survey say?

use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::measurement::{self, Measurement};
use crate::metrics::Bootstrap;
use crate::report;

use super::arguments::{Destination, Luck};
use super::exit::{Exit, Failure};
use super::folder::Folder;
use super::format::Format;
use super::{input, output};

/// The files of `--out`; the last one makes the folder a result.
const FILES: [&str; 3] = ["measurement.csv", "measurement.html", "measurement.json"];

/// Options of `measure`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The survey: a CSV file with a header, one row per respondent
    #[arg(value_name = "SURVEY")]
    survey: PathBuf,
    /// What its columns mean: a TOML file (docs/measure.md)
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
    /// Resamples behind the intervals of drivers and path models
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    resamples: u32,
    #[command(flatten)]
    luck: Luck,
    #[command(flatten)]
    destination: Destination,
}

/// Answers the question; exit 2 when the survey or its model is wrong.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let (folder, found) = arguments.destination.folder_with(&FILES, measured(arguments))?;
    let document = document(found, arguments);
    let found = &document.found;
    // Whatever becomes of the files, the answer is not lost: it is printed all the same.
    let written = folder.as_ref().map(|folder| write(folder, found, &document));
    match arguments.destination.format {
        Format::Table => {
            let style = report::terminal::Style::of_stdout();
            output::text(&report::terminal::render_measurement(found, style))?;
        }
        Format::Json => output::json(&document)?,
        Format::Csv => {
            output::text(&csv(found)?)?;
            if !arguments.destination.quiet {
                found.warnings.iter().for_each(|line| super::eprintln_quietly(&format!("warning: {line}")));
            }
        }
    }
    written.transpose()?;
    Ok(Exit::Done)
}

fn write(folder: &Folder, found: &Measurement, document: &Document) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(document).map_err(Failure::ours)? + "\n";
    let page = report::html::render_measurement(found);
    let [of_csv, of_page, of_json] = FILES;
    folder.write_all(&[(of_csv, &csv(found)?), (of_page, &page), (of_json, &json)])
}

fn measured(arguments: &Arguments) -> Result<Measurement, Failure> {
    let (model, survey) = match (input::text(&arguments.model), input::large_text(&arguments.survey)) {
        (Ok(model), Ok(survey)) => (model, survey),
        (model, survey) => {
            let failures = [model.err(), survey.err()].into_iter().flatten();
            return Err(Failure::together(failures));
        }
    };
    let names = (arguments.model.display().to_string(), arguments.survey.display().to_string());
    let survey = measurement::read(&model, &survey, (&names.0, &names.1)).map_err(Failure::input)?;
    let bootstrap = Bootstrap {
        resamples: arguments.resamples,
        seed: arguments.luck.seed,
        threads: arguments.luck.threads(),
    };
    Ok(measurement::measure(&survey, &bootstrap))
}

/// The figures with what made them, never with what cannot change them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// What made the figures.
    goodwill: Made,
    #[serde(flatten)]
    found: Measurement,
}

/// Which program made the figures, and how it was asked.
#[derive(Debug, Serialize, JsonSchema)]
struct Made {
    /// Version of Goodwill.
    version: &'static str,
    /// Version of the rules by which luck is drawn.
    stream_version: u32,
    /// Master seed.
    seed: u64,
    /// The verb and the options that change results.
    command: String,
}

fn document(found: Measurement, arguments: &Arguments) -> Document {
    let seed = arguments.luck.seed;
    let goodwill = Made {
        version: env!("CARGO_PKG_VERSION"),
        stream_version: crate::random::STREAM_VERSION,
        seed,
        command: format!("measure --resamples {} --seed {seed}", arguments.resamples),
    };
    Document { goodwill, found }
}

fn csv(found: &Measurement) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    report::measurement_csv::write(found, &mut bytes).map_err(Failure::ours)?;
    String::from_utf8(bytes).map_err(Failure::ours)
}
