//! `goodwill verify`: does the engine still agree with theory and with the published cases?

use clap::Args;

use crate::experiment::claims::{Claims, Examine, examine};
use crate::experiment::verification::{self, Defect, Verification, Verify};
use crate::experiment::{ExperimentError, Watch};
use crate::report;

use super::arguments::{Destination, Luck};
use super::exit::{Exit, Failure};
use super::folder::Folder;
use super::format::Format;
use super::progress::Bar;
use super::{interrupt, output};

/// The files of `--out`; the last one makes the folder a result.
const FILES: [&str; 3] = ["verification.csv", "validation.md", "verification.json"];

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only these cases, such as A01,C05
    #[arg(long = "case", value_name = "ID", value_delimiter = ',', num_args = 1..)]
    cases: Vec<String>,
    /// Only the cheap cases: some seconds instead of minutes
    #[arg(long)]
    quick: bool,
    /// The published claims about complaints, loyalty and waiting, and a measured index, instead: what they are to the model, and what it gives
    #[arg(long, conflicts_with_all = ["cases", "quick", "plant"])]
    claims: bool,
    /// Replications of each arm that the claims run
    #[arg(long, requires = "claims", default_value_t = 10, value_parser = clap::value_parser!(u64).range(2..))]
    replications: u64,
    /// Plant a fault in every model and see whether it is found, such as handling=1.01; also patience, arrivals, chances
    #[arg(long, value_name = "NAME=FACTOR")]
    plant: Option<Defect>,
    #[command(flatten)]
    luck: Luck,
    #[command(flatten)]
    destination: Destination,
}

/// Answers the question. Exit 1 when a figure differs or is too noisy; a claim that is not met is a finding.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    if arguments.claims { claims(arguments) } else { known_answers(arguments) }
}

/// The files of `--claims --out`.
const CLAIM_FILES: [&str; 2] = ["claims.md", "claims.json"];

fn claims(arguments: &Arguments) -> Result<Exit, Failure> {
    if matches!(arguments.destination.format, Format::Csv) {
        return Err(Failure::input(CLAIMS_AS_CSV));
    }
    let folder = arguments.destination.folder(&CLAIM_FILES)?;
    let examination = Examine {
        seed: arguments.luck.seed,
        replications: arguments.replications,
        threads: arguments.luck.threads(),
    };
    let cancellation = interrupt::listen(arguments.destination.quiet, interrupt::REPLICATIONS);
    let bar = Bar::new(arguments.destination.quiet);
    let watch =
        Watch { cancellation: &cancellation, progress: &|progress| bar.show(progress), records: None };
    let examined = examine(&examination, &watch);
    bar.clear();
    let found = examined.map_err(|error| {
        if let Some(folder) = &folder {
            folder.abandon();
        }
        Failure::from(error)
    })?;
    let written = folder.as_ref().map(|folder| write_claims(folder, &found));
    if matches!(arguments.destination.format, Format::Json) {
        output::json(&found)?;
    } else {
        let style = report::terminal::Style::of_stdout();
        output::text(&report::terminal::render_claims(&found, style))?;
    }
    written.transpose()?;
    Ok(Exit::Done)
}

fn write_claims(folder: &Folder, found: &Claims) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(found).map_err(Failure::ours)? + "\n";
    let page = report::markdown::render_claims(found);
    let [of_page, of_json] = CLAIM_FILES;
    folder.write_all(&[(of_page, &page), (of_json, &json)])
}

const CLAIMS_AS_CSV: &str = "error: `verify --claims` has no table of numbers alone to print as csv\n  \
    why:  a claim is read with its role, window and denominator\n  \
    help: use --format json";

fn known_answers(arguments: &Arguments) -> Result<Exit, Failure> {
    let folder = arguments.destination.folder(&FILES)?;
    let settings = Verify {
        seed: arguments.luck.seed,
        threads: arguments.luck.threads(),
        quick: arguments.quick,
        cases: (!arguments.cases.is_empty()).then(|| arguments.cases.clone()),
        defect: arguments.plant,
    };
    let cancellation = interrupt::listen(arguments.destination.quiet, interrupt::REPLICATIONS);
    let bar = Bar::new(arguments.destination.quiet);
    let watch =
        Watch { cancellation: &cancellation, progress: &|progress| bar.show(progress), records: None };
    let verified = verification::verify(&settings, &watch);
    bar.clear();
    let outcome = verified.map_err(|error: ExperimentError| {
        if let Some(folder) = &folder {
            folder.abandon();
        }
        Failure::from(error)
    })?;
    let found = &outcome.verification;
    let written = folder.as_ref().map(|folder| write(folder, found));
    match arguments.destination.format {
        Format::Table => {
            let style = report::terminal::Style::of_stdout();
            output::text(&report::terminal::render_verification(found, style))?;
        }
        Format::Json => output::json(found)?,
        Format::Csv => output::text(&csv(found)?)?,
    }
    written.transpose()?;
    if outcome.interrupted {
        if !arguments.destination.quiet {
            super::eprintln_quietly("interrupted: the cases that were finished are reported");
        }
        return Ok(Exit::Interrupted);
    }
    Ok(if found.passed { Exit::Done } else { Exit::NotMet })
}

fn csv(found: &Verification) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    report::csv::write_verification(found, &mut bytes).map_err(Failure::ours)?;
    String::from_utf8(bytes).map_err(Failure::ours)
}

fn write(folder: &Folder, found: &Verification) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(found).map_err(Failure::ours)? + "\n";
    let csv = csv(found)?;
    let page = report::markdown::render_verification(found);
    let [of_csv, of_page, of_json] = FILES;
    folder.write_all(&[(of_csv, &csv), (of_page, &page), (of_json, &json)])
}
