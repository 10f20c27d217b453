//! Values without parts: numbers, words, durations, clocks, names.

use std::cmp::Ordering;

use serde_json::Value;

use crate::scenario::clocks::{DayClock, WeekClock};
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::durations;
use crate::scenario::hours::{OpenHours, Weekdays, meant_weekdays};
use crate::scenario::path::Path;
use crate::scenario::shape::{Bounds, Kind, Shape};
use crate::scenario::suggest::nearest;
use crate::scenario::wording::{self, describe, given, reason_and_meaning, why_out_of_range, wrong_type};
use crate::time::Duration;

/// A value without parts.
pub(super) fn check_leaf(value: &mut Value, shape: &Shape, path: &Path) -> Result<(), Diagnostic> {
    match (&shape.kind, &*value) {
        (Kind::Any, _)
        | (Kind::Flag, Value::Bool(_))
        | (Kind::Text, Value::String(_))
        | (Kind::Code, Value::String(_) | Value::Number(_)) => Ok(()),
        (Kind::Number(bounds), Value::Number(number)) => {
            within(number.as_f64().unwrap_or(f64::NAN), bounds, value, "", shape, path)
        }
        (Kind::Whole(bounds) | Kind::Headcount(bounds), Value::Number(number)) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            if number.fract() != 0.0 {
                let message = format!("`{path}` is {}, but it must be a whole number", given(value));
                let reason = "it is counted, and half a one cannot be counted";
                let diagnostic =
                    Diagnostic::new(Code::NotWhole, message).why(reason_and_meaning(reason, shape));
                return Err(diagnostic.help(format!("did you mean {}?", number.round())));
            }
            let bounds = Bounds { most: bounds.most.or(Some(f64::from(u32::MAX))), ..*bounds };
            within(number, &bounds, value, "", shape, path)?;
            *value = Value::from(number as i64);
            Ok(())
        }
        (Kind::Choice(words), Value::String(word)) => {
            if words.contains(word) {
                return Ok(());
            }
            let allowed: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let message = format!("`{path}` is \"{word}\", but it must be one of {}", allowed.join(", "));
            let is_of_law = shape.part_of.is_some();
            let reason =
                if is_of_law { "there are no others" } else { "only these words have a meaning here" };
            let diagnostic =
                Diagnostic::new(Code::UnknownWord, message).why(reason_and_meaning(reason, shape));
            let near = nearest(word, words.iter().map(String::as_str));
            Err(diagnostic.maybe_help(near.map(|word| format!("did you mean \"{word}\"?"))))
        }
        (Kind::Name, Value::String(name)) => check_name(name, path),
        (Kind::File, Value::String(_)) => Ok(()),
        (Kind::Weekdays, Value::String(text)) if Weekdays::read(text).is_some() => Ok(()),
        (Kind::Weekdays, Value::String(text)) => {
            let message = format!("`{path}` is \"{text}\", but it must be {}", describe(shape));
            let help = meant_weekdays(text).map(|meant| format!("did you mean \"{meant}\"?"));
            let reason = "days are named by three letters, with a dash between first and last";
            Err(Diagnostic::new(Code::BadDays, message)
                .why(reason_and_meaning(reason, shape))
                .maybe_help(help))
        }
        (Kind::OpenHours, Value::String(text)) => OpenHours::read(text).map(|_| ()).map_err(|fault| {
            let message = format!("`{path}` is \"{text}\", but it {}", fault.message);
            let reason = "days and hours are read as \"DAYS HH:MM-HH:MM\", by a clock of 24 hours";
            Diagnostic::new(Code::BadHours, message)
                .why(reason_and_meaning(reason, shape))
                .maybe_help(fault.help)
        }),
        (Kind::Duration { bounds, whole_weeks }, Value::String(text)) => {
            check_duration(text, bounds, *whole_weeks, value, shape, path)
        }
        (Kind::WeekClock, Value::String(text)) if WeekClock::read(text).is_some() => Ok(()),
        (Kind::DayClock, Value::String(text)) if DayClock::read(text).is_some() => Ok(()),
        (Kind::WeekClock | Kind::DayClock, Value::String(text)) => {
            let message = format!("`{path}` is \"{text}\", but it must be {}", describe(shape));
            let reason = "times are read as HH:MM by a clock of 24 hours, weekdays by three letters";
            let diagnostic = Diagnostic::new(Code::BadClock, message).why(reason_and_meaning(reason, shape));
            Err(diagnostic.maybe_help(wording::clock_help(text, matches!(shape.kind, Kind::WeekClock))))
        }
        _ => Err(wrong_type(value, shape, path)),
    }
}

fn check_name(name: &str, path: &Path) -> Result<(), Diagnostic> {
    let fault = |rule: &str| {
        let message = format!("`{path}` is {name:?}, but a name {rule}");
        Err(Diagnostic::new(Code::BadName, message).why("names stand in paths, tables and the names of arms"))
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
        let (code, allowed) = match fault.is_negative {
            true if bounds.above.is_some() => {
                (Code::BelowLeast, format!("must be {}", bounds.in_words(true)))
            }
            true => (Code::BelowLeast, "must be at least 0s".to_string()),
            false => (Code::BadDuration, fault.message),
        };
        let message = format!("`{path}` is \"{text}\", but it {allowed}");
        let is_unreadable = code == Code::BadDuration;
        let units = "write it in weeks, days, hours, minutes or seconds; \"52w\" is a year";
        let meant = fault.meant.map(|meant| format!("did you mean \"{meant}\"?"));
        let meant = meant.or_else(|| is_unreadable.then(|| units.to_string()));
        let reason = match code {
            Code::BelowLeast => "no time is shorter than none",
            _ => "each number needs its unit, the longest unit first",
        };
        let why = match (code, &shape.why) {
            (Code::BelowLeast, Some(why)) => why.clone(),
            _ => reason_and_meaning(reason, shape),
        };
        Diagnostic::new(code, message).why(why).maybe_help(meant)
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
    let message = format!("`{path}` is {}, but it must be {}", given(value), bounds.in_words(unit == "s"));
    let help = wording::range_help(number, bounds, unit);
    Err(Diagnostic::new(code, message).why(why_out_of_range(number, bounds, shape)).maybe_help(help))
}
