//! Checks a value tree against the shape of the format: unknown, missing and mistyped keys, limits, words, durations,
//! patterns and distributions. What cannot stay is replaced by a harmless stand-in and marked as faulty, so that the
//! rules between keys can be checked in the same pass.
//!
//! Rules between keys live in `validate`.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::clocks::{DayClock, WeekClock};
use super::codes::Code;
use super::diagnostics::{Diagnostic, Sink};
use super::distributions;
use super::durations;
use super::path::Path;
use super::patterns::DAY_LENGTHS;
use super::shape::{Bounds, Kind, Shape};
use super::suggest::nearest;
use super::wording::{self, describe, given, mistyped, wrong_type};
use crate::time::Duration;

/// Most agents of a team, and most attempts, customers or whatever is counted: beyond it a zero too many is likelier.
const MOST_AGENTS: f64 = 100_000.0;
/// Most contacts per hour of a reason.
const MOST_PER_HOUR: f64 = 10_000_000.0;

/// Checks `value` against `shape`, telling every mistake to `sink`.
pub(super) fn check(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    if value.is_null() {
        // It could not be read, which has been told.
        *value = stand_in(shape);
        return;
    }
    match &shape.kind {
        Kind::Table { keys, law } => {
            let Value::Object(table) = value else {
                let fault = wrong_type(value, shape, path);
                return replace(value, fault, shape, path, sink);
            };
            table_keys(table, shape, path, sink);
            for (key, shape) in keys {
                if let Some(value) = table.get_mut(key) {
                    check(value, shape, &path.key(key), sink);
                }
            }
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
        Kind::List { item, least } => check_list(value, item, *least, shape, path, sink),
        Kind::Change(long) => {
            if !value.is_object() {
                *value = json!({ "value": value.take() });
            }
            check(value, long, path, sink);
        }
        Kind::Pattern { whole } => check_pattern(value, *whole, shape, path, sink),
        Kind::Day => check_day(
            value,
            &Bounds {
                least: Some(0.0),
                ..Bounds::default()
            },
            false,
            shape,
            path,
            sink,
        ),
        _ => {
            if let Err(fault) = check_leaf(value, shape, path) {
                replace(value, fault, shape, path, sink);
            }
        }
    }
}

/// Unknown and missing keys of a table.
fn table_keys(table: &mut Map<String, Value>, shape: &Shape, path: &Path, sink: &mut Sink) {
    let unknown: Vec<String> = table
        .keys()
        .filter(|key| shape.key(key).is_none())
        .cloned()
        .collect();
    for key in unknown {
        let message = format!("`{key}` is not a key of {}", path.header());
        let diagnostic = Diagnostic::new(Code::UnknownKey, message)
            .why("a key that nothing reads would change nothing, without a word")
            .maybe_help(wording::unknown_key_help(&key, shape));
        sink.key(&path.key(&key), diagnostic);
        table.shift_remove(&key);
    }
    let Kind::Table { keys, .. } = &shape.kind else {
        return;
    };
    for (key, shape) in keys {
        if !shape.required || table.contains_key(key) {
            continue;
        }
        let here = path.key(key);
        let diagnostic =
            Diagnostic::new(Code::MissingKey, format!("{} lacks `{key}`", path.header()))
                .why(format!(
                    "`{key}` has no default: {}",
                    decapitalised(shape.meaning_in_short())
                ))
                .help(format!("add {}", wording::example(key, shape)));
        sink.value(&here, diagnostic);
        table.insert(key.clone(), stand_in(shape));
    }
}

fn check_list(
    value: &mut Value,
    item: &Shape,
    least: usize,
    shape: &Shape,
    path: &Path,
    sink: &mut Sink,
) {
    let Value::Array(list) = value else {
        let fault = wrong_type(value, shape, path);
        return replace(value, fault, shape, path, sink);
    };
    if list.len() < least {
        let message = format!("`{path}` is an empty list, but it must hold at least {least}");
        let diagnostic =
            Diagnostic::new(Code::TooFew, message).why(decapitalised(shape.meaning_in_short()));
        return replace(value, diagnostic, shape, path, sink);
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
    if let Some(fault) = distributions::fault(value, in_time(shape)) {
        let diagnostic = Diagnostic::new(fault.code, format!("`{path}` {}", fault.message))
            .maybe_help(fault.help);
        let why =
            "a distribution is stated by its mean and spread, with exactly the parameters it has";
        replace(value, diagnostic.why(why), shape, path, sink);
    }
}

/// A value without parts.
fn check_leaf(value: &mut Value, shape: &Shape, path: &Path) -> Result<(), Diagnostic> {
    match (&shape.kind, &*value) {
        (Kind::Any, _) | (Kind::Flag, Value::Bool(_)) | (Kind::Text, Value::String(_)) => Ok(()),
        (Kind::Number(bounds), Value::Number(number)) => within(
            number.as_f64().unwrap_or(f64::NAN),
            bounds,
            value,
            "",
            shape,
            path,
        ),
        (Kind::Whole(bounds), Value::Number(number)) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            if number.fract() != 0.0 {
                let message = format!(
                    "`{path}` is {}, but it must be a whole number",
                    given(value)
                );
                let diagnostic = Diagnostic::new(Code::NotWhole, message).why(why(shape));
                return Err(diagnostic.help(format!("did you mean {}?", number.round())));
            }
            let bounds = Bounds {
                most: bounds.most.or(Some(f64::from(u32::MAX))),
                ..*bounds
            };
            within(number, &bounds, value, "", shape, path)?;
            *value = Value::from(number as i64);
            Ok(())
        }
        (Kind::Choice(words), Value::String(word)) => {
            if words.contains(word) {
                return Ok(());
            }
            let allowed: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let message = format!(
                "`{path}` is \"{word}\", but it must be one of {}",
                allowed.join(", ")
            );
            let diagnostic = Diagnostic::new(Code::UnknownWord, message).why(why(shape));
            let near = nearest(word, words.iter().map(String::as_str));
            Err(diagnostic.maybe_help(near.map(|word| format!("did you mean \"{word}\"?"))))
        }
        (Kind::Name, Value::String(name)) => check_name(name, path),
        (
            Kind::Duration {
                bounds,
                whole_weeks,
            },
            Value::String(text),
        ) => check_duration(text, bounds, *whole_weeks, value, shape, path),
        (Kind::WeekClock, Value::String(text)) if WeekClock::read(text).is_some() => Ok(()),
        (Kind::DayClock, Value::String(text)) if DayClock::read(text).is_some() => Ok(()),
        (Kind::WeekClock | Kind::DayClock, Value::String(text)) => {
            let message = format!("`{path}` is \"{text}\", but it must be {}", describe(shape));
            let diagnostic = Diagnostic::new(Code::BadClock, message).why(why(shape));
            Err(diagnostic.maybe_help(wording::clock_help(
                text,
                matches!(shape.kind, Kind::WeekClock),
            )))
        }
        _ => Err(wrong_type(value, shape, path)),
    }
}

fn check_name(name: &str, path: &Path) -> Result<(), Diagnostic> {
    let fault = |rule: &str| {
        let message = format!("`{path}` is {name:?}, but a name {rule}");
        Err(Diagnostic::new(Code::BadName, message)
            .why("names stand in paths, tables and the names of arms"))
    };
    if name.trim().is_empty() {
        return fault("must not be empty");
    }
    if name.trim() != name {
        return fault("must not begin or end with a blank")
            .map_err(|diagnostic| diagnostic.help(format!("did you mean \"{}\"?", name.trim())));
    }
    if name.chars().any(char::is_control) {
        return fault("must hold no control characters");
    }
    Ok(())
}

fn check_duration(
    text: &str,
    bounds: &Bounds,
    whole_weeks: bool,
    value: &Value,
    shape: &Shape,
    path: &Path,
) -> Result<(), Diagnostic> {
    let duration = durations::parse(text).map_err(|fault| {
        let message = format!("`{path}` is \"{text}\", but it {}", fault.message);
        let diagnostic = Diagnostic::new(Code::BadDuration, message).why(why(shape));
        diagnostic.maybe_help(
            fault
                .meant
                .map(|meant| format!("did you mean \"{meant}\"?")),
        )
    })?;
    within(duration.as_seconds(), bounds, value, "s", shape, path)?;
    if whole_weeks && duration.as_micros() % Duration::WEEK.as_micros() != 0 {
        let weeks = duration.as_micros().div_ceil(Duration::WEEK.as_micros());
        let message = format!("`{path}` is \"{text}\", but it must be a whole number of weeks");
        let diagnostic = Diagnostic::new(Code::NotWhole, message).why("interventions act by week");
        return Err(diagnostic.help(format!("did you mean \"{weeks}w\"?")));
    }
    Ok(())
}

fn check_pattern(value: &mut Value, whole: bool, shape: &Shape, path: &Path, sink: &mut Sink) {
    let most = Some(if whole { MOST_AGENTS } else { MOST_PER_HOUR });
    let bounds = Bounds {
        least: Some(0.0),
        most,
        ..Bounds::default()
    };
    let is_week = value
        .as_array()
        .is_some_and(|list| list.iter().any(Value::is_array));
    if !is_week {
        return check_day(value, &bounds, whole, shape, path, sink);
    }
    let Value::Array(days) = value else { return };
    if days.len() != 7 {
        let message = format!(
            "`{path}` is a list of {} lists, but a week has seven days",
            days.len()
        );
        let diagnostic = Diagnostic::new(Code::BadPattern, message).why(why(shape));
        let help = "give seven lists, Monday first, or one list for every day";
        return replace(value, diagnostic.help(help), shape, path, sink);
    }
    for (index, day) in days.iter_mut().enumerate() {
        let here = path.element(index, day);
        if day.is_array() {
            check_day(day, &bounds, whole, shape, &here, sink);
        } else {
            let message = format!(
                "`{here}` is {}, but the days of a week are all lists",
                given(day)
            );
            replace(
                day,
                Diagnostic::new(Code::BadPattern, message).why(why(shape)),
                shape,
                &here,
                sink,
            );
        }
    }
    if !sink.is_sound(path) {
        *value = stand_in(shape);
    }
}

/// One number, or a list of as many numbers as divide the day.
fn check_day(
    value: &mut Value,
    bounds: &Bounds,
    whole: bool,
    shape: &Shape,
    path: &Path,
    sink: &mut Sink,
) {
    let element_kind = if whole {
        Kind::Whole(*bounds)
    } else {
        Kind::Number(*bounds)
    };
    let element_shape = Shape {
        kind: element_kind,
        ..shape.clone()
    };
    let is_number_allowed = matches!(shape.kind, Kind::Pattern { .. });
    match value {
        Value::Number(_) if is_number_allowed => {
            if let Err(fault) = check_leaf(value, &element_shape, path) {
                replace(value, fault, shape, path, sink);
            }
        }
        Value::Array(list) => {
            if !DAY_LENGTHS.contains(&list.len()) {
                let message = format!(
                    "`{path}` holds {} numbers, but a day holds 24, 48 or 96",
                    list.len()
                );
                let diagnostic = Diagnostic::new(Code::BadPattern, message).why(why(shape));
                let help = match list.len() {
                    7 => "for the days of the week give seven lists, Monday first",
                    1 if is_number_allowed => "give the number alone, without brackets",
                    _ => "give one number per hour, half-hour or quarter-hour, from midnight",
                };
                return replace(value, diagnostic.help(help), shape, path, sink);
            }
            let mut is_sound = true;
            for (index, element) in list.iter_mut().enumerate() {
                let here = path.element(index, element);
                if let Err(fault) = check_leaf(element, &element_shape, &here) {
                    sink.value(&here, fault);
                    is_sound = false;
                }
            }
            if !is_sound {
                *value = stand_in(shape);
            }
        }
        _ => {
            let fault = mistyped(value, &describe(shape), shape, path);
            replace(value, fault, shape, path, sink);
        }
    }
}

fn within(
    number: f64,
    bounds: &Bounds,
    value: &Value,
    unit: &str,
    shape: &Shape,
    path: &Path,
) -> Result<(), Diagnostic> {
    let code = match bounds.compare(number) {
        Ordering::Equal => return Ok(()),
        Ordering::Less => Code::BelowLeast,
        Ordering::Greater => Code::AboveMost,
    };
    let message = format!(
        "`{path}` is {}, but it must be {}",
        given(value),
        bounds.in_words(unit)
    );
    let help = wording::range_help(number, bounds, unit);
    Err(Diagnostic::new(code, message)
        .why(why(shape))
        .maybe_help(help))
}

/// Tells `diagnostic` and puts a stand-in in the place of the value.
fn replace(value: &mut Value, diagnostic: Diagnostic, shape: &Shape, path: &Path, sink: &mut Sink) {
    sink.value(path, diagnostic);
    *value = stand_in(shape);
}

/// Whether a law is of durations.
fn in_time(shape: &Shape) -> bool {
    shape
        .key("mean")
        .is_some_and(|mean| matches!(mean.kind, Kind::Duration { .. }))
}

/// The reason for a rule: as stated with the key, or else what the key means.
fn why(shape: &Shape) -> String {
    match &shape.why {
        Some(why) => why.clone(),
        None => decapitalised(shape.meaning_in_short()),
    }
}

/// The text with a small first letter, unless its first word is a name or abbreviation.
fn decapitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => text.to_string(),
    }
}

