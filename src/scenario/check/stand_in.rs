//! Harmless values in the place of faulty or missing ones, so that one pass finds all mistakes.

use serde_json::{Value, json};

use crate::scenario::shape::{Bounds, Kind, Shape};

/// A harmless value of the right shape.
pub(super) fn stand_in(shape: &Shape) -> Value {
    if let Some(default) = &shape.default {
        return default.clone();
    }
    let low = |bounds: &Bounds| {
        bounds.least.or(bounds.above.map(|above| above + 0.5)).or(bounds.most).unwrap_or(0.0)
    };
    match &shape.kind {
        Kind::Flag => Value::Bool(true),
        Kind::Number(bounds) => json!(low(bounds)),
        Kind::Whole(bounds) | Kind::Headcount(bounds) => json!(low(bounds).ceil() as i64),
        Kind::Text | Kind::Name | Kind::File | Kind::Targets(_) => json!(""),
        Kind::Choice(words) => json!(words.first()),
        Kind::Duration { .. } => json!("1w"),
        Kind::WeekClock => json!("mon 00:00"),
        Kind::DayClock => json!("00:00"),
        Kind::Weekdays => json!("mon-sun"),
        Kind::OpenHours => json!("mon-sun 00:00-24:00"),
        Kind::Pattern { .. } | Kind::ByWeekday => json!(1),
        Kind::Times => json!([]),
        Kind::Day => json!(vec![1.0; 24]),
        Kind::Any | Kind::Code => json!(0),
        Kind::Change(long) | Kind::Short { long, .. } => stand_in(long),
        Kind::List { item, least, .. } => Value::Array(vec![stand_in(item); *least]),
        Kind::Map(_) => json!({}),
        Kind::Table { law: true, .. } => {
            json!({ "dist": "constant", "mean": if shape.is_law_in_time() { json!("1s") } else { json!(1.0) } })
        }
        Kind::Table { keys, .. } => {
            let required = keys.iter().filter(|(_, shape)| shape.required);
            Value::Object(required.map(|(key, shape)| (key.clone(), stand_in(shape))).collect())
        }
    }
}
