//! Values over the day and week.

use serde_json::Value;

use super::leaf::check_leaf;
use super::replace;
use super::stand_in::stand_in;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::patterns::{DAY_LENGTHS, PatternOf};
use crate::scenario::shape::{Bounds, Kind, Shape};
use crate::scenario::wording::{describe, given, mistyped, reason_and_meaning};

/// Why a list over the day or week has the length that it has.
const EQUAL_PARTS: &str = "each number stands for an equal part of the day from midnight on, and each list for a day from Monday on";

pub(super) fn check_pattern(value: &mut Value, of: PatternOf, shape: &Shape, path: &Path, sink: &mut Sink) {
    let (bounds, _) = of.bounds();
    let whole = of.is_whole();
    let is_week = value.as_array().is_some_and(|list| list.iter().any(Value::is_array));
    if !is_week {
        return check_day(value, &bounds, whole, shape, path, sink);
    }
    let Value::Array(days) = value else { return };
    if days.len() != 7 {
        let message = format!("`{path}` is a list of {} lists, but a week has seven days", days.len());
        let diagnostic =
            Diagnostic::new(Code::BadPattern, message).why(reason_and_meaning(EQUAL_PARTS, shape));
        let help = "give seven lists, Monday first, or one list for every day";
        return replace(value, diagnostic.help(help), shape, path, sink);
    }
    for (index, day) in days.iter_mut().enumerate() {
        let here = path.element(index, day);
        if day.is_array() {
            check_day(day, &bounds, whole, shape, &here, sink);
        } else {
            let message = format!("`{here}` is {}, but the days of a week are all lists", given(day));
            replace(
                day,
                Diagnostic::new(Code::BadPattern, message).why(reason_and_meaning(EQUAL_PARTS, shape)),
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
pub(super) fn check_day(
    value: &mut Value,
    bounds: &Bounds,
    whole: bool,
    shape: &Shape,
    path: &Path,
    sink: &mut Sink,
) {
    let element_kind = if whole { Kind::Whole(*bounds) } else { Kind::Number(*bounds) };
    let element_shape = Shape { kind: element_kind, ..shape.clone() };
    let is_number_allowed = matches!(shape.kind, Kind::Pattern { .. });
    match value {
        Value::Number(_) if is_number_allowed => {
            if let Err(fault) = check_leaf(value, &element_shape, path) {
                replace(value, because(fault, shape), shape, path, sink);
            }
        }
        Value::Array(list) => {
            if !DAY_LENGTHS.contains(&list.len()) {
                let message = format!("`{path}` holds {} numbers, but a day holds 24, 48 or 96", list.len());
                let diagnostic =
                    Diagnostic::new(Code::BadPattern, message).why(reason_and_meaning(EQUAL_PARTS, shape));
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
                    sink.value(&here, because(fault, shape));
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

/// A number for every day, or a list of seven.
pub(super) fn check_by_weekday(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    let bounds = Bounds { least: Some(0.0), most: Some(1e9), ..Bounds::default() };
    let one = Shape { kind: Kind::Number(bounds), ..shape.clone() };
    match value {
        Value::Number(_) => {
            if let Err(fault) = check_leaf(value, &one, path) {
                replace(value, fault, shape, path, sink);
            }
        }
        Value::Array(list) if list.len() == 7 => {
            let mut is_sound = true;
            for (index, element) in list.iter_mut().enumerate() {
                let here = path.element(index, element);
                if let Err(fault) = check_leaf(element, &one, &here) {
                    sink.value(&here, fault);
                    is_sound = false;
                }
            }
            if !is_sound {
                *value = stand_in(shape);
            }
        }
        Value::Array(list) => {
            let message = format!("`{path}` holds {} numbers, but a week has seven days", list.len());
            let diagnostic =
                Diagnostic::new(Code::BadPattern, message).why(reason_and_meaning(EQUAL_PARTS, shape));
            replace(value, diagnostic.help("give seven numbers, Monday first, or one"), shape, path, sink);
        }
        _ => {
            let fault = mistyped(value, &describe(shape), shape, path);
            replace(value, fault, shape, path, sink);
        }
    }
}

/// Seconds in ascending order. A log may hold very many, so that only a wrong one is looked at closely.
pub(super) fn check_times(value: &mut Value, shape: &Shape, path: &Path, sink: &mut Sink) {
    let Value::Array(list) = value else {
        let fault = mistyped(value, &describe(shape), shape, path);
        return replace(value, fault, shape, path, sink);
    };
    let mut last = 0.0;
    for (index, element) in list.iter().enumerate() {
        match element.as_f64() {
            Some(seconds) if seconds >= last => last = seconds,
            Some(seconds) => {
                let here = path.element(index, element);
                let message = if seconds < 0.0 {
                    format!("`{here}` is {seconds}, but it must be at least 0")
                } else {
                    format!("`{here}` is {seconds}, but it must be at least {last}, the time before it")
                };
                let diagnostic = Diagnostic::new(Code::BelowLeast, message);
                return replace(
                    value,
                    diagnostic.why("times are seconds since time 0, in order"),
                    shape,
                    &here,
                    sink,
                );
            }
            None => {
                let here = path.element(index, element);
                let fault = mistyped(element, "a number of seconds", shape, &here);
                return replace(value, fault, shape, &here, sink);
            }
        }
    }
}

/// A number above the most that is allowed is told with why there is a most.
fn because(fault: Diagnostic, shape: &Shape) -> Diagnostic {
    match shape.kind {
        Kind::Pattern { of } if fault.code == Code::AboveMost => fault.why(of.bounds().1),
        _ => fault,
    }
}
