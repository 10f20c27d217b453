//! The format as the check reads it: the JSON schema of the types in `schema`, turned into kinds, limits and texts.
//!
//! There is one source of truth, the documented types; this is their reading.

use std::sync::OnceLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::patterns::PatternOf;
use super::schema::ScenarioSpec;
use super::wording;
use crate::time::Duration;

/// What a value must look like, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub kind: Kind,
    pub meaning: String,
    /// Why the limits are what they are.
    pub why: Option<String>,
    /// Of a parameter of a distribution: what the distribution is of, which says more than "Mean".
    pub part_of: Option<String>,
    /// Why no intervention may set it.
    pub fixed: Option<String>,
    pub default: Option<Value>,
    pub required: bool,
}

/// The kinds of values a scenario is made of.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Flag,
    Number(Bounds),
    Whole(Bounds),
    /// A whole number of people, whose increase waits for hiring.
    Headcount(Bounds),
    Text,
    Name,
    Choice(Vec<String>),
    /// A duration, with bounds in seconds.
    Duration {
        bounds: Bounds,
        whole_weeks: bool,
    },
    WeekClock,
    DayClock,
    /// Days of the week.
    Weekdays,
    /// Hours of some days of the week.
    OpenHours,
    /// The name of a file beside the scenario.
    File,
    /// A value over the week.
    Pattern {
        of: PatternOf,
    },
    /// Relative values over one day.
    Day,
    /// A number for every day, or one for each weekday.
    ByWeekday,
    /// Seconds in ascending order, possibly very many.
    Times,
    /// A change within an intervention, by its long form.
    Change(Box<Shape>),
    /// Any value; it is checked against the path it is for.
    Any,
    /// A code in the column of a file: a number or a text.
    Code,
    List {
        item: Box<Shape>,
        least: usize,
        most: Option<usize>,
    },
    Table {
        keys: IndexMap<String, Shape>,
        /// Whether the table is a distribution, whose parameters must fit each other.
        law: bool,
    },
    /// A table whose keys are names.
    Map(Box<Shape>),
    /// A table that may be written as the value of its main key alone.
    Short {
        long: Box<Shape>,
        main: String,
    },
    /// A name, or a table of weights by name.
    Targets(Box<Shape>),
}

/// Limits of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bounds {
    pub least: Option<f64>,
    pub above: Option<f64>,
    pub most: Option<f64>,
    pub below: Option<f64>,
}

/// The shape of a scenario.
pub(super) fn scenario() -> &'static Shape {
    static SHAPE: OnceLock<Shape> = OnceLock::new();
    SHAPE.get_or_init(of::<ScenarioSpec>)
}

/// The JSON schema of a scenario file, for editors.
pub fn json_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<ScenarioSpec>().to_value();
    tidy(&mut schema);
    accept_short_forms(&mut schema);
    schema
}

/// The shape of what `T` documents.
pub(super) fn of<T: JsonSchema>() -> Shape {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    Shape::read(&schema, true)
}