/// A harmless value of the right shape.
fn stand_in(shape: &Shape) -> Value {
    if let Some(default) = &shape.default {
        return default.clone();
    }
    let low = |bounds: &Bounds| {
        bounds
            .least
            .or(bounds.above.map(|above| above + 0.5))
            .or(bounds.most)
            .unwrap_or(0.0)
    };
    match &shape.kind {
        Kind::Flag => Value::Bool(true),
        Kind::Number(bounds) => json!(low(bounds)),
        Kind::Whole(bounds) => json!(low(bounds).ceil() as i64),
        Kind::Text | Kind::Name => json!(""),
        Kind::Choice(words) => json!(words.first()),
        Kind::Duration { .. } => json!("1w"),
        Kind::WeekClock => json!("mon 00:00"),
        Kind::DayClock => json!("00:00"),
        Kind::Pattern { .. } => json!(1),
        Kind::Day => json!(vec![1.0; 24]),
        Kind::Any => json!(0),
        Kind::Change(long) => stand_in(long),
        Kind::List { item, least } => Value::Array(vec![stand_in(item); *least]),
        Kind::Map(_) => json!({}),
        Kind::Table { law: true, .. } => {
            json!({ "dist": "constant", "mean": if in_time(shape) { json!("1s") } else { json!(1.0) } })
        }
        Kind::Table { keys, .. } => {
            let required = keys.iter().filter(|(_, shape)| shape.required);
            Value::Object(
                required
                    .map(|(key, shape)| (key.clone(), stand_in(shape)))
                    .collect(),
            )
        }
    }
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
        let names = [
            "/name",
            "/reason/0/name",
            "/team/0/name",
            "/team/0/skills/0",
        ];
        check(&mut value, shape::scenario(), &Path::root(), &mut sink);
        let found = sink.into_found();
        let others: Vec<_> = found
            .iter()
            .filter(|found| found.code != Code::BadName)
            .collect();
        assert!(others.is_empty(), "{others:?} apart from {names:?}");
    }
}
