//! Every realistic mistake has a file in `tests/bad_input/` and the exact message it must give beside it.
//!
//! A file `NAME.toml` is read as a scenario; what it prints must equal `NAME.txt`, byte for byte. A first line
//! `#: set PATH=VALUE` in the file stands for the option `--set PATH=VALUE`; there may be several. Files that it names stand
//! beside it.
//!
//! A file `tests/bad_survey/NAME.toml` is read as the model of a survey, which stands in `NAME.csv`, or else in `survey.csv`.
//!
//! After a wanted change of wording run `UPDATE_GOLDEN=1 cargo test --test bad_input`, which rewrites the `.txt` files, and
//! review them as a diff: they are what a planner reads at the worst moment.

use std::fs;
use std::path::{Path, PathBuf};

use goodwill::measurement;
use goodwill::scenario::{self, Code, Diagnostics};

/// How many mistakes are promised to be told well.
const LEAST_FILES: usize = 120;
/// The same of surveys and their models.
const LEAST_SURVEYS: usize = 12;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input")
}

fn survey_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_survey")
}

fn files() -> Vec<PathBuf> {
    files_of(&folder())
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder exists");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// The file that a scenario names. The words of the system for a file that is not there differ from machine to machine.
fn beside(name: &str) -> Result<String, String> {
    fs::read_to_string(folder().join(name)).map_err(|_| "there is no such file".to_string())
}

/// What the scenario in `path` prints, and the codes of its mistakes.
fn messages(path: &Path) -> (String, Vec<Code>) {
    let text = fs::read_to_string(path).expect("a readable file");
    let name = format!("bad_input/{}", path.file_name().expect("a name").to_string_lossy());
    let set: Vec<(String, String)> = text
        .lines()
        .map_while(|line| line.strip_prefix("#: set "))
        .map(|option| option.split_once('=').expect("PATH=VALUE"))
        .map(|(path, value)| (path.to_string(), value.to_string()))
        .collect();
    printed(scenario::parse_with_files(&text, &name, &set, &beside).err())
}

/// What the model in `path` prints with its survey, and the codes of the mistakes.
fn messages_of_survey(path: &Path) -> (String, Vec<Code>) {
    let model = fs::read_to_string(path).expect("a readable file");
    let own = path.with_extension("csv");
    let survey = if own.exists() { own } else { survey_folder().join("survey.csv") };
    let text = fs::read_to_string(&survey).expect("a readable file");
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().to_string();
    printed(measurement::read(&model, &text, (&name(path), &name(&survey))).err())
}

fn printed(found: Option<Diagnostics>) -> (String, Vec<Code>) {
    match found {
        None => (String::from("no mistake found\n"), Vec::new()),
        Some(found) => (found.to_string(), found.iter().map(|one| one.code).collect()),
    }
}

#[test]
fn every_bad_file_gives_its_golden_message() {
    let files = files();
    assert!(files.len() >= LEAST_FILES, "{} files, but at least {LEAST_FILES} are promised", files.len());
    assert_golden(&files, messages);
}

#[test]
fn every_bad_survey_gives_its_golden_message() {
    let files = files_of(&survey_folder());
    assert!(files.len() >= LEAST_SURVEYS, "{} files, but at least {LEAST_SURVEYS} are promised", files.len());
    assert_golden(&files, messages_of_survey);
}

fn assert_golden(files: &[PathBuf], messages: impl Fn(&Path) -> (String, Vec<Code>)) {
    let mut wrong = Vec::new();
    for path in files {
        let (given, codes) = messages(path);
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &given).expect("a writable folder");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if given != wanted || codes.is_empty() {
            wrong.push(format!("--- {}\nwanted:\n{wanted}\ngiven:\n{given}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} files differ; after a wanted change run UPDATE_GOLDEN=1 cargo test --test bad_input\n{}",
        wrong.len(),
        files.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_golden_message_is_orphaned() {
    let entries = [folder(), survey_folder()].map(|folder| fs::read_dir(folder).expect("the folder exists"));
    for entry in entries.into_iter().flatten() {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            assert!(path.with_extension("toml").exists(), "{} has no scenario", path.display());
        }
    }
}

#[test]
fn every_code_but_our_own_faults_is_shown_by_some_file() {
    let mut shown: Vec<Code> = files().iter().flat_map(|path| messages(path).1).collect();
    shown.extend(files_of(&survey_folder()).iter().flat_map(|path| messages_of_survey(path).1));
    for code in Code::ALL {
        let is_ours = *code == Code::Disagreement;
        assert!(is_ours || shown.contains(code), "no file shows {} ({})", code.word(), code.title());
    }
}

#[test]
fn every_message_says_where_and_what_to_do() {
    for path in files() {
        let text = fs::read_to_string(&path).expect("a readable file");
        let name = path.file_name().expect("a name").to_string_lossy().to_string();
        let Err(found) = scenario::parse_with_files(&text, &name, &[], &beside) else {
            continue;
        };
        for diagnostic in found.iter() {
            assert!(
                diagnostic.why.as_ref().is_some_and(|why| !why.trim().is_empty()),
                "{name}: {diagnostic}"
            );
            let told = diagnostic.to_string();
            let is_in_file = told.starts_with(&format!("error: {name}:"));
            let is_beside = told.starts_with("error: file_") && told.contains(".csv:");
            assert!(is_in_file || is_beside, "{name}: {diagnostic}");
            assert!(scenario::explain_code(diagnostic.code.word()).is_some());
        }
    }
}