/// TOML has no null, so an optional key is simply not required; and descriptions are one paragraph.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(table) => {
            table.retain(|key, value| !(key == "default" && value.is_null()) && key != "format");
            for key in ["type", "enum", "anyOf"] {
                if let Some(Value::Array(list)) = table.get_mut(key) {
                    list.retain(|value| {
                        !(value.is_null() || value == "null" || value.get("type") == Some(&"null".into()))
                    });
                    if key == "type" && list.len() == 1 {
                        let only = list.remove(0);
                        table.insert("type".to_string(), only);
                    }
                }
            }
            // An optional choice of forms comes as a choice within a choice.
            let only = table.get("anyOf").and_then(Value::as_array).filter(|list| list.len() == 1);
            if let Some(Value::Object(inner)) = only.map(|list| list[0].clone()) {
                table.remove("anyOf");
                for (key, value) in inner {
                    table.entry(key).or_insert(value);
                }
            }
            if let Some(Value::String(text)) = table.get_mut("description") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            table.values_mut().for_each(tidy);
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// In a file, a change may be its value alone, and some tables the value of their main key; the types know the long form.
fn accept_short_forms(schema: &mut Value) {
    match schema.get("x-kind").and_then(Value::as_str) {
        Some("change") => {
            let long = schema.take();
            *schema = serde_json::json!({
                "description": long.get("description"),
                "anyOf": [{ "type": ["string", "number", "boolean", "array"] }, long]
            });
        }
        Some("short") => {
            let long = schema.take();
            let main = long.get("x-main").and_then(Value::as_str).unwrap_or_default();
            let short = long.get("properties").and_then(|keys| keys.get(main));
            *schema = serde_json::json!({ "description": long.get("description"), "anyOf": [short, long] });
        }
        _ => match schema {
            Value::Object(table) => table.values_mut().for_each(accept_short_forms),
            Value::Array(list) => list.iter_mut().for_each(accept_short_forms),
            _ => {}
        },
    }
}

impl Shape {
    fn read(schema: &Value, required: bool) -> Self {
        Shape { kind: Kind::read(schema), required, ..Shape::read_texts(schema) }
    }

    /// The shape of the elements of a list or of the values of a map; what has no meaning of its own has that of the whole.
    fn read_part(schema: &Value, part: &str) -> Self {
        let whole = Shape::read_texts(schema);
        let own = Shape::read(schema.get(part).unwrap_or(&Value::Null), true);
        let meaning = if own.meaning.is_empty() { whole.meaning } else { own.meaning };
        Shape { meaning, why: own.why.or(whole.why), ..own }
    }

    /// The shape below `key`, if this is a table that has it.
    pub fn key(&self, key: &str) -> Option<&Shape> {
        match &self.kind {
            Kind::Table { keys, .. } => keys.get(key),
            Kind::Map(value) | Kind::Targets(value) => Some(value),
            Kind::Short { long, .. } => long.key(key),
            _ => None,
        }
    }

    /// The keys of the table; none for anything else.
    pub fn keys(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Table { keys, .. } => keys.keys().map(String::as_str).collect(),
            Kind::Short { long, .. } => long.keys(),
            _ => Vec::new(),
        }
    }

    /// Whether this is a distribution of durations.
    pub fn is_law_in_time(&self) -> bool {
        let mean = self.key("mean").map(|mean| &mean.kind);
        matches!(mean, Some(Kind::Duration { .. }))
    }

    /// Whether this is a list of tables that have names, so that paths address them by name.
    pub fn named_elements(&self) -> Option<&Shape> {
        match &self.kind {
            Kind::List { item, .. } if item.keys().contains(&"name") => Some(item),
            _ => None,
        }
    }

    /// The first sentence of the meaning, without its full stop.
    pub fn meaning_in_short(&self) -> &str {
        // "1, 2, ... of them" goes on.
        let ends = |at: usize| !self.meaning[..at].ends_with('.');
        let end = self.meaning.match_indices(". ").map(|(at, _)| at).find(|at| ends(*at));
        self.meaning[..end.unwrap_or(self.meaning.len())].trim_end_matches('.')
    }
}

