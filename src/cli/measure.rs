//! `goodwill measure`: what does my own survey say?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::measurement::{self, Measurement};
use crate::metrics::Bootstrap;
use crate::parallel::available_threads;
use crate::report;

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
    /// Master seed of the resamples
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads [default: all]; never changes a result
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1024))]
    threads: Option<u64>,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Also write measurement.json, measurement.csv and a page, measurement.html, into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrite figures that the folder holds already
    #[arg(long, requires = "out")]
    force: bool,
    /// No notes on standard error
    #[arg(long)]
    quiet: bool,
}

/// Answers the question; exit 2 when the survey or its model is wrong.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder =
        arguments.out.as_deref().map(|path| Folder::prepare_for("--out", &FILES, path, arguments.force));
    let folder = folder.transpose()?;
    let found = measured(arguments).inspect_err(|_| {
        if let Some(folder) = &folder {
            folder.abandon();
        }
    })?;
    let document = document(&found, arguments);
    if let Some(folder) = &folder {
        let json = serde_json::to_string_pretty(&document).map_err(Failure::ours)? + "\n";
        let page = report::html::render_measurement(&found);
        folder.remove(FILES[2])?;
        for (name, text) in FILES.iter().zip([csv(&found)?, page, json]) {
            folder.write(name, |out| out.write_all(text.as_bytes()))?;
        }
    }
    match arguments.format {
        Format::Table => {
            let style = report::terminal::Style::of_stdout();
            output::text(&report::terminal::render_measurement(&found, style))?;
        }
        Format::Json => output::json(&document)?,
        Format::Csv => {
            output::text(&csv(&found)?)?;
            if !arguments.quiet {
                found.warnings.iter().for_each(|line| super::eprintln_quietly(&format!("warning: {line}")));
            }
        }
    }
    Ok(Exit::Done)
}

fn measured(arguments: &Arguments) -> Result<Measurement, Failure> {
    let model = input::text(&arguments.model)?;
    let survey = input::large_text(&arguments.survey)?;
    let names = (arguments.model.display().to_string(), arguments.survey.display().to_string());
    let survey = measurement::read(&model, &survey, (&names.0, &names.1)).map_err(Failure::input)?;
    let bootstrap = Bootstrap {
        resamples: arguments.resamples,
        seed: arguments.seed,
        threads: arguments.threads.map_or_else(available_threads, |threads| threads as usize),
    };
    Ok(measurement::measure(&survey, &bootstrap))
}

/// The figures with what made them, never with what cannot change them.
fn document(found: &Measurement, arguments: &Arguments) -> serde_json::Value {
    let command = format!("measure --resamples {} --seed {}", arguments.resamples, arguments.seed);
    let by = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "stream_version": crate::random::STREAM_VERSION,
        "seed": arguments.seed,
        "command": command,
    });
    let mut document = json!({ "goodwill": by });
    if let (Some(all), Ok(serde_json::Value::Object(found))) =
        (document.as_object_mut(), serde_json::to_value(found))
    {
        all.extend(found);
    }
    document
}

fn csv(found: &Measurement) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    report::measurement_csv::write(found, &mut bytes).map_err(Failure::ours)?;
    String::from_utf8(bytes).map_err(Failure::ours)
}
