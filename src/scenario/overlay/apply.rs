//! The values that hold in a week: the baseline with the changes of an arm laid over it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::change::Operation;
use super::entries::Entry;
use crate::scenario::durations;
use crate::scenario::headcounts::round_day;
use crate::scenario::path::Path;
use crate::scenario::patterns::{Pattern, in_one_form};
use crate::scenario::shape::{Kind, Shape};

/// One change with its strength: of what raises the value, and of what lowers it (only headcounts tell them apart,
/// because hiring takes time). Both are multiplied by the dose of the intervention.
struct Push<'e> {
    operation: &'e Operation,
    up: f64,
    down: f64,
}

impl Push<'_> {
    fn strength(&self, difference: f64) -> f64 {
        if difference > 0.0 { self.up } else { self.down }
    }
}

/// The strengths that decide what holds in `week`: weeks with the same strengths hold the same values.
pub(in crate::scenario) fn strengths(entries: &[(&Entry, f64)], week: usize) -> Vec<(f64, f64)> {
    entries
        .iter()
        .map(|(entry, dose)| {
            // What cannot be scaled is done or not done.
            let dose = if entry.is_numeric() || *dose == 0.0 { *dose } else { 1.0 };
            (entry.effect.strength(week, entry.lag) * dose, entry.effect.strength(week, 0) * dose)
        })
        .collect()
}

/// The tree `base` with the changes `entries`, each at its dose, as they stand in `week`.
pub(in crate::scenario) fn overlaid(base: &Value, entries: &[(&Entry, f64)], week: usize) -> Value {
    let mut pushes: BTreeMap<String, (&Entry, Vec<Push>)> = BTreeMap::new();
    for ((entry, _), (up, down)) in entries.iter().zip(strengths(entries, week)) {
        let push = Push { operation: &entry.operation, up, down };
        pushes.entry(entry.path.pointer()).or_insert_with(|| (entry, Vec::new())).1.push(push);
    }
    let mut tree = base.clone();
    // In the order of the pointers a table comes before what is inside it: first the whole, then its parts.
    for (entry, pushes) in pushes.values() {
        change(&mut tree, &entry.path, entry.shape, pushes);
    }
    tree
}

/// Carries out one change in full, as `--set` does.
pub(in crate::scenario) fn set_value(tree: &mut Value, path: &Path, shape: &Shape, operation: &Operation) {
    let push = Push { operation, up: 1.0, down: 1.0 };
    match operation {
        Operation::Replace(value) => path.put(tree, value.clone()),
        _ => change(tree, path, shape, &[push]),
    }
}

fn change(tree: &mut Value, path: &Path, shape: &Shape, pushes: &[Push]) {
    let acting: Vec<&Push> = pushes.iter().filter(|push| push.up != 0.0 || push.down != 0.0).collect();
    if acting.is_empty() {
        return;
    }
    let current = path.find(tree);
    let changed = match &shape.kind {
        Kind::Number(_) => {
            current.and_then(Value::as_f64).map(|value| json!(scalar(value, &acting, Value::as_f64)))
        }
        Kind::Whole(_) => current.and_then(Value::as_f64).map(|value| {
            let value = scalar(value, &acting, Value::as_f64);
            json!((value + 0.5).floor() as i64)
        }),
        Kind::Duration { .. } => current
            .and_then(seconds)
            .map(|value| json!(durations::write_seconds(scalar(value, &acting, seconds)))),
        Kind::Headcount(_) => current
            .and_then(Value::as_f64)
            .and_then(|value| changed_pattern(&Pattern::Flat(value), &acting, true)),
        Kind::ByWeekday => current.and_then(|value| changed_by_weekday(value, &acting)),
        Kind::Pattern { of } => {
            current.and_then(pattern).and_then(|value| changed_pattern(&value, &acting, of.is_whole()))
        }
        _ => None,
    };
    // What cannot be blended (texts, tables, a value the baseline lacks) switches as soon as the change acts.
    let replaced = || {
        acting.iter().rev().find_map(|push| match push.operation {
            Operation::Replace(value) => Some(value.clone()),
            _ => None,
        })
    };
    if let Some(value) = changed.or_else(replaced) {
        path.put(tree, value);
    }
}

/// A number under all changes: replaced in part, then multiplied, then added to.
fn scalar(base: f64, pushes: &[&Push], read: impl Fn(&Value) -> Option<f64>) -> f64 {
    let mut value = base;
    for push in pushes {
        if let Operation::Replace(new) = push.operation {
            value = towards(value, read(new).unwrap_or(value), push.down);
        }
    }
    for push in pushes {
        if let Operation::Percent(percent) = push.operation {
            value *= 1.0 + percent * push.down;
        }
    }
    for push in pushes {
        if let Operation::Add(amount) = push.operation {
            value += amount * push.down;
        }
    }
    value
}

/// The way from `old` to `new`; at full strength exactly `new`, whatever the rounding of the difference.
fn towards(old: f64, new: f64, strength: f64) -> f64 {
    if strength == 1.0 { new } else { old + (new - old) * strength }
}

fn changed_pattern(base: &Pattern<f64>, pushes: &[&Push], whole: bool) -> Option<Value> {
    let mut value = base.clone();
    for push in pushes {
        if let Operation::Replace(new) = push.operation {
            let (old, new) = in_one_form(&value, &pattern(new)?);
            value = zipped(&old, &new, |old, new| towards(old, new, push.strength(new - old)))?;
        }
    }
    for push in pushes {
        if let Operation::Percent(percent) = push.operation {
            value = mapped(&value, |agents| agents * (1.0 + percent * push.strength(*percent)))?;
        }
    }
    for push in pushes {
        if let Operation::Add(amount) = push.operation {
            value = mapped(&value, |agents| agents + amount * push.strength(*amount))?;
        }
    }
    if !whole {
        return serde_json::to_value(value).ok();
    }
    let (base, value) = in_one_form(base, &value);
    let days = value.days().iter().zip(base.days()).map(|(day, before)| round_day(day, &before)).collect();
    serde_json::to_value(value.with_days::<i64>(days)?).ok()
}

/// A number for every day, or one for each weekday: a week of days that hold one number each.
fn changed_by_weekday(value: &Value, pushes: &[&Push]) -> Option<Value> {
    let numbers = |list: &Vec<Value>| list.iter().map(|day| Some(vec![day.as_f64()?])).collect::<Option<_>>();
    let base = match value {
        Value::Array(list) => Pattern::Week(numbers(list)?),
        value => Pattern::Flat(value.as_f64()?),
    };
    Some(match changed_pattern(&base, pushes, false)? {
        Value::Array(days) => Value::Array(days.iter().filter_map(|day| day.get(0).cloned()).collect()),
        value => value,
    })
}

fn mapped(pattern: &Pattern<f64>, f: impl Fn(f64) -> f64) -> Option<Pattern<f64>> {
    pattern.with_days(pattern.days().iter().map(|day| day.iter().map(|value| f(*value)).collect()).collect())
}

fn zipped(one: &Pattern<f64>, other: &Pattern<f64>, f: impl Fn(f64, f64) -> f64) -> Option<Pattern<f64>> {
    let days = one.days().into_iter().zip(other.days());
    one.with_days(
        days.map(|(one, other)| one.iter().zip(other).map(|(one, other)| f(*one, other)).collect()).collect(),
    )
}

/// A duration in seconds.
pub(super) fn seconds(value: &Value) -> Option<f64> {
    durations::parse(value.as_str()?).ok().map(|duration| duration.as_seconds())
}

fn pattern(value: &Value) -> Option<Pattern<f64>> {
    serde_json::from_value(value.clone()).ok()
}
