//! The format as a whole: what must parse, and that nothing of it goes untested.

use super::{BARE, WHOLE_FORMAT, WHOLE_OPERATION, codes, read};
use crate::scenario::path::Path;
use crate::scenario::shape::{self, Kind, Shape};
use crate::scenario::{json_schema, reference, source};

#[test]
fn the_bare_operation_of_the_contract_parses_as_it_stands() {
    let scenario = read(BARE);
    assert_eq!(scenario.name(), "M/M/c+M");
    assert!(scenario.spec().is_bare());
    assert!(scenario.warnings().is_empty(), "{:?}", scenario.warnings());
    assert_eq!(scenario.number_at("team.agents.agents"), Some(50.0));
    assert_eq!(scenario.number_at("reason.call.talk.mean"), Some(3_600.0));
    assert_eq!(scenario.number_at("reason.call.fcr_window"), Some(604_800.0), "a default");
    assert_eq!(scenario.number_at("reason.call.awt.x"), None);
}

#[test]
fn the_whole_format_parses_without_a_mistake() {
    let scenario = read(WHOLE_FORMAT);
    assert_eq!(scenario.interventions().len(), 2);
    assert_eq!(scenario.source(), WHOLE_FORMAT);
    let warnings = scenario.warnings();
    assert!(warnings.iter().all(|warning| warning.contains("profile")), "{warnings:?}");
}

#[test]
fn the_whole_operation_parses_without_a_mistake() {
    let scenario = read(WHOLE_OPERATION);
    assert!(scenario.spec().is_bare());
    let warnings = scenario.warnings();
    let is_known =
        |warning: &String| warning.contains("is closed for") || warning.contains("nobody is there");
    assert!(warnings.iter().all(is_known), "{warnings:#?}");
}

/// A key that nobody shows is a key that nobody tests: a new one belongs into `whole_format.toml` or, if it needs a bare
/// operation, into `whole_operation.toml`.
#[test]
fn the_whole_format_shows_every_key() {
    let trees = [WHOLE_FORMAT, WHOLE_OPERATION, BARE].map(|text| source::read(text, "x.toml").tree);
    let mut missing = Vec::new();
    let mut roots = trees.iter().collect();
    every_key(shape::scenario(), &mut roots, &Path::root(), &mut missing);
    assert!(missing.is_empty(), "not shown: {missing:?}");
}

/// Looks in `values`, all the values that stand at `path`, for every key of the shape.
fn every_key(shape: &Shape, values: &mut Vec<&serde_json::Value>, path: &Path, missing: &mut Vec<String>) {
    match &shape.kind {
        Kind::Table { keys, .. } => {
            for (key, shape) in keys {
                let mut inner: Vec<_> = values.iter().filter_map(|value| value.get(key)).collect();
                // Which parameters a distribution has depends on its name; all of them have tests of their own.
                let is_parameter = matches!(shape.kind, Kind::Table { law: true, .. });
                if inner.is_empty() {
                    missing.push(path.key(key).to_string());
                } else if !is_parameter {
                    every_key(shape, &mut inner, &path.key(key), missing);
                }
            }
        }
        Kind::List { item, .. } => {
            let mut inner: Vec<_> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            every_key(item, &mut inner, path, missing);
        }
        Kind::Map(item) => {
            let mut inner: Vec<_> =
                values.iter().filter_map(|value| value.as_object()).flat_map(|map| map.values()).collect();
            every_key(item, &mut inner, path, missing);
        }
        Kind::Change(long) | Kind::Short { long, .. } => every_key(long, values, path, missing),
        _ => {}
    }
}

#[test]
fn the_json_schema_accepts_what_the_check_accepts() {
    let schema = json_schema();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for text in [BARE, WHOLE_FORMAT, WHOLE_OPERATION] {
        let tree = source::read(text, "x").tree;
        let errors: Vec<String> =
            validator.iter_errors(&tree).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let tree = source::read(&BARE.replace("agents = 50", "agent = 50"), "x").tree;
    assert!(!validator.is_valid(&tree), "an unknown key");
}

#[test]
fn a_misspelt_key_is_told_once() {
    assert_eq!(codes(&BARE.replace("horizon", "horizn")), ["E0102"], "not also as missing");
    assert_eq!(codes(&BARE.replace("[[team]]", "[[teams]]")), ["E0102"]);
}

#[test]
fn mistakes_come_in_the_order_of_the_file() {
    let text = BARE.replace("2000h", "2000 h").replace("55.0", "\"55\"").replace("50  ", "-50  ");
    assert_eq!(codes(&text), ["E0202", "E0104", "E0214"]);
}

/// After a wanted change run `UPDATE_GOLDEN=1 cargo test --lib scenario` and review the page as a diff.
#[test]
fn the_reference_page_is_what_the_types_say() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, reference()).expect("a writable folder");
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(page == reference(), "docs/scenario.md is not what the types say; run with UPDATE_GOLDEN=1");
}
