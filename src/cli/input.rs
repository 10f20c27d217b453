//! Reads scenario files, and the files they name.

use std::path::{Path, PathBuf};

use crate::scenario::{self, Scenario};

use super::exit::Failure;

/// Larger files are no scenarios; a file given by mistake is refused before it fills the memory.
const LARGEST_BYTES: u64 = 16 * 1024 * 1024;

/// Reads the scenario in `path` and the files beside it that it names, and makes the changes of `set`.
pub fn scenario(path: &Path, set: &[(String, String)]) -> Result<Scenario, Failure> {
    let text = text(path)?;
    let beside = |name: &str| read(&path.with_file_name(name));
    scenario::parse_with_files(&text, &path.display().to_string(), set, &beside).map_err(Failure::input)
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

/// Surveys are larger than scenarios.
const LARGEST_SURVEY_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Reads a text file.
pub fn text(path: &Path) -> Result<String, Failure> {
    let told = |why| Failure::input(format!("error: cannot read {}: {why}", path.display()));
    read(path).map_err(told)
}

/// Reads a survey.
pub fn large_text(path: &Path) -> Result<String, Failure> {
    let told = |why| Failure::input(format!("error: cannot read {}: {why}", path.display()));
    read_up_to(path, LARGEST_SURVEY_BYTES).map_err(told)
}

/// Reads a text file, or says why it cannot be read.
fn read(path: &Path) -> Result<String, String> {
    read_up_to(path, LARGEST_BYTES)
}

fn read_up_to(path: &Path, largest: u64) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if size.is_dir() {
        return Err("it is a folder, not a file".to_string());
    }
    if size.len() > largest {
        return Err(format!("it has {} bytes, and may have at most {largest}", size.len()));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("the text is not UTF-8 in line {line}; save the file as UTF-8 in your editor")
    })
}
