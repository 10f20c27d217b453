//! Checks a value tree against the shape of the format: unknown, missing and mistyped keys, limits, words, durations,
//! patterns and distributions. What cannot stay is replaced by a harmless stand-in and marked as faulty, so that the
//! rules between keys can be checked in the same pass.
//!
//! Rules between keys live in `validate`.

mod leaf;
mod pattern;
mod stand_in;

use serde_json::{Map, Value, json};

use self::leaf::check_leaf;
use self::pattern::{check_by_weekday, check_day, check_pattern, check_times};
use self::stand_in::stand_in;
use super::codes::Code;
use super::diagnostics::{Diagnostic, Sink};
use super::distributions;
use super::path::Path;
use super::shape::{Bounds, Kind, Shape};
use super::suggest::nearest;
use super::wording::{self, meaning, reason_and_meaning, wrong_type};

/// Checks `value` against `shape`, telling every mistake to `sink`.
pub(super) fn check(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    if value.is_null() {
        // What could not be read has been told; what an intervention blew up has not.
        if sink.is_sound(path) {
            let message = format!("`{path}` is beyond every number");
            let diagnostic = Diagnostic::new(Code::NoValue, message).why(meaning(shape));
            sink.value(path, diagnostic.help("check the figures it comes from"));
        }
        *value = stand_in(shape);
        return;
    }
    match &shape.kind {
        Kind::Table { keys, law } => {
            let Value::Object(table) = value else {
                let fault = wrong_type(value, shape, path);
                return replace(value, fault, shape, path, sink);
            };
            let misspelt = unknown_keys(table, shape, path, sink);
            for (key, shape) in keys {
                if let Some(value) = table.get_mut(key) {
                    check(value, shape, &path.key(key), sink);
                }
            }
            missing_keys(table, shape, path, &misspelt, sink);
            if *law {
                check_law(value, shape, path, sink);
            }
        }
        Kind::Map(inner) => {
            let Value::Object(table) = value else {
                let fault = wrong_type(value, shape, path);
                return replace(value, fault, shape, path, sink);
            };
            for (key, value) in table.iter_mut() {
                check(value, inner, &path.key(key), sink);
            }
        }
        Kind::List { .. } => check_list(value, shape, path, sink),
        Kind::Change(long) => {
            if let Some(fault) = path_without_quotes(value, long, path) {
                let meant = Value::String("+0%".to_string());
                sink.value(path, fault);
                *value = json!({ "value": meant });
                return;
            }
            if !value.is_object() {
                *value = json!({ "value": value.take() });
            }
            check(value, long, path, sink);
        }
        Kind::Short { long, main } => {
            if !value.is_object() {
                // The short form is told as what it stands for.
                let inner = long.key(main).unwrap_or(long);
                check(value, inner, path, sink);
                *value = json!({ main.as_str(): value.take() });
            }
            check(value, long, path, sink);
        }
        Kind::Targets(weight) => check_targets(value, weight, shape, path, sink),
        Kind::ByWeekday => check_by_weekday(value, shape, path, sink),
        Kind::Times => check_times(value, shape, path, sink),
        Kind::Pattern { of } => check_pattern(value, *of, shape, path, sink),
        Kind::Day => {
            check_day(value, &Bounds { least: Some(0.0), ..Bounds::default() }, false, shape, path, sink)
        }
        _ => {
            if let Err(fault) = check_leaf(value, shape, path) {
                replace(value, fault, shape, path, sink);
            }
        }
    }
}

/// Tells the keys that the table does not have, takes them away, and gives the keys that they probably mean.
fn unknown_keys(table: &mut Map<String, Value>, shape: &Shape, path: &Path, sink: &mut Sink) -> Vec<String> {
    let is_unknown = |key: &&String| shape.key(key).is_none();
    let unknown: Vec<String> = table.keys().filter(is_unknown).cloned().collect();
    let mut misspelt = Vec::new();
    for key in unknown {
        let message = format!("`{key}` is not a key of {}", header(path, sink));
        let diagnostic = Diagnostic::new(Code::UnknownKey, message)
            .why("a key that nothing reads would change nothing, without a word")
            .maybe_help(wording::unknown_key_help(&key, shape, sink.format()));
        sink.key(&path.key(&key), diagnostic);
        if let Some(near) = nearest(&key, shape.keys()) {
            // Its value is unknown: rules between keys cannot be held against it.
            sink.mark(&path.key(near));
            misspelt.push(near.to_string());
        }
        table.shift_remove(&key);
    }
    misspelt
}

/// Tells the keys that the table lacks, unless one is there in another spelling, and puts stand-ins in their place.
fn missing_keys(
    table: &mut Map<String, Value>,
    shape: &Shape,
    path: &Path,
    misspelt: &[String],
    sink: &mut Sink,
) {
    let Kind::Table { keys, .. } = &shape.kind else {
        return;
    };
    for (key, shape) in keys {
        if !shape.required || table.contains_key(key) {
            continue;
        }
        table.insert(key.clone(), stand_in(shape));
        let here = path.key(key);
        if misspelt.contains(key) {
            sink.mark(&here);
            continue;
        }
        let message = format!("{} lacks `{key}`", header(path, sink));
        let diagnostic = Diagnostic::new(Code::MissingKey, message)
            .why(format!("`{key}` has no default: {}", meaning(shape)))
            .help(format!("add {}", wording::example(key, shape)));
        sink.value(&here, diagnostic);
    }
}

