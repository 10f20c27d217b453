//! The shipped scenarios as examples of the format: whoever looks for a key of the operation finds one in use.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::scenario::shape::{self, Kind, Shape};

/// The tables of the format that say how a service works; those of customers, surveys and formulas are many switches that are off
/// in most scenarios.
const TABLES: [&str; 8] = ["time", "operation", "demand", "profile", "reason", "team", "links", "observed"];

/// Keys that no shipped scenario uses, and why.
const NOT_SHOWN: [(&str, &str); 1] = [(
    "reason.arrival_times",
    "the same as a file is shown: a log in the scenario itself is long and hides the rest",
)];

/// Every key below a shape, by path without names.
fn keys(shape: &Shape, path: &str, found: &mut BTreeSet<String>) {
    match &shape.kind {
        Kind::Table { law: true, .. } => {}
        Kind::Table { keys: inner, .. } => {
            for (key, shape) in inner {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                keys(shape, &path, found);
                found.insert(path);
            }
        }
        Kind::List { item, .. } | Kind::Map(item) => keys(item, path, found),
        Kind::Short { long, .. } => keys(long, path, found),
        _ => {}
    }
}

/// Marks the keys that a value states.
fn used(shape: &Shape, value: &toml::Value, path: &str, found: &mut BTreeSet<String>) {
    match (&shape.kind, value) {
        (Kind::Table { law: true, .. }, _) => {}
        (Kind::Table { keys, .. }, toml::Value::Table(stated)) => {
            for (key, value) in stated {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                used(&keys[key], value, &path, found);
                found.insert(path);
            }
        }
        (Kind::List { item, .. }, toml::Value::Array(stated)) => {
            stated.iter().for_each(|value| used(item, value, path, found));
        }
        (Kind::Map(item), toml::Value::Table(stated)) => {
            stated.values().for_each(|value| used(item, value, path, found));
        }
        (Kind::Short { long, .. }, toml::Value::Table(_)) => used(long, value, path, found),
        _ => {}
    }
}

/// The key that a path of an intervention sets: the names of elements are left out.
fn without_names(path: &str) -> String {
    let mut shape = shape::scenario();
    let mut found: Vec<&str> = Vec::new();
    for part in path.split('.') {
        while let Kind::Short { long, .. } = &shape.kind {
            shape = long;
        }
        match &shape.kind {
            Kind::Table { keys, .. } => {
                found.push(part);
                match keys.get(part) {
                    Some(inner) => shape = inner,
                    None => break,
                }
            }
            Kind::List { item, .. } | Kind::Map(item) => shape = item,
            _ => break,
        }
    }
    found.join(".")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
}

/// Every key that a shipped scenario states, in itself or in an intervention.
fn shown() -> BTreeSet<String> {
    let mut shipped = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut shipped);
    let mut found = BTreeSet::new();
    for file in shipped {
        let text = fs::read_to_string(&file).unwrap();
        let stated: toml::Value = toml::from_str(&text).unwrap();
        // Beside the scenarios lies the model of a survey, which has no time.
        if stated.get("time").is_none() {
            continue;
        }
        used(shape::scenario(), &stated, "", &mut found);
        for intervention in stated.get("intervention").and_then(toml::Value::as_array).into_iter().flatten() {
            let set = intervention.get("set").and_then(toml::Value::as_table);
            found.extend(set.into_iter().flat_map(|set| set.keys()).map(|path| without_names(path)));
        }
    }
    found
}

#[test]
fn every_key_of_the_operation_is_used_by_a_shipped_scenario() {
    let mut all = BTreeSet::new();
    keys(shape::scenario(), "", &mut all);
    all.retain(|path| TABLES.contains(&path.split('.').next().unwrap()));
    assert!(all.len() > 150, "{} keys", all.len());
    let shown = shown();
    let missing: Vec<&String> = all
        .iter()
        .filter(|path| !shown.contains(*path) && !NOT_SHOWN.iter().any(|(of, _)| of == path))
        .collect();
    assert!(missing.is_empty(), "no scenario shows {missing:?}: use them, or say in `NOT_SHOWN` why not");
    for (path, _) in NOT_SHOWN {
        assert!(all.contains(path) && !shown.contains(path), "{path} is no key, or shown");
    }
}

#[test]
fn paths_of_interventions_lose_their_names() {
    assert_eq!(without_names("team.front.service.billing.competence"), "team.service.competence");
    assert_eq!(without_names("reason.win back.priority.per_second"), "reason.priority.per_second");
    assert_eq!(without_names("team.day.shifts.late.agents"), "team.shifts.agents");
}

/// The file of the README, and what is to stand below it, as a reader would write them.
#[test]
fn the_scenario_of_the_readme_is_one() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks: Vec<&str> =
        readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let scenario =
        |text: &str| crate::scenario::parse(text, "README.md").unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(blocks.len(), 2);
    assert!(scenario(blocks[0]).spec().intervention.is_empty());
    assert_eq!(scenario(&blocks.concat()).spec().intervention.len(), 3);
}
