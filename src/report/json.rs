//! `result.json`: pretty, in a stable order, finite numbers only, ended by a newline.

use serde_json::Value;

use crate::experiment::Results;

/// A number that JSON cannot carry stands in the results.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the results cannot be written as JSON: {0}")]
pub struct JsonError(String);

/// The results as JSON text.
///
/// # Errors
/// Names the place of the first number that is not finite: such a figure is a fault of the program, never an answer.
pub fn render(results: &Results) -> Result<String, JsonError> {
    let value = serde_json::to_value(results).map_err(|error| JsonError(error.to_string()))?;
    // What does not apply is left out, so a null can only be a number that is not finite.
    if let Some(place) = null_in(&value) {
        return Err(JsonError(format!("`{place}` is not a finite number")));
    }
    let mut text = serde_json::to_string_pretty(&value).map_err(|error| JsonError(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// The path of the first null.
fn null_in(value: &Value) -> Option<String> {
    let join = |key: String, rest: String| {
        if rest.is_empty() { key } else { format!("{key}.{rest}") }
    };
    match value {
        Value::Null => Some(String::new()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| Some(join(index.to_string(), null_in(item)?)))
        }
        Value::Object(fields) => {
            fields.iter().find_map(|(key, item)| Some(join(key.clone(), null_in(item)?)))
        }
        _ => None,
    }
}
