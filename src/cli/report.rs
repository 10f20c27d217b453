//! `goodwill report`: a finished run once more.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::experiment::Results;

use super::exit::{Exit, Failure};
use super::folder::{Folder, RESULT, scenario_names};
use super::format::Format;
use super::{input, output};

/// Options of `report`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder that `--out` wrote, or its result.json
    run: PathBuf,
    /// How results are printed
    #[arg(long, value_enum, default_value_t = Format::Table, conflicts_with = "html")]
    format: Format,
    /// Write report.html into the folder again instead of printing
    #[arg(long)]
    html: bool,
    /// No notes on standard error
    #[arg(long)]
    quiet: bool,
}

/// Answers the question.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let file = match arguments.run.is_dir() {
        true => arguments.run.join(RESULT),
        false => arguments.run.clone(),
    };
    let folder = file.parent().unwrap_or(Path::new("."));
    let results = read(&file)?;
    if !arguments.html {
        output::results(&results, arguments.format, arguments.quiet)?;
        return Ok(Exit::Done);
    }
    let source = source(folder);
    let page = crate::report::html::render(&results, &source);
    let folder = Folder::existing(folder);
    folder.write("report.html", |out| out.write_all(page.as_bytes()))?;
    if !arguments.quiet {
        super::eprintln_quietly(&format!("written to {}", folder.path().join("report.html").display()));
    }
    Ok(Exit::Done)
}

/// The text of the scenarios kept beside a result; without them the page lacks that section.
fn source(folder: &Path) -> String {
    let texts: Vec<String> =
        scenario_names().filter_map(|name| input::text(&folder.join(name)).ok()).collect();
    texts.join("\n")
}

fn read(file: &Path) -> Result<Results, Failure> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::input(format!("error: cannot read {shown}: {error}")))?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::input(format!(
            "error: {shown} is no result of Goodwill: {error}\n  help: give the folder that `--out` wrote"
        ))
    })
}
