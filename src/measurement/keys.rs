//! Keys of a model that mean nothing: all of them at once, each with the key that may have been meant.

use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::fault::Faults;
use super::model::SurveyModelFile;
use crate::suggest::did_you_mean;

/// Takes the keys out of a model that it cannot have, and tells each. `file` is the model's name.
pub(super) fn take_unknown(model: &mut toml::Table, file: &str, faults: &mut Faults) {
    take_from(model, schema(), "", file, faults);
}

/// The shape of a model, with every part in its place.
fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        settings.into_generator().into_root_schema_for::<SurveyModelFile>().to_value()
    })
}

fn take_from(table: &mut toml::Table, schema: &Value, path: &str, file: &str, faults: &mut Faults) {
    if let Some(known) = schema["properties"].as_object() {
        let unknown: Vec<String> = table.keys().filter(|key| !known.contains_key(*key)).cloned().collect();
        for key in unknown {
            table.remove(&key);
            let place = if path.is_empty() { file.to_string() } else { format!("{file}, {path}") };
            let help = did_you_mean(&key, known.keys().map(String::as_str));
            faults.add(place, format!("there is no key `{key}`"), help);
        }
    }
    for (key, value) in table.iter_mut() {
        let inner = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        take_from_value(value, inner, &path, file, faults);
    }
}

fn take_from_value(value: &mut toml::Value, schema: &Value, path: &str, file: &str, faults: &mut Faults) {
    // What may be left out is one of two: itself or nothing.
    let choices = schema["anyOf"].as_array();
    let schema = choices.and_then(|of| of.iter().find(|one| one["properties"].is_object())).unwrap_or(schema);
    match value {
        toml::Value::Table(table) => take_from(table, schema, path, file, faults),
        toml::Value::Array(list) => {
            for (place, value) in list.iter_mut().enumerate() {
                let path = format!("{path} {}", place + 1);
                take_from_value(value, &schema["items"], &path, file, faults);
            }
        }
        _ => (),
    }
}
