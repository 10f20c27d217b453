//! Keys of a model that mean nothing: all of them at once, each with the key that may have been meant.

use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Faults;
use super::model::SurveyModelFile;
use crate::suggest::did_you_mean;

/// Takes the keys out of a model that it cannot have, and tells each. `text` is the model as it is written, `file` its name.
pub(super) fn take_unknown(model: &mut toml::Table, text: &str, file: &str, faults: &mut Faults) {
    let written = DeTable::parse(text).ok();
    let mut told = Told { file, text, faults };
    take_from(model, schema(), "", written.as_ref().map(Spanned::get_ref), &mut told);
}

/// Tells of keys where they stand.
struct Told<'t> {
    file: &'t str,
    text: &'t str,
    faults: &'t mut Faults,
}

impl Told<'_> {
    /// The place of a key of the table at `path`, as it is `written`.
    fn place(&self, key: &str, path: &str, written: Option<&DeTable>) -> String {
        let found = written.and_then(|table| table.get_key_value(key));
        let line = found.map(|(key, _)| {
            let before = self.text.get(..key.span().start).unwrap_or_default();
            format!(":{}", 1 + before.matches('\n').count())
        });
        let within = if path.is_empty() { String::new() } else { format!(", {path}") };
        format!("{}{}{within}", self.file, line.unwrap_or_default())
    }
}

/// The shape of a model, with every part in its place.
fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        settings.into_generator().into_root_schema_for::<SurveyModelFile>().to_value()
    })
}

fn take_from(
    table: &mut toml::Table,
    schema: &Value,
    path: &str,
    written: Option<&DeTable>,
    told: &mut Told,
) {
    if let Some(known) = schema["properties"].as_object() {
        let unknown: Vec<String> = table.keys().filter(|key| !known.contains_key(*key)).cloned().collect();
        for key in unknown {
            table.remove(&key);
            let place = told.place(&key, path, written);
            let help = did_you_mean(&key, known.keys().map(String::as_str));
            told.faults.add(
                place,
                format!("there is no key `{key}`, so what it says would be ignored"),
                help,
            );
        }
    }
    for (key, value) in table.iter_mut() {
        let inner = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let written = written.and_then(|table| table.get(key.as_str())).map(Spanned::get_ref);
        take_from_value(value, inner, &path, written, told);
    }
}

fn take_from_value(
    value: &mut toml::Value,
    schema: &Value,
    path: &str,
    written: Option<&DeValue>,
    told: &mut Told,
) {
    // What may be left out is one of two: itself or nothing.
    let choices = schema["anyOf"].as_array();
    let schema = choices.and_then(|of| of.iter().find(|one| one["properties"].is_object())).unwrap_or(schema);
    match value {
        toml::Value::Table(table) => {
            take_from(table, schema, path, written.and_then(DeValue::as_table), told);
        }
        toml::Value::Array(list) => {
            for (place, value) in list.iter_mut().enumerate() {
                let path = format!("{path} {}", place + 1);
                let written = written.and_then(DeValue::as_array).and_then(|list| list.get(place));
                take_from_value(value, &schema["items"], &path, written.map(Spanned::get_ref), told);
            }
        }
        _ => (),
    }
}