/// A name alone, or weights by name.
fn check_targets(value: &mut Value, weight: &Shape, shape: &Shape, path: &Path, sink: &mut Sink) {
    match value {
        Value::String(_) => {}
        Value::Object(table) => {
            for (key, value) in table.iter_mut() {
                check(value, weight, &path.key(key), sink);
            }
        }
        _ => {
            let fault = wrong_type(value, shape, path);
            replace(value, fault, shape, path, sink);
        }
    }
}

/// The table at `path` as its header stands in the file; the whole file by what it is.
fn header(path: &Path, sink: &Sink) -> String {
    match path.parent() {
        Some(_) => path.header(),
        None => format!("the {}", sink.format().what),
    }
}

/// A path without quotes where a change should stand: TOML makes tables within tables of its dots.
fn path_without_quotes(value: &Value, long: &Shape, path: &Path) -> Option<Diagnostic> {
    let mut inner = value.as_object()?;
    if inner.is_empty() || inner.keys().any(|key| nearest(key, long.keys()).is_some()) {
        return None;
    }
    let mut whole = path.last();
    loop {
        let (key, value) = inner.iter().next()?;
        whole = format!("{whole}.{key}");
        match value.as_object() {
            Some(table) if !table.is_empty() => inner = table,
            _ => break,
        }
    }
    let message = format!("`{path}` is a table with `{}`, but it must be a change", whole.split('.').nth(1)?);
    let diagnostic = Diagnostic::new(Code::WrongType, message)
        .why("a path has dots, and without quotes TOML makes a table within a table of each");
    Some(diagnostic.help(format!("put the whole path in quotes: set = {{ \"{whole}\" = ... }}")))
}

fn check_list(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    let Kind::List { item, least, most } = &shape.kind else { return };
    let Value::Array(list) = value else {
        let fault = wrong_type(value, shape, path);
        return replace(value, fault, shape, path, sink);
    };
    if list.len() < *least || most.is_some_and(|most| list.len() > most) {
        let given =
            if list.is_empty() { "is an empty list".to_string() } else { format!("holds {}", list.len()) };
        let (limits, help) = match most {
            Some(most) if most == least => {
                (format!("exactly {least}"), format!("give {least}, in this order: {}", meaning(shape)))
            }
            Some(most) => (format!("{least} to {most}"), format!("give {least} to {most} of them")),
            None => (format!("at least {least}"), format!("name at least {least}, in the brackets")),
        };
        let message = format!("`{path}` {given}, but it must hold {limits}");
        let reason =
            if list.is_empty() { "without any it would say nothing" } else { "each of them has a meaning" };
        let diagnostic = Diagnostic::new(Code::TooFew, message).why(reason_and_meaning(reason, shape));
        return replace(value, diagnostic.help(help), shape, path, sink);
    }
    for (index, element) in list.iter_mut().enumerate() {
        let here = path.element(index, element);
        check(element, item, &here, sink);
    }
}

fn check_law(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    if !sink.is_sound(path) {
        *value = stand_in(shape);
        return;
    }
    let in_time = shape.is_law_in_time();
    if let Some(fault) = distributions::fault(value, in_time) {
        let in_units = in_time && fault.code == Code::LawValues && !fault.message.contains("cv");
        let unit = if in_units { " (in seconds)" } else { "" };
        let diagnostic =
            Diagnostic::new(fault.code, format!("`{path}` {}{unit}", fault.message)).maybe_help(fault.help);
        let why = "a distribution is stated by its mean and spread, with exactly the parameters it has";
        replace(value, diagnostic.why(why), shape, path, sink);
    }
}

/// Tells `diagnostic` and puts a stand-in in the place of the value.
pub(super) fn replace(
    value: &mut Value,
    diagnostic: Diagnostic,
    shape: &Shape,
    path: &Path,
    sink: &mut Sink,
) {
    sink.value(path, diagnostic);
    *value = stand_in(shape);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shape;
    use crate::scenario::source;

    #[test]
    fn a_stand_in_passes_the_check_it_stands_in_for() {
        let reading = source::read("", "x");
        let mut sink = Sink::new(&reading.source);
        let mut value = stand_in(shape::scenario());
        let names = ["/name", "/reason/0/name", "/team/0/name", "/team/0/skills/0"];
        check(&mut value, shape::scenario(), &Path::root(), &mut sink);
        let found = sink.into_found();
        let others: Vec<_> = found.iter().filter(|found| found.code != Code::BadName).collect();
        assert!(others.is_empty(), "{others:?} apart from {names:?}");
    }
}
