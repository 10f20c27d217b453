//! Prints results on standard output.

use std::io::{self, Write};

use serde::Serialize;

use crate::experiment::Results;
use crate::report;

use super::exit::Failure;
use super::format::Format;

/// Prints results in the format asked for. Tables carry the warnings themselves, and so does JSON; beside CSV they go to
/// standard error.
pub fn results(results: &Results, format: Format, quiet: bool) -> Result<(), Failure> {
    match format {
        Format::Table => {
            let style = report::terminal::Style::of_stdout();
            text(&report::terminal::render(results, style))
        }
        Format::Json => text(&report::json::render(results).map_err(Failure::ours)?),
        Format::Csv => {
            let mut bytes = Vec::new();
            report::csv::write_results(results, &mut bytes).map_err(Failure::ours)?;
            if !quiet {
                for warning in &results.warnings {
                    super::eprintln_quietly(&format!("warning: {warning}"));
                }
            }
            write(&bytes)
        }
    }
}

/// Prints any value as JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(Failure::ours)?;
    text.push('\n');
    write(text.as_bytes())
}

/// Prints text.
pub fn text(text: &str) -> Result<(), Failure> {
    write(text.as_bytes())
}

/// A reader who has seen enough and gone away (`| head`) is no error.
fn write(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::input(format!("error: cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