impl Kind {
    fn read(schema: &Value) -> Self {
        let bounds = Bounds::read(schema);
        match schema.get("x-kind").and_then(Value::as_str) {
            Some("name") => return Kind::Name,
            Some("duration") => {
                return Kind::Duration { bounds, whole_weeks: schema.get("x-whole-weeks").is_some() };
            }
            Some("code") => return Kind::Code,
            Some("week_clock") => return Kind::WeekClock,
            Some("day_clock") => return Kind::DayClock,
            Some("day") => return Kind::Day,
            Some("by_weekday") => return Kind::ByWeekday,
            Some("times") => return Kind::Times,
            Some("weekdays") => return Kind::Weekdays,
            Some("open_hours") => return Kind::OpenHours,
            Some("file") => return Kind::File,
            Some("headcount") => return Kind::Headcount(bounds),
            Some("targets") => {
                let weight = schema.pointer("/anyOf/1/additionalProperties").unwrap_or(&Value::Null);
                return Kind::Targets(Box::new(Shape::read(weight, true)));
            }
            Some("pattern") => {
                let of = schema.get("x-of").and_then(Value::as_str).and_then(PatternOf::from_word);
                return Kind::Pattern { of: of.unwrap_or(PatternOf::Rate) };
            }
            Some("short") => {
                let long = Shape { kind: Kind::read_table(schema), ..Shape::read_texts(schema) };
                let main = schema.get("x-main").and_then(Value::as_str).unwrap_or_default();
                return Kind::Short { long: Box::new(long), main: main.to_string() };
            }
            Some("change") => {
                let long = Shape { kind: Kind::read_table(schema), ..Shape::read_texts(schema) };
                return Kind::Change(Box::new(long));
            }
            _ => {}
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("boolean") => Kind::Flag,
            Some("number") => Kind::Number(bounds),
            Some("integer") => Kind::Whole(bounds),
            Some("string") => match schema.get("enum").and_then(Value::as_array) {
                Some(words) => {
                    Kind::Choice(words.iter().filter_map(Value::as_str).map(str::to_string).collect())
                }
                None => Kind::Text,
            },
            Some("array") => {
                let limit = |key: &str| schema.get(key).and_then(Value::as_u64).map(|limit| limit as usize);
                Kind::List {
                    item: Box::new(Shape::read_part(schema, "items")),
                    least: limit("minItems").unwrap_or(0),
                    most: limit("maxItems"),
                }
            }
            Some("object") => match schema.get("additionalProperties") {
                Some(value) if value.is_object() && schema.get("properties").is_none() => {
                    Kind::Map(Box::new(Shape::read_part(schema, "additionalProperties")))
                }
                _ => Kind::read_table(schema),
            },
            _ => match schema.get("oneOf").and_then(Value::as_array) {
                // Words of which each has a meaning of its own come one by one.
                Some(words) => {
                    let word = |word: &Value| word.get("const").and_then(Value::as_str).map(str::to_string);
                    Kind::Choice(words.iter().filter_map(word).collect())
                }
                None => Kind::Any,
            },
        }
    }

    fn read_table(schema: &Value) -> Self {
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let is_law = schema.get("x-kind").is_some_and(|kind| kind == "law");
        let whole = Shape::read_texts(schema);
        let keys = schema.get("properties").and_then(Value::as_object);
        let keys = keys.into_iter().flatten();
        let keys = keys.map(|(key, schema)| {
            let mut shape = Shape::read(schema, required.contains(&key.as_str()));
            if is_law {
                shape.part_of = Some(wording::meaning(&whole));
                shape.why = shape.why.or_else(|| whole.why.clone());
            }
            (key.clone(), shape)
        });
        Kind::Table { keys: keys.collect(), law: is_law }
    }
}

impl Shape {
    /// The texts alone, for a shape whose kind is read otherwise.
    fn read_texts(schema: &Value) -> Self {
        let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_string);
        Shape {
            kind: Kind::Any,
            meaning: text("description").unwrap_or_default(),
            why: text("x-why"),
            part_of: None,
            fixed: text("x-fixed"),
            default: schema.get("default").cloned(),
            required: true,
        }
    }
}

impl Bounds {
    fn read(schema: &Value) -> Self {
        let number = |key: &str| schema.get(key).and_then(Value::as_f64);
        Bounds {
            least: number("minimum"),
            above: number("exclusiveMinimum"),
            most: number("maximum"),
            below: number("exclusiveMaximum"),
        }
    }

    /// Whether the values are shares, which end at 1.
    pub fn is_share(&self) -> bool {
        self.most == Some(1.0) || self.below == Some(1.0)
    }

