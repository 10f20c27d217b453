//! Reads scenario files.

use std::path::{Path, PathBuf};

use crate::scenario::{self, Scenario};

use super::exit::Failure;

/// Larger files are no scenarios; a file given by mistake is refused before it fills the memory.
const LARGEST_BYTES: u64 = 16 * 1024 * 1024;

/// Reads the scenario in `path` and makes the changes of `set`.
pub fn scenario(path: &Path, set: &[(String, String)]) -> Result<Scenario, Failure> {
    let text = text(path)?;
    scenario::parse_with(&text, &path.display().to_string(), set).map_err(Failure::input)
}

/// Reads several scenarios and tells the mistakes of all of them.
pub fn scenarios(paths: &[PathBuf], set: &[(String, String)]) -> Result<Vec<Scenario>, Failure> {
    let (mut read, mut mistakes) = (Vec::new(), Vec::new());
    for path in paths {
        match scenario(path, set) {
            Ok(scenario) => read.push(scenario),
            Err(failure) => mistakes.push(failure.message),
        }
    }
    if mistakes.is_empty() { Ok(read) } else { Err(Failure::input(mistakes.join("\n"))) }
}

/// Reads a text file.
pub fn text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let size = std::fs::metadata(path)
        .map_err(|error| Failure::input(format!("error: cannot read {shown}: {error}")))?;
    if size.is_dir() {
        return Err(Failure::input(format!("error: {shown} is a folder, not a file")));
    }
    if size.len() > LARGEST_BYTES {
        return Err(Failure::input(format!(
            "error: {shown} has {} bytes; a scenario has at most {LARGEST_BYTES}",
            size.len()
        )));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::input(format!("error: cannot read {shown}: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        Failure::input(format!(
            "error: {shown}:{line}: the text is not UTF-8\n  help: save the file as UTF-8 in your editor"
        ))
    })
}
