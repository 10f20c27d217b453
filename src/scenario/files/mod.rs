//! Files that a scenario names. What they hold takes its place in the value tree, as if it had been written there, so that
//! the check, interventions and the canonical form see one scenario. This room opens no files: the caller hands them over.

mod rows;
mod staffing;

use serde_json::Value;

use super::codes::Code;
use super::diagnostics::{Diagnostic, Locate, Place};
use super::path::Path;
use super::source::Reading;

/// A text named in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name, as the scenario gives it.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Hands over the text of a file by the name that the scenario gives it, or says why it cannot.
pub type ReadFile<'r> = &'r dyn Fn(&str) -> Result<String, String>;

/// For callers who hand over the text of a scenario alone.
pub(super) fn none(_: &str) -> Result<String, String> {
    Err("only the text of the scenario was handed over".to_string())
}

/// A text with the name by which messages call it.
struct Sheet<'t> {
    file: &'t str,
    text: &'t str,
}

impl Sheet<'_> {
    /// A mistake in a line (from 1) and column (from 1) of the file.
    fn fault(&self, code: Code, line: usize, column: usize, message: String) -> Diagnostic {
        let place = Place::File { file: self.file.to_string(), line, column };
        Diagnostic { place, ..Diagnostic::new(code, message) }
    }
}

/// Puts what the files hold into the tree of `reading`, and gives the files that were read.
pub(super) fn load(reading: &mut Reading, read: ReadFile) -> Vec<NamedFile> {
    let mut files = Vec::new();
    let teams = reading.tree.get("team").and_then(Value::as_array).map_or(0, Vec::len);
    for index in 0..teams {
        let path = Path::root().key("team").element(index, &Value::Null);
        load_one(reading, &path, "staffing", "agents", staffing::agents, read, &mut files);
    }
    files
}

/// Reads the file that `from` names at `path`, makes a value of it by `meaning`, and puts it under the key `to`.
fn load_one(
    reading: &mut Reading,
    path: &Path,
    from: &str,
    to: &str,
    meaning: fn(&Sheet) -> Result<Value, Vec<Diagnostic>>,
    read: ReadFile,
    files: &mut Vec<NamedFile>,
) {
    let (key, target) = (path.key(from), path.key(to));
    let Some(name) = key.find(&reading.tree).and_then(Value::as_str).map(str::to_string) else {
        return;
    };
    let table = path.find(&reading.tree).cloned().unwrap_or_default();
    if let Some(other) = ["agents", "shifts"].into_iter().find(|other| table.get(other).is_some()) {
        let header = path.element_header(&table);
        let diagnostic =
            Diagnostic::new(Code::StaffingForm, format!("`{header}` states both `{from}` and `{other}`"))
                .why("both say who is on duty, and only one can hold")
                .help("leave one of them out");
        return refuse(reading, &key, vec![at(reading, &key, diagnostic)], None);
    }
    let text = match read(&name) {
        Ok(text) => text,
        Err(why) => {
            let diagnostic =
                Diagnostic::new(Code::NoFile, format!("the file \"{name}\" cannot be read: {why}"))
                    .why("it is looked for in the folder of the scenario");
            let fault = at(reading, &key, diagnostic);
            return refuse(reading, &key, vec![fault], Some(&target));
        }
    };
    let file = beside(&reading.source.file, &name);
    let text_alone = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match meaning(&Sheet { file: &file, text: text_alone }) {
        Ok(value) => {
            reading.source.stands_for(&key, &target);
            remove(reading, path, from);
            target.put(&mut reading.tree, value);
            files.push(NamedFile { name, text });
        }
        Err(faults) => refuse(reading, &key, faults, Some(&target)),
    }
}

fn at(reading: &Reading, path: &Path, diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { place: reading.source.value(path), ..diagnostic }
}

/// Tells what is wrong; the value it would have given is unknown, not missing.
fn refuse(reading: &mut Reading, key: &Path, faults: Vec<Diagnostic>, target: Option<&Path>) {
    reading.found.extend(faults);
    reading.unreadable.push(key.clone());
    reading.unreadable.extend(target.cloned());
}

fn remove(reading: &mut Reading, path: &Path, key: &str) {
    let table = reading.tree.pointer_mut(&path.pointer()).and_then(Value::as_object_mut);
    if let Some(table) = table {
        table.shift_remove(key);
    }
}

/// The name of a file beside the scenario, as messages call it.
fn beside(scenario: &str, name: &str) -> String {
    let folder = scenario.rfind(['/', '\\']).map_or("", |end| &scenario[..=end]);
    format!("{folder}{name}")
}