    /// Whether `value` lies too low (`Less`), too high (`Greater`) or within (`Equal`).
    pub fn compare(&self, value: f64) -> std::cmp::Ordering {
        if self.least.is_some_and(|least| value < least) || self.above.is_some_and(|above| value <= above) {
            std::cmp::Ordering::Less
        } else if self.most.is_some_and(|most| value > most) || self.below.is_some_and(|below| value >= below)
        {
            std::cmp::Ordering::Greater
        } else {
            std::cmp::Ordering::Equal
        }
    }

    /// The limits in words, such as `from 0 to 1` or `greater than 0`; those of a duration are seconds, and written as durations.
    pub fn in_words(&self, is_duration: bool) -> String {
        let say = |limit: f64| {
            if is_duration { Duration::from_seconds(limit).to_string() } else { limit.to_string() }
        };
        let low = match (self.least, self.above) {
            (Some(least), _) if self.most.is_none() && self.below.is_none() => {
                format!("at least {}", say(least))
            }
            (Some(least), _) => format!("from {}", say(least)),
            (None, Some(above)) => format!("greater than {}", say(above)),
            (None, None) => String::new(),
        };
        let high = match (self.most, self.below) {
            (Some(most), _) if low.starts_with("from") => format!("to {}", say(most)),
            (Some(most), _) => format!("at most {}", say(most)),
            (None, Some(below)) => format!("below {}", say(below)),
            (None, None) => String::new(),
        };
        match (low.as_str(), high.as_str()) {
            (low, "") => low.to_string(),
            ("", high) => high.to_string(),
            (low, high) if high.starts_with("to") => format!("{low} {high}"),
            (low, high) if low.starts_with("from") => format!("at least {} and {high}", &low[5..]),
            (low, high) => format!("{low} and {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `visit` with every key of the format and its path.
    fn walk(shape: &Shape, path: &str, visit: &mut impl FnMut(&str, &Shape)) {
        let inner: Vec<(String, &Shape)> = match &shape.kind {
            Kind::Table { keys, .. } => {
                keys.iter().map(|(key, shape)| (format!("{path}.{key}"), shape)).collect()
            }
            Kind::List { item, .. } => vec![(format!("{path}[]"), item)],
            Kind::Map(value) => vec![(format!("{path}.NAME"), value)],
            Kind::Change(long) | Kind::Short { long, .. } => vec![(path.to_string(), &**long)],
            _ => Vec::new(),
        };
        for (path, shape) in inner {
            visit(&path, shape);
            walk(shape, &path, visit);
        }
    }

    #[test]
    fn every_key_has_a_meaning_and_a_kind() {
        let mut keys = 0;
        walk(scenario(), "", &mut |path, shape| {
            keys += 1;
            let is_element = path.ends_with("[]") || path.ends_with("NAME");
            assert!(is_element || !shape.meaning.is_empty(), "{path} has no meaning");
            let may_be_any = path.ends_with(".value");
            assert!(may_be_any || !matches!(shape.kind, Kind::Any), "{path} has no kind");
        });
        assert!(keys > 150, "{keys} keys");
    }

    #[test]
    fn bounds_read_as_people_would_say_them() {
        let words = |least, above, most, below| Bounds { least, above, most, below }.in_words(false);
        assert_eq!(words(Some(0.0), None, Some(1.0), None), "from 0 to 1");
        assert_eq!(words(Some(0.0), None, None, None), "at least 0");
        assert_eq!(words(None, Some(0.0), None, None), "greater than 0");
        assert_eq!(words(None, Some(0.0), Some(1.0), None), "greater than 0 and at most 1");
        assert_eq!(words(Some(0.0), None, None, Some(1.0)), "at least 0 and below 1");
        let day = Bounds { least: None, above: Some(0.0), most: Some(86_400.0), below: None };
        assert_eq!(day.in_words(true), "greater than 0s and at most 1d");
    }
}
