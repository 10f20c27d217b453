//! Files that a scenario names. What they hold takes its place in the value tree, as if it had been written there, so that
//! the check, interventions and the canonical form see one scenario. This room opens no files: the caller hands them over.

mod arrivals;
mod dates;
mod rows;
mod staffing;

use serde_json::Value;

use super::clocks::WeekClock;
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

/// A key that names a file.
struct FileKey {
    /// The key.
    from: &'static str,
    /// The key that what the file holds would have stated.
    to: &'static str,
    /// Keys that say the same in another way.
    others: &'static [&'static str],
    /// What they all say.
    says: &'static str,
}

const STAFFING: FileKey =
    FileKey { from: "staffing", to: "agents", others: &["agents", "shifts"], says: "who is on duty" };

const ARRIVALS: FileKey = FileKey {
    from: "arrivals_file",
    to: "arrival_times",
    others: &["arrival_times"],
    says: "when contacts arrive",
};

/// Puts what the files hold into the tree of `reading`, and gives the files that were read.
pub(super) fn load(reading: &mut Reading, read: ReadFile) -> Vec<NamedFile> {
    let start = reading.tree.pointer("/time/start").and_then(Value::as_str).and_then(WeekClock::read);
    let start = start.unwrap_or_default();
    let mut files = Vec::new();
    for index in 0..count(reading, "team") {
        let path = Path::root().key("team").element(index, &Value::Null);
        load_one(reading, &path, &STAFFING, staffing::agents, read, &mut files);
    }
    for index in 0..count(reading, "reason") {
        let path = Path::root().key("reason").element(index, &Value::Null);
        let name =
            path.key("name").find(&reading.tree).and_then(Value::as_str).unwrap_or_default().to_string();
        let meaning = |sheet: &Sheet| arrivals::times(sheet, &name, start);
        load_one(reading, &path, &ARRIVALS, meaning, read, &mut files);
    }
    files
}

fn count(reading: &Reading, list: &str) -> usize {
    reading.tree.get(list).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Reads the file that a key of the table at `path` names, makes a value of it by `meaning`, and puts it where the scenario
/// would have stated it.
fn load_one(
    reading: &mut Reading,
    path: &Path,
    FileKey { from, to, others, says }: &FileKey,
    meaning: impl Fn(&Sheet) -> Result<Value, Vec<Diagnostic>>,
    read: ReadFile,
    files: &mut Vec<NamedFile>,
) {
    let (key, target) = (path.key(from), path.key(to));
    let Some(name) = key.find(&reading.tree).and_then(Value::as_str).map(str::to_string) else {
        return;
    };
    let table = path.find(&reading.tree).cloned().unwrap_or_default();
    if let Some(other) = others.iter().find(|other| table.get(**other).is_some()) {
        let header = path.element_header(&table);
        let code = if *from == STAFFING.from { Code::StaffingForm } else { Code::DemandForm };
        let diagnostic = Diagnostic::new(code, format!("`{header}` states both `{from}` and `{other}`"))
            .why(format!("both say {says}, and only one can hold"))
            .help("leave one of them out");
        let fault = at(reading, &key, diagnostic);
        return refuse(reading, &key, vec![fault], None);
    }
    let text = match read(&name) {
        Ok(text) => text,
        Err(why) => {
            let message = format!("the file \"{name}\" cannot be read: {why}");
            let diagnostic = Diagnostic::new(Code::NoFile, message)
                .why("a file that a scenario names stands in the folder of the scenario");
            let fault = at(reading, &key, diagnostic);
            return refuse(reading, &key, vec![fault], Some(&target));
        }
    };
    let file = beside(&reading.source.file, &name);
    let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match meaning(&Sheet { file: &file, text: bare }) {
        Ok(value) => {
            reading.source.stands_for(&key, &target);
            remove(reading, path, from);
            target.put(&mut reading.tree, value);
            if !files.iter().any(|file| file.name == name) {
                files.push(NamedFile { name, text });
            }
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
