//! Section 9 of `docs/model.md` lists every constant of the model: its keys and values are those of the format and of the
//! code, and none is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use goodwill::scenario::json_schema;
use serde_json::Value;

/// A line of the tables: a key, or a file and the name of a number in it, and the value that the page states.
struct Constant {
    key: String,
    value: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The lines of the tables; a line of several keys gives several.
fn listed() -> Vec<Constant> {
    let page = fs::read_to_string(root().join("docs/model.md")).unwrap();
    let section = page.split("\n## 9. Constants\n").nth(1).expect("the page has the section");
    let mut constants = Vec::new();
    for line in section.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if cells[1] == "key" || cells[1].starts_with("---") {
            continue;
        }
        let [_, keys, value, unit, source] = cells[..] else { panic!("five columns: {line}") };
        assert!(!value.is_empty() && !unit.is_empty() && !source.is_empty(), "an empty cell: {line}");
        for key in keys.split(", ") {
            let key = key.strip_prefix('`').and_then(|key| key.strip_suffix('`'));
            let key = key.unwrap_or_else(|| panic!("a key stands in backticks: {line}")).to_string();
            constants.push(Constant { key, value: value.to_string() });
        }
    }
    constants
}

/// Default values by key, of what the model calculates with: numbers and durations, not names and words.
fn defaults(schema: &Value, key: &str, found: &mut BTreeMap<String, Value>) {
    for form in schema["anyOf"].as_array().into_iter().flatten() {
        defaults(form, key, found);
    }
    let is_choice = schema.get("enum").is_some() || schema["type"] == "boolean";
    let default = schema.get("default").filter(|default| {
        let of_time =
            default.as_str().is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()));
        let is_law = default.get("dist").is_some();
        default.is_number() || of_time || is_law
    });
    if let (Some(default), false) = (default, is_choice) {
        found.insert(key.to_string(), default.clone());
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
        defaults(inner, &key, found);
    }
    defaults_inside(&schema["items"], key, found);
    defaults_inside(&schema["additionalProperties"], &format!("{key}.NAME"), found);
}

fn defaults_inside(schema: &Value, key: &str, found: &mut BTreeMap<String, Value>) {
    if schema.is_object() {
        defaults(schema, key, found);
    }
}

/// Tables that describe the experiment and not the model.
const OF_THE_EXPERIMENT: [&str; 8] =
    ["time", "links", "goals", "observed", "doubt", "compare", "judge", "intervention"];

fn of_the_model(key: &str) -> bool {
    let table = key.split('.').next().unwrap_or(key);
    !OF_THE_EXPERIMENT.contains(&table)
}

/// Whether the page writes a default as the format does.
fn is_written(default: &Value, text: &str) -> bool {
    let written = default.to_string();
    written == text
}

/// What the page says of the keys and what the format says, as texts: missing, strange and different ones.
fn differences(listed: &[Constant], defaults: &BTreeMap<String, Value>) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for Constant { key, value } in listed.iter().filter(|of| !of.key.contains(':')) {
        if !seen.insert(key.as_str()) {
            found.push(format!("{key} is listed twice"));
        }
        match defaults.get(key) {
            None => found.push(format!("{key} is no key with a default")),
            Some(default) if !is_written(default, value) => {
                found.push(format!("{key} is {default}, not {value}"));
            }
            Some(_) => {}
        }
    }
    let missing = defaults.keys().filter(|key| of_the_model(key) && !seen.contains(key.as_str()));
    found.extend(missing.map(|key| format!("{key} is not listed")));
    found
}

fn defaults_of_the_format() -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    defaults(&json_schema(), "", &mut found);
    found
}

#[test]
fn the_page_states_the_defaults_of_the_format() {
    let differences = differences(&listed(), &defaults_of_the_format());
    assert!(differences.is_empty(), "docs/model.md, section 9:\n{}", differences.join("\n"));
}

/// A wrong value, a key that does not exist, one that is missing and one that stands there twice are all found.
#[test]
fn a_mistake_in_the_page_is_found() {
    let mut listed = listed();
    let defaults = defaults_of_the_format();
    let place = |listed: &[Constant], key: &str| listed.iter().position(|of| of.key == key).unwrap();
    let wrong = place(&listed, "experience.loss");
    listed[wrong].value = "5.0".to_string();
    let missing = place(&listed, "loyalty.churn.satisfaction_effect");
    listed[missing].key = "experience.gain".to_string();
    let strange = place(&listed, "survey.response");
    listed[strange].key = "survey.answers".to_string();
    let found = differences(&listed, &defaults);
    for text in [
        "experience.loss is 4.0, not 5.0",
        "loyalty.churn.satisfaction_effect is not listed",
        "experience.gain is listed twice",
        "survey.answers is no key with a default",
        "survey.response is not listed",
    ] {
        assert!(found.iter().any(|line| line == text), "{text}: {found:?}");
    }
}

/// Rooms whose numbers are the customer's model.
const ROOMS: [&str; 4] = ["src/population", "src/experience", "src/loyalty", "src/survey"];
/// Files of other rooms that hold numbers of the model.
const FILES: [&str; 4] = [
    "src/journey/month.rs",
    "src/journey/failure.rs",
    "src/journey/calibration.rs",
    "src/operation/roster/person.rs",
];

/// A number that stands in the code, as it is written there.
struct Number {
    name: String,
    value: String,
    /// Whether it is a quantity of the model by its type; whole numbers are mostly sizes of tables.
    is_quantity: bool,
}

/// Numbers of a source file, without those of its tests.
fn numbers(code: &str) -> Vec<Number> {
    let code = code.split("#[cfg(test)]").next().unwrap_or(code);
    let constant = |line: &str| {
        let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(super) ");
        let (name, rest) = line.strip_prefix("const ")?.split_once(": ")?;
        let (kind, value) = rest.strip_suffix(';')?.split_once(" = ")?;
        let is_quantity = kind == "f64" || kind == "Duration" || kind.starts_with("[f64");
        Some(Number { name: name.to_string(), value: value.to_string(), is_quantity })
    };
    code.lines().filter_map(constant).collect()
}

fn files_of(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            files_of(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Every quantity of these files is listed with its value; so is each whole number that the page lists.
#[test]
fn the_page_states_the_numbers_of_the_code() {
    let mut files: Vec<PathBuf> = FILES.iter().map(|file| root().join(file)).collect();
    ROOMS.iter().for_each(|room| files_of(&root().join(room), &mut files));
    let mut listed: BTreeMap<String, String> =
        listed().into_iter().filter(|of| of.key.contains(':')).map(|of| (of.key, of.value)).collect();
    assert!(listed.len() > 10, "the page lists numbers of the code");
    for file in files {
        let inside = file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        for Number { name, value, is_quantity } in numbers(&fs::read_to_string(&file).unwrap()) {
            let stated = listed.remove(&format!("{inside}: {name}"));
            assert!(!is_quantity || stated.is_some(), "{inside}: {name} is not listed");
            assert!(stated.is_none_or(|stated| stated == value), "{inside}: {name} is {value}");
        }
    }
    assert!(listed.is_empty(), "no such numbers: {listed:?}");
}
